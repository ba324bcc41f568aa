import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { traces } from "../../functions/aws/traces.ts";

let daemon: Socket;
let told: string[];

beforeEach(async () => {
  told = [];
  daemon = createSocket("udp4", (message) => void told.push(message.toString()));
  daemon.bind(0, "127.0.0.1");
  await once(daemon, "listening");
});

afterEach(() => daemon.close());

const environment = (sampled: "0" | "1") => ({
  AWS_REGION: "ap-southeast-1",
  AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
  _X_AMZN_TRACE_ID: `Root=1-6748f0a0-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=${sampled}`,
});

/** A client that answers by itself. */
function clientOf(env: Record<string, string>, answer: () => object): DynamoDBClient {
  const client = new DynamoDBClient({
    region: "ap-southeast-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  client.middlewareStack.use(traces("DynamoDB", env));
  client.middlewareStack.add(() => async () => ({ output: { $metadata: {}, ...answer() }, response: {} }), {
    step: "initialize",
    priority: "low",
  });
  return client;
}

const command = () => new GetItemCommand({ TableName: "bang", Key: { pk: { S: "recipients#dong-nai" } } });

it("tells the daemon of each command: which, in which trace, how long, whether it failed, and nothing of its contents", async () => {
  const env = environment("1");
  await clientOf(env, () => ({})).send(command());
  const failing = clientOf(env, () => {
    throw new Error("bang");
  });
  await expect(failing.send(command())).rejects.toThrow("bang");
  await expect.poll(() => told.length).toBe(2);
  const documents = told
    .map((message) => message.split("\n"))
    .map(([header, body]) => [header, JSON.parse(body ?? "")]);
  for (const [at, [header, body]] of documents.entries()) {
    expect(header).toBe('{"format":"json","version":1}');
    expect(body).toEqual({
      ...{ type: "subsegment", namespace: "aws", name: "DynamoDB", fault: at === 1 },
      ...{ id: expect.stringMatching(/^[0-9a-f]{16}$/), trace_id: "1-6748f0a0-0123456789abcdef01234567" },
      ...{ parent_id: "0123456789abcdef", aws: { operation: "GetItem", region: "ap-southeast-1" } },
      ...{ start_time: expect.any(Number), end_time: expect.any(Number) },
    });
    expect(body.end_time).toBeGreaterThanOrEqual(body.start_time);
    // Seconds, not milliseconds.
    expect(body.start_time).toBeLessThan(4e9);
  }
});

it("tells nothing of what is not sampled, and nothing where no daemon is", async () => {
  await clientOf(environment("0"), () => ({})).send(command());
  const { AWS_XRAY_DAEMON_ADDRESS: _, ...without } = environment("1");
  await clientOf(without, () => ({})).send(command());
  await clientOf(environment("1"), () => ({})).send(command());
  await expect.poll(() => told.length).toBe(1);
});
