import { RequestInvalid, StoreUnavailable } from "../../../domain/failure.ts";
import { distance } from "../../../domain/name.ts";
import type { Ports, ServicePorts } from "../../../ports/ports.ts";
import { countText, dayOfInstant, dayText, momentText } from "../../../report/wording.ts";
import { dayAt } from "../../../revisions/cadence.ts";
import type { Manifest, RevisionFile } from "../../../revisions/revision.ts";
import {
  MOST_BYTES,
  reportPdfs,
  type SignedCopy,
  SignedDetails,
  signedFileKey,
  signedRecord,
  signedRecordKey,
} from "../../../revisions/signed-copy.ts";
import { manifestOf, pointersOf } from "../compile.ts";
import { sha256 } from "../draft.ts";
import { basisOf, checkSignedFile, tooLargeText } from "./file.ts";

/** What registering reaches. */
export type SigningPorts = Pick<Ports, "revisions" | "objects" | "now"> & Pick<ServicePorts, "signed">;

/** A registration as somebody asks for it; the texts are not checked yet. */
export interface SigningRequest
  extends Readonly<Record<"number" | "date" | "signer" | "report" | "series" | "by", string>> {
  /** Null for the current one. */
  readonly revision: number | null;
  readonly reason: string | null;
}

/** What has come of a request. */
export interface Signing {
  readonly copy: SignedCopy;
  readonly outcome: "registered" | "repeated";
  /** The revision that is current, which need not be the one that was signed. */
  readonly current: number;
}

/** The signed file: what is said of it, and its bytes; null where they are not there yet. */
export interface SigningFile {
  readonly size: number;
  readonly sha256: string;
  read(): Promise<Uint8Array | null>;
}

/** Registrations of one report at once that all come through. */
const MAX_ROUNDS = 10;

const FIELDS: Readonly<Record<string, string>> = {
  number: "Số, ký hiệu",
  date: "Ngày ký",
  signer: "Người ký",
  reason: "Lý do đính chính",
};

function detailsOf({ number, date, signer, reason }: SigningRequest): SignedDetails {
  const parsed = SignedDetails.safeParse({ number, date, signer, reason });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0]);
  const why = field === "date" ? "phải là một ngày có thật, viết như 2023-06-20" : issue?.message;
  throw new RequestInvalid(`${FIELDS[field] ?? field} ${why}; sửa lại rồi đăng ký.`);
}

/** How many names of what exists a sentence holds. */
const NAMED = 10;

/** The revision that is meant. Throws RequestInvalid with what there is. */
async function pointerOf(ports: SigningPorts, series: string, revision: number | null) {
  const pointers = await pointersOf(ports, series);
  const pointer = revision === null ? pointers.at(-1) : pointers[revision - 1];
  if (pointer !== undefined) return { pointer, current: pointers.length };
  if (pointers.length > 0) {
    const known = pointers.length === 1 ? "chỉ có bản 1" : `có các bản 1 đến ${pointers.length}`;
    throw new RequestInvalid(`Không có bản ${revision} của ${series}; ${known}.`);
  }
  const [province = ""] = series.split("/");
  const all = (await ports.revisions.series()).filter((name) => name.startsWith(`${province}/`));
  const known = all.length === 0 ? "chưa phát hành kỳ nào" : `đã phát hành: ${all.slice(-NAMED).join(", ")}`;
  throw new RequestInvalid(`Chưa phát hành bản nào của ${series}; ${known}.`);
}

/** Reports by name, those of agencies by the nearest names and their number. */
function knownText(reports: readonly string[], asked: string): string {
  const whole = reports.filter((name) => !name.includes("/"));
  const own = reports.filter((name) => name.includes("/"));
  if (own.length === 0) return whole.join(", ");
  const near = own.toSorted((one, other) => distance(asked, one) - distance(asked, other)).slice(0, 3);
  return [...whole, `${near.join(", ")} (trong ${countText(own.length)} báo cáo của từng cơ quan)`].join(", ");
}

function pdfOf({ files, revision, series }: Manifest, report: string) {
  const pdfs = reportPdfs(files);
  const file = pdfs.get(report);
  if (file !== undefined) return file;
  throw new RequestInvalid(
    `Bản ${revision} của ${series} không có báo cáo "${report.slice(0, 100)}" để ký; các báo cáo: ${knownText([...pdfs.keys()], report)}.`,
  );
}

