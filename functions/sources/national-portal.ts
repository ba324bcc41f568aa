import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { AnswerInvalid } from "../domain/failure.ts";
import { answerSchema, PORTAL_ANSWERS, type PortalAnswerName } from "../domain/national/answers.ts";
import { isSameProvince } from "../domain/national/match.ts";
import type { PortalQuestion } from "../domain/national/question.ts";
import { answerReasonOf } from "../domain/reason.ts";
import type { NationalPortal, PortalAnswer, PortalReading } from "../ports/national-portal.ts";
import { faultOf } from "./fault.ts";
import { jsonOf } from "./json.ts";
import type { Proxies } from "./proxy.ts";
import { Transient } from "./retry.ts";
import { openWire, type Wire, type WireAnswer } from "./wire.ts";

/** Where the portal is, as whom it is asked. Times are milliseconds. */
export interface NationalPortalOptions {
  /** Of its reporting service: `https://dichvucong.gov.vn/api/v1/reporting`. */
  readonly url: string;
  /** The province's department id on the portal. */
  readonly root: string;
  /** A mail address or a page, told to the portal's operators in every request; null for none. */
  readonly contact: string | null;
  /** Program version, told with it. */
  readonly code: string;
  readonly proxies?: Proxies | null;
  readonly now: () => Date;
  /** Beyond which instant nothing is waited for. */
  readonly deadline?: () => Date | null;
  /** Waits between two requests. */
  readonly pause?: (ms: number) => Promise<void>;
  readonly answerTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
}

const DEFAULTS = {
  connectTimeoutMs: 10_000,
  answerTimeoutMs: 30_000,
  /** An answer of 163 units is 0.3 MB. */
  maxAnswerBytes: 4 * 1024 * 1024,
  maxConcurrency: 1,
  proxies: null,
  deadline: (): Date | null => null,
};

/** Between the end of a request and the next one. */
const GAP_MS = 2_000;

/** All requests of a period together: the portal is an aside, whose silence must not hold a report up. */
const READING_MS = 180_000;

/** How many units an answer may have, as the portal's own page asks. */
const PAGE_SIZES: Readonly<Partial<Record<PortalAnswerName, number>>> = {
  "dvc-progress-tree": 100,
  "formality-online-payment-tree": 100,
};

/** Why the portal is asked no further, within a Vietnamese sentence. */
class Stopped extends Error {}

/** The body of a request (contract/dvcqg-766.yaml, written from what was observed). */
function bodyOf(name: PortalAnswerName, { period, window }: PortalQuestion, rootDepartmentId: string): unknown {
  // The comparison of all provinces is only known by year.
  if (name === "service-results") return { timeType: "year", year: period.year, departmentType: "ADMINISTRATIVE_UNIT" };
  const page = { rootDepartmentId, currentPage: 1, pageSize: PAGE_SIZES[name] ?? 200 };
  if (name === "handling-satisfaction") return { fromDate: window.from, toDate: window.to, ...page };
  return { ...period, ...page };
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** What a request that got no answer at all ended with. */
function happenedTo(error: unknown): string {
  if (error instanceof Transient) return answerReasonOf(error.reason).happened;
  if (error instanceof AnswerInvalid) return "câu trả lời quá lớn hoặc nén theo cách không đọc được";
  throw error;
}

/** The text of an answer that says what is needed. Throws Stopped. */
function checked(name: PortalAnswerName, { status, body }: WireAnswer, root: string, province: string): string {
  if (status !== 200 && status !== 201) throw new Stopped(answerReasonOf(String(status)).happened);
  const json = jsonOf(body);
  if (json === undefined) throw new Stopped("câu trả lời không phải là JSON (trang chặn hoặc bảo trì)");
  const { data, error } = answerSchema(name).safeParse(json);
  if (data === undefined) throw new Stopped(`câu trả lời ${name} không đúng cấu trúc (${faultOf(error, json).actual})`);
  if ("parent" in data && (data.parent.id !== root || !isSameProvince(data.parent.name, province)))
    throw new Stopped(
      `câu trả lời là của ${data.parent.name}, không phải của ${province}; kiểm tra mã đơn vị gốc của tỉnh trên Cổng`,
    );
  return new TextDecoder().decode(body);
}

/** One question after another, those of other periods included. */
class Asker {
  readonly #options: NationalPortalOptions;
  readonly #wire: Wire;
  readonly #pause: (ms: number) => Promise<void>;
  #isFirst = true;

  constructor(options: NationalPortalOptions, wire: Wire) {
    this.#options = options;
    this.#wire = wire;
    this.#pause = options.pause ?? ((ms) => sleep(ms));
  }

  async ask(name: PortalAnswerName, question: PortalQuestion, province: string, until: Date): Promise<PortalAnswer> {
    const { url, root, contact, code, now } = this.#options;
    if (!this.#isFirst) await this.#pause(GAP_MS);
    this.#isFirst = false;
    if (now() >= until) throw new Stopped("hết thời gian dành cho việc hỏi Cổng");
    const askedAt = now().toISOString();
    const answer = await this.#wire({
      method: "POST",
      url: new URL(`${url}/evaluation/${name}`),
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": `bao-cao-cntt-cchc/${code}${contact === null ? "" : ` (${contact})`}`,
      },
      body: JSON.stringify(bodyOf(name, question, root)),
      what: name,
      until,
    }).catch((error: unknown) => {
      throw new Stopped(happenedTo(error));
    });
    const body = checked(name, answer, root, province);
    return { name, body, sha256: sha256(answer.body), askedAt, readAt: now().toISOString() };
  }
}

/** The national portal over HTTP. It opens nothing before it is asked; idle connections do not keep the process alive. */
export function nationalPortal(options: NationalPortalOptions): NationalPortal & { close(): Promise<void> } {
  const closing = new AbortController();
  const settings = { ...DEFAULTS, ...options };
  const { now, deadline } = settings;
  const wire = openWire(settings, now, closing.signal);
  const asker = new Asker(options, wire);
  const limit = pLimit(1);
  const readOne = async (question: PortalQuestion, province: string): Promise<PortalReading> => {
    const end = now().getTime() + READING_MS;
    const until = new Date(Math.min(end, deadline()?.getTime() ?? end));
    const answers: PortalAnswer[] = [];
    try {
      for (const name of PORTAL_ANSWERS) answers.push(await asker.ask(name, question, province, until));
      return { answers, failure: null };
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return { answers, failure: error.message };
    }
  };
  return {
    read: (question, province) => limit(() => readOne(question, province)),
    close() {
      closing.abort();
      return wire.close();
    },
  };
}
