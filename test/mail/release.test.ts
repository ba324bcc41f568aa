import { expect, test } from "vitest";
import { notifyAbsence } from "../../functions/pipeline/alert.ts";
import { notify } from "../../functions/pipeline/notify.ts";
import { type HeldDraft, withDecision, withHeld } from "../../functions/revisions/release/release.ts";
import { type MailWorld, mailWorld, operator, PORTAL, PROVINCE, reader, SERIES } from "../helpers/mail/world.ts";

const draft: HeldDraft = {
  ...{ run: "lan-1", series: SERIES, province: PROVINCE, period: "2023-06", programmes: null, revision: 2 },
  ...{ state: "provisional", synthetic: false, inputs: "a".repeat(64), files: "b".repeat(64) },
  holds: [
    { kind: "setting" },
    {
      kind: "agencies",
      than: { period: "2023-05", revision: 1 },
      before: { part: 80, of: 82 },
      now: { part: 40, of: 82 },
    },
    {
      ...{ kind: "total", than: { period: "2023-05", revision: 1 }, target: "Tỷ lệ hồ sơ trực tuyến", basis: "period" },
      ...{ before: 12_000, now: 900 },
    },
  ],
  ...{ at: "2023-06-20T02:00:00.000Z", decision: null, publishedAt: null },
};

const approver = (address: string) => ({ name: "Trần Thị B", address, roles: [{ kind: "approver" as const }] });

const ask = ({ ports }: MailWorld) => notify(ports, { run: "any", awaiting: { series: SERIES } });
const held = ({ ports }: MailWorld, one = draft) => ports.releases.change(SERIES, (drafts) => withHeld(drafts, one));

test("whoever may agree is asked once for each draft, with why and where; readers and operators hear nothing", async () => {
  const world = await mailWorld();
  await world.add(approver("b@so.gov.vn"), reader("a@so.gov.vn"), operator("quan-tri@so.gov.vn"));
  await held(world);
  expect(await ask(world)).toEqual({ sent: 1, standing: 0, refused: 0 });
  expect(await ask(world)).toEqual({ sent: 0, standing: 1, refused: 0 });
  const [{ to, mail } = { to: [], mail: null }] = world.server.taken;
  expect(to).toEqual(["b@so.gov.vn"]);
  expect(mail?.subject).toBe(
    "[SỐ LIỆU TẠM TÍNH] Đề nghị đồng ý phát hành báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu",
  );
  expect(mail?.text).toContain(
    "Dự thảo bản 2 của báo cáo tháng 6 năm 2023 (lần chạy lan-1) đang chờ đồng ý phát hành từ 09 giờ 00 phút ngày 20/6/2023.",
  );
  expect(mail?.text).toContain(
    "- tỉnh chỉ phát hành báo cáo khi có người đồng ý\n- cơ quan có số liệu giảm từ 80/82 (bản 1, tháng 5 năm 2023) còn 40/82\n- số dùng để tính chỉ tiêu “Tỷ lệ hồ sơ trực tuyến” (trong kỳ) giảm từ 12.000 (bản 1, tháng 5 năm 2023) còn 900\n",
  );
  expect(mail?.text).toContain(`${PORTAL}/`);
  expect(mail?.attachments).toEqual([]);

  await held(world, { ...draft, run: "lan-2" });
  expect(await ask(world)).toMatchObject({ sent: 1 });
  const decision = { outcome: "approved" as const, by: "B", at: "2023-06-20T03:00:00.000Z", reason: "" };
  await world.ports.releases.change(SERIES, (drafts) => withDecision(drafts, "lan-2", decision, 0));
  expect(await ask(world)).toEqual({ sent: 0, standing: 0, refused: 0 });
});

test("operators are asked where nobody is named to agree, and that is said", async () => {
  const world = await mailWorld();
  await world.add(operator("quan-tri@so.gov.vn"));
  await held(world);
  expect(await ask(world)).toMatchObject({ sent: 1 });
  expect(world.server.taken.map(({ to }) => to[0])).toEqual(["quan-tri@so.gov.vn"]);
  expect(world.warnings.join()).toContain("Chưa có người nhận thư đề nghị đồng ý phát hành");
});

test("whoever may agree, not the operators, is told of a report that is due and waits", async () => {
  const world = await mailWorld();
  await world.add(approver("b@so.gov.vn"), operator("quan-tri@so.gov.vn"));
  const seen = { province: PROVINCE, period: "2023-06", absent: true, reason: "dự thảo đã lập xong", awaiting: true };
  await notifyAbsence(world.ports, { responsePayload: [seen] });
  expect(world.server.taken.map(({ to, mail }) => [to[0], mail.subject])).toEqual([
    ["b@so.gov.vn", "Đến hạn, báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu đang chờ đồng ý phát hành"],
  ]);
  expect(world.server.taken[0]?.mail.text).toContain("Đề nghị xem dự thảo, đồng ý phát hành hoặc trả lại kèm lý do.");
});
