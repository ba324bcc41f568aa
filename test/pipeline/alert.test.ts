import { expect, test } from "vitest";
import * as failures from "../../functions/domain/failure.ts";
import { notifyAbsence, notifyFailure } from "../../functions/pipeline/alert.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { collect } from "../../functions/pipeline/collect.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import { startedElsewhere } from "../../functions/revisions/run.ts";
import { contact, mailWorld, operator, PROVINCE, reader } from "../helpers/mail/world.ts";

/** An error as a Catch in Step Functions hands it on. */
const caught = (name: string, message: string) => ({
  Error: name,
  Cause: JSON.stringify({ errorType: name, errorMessage: message, trace: ["at assemble (/var/task/steps.mjs:1:2)"] }),
});

const failed = (error: { Error: string; Cause: string }, run = "r1") => ({
  run,
  province: PROVINCE,
  period: "2023-06",
  error,
});

test("every failure that somebody can act on is told in its own words", () => {
  const named = Object.entries(failures).filter(
    ([, one]) => "prototype" in one && one.prototype instanceof failures.Failure,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.map(([name]) => name).sort()).toEqual([...failures.FAILURE_NAMES].sort());
});

test("operators are told once that a run failed and why, readers are not", async () => {
  const world = await mailWorld();
  await world.add(operator("o1@x.gov.vn"), operator("o2@x.gov.vn"), reader("a@x.gov.vn"));
  const reason = "API của tỉnh từ chối quyền truy cập khi xin mã truy cập; kiểm tra lại.";
  for (let time = 0; time < 3; time++) await notifyFailure(world.ports, failed(caught("AccessDenied", reason)));

  expect(world.server.taken.map(({ to }) => to[0])).toEqual(["o1@x.gov.vn", "o2@x.gov.vn"]);
  const { subject, text = "" } = world.server.taken[0]?.mail ?? {};
  expect(subject).toBe("Không lập được báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu");
  expect(text).toContain("Lần chạy r1");
  expect(text).toContain(`- ${reason}`);
  await notifyFailure(world.ports, failed(caught("AccessDenied", reason), "r2"));
  expect(world.server.taken).toHaveLength(4);
});

test("of a run that only looked nobody is told", async () => {
  const world = await mailWorld();
  await world.add(operator("o1@x.gov.vn"));
  const flags = { refresh: false, provisional: false, reissue: false, preview: true };
  const request = { run: "r1", province: PROVINCE, period: "2023-06", programmes: null, ...flags };
  await world.ports.history.open(startedElsewhere(request, "2023-06-20T03:00:00Z", null));
  const told = await notifyFailure(world.ports, failed(caught("AccessDenied", "x.")));
  expect([told.sent, world.server.taken]).toEqual([0, []]);
});

test.each([
  [
    "an error of a library, whatever it says",
    caught("TypeError", "password=hunter2 at /var/task"),
    /lỗi ngoài dự kiến \(mã lỗi TypeError\)/,
  ],
  ["a name that is none", caught("x\r\nBcc: a@b.vn", "hunter2"), /lỗi ngoài dự kiến;/],
  ["a run out of time", { Error: "States.Timeout", Cause: "" }, /Quá thời gian cho phép/],
  [
    "a cause that is no JSON, as a laptop's",
    { Error: "StoreDamaged", Cause: "Dữ liệu đã lưu bị hỏng." },
    /Dữ liệu đã lưu bị hỏng\./,
  ],
  ["a failure without a message", caught("StoreDamaged", ""), /lỗi ngoài dự kiến \(mã lỗi StoreDamaged\)/],
])("the reason given for %s", async (_name, error, words) => {
  const world = await mailWorld();
  await world.add(operator("o@x.gov.vn"));
  await notifyFailure(world.ports, failed(error));
  const { raw, mail } = world.server.taken[0] ?? {};
  expect(mail?.text).toMatch(words);
  for (const part of [mail?.text, String(mail?.html), raw]) expect(part).not.toMatch(/hunter2|\/var\/task|^Bcc/m);
});

