import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { runPipeline } from "../../functions/cli/pipeline.ts";
import { Stopped } from "../../functions/laptop/executions.ts";
import type { ServicePorts } from "../../functions/ports/ports.ts";
import { cancelling, stateOf } from "../../functions/revisions/run.ts";
import { type Gate, gateAt } from "../helpers/laptop/gate.ts";
import { folder } from "../helpers/runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { onPaper, world } from "../helpers/runs/world.ts";

let province: ExampleProvince;
let gate: Gate;
let ports: ServicePorts;
beforeEach(async () => {
  province = await exampleProvince();
  gate = await gateAt(province.url, "/v1/counts");
  onTestFinished(() => gate.close());
  ports = onPaper((await world({ ...province, url: gate.url }, folder())).ports);
});
afterEach(() => province.close());

const REQUEST = {
  ...{ run: "lenh", province: "ba-ria-vung-tau", period: "2023-06", programmes: null, reports: ["cntt"] },
  ...{ refresh: false, provisional: false, reissue: false, preview: false },
};
const { signal } = new AbortController();
const state = async () => {
  const record = await ports.history.get("lenh");
  return record === null ? null : stateOf(record, ports.now());
};

test("a command's run for drafts is seen running while it works, and has ended with its drafts", async () => {
  const running = runPipeline(ports, REQUEST, signal);
  await gate.held;
  expect(await state()).toBe("running");
  gate.open();
  expect(await running).toMatchObject({ outcome: "drafted" });
  expect(await state()).toBe("drafted");
});

test("a command's run that is cancelled by the portal stops, says so in one sentence, and has ended", async () => {
  const running = runPipeline(ports, REQUEST, signal, { beatMs: 20 });
  const over = expect(running).rejects.toThrow(
    "Lần chạy đã dừng theo yêu cầu gửi qua cổng báo cáo; muốn lập báo cáo thì chạy lại.",
  );
  await gate.held;
  await ports.history.change("lenh", (record) => cancelling(record, "ai đó", ports.now().toISOString()));
  gate.open();
  await over;
  await expect(running).rejects.toThrow(Stopped);
  expect(await state()).toBe("cancelled");
});
