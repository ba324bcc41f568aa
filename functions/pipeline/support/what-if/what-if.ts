import { RequestInvalid, StoreDamaged } from "../../../domain/failure.ts";
import { isMeasured } from "../../../domain/indicator.ts";
import type { Period } from "../../../domain/period.ts";
import type { Ports, TemplateCatalogue } from "../../../ports/ports.ts";
import type { Change, InputChange } from "../../../revisions/change.ts";
import type { NamedChange } from "../../../revisions/preview.ts";
import { type Manifest, prefixOf, type SeriesPointer } from "../../../revisions/revision.ts";
import { manifestOf, type Previous, previousOf, type RevisionPorts } from "../compile.ts";
import { agencyTexts, decisionTexts } from "../decisions/texts.ts";
import { jsonBytes, sha256 } from "../draft.ts";
import { type Loaded, load, type Material } from "../load.ts";
import { materialJson, materialOf, storedMaterial } from "../material.ts";
import { type Checked, check } from "../request.ts";
import { sourcesOf } from "../sources.ts";
import { type Remade, remade } from "./compared.ts";

/** What is read to make a published period again. */
export type WhatIfPorts = RevisionPorts & Pick<Ports, "snapshots" | "code" | "now">;

/** What a published period would be if it were made again of the same snapshots by other templates. */
export interface WhatIf {
  readonly series: string;
  readonly period: Period;
  /** The current revision. */
  readonly revision: number;
  /**
   * `same`: by the same templates, so nothing differs · `same-figures`: other words or tables perhaps, no other number ·
   * `different` · `not-reportable`: a run would refuse it · `not-remade`: what it was made from does not suffice.
   */
  readonly outcome: "same" | "same-figures" | "different" | "not-reportable" | "not-remade";
  /** Sentences that say why, what a run would say of the decisions, what cannot be known from what is stored; empty for none. */
  readonly note: string;
  /** Every number that would differ; its causes are the templates, the program's version, or both. */
  readonly changes: readonly NamedChange[];
}

/** What comes of a period of which no number differs, in words. */
export const OUTCOME_TEXTS: Readonly<Record<Exclude<WhatIf["outcome"], "different">, string>> = {
  same: "không có gì khác",
  "same-figures": "không số nào khác; câu chữ, biểu mẫu có thể khác",
  "not-reportable": "không lập báo cáo được nữa",
  "not-remade": "không lập lại được từ số liệu đã lưu",
};

const cause = (kind: "templates" | "code"): InputChange => ({ kind, agency: "", when: "", to: "", how: "changed" });

const keyOf = ({ programme, target, scope, code, basis, field }: Change): string =>
  [programme, target, scope, code, basis, field].join(" ");

/** The programmes that a series names; null where it is of those in force. */
function namesIn({ series }: Manifest): string[] | null {
  const [, , named] = series.split("/");
  return named === undefined ? null : named.split("+");
}

/** What a run would take for the period now. */
interface Now {
  readonly checked: Checked;
  readonly material: Material;
  /** What it would say of the decisions before it asks for anything. */
  readonly told: readonly string[];
}

/** What a run would take for the period now. Throws RequestInvalid where it would refuse it. */
function runNow(ports: Pick<Ports, "now">, templates: TemplateCatalogue, manifest: Manifest): Now {
  const { province, period: text, series } = manifest;
  const flags = { refresh: false, provisional: true, reissue: false, preview: false };
  const names = namesIn(manifest);
  const request = { run: series, province, period: text, programmes: names, reports: null, ...flags };
  const checked = check(request, templates, ports.now());
  const { programmes, programmesBefore, period } = checked;
  const [ids, before] = [programmes, programmesBefore].map((all) => all.map(({ id }) => id));
  return {
    checked,
    material: materialOf(templates, province, ids ?? [], before ?? [], period),
    told: decisionTexts(templates, checked, names !== null),
  };
}

const loadedBy = (ports: WhatIfPorts, manifest: Manifest, material: Material): Promise<Loaded> =>
  load(ports, sourcesOf(manifest, material.province.regime.scheme), material);