test("where a province has no operators, the address that was set is told; it cannot be ended", async () => {
  const world = await mailWorld();
  await world.add(reader("a@x.gov.vn"));
  const ports = { ...world.ports, operatorAddress: "truc@x.gov.vn" };
  await notifyFailure(ports, {
    ...failed(caught("RequestInvalid", "Không có tỉnh.")),
    province: "tay-do",
    period: "2023-13",
  });
  await notifyFailure(world.ports, failed(caught("StoreDamaged", "x."), "nobody"));
  expect(world.server.taken).toHaveLength(1);
  const [taken] = world.server.taken;
  expect(taken?.to).toEqual(["truc@x.gov.vn"]);
  expect(taken?.mail.subject).toBe("Không lập được báo cáo kỳ 2023-13 của tỉnh tay-do");
  expect(taken?.raw).not.toMatch(/^List-Unsubscribe/m);
});

test("a run with too little to publish also reminds the contacts of those who sent nothing", async () => {
  const world = await mailWorld();
  await world.add(
    operator("o@x.gov.vn"),
    contact("c@x.gov.vn", "Z1.S01", "Z1.X01"),
    contact("khac@x.gov.vn", "Z1.S99"),
  );
  for (const answer of world.province.behaviour.answers.counts) delete answer.items;
  const request = {
    run: "r1",
    province: PROVINCE,
    period: "2023-06",
    programmes: null,
    refresh: false,
    provisional: false,
  };
  const { agencies } = await plan(world.ports, request);
  for (const agency of agencies) await collect(world.ports, { run: "r1", agency });
  const failure: unknown = await assemble(world.ports, { run: "r1" }).catch((error: unknown) => error);
  if (!(failure instanceof Error)) throw new Error("nothing failed");
  expect(failure.name).toBe("TooIncomplete");

  await notifyFailure(world.ports, failed(caught(failure.name, failure.message)));
  await notifyFailure(world.ports, failed(caught(failure.name, failure.message)));
  expect(world.server.taken.map(({ to }) => to[0])).toEqual(["o@x.gov.vn", "c@x.gov.vn"]);
  expect(world.server.taken[0]?.mail.text).toContain(failure.message);
  const months = "tháng 01/2023, tháng 02/2023, tháng 3/2023, tháng 4/2023, tháng 5/2023 và tháng 6/2023";
  expect(world.server.taken[1]?.mail.text).toContain(`Sở Thử nghiệm 1: chưa gửi số liệu ${months}`);
});

test("a report that is due and not there is told to the operators once a day", async () => {
  const world = await mailWorld();
  await world.add(operator("o@x.gov.vn"));
  const seen = { province: PROVINCE, period: "2023-06", absent: true, reason: "chưa phát hành" };
  const absence = { responsePayload: [{ ...seen, period: "2023-05", absent: false, reason: "" }, seen] };
  for (let time = 0; time < 3; time++) await notifyAbsence(world.ports, absence);
  expect(world.server.taken).toHaveLength(1);
  expect(world.server.taken[0]?.mail.subject).toBe(
    "Quá hạn, chưa có báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu",
  );
  expect(world.server.taken[0]?.mail.text).toContain(
    "Đã đến hạn nhưng chưa có báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu: chưa phát hành.",
  );
  // 18:00 UTC is the next day in Việt Nam.
  world.setClock("2023-06-20T18:00:00Z");
  await notifyAbsence(world.ports, absence);
  expect(world.server.taken).toHaveLength(2);
});

test("operators are told that a due day rests on days off which nobody has confirmed", async () => {
  const world = await mailWorld();
  await world.add(operator("o@x.gov.vn"));
  const seen = { province: PROVINCE, period: "2028-06", absent: true, reason: "chưa phát hành" };
  await notifyAbsence(world.ports, { responsePayload: [{ ...seen, unconfirmedYears: [2028] }] });
  const words =
    "Hạn này tính theo lịch nghỉ lễ năm 2028 chưa được xác nhận theo thông báo chính thức. Đề nghị bổ sung hoặc xác nhận tệp templates/holidays/2028.json rồi triển khai lại.";
  expect(world.server.taken[0]?.mail.text).toContain(words);
  await notifyAbsence(world.ports, { responsePayload: [{ ...seen, period: "2026-06", unconfirmedYears: [] }] });
  expect(world.server.taken[1]?.mail.text).not.toContain("nghỉ lễ");
});
