import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { ServicePorts } from "../ports.ts";
import { linkStore } from "../store/links.ts";
import { recipientStore } from "../store/recipients.ts";

/** Who is written to by a deployed stage, with the account and region that the AWS command line would use. */
export function awsRecipients(table: string): Pick<ServicePorts, "recipients" | "links"> {
  const client = new DynamoDBClient({});
  return { recipients: recipientStore({ client, table }), links: linkStore({ client, table }) };
}
