/**
 * `npm run bench:queue`: what a morning is like on which 34 provinces of 200 agencies each are to be collected: a model
 * of the queue of Lambda calls, by seconds a call takes, the account's quota of concurrent executions, and how the starts
 * are spread. Prints a table in Markdown. Nothing is called, and chance is drawn from a fixed seed.
 */
const PROVINCES = 34;
const AGENCIES = 200;
/** Calls of one run under way at once (`MaxConcurrency` of the state machine), and runs at work at once (`runsAtOnce`). */
const WIDTH = 4;
/** As the state machine tries a throttled call again (FULL jitter): attempts, and the waits that they double up to. */
const RETRIES = 8;
const [FIRST_WAIT, LONGEST_WAIT] = [5, 60];

/** Numbers from 0 up to, not including, 1: the same in every run of this script. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Morning {
  /** Seconds that a call takes. */
  readonly call: number;
  readonly quota: number;
  readonly runsAtOnce: number;
  /** Minutes over which the starts are spread. */
  readonly spread: number;
}

interface Seen {
  readonly minutes: number;
  readonly throttled: number;
  readonly missed: number;
}

interface Event {
  readonly at: number;
  readonly what: "start" | "try" | "end";
  readonly run: number;
  readonly attempt: number;
}

/** A list of events that gives the earliest first. */
class Agenda {
  readonly #events: Event[] = [];

  add(event: Event): void {
    let at = this.#events.push(event) - 1;
    for (let up = (at - 1) >> 1; at > 0 && this.#at(up) > this.#at(at); at = up, up = (at - 1) >> 1) this.#swap(at, up);
  }

  next(): Event | undefined {
    const [first] = this.#events;
    const last = this.#events.pop();
    if (last === undefined || this.#events.length === 0) return first;
    this.#events[0] = last;
    for (let at = 0; ; ) {
      const least = [2 * at + 1, 2 * at + 2].reduce((low, one) => (this.#at(one) < this.#at(low) ? one : low), at);
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #at(index: number): number {
    return this.#events[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#events[one], this.#events[other]];
    if (a === undefined || b === undefined) return;
    [this.#events[one], this.#events[other]] = [b, a];
  }
}

/** One morning, event by event. */
class Passing {
  readonly #morning: Morning;
  readonly #agenda = new Agenda();
  readonly #chance = draws(PROVINCES);
  readonly #left = new Array<number>(PROVINCES).fill(AGENCIES);
  readonly #lanes = new Array<number>(PROVINCES).fill(0);
  readonly #waiting: number[] = [];
  #busy = 0;
  #working = 0;
  #throttled = 0;
  #missed = 0;
  #last = 0;

  constructor(morning: Morning) {
    this.#morning = morning;
    for (let run = 0; run < PROVINCES; run++)
      this.#agenda.add({ at: (morning.spread * 60 * run) / PROVINCES, what: "start", run, attempt: 0 });
  }

  pass(): Seen {
    for (let event = this.#agenda.next(); event !== undefined; event = this.#agenda.next()) this.#happen(event);
    return { minutes: this.#last / 60, throttled: this.#throttled, missed: this.#missed };
  }

  #happen(event: Event): void {
    const { at, what, run } = event;
    if (what === "try") this.#call(event);
    else if (what === "end") {
      this.#busy--;
      this.#next(run, at);
    } else if (this.#working < this.#morning.runsAtOnce) this.#begin(run, at);
    else this.#waiting.push(run);
  }

  #begin(run: number, at: number): void {
    this.#working++;
    this.#lanes[run] = WIDTH;
    for (let lane = 0; lane < WIDTH; lane++) this.#next(run, at);
  }

  /** The next agency of a run, or one lane less. */
  #next(run: number, at: number): void {
    const left = this.#left[run] ?? 0;
    this.#left[run] = left - 1;
    if (left > 0) this.#agenda.add({ at, what: "try", run, attempt: 0 });
    else this.#endLane(run, at);
  }

  #endLane(run: number, at: number): void {
    const lanes = (this.#lanes[run] ?? 0) - 1;
    this.#lanes[run] = lanes;
    if (lanes > 0) return;
    this.#working--;
    this.#last = Math.max(this.#last, at);
    const next = this.#waiting.shift();
    if (next !== undefined) this.#begin(next, at);
  }

  #call({ at, run, attempt }: Event): void {
    if (this.#busy < this.#morning.quota) {
      this.#busy++;
      this.#agenda.add({ at: at + this.#morning.call, what: "end", run, attempt });
      return;
    }
    this.#throttled++;
    if (attempt === RETRIES) {
      this.#missed++;
      this.#next(run, at);
      return;
    }
    const wait = this.#chance() * Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT);
    this.#agenda.add({ at: at + wait, what: "try", run, attempt: attempt + 1 });
  }
}

console.log(`${PROVINCES} provinces of ${AGENCIES} agencies, ${WIDTH} calls of a run at once\n`);
console.log(
  "| seconds a call | quota | runs at once | spread over min | all done after min | throttled | agencies missed |",
);
console.log("| --: | --: | --: | --: | --: | --: | --: |");
for (const call of [1, 5, 30])
  for (const quota of [10, 100, 1_000])
    for (const [runsAtOnce, spread] of [
      [4, 0],
      [34, 0],
      [4, 30],
    ] as const) {
      const { minutes, throttled, missed } = new Passing({ call, quota, runsAtOnce, spread }).pass();
      const numbers = [call, quota, runsAtOnce, spread, minutes.toFixed(0), throttled, missed];
      console.log(`| ${numbers.join(" | ")} |`);
    }
