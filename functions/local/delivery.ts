import { StoreDamaged } from "../domain/failure.ts";
import type { ObjectStore } from "../ports.ts";
import type { Delivery } from "../ports-portal.ts";

/** Hands files out of the folder of objects by their bytes. */
export const folderDelivery =
  (objects: ObjectStore): Delivery =>
  async ({ key }) => {
    const bytes = await objects.get(key);
    if (bytes === null) throw new StoreDamaged(`không có tệp ${key}`);
    return { bytes };
  };
