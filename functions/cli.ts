import { type Options, readOptions, USAGE } from "./cli/options.ts";
import { progressView } from "./cli/progress.ts";
import type { Outcome } from "./cli/report.ts";
import { Failure, RequestInvalid } from "./domain/failure.ts";
import { countText } from "./domain/wording.ts";

const STATES = { final: "chính thức", provisional: "tạm tính" } as const;

function summary({ issue, published, folder }: Outcome): string {
  const { manifest } = issue;
  const what = `${manifest.synthetic ? "DỮ LIỆU MÔ PHỎNG. " : ""}Báo cáo kỳ ${manifest.period} của ${manifest.province}`;
  const news = published
    ? `đã phát hành bản ${manifest.revision}`
    : `không có gì mới, bản ${manifest.revision} vẫn hiện hành`;
  const files = manifest.files.map(({ name, size }) => `  ${folder}/${name} (${countText(size)} byte)`);
  return [`${what}: ${news} (${STATES[manifest.state]}).`, ...files, `  ${folder}/manifest.json`].join("\n");
}

/** One Vietnamese sentence; what an unexpected error says stays out of it, since it may hold anything. */
function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return "Chương trình gặp lỗi ngoài dự kiến, chưa phát hành gì mới; chạy lại với --debug rồi gửi nội dung in ra cho quản trị viên.";
}

function debugText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs the command; the exit code is 0, 2 for a request that cannot be met as it stands, 1 for everything else. */
async function main(args: readonly string[]): Promise<number> {
  let options: Options | null = null;
  const view = progressView(process.stderr);
  try {
    options = readOptions(args);
    if (options === null) {
      process.stdout.write(`${USAGE}\n`);
      return 0;
    }
    // Loaded only now, so that a mistyped option is answered at once.
    const { report } = await import("./cli/report.ts");
    const outcome = await report(options, process.env, view);
    view.stop();
    const manifest = outcome.issue.files.get("manifest.json");
    process.stdout.write(options.json && manifest !== undefined ? manifest : `${summary(outcome)}\n`);
    return 0;
  } catch (error) {
    view.stop();
    process.stderr.write(`${messageOf(error)}\n`);
    if (options?.debug ?? args.includes("--debug")) process.stderr.write(`${debugText(error)}\n`);
    return error instanceof RequestInvalid ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
