/** Progress on the tasks of a programme. The task ids are those of the directing documents; the progress is SYNTHETIC. */

import { z } from "zod";
import { holderOn, type Province, recordsOn } from "./agencies.ts";
import { addDays, daysBetween } from "./calendar.ts";
import type { Agency, Day, TaskProgress } from "./contract.ts";
import programmes from "./data/tasks.json" with { type: "json" };
import { draw, hashText, mix } from "./random.ts";

const tasksFile = z.object({
  programmes: z.array(
    z.object({
      programme: z.string(),
      province: z.string(),
      begins: z.string(),
      tasks: z.array(
        z.object({
          id: z.string(),
          due: z.string().nullable(),
          levels: z.array(z.enum(["so", "huyen", "xa"])),
          roles: z.array(z.string()).optional(),
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
const QUESTION = { begins: 61, outcome: 62, offset: 63, note: 64 };

function concerned(province: Province, task: Task, agencies: readonly Agency[], day: Day): readonly Agency[] {
  const { roles, levels } = task;
  if (roles === undefined) return agencies.filter(({ level }) => levels.includes(level));
  const holders = new Set(roles.map((role) => holderOn(province, role, day)));
  return agencies.filter(({ code }) => holders.has(code));
}

function beginningOf(programme: Programme, task: Task, seed: number): Day {
  const days = task.due === null ? 60 : Math.max(2, Math.floor(daysBetween(programme.begins, task.due) / 2));
  return addDays(programme.begins, 1 + Math.floor(draw(seed, QUESTION.begins) * days));
}

// Most agencies are in time, some late, a few never report the end. Standing tasks have no end.
function endOf(task: Task, begins: Day, seed: number): Day | null {
  const outcome = draw(seed, QUESTION.outcome);
  if (task.due === null || outcome >= 0.93) return null;
  const offset = draw(seed, QUESTION.offset);
  const end = addDays(task.due, outcome < 0.72 ? -Math.floor(offset * 20) : 1 + Math.floor(offset * 70));
  return end > begins ? end : addDays(begins, 1);
}

function progressOf(programme: Programme, task: Task, agency: string, day: Day): TaskProgress {
  const seed = mix(hashText(task.id), hashText(agency));
  const begins = beginningOf(programme, task, seed);
  const end = endOf(task, begins, seed);
  const completedOn = end !== null && end <= day ? end : null;
  const unfinished = begins <= day ? "in-progress" : "not-started";
  const status = completedOn === null ? unfinished : "done";
  const notes = NOTES[status];
  const note = notes[Math.floor(draw(mix(seed, hashText(status)), QUESTION.note) * notes.length)] ?? "";
  return { task: task.id, agency, status, completedOn, note };
}

/**
 * A row per task and agency that it concerns, as of a day. A programme that the province does not know has none.
 */
export function tasksOn(province: Province, id: string, day: Day): readonly TaskProgress[] {
  const programme = PROGRAMMES.find((each) => each.programme === id && each.province === province.id);
  if (programme === undefined) return [];
  const agencies = recordsOn(province, day).map(({ agency }) => agency);
  return programme.tasks.flatMap((task) =>
    concerned(province, task, agencies, day).map(({ code }) => progressOf(programme, task, code, day)),
  );
}
