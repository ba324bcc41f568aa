import { describe, expect, test } from "vitest";
import { NotReported, RequestInvalid } from "../../functions/domain/failure.ts";
import { FigureRows } from "../../functions/domain/figures/figure.ts";
import { Finding } from "../../functions/domain/quality/finding.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { draftOf, FIGURES, FINDINGS, keptAs, sha256 } from "../../functions/pipeline/support/draft.ts";
import { withdrawImport } from "../../functions/pipeline/support/imports/keep.ts";
import { listImports } from "../../functions/pipeline/support/imports/list.ts";
import { verify } from "../../functions/pipeline/verify.ts";
import { findingWords } from "../../functions/report/text/quality.ts";
import { signedCopyStore } from "../../functions/store/signed.ts";
import { type Bench, bench, SERIES } from "../helpers/runs/bench.ts";
import { ii06aHead, ROW, xlsx } from "../helpers/workbooks/import-files.ts";
import { formOf, type Importer, importFiles, readFor } from "../helpers/workbooks/imports.ts";

const WARD = "Z1.X07";
const WARD_NAME = "UBND xã Nghĩa Thắng 7";
const JUNE = { from: "2023-05-15", to: "2023-06-14" };
const DOUBLE = ROW.map((one) => 2 * one);

const importerOf = ({ ports, said }: Bench): Importer => ({
  ports,
  province: "ba-ria-vung-tau",
  agencies: said.answers.agencies,
});

/** A province that has no June of the ward, with whatever else it has not; what a withdrawal empties is not held back. */
async function withoutJune(...others: readonly string[]): Promise<Bench> {
  const world = await bench({ release: { emptier: 100 } });
  const missing = [`counts ${WARD} ${JUNE.from}`, ...others];
  world.said.failure = (question) => (missing.includes(question) ? new NotReported(question) : null);
  return world;
}

const workbook = async (name: string, bytes: Uint8Array | Promise<Uint8Array>) => ({ name, bytes: await bytes });
const wardFile = (counts: readonly number[] = ROW, month = "2023-06", name = "thang-6.xlsx") =>
  workbook(name, formOf(month, [WARD_NAME, counts]));

/** The workbook of the ward: 10 of 15 dossiers online in the ministries' system, twice as many in the province's. */
const twoSystems = async (days = "(Từ ngày 15/5/2023 đến ngày 14/6/2023)") =>
  workbook(
    "phuong.xlsx",
    xlsx({
      rows: [
        ["ỦY BAN NHÂN DÂN XÃ NGHĨA THẮNG 7"],
        ["TỔNG HỢP TÌNH HÌNH TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"],
        [days],
        ...ii06aHead("Lĩnh vực").slice(4),
        ["I", "Trên Hệ thống các Bộ", ...ROW],
        [1, "Hộ tịch", ...ROW],
        ["II", "Trên Hệ thống của tỉnh", ...DOUBLE],
        [1, "Đất đai", ...DOUBLE],
      ],
    }),
  );

/** What a run's draft says. */
async function drafted(world: Bench, run: string) {
  await world.drafted(run);
  const draft = await draftOf(world.ports, run);
  const figures = FigureRows.parse(
    FigureRows.encode(await keptAs(world.ports, run, draft.prefix, FIGURES, FigureRows)),
  );
  const findings = await keptAs(world.ports, run, draft.prefix, FINDINGS, Finding.array());
  const figure = (target: string, scope: string, code: string) =>
    figures.find((row) => row.target === target && row.scope === scope && row.code === code && row.basis === "period");
  const imports = draft.snapshots.filter(({ kind }) => kind === "import");
  return { draft, figures, findings, figure, imports };
}

async function published(world: Bench, run: string) {
  const seen = await drafted(world, run);
  await publish(world.ports, { run });
  return seen;
}

/**
 * What does not come out alike when the current revision is made again, and what is lost of it. The bench's stand-ins of
 * documents are not those of a composed report.
 */
async function unlike(world: Bench) {
  const proof = await verify({ ...world.ports, signed: signedCopyStore(world.table) }, SERIES, null);
  const data = (proof.differing ?? ["nothing was made again"]).filter((name) => !/\.(pdf|docx|xlsx|png)$/.test(name));
  return [...proof.damaged, ...proof.lost, ...data];
}

