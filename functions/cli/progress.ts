import cliProgress from "cli-progress";
import type { Progress } from "../ports/ports.ts";

const TITLES = { collect: "Thu thập số liệu", render: "Lập văn bản", push: "Gửi số liệu" } as const;
const UNITS = { collect: "cơ quan", render: "văn bản", push: "số" } as const;

type Stage = keyof typeof TITLES;

/** How far a run is, on standard error. */
export interface ProgressView {
  readonly progress: Progress;
  /** A line of its own. */
  warn(message: string): void;
  stop(): void;
}

/** Says every tenth of a stage on a line of its own: for logs and pipes. */
function lines(stream: NodeJS.WriteStream): ProgressView {
  const done: Record<Stage, number> = { collect: 0, render: 0, push: 0 };
  return {
    progress: ({ stage, of }) => {
      done[stage] += 1;
      const step = Math.max(1, Math.ceil(of / 10));
      if (done[stage] % step !== 0 && done[stage] !== of) return;
      stream.write(`${TITLES[stage]}: ${done[stage]}/${of} ${UNITS[stage]}\n`);
    },
    warn: (message) => void stream.write(`${message}\n`),
    stop: () => {},
  };
}

function bars(stream: NodeJS.WriteStream): ProgressView {
  const format = "{title} [{bar}] {value}/{total} {unit}";
  const multi = new cliProgress.MultiBar(
    { format, stream, hideCursor: true, gracefulExit: false },
    cliProgress.Presets.rect,
  );
  const known = new Map<Stage, cliProgress.SingleBar>();
  return {
    progress: ({ stage, of }) => {
      const labels = { title: TITLES[stage], unit: UNITS[stage] };
      const bar = known.get(stage) ?? multi.create(of, 0, labels);
      known.set(stage, bar);
      bar.increment(1, labels);
    },
    warn: (message) => multi.log(`${message}\n`),
    stop: () => multi.stop(),
  };
}

/** A bar on a terminal, plain lines otherwise. */
export const progressView = (stream: NodeJS.WriteStream): ProgressView => (stream.isTTY ? bars(stream) : lines(stream));
