/**
 * Officials who open their links at once, each the page and both files: `node test/faults/officials.ts [HOW MANY]`.
 * Server and officials are processes of one machine; what is printed holds for it as busy as it is.
 */
import { performance } from "node:perf_hooks";
import { countText } from "../../functions/report/wording.ts";
import { linkOf, twoRevisions } from "./portal-world.ts";

const officials = Number(process.argv[2] ?? "100");
const portal = await twoRevisions();
const links = await Promise.all(Array.from({ length: officials }, (_, number) => linkOf(portal, `Cán bộ ${number}`)));

interface Asked {
  readonly kind: "page" | "pdf" | "xlsx";
  readonly milliseconds: number;
  readonly bytes: number;
  readonly isGood: boolean;
}

async function ask(kind: Asked["kind"], path: string): Promise<Asked> {
  const begun = performance.now();
  const bytes = await portal
    .get(path)
    .then(async (answer) => (answer.status === 200 ? (await answer.arrayBuffer()).byteLength : -1))
    .catch(() => -1);
  return { kind, milliseconds: performance.now() - begun, bytes, isGood: bytes > 0 };
}

async function open(link: string): Promise<Asked[]> {
  const page = await ask("page", link);
  const pdf = await ask("pdf", `${link}/2/bao-cao-cntt.pdf`);
  return [page, pdf, await ask("xlsx", `${link}/2/bao-cao-cntt.xlsx`)];
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

for (const round of ["first", "second"]) {
  const begun = performance.now();
  const asked = (await Promise.all(links.map(open))).flat();
  const seconds = (performance.now() - begun) / 1000;
  const bytes = asked.reduce((sum, one) => sum + Math.max(0, one.bytes), 0);
  const failed = asked.filter(({ isGood }) => !isGood).length;
  console.log(
    `${round} round: ${officials} officials, ${asked.length} answers in ${seconds.toFixed(2)} s (${(asked.length / seconds).toFixed(0)}/s), ${countText(bytes)} bytes, ${failed} errors`,
  );
  for (const kind of ["page", "pdf", "xlsx"] as const) {
    const times = asked
      .filter((one) => one.kind === kind)
      .map(({ milliseconds }) => milliseconds)
      .sort((one, other) => one - other);
    console.log(
      `  ${kind}: p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms, most ${(times.at(-1) ?? 0).toFixed(0)} ms`,
    );
  }
}
await portal.close();