/** Every number that differs, each with what makes it differ where the revision is of another version of the program. */
async function causedChanges(
  ports: WhatIfPorts,
  { manifest, rows }: Previous,
  now: Remade,
  before: Material,
): Promise<readonly Change[]> {
  if (manifest.code === ports.code) return now.since(rows, [cause("templates")]);
  const renewed = remade(await loadedBy(ports, manifest, before), before);
  const byProgram = new Set(renewed.since(rows, []).map(keyOf));
  const byTemplates = new Set(now.since(renewed.rows, []).map(keyOf));
  return now.since(rows, []).map((change) => ({
    ...change,
    causes: [
      ...(byTemplates.has(keyOf(change)) ? [cause("templates")] : []),
      ...(byProgram.has(keyOf(change)) ? [cause("code")] : []),
    ],
  }));
}

/** Sentences one after the other; what is empty is none. */
const together = (sentences: readonly string[]): string => sentences.filter((one) => one !== "").join(" ");

/** What the stored answers cannot tell of these templates; empty for nothing. */
function unknownText(manifest: Manifest, { programmes, indicators, province }: Material): string {
  const asked = programmes.flatMap(({ targets }) => targets.map(({ indicator }) => indicators.get(indicator)));
  const isMeasuring = asked.some((indicator) => indicator !== undefined && isMeasured(indicator));
  const lacksMeasures = isMeasuring && !manifest.snapshots.some(({ kind }) => kind === "measures");
  const mappings = province.sources.map(({ mapping }) => mapping);
  const texts = [
    lacksMeasures
      ? "Chỉ tiêu mới cần số liệu người dùng, trang thông tin điện tử mà bản này chưa lấy, nên ở đây chưa có số liệu."
      : "",
    mappings.length > 0
      ? `Số đếm đã lưu được đọc theo tệp ánh xạ ${mappings.join(", ")} vào lúc lấy; nếu tệp này đã sửa, xem trước một lần chạy lấy lại số liệu mới biết số nào đổi.`
      : "",
  ];
  return together(texts);
}

const SCHEME_CHANGED =
  "Cách tính ngày của kỳ báo cáo đã đổi: số liệu đã lưu là của những ngày khác, phải lấy lại từ nguồn mới biết số nào đổi.";

async function compared(
  ports: WhatIfPorts,
  pointer: SeriesPointer,
  manifest: Manifest,
  { checked, material, told }: Now,
) {
  const hash = sha256(jsonBytes(materialJson(material)));
  const unknown = unknownText(manifest, material);
  const none = { note: together([...told, unknown]), changes: [] };
  if (hash === manifest.templates && manifest.code === ports.code) return { ...none, outcome: "same" as const };
  const before = await storedMaterial(ports.objects, prefixOf(pointer));
  if (before.province.regime.scheme !== material.province.regime.scheme) {
    return { ...none, note: together([...told, SCHEME_CHANGED]), outcome: "not-remade" as const };
  }
  const loaded = await loadedBy(ports, manifest, material);
  const note = together([...told, ...agencyTexts(checked, loaded.tree), unknown]);
  const now = remade(loaded, material);
  const changes = await causedChanges(ports, await previousOf(ports, pointer), now, before);
  const named = now.named(changes, [...before.programmes, ...material.programmes]);
  return { note, changes: named, outcome: named.length === 0 ? ("same-figures" as const) : ("different" as const) };
}

/** The current revision of every published series of a province, by its name. */
export async function publishedSeries({ revisions }: Pick<Ports, "revisions">, province: string) {
  const names = (await revisions.series()).filter((name) => name.startsWith(`${province}/`));
  const pointers = await Promise.all(names.map((name) => revisions.current(name)));
  return pointers.filter((pointer) => pointer !== null);
}

/**
 * What would differ in a published period if it were made again by these templates: number by number, from the
 * snapshots that its manifest names. Nothing is asked of the province, stored or published. Throws StoreDamaged where
 * its manifest or its figures.csv is damaged.
 */
export async function whatIf(
  ports: WhatIfPorts,
  templates: TemplateCatalogue,
  pointer: SeriesPointer,
): Promise<WhatIf> {
  const manifest = await manifestOf(ports.objects, pointer);
  const { series, revision } = pointer;
  const about = { series, revision, period: manifest.period };
  try {
    return { ...about, ...(await compared(ports, pointer, manifest, runNow(ports, templates, manifest))) };
  } catch (error) {
    if (error instanceof RequestInvalid) {
      return { ...about, outcome: "not-reportable", note: error.message, changes: [] };
    }
    if (error instanceof StoreDamaged) return { ...about, outcome: "not-remade", note: error.message, changes: [] };
    throw error;
  }
}
