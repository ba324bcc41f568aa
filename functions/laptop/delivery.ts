import { StoreDamaged } from "../domain/failure.ts";
import type { FileDelivery } from "../ports/portal.ts";
import type { ObjectStore } from "../ports/ports.ts";

/** Hands files out of the folder of objects by their bytes. */
export const folderDelivery =
  (objects: ObjectStore): FileDelivery =>
  async ({ key }) => {
    const bytes = await objects.get(key);
    if (bytes === null) throw new StoreDamaged(`không có tệp ${key}`);
    return { bytes };
  };
