import { once } from "node:events";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** A mail as the server took it, and as an independent reader understands it. */
export interface Taken {
  readonly raw: string;
  readonly mail: ParsedMail;
  readonly from: string;
  readonly to: readonly string[];
}

export interface MailServer {
  /** smtp:// on the loopback address. */
  readonly url: string;
  /** In the order of arrival. */
  readonly taken: readonly Taken[];
}

/** A refusal in the server's words. */
export const refusal = (code: number, words = "no"): Error => Object.assign(new Error(words), { responseCode: code });

const addressOf = (address: false | { readonly address: string }): string => (address === false ? "" : address.address);

/** A real SMTP server for one test, on a loopback address. */
export async function mailServer(options: SMTPServerOptions = {}, host = "127.0.0.1"): Promise<MailServer> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({ raw, mail: await simpleParser(raw), from: addressOf(mailFrom), to: rcptTo.map(addressOf) });
        callback(null);
      });
    },
    ...options,
  });
  server.on("error", () => {});
  const listening = server.listen(0, host);
  await once(listening, "listening");
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = listening.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `smtp://${host}:${port}`, taken };
}
