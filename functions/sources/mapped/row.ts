import { AnswerInvalid } from "../../domain/failure.ts";
import type { Condition, FieldPath, Moment, Rule } from "../../domain/mapping/condition.ts";
import { DAY_TESTS } from "../../domain/mapping/condition.ts";
import type { SourceMapping, Sum } from "../../domain/mapping/mapping.ts";
import { type Filling, filledText } from "../../domain/mapping/placeholders.ts";
import type { Day } from "../../domain/period.ts";
import { shown, valueAt } from "../fault.ts";
import { dayIn } from "./days.ts";

type Held = (day: Day, moment: Day) => boolean;

const HOLDS: Readonly<Record<(typeof DAY_TESTS)[number], Held>> = {
  before: (day, moment) => day < moment,
  notAfter: (day, moment) => day <= moment,
  on: (day, moment) => day === moment,
  notBefore: (day, moment) => day >= moment,
  after: (day, moment) => day > moment,
};

/** What a row is read by. */
export interface RowContext {
  /** The row, as a Vietnamese phrase for failures. */
  readonly what: string;
  readonly dates: SourceMapping["answer"]["dates"];
  readonly filling: Filling;
}

/** A row of an answer: its fields are there, or the whole answer is refused. */
export class SourceRow {
  /** As the source sent it. */
  readonly json: unknown;
  readonly #context: RowContext;

  constructor(json: unknown, context: RowContext) {
    this.json = json;
    this.#context = context;
  }

  #refusal(path: FieldPath, expected: string): AnswerInvalid {
    const actual = `${path.join(".")}=${shown(valueAt(this.json, path))}`;
    return new AnswerInvalid(this.#context.what, { procedure: "", expected, actual });
  }

  /** A field's value; null where it holds null or an empty text. Throws AnswerInvalid where the row has no such field. */
  value(path: FieldPath): unknown {
    const value = valueAt(this.json, path);
    if (value === undefined) throw this.#refusal(path, "value or null");
    return value === "" ? null : value;
  }

  /** A field's text or number as a text. Throws AnswerInvalid for anything else. */
  name(path: FieldPath, expected: string): string {
    const value = this.value(path);
    if (typeof value === "string" || typeof value === "number") return String(value);
    throw this.#refusal(path, expected);
  }

  #count(path: FieldPath): number | null {
    const value = this.value(path);
    if (value === null || (typeof value === "number" && Number.isSafeInteger(value) && value >= 0)) return value;
    throw this.#refusal(path, "integer >= 0");
  }

  /** What a sum of fields comes to; null where one of them is. */
  sum({ plus, minus }: Sum): number | null {
    const [added, taken] = [plus, minus].map((paths) =>
      paths
        .map((path) => this.#count(path))
        .reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0),
    );
    return added === undefined || added === null || taken === undefined || taken === null ? null : added - taken;
  }

  #day(path: FieldPath): Day | null {
    const value = this.value(path);
    if (value === null) return null;
    const day = typeof value === "string" ? dayIn(value, this.#context.dates) : null;
    if (day === null) throw this.#refusal(path, this.#context.dates === "iso" ? "date" : "dd/mm/yyyy");
    return day;
  }

  #moment(moment: Moment): Day | null {
    if (typeof moment !== "string") return this.#day(moment.field);
    const { window } = this.#context.filling;
    return moment === "{from}" ? window.from : window.to;
  }

  #equals(value: unknown, wanted: string | number | boolean): boolean {
    const text = typeof wanted === "string" ? filledText(wanted, this.#context.filling) : String(wanted);
    return ["string", "number", "boolean"].includes(typeof value) && String(value) === text;
  }

  /** Whether a condition holds. */
  holds(condition: Condition): boolean {
    const { field, equals, isNull } = condition;
    const value = this.value(field);
    if (isNull !== undefined) return (value === null) === isNull;
    if (equals !== undefined) return this.#equals(value, equals);
    if (condition.in !== undefined) return condition.in.some((one) => this.#equals(value, one));
    const test = DAY_TESTS.find((one) => condition[one] !== undefined);
    const moment = test === undefined ? undefined : condition[test];
    if (test === undefined || moment === undefined) return false;
    const [day, other] = [this.#day(field), this.#moment(moment)];
    return day !== null && other !== null && HOLDS[test](day, other);
  }

  /** Whether all conditions of one of a rule's groups hold. Every condition is looked at, so that no field lacks unseen. */
  fits(rule: Rule): boolean {
    return rule.map((group) => group.map((condition) => this.holds(condition)).every(Boolean)).some(Boolean);
  }
}
