import { globSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runPipeline } from "../../functions/cli/pipeline.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { collect } from "../../functions/pipeline/collect.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { render } from "../../functions/pipeline/render.ts";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { draftOf, reportName } from "../../functions/pipeline/support/draft.ts";
import { fillTexts } from "../../functions/pipeline/support/texts.ts";
import { verify } from "../../functions/pipeline/verify.ts";
import { viewOf } from "../../functions/portal/actions/progress.ts";
import { runDetailOf } from "../../functions/portal/routes/run-schema.ts";
import type { ServicePorts } from "../../functions/ports/ports.ts";
import { Report } from "../../functions/report/report.ts";
import { smtpMailer } from "../../functions/transport/mail.ts";
import { copyOfTemplates, rewrite } from "../helpers/catalogue/templates.ts";
import { mailServer } from "../helpers/mail/server.ts";
import { operator, SENDER } from "../helpers/mail/world.ts";
import { command, folder, run as runCommand } from "../helpers/runs/command.ts";
import { CREDENTIALS, exampleProvince } from "../helpers/runs/example-province.ts";
import { world } from "../helpers/runs/world.ts";

const PROVINCE = "ba-ria-vung-tau";
const SERIES = `${PROVINCE}/2023-06`;

/** A rate that no agency needs, written by somebody: the document is refused when it is read back. */
const UNFOUNDED = "Các tháng còn lại phải đạt bình quân 98,76%.";

/** The reports of the districts are published with every revision; nobody's else are. */
function districtsPublished(): string {
  const root = copyOfTemplates();
  const file = `reports/${PROVINCE}-don-vi.json`;
  rewrite(root, file, '"published": false', '"published": true');
  rewrite(root, file, /"levels": \[[^\]]*\]/, '"levels": ["huyen"]');
  return root;
}

async function place() {
  const province = await exampleProvince();
  onTestFinished(() => province.close());
  const server = await mailServer();
  const at = folder();
  const opened = await world(province, at, districtsPublished());
  const ports: ServicePorts = { ...opened.ports, mailer: smtpMailer(SENDER, server.url) };
  await ports.recipients.put(PROVINCE, operator("quan-tri@tinh.gov.vn"));
  return { at, ports, server };
}

const request = (run: string) => ({
  ...{ run, province: PROVINCE, period: "2023-06", programmes: null, reports: null },
  ...{ refresh: false, provisional: false, reissue: false, preview: false },
});

/** Runs the state machine, and says what the history and the portal tell of the run. */
async function execute(ports: ServicePorts, run: string) {
  const output = await runPipeline(ports, request(run), new AbortController().signal);
  const record = await ports.history.get(run);
  if (record === null) throw new Error("the run has no record");
  return { output, record, detail: runDetailOf(await viewOf(ports, record), ports.now()) };
}

async function standing(ports: ServicePorts) {
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing stands");
  const manifest = await manifestOf(ports.objects, pointer);
  const read = async (name: string): Promise<string> => {
    const bytes = await ports.objects.get(pointer.manifestKey.replace(/[^/]*$/, name));
    return new TextDecoder().decode(bytes ?? undefined);
  };
  return { pointer, manifest, read, names: manifest.files.map(({ name }) => name) };
}

const write = (ports: ServicePorts, text: string): Promise<void> =>
  fillTexts(ports, { province: PROVINCE, period: "2023-06", report: "don-vi/Z1.H02" }, [{ slot: "kien-nghi", text }]);

const DISTRICTS = ["Z1.H01", "Z1.H02", "Z1.H03"];
const FILES = DISTRICTS.flatMap((code) => [
  `don-vi-gop/${code}.pdf`,
  ...["pdf", "docx", "xlsx"].map((ending) => `don-vi/${code}.${ending}`),
]);
const ofDistricts = (names: readonly string[]): string[] => names.filter((name) => name.startsWith("don-vi")).sort();

