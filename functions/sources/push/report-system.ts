import { AccessDenied, AnswerInvalid, ProvinceUnavailable } from "../../domain/failure.ts";
import { filledEntries } from "../../domain/mapping/placeholders.ts";
import type { PushFigure } from "../../domain/push/figures.ts";
import { type PushMapping, pushJson } from "../../domain/push/mapping.ts";
import { answerReasonOf } from "../../domain/reason.ts";
import type { PushedPeriod, PushOutcome, ReportSystem } from "../../ports/push.ts";
import { accessOf, addressOf, NOWHERE, type SourceAccount, type SourcePlace } from "../access.ts";
import { type Connection, type ConnectionOptions, openConnection } from "../connection.ts";
import { valueAt } from "../fault.ts";
import { jsonOf } from "../json.ts";
import { accessHeaders } from "../mapped/question.ts";
import type { Access } from "../page.ts";
import { saidWhileWaiting, Transient } from "../retry.ts";
import type { WireAnswer } from "../wire.ts";

export interface ReportSystemOptions extends ConnectionOptions {
  readonly mapping: PushMapping;
  readonly account: SourceAccount;
}

/** What people call it, in failures of its settings. */
const KIND = "hệ thống báo cáo";

/** From a figure to the answer to it; a system that is silent for longer is not asked further. */
const ANSWER_MS = 30_000;

/** What a request may take with a token before it, so that none is ended by the end of its process. */
const FIGURE_MS = 120_000;

/** Failures of a connection before anything was sent over it. */
const UNSENT =
  /^(connection refused|connect timeout|no route|host not found.*|certificate.*|no secure connection|proxy.*|no token in the answer)$/;

const refused = (happened: string, stopped: boolean): PushOutcome => ({ kind: "refused", happened, stopped });
const unknown = (happened: string, stopped: boolean): PushOutcome => ({ kind: "unknown", happened, stopped });

/** Statuses by which a system refuses whatever is sent: who asks, where, how often, or that it is at work at all. */
const OF_ALL: readonly number[] = [401, 403, 404, 405, 407, 429, 503];

/** What an answer of another status than 200 to 299 says of its figure. */
function statusOutcome({ status }: WireAnswer): PushOutcome {
  const { happened } = answerReasonOf(String(status));
  if (status === 401 || status === 403) return refused(`hệ thống từ chối quyền truy cập (${status})`, true);
  if (OF_ALL.includes(status) || status < 400) return refused(happened, true);
  if (status < 500) return refused(`hệ thống không nhận số liệu này (${status})`, false);
  // A server that failed, or a gateway that did not wait for it, may have taken the figure.
  return unknown(happened, false);
}

/** Whether a field that says so is there and says that the figure was taken. */
function answerOutcome({ body }: WireAnswer, { accepted }: PushMapping): PushOutcome {
  const json = body.length === 0 ? null : jsonOf(body);
  if (json === undefined)
    return unknown("câu trả lời không phải JSON (trang đăng nhập, trang chặn hoặc bảo trì)", true);
  if (accepted === undefined) return { kind: "accepted" };
  const value = valueAt(json, accepted.field);
  const place = accepted.field.join(".");
  if (value === undefined) return unknown(`câu trả lời không có mục ${place}`, true);
  if (accepted.in.some((one) => String(one) === String(value))) return { kind: "accepted" };
  return refused(`hệ thống không nhận số liệu này (theo mục ${place} của câu trả lời)`, false);
}

/** What a figure came to that got no answer. */
function failureOutcome(error: unknown): PushOutcome {
  if (error instanceof AccessDenied) return refused("hệ thống từ chối tài khoản khi xin mã truy cập", true);
  if (error instanceof AnswerInvalid) return unknown("câu trả lời quá dài hoặc nén theo cách không đọc được", true);
  if (!(error instanceof Transient)) throw error;
  const { happened } = answerReasonOf(error.reason);
  return UNSENT.test(error.reason) ? refused(happened, true) : unknown(happened, true);
}

/** What shows who asks; a token that cannot be had leaves the figure unsent. */
async function tokenOf(access: Access): Promise<{ readonly token: string | null } | PushOutcome> {
  try {
    return { token: await access.current() };
  } catch (error) {
    if (error instanceof AccessDenied) return failureOutcome(error);
    if (error instanceof ProvinceUnavailable || error instanceof AnswerInvalid)
      return refused("hệ thống không cấp được mã truy cập", true);
    throw error;
  }
}

function requestOf(mapping: PushMapping, at: Connection["at"], figure: PushFigure, of: PushedPeriod) {
  return (token: string | null) => {
    const { access, request } = mapping;
    const shown = access.kind === "body" && token !== null ? { [access.field]: token } : {};
    const filled = filledEntries(request.body, (text) => pushJson(text, { ...figure, ...of }));
    return {
      method: "POST" as const,
      url: at(request.path),
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        ...request.headers,
        ...accessHeaders(mapping, token),
      },
      body: JSON.stringify({ ...filled, ...shown }),
      what: "số liệu gửi đi",
      until: null,
    };
  };
}

/**
 * A report system as a push mapping says it. It opens nothing before something is sent. A figure is sent once: nothing
 * is repeated but for a token that was refused, which says that the figure was not taken.
 *
 * Throws RequestInvalid for an address that cannot be used, SettingInvalid where the account that the mapping needs is not
 * set. Nothing that is told holds a secret or an answer.
 */
export function reportSystem(options: ReportSystemOptions): ReportSystem {
  const { mapping, account, now, deadline } = options;
  const bounds = { answerTimeoutMs: ANSWER_MS, listTimeoutMs: ANSWER_MS, retries: 1, maxConcurrency: 1 };
  const connection = openConnection({ ...bounds, ...options });
  const access = accessOf(mapping, account, connection, KIND);
  const ask = async (request: ReturnType<typeof requestOf>): Promise<PushOutcome> => {
    for (let tries = 0; ; tries++) {
      const held = await tokenOf(access);
      if ("kind" in held) return held;
      const answer = await connection.wire(request(held.token));
      if (answer.status === 401 && tries === 0 && access.drop(held.token)) continue;
      return answer.status >= 200 && answer.status < 300 ? answerOutcome(answer, mapping) : statusOutcome(answer);
    }
  };
  return {
    hasTime: () => {
      const end = deadline?.() ?? null;
      return end === null || end.getTime() - now().getTime() > FIGURE_MS;
    },
    send: (figure, of) => {
      const sent = () => ask(requestOf(mapping, connection.at, figure, of)).catch(failureOutcome);
      const waiting = (seconds: number): string => `Đang chờ ${KIND} ${mapping.id} trả lời: đã ${seconds} giây.`;
      return saidWhileWaiting(waiting, sent, connection.policy());
    },
    close: connection.close,
  };
}

/**
 * The report system of a province that has switched a push on. Throws as `reportSystem`, and SettingInvalid where its address
 * is not set.
 *
 * @param stated its address as the province's file has it
 * @param place its settings; undefined where there are none
 */
export function openReportSystem(
  mapping: PushMapping,
  stated: string | undefined,
  place: SourcePlace | undefined,
  connection: Omit<ConnectionOptions, "baseUrl">,
): ReportSystem {
  const { url, ...account } = place ?? NOWHERE;
  return reportSystem({ ...connection, mapping, account, baseUrl: addressOf(mapping.id, url ?? stated ?? null, KIND) });
}
