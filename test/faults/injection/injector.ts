import { place, type Sites, type Step } from "../../helpers/runs/context.ts";
import { errorOf, timedOut } from "./errors.ts";
import { type Calls, type Fault, SITES, type Site } from "./fault.ts";

const never = <T>(): Promise<T> => new Promise<T>(() => {});

const YEAR_MS = 366 * 86_400_000;

/** A held-back effect: released at a number of calls, or by name. */
interface Held {
  readonly at: number | "run-end" | "clean-run" | "end";
  readonly open: () => void;
}

const SITE_NAMES: ReadonlySet<string> = new Set(SITES);
const isSite = (name: string): name is Site => SITE_NAMES.has(name);

/** Counts the calls that leave the steps and lets one fault happen. */
export class Injector implements Sites {
  readonly calls = new Map<Site, number>();
  /** What a rival was allowed to do though it must not be. */
  readonly accusations: string[] = [];
  /** Errors of effects that came late; nobody waits for them, but they too must be known ones. */
  readonly lateErrors: unknown[] = [];
  diskFull = false;
  hit = false;
  #fault: Fault | null = null;
  #clockBackMs = 0;
  #made = 0;
  #held: Held[] = [];
  #late = new Set<Promise<void>>();

  /** Begins a run, with a fault or without; the counts begin anew. */
  begin(fault: Fault | null): void {
    this.calls.clear();
    this.#fault = fault;
    this.hit = false;
    this.diskFull = false;
    this.#clockBackMs = 0;
  }

  callsMade = (): Calls => new Map(this.calls);

  /** Lets held-back effects of this moment happen; at the end, waits for all that is still on its way. */
  async reach(moment: "run-end" | "clean-run" | "end"): Promise<void> {
    const due = this.#held.filter(({ at }) => at === moment || typeof at === "number" || moment === "end");
    this.#held = this.#held.filter((one) => !due.includes(one));
    for (const { at, open } of due) {
      if (at === "clean-run" && moment === "clean-run") this.#held.push({ at: this.#made + 8, open });
      else open();
    }
    if (moment === "end") await Promise.all(this.#late);
  }

  /** A work that goes on without its step. */
  #letGo(work: Promise<unknown>): void {
    const settled: Promise<void> = work
      .then(() => {})
      .catch((error) => void this.lateErrors.push(error))
      .finally(() => this.#late.delete(settled));
    this.#late.add(settled);
  }

  #hold(at: Fault["release"]): Promise<void> {
    if (at === "never") return never();
    return new Promise((open) => this.#held.push({ at: at === "soon" ? this.#made + 4 : at, open }));
  }

  #meets(site: Site): Fault | null {
    const index = this.calls.get(site) ?? 0;
    this.calls.set(site, index + 1);
    this.#made += 1;
    const due = this.#held.filter(({ at }) => typeof at === "number" && at <= this.#made);
    this.#held = this.#held.filter((one) => !due.includes(one));
    for (const { open } of due) open();
    const fault = this.#fault;
    if (fault === null || this.hit || fault.site !== site || fault.index !== index) return null;
    this.hit = true;
    return fault;
  }

  /** The bench's clock as the steps see it. */
  now(real: Date): Date {
    if (place.getStore() === undefined) return real;
    const fault = this.#meets("clock.now");
    if (fault === null) return new Date(real.getTime() - this.#clockBackMs);
    const back = Math.ceil(1 + fault.share * 20) * YEAR_MS;
    if (fault.release !== "soon") this.#clockBackMs = back;
    return new Date(real.getTime() - back);
  }

  /** One call that leaves a step. A rival is another writer's, whose write must not harm this one's. */
  async perform<T>(name: string, effect: () => Promise<T>, rival?: () => Promise<void>): Promise<T> {
    const from = place.getStore();
    if (from === undefined || !isSite(name)) return effect();
    if (from.step.frozen) return never();
    const fault = this.#meets(name);
    try {
      const value = await (fault === null ? effect() : this.#strike(fault, from.step, effect, rival));
      return from.step.frozen ? never() : value;
    } catch (error) {
      if (from.step.frozen) return never();
      throw error;
    }
  }

  #strike<T>(fault: Fault, step: Step, effect: () => Promise<T>, rival?: () => Promise<void>): Promise<T> {
    switch (fault.kind) {
      case "before":
        return Promise.reject(errorOf(fault));
      case "after":
        return effect().then(() => Promise.reject(errorOf(fault)));
      case "timeout":
        return this.#freeze(fault, step, effect);
      case "zombie":
        return this.#outlive(fault, step, effect);
      case "twice":
        return fault.share < 0.5 ? effect().then(effect) : Promise.all([effect(), effect()]).then(([one]) => one);
      case "rival":
        return this.#meetRival(fault, effect, rival ?? (() => Promise.resolve()));
      case "cut":
        return place.run(this.#cutPlace(fault, step), effect);
      case "full-disk":
        this.diskFull = true;
        return effect();
      default:
        return effect();
    }
  }

  /** Half a list only where the program knows how long it is: what DynamoDB leaves out without a word stays unseen. */
  #cutPlace({ site, error, share }: Fault, step: Step) {
    const what = site === "runs.list" && error === "unknown" ? ("list" as const) : ("bytes" as const);
    return { sites: this, step, cut: { what, share } };
  }

  /** Killed while it waits: the effect happens at once, later or never, and nobody hears of it. */
  #freeze<T>(fault: Fault, step: Step, effect: () => Promise<T>): Promise<T> {
    step.frozen = true;
    const outside = () => place.run(undefined, effect);
    if (fault.release !== "never") this.#letGo(this.#hold(fault.release).then(outside));
    else if (fault.share < 0.5) this.#letGo(outside());
    step.abandon(timedOut(fault));
    return never();
  }

  /** Given up by the state machine, but running on when its call answers at last. */
  async #outlive<T>(fault: Fault, step: Step, effect: () => Promise<T>): Promise<T> {
    step.abandon(timedOut(fault));
    const release = fault.release === "never" ? "soon" : fault.release;
    if (fault.share < 0.5) await this.#hold(release);
    const value = await effect();
    if (fault.share >= 0.5) await this.#hold(release);
    return value;
  }

  async #meetRival<T>(fault: Fault, effect: () => Promise<T>, rival: () => Promise<void>): Promise<T> {
    const outside = () => place.run(undefined, rival);
    if (fault.site === "snapshots.save") return (await Promise.all([effect(), outside()]))[0];
    const value = await effect();
    await outside();
    return value;
  }

  /** Runs one invocation of a step. It answers when the step has ended, or when it was given up. */
  invoke<T>(step: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const invocation: Step = { frozen: false, abandon: reject };
      const running = place.run({ sites: this, step: invocation, cut: null }, step);
      const abandoned = running.then(resolve);
      // A frozen one never ends; everything else is waited for, so that nothing runs on unseen.
      abandoned.catch(reject);
      const abandon = invocation.abandon;
      invocation.abandon = (error) => {
        if (!invocation.frozen) this.#letGo(running);
        abandon(error);
      };
    });
  }
}
