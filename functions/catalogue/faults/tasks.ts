import { LEVELS } from "../../domain/agency.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Task } from "../../domain/task.ts";
import { allowed, type Fault } from "../reasons.ts";
import type { Path } from "../source.ts";

function* deadlineFaults({ deadline, executing }: Task, at: Path): Generator<Fault> {
  if (deadline.type !== "by-level") return;
  for (const level of LEVELS) {
    const bound = executing.levels.includes(level);
    if (bound && deadline[level] === undefined) {
      yield { path: [...at, "deadline", level], reason: `thiếu thời hạn của cấp "${level}"` };
    }
    if (!bound && deadline[level] !== undefined) {
      yield {
        path: [...at, "deadline", level],
        reason: `cấp này không có trong executing.levels${allowed(executing.levels)}`,
        named: true,
      };
    }
  }
}

/** Mistakes of a programme's tasks that their schema cannot see. */
export function* taskFaults({ tasks }: Programme): Generator<Fault> {
  const seen = new Set<string>();
  for (const [index, task] of tasks.entries()) {
    const at = ["tasks", index];
    if (seen.has(task.id)) yield { path: [...at, "id"], reason: "mã nhiệm vụ này đã dùng ở trên" };
    seen.add(task.id);
    const { names, levels, agencies } = task.executing;
    if (names.length + levels.length + agencies.length === 0) {
      yield { path: [...at, "executing"], reason: "phải có ít nhất một cơ quan trong names, levels hoặc agencies" };
    }
    yield* deadlineFaults(task, at);
  }
}

function* quotesOf({ exceptions, targets, tasks }: Programme): Generator<readonly [path: Path, quote: string]> {
  for (const [index, { quote }] of exceptions.entries()) yield [["exceptions", index, "quote"], quote ?? ""];
  for (const [index, { quote }] of targets.entries()) yield [["targets", index, "quote"], quote];
  for (const [index, { quote }] of tasks.entries()) yield [["tasks", index, "quote"], quote];
}

/** A scanning slip that is listed must be mended in every quote, and one that no quote has must not be listed. */
export function* mendFaults(programme: Programme): Generator<Fault> {
  const quotes = [...quotesOf(programme)];
  for (const [index, { scanned, printed }] of programme.ocrCorrections.entries()) {
    if (!quotes.some(([, quote]) => quote.includes(printed))) {
      yield { path: ["ocrCorrections", index, "printed"], reason: "không trích dẫn nào có chữ này" };
    }
    for (const [path, quote] of quotes) {
      // What is printed may hold what was scanned: a word that the scan dropped.
      if (quote.replaceAll(printed, "").includes(scanned)) {
        yield { path, reason: `còn lỗi quét "${scanned}", phải là "${printed}"` };
      }
    }
  }
}
