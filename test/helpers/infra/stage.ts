import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Stage } from "../../../infra/stage.ts";

/** A stage with everything that can be set. */
export const STAGE: Stage = {
  name: "prod",
  provinces: null,
  scheduled: true,
  alarmMail: "van-hanh@tinh.gov.vn",
  mailFrom: "Hệ thống báo cáo <bao-cao@tinh.gov.vn>",
  portal: {
    oidc: {
      issuer: "https://dang-nhap.tinh.gov.vn",
      audience: "bao-cao",
      rolesClaim: "roles",
      clientId: "cong-bao-cao",
    },
    cognito: null,
    domain: {
      name: "bao-cao.tinh.gov.vn",
      certificateArn: "arn:aws:acm:ap-southeast-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    },
    reservedConcurrency: 20,
  },
  nationalPortal: null,
  runsAtOnce: 4,
  agenciesAtOnce: 4,
  unansweredAgencies: 10,
  keyAdministrator: "arn:aws:iam::111122223333:role/KhoaDuLieu",
  objectEvents: true,
  retentionYears: 10,
};

/** The context of cdk.json: without its feature flags another template comes out than is deployed. */
export const CONTEXT = z
  .object({ context: z.record(z.string(), z.json()) })
  .parse(JSON.parse(readFileSync(new URL("../../../cdk.json", import.meta.url), "utf8"))).context;
