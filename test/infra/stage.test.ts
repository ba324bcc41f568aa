import { describe, expect, it } from "vitest";
import { TemplateInvalid } from "../../functions/domain/failure.ts";
import { parseStages, scheduledProvinces, warningsOf } from "../../infra/stage.ts";
import { CONTEXT, STAGE } from "../helpers/infra/stage.ts";

const SCHEDULED = ["dong-nai", "quang-tri"];

/** The sentence that somebody reads who has written this into `stages` of cdk.json. */
function complaintOf(stages: unknown): string {
  try {
    parseStages(stages, SCHEDULED);
  } catch (error) {
    if (error instanceof TemplateInvalid) return error.atTerminal;
    throw error;
  }
  return "no complaint";
}

const oidc = (change: object) => ({ portal: { ...STAGE.portal, oidc: { ...STAGE.portal?.oidc, ...change } } });
const domain = (change: object) => ({ portal: { ...STAGE.portal, domain: { ...STAGE.portal?.domain, ...change } } });

describe("what is wrong with a stage names the stage, the field and the reason in words", () => {
  it.each<readonly [what: string, change: object, field: string, reason: string]>([
    [
      "an unknown key",
      { tinh: 1 },
      "tinh",
      "mục lạ, không có trong mẫu; được dùng: name, provinces, scheduled, alarmMail, mailFrom, portal, nationalPortal, runsAtOnce, agenciesAtOnce, unansweredAgencies, keyAdministrator, objectEvents, retentionYears",
    ],
    ["a key that is missing", { alarmMail: undefined }, "alarmMail", "thiếu mục bắt buộc này"],
    [
      "a key deep down that is missing",
      oidc({ audience: undefined }),
      "portal.oidc.audience",
      "thiếu mục bắt buộc này",
    ],
    ["a wrong type", { scheduled: "true" }, "scheduled", "phải là true hoặc false"],
    [
      "a department's code for its id on the national portal",
      { nationalPortal: { url: "https://cong.gov.vn", root: "H44", contact: null } },
      "nationalPortal.root",
      "phải là mã đơn vị gốc của tỉnh trên Cổng, dạng 019d2be3-6a88-732b-8b17-b68020c8553a",
    ],
    ["no run at once", { runsAtOnce: 0 }, "runsAtOnce", "phải từ 1 trở lên"],
    ["no agency at once", { agenciesAtOnce: 0 }, "agenciesAtOnce", "phải từ 1 trở lên"],
    ["more agencies at once than a Map takes", { agenciesAtOnce: 41 }, "agenciesAtOnce", "phải từ 40 trở xuống"],
    [
      "room for less than nothing",
      { portal: { ...STAGE.portal, reservedConcurrency: -1 } },
      "portal.reservedConcurrency",
      "phải từ 0 trở lên",
    ],
    [
      "a person for the key's role",
      { keyAdministrator: "arn:aws:iam::111122223333:user/truc" },
      "keyAdministrator",
      "phải có dạng arn:aws:iam::<số tài khoản 12 chữ số>:role/<tên>",
    ],
    ["no unanswered agency", { unansweredAgencies: 0 }, "unansweredAgencies", "phải từ 1 trở lên"],
    ["words for a number", { retentionYears: "10" }, "retentionYears", "phải là số"],
    ["a number that is too small", { retentionYears: 0 }, "retentionYears", "phải từ 1 trở lên"],
    ["a number that is too large", { retentionYears: 71 }, "retentionYears", "phải từ 70 trở xuống"],
    ["text for a list", { provinces: "dong-nai" }, "provinces", "phải là danh sách [ … ]"],
    ["no province at all", { provinces: [] }, "provinces", "phải có ít nhất 1 phần tử"],
    [
      "a province's name for its id",
      { provinces: ["Đồng Nai"] },
      "provinces[0]",
      "chỉ gồm chữ thường, chữ số và dấu gạch nối",
    ],
    [
      "a province that is not there",
      { provinces: ["dong-nai", "ca-mau"] },
      "provinces",
      'không có tỉnh, thành phố "ca-mau" hoặc đã kết thúc; các mã hiện có: dong-nai, quang-tri',
    ],
    [
      "a province twice",
      { provinces: ["dong-nai", "dong-nai"] },
      "provinces",
      'tỉnh "dong-nai" được viết hai lần, chỉ giữ một',
    ],
    [
      "runs that start by themselves and nobody who hears of a failure",
      { scheduled: true, alarmMail: null },
      "alarmMail",
      "phải có địa chỉ nhận cảnh báo vì scheduled là true; nếu không có thì không ai biết khi hệ thống gặp lỗi",
    ],
    ["a bad address", { alarmMail: "truc" }, "alarmMail", "phải là một địa chỉ thư điện tử, ví dụ truc@tinh.gov.vn"],
    ["a number for an address", { alarmMail: 5 }, "alarmMail", "phải là chuỗi ký tự"],
    ["a sender without an address", { mailFrom: "Sở TTTT" }, "mailFrom", "phải có dạng Tên <dia-chi@tinh.gov.vn>"],
    ["a sender with two", { mailFrom: "A <a@x.vn> <b@x.vn>" }, "mailFrom", "phải có dạng Tên <dia-chi@tinh.gov.vn>"],
    [
      "an issuer without TLS",
      oidc({ issuer: "http://dang-nhap.tinh.gov.vn" }),
      "portal.oidc.issuer",
      "phải là địa chỉ https",
    ],
    [
      "both a server of the province's and accounts of its own",
      { portal: { ...STAGE.portal, cognito: { domainPrefix: "bao-cao" } } },
      "portal.cognito",
      "chỉ đặt một trong hai: portal.oidc (máy chủ đăng nhập của tỉnh) hoặc portal.cognito (tài khoản riêng)",
    ],
    ["an empty claim", oidc({ rolesClaim: " " }), "portal.oidc.rolesClaim", "không được để trống"],
    [
      "an address for a domain",
      domain({ name: "https://bao-cao.tinh.gov.vn" }),
      "portal.domain.name",
      "phải là một tên miền, ví dụ bao-cao.tinh.gov.vn",
    ],
    ...["arn:aws:acm:singapore:123456789012:certificate/1", "arn:aws:acm:ap-southeast-1:1234:certificate/1", "1"].map(
      (certificateArn) =>
        [
          `the certificate ${certificateArn}`,
          domain({ certificateArn }),
          "portal.domain.certificateArn",
          "phải có dạng arn:aws:acm:<vùng>:<số tài khoản 12 chữ số>:certificate/<mã>",
        ] as const,
    ),
  ])("%s", (_, change, field, reason) => {
    const prod = Object.fromEntries(Object.entries({ ...STAGE, ...change }).filter(([, value]) => value !== undefined));
    expect(complaintOf([{ ...STAGE, name: "dev" }, prod])).toBe(
      `Tệp cdk.json, mục ${field} của môi trường "prod": ${reason}; sửa tệp rồi chạy lại.`,
    );
  });
});

