import { StoreDamaged } from "../../../domain/failure.ts";
import type { Ports } from "../../../ports/ports.ts";
import { publicationKey, type SeriesPointer } from "../../../revisions/revision.ts";
import { pointersOf } from "../compile.ts";
import { jsonBytes } from "../draft.ts";

type Stores = Pick<Ports, "revisions" | "objects">;

function pointerLost(series: string, known: number): StoreDamaged {
  const stands = known === 0 ? "không ghi bản nào" : `chỉ ghi đến bản ${known}`;
  const restored = "khôi phục bản ghi đó từ bản sao lưu (trên AWS: khôi phục bảng về một thời điểm trước)";
  return new StoreDamaged(
    `bản ${known + 1} của ${series} đã phát hành (tệp ${publicationKey(series, known + 1)}) mà bảng dữ liệu ${stands}`,
    `${restored}, theo mục khôi phục trong hướng dẫn, rồi chạy lại`,
    { atTerminal: "dựng lại sang thư mục mới bằng npm run rescue hoặc khôi phục cả thư mục dữ liệu từ bản sao lưu" },
  );
}

/**
 * The current revision of a series. Throws StoreDamaged where the next one is known among the objects as published: the
 * pointer was lost or put back, and to go on from it would publish a second revision under a number.
 */
export async function standingOf({ revisions, objects }: Stores, series: string): Promise<SeriesPointer | null> {
  for (;;) {
    const standing = await revisions.current(series);
    const known = standing?.revision ?? 0;
    if ((await objects.get(publicationKey(series, known + 1))) === null) return standing;
    // Another run may have published between the two reads.
    if (((await revisions.current(series))?.revision ?? 0) === known) throw pointerLost(series, known);
  }
}

/** The pointer before a revision: the current one, or for a draft of what stands already the one before it. */
export async function pointerBefore({ revisions }: Pick<Stores, "revisions">, series: string, revision: number) {
  const standing = await revisions.current(series);
  if (standing === null || standing.revision < revision) return standing;
  const history = await revisions.history(series);
  return history.find((pointer) => pointer.revision === revision - 1) ?? null;
}

/** Notes among the objects what of a series is published, as far as it is not noted. Idempotent. */
export async function notePublished(ports: Stores, series: string): Promise<void> {
  const open: SeriesPointer[] = [];
  for (const pointer of (await pointersOf(ports, series)).reverse()) {
    if ((await ports.objects.get(publicationKey(series, pointer.revision))) !== null) break;
    open.unshift(pointer);
  }
  for (const pointer of open) {
    await ports.objects.put(publicationKey(series, pointer.revision), jsonBytes(pointer), "application/json");
  }
}