const differsIn = (findings: readonly Finding[]) => findings.filter(({ rule }) => rule === "import-differs");

describe("an import of a month that the API does not give", () => {
  test("stands in for it: its figures are there, those that it cannot give are not, and nothing is missing", async () => {
    const world = await withoutJune();
    await importFiles(importerOf(world), "2023-06", await wardFile());
    const { draft, figure, findings, imports } = await drafted(world, "one");

    expect([draft.gaps, draft.state]).toEqual([[], "final"]);
    expect(figure("online-filing", "agency", WARD)).toMatchObject({ numerator: 10, denominator: 15, missing: 0 });
    expect(figure("remote-filing", "agency", WARD)).toMatchObject({ numerator: null, missing: 1 });
    expect(figure("online-filing", "province", "")).toMatchObject({ missing: 0 });
    expect(figure("remote-filing", "province", "")).toMatchObject({ missing: 1 });
    expect(imports.map(({ agency, month, vintage }) => [agency, month, vintage])).toEqual([
      [`province/${WARD}`, "2023-06", 1],
    ]);
    expect(findings.filter(({ rule }) => rule === "count-not-delivered").length).toBeGreaterThan(0);
    expect(draft.dataAsOf).toBe("2023-06-15T06:00:00+07:00");
  });

  test("is published as the next revision, a repeat publishes none, and the revision is made again from its vintages", async () => {
    const world = await withoutJune();
    const without = await published(world, "one");
    expect(without.draft.gaps).toMatchObject([{ rule: "agency-missing", agency: WARD, actual: "404" }]);

    await importFiles(importerOf(world), "2023-06", await wardFile());
    const { draft } = await published(world, "two");
    expect([draft.revision, draft.gaps]).toEqual([2, []]);
    expect(await unlike(world)).toEqual([]);

    await importFiles(importerOf(world), "2023-06", await wardFile());
    await world.collected("three");
    expect(await assemble(world.ports, { run: "three" })).toMatchObject({ outcome: "nothing-new" });

    await importFiles(importerOf(world), "2023-06", await wardFile(DOUBLE));
    expect(await unlike(world)).toEqual([]);
  });

  test("keeps the file's bytes under their hash, and who imported what from where", async () => {
    const world = await withoutJune();
    const file = await wardFile();
    await importFiles(importerOf(world), "2023-06", file);

    const province = world.ports.catalogue.province("ba-ria-vung-tau");
    const [listed, ...others] = await listImports(world.ports, province, "2023-06");
    expect(others).toEqual([]);
    expect(listed).toMatchObject({ agency: WARD, system: "province", month: "2023-06" });
    expect(listed?.ref.dataAsOf).toBe("2023-06-20T03:00:00.000Z");
    expect(listed?.stored).toMatchObject({
      ...{ state: "in-force", by: "Nguyễn Thị An", family: "form-ii06a", sheet: "Sheet1", grain: "unit" },
      ...{ printedName: WARD_NAME, cell: "B8", onTimeHoldsWithdrawn: false },
      file: { name: "thang-6.xlsx", sha256: sha256(file.bytes), ending: "xlsx" },
    });
    expect(world.bytes.get(`snapshots/import/${sha256(file.bytes)}.xlsx`)).toEqual(file.bytes);
    expect(await listImports(world.ports, province, null)).toEqual([listed]);
  });
});

describe("counts that the API gives, too", () => {
  test("are the API's; each one that differs is a notice with both numbers", async () => {
    const world = await bench();
    await importFiles(importerOf(world), "2023-06", await wardFile());
    const { draft, findings, figure, imports } = await published(world, "one");
    const plain = await drafted(await bench(), "one");

    expect(figure("online-filing", "agency", WARD)).toEqual(plain.figure("online-filing", "agency", WARD));
    expect(figure("remote-filing", "agency", WARD)).toEqual(plain.figure("remote-filing", "agency", WARD));
    const { numerator } = plain.figure("online-filing", "agency", WARD) ?? {};
    const online = differsIn(findings).find(({ relation }) => relation === "online");
    expect(online).toEqual({
      ...{ rule: "import-differs", agency: WARD, procedure: "", window: JUNE, relation: "online" },
      ...{ expected: String(numerator), actual: "10" },
    });
    expect(differsIn(findings).map(({ relation }) => relation)).not.toContain("onlineRemote");
    expect([draft.state, imports.length]).toEqual(["final", 1]);
    expect(await unlike(world)).toEqual([]);
  });

  test("an answer that is refused is told of as one that is not used", async () => {
    const world = await bench();
    const rows = world.said.answers.counts.find(({ agency, from }) => agency === WARD && from === JUNE.from);
    if (rows !== undefined) rows.items = [{ procedure: "x" }];
    await importFiles(importerOf(world), "2023-06", await wardFile());
    const { draft, figure } = await drafted(world, "one");

    expect(draft.gaps).toMatchObject([{ rule: "refresh-failed", agency: WARD, actual: "answer invalid" }]);
    expect(draft.state).toBe("final");
    expect(figure("online-filing", "agency", WARD)).toMatchObject({ numerator: 10, missing: 0 });
  });
});

