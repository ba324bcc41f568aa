/** Progress on the tasks of a programme. The task ids are those of the directing documents; the progress is SYNTHETIC. */

import { z } from "zod";
import type { Agency, Day, TaskProgress } from "../contract.ts";
import programmes from "../data/tasks.json" with { type: "json" };
import { namedOn, type Province, recordsOn } from "../province/agencies.ts";
import { addDays, daysBetween } from "../province/calendar.ts";
import { draw, hashText, mix } from "../random.ts";

const level = z.enum(["so", "huyen", "xa"]);
const day = z.string();
const tasksFile = z.object({
  programmes: z.array(
    z.object({
      programme: z.string(),
      province: z.string(),
      issued: day,
      excepted: z.array(z.string()),
      tasks: z.array(
        z.object({
          id: z.string(),
          levels: z.array(level),
          agencies: z.array(z.string()).default([]),
          due: day.nullable(),
          byLevel: z.partialRecord(level, day).default({}),
          standing: z.boolean().default(false),
        }),
      ),
    }),
  ),
});

type Programme = z.infer<typeof tasksFile>["programmes"][number];
type Task = Programme["tasks"][number];

const PROGRAMMES = tasksFile.parse(programmes).programmes;

const NOTES = {
  "not-started": ["", "", "Đang chờ hướng dẫn của cơ quan chủ trì", "Đang chuẩn bị kế hoạch thực hiện"],
  "in-progress": [
    "",
    "",
    "Đang thực hiện theo kế hoạch",
    "Đã phân công bộ phận phụ trách",
    "Đang lấy ý kiến các đơn vị",
  ],
  done: ["", "", "Đã hoàn thành, có báo cáo kèm theo", "Đã ban hành văn bản triển khai"],
};
const QUESTION = { begins: 61, outcome: 62, offset: 63, note: 64, silent: 65 };

/** Share of the agencies that tell nothing of a programme. */
const SILENT = 0.03;

const dueOf = (task: Task, { level }: Agency): Day | null => task.byLevel[level] ?? task.due;

function beginningOf({ issued }: Programme, due: Day | null, seed: number): Day {
  const days = due === null ? 60 : Math.max(2, Math.floor(daysBetween(issued, due) / 2));
  return addDays(issued, 1 + Math.floor(draw(seed, QUESTION.begins) * days));
}

// Most agencies are in time, some late, a few never report the end. Where no day is given, half come to one in a year.
function endOf(task: Task, due: Day | null, begins: Day, seed: number): Day | null {
  const outcome = draw(seed, QUESTION.outcome);
  const offset = draw(seed, QUESTION.offset);
  if (task.standing || outcome >= 0.93) return null;
  if (due === null) return outcome < 0.5 ? addDays(begins, 60 + Math.floor(offset * 300)) : null;
  const end = addDays(due, outcome < 0.72 ? -Math.floor(offset * 20) : 1 + Math.floor(offset * 70));
  return end > begins ? end : addDays(begins, 1);
}

function progressOf(programme: Programme, task: Task, agency: Agency, day: Day): TaskProgress {
  const seed = mix(hashText(task.id), hashText(agency.code));
  const due = dueOf(task, agency);
  const begins = beginningOf(programme, due, seed);
  const end = endOf(task, due, begins, seed);
  const completedOn = end !== null && end <= day ? end : null;
  const unfinished = begins <= day ? "in-progress" : "not-started";
  const status = completedOn === null ? unfinished : "done";
  const notes = NOTES[status];
  const note = notes[Math.floor(draw(mix(seed, hashText(status)), QUESTION.note) * notes.length)] ?? "";
  return { task: task.id, agency: agency.code, status, completedOn, note };
}

/** Those that speak of a programme: it excepts some, and a few tell nothing, none of which has a task of its own. */
function speakers({ programme, excepted }: Programme, agencies: readonly Agency[]): readonly Agency[] {
  const seed = hashText(programme);
  const isSilent = (code: string): boolean => draw(mix(seed, hashText(code)), QUESTION.silent) < SILENT;
  return agencies.filter(({ code, name }) => !excepted.includes(name) && !isSilent(code));
}

/**
 * A row per task and agency that it binds, as of a day; nothing is begun on the day of the document's issue or before.
 * A programme that the province does not know has none.
 */
export function tasksOn(province: Province, id: string, day: Day): readonly TaskProgress[] {
  const programme = PROGRAMMES.find((each) => each.programme === id && each.province === province.id);
  if (programme === undefined) return [];
  const speaking = speakers(
    programme,
    recordsOn(province, day).map(({ agency }) => agency),
  );
  return programme.tasks.flatMap((task) => {
    const named = new Set(task.agencies.map((name) => namedOn(province, name, day)));
    return speaking
      .filter(({ code, level }) => named.has(code) || task.levels.includes(level))
      .map((agency) => progressOf(programme, task, agency, day));
  });
}
