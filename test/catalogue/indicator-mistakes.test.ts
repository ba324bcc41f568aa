import { describe, expect, test } from "vitest";
import { complaint, complaintOfSlip, type Slip } from "./templates.ts";

const INDICATORS = "indicators.json";
const BRVT = "provinces/ba-ria-vung-tau.json";

const inIndicators: Slip[] = [
  [
    "active counts in a stock",

    /"kind": "distinct"/,
    '"kind": "stock"',
    "[7].kind",
    'cách tính của "paid-procedures" là distinct, không phải stock',
  ],
  [
    "distinct without active counts",

    ', "active": ["paidOnlineDossiers"]',
    "",
    "[7].kind",
    'cách tính của "paid-procedures" là stock, không phải distinct',
  ],
  [
    "sums in a stock",

    /"kind": "flow"/,
    '"kind": "stock"',
    "[0].kind",
    'cách tính của "online-filing" là flow, không phải stock',
  ],
  [
    "procedures in a flow",

    /"kind": "stock"/,
    '"kind": "flow"',
    "[5].kind",
    'cách tính của "payable-procedures" là stock, không phải flow',
  ],
  [
    "measures in a flow",

    /"kind": "stock"(?=,\s*"numerator": \{ "measure")/,
    '"kind": "flow"',
    "[18].kind",
    'cách tính của "identified-users" là stock, không phải flow',
  ],
  [
    "a sum over procedures",

    '{ "sum": ["payments"] }',
    '{ "procedures": [{}] }',
    "[3].denominator",
    'mẫu số của "online-payments" phải cùng cách tính với tử số',
  ],
  [
    "a count that the contract does not have",

    '"measure": "websites"',
    '"measure": "pages"',
    "[19].denominator.measure",
    "phải là một trong: portalUsers, identifiedUsers, websites, websitesWithSection",
  ],
  [
    "a property that procedures do not have",

    '"fee": true',
    '"free": true',
    "[5].numerator.procedures[0].free",
    "mục lạ, không có trong mẫu",
  ],
  [
    "a service that does not exist",

    '["full", "partial"]',
    '["full", "half"]',
    "[6].numerator.procedures[0].service[1]",
    "phải là một trong: full, partial, information",
  ],
  [
    "two ways in one term",

    '{ "sum": ["payments"] }',
    '{ "sum": ["payments"], "measure": "websites" }',
    "[3].denominator",
    "phải có đúng một trong ba cách tính: sum, procedures (kèm active nếu cần) hoặc measure",
  ],
  [
    "a term without a way",

    '{ "sum": ["payments"] }',
    "{}",
    "[3].denominator",
    "phải có đúng một trong ba cách tính: sum, procedures (kèm active nếu cần) hoặc measure",
  ],
  [
    "two indicators of one id",

    '"id": "remote-filing"',
    '"id": "online-filing"',
    "[1].id",
    'mã chỉ số "online-filing" đã dùng ở trên',
  ],
  ["no definition", /\n\s*"definition": "[^"]*",/, "", "[0].definition", "thiếu mục bắt buộc này"],
  [
    "an unknown key",

    '"kind": "flow"',
    '"note": "", "kind": "flow"',
    "[0].note",
    "mục lạ, không có trong mẫu",
  ],
];

const inProvinces: Slip[] = [
  ["no signer", /,\n\s*"signer": "[^"]*"/, "", "offices[0].letterheads[0].signer", "thiếu mục bắt buộc này"],
  [
    "letterheads of one office on one day",

    '"from": "2025-03-01"',
    '"from": "2025-02-28"',
    "offices[0].letterheads[1].from",
    "phải sau ngày cuối của mẫu trước",
  ],
  [
    "an unknown scheme",

    '"scheme": "nd09"',
    '"scheme": "lunar"',
    "regime.scheme",
    "phải là một trong: nd09, calendar",
  ],
  [
    "a completeness over 100",

    '"minimumCompleteness": 50',
    '"minimumCompleteness": 101',
    "regime.minimumCompleteness",
    "phải từ 100 trở xuống",
  ],
  [
    "an id that is not the file's name",

    '"id": "ba-ria-vung-tau"',
    '"id": "vung-tau"',
    "id",
    'mã "vung-tau" phải trùng với tên tệp',
  ],
  [
    "a truth in words",

    '"confirmed": false',
    '"confirmed": "chưa"',
    "regime.deadlines.confirmed",
    "phải là true hoặc false",
  ],
];

describe("a slip in an indicator is refused", () => {
  test.each(inIndicators)("%s", (_, find, put, field, reason) => {
    expect(complaintOfSlip(INDICATORS, find, put)).toBe(complaint(INDICATORS, field, reason));
  });
});

describe("a slip in a province is refused", () => {
  test.each(inProvinces)("%s", (_, find, put, field, reason) => {
    expect(complaintOfSlip(BRVT, find, put)).toBe(complaint(BRVT, field, reason));
  });
});
