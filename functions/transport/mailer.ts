import type { Mailer } from "../ports/mail.ts";

/** A mailer that is made when the first mail is sent: most steps send none, and its libraries take long to load. */
export function lazyMailer(open: () => Promise<Mailer>): Mailer {
  let opened: Promise<Mailer> | undefined;
  return {
    async send(mail) {
      opened ??= open();
      return (await opened).send(mail);
    },
  };
}
