import { expect, test } from "vitest";
import {
  complaint,
  complaintOf,
  complaintOfSlip,
  copyOfTemplates,
  rewrite,
  type Slip,
} from "../helpers/catalogue/templates.ts";

const QD = "programmes/brvt-qd-2023.json";
const KH = "programmes/dongnai-kh109-2022.json";
const CV = "programmes/quangtri-cv90-2021.json";

const slips: (readonly [file: string, ...slip: Slip])[] = [
  [
    QD,
    "two tasks of one id",
    '"id": "VT23-T-B"',
    '"id": "VT23-T-A"',
    'tasks[1].id đang ghi "VT23-T-A"',
    "mã nhiệm vụ này đã dùng ở trên",
  ],
  [
    QD,
    "an id without its document",
    '"id": "VT23-T-A"',
    '"id": "T-A"',
    'tasks[0].id đang ghi "T-A"',
    "phải viết như VT23-T-A hoặc VT23-D-3.3-1",
  ],
  [
    QD,
    "an unknown kind",
    '"kind": "task"',
    '"kind": "job"',
    'tasks[0].kind đang ghi "job"',
    "phải là một trong: task, duty, report",
  ],
  [
    QD,
    "an unknown level",
    '"levels": ["so", "huyen", "xa"]',
    '"levels": ["so", "tinh", "xa"]',
    'tasks[0].executing.levels[1] đang ghi "tinh"',
    "phải là một trong: so, huyen, xa",
  ],
  [QD, "no clause", /\n\s*"clause": "Điều 2\.a",/, "", "tasks[0].clause", "thiếu mục bắt buộc này"],
  [QD, "an empty clause", '"clause": "Điều 2.a"', '"clause": ""', 'tasks[0].clause đang ghi ""', "không được để trống"],
  [QD, "no executing agencies", /"executing": \{[^}]*\},/, "", "tasks[0].executing", "thiếu mục bắt buộc này"],
  [
    QD,
    "nobody who executes it",
    /"names": \[[^\]]*\],\s*"levels": \["so", "huyen", "xa"\]/,
    '"names": [], "levels": []',
    'tasks[0].executing đang ghi {"names":[],"levels":[],"agencies":[]}',
    "phải có ít nhất một cơ quan trong names, levels hoặc agencies",
  ],
  [
    QD,
    "a day that is not in the calendar",
    '"day": "2023-06-30"',
    '"day": "2023-06-31"',
    'tasks[2].deadline.day đang ghi "2023-06-31"',
    "phải là ngày có thật, viết năm-tháng-ngày, ví dụ 2023-11-30",
  ],
  [
    QD,
    "a day without the document's words",
    /, "text": "trong tháng 6\/2023"/,
    "",
    "tasks[2].deadline.text",
    "thiếu mục bắt buộc này",
  ],
  [
    QD,
    "a deadline of an unknown type",
    '"deadline": { "type": "regular" }',
    '"deadline": { "type": "often" }',
    'tasks[0].deadline.type đang ghi "often"',
    "type phải là một trong: regular, day, periodic, event, none, by-level",
  ],
  [QD, "no deadline", /,\n\s*"deadline": \{ "type": "regular" \}/, "", "tasks[0].deadline", "thiếu mục bắt buộc này"],
  [
    KH,
    "a level that has no deadline",
    '"levels": ["so", "huyen"],\n        "agencies": []\n      },\n      "deadline": {\n',
    '"levels": ["so", "huyen", "xa"],\n        "agencies": []\n      },\n      "deadline": {\n',
    "tasks[2].deadline.xa",
    'thiếu thời hạn của cấp "xa"',
  ],
  [
    KH,
    "a deadline for a level that does nothing",
    '"levels": ["so", "huyen"],\n        "agencies": []\n      },\n      "deadline": {\n',
    '"levels": ["so"],\n        "agencies": []\n      },\n      "deadline": {\n',
    "tasks[2].deadline.huyen",
    "cấp này không có trong executing.levels; được dùng: so",
  ],
  [
    KH,
    "a misspelt day of one level",
    '"day": "2022-06-01"',
    '"day": "01/6/2022"',
    'tasks[2].deadline.so.day đang ghi "01/6/2022"',
    "phải là ngày có thật, viết năm-tháng-ngày, ví dụ 2023-11-30",
  ],
  [
    QD,
    "a scanning slip that is left in a quote",
    "- Cơ quan đôn đốc: Văn phòng UBND tỉnh",
    "- Cơ quan đơn đốc: Văn phòng UBND tỉnh",
    'tasks[1].quote đang ghi "Tất cả TTHC thực hiện nội bộ giữa các cơ quan nhà nước đã đ…"',
    'còn lỗi quét "Cơ quan đơn đốc", phải là "Cơ quan đôn đốc"',
  ],
  [
    CV,
    "a mend that no quote has",
    '"printed": "liên quan để điều chỉnh"',
    '"printed": "liên quan để sửa"',
    'ocrCorrections[0].printed đang ghi "liên quan để sửa"',
    "không trích dẫn nào có chữ này",
  ],
];

test.each(slips)("%s: %s is refused", (file, _, find, put, field, reason) => {
  expect(complaintOfSlip(file, find, put)).toBe(complaint(file, field, reason));
});

test("a programme without tasks is whole", () => {
  const root = copyOfTemplates();
  rewrite(root, KH, /,\n {2}"tasks": \[[\s\S]*\n {2}\]/, "");
  expect(complaintOf(root)).toBe("no complaint");
});

test("a mend that gives back a dropped word is no slip left", () => {
  expect(complaintOfSlip(CV, '"scanned": "liên quan đề điều chỉnh"', '"scanned": "liên quan để điều"')).toBe(
    "no complaint",
  );
});
