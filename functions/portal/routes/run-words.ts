import type { RunState } from "../../revisions/run.ts";

const WORDS: Readonly<Record<RunState, string>> = {
  published: "đã phát hành",
  "nothing-new": "không có gì mới, bản đã phát hành giữ nguyên",
  drafted: "đã lập dự thảo",
  previewed: "đã xem trước, chưa phát hành gì",
  "awaiting-release": "đã lập dự thảo, chờ đồng ý phát hành",
  failed: "không thành công",
  cancelled: "đã dừng theo yêu cầu",
  running: "đang chạy",
  cancelling: "đang dừng",
  waiting: "đang chờ",
  abandoned: "bị gián đoạn, không còn tín hiệu",
};

/** The state of a run in words; `place` is where it stands among those that wait, null where it does not wait. */
export const stateText = (state: RunState, place: number | null): string =>
  place === null ? WORDS[state] : `${WORDS[state]}, thứ ${place} trong hàng chờ`;
