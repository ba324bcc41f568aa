import { join } from "node:path";
import { command, type Ended, run } from "./command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "./example-province.ts";
import { answersOf, PROGRAMME, PROVINCE, SMALL, type Stage, seriesOf } from "./province.ts";

/** The series that the small province's reports of its usual period belong to. */
export const SMALL_SERIES = seriesOf(SMALL);

/** The small province over HTTP, and the commands of an official over folders of a place. */
export interface SmallProvince {
  readonly province: ExampleProvince;
  /** What the province says from now on. */
  stage(stage: Stage): void;
  report(place: string, state: string, period?: string, ...more: string[]): Promise<Ended>;
}

export const periodArgs = (period: string): string[] => [
  ...["--province", PROVINCE, "--period", period],
  ...["--programme", PROGRAMME],
];

export const verifySmall = (state: string, ...more: string[]): Promise<Ended> =>
  run(["verify", ...periodArgs(SMALL.period), "--state", state, ...more]);

export async function smallProvince(): Promise<SmallProvince> {
  const province = await exampleProvince();
  return {
    province,
    stage(stage) {
      province.behaviour.answers = answersOf(SMALL, stage);
    },
    report: (place, state, period = SMALL.period, ...more) =>
      command(
        [...periodArgs(period), "--api", province.url, "--out", join(place, "out"), "--state", state, ...more],
        CREDENTIALS,
      ),
  };
}
