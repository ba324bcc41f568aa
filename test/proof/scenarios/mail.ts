import { mailboxStore } from "../../../functions/store/mail/mailboxes.ts";
import { targetsOf } from "../cloud/event-bus.ts";
import { type Resolver, resourcesOf } from "../cloud/resolve.ts";
import { PROVINCE } from "../deployed.ts";
import type { Deployment } from "../deployment.ts";

/** Two people who get the reports, by name, and one who runs the service. */
export const READERS = ["Văn phòng", "Sở Thông tin và Truyền thông"] as const;
export const OPERATOR = "Quản trị";

export const addressOf = (name: string): string => `nguoi-nhan-${name.length}@example.gov.vn`;

/** What SES has to tell goes the way that the template's rules give it; how many events have come to a function. */
async function toldOf({ cloud, functions }: Deployment, resolver: Resolver): Promise<number> {
  const events = cloud.mail.tell();
  const called = events.flatMap((event) =>
    targetsOf(resolver.template, resolver, event).flatMap((arn) =>
      [...functions].flatMap(([id, run]) => (resolver.arnOf(id) === arn ? [run.invoke(event)] : [])),
    ),
  );
  await Promise.all(called);
  return called.length;
}

/** Somebody has said that an address can be written to again. */
export async function mended({ cloud }: Deployment, resolver: Resolver, name: string): Promise<void> {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const store = mailboxStore({ client: cloud.database.client, table: resolver.nameOf(id) });
  await store.revive(addressOf(name), new Date());
}

/**
 * A revision that was published while the account was in SES's sandbox is told of once it has left it. One reader's
 * mail comes back later; another reader's address is refused until it is mended.
 *
 * @returns mails taken in the sandbox, after it, and once the address is mended; events that reached their function
 */
export async function leaveSandbox(deployment: Deployment, resolver: Resolver, run: string): Promise<number[]> {
  const { mail } = deployment.cloud;
  const taken = [mail.taken.length];
  mail.inSandbox = false;
  const [comesBack, isRefused] = READERS;
  mail.fates.set(addressOf(comesBack), "permanent").set(addressOf(isRefused), "illegal");
  const tell = async () => {
    await deployment.task("Notify").invoke({ run, published: { series: `${PROVINCE}/2023-Q1`, revision: 1 } });
    taken.push(mail.taken.length);
  };
  await tell();
  mail.fates.delete(addressOf(isRefused));
  await mended(deployment, resolver, isRefused);
  await tell();
  return [...taken, await toldOf(deployment, resolver)];
}