test("a document that cannot be made is named with its agency, why and what to do; the others are published", async () => {
  const { ports, server } = await place();
  await write(ports, UNFOUNDED);
  const { output, record, detail } = await execute(ports, "one");

  expect(output).toMatchObject({ outcome: "published", published: { series: SERIES, revision: 1 } });
  const first = await standing(ports);
  const lacking = ["don-vi-gop/Z1.H02.pdf", "don-vi/Z1.H02.docx", "don-vi/Z1.H02.pdf"];
  expect(ofDistricts(first.names)).toEqual(FILES.filter((name) => !lacking.includes(name)).sort());
  expect(first.names).toEqual(expect.arrayContaining(["bao-cao-cntt.pdf", "bao-cao-cchc.xlsx", "figures.csv"]));

  const { missing } = first.manifest;
  expect(missing.map(({ name }) => name).sort()).toEqual(lacking);
  expect(missing[0]).toMatchObject({
    name: "don-vi/Z1.H02.pdf",
    agency: "Z1.H02",
    failure: { name: "FiguresDiffer" },
  });
  expect(missing[0]?.failure.message).toMatch(/^Văn bản don-vi\/Z1\.H02\.pdf, trang \d+, .* Báo đơn vị phát triển/);
  expect(record.end).toMatchObject({ state: "published", revision: 1 });
  expect(detail.unmade).toEqual(missing);
  expect(detail.note).toMatch(
    /^Còn thiếu 03 văn bản chưa lập được\. UBND .* \(don-vi\/Z1\.H02\.pdf\): Văn bản .* chạy lại/,
  );

  // The same data and the same cause: tried again, in vain; nothing changes, and nobody is told twice.
  const again = await execute(ports, "two");
  expect(again.output).toMatchObject({ outcome: "nothing-new", published: { revision: 1 } });
  expect(again.detail).toMatchObject({ state: "nothing-new", note: detail.note });
  expect(again.detail.unmade.map(({ name }) => name)).toEqual([
    "don-vi/Z1.H02.pdf",
    "don-vi/Z1.H02.docx",
    "don-vi-gop/Z1.H02.pdf",
  ]);
  expect((await standing(ports)).pointer).toEqual(first.pointer);
  const mails = server.taken.map(({ mail }) => mail);
  expect(mails.map(({ subject }) => subject)).toEqual([
    "[SỐ LIỆU TẠM TÍNH] Báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu: bản 1 thiếu 03 văn bản",
  ]);
  expect(mails[0]?.text).toContain("(don-vi/Z1.H02.pdf): Văn bản don-vi/Z1.H02.pdf, trang ");
  expect(mails[0]?.text).toContain("Xử lý nguyên nhân rồi chạy lại kỳ này");

  await write(ports, "Văn bản số 12");
  expect((await execute(ports, "three")).detail).toMatchObject({
    state: "published",
    revision: 2,
    note: null,
    unmade: [],
  });
  const second = await standing(ports);
  expect(ofDistricts(second.names)).toEqual([...FILES].sort());
  expect(second.manifest.missing).toEqual([]);
});

/** The file of a draft's report in the state folder. */
async function storedReport(ports: ServicePorts, at: string, run: string, stem: string): Promise<string> {
  const { prefix } = await draftOf(ports, run);
  const [found] = globSync(`${at}/state/**/${prefix}/${reportName(stem)}`);
  if (found === undefined) throw new Error(`no report ${stem} is stored`);
  return found;
}

async function assembled(ports: ServicePorts, run: string): Promise<readonly string[]> {
  const { agencies } = await plan(ports, request(run));
  for (const agency of agencies) await collect(ports, { run, agency });
  return (await assemble(ports, { run })).documents;
}