describe("another import", () => {
  test("of the same agency, month and system replaces the first; equal counts are no new vintage", async () => {
    const world = await withoutJune();
    const importer = importerOf(world);
    await importFiles(importer, "2023-06", await wardFile());
    const again = await importFiles(importer, "2023-06", await wardFile(ROW, "2023-06", "khac.xlsx"));
    expect(again).toMatchObject([{ outcome: "repeated", ref: { vintage: 1 }, file: { name: "thang-6.xlsx" } }]);

    const second = await importFiles(importer, "2023-06", await wardFile(DOUBLE));
    expect(second).toMatchObject([{ outcome: "stored", ref: { vintage: 2 } }]);
    const { figure } = await drafted(world, "one");
    expect(figure("online-filing", "agency", WARD)).toMatchObject({ numerator: 20, denominator: 30 });
  });

  test("goes on top also where the clock was put back in between", async () => {
    const world = await withoutJune();
    await importFiles(importerOf(world), "2023-06", await wardFile());
    world.setClock("2023-06-19T03:00:00Z");
    const [kept] = await importFiles(importerOf(world), "2023-06", await wardFile(DOUBLE));
    expect(kept?.ref.vintage).toBe(2);
  });
});

describe("a withdrawn import", () => {
  const withdrawal = { agency: WARD, system: null, reason: "nhập nhầm tháng", by: "Trần Văn Bình", month: "2023-06" };

  test("is not used and says why; imported again it is in force", async () => {
    const world = await withoutJune();
    const province = world.ports.catalogue.province("ba-ria-vung-tau");
    await importFiles(importerOf(world), "2023-06", await wardFile());
    await published(world, "one");

    await withdrawImport(world.ports, { ...withdrawal, province });
    const [listed] = await listImports(world.ports, province, "2023-06");
    expect(listed?.stored).toMatchObject({ state: "withdrawn", reason: "nhập nhầm tháng", by: "Trần Văn Bình" });
    const { draft, imports } = await published(world, "two");
    expect([draft.revision, imports]).toEqual([2, []]);
    expect(await world.ports.revisions.current(SERIES)).toMatchObject({ revision: 2 });
    expect(draft.gaps).toMatchObject([{ rule: "agency-missing", agency: WARD, actual: "404" }]);
    await expect(withdrawImport(world.ports, { ...withdrawal, province })).rejects.toThrow(
      /^Không có số liệu nhập nào đang dùng của cơ quan mã "Z1.X07"/,
    );

    await importFiles(importerOf(world), "2023-06", await wardFile());
    expect((await drafted(world, "three")).imports).toMatchObject([{ vintage: 3 }]);
  });

  test("of an agency with two systems has to say which", async () => {
    const world = await withoutJune();
    const province = world.ports.catalogue.province("ba-ria-vung-tau");
    await importFiles(importerOf(world), "2023-06", await twoSystems());
    await expect(withdrawImport(world.ports, { ...withdrawal, province })).rejects.toThrow(/cả hai hệ thống/);
    expect(await withdrawImport(world.ports, { ...withdrawal, province, system: "ministry" })).toEqual({
      ...{ agency: WARD, system: "ministry", outcome: "withdrawn" },
    });
  });
});

