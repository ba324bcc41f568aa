import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { AnswerInvalid } from "../domain/failure.ts";
import {
  answerSchema,
  PORTAL_ANSWERS,
  type PortalAnswerName,
  type PortalNational,
  type PortalTree,
} from "../domain/national/answers.ts";
import { PAGES } from "../domain/national/kept.ts";
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

/** How many units a page may have, as the portal's own page asks. */
const PAGE_SIZES: Readonly<Partial<Record<PortalAnswerName, number>>> = {
  "dvc-progress-tree": 100,
  "formality-online-payment-tree": 100,
};

/** Why the portal is asked no further, within a Vietnamese sentence. */
class Stopped extends Error {}

/** Why one answer is left out, within a Vietnamese sentence, while the others are asked for. */
class Incomplete extends Error {}

/** A page of one answer. */
interface Asked {
  readonly name: PortalAnswerName;
  readonly page: number;
  readonly question: PortalQuestion;
  /** Its name, against which the answer is held. */
  readonly province: string;
  readonly until: Date;
}

/** The body of a request (contract/dvcqg-766.yaml, written from what was observed). */
function bodyOf({ name, page: currentPage, question }: Asked, rootDepartmentId: string): unknown {
  const { period, window } = question;
  // The comparison of all provinces is only known by year.
  if (name === "service-results") return { timeType: "year", year: period.year, departmentType: "ADMINISTRATIVE_UNIT" };
  const page = { rootDepartmentId, currentPage, pageSize: PAGE_SIZES[name] ?? 200 };
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

/** What an answer says that has what is needed. Throws Stopped. */
function checked({ name, province }: Asked, { status, body }: WireAnswer, root: string): PortalTree | PortalNational {
  if (status !== 200 && status !== 201) throw new Stopped(answerReasonOf(String(status)).happened);
  const json = jsonOf(body);
  if (json === undefined) throw new Stopped("câu trả lời không phải là JSON (trang chặn hoặc bảo trì)");
  const { data, error } = answerSchema(name).safeParse(json);
  if (data === undefined) throw new Stopped(`câu trả lời ${name} không đúng cấu trúc (${faultOf(error, json).actual})`);
  if ("parent" in data && (data.parent.id !== root || !isSameProvince(data.parent.name, province)))
    throw new Stopped(
      `câu trả lời là của ${data.parent.name}, không phải của ${province}; kiểm tra mã đơn vị gốc của tỉnh trên Cổng`,
    );
  return data;
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

  /** Every page of an answer. Throws Stopped, and Incomplete where its total is never reached. */
  async askAll(asked: Omit<Asked, "page">): Promise<PortalAnswer[]> {
    const answers: PortalAnswer[] = [];
    const units = new Set<string>();
    for (const page of PAGES) {
      const { said, answer } = await this.#ask({ ...asked, page });
      answers.push(answer);
      if (!("units" in said) || said.total === null) return answers;
      const known = units.size;
      for (const { id } of said.units) units.add(id);
      if (units.size >= said.total) return answers;
      if (units.size === known || page === PAGES.length)
        throw new Incomplete(`câu trả lời ${asked.name} chỉ có ${units.size}/${said.total} đơn vị`);
    }
    return answers;
  }

  async #ask(asked: Asked): Promise<{ readonly said: PortalTree | PortalNational; readonly answer: PortalAnswer }> {
    const { name, page, until } = asked;
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
      body: JSON.stringify(bodyOf(asked, root)),
      what: name,
      until,
    }).catch((error: unknown) => {
      throw new Stopped(happenedTo(error));
    });
    const said = checked(asked, answer, root);
    const body = new TextDecoder().decode(answer.body);
    return { said, answer: { name, page, body, sha256: sha256(answer.body), askedAt, readAt: now().toISOString() } };
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
    const failures: string[] = [];
    for (const name of PORTAL_ANSWERS) {
      try {
        answers.push(...(await asker.askAll({ name, question, province, until })));
      } catch (error) {
        if (!(error instanceof Stopped || error instanceof Incomplete)) throw error;
        failures.push(error.message);
        if (error instanceof Stopped) break;
      }
    }
    return { answers, failure: failures.length === 0 ? null : failures.join("; ") };
  };
  return {
    read: (question, province) => limit(() => readOne(question, province)),
    close() {
      closing.abort();
      return wire.close();
    },
  };
}
