import { create as contentDisposition } from "content-disposition";
import type { ImportPlace } from "../actions/imports.ts";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** With what our own template is handed out, under a name that says for what it is. */
export const templateHeaders = ({ province, month }: ImportPlace, bytes: Uint8Array): Record<string, string> => ({
  "Content-Type": XLSX,
  "Content-Length": String(bytes.byteLength),
  "Content-Disposition": contentDisposition(`mau-nhap-${province.id}-${month}.xlsx`),
});
