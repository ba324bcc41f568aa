import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import { sha256 } from "../../pipeline/support/draft.ts";
import { programmesNamed, seriesOf } from "../../pipeline/support/request.ts";
import { tooLargeText } from "../../pipeline/support/signing/file.ts";
import { register, type Signing } from "../../pipeline/support/signing/register.ts";
import type { ServicePorts, TemplateCatalogue } from "../../ports/ports.ts";
import { BASIS_WORDS, signedText } from "../../report/file-title.ts";
import { momentText } from "../../report/wording.ts";
import { inForceOf, MOST_BYTES, type SignedCopy } from "../../revisions/signed-copy.ts";
import { given, parsed, refuseBeside, revisionNumber } from "../options.ts";
import { overState } from "../over-state.ts";
import { checkThere } from "../place.ts";
import { bytesOfFile } from "../text-file.ts";

const USAGE = `Cách dùng: npm run sign -- register --province MÃ --period KỲ [--programme MÃ …] --report MÃ [--revision n]
                           --number SỐ/KÝ HIỆU --date NGÀY --signer "HỌ TÊN, CHỨC VỤ" --file TỆP
                           [--reason "LÝ DO"] [--state THƯ MỤC]
            đăng ký bản đã ký của một báo cáo (cntt, don-vi/MÃ CƠ QUAN …), không có --revision là của bản hiện hành;
            bản đã phát hành giữ nguyên; đã đăng ký rồi thì đăng ký lại kèm --reason để đính chính, lần trước vẫn còn
            trong sổ
  --number SỐ/KÝ HIỆU   số, ký hiệu văn bản, ví dụ 123/BC-STTTT
  --date NGÀY           ngày ký, ví dụ 2023-06-20
  --file TỆP            bản đã ký, tệp PDF không quá 50 MB
           npm run sign -- list --province MÃ [--period KỲ [--programme MÃ …]] [--state THƯ MỤC]
            sổ bản đã ký, kể cả những lần đã được đính chính`;

const SPECIFICATION = {
  province: { type: "string" },
  period: { type: "string" },
  programme: { type: "string", multiple: true },
  report: { type: "string" },
  revision: { type: "string" },
  number: { type: "string" },
  date: { type: "string" },
  signer: { type: "string" },
  file: { type: "string" },
  reason: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

function namedSeries(values: Values, catalogue: TemplateCatalogue): string {
  const province = catalogue.province(given(values.province, "province"));
  const programmes = values.programme === undefined ? null : programmesNamed(values.programme, province, catalogue);
  return seriesOf(province.id, given(values.period, "period"), programmes);
}

function registeredText({ copy, outcome, current }: Signing): string {
  const what = `bản đã ký của báo cáo ${copy.report}, bản ${copy.revision} của ${copy.series}: ${signedText(copy)}`;
  const done =
    outcome === "registered"
      ? `Đã đăng ký ${what}.`
      : `Đã có trong sổ từ lúc ${momentText(copy.registeredAt)}, không ghi gì thêm: ${what}.`;
  const replaced =
    copy.revision === current ? [] : [`Lưu ý: bản ${copy.revision} đã được thay thế bằng bản ${current}.`];
  return [done, `Tệp: ${BASIS_WORDS[copy.basis]}; mã băm SHA-256 ${copy.file.sha256}.`, ...replaced].join("\n");
}

/** What is asked for, each text as it was written. */
function requestOf(values: Values, catalogue: TemplateCatalogue) {
  return {
    series: namedSeries(values, catalogue),
    revision: revisionNumber(values.revision),
    report: given(values.report, "report"),
    number: given(values.number, "number"),
    date: given(values.date, "date"),
    signer: given(values.signer, "signer"),
    reason: values.reason === undefined ? null : given(values.reason, "reason"),
    by: "",
  };
}

/** One registration a line; one that was corrected says so. */
function lineOf(copy: SignedCopy, isInForce: boolean): string {
  const reason = copy.reason === null ? [] : [`đính chính: ${copy.reason}`];
  const standing = isInForce ? [] : ["ĐÃ ĐƯỢC ĐÍNH CHÍNH"];
  return [
    `${copy.series}, bản ${copy.revision}, ${copy.report}, lần ${copy.entry}`,
    signedText(copy),
    BASIS_WORDS[copy.basis],
    `đăng ký lúc ${momentText(copy.registeredAt)}${copy.by === "" ? "" : ` (${copy.by})`}`,
    ...reason,
    ...standing,
    copy.file.sha256,
  ].join("  ");
}

async function listText(ports: ServicePorts, values: Values, catalogue: TemplateCatalogue): Promise<string> {
  const { id } = catalogue.province(given(values.province, "province"));
  const all = (await ports.revisions.series()).filter((name) => name.startsWith(`${id}/`));
  const series = values.period === undefined ? all : [namedSeries(values, catalogue)];
  const copies = (await Promise.all(series.map((name) => ports.signed.list(name)))).flat();
  if (copies.length === 0) return "Chưa đăng ký bản đã ký nào.";
  const inForce = new Set(inForceOf(copies));
  return copies.map((copy) => lineOf(copy, inForce.has(copy))).join("\n");
}

const ONLY_REGISTER = ["report", "revision", "number", "date", "signer", "file", "reason"];

/** Runs `sign`: registers a signed copy, or gives the register. Nothing is asked of a province. */
export async function signCommand(args: readonly string[], templates: URL): Promise<string> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return USAGE;
  const [action, ...more] = positionals;
  if (more.length > 0 || (action !== "register" && action !== "list")) {
    throw new RequestInvalid(
      "Chọn một việc: register (đăng ký bản đã ký) hoặc list; chạy với --help để xem cách dùng.",
    );
  }
  const catalogue = loadCatalogue(templates);
  const state = given(values.state, "state");
  if (action === "list") {
    refuseBeside("list", values, ONLY_REGISTER);
    if (values.period === undefined) refuseBeside("list không có --period", values, ["programme"]);
    await checkThere(state, "--state");
    return overState(state, catalogue, (ports) => listText(ports, values, catalogue));
  }
  const request = requestOf(values, catalogue);
  const bytes = await bytesOfFile(given(values.file, "file"), { most: MOST_BYTES, tooLargeText });
  await checkThere(state, "--state");
  const file = { size: bytes.byteLength, sha256: sha256(bytes), read: async () => bytes };
  return overState(state, catalogue, async (ports) => {
    const signing = await register(ports, request, file);
    if (signing === null) throw new TypeError("a file that was read is there");
    return registeredText(signing);
  });
}
