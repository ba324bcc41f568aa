/** A thread that writes objects into a folder until it is told to stop, and says how many, and what went wrong. */
import { parentPort, threadId, workerData } from "node:worker_threads";
import { z } from "zod";
import { folderObjects } from "../../../functions/laptop/folder.ts";

const objects = folderObjects(z.string().parse(workerData));
const told = { written: 0, failures: [] as string[] };
let stopped = false;
parentPort?.once("message", () => {
  stopped = true;
});
while (!stopped) {
  const bytes = new TextEncoder().encode(String(told.written).repeat(1000));
  const writing = objects.put(`${threadId}/${told.written + told.failures.length}`, bytes, "text/plain");
  await writing.then(
    () => {
      told.written += 1;
    },
    (error: unknown) => told.failures.push(String(error)),
  );
}
parentPort?.postMessage(told);