test("where the same data make it later, the next revision says that the document was added, and no manifest changes", async () => {
  const { at, ports } = await place();
  const documents = await assembled(ports, "one");
  // Lost on the disk after it was written; the same data make it again.
  rmSync(await storedReport(ports, at, "one", "don-vi/Z1.H02"));
  for (const document of documents) await render(ports, { run: "one", document });
  await publish(ports, { run: "one" });
  const first = await standing(ports);
  expect(first.manifest.missing.map(({ name, failure }) => [name, failure.name])).toEqual([
    ["don-vi/Z1.H02.pdf", "StoreDamaged"],
    ["don-vi/Z1.H02.docx", "StoreDamaged"],
    ["don-vi-gop/Z1.H02.pdf", "DocumentFailed"],
  ]);

  expect((await execute(ports, "two")).detail).toMatchObject({
    state: "published",
    revision: 2,
    note: null,
    unmade: [],
  });
  const second = await standing(ports);
  expect(second.manifest).toMatchObject({ missing: [], supplied: first.manifest.missing.map(({ name }) => name) });
  expect(second.manifest.inputs).toBe(first.manifest.inputs);
  expect(ofDistricts(second.names)).toEqual([...FILES].sort());
  const report = Report.parse(JSON.parse(await second.read("reports/bao-cao-cntt.json")));
  const [table, ...tables] = report.appendices.filter(({ sheet }) => sheet === "Dieu chinh");
  expect(tables).toEqual([]);
  expect(table?.table.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ["1", "–", "UBND huyện Đảo Khỉ 2", "–", "Báo cáo của cơ quan", "chưa có", "có", "lập bổ sung, số liệu không đổi"],
  ]);
  expect(JSON.stringify(report.body)).toContain(
    "Báo cáo này là bản 2, thay bản 1; không làm thay đổi số liệu đã phát hành. Nguyên nhân: bổ sung báo cáo của UBND",
  );
  expect((await second.read("changes.csv")).trim().split("\r\n")).toHaveLength(1);

  expect(await ports.revisions.history(SERIES)).toEqual([first.pointer]);
  for (const revision of [1, 2]) {
    expect(await verify(ports, SERIES, revision)).toMatchObject({ damaged: [], differing: [] });
  }
  expect((await execute(ports, "three")).detail).toMatchObject({ state: "nothing-new", note: null });
});

test("where the province's own report cannot be made, nothing is published and the failure names it", async () => {
  const { at, ports } = await place();
  const documents = await assembled(ports, "one");
  rmSync(await storedReport(ports, at, "one", "bao-cao-cntt"));
  await expect(render(ports, { run: "one", document: "bao-cao-cntt.pdf" })).rejects.toThrow(/bao-cao-cntt/);
  expect(documents).toContain("bao-cao-cntt.pdf");
  expect(await ports.revisions.current(SERIES)).toBe(null);
});

test("a command ends with a code of its own where documents are missing, names them and writes the others", async () => {
  const province = await exampleProvince();
  onTestFinished(() => province.close());
  const at = folder();
  const what = ["--province", PROVINCE, "--period", "2023-06", "--state", join(at, "state")];
  const file = join(at, "chu.txt");
  writeFileSync(file, `[kien-nghi]\n${UNFOUNDED}\n`);
  expect(await runCommand(["slots", ...what, "--report", "don-vi/Z1.H02", "--file", file])).toMatchObject({ code: 0 });

  const reports = ["--report", "don-vi/Z1.H01", "--report", "don-vi/Z1.H02"];
  const ended = await command([...what, "--api", province.url, "--out", join(at, "out"), ...reports], CREDENTIALS);
  expect(ended).toMatchObject({ code: 3 });
  expect(ended.stdout).toMatch(
    /\nCòn thiếu 03 văn bản chưa lập được:\n {2}UBND .* \(don-vi\/Z1\.H02\.pdf\): Văn bản .*\n/,
  );
  const written = readdirSync(join(at, "out", ...SERIES.split("/"), "du-thao/don-vi")).sort();
  expect(written).toEqual(
    ["1-2023-06.docx", "1-2023-06.pdf", "1-2023-06.xlsx", "2-2023-06.xlsx"].map(
      (ending) => `bao-cao-don-vi-ubnd-huyen-dao-khi-${ending}`,
    ),
  );
});
