import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import type { Pluggable } from "@smithy/types";
import type { Environment } from "../settings/values.ts";

/** Before each document that X-Ray's daemon is sent. */
const HEADER = `${JSON.stringify({ format: "json", version: 1 })}\n`;

/** Where Lambda has its daemon listen, and of which trace the event is that is being worked on; null where it is not sampled. */
function tracing(env: Environment): { host: string; port: number; trace: string; parent: string } | null {
  const [host = "", port = ""] = (env["AWS_XRAY_DAEMON_ADDRESS"] ?? "").split(":");
  const {
    Root: trace,
    Parent: parent,
    Sampled,
  } = Object.fromEntries((env["_X_AMZN_TRACE_ID"] ?? "").split(";").map((part) => part.split("=")));
  if (host === "" || Sampled !== "1" || trace === undefined || parent === undefined) return null;
  return { host, port: Number(port), trace, parent };
}

let socket: Socket | undefined;

/**
 * Tells X-Ray of every command of a client: which one, how long it took, whether it failed; nothing of what was asked or
 * answered. A middleware of the SDK, since X-Ray's own library is in maintenance only, is five times the rest of a cold
 * start's code and follows every promise.
 *
 * Source: AWS X-Ray Developer Guide, "Segment documents" and "Sending segment documents to the daemon".
 *
 * @param service as X-Ray names it, such as `DynamoDB`
 */
export const traces = <Input extends object, Output extends object>(
  service: string,
  env: Environment,
): Pluggable<Input, Output> => ({
  applyToStack(stack) {
    stack.add(
      (next, { commandName }) =>
        async (args) => {
          const told = tracing(env);
          if (told === null) return next(args);
          const began = Date.now();
          const tell = (fault: boolean): void => {
            const document = {
              ...{ type: "subsegment", namespace: "aws", name: service, id: randomBytes(8).toString("hex") },
              ...{ trace_id: told.trace, parent_id: told.parent },
              ...{ start_time: began / 1000, end_time: Date.now() / 1000, fault },
              aws: { operation: commandName?.replace(/Command$/, ""), region: env["AWS_REGION"] },
            };
            socket ??= createSocket("udp4").unref();
            // A trace that is lost is lost: nothing that is worked on waits for it.
            socket.send(`${HEADER}${JSON.stringify(document)}`, told.port, told.host, () => undefined);
          };
          try {
            const result = await next(args);
            tell(false);
            return result;
          } catch (error) {
            tell(true);
            throw error;
          }
        },
      { step: "initialize", name: "traces" },
    );
  },
});
