import { StoreDamaged } from "../../../domain/failure.ts";
import type { Ports } from "../../../ports/ports.ts";
import { type Manifest, refsNamed, type SnapshotRef } from "../../../revisions/revision.ts";

type Place = Pick<SnapshotRef, "kind" | "agency" | "from" | "to">;
type Stores = Pick<Ports, "snapshots">;

const placeOf = ({ kind, agency, from, to }: Place): string => JSON.stringify([kind, agency, from, to]);

/** Whether the store knows a vintage, or one after it. */
async function isKnown({ snapshots }: Stores, ref: SnapshotRef): Promise<boolean> {
  const newest = (await snapshots.latestOfWindow(ref)).find(({ agency }) => agency === ref.agency);
  if (newest === undefined || newest.vintage < ref.vintage) return false;
  return newest.vintage > ref.vintage || newest.sha256 === ref.sha256;
}

/** The words of the failure to read a vintage. */
async function damageOf({ snapshots }: Stores, ref: SnapshotRef): Promise<string> {
  try {
    await snapshots.read(ref);
  } catch (error) {
    if (error instanceof StoreDamaged) return error.what;
    throw error;
  }
  return "số liệu đã lưu đổi trong khi đang được đọc";
}

/**
 * Throws StoreDamaged where the store does not know a vintage that a published revision was made from: to go on would
 * print older data as if they were new, or give the vintage's number to other data.
 *
 * @param now the vintages from which the next revision would be made
 */
export async function checkVintages(
  stores: Stores,
  before: Manifest,
  now: readonly (Place & Pick<SnapshotRef, "vintage" | "sha256">)[],
): Promise<void> {
  const used = new Map(now.map((one) => [placeOf(one), one]));
  for (const ref of refsNamed(before)) {
    const next = used.get(placeOf(ref));
    if (next !== undefined && (next.vintage > ref.vintage || next.sha256 === ref.sha256)) continue;
    if (await isKnown(stores, ref)) continue;
    throw new StoreDamaged(
      `${await damageOf(stores, ref)}; bản ${before.revision} của ${before.series} đã dùng số liệu đó`,
      "khôi phục bản ghi đó từ bản sao lưu (trên AWS: khôi phục bảng về một thời điểm trước), theo mục khôi phục trong hướng dẫn, rồi chạy lại",
      { atTerminal: "dựng lại sang thư mục mới bằng npm run rescue hoặc khôi phục cả thư mục dữ liệu từ bản sao lưu" },
    );
  }
}
