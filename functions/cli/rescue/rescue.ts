import { makeAnew } from "../../laptop/rescue/place.ts";
import { rebuild } from "../../laptop/rescue/rescue.ts";
import { seldom } from "../../laptop/seldom.ts";
import { given, parsed } from "../options.ts";
import { summaryOf } from "./summary.ts";

const USAGE = `Cách dùng: npm run rescue -- [--state THƯ MỤC] --into THƯ MỤC MỚI
            dựng lại thư mục dữ liệu bị hỏng sang một thư mục mới, từ các bản đã phát hành và những gì còn đọc được;
            không ghi gì vào thư mục cũ
  --state THƯ MỤC      thư mục dữ liệu bị hỏng (mặc định: state)
  --into THƯ MỤC MỚI   nơi dựng lại; thư mục chưa có hoặc còn trống`;

const SPECIFICATION = {
  state: { type: "string", default: "state" },
  into: { type: "string" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** What a command came to, and whether it wants nothing. */
export interface RescueAnswer {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Runs `rescue`: rebuilds a state folder in a new one. Nothing is asked of a province, nothing written to the old folder. */
export async function rescueCommand(args: readonly string[]): Promise<RescueAnswer> {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return { text: USAGE, isWhole: true };
  const [state, into] = [given(values.state, "state"), given(values.into, "into")];
  const say = seldom(
    (line) => void process.stderr.write(`${line}\n`),
    () => new Date(),
  );
  const rescued = await makeAnew(state, into, (from, draft) => rebuild(from, draft, say));
  const isWhole =
    rescued.signed.lost.length === 0 &&
    rescued.series.every(
      ({ chosen, lostFiles }) =>
        lostFiles.length === 0 && chosen.every(({ edition, isDoubtful }) => edition !== null && !isDoubtful),
    );
  return { text: summaryOf(rescued, state, into), isWhole };
}
