import { expect, test } from "vitest";
import { complaint, complaintOfSlip, type Slip } from "./templates.ts";

const QD = "programmes/brvt-qd-2023.json";
const CV = "programmes/quangtri-cv90-2021.json";
const KH = "programmes/dongnai-kh109-2022.json";

const slips: (readonly [file: string, ...slip: Slip])[] = [
  [
    QD,
    "an unknown indicator",
    '"indicator": "remote-filing"',
    '"indicator": "remote"',
    "targets[0].indicator",
    'không có chỉ số "remote" trong indicators.json',
  ],
  [
    QD,
    "a threshold over 100 percent",
    '"xa": 50',
    '"xa": 150',
    "targets[0].thresholds.xa",
    "ngưỡng 150% vượt quá 100%",
  ],
  [QD, "a negative threshold", '"so": 50', '"so": -1', "targets[0].thresholds.so", "phải từ 0 trở lên"],
  [QD, "half a percent", '"so": 50', '"so": 50.5', "targets[0].thresholds.so", "phải là số nguyên"],
  [QD, "a threshold in words", '"so": 50', '"so": "50"', "targets[0].thresholds.so", "phải là số"],
  [
    QD,
    "a level that does not exist",
    '"so": 50',
    '"tinh": 50',
    "targets[0].thresholds.tinh",
    "mục lạ, không có trong mẫu",
  ],
  [
    CV,
    "a target that binds nothing",
    '{ "province": 100 }',
    "{}",
    "targets[2].thresholds",
    "chỉ tiêu phải có ngưỡng cho ít nhất một cấp hoặc toàn tỉnh",
  ],
  [KH, "no clause", /\n\s*"clause": "II\.1\.1",/, "", "targets[0].clause", "thiếu mục bắt buộc này"],
  [KH, "an empty clause", '"clause": "II.1.1"', '"clause": " "', "targets[0].clause", "không được để trống"],
  [KH, "no quote", /,\n\s*"quote": "[^"]*"/, "", "targets[0].quote", "thiếu mục bắt buộc này"],
  [
    QD,
    "two targets of one id",
    '"id": "online-filing"',
    '"id": "remote-filing"',
    "targets[1].id",
    'mã chỉ tiêu "remote-filing" đã dùng ở trên',
  ],
  [
    QD,
    "an id with capitals",
    '"id": "online-filing"',
    '"id": "Online filing"',
    "targets[1].id",
    "chỉ gồm chữ thường, chữ số và dấu gạch nối",
  ],
  [QD, "an unknown goal", '"goal": "min"', '"goal": "max"', "targets[0].goal", "phải là một trong: min, strive"],
  [
    QD,
    "a day that is not in the calendar",
    '"deadline": "2023-11-30"',
    '"deadline": "2023-11-31"',
    "targets[0].deadline",
    "phải là ngày có thật, viết năm-tháng-ngày, ví dụ 2023-11-30",
  ],
  [
    QD,
    "a day written the Vietnamese way",
    '"issued": "2023-06-06"',
    '"issued": "06/6/2023"',
    "issued",
    "phải là ngày có thật, viết năm-tháng-ngày, ví dụ 2023-11-30",
  ],
  [CV, "no deadline, not even null", /\n\s*"deadline": null,/, "", "targets[2].deadline", "thiếu mục bắt buộc này"],
  [
    QD,
    "an unknown province",
    '"province": "ba-ria-vung-tau"',
    '"province": "vung-tau"',
    "province",
    'không có tỉnh "vung-tau" trong thư mục provinces',
  ],
  [
    CV,
    "years in force that end before they begin",
    '"to": 2025',
    '"to": 2020',
    "inForce.to",
    "năm hết hiệu lực 2020 trước năm bắt đầu 2021",
  ],
  [CV, "a year beyond reason", '"to": 2025', '"to": 20025', "inForce.to", "phải từ 2100 trở xuống"],
  [QD, "an exception without clause", /\n\s*"clause": "Điều 1",/, "", "exceptions[0].clause", "thiếu mục bắt buộc này"],
  [QD, "an unknown key", '"shortName"', '"nickname": "QĐ", "shortName"', "nickname", "mục lạ, không có trong mẫu"],
  [QD, "a misspelt key of a target", '"goal": "min"', '"gaol": "min"', "targets[0].goal", "thiếu mục bắt buộc này"],
  [KH, "no targets", /"targets": \[[\s\S]*\]/, '"targets": []', "targets", "phải có ít nhất 1 phần tử"],
  [
    QD,
    "an id that is not the file's name",
    '"id": "brvt-qd-2023"',
    '"id": "brvt-qd-2024"',
    "id",
    'mã "brvt-qd-2024" phải trùng với tên tệp',
  ],
  [
    QD,
    "broken JSON",
    '"province": "ba-ria-vung-tau",',
    '"province" "ba-ria-vung-tau",',
    "(toàn tệp)",
    "không đúng cú pháp JSON (ở dòng 3)",
  ],
  [QD, "JSON that is no programme", /^[\s\S]*$/, "[]", "(toàn tệp)", "phải là nhóm mục { … }"],
];

test.each(slips)("%s: %s is refused", (file, _, find, put, field, reason) => {
  expect(complaintOfSlip(file, find, put)).toBe(complaint(file, field, reason));
});
