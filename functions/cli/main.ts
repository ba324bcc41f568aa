/** The commands. What each needs is loaded only when it runs, after it has said what is being done. */
import { Failure, RequestInvalid, SettingInvalid, TemplateInvalid } from "../domain/failure.ts";
import { onInterrupt } from "./interrupt.ts";
import { readOptions } from "./options.ts";
import type { ProgressView } from "./progress.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);

/** What a command came to. */
interface Answer {
  readonly text: string | Uint8Array;
  readonly code: number;
}

/** What is being done, for whoever waits or stops it. */
interface Work {
  readonly doing: string;
  /** What stands when it is stopped. */
  readonly kept: string;
}

type Command = (args: readonly string[], begin: (work: Work) => void) => Promise<Answer>;

let view: ProgressView | undefined;

/** What is mended before the command is given again: the request, a template, a setting. */
const INPUT_FAILURES = [RequestInvalid, TemplateInvalid, SettingInvalid];

/** The exit code where a report is there, but lacks documents that could not be made. */
const INCOMPLETE = 3;

const line = (text: string): Answer => ({ text: `${text}\n`, code: 0 });

async function reportCommand(args: readonly string[], begin: (work: Work) => void): Promise<Answer> {
  const options = readOptions(args);
  if (typeof options === "string") return line(options);
  const { province, period, state } = options;
  const kept = `số liệu đã lấy và các bản đã phát hành vẫn còn trong thư mục ${state}`;
  begin({ doing: `lập báo cáo kỳ ${period ?? "mới nhất"} của ${province}`, kept });
  const { progressView } = await import("./progress.ts");
  view = progressView(process.stderr);
  const { report } = await import("./report.ts");
  const outcome = await report(options, process.env, view).finally(() => view?.stop());
  const { jsonOf, summaryOf } = await import("./summary.ts");
  const code = outcome.unmade.length === 0 ? 0 : INCOMPLETE;
  return { text: options.json ? jsonOf(outcome) : `${summaryOf(outcome)}\n`, code };
}

/** A command that reads its arguments after it was loaded; its help needs no announcement. */
const loaded =
  (work: Work, run: (args: readonly string[]) => Promise<Answer>): Command =>
  (args, begin) => {
    if (!args.includes("--help")) begin(work);
    return run(args);
  };

const KEPT = "những gì đã lưu vẫn còn";
const work = (doing: string): Work => ({ doing, kept: KEPT });

const COMMANDS: Readonly<Record<string, Command>> = {
  report: reportCommand,
  verify: loaded(work("kiểm tra bản đã phát hành"), async (args) => {
    const { verifyCommand } = await import("./verify.ts");
    const answer = await verifyCommand(args, TEMPLATES);
    return { text: `${answer.text}\n`, code: answer.proven ? 0 : 1 };
  }),
  slots: loaded(work("đọc, ghi phần chữ của báo cáo"), async (args) => {
    const { slotsCommand } = await import("./slots.ts");
    return line(await slotsCommand(args, TEMPLATES));
  }),
  serve: loaded(work("mở cổng báo cáo"), async (args) => {
    const { serveCommand } = await import("./serve.ts");
    return line(await serveCommand(args, process.env, TEMPLATES));
  }),
  links: loaded(work("xem, sửa danh sách liên kết"), async (args) => {
    const { linksCommand } = await import("./links.ts");
    return line(await linksCommand(args, process.env, TEMPLATES));
  }),
  sign: loaded(work("đăng ký, xem sổ bản đã ký"), async (args) => {
    const { signCommand } = await import("./sign/sign.ts");
    return line(await signCommand(args, TEMPLATES));
  }),
  rescue: loaded({ doing: "dựng lại thư mục dữ liệu", kept: "thư mục cũ còn nguyên" }, async (args) => {
    const { rescueCommand } = await import("./rescue/rescue.ts");
    const { text, isWhole } = await rescueCommand(args);
    return { text: `${text}\n`, code: isWhole ? 0 : INCOMPLETE };
  }),
  import: loaded(work("đọc, lưu số liệu trong sổ tính"), async (args) => {
    const { importCommand } = await import("./import/import.ts");
    const { text, isTaken } = await importCommand(args, TEMPLATES);
    return { text: `${text}\n`, code: isTaken ? 0 : 1 };
  }),
  sources: loaded(work("xem, thử nguồn số liệu"), async (args) => {
    const { sourcesCommand } = await import("./sources/sources.ts");
    const { text, isMapped } = await sourcesCommand(args, process.env, TEMPLATES);
    return { text: `${text}\n`, code: isMapped ? 0 : 1 };
  }),
  "what-if": loaded(work("so sánh các kỳ đã phát hành"), async (args) => {
    const { whatIfCommand } = await import("./what-if/what-if.ts");
    return line(await whatIfCommand(args, TEMPLATES));
  }),
  release: loaded(work("xem, quyết định các dự thảo chờ phát hành"), async (args) => {
    const { releaseCommand } = await import("./release/release.ts");
    return line(await releaseCommand(args, process.env, TEMPLATES));
  }),
  recipients: loaded(work("xem, sửa danh sách người nhận thư"), async (args) => {
    const { recipientsCommand } = await import("./recipients/recipients.ts");
    return line(await recipientsCommand(args, process.env, TEMPLATES));
  }),
};

/** One Vietnamese sentence; what an unexpected error says stays out of it, since it may hold anything. */
function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.atTerminal;
  return `Chương trình gặp lỗi ngoài dự kiến, ${KEPT}; chạy lại với --debug rồi gửi nội dung in ra cho đơn vị phát triển chương trình.`;
}

const debugText = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

function commandOf(name: string | undefined) {
  const known = Object.entries(COMMANDS).find(([command]) => command === name);
  if (known !== undefined) return known[1];
  throw new RequestInvalid(`Không có lệnh "${name ?? ""}"; các lệnh: ${Object.keys(COMMANDS).join(", ")}.`);
}

/** Says at once what is being done: what is loaded after it takes seconds. */
function begin({ doing, kept }: Work): void {
  process.stderr.write(`Đang chuẩn bị ${doing} …\n`);
  onInterrupt(`Đã dừng việc ${doing} theo yêu cầu; ${kept}; chạy lại lệnh này để làm tiếp.`, () => view?.stop());
}

/**
 * Runs a command; the exit code is 0, 2 for a request, a template or a setting that cannot be used as it stands, 3 for an incomplete
 * report, 1 for everything else.
 */
async function main([name, ...args]: readonly string[]): Promise<number> {
  try {
    const { text, code } = await commandOf(name)(args, begin);
    process.stdout.write(text);
    return code;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    if (args.includes("--debug")) process.stderr.write(`${debugText(error)}\n`);
    return INPUT_FAILURES.some((failure) => error instanceof failure) ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
