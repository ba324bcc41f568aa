import { describe, expect, test } from "vitest";
import { complaint, complaintOfSlip, type Slip } from "../helpers/catalogue/templates.ts";

const INDICATORS = "indicators.json";
const BRVT = "provinces/ba-ria-vung-tau.json";

const inIndicators: Slip[] = [
  [
    "active counts in a stock",

    /"kind": "distinct"/,
    '"kind": "stock"',
    '[7].kind đang ghi "stock"',
    'phải là "distinct" theo cách tính của "paid-procedures"',
  ],
  [
    "distinct without active counts",

    ', "active": ["paidOnlineDossiers"]',
    "",
    '[7].kind đang ghi "distinct"',
    'phải là "stock" theo cách tính của "paid-procedures"',
  ],
  [
    "sums in a stock",

    /"kind": "flow"/,
    '"kind": "stock"',
    '[0].kind đang ghi "stock"',
    'phải là "flow" theo cách tính của "online-filing"',
  ],
  [
    "procedures in a flow",

    /"kind": "stock"/,
    '"kind": "flow"',
    '[5].kind đang ghi "flow"',
    'phải là "stock" theo cách tính của "payable-procedures"',
  ],
  [
    "measures in a flow",

    /"kind": "stock"(?=,\s*"numerator": \{ "measure")/,
    '"kind": "flow"',
    '[18].kind đang ghi "flow"',
    'phải là "stock" theo cách tính của "identified-users"',
  ],
  [
    "a sum over procedures",

    '{ "sum": ["payments"] }',
    '{ "procedures": [{}] }',
    '[3].denominator đang ghi {"procedures":[{}]}',
    'mẫu số của "online-payments" phải cùng cách tính với tử số',
  ],
  [
    "a count that the contract does not have",

    '"measure": "websites"',
    '"measure": "pages"',
    '[19].denominator.measure đang ghi "pages"',
    "phải là một trong: portalUsers, identifiedUsers, websites, websitesWithSection",
  ],
  [
    "a property that procedures do not have",

    '"fee": true',
    '"free": true',
    "[5].numerator.procedures[0].free đang ghi true",
    "mục lạ, không có trong mẫu; được dùng: service, eligible, published, integrated, internal, fee, payableOnline, postalIntake, postalReturn, redesigned",
  ],
  [
    "a service that does not exist",

    '["full", "partial"]',
    '["full", "half"]',
    '[6].numerator.procedures[0].service[1] đang ghi "half"',
    "phải là một trong: full, partial, information",
  ],
  [
    "two ways in one term",

    '{ "sum": ["payments"] }',
    '{ "sum": ["payments"], "measure": "websites" }',
    '[3].denominator đang ghi {"sum":["payments"],"measure":"websites"}',
    "phải có đúng một trong ba cách tính: sum, procedures (kèm active nếu cần) hoặc measure",
  ],
  [
    "a term without a way",

    '{ "sum": ["payments"] }',
    "{}",
    "[3].denominator đang ghi {}",
    "phải có đúng một trong ba cách tính: sum, procedures (kèm active nếu cần) hoặc measure",
  ],
  [
    "two indicators of one id",

    '"id": "remote-filing"',
    '"id": "online-filing"',
    '[1].id đang ghi "online-filing"',
    "mã chỉ số này đã dùng ở trên",
  ],
  ["no definition", /\n\s*"definition": "[^"]*",/, "", "[0].definition", "thiếu mục bắt buộc này"],
  [
    "an unknown key",

    '"kind": "flow"',
    '"note": "", "kind": "flow"',
    '[0].note đang ghi ""',
    "mục lạ, không có trong mẫu; được dùng: id, name, definition, group, kind, numerator, denominator, numeratorName, denominatorName, missing",
  ],
];

/** Of what provinces have in common. */
const inCommon: Slip[] = [
  ["no signer", /,\n\s*"signer": "[^"]*"/, "", "offices[0].letterheads[0].signer", "thiếu mục bắt buộc này"],
  [
    "letterheads of one office on one day",

    '"from": "2025-03-01"',
    '"from": "2025-02-28"',
    'offices[0].letterheads[1].from đang ghi "2025-02-28"',
    "phải sau ngày cuối của mẫu trước (mẫu trước dùng đến hết ngày 28/02/2025)",
  ],
  [
    "an unknown scheme",

    '"scheme": "nd09"',
    '"scheme": "lunar"',
    'regime.scheme đang ghi "lunar"',
    "phải là một trong: nd09, calendar",
  ],
  [
    "a completeness over 100",

    '"minimumCompleteness": 50',
    '"minimumCompleteness": 101',
    "regime.minimumCompleteness đang ghi 101",
    "phải từ 100 trở xuống",
  ],
];

const inProvinces: Slip[] = [
  [
    "two bodies of one code",

    '"bodies": [',
    '"bodies": [{ "id": "so-tttt", "names": [{ "from": null, "to": null, "name": "Sở" }] },',
    'bodies[0].id đang ghi "so-tttt"',
    "mã cơ quan này đã dùng ở trên",
  ],
  [
    "two names of one body on one day",

    '"bodies": [',
    '"bodies": [{ "id": "so-y", "names": [{ "from": null, "to": "2025-02-28", "name": "Sở" }, { "from": "2025-02-28", "to": null, "name": "Ban" }] },',
    'bodies[0].names[1].from đang ghi "2025-02-28"',
    "phải sau ngày cuối của tên trước (tên trước dùng đến hết ngày 28/02/2025)",
  ],
  [
    "an id that is not the file's name",

    '"id": "ba-ria-vung-tau"',
    '"id": "vung-tau"',
    'id đang ghi "vung-tau"',
    'phải trùng với tên tệp: "ba-ria-vung-tau"',
  ],
  [
    "a truth in words",

    '"confirmed": false',
    '"confirmed": "chưa"',
    'regime.deadlines.confirmed đang ghi "chưa"',
    "phải là true hoặc false",
  ],
];

describe("a slip in an indicator is refused", () => {
  test.each(inIndicators)("%s", (_, find, put, field, reason) => {
    expect(complaintOfSlip(INDICATORS, find, put)).toBe(complaint(INDICATORS, field, reason));
  });
});

describe("a slip in a province is refused", () => {
  test.each(inCommon)("%s", (_, find, put, field, reason) => {
    const file = "default/province.json";
    expect(complaintOfSlip(file, find, put)).toBe(complaint(file, field, reason));
  });

  test.each(inProvinces)("%s", (_, find, put, field, reason) => {
    expect(complaintOfSlip(BRVT, find, put)).toBe(complaint(BRVT, field, reason));
  });
});
