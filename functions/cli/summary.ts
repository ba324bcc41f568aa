import { copiedName } from "../report/file-title.ts";
import { missingDocumentLines, SUPPLY_TEXT } from "../report/missing-documents.ts";
import { heldText, holdTexts } from "../report/text/release.ts";
import { countText, fewText, sentence } from "../report/wording.ts";
import { renewalText } from "../revisions/renewal.ts";
import type { Outcome } from "./run.ts";

const STATES = { final: "chính thức", provisional: "tạm tính" } as const;

const SYNTHETIC = "DỮ LIỆU MÔ PHỎNG, không phải số liệu của tỉnh. ";

/** The document that is read first; empty where a run made none. */
const firstPdf = (names: readonly string[]): string =>
  names.find((name) => name === "bao-cao-cntt.pdf") ?? names.find((name) => name.endsWith(".pdf")) ?? "";

/** What waits, why, and how it is released; nothing of drafts that nothing publishes. */
function heldLines({ held }: Extract<Outcome, { drafts: unknown }>): string[] {
  if (held === null) return [];
  const { run, decision } = held;
  if (decision?.outcome === "returned") {
    const again =
      "Số liệu, nội dung không đổi nên không lập lại; sửa theo lý do rồi chạy lại, hoặc chạy lại với --reissue.";
    return [heldText(held, "returned"), again];
  }
  return [
    heldText(held, decision === null ? "waiting" : "approved"),
    "Phải có người đồng ý mới được phát hành vì:",
    ...holdTexts(held.holds).map((text) => `  ${text}`),
    `Đồng ý: npm run release -- approve ${run} --by "HỌ TÊN"; trả lại: npm run release -- return ${run} --by "HỌ TÊN" --reason "LÝ DO"`,
  ];
}

function draftLines(outcome: Extract<Outcome, { drafts: unknown }>): string[] {
  const { drafts, folder, about, held } = outcome;
  const fate = held === null ? "không phát hành" : "chưa phát hành";
  const what = `${drafts.synthetic ? SYNTHETIC : ""}Dự thảo ${about}: ${drafts.files.size} tệp, ${fate}.`;
  return [
    what,
    ...heldLines(outcome),
    ...[...drafts.files].map(([name, bytes]) => `  ${folder}/${name} (${countText(bytes.byteLength)} byte)`),
  ];
}

/** What a run has come to. Of simulated data nothing is called published or final: nobody may take it for a report. */
function newsOf({ revision, published }: Extract<Outcome, { revision: unknown }>): string {
  const { synthetic, revision: number, state } = revision.manifest;
  if (!published) return `không có gì mới, bản ${number} vẫn hiện hành`;
  return synthetic ? `đã lập bản ${number} để dùng thử` : `đã phát hành bản ${number} (${STATES[state]})`;
}

function revisionLines(outcome: Extract<Outcome, { revision: unknown }>): string[] {
  const { files, synthetic } = outcome.revision.manifest;
  const { folder, about, renewal } = outcome;
  const renewed = renewal === null ? [] : [renewalText(renewal, "chạy lại với --reissue")];
  const what = `${synthetic ? SYNTHETIC : ""}${sentence(about)}: ${newsOf(outcome)}.`;
  const listed = files.map((file) => `  ${folder}/${copiedName(file)} (${countText(file.size)} byte)`);
  return [what, ...renewed, ...listed, `  ${folder}/manifest.json`];
}

/** One line where documents break rules of typesetting; which ones, quality.csv says. */
const warningLines = ({ warnings }: Outcome): string[] =>
  warnings === 0 ? [] : [`${countText(warnings)} lưu ý về trình bày, không ảnh hưởng số liệu; xem quality.csv.`];

/** What could not be made, an agency a line, and what to do. */
function unmadeLines(outcome: Outcome): string[] {
  const { unmade } = outcome;
  if (unmade.length === 0) return [];
  const remedy = "drafts" in outcome ? "Xử lý nguyên nhân rồi chạy lại lệnh này." : SUPPLY_TEXT;
  return [
    `Còn thiếu ${fewText(unmade.length)} văn bản chưa lập được:`,
    ...missingDocumentLines(unmade).map((line) => `  ${line}`),
    remedy,
  ];
}

/** One line for the mails that did not go out, one for each address to which nothing is sent, and what to do. */
const untoldLines = ({ untold: { waiting, undeliverable } }: Outcome): string[] => [
  ...(waiting === 0
    ? []
    : [`Còn ${countText(waiting)} thư chưa gửi được; lần chạy kế tiếp gửi lại, kể cả khi không có gì mới.`]),
  ...undeliverable.map(({ name, address, reason }) => `Không gửi thư cho ${name} (${address}): ${reason}.`),
  ...(undeliverable.length === 0
    ? []
    : ["Kiểm tra, sửa địa chỉ, rồi chạy npm run recipients -- resend để gửi lại các thư này."]),
];

function openLines(outcome: Outcome): string[] {
  const names =
    "drafts" in outcome ? [...outcome.drafts.files.keys()] : outcome.revision.manifest.files.map(copiedName);
  const name = firstPdf(names);
  return name === "" ? [] : [`Mở tệp ${outcome.folder}/${name} để xem.`];
}

/** What `report` prints at its end: what came of it, where the files are, which one to open. */
export const summaryOf = (outcome: Outcome): string =>
  [
    ...("drafts" in outcome ? draftLines(outcome) : revisionLines(outcome)),
    ...warningLines(outcome),
    ...unmadeLines(outcome),
    ...untoldLines(outcome),
    ...openLines(outcome),
  ].join("\n");

/** The manifest as it was published; of drafts the names of the files, what could not be made, and how they wait. */
export function jsonOf(outcome: Outcome): string | Uint8Array {
  if (!("drafts" in outcome)) return outcome.revision.files.get("manifest.json") ?? "";
  const { folder, drafts, unmade, held } = outcome;
  const waits = held === null ? {} : { release: held };
  return `${JSON.stringify({ folder, drafts: [...drafts.files.keys()], missing: unmade, ...waits }, null, 2)}\n`;
}
