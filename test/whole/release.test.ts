import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folder, run, toldIn } from "../helpers/runs/command.ts";
import { SMALL } from "../helpers/runs/province.ts";
import { periodArgs, SMALL_SERIES, smallProvince, verifySmall } from "../helpers/runs/state.ts";

const READER = ["--province", "ba-ria-vung-tau", "--address", "a@tinh.gov.vn"];

/** Names of mails that were written, by what they are about. */
function mailsIn(state: string): string[] {
  const place = join(state, "mail");
  return existsSync(place) ? readdirSync(place).map((name) => name.replace(/\..*$/, "")) : [];
}

test("a result that is much emptier waits: the command says how it is released, and only that publishes and tells", async () => {
  const small = await smallProvince();
  onTestFinished(() => small.province.close());
  const at = folder();
  const state = join(at, "state");
  const report = (...more: string[]) => small.report(at, state, SMALL.period, ...more);
  const release = (...args: string[]) => run(["release", ...args, "--state", state]);
  const approve = (id: string, by: string) => release("approve", id, "--by", by, "--out", join(at, "out"));
  small.stage("first");
  expect(await report()).toMatchObject({ code: 0 });
  await run(["recipients", "add", ...READER, "--name", "A", "--all", "--state", state]);
  const approver = ["--province", "ba-ria-vung-tau", "--approver", "--address", "b@tinh.gov.vn", "--name", "B"];
  await run(["recipients", "add", ...approver, "--state", state]);

  for (const answer of small.province.behaviour.answers.counts) answer.items?.splice(1);
  const waiting = await report("--refresh", "--by", "Nguyễn Văn A");
  expect([waiting.code, toldIn(waiting.stderr)]).toEqual([0, []]);
  const [, id = ""] = /npm run release -- approve (\S+) --by/.exec(waiting.stdout) ?? [];
  expect(waiting.stdout).toMatch(/^Dự thảo báo cáo .*: \d+ tệp, chưa phát hành\.\n/);
  expect(waiting.stdout).toContain(`(lần chạy ${id}) đang chờ đồng ý phát hành từ`);
  expect(waiting.stdout).toMatch(
    /\n {2}số dùng để tính chỉ tiêu “.*” \(.*\) giảm từ [\d.]+ \(bản 1, tháng \S+ năm 2023\) còn \d+\n/,
  );
  expect(readdirSync(join(at, "out", SMALL_SERIES)).sort()).toEqual(["du-thao", "r1"]);
  expect(mailsIn(state)).toEqual(["release"]);
  // The same again asks nobody again.
  expect((await report("--refresh")).stdout).toContain(`(lần chạy ${id}) đang chờ`);
  expect(mailsIn(state)).toEqual(["release"]);

  expect((await release("list")).stdout).toContain(`(lần chạy ${id}) đang chờ đồng ý phát hành`);
  expect(await approve(id, "nguyễn văn a")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Người đã khởi động lần chạy không tự quyết định"),
  });
  expect(await release("return", id, "--by", "B")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--reason"),
  });
  expect(await approve("khong-co", "B")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("không có dự thảo"),
  });

  const approved = await approve(id, "Trần Thị B");
  expect(approved).toMatchObject({ code: 0 });
  expect(approved.stdout).toMatch(/: đã phát hành bản 2 \(.*\)\.\n/);
  expect(mailsIn(state).sort()).toEqual(["release", "report"]);
  // Again by whom it was, as after a process that died; by somebody else it is too late.
  expect((await approve(id, "Trần Thị B")).stdout).toContain("bản 2");
  expect(await approve(id, "C")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("đã được Trần Thị B đồng ý"),
  });
  expect((await release("list")).stdout).toBe("Không có dự thảo nào chờ đồng ý phát hành.\n");
  expect((await release("list", "--all")).stdout).toContain("và đã được phát hành.");
  expect((await verifySmall(state)).stdout).toMatch(/đã chứng minh, \d+ tệp lập lại giống từng byte/);

  const told = [...periodArgs(SMALL.period), "--state", state];
  expect((await run(["recipients", "sent", ...told])).stdout).toMatch(
    /^a@tinh\.gov\.vn \| A \| đã gửi lúc .* \| chưa tải\n$/,
  );
  const again = await run(["recipients", "send", "--address", "a@tinh.gov.vn", ...told]);
  expect(again.stdout).toContain("Đã gửi 1 thư về bản 2");
});