it.each([
  ["no stages", undefined, "Tệp cdk.json, mục stages: thiếu mục bắt buộc này; sửa tệp rồi chạy lại."],
  ["none in the list", [], "Tệp cdk.json, mục stages: phải có ít nhất 1 phần tử; sửa tệp rồi chạy lại."],
  ["a group for the list", { prod: STAGE }, "Tệp cdk.json, mục stages: phải là danh sách [ … ]; sửa tệp rồi chạy lại."],
  [
    "text for a stage",
    [STAGE, "prod"],
    "Tệp cdk.json, mục môi trường thứ 2: phải là nhóm mục { … }; sửa tệp rồi chạy lại.",
  ],
  [
    "a bad name",
    [{ ...STAGE, name: "Prod!" }],
    'Tệp cdk.json, mục name của môi trường "Prod!": 2 đến 12 chữ thường hoặc chữ số, ví dụ prod; sửa tệp rồi chạy lại.',
  ],
  [
    "one name for two stages",
    [STAGE, STAGE],
    'Tệp cdk.json, mục stages: có hai môi trường tên "prod", chỉ giữ một; sửa tệp rồi chạy lại.',
  ],
])("%s", (_, stages, sentence) => {
  expect(complaintOf(stages)).toBe(sentence);
});

it("a stage without schedule needs nobody who hears of a failure", () => {
  expect(complaintOf([{ ...STAGE, scheduled: false, alarmMail: null }])).toBe("no complaint");
});

it("the address that cdk.json is handed out with is told of, one of the province's own is not", () => {
  const [, prod] = parseStages(CONTEXT["stages"], SCHEDULED);
  expect(prod === undefined ? [] : warningsOf(prod)).toEqual([
    [
      "alarmMail",
      "Mục alarmMail trong cdk.json còn là địa chỉ mẫu truc-he-thong@example.gov.vn; thay bằng địa chỉ thật của tỉnh.",
    ],
  ]);
  expect(warningsOf({ ...STAGE, mailFrom: "Báo cáo <a@example.gov.vn>" }).map(([field]) => field)).toEqual([
    "mailFrom",
  ]);
  expect(warningsOf(STAGE)).toEqual([]);
});

it("every wrong field is named", () => {
  const wrong = complaintOf([{ ...STAGE, alarmMail: "nobody", retentionYears: 0, more: 1 }]);
  for (const field of ["alarmMail", "retentionYears", "more"]) expect(wrong).toContain(`mục ${field} của môi trường`);
});

it("what is deployed is in order", () => {
  const scheduled = scheduledProvinces().map(({ id }) => id);
  expect(parseStages(CONTEXT["stages"], scheduled).map(({ name }) => name)).toEqual(["dev", "prod"]);
  expect(parseStages([STAGE], SCHEDULED)).toEqual([STAGE]);
});