describe("two systems of one agency", () => {
  test("add up", async () => {
    const world = await withoutJune();
    await importFiles(importerOf(world), "2023-06", await twoSystems());
    const { draft, figure, imports } = await published(world, "one");

    expect(figure("online-filing", "agency", WARD)).toMatchObject({ numerator: 30, denominator: 45, missing: 0 });
    expect(figure("online-filing", "province", "")).toMatchObject({ missing: 0 });
    expect(imports.map(({ agency }) => agency)).toEqual([`ministry/${WARD}`, `province/${WARD}`]);
    expect(draft.gaps).toEqual([]);
    expect(await unlike(world)).toEqual([]);
  });

  test("of which one alone is there that had both the month before are missing, and it is said", async () => {
    const world = await withoutJune(`counts ${WARD} 2023-04-15`);
    await importFiles(importerOf(world), "2023-05", await twoSystems("(Từ ngày 15/4/2023 đến ngày 14/5/2023)"));
    await importFiles(importerOf(world), "2023-06", await wardFile());
    const { draft, figure, findings, imports } = await drafted(world, "one");

    expect(draft.gaps).toEqual([
      {
        ...{ rule: "agency-missing", agency: WARD, procedure: "", window: JUNE },
        ...{ expected: "counts", actual: "one system of two" },
      },
    ]);
    expect([draft.state, imports.length]).toEqual(["provisional", 2]);
    expect(figure("online-filing", "agency", WARD)).toMatchObject({ missing: 1 });
    expect(findings.filter(({ rule, window }) => rule === "agency-missing" && window.from === JUNE.from)).toHaveLength(
      1,
    );
    expect(findingWords("one system of two")).toBe("mới có số liệu của một trong hai hệ thống");
  });
});

describe("nothing is stored", () => {
  test("where one of several files has a problem, or two files hold one agency", async () => {
    const world = await withoutJune();
    const importer = importerOf(world);
    const strange = await workbook("la.xlsx", formOf("2023-06", ["Sở Không Có", ROW]));
    await expect(importFiles(importer, "2023-06", await wardFile(), strange)).rejects.toThrow(RequestInvalid);
    await expect(
      importFiles(importer, "2023-06", await wardFile(), await wardFile(DOUBLE, "2023-06", "hai.xlsx")),
    ).rejects.toThrow(/^Có tệp không nhận được nên chưa lưu gì/);

    const { faults } = await readFor(importer, "2023-06", await wardFile(), await wardFile(ROW, "2023-06", "hai.xlsx"));
    expect(faults).toEqual([`${WARD_NAME} có trong nhiều tệp: thang-6.xlsx, hai.xlsx; chỉ giữ một tệp rồi chạy lại.`]);
    const province = world.ports.catalogue.province("ba-ria-vung-tau");
    expect(await listImports(world.ports, province, "2023-06")).toEqual([]);
    expect([...world.bytes.keys()]).toEqual([]);
  });

  test("of a month that has not begun", async () => {
    const world = await withoutJune();
    await expect(importFiles(importerOf(world), "2023-08", await wardFile(ROW, "2023-08"))).rejects.toThrow(
      /chưa bắt đầu phát sinh/,
    );
  });
});

test("made-up counts never meet imported ones: they are left out, and one sentence says so", async () => {
  const world = await withoutJune();
  world.said.synthetic = true;
  await importFiles(importerOf(world), "2023-06", await wardFile());
  const { draft, imports } = await drafted(world, "one");

  expect(imports).toEqual([]);
  expect(draft.gaps).toMatchObject([{ rule: "agency-missing", agency: WARD }]);
  expect(world.warnings.filter((one) => one.includes("sổ tính"))).toEqual([
    "Số liệu nhập từ sổ tính của tháng 6/2023 không dùng trong báo cáo này vì báo cáo lập bằng dữ liệu mô phỏng.",
  ]);
});

test("the table of changes names what was imported as the cause", async () => {
  const world = await withoutJune();
  await published(world, "one");
  await importFiles(importerOf(world), "2023-06", await wardFile());
  await published(world, "two");
  const pointer = await world.ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing is published");
  const manifest = await manifestOf(world.ports.objects, pointer);
  const key = pointer.manifestKey.replace(/[^/]+$/, "changes.csv");
  const text = new TextDecoder().decode((await world.ports.objects.get(key)) ?? new Uint8Array());
  expect(manifest.revision).toBe(2);
  expect(text).toContain(`import:${WARD}:2023-06:added`);
});
