/**
 * Puts the built handlers to a year of the largest province that is thought of: 610 agencies, 12 months, nothing stored
 * before. Prints what each function took of the memory and the time that the template gives it; ends with 1 where one
 * has no room left. Takes half an hour. Run by `npx node test/proof/largest.ts`.
 */
import { z } from "zod";
import { TIME_LIMITS } from "../../functions/revisions/time-limits.ts";
import { synthesised } from "./deployed.ts";
import { builtWith, deploy } from "./deployment.ts";

const PROVINCE_ID = "dong-nai";
/** The last month of a year: the eleven before are asked for as well. */
const PERIOD = "2022-12";
const AGENCIES = 610;
/** What is to be left of a function's memory: Lambda's own share and a bad day. */
const SPARE = 0.25;

const stack = synthesised({ bundle: true, province: PROVINCE_ID });
const deployment = await deploy(stack, builtWith(null), { size: AGENCIES, id: PROVINCE_ID });
const request = { run: "largest", province: PROVINCE_ID, period: PERIOD, programmes: null, reports: null };
const started = performance.now();
const result = await deployment.run({ ...request, refresh: false, provisional: false });
const minutes = (performance.now() - started) / 60_000;
const { outcome } = z.object({ outcome: z.string() }).parse(result);
const requests = deployment.cloud.calls.length;
const objects = deployment.cloud.calls.filter(({ service }) => service === "s3").length;

console.log(`${AGENCIES} agencies to ${PERIOD}: ${outcome} in ${minutes.toFixed(1)} minutes on this machine`);
console.log(`${requests} requests to AWS, ${objects} of them to S3\n`);
console.log("| function | invocations | longest s | of s | CPU s | peak RSS MB | of MB |");
console.log("| --- | --: | --: | --: | --: | --: | --: |");
let isWithin = true;
for (const [id, { invocations }] of deployment.functions) {
  const limits = stack.functions.get(id);
  if (invocations.length === 0 || limits === undefined) continue;
  const longest = Math.max(...invocations.map(({ durationMs }) => durationMs)) / 1_000;
  const peak = Math.max(...invocations.map(({ peakRssMb }) => peakRssMb));
  const cpu = Math.max(...invocations.map(({ cpuMs }) => cpuMs)) / 1_000;
  const numbers = [longest, limits.timeoutSeconds, cpu, peak, limits.memoryMb];
  console.log(`| ${id} | ${invocations.length} | ${numbers.map((one) => one.toFixed(0)).join(" | ")} |`);
  isWithin &&= longest < limits.timeoutSeconds - TIME_LIMITS.reserve / 4 && peak < limits.memoryMb * (1 - SPARE);
}
await deployment.close();
stack.dispose();
if (!isWithin || outcome !== "published") process.exitCode = 1;
