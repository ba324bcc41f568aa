import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { ServicePorts } from "../ports/ports.ts";
import { runHistory } from "../store/history.ts";
import { linkStore } from "../store/links.ts";
import { mailboxStore } from "../store/mail/mailboxes.ts";
import { recipientStore } from "../store/mail/recipients.ts";
import { runStore } from "../store/runs.ts";
import { snapshotStore } from "../store/snapshots.ts";

/** Who is written to by a deployed stage, with the account and region that the AWS command line would use. */
export function awsRecipients(
  table: string,
): Pick<ServicePorts, "recipients" | "mailboxes" | "links" | "history" | "runs" | "snapshots"> {
  const client = new DynamoDBClient({});
  // A list of agencies fits its item; what lies beside the table is not reached from here.
  const objects = { get: async () => null, put: async () => {} };
  return {
    recipients: recipientStore({ client, table }),
    mailboxes: mailboxStore({ client, table }),
    links: linkStore({ client, table }),
    history: runHistory({ client, table }),
    runs: runStore({ client, table }),
    snapshots: snapshotStore({ client, table, objects }),
  };
}