/** Throws RequestInvalid for a day on which this revision cannot have been signed. */
function checkDay(day: string, { window, dataAsOf }: Manifest, now: Date): void {
  const today = dayAt(now);
  if (day > today)
    throw new RequestInvalid(`Ngày ký ${dayText(day)} ở sau hôm nay (${dayText(today)}); sửa lại rồi đăng ký.`);
  const read = dayOfInstant(dataAsOf);
  const [first = read] = [read, window.to].sort();
  if (day >= first) return;
  throw new RequestInvalid(
    `Ngày ký ${dayText(day)} trước ngày của số liệu trong báo cáo (${dayText(first)}); kiểm tra ngày ký và bản được ký.`,
  );
}

type Content = Pick<SignedCopy, "number" | "date" | "signer" | "reason" | "file">;

const isSame = (one: Content, other: Content): boolean =>
  one.file.sha256 === other.file.sha256 &&
  (["number", "date", "signer", "reason"] as const).every((field) => one[field] === other[field]);

function refuseWithoutReason(standing: SignedCopy): never {
  const { number, date, registeredAt } = standing;
  const known = `Báo cáo này đã đăng ký bản ký số ${number} ngày ${dayText(date)} (lúc ${momentText(registeredAt)}), không ghi đè`;
  throw new RequestInvalid(`${known}; đính chính thì nêu lý do ("reason").`, {
    atTerminal: `${known}; đính chính thì thêm --reason "LÝ DO".`,
  });
}

/** What there is of the file, its hash held. Throws RequestInvalid where it is not what was named, or no PDF. */
async function bytesOf(file: SignedCopy["file"], read: SigningFile["read"]): Promise<Uint8Array | null> {
  const bytes = await read();
  if (bytes === null) return null;
  checkSignedFile(bytes);
  if (sha256(bytes) === file.sha256 && bytes.byteLength === file.size) return bytes;
  throw new RequestInvalid("Tệp đã ký khác dung lượng hoặc mã băm đã khai; tính lại mã băm SHA-256 rồi đăng ký lại.");
}

type Made = Omit<SignedCopy, "entry" | "basis">;

/** Enters a registration, or finds it there. Throws RequestInvalid where another one stands and no reason is given. */
async function enter(
  { signed, objects }: SigningPorts,
  made: Made,
  pdf: RevisionFile,
  read: SigningFile["read"],
): Promise<Pick<Signing, "copy" | "outcome"> | null> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const all = await signed.list(made.series);
    const own = all.filter(({ revision, report }) => revision === made.revision && report === made.report);
    const repeated = own.find((one) => isSame(one, made));
    if (repeated !== undefined) return { copy: repeated, outcome: "repeated" };
    const last = own.at(-1);
    if (last !== undefined && made.reason === null) refuseWithoutReason(last);
    const bytes = await bytesOf(made.file, read);
    if (bytes === null) return null;
    // Before it is entered: whoever reads an entry finds its file.
    await objects.put(signedFileKey(made), bytes, "application/pdf");
    const copy = { ...made, basis: basisOf(pdf, bytes), entry: own.length + 1 };
    if (await signed.add(copy)) return { copy, outcome: "registered" };
  }
  throw new StoreUnavailable("Quá nhiều yêu cầu cùng đăng ký bản ký của báo cáo này; chờ ít giây rồi thử lại.");
}

/**
 * Registers a signed copy: keeps its file, enters it, then notes the entry among the objects. Nothing of the revision
 * changes and nothing is overwritten; the same registration again does nothing more than complete what was begun.
 *
 * @returns null where everything is right but the file is not there yet
 * @throws RequestInvalid for what is not there or cannot be registered
 */
export async function register(
  ports: SigningPorts,
  request: SigningRequest,
  { read, ...file }: SigningFile,
): Promise<Signing | null> {
  const details = detailsOf(request);
  const { series, report, by } = request;
  if (file.size > MOST_BYTES) throw new RequestInvalid(tooLargeText(file.size));
  const { pointer, current } = await pointerOf(ports, series, request.revision);
  const manifest = await manifestOf(ports.objects, pointer);
  const pdf = pdfOf(manifest, report);
  const now = ports.now();
  checkDay(details.date, manifest, now);
  const about = { series, revision: pointer.revision, report, ...details };
  const entered = await enter(ports, { ...about, file, registeredAt: now.toISOString(), by }, pdf, read);
  if (entered === null) return null;
  const { copy } = entered;
  await ports.objects.put(signedRecordKey(copy), signedRecord(copy), "application/json");
  return { ...entered, current };
}
