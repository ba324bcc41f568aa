import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { StoreUnavailable } from "../../functions/domain/failure.ts";
import { handler } from "../../functions/lambda/handler.ts";

const invocation = { getRemainingTimeInMillis: () => 900_000 };

let written: string[];

beforeEach(() => {
  written = [];
  // The library writes past the console that Lambda's runtime has put in place.
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((line) => written.push(String(line)) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const lines = () => written.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));

it("has a line of JSON for each event that names step, run, province and agency, and none of the event before", async () => {
  const collect = handler("collect", async () => ({}));
  await collect({ run: "r1", province: "dong-nai", agency: "H19.1" }, invocation);
  await collect({ run: "r2", province: "quang-tri" }, invocation);
  expect(lines()).toMatchObject([
    { level: "INFO", message: "done", step: "collect", run: "r1", province: "dong-nai", agency: "H19.1" },
    { level: "INFO", message: "done", step: "collect", run: "r2", province: "quang-tri" },
  ]);
  expect(lines()[1]).not.toHaveProperty("agency");
});

it("has no mail address, wherever in a failure it stands, and the failure in full otherwise", async () => {
  const cause = new Error("554 nguyen.van-a+bc@so.tinh.gov.vn: no such user");
  const notify = handler("notify", async () => {
    throw new StoreUnavailable("Không gửi được thư cho <nguyen.van-a+bc@so.tinh.gov.vn>", { cause });
  });
  await expect(notify({ run: "r1" }, invocation)).rejects.toThrow("Không gửi");
  const [line] = lines();
  expect(line).toMatchObject({
    level: "ERROR",
    run: "r1",
    error: { name: "StoreUnavailable", message: expect.stringContaining("<***@so.tinh.gov.vn>") },
  });
  expect(written.join("")).toContain("log.test.ts");
  expect(written.join("")).toContain("no such user");
  expect(written.join("")).not.toContain("nguyen.van-a");
});
