import {
  AnswerInvalid,
  NotReported,
  ProvinceUnavailable,
  RequestInvalid,
  SettingInvalid,
} from "../../../domain/failure.ts";
import type { PortalTree } from "../../../domain/national/answers.ts";
import { agenciesIn, portalCounts } from "../../../domain/national/as-source.ts";
import type { PortalAnswers, Seen } from "../../../domain/national/kept.ts";
import { kindOf, type Period, type Window, windowOf } from "../../../domain/period.ts";
import type { Province } from "../../../domain/province.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { Answer, ProvinceApi } from "../../../ports/province-api.ts";
import { portalAnswersIn } from "./answers.ts";
import type { PortalNote } from "./ask.ts";

/** Whether nobody but the national portal tells a province's counts. */
export const isFedByPortal = ({ fedBy }: Pick<Province, "fedBy">): boolean => fedBy === "national-portal";

/**
 * Throws RequestInvalid for a period of several months, SettingInvalid where the portal is not to be asked: what the portal
 * says of months does not add up, since it counts in each what was open.
 */
export function checkFedPeriod({ nationalPortal }: Pick<Ports, "nationalPortal">, province: Province, period: Period) {
  if (kindOf(period) !== "month") {
    throw new RequestInvalid(
      `Số liệu của ${province.name} lấy từ Cổng Dịch vụ công quốc gia, các tháng của Cổng không cộng được với nhau; chỉ lập được báo cáo tháng.`,
    );
  }
  if (nationalPortal !== null) return;
  const none = `Số liệu của ${province.name} lấy từ Cổng Dịch vụ công quốc gia nhưng chưa khai báo địa chỉ của Cổng`;
  throw new SettingInvalid(`${none}; ghi mục nationalPortal của cdk.json rồi triển khai lại.`, {
    atTerminal: `${none}; đặt NATIONAL_PORTAL_URL và NATIONAL_PORTAL_ROOT rồi chạy lại.`,
  });
}

/** The portal's units and counts, as the contract's API would give them. What it does not tell, nobody tells. */
function portalApi(progress: Seen<PortalTree>, answers: PortalAnswers, window: Window): ProvinceApi {
  const answer = <Row>(rows: readonly Row[], capturedAt: string): Answer<Row> => ({
    rows,
    // The portal changes what it says of a month that is over.
    status: "provisional",
    dataAsOf: capturedAt,
    synthetic: false,
  });
  const untold = async (): Promise<never> => {
    throw new AnswerInvalid("Cổng Dịch vụ công quốc gia", {
      procedure: "",
      expected: "list of rows",
      actual: "absent",
    });
  };
  return {
    agencies: async () => answer(agenciesIn(progress.said), progress.capturedAt),
    procedures: untold,
    measures: untold,
    tasks: untold,
    systems: () => [],
    async counts(agency, asked) {
      const rows = asked.from === window.from && asked.to === window.to ? portalCounts(answers, agency) : null;
      if (rows === null) throw new NotReported(`${agency} trên Cổng Dịch vụ công quốc gia`);
      return answer(rows, answers.groups.TTTT?.capturedAt ?? progress.capturedAt);
    },
  };
}

/**
 * The ports of a run: those of a province that the portal alone tells of ask its stored answers in the place of an API.
 *
 * @throws ProvinceUnavailable where the portal's list of units is not there
 */
export async function withPortalProvince(
  ports: Ports,
  province: Province,
  period: Period,
  note: PortalNote | null,
): Promise<Ports> {
  if (!isFedByPortal(province)) return ports;
  const answers = await portalAnswersIn(ports, note?.refs ?? []);
  const progress = answers.groups.TDGQ;
  if (progress === null) throw new ProvinceUnavailable("số liệu từ Cổng Dịch vụ công quốc gia", "unreadable answer");
  const api = portalApi(progress, answers, windowOf(period, "calendar"));
  return { ...ports, api: () => api };
}
