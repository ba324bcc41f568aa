import { readOptions } from "./cli/options.ts";
import { progressView } from "./cli/progress.ts";
import type { Outcome } from "./cli/report.ts";
import { Failure, RequestInvalid } from "./domain/failure.ts";
import { countText } from "./domain/wording.ts";

const STATES = { final: "chính thức", provisional: "tạm tính" } as const;

function draftSummary({ drafts, folder }: Extract<Outcome, { drafts: unknown }>): string {
  const what = `${drafts.synthetic ? "DỮ LIỆU MÔ PHỎNG. " : ""}Dự thảo báo cáo kỳ ${drafts.period} của ${drafts.province}`;
  const files = [...drafts.files].map(([name, bytes]) => `  ${folder}/${name} (${countText(bytes.byteLength)} byte)`);
  return [`${what}: ${drafts.files.size} tệp, không phát hành.`, ...files].join("\n");
}

function issueSummary({ issue, published, folder }: Extract<Outcome, { issue: unknown }>): string {
  const { manifest } = issue;
  const what = `${manifest.synthetic ? "DỮ LIỆU MÔ PHỎNG. " : ""}Báo cáo kỳ ${manifest.period} của ${manifest.province}`;
  const news = published
    ? `đã phát hành bản ${manifest.revision}`
    : `không có gì mới, bản ${manifest.revision} vẫn hiện hành`;
  const files = manifest.files.map(({ name, size }) => `  ${folder}/${name} (${countText(size)} byte)`);
  return [`${what}: ${news} (${STATES[manifest.state]}).`, ...files, `  ${folder}/manifest.json`].join("\n");
}

const textOf = (outcome: Outcome): string => ("drafts" in outcome ? draftSummary(outcome) : issueSummary(outcome));

/** The manifest as it was published; of drafts the names of the files. */
function jsonOf(outcome: Outcome): string | Uint8Array {
  if (!("drafts" in outcome)) return outcome.issue.files.get("manifest.json") ?? "";
  const { folder, drafts } = outcome;
  return `${JSON.stringify({ folder, drafts: [...drafts.files.keys()] }, null, 2)}\n`;
}

/** Runs `report`. What a command needs is loaded only when it runs, so that a mistyped option is answered at once. */
async function reportCommand(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stdout.write(`${options}\n`);
    return 0;
  }
  const view = progressView(process.stderr);
  const { report } = await import("./cli/report.ts");
  const outcome = await report(options, process.env, view).finally(() => view.stop());
  process.stdout.write(options.json ? jsonOf(outcome) : `${textOf(outcome)}\n`);
  return 0;
}

async function verifyCommand(args: readonly string[]): Promise<number> {
  const verification = await import("./cli/verify.ts");
  const answer = await verification.verifyCommand(args, new URL("../templates/", import.meta.url));
  process.stdout.write(`${answer.text}\n`);
  return answer.proven ? 0 : 1;
}

async function slotsCommand(args: readonly string[]): Promise<number> {
  const slots = await import("./cli/slots.ts");
  process.stdout.write(`${await slots.slotsCommand(args, new URL("../templates/", import.meta.url))}\n`);
  return 0;
}

async function recipientsCommand(args: readonly string[]): Promise<number> {
  const recipients = await import("./cli/recipients.ts");
  process.stdout.write(`${await recipients.recipientsCommand(args, new URL("../templates/", import.meta.url))}\n`);
  return 0;
}

async function serveCommand(args: readonly string[]): Promise<number> {
  const { serveCommand: run } = await import("./cli/serve.ts");
  process.stdout.write(`${await run(args, process.env, new URL("../templates/", import.meta.url))}\n`);
  return 0;
}

async function linksCommand(args: readonly string[]): Promise<number> {
  const { linksCommand: run } = await import("./cli/links.ts");
  process.stdout.write(`${await run(args, process.env, new URL("../templates/", import.meta.url))}\n`);
  return 0;
}

const COMMANDS = {
  report: reportCommand,
  verify: verifyCommand,
  slots: slotsCommand,
  serve: serveCommand,
  links: linksCommand,
  recipients: recipientsCommand,
};

/** One Vietnamese sentence; what an unexpected error says stays out of it, since it may hold anything. */
function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return "Chương trình gặp lỗi ngoài dự kiến, chưa phát hành gì mới; chạy lại với --debug rồi gửi nội dung in ra cho quản trị viên.";
}

const debugText = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

function commandOf(name: string | undefined) {
  const known = Object.entries(COMMANDS).find(([command]) => command === name);
  if (known !== undefined) return known[1];
  throw new RequestInvalid(`Không có lệnh "${name ?? ""}"; các lệnh: ${Object.keys(COMMANDS).join(", ")}.`);
}

/** Runs a command; the exit code is 0, 2 for a request that cannot be met as it stands, 1 for everything else. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  try {
    return await commandOf(name)(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    if (args.includes("--debug")) process.stderr.write(`${debugText(error)}\n`);
    return error instanceof RequestInvalid ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
