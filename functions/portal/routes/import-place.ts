import { RequestInvalid } from "../../domain/failure.ts";
import { kindOf, Period } from "../../domain/period.ts";
import type { ImportPlace } from "../actions/imports.ts";
import type { Portal } from "../portal.ts";

/** The province and the month that somebody names. Throws RequestInvalid. */
export function placeOf(portal: Portal, province: unknown, month: unknown): ImportPlace {
  const known = portal.catalogue.province(typeof province === "string" ? province : "");
  const parsed = Period.safeParse(typeof month === "string" ? month.trim() : "").data;
  if (parsed !== undefined && kindOf(parsed) === "month") return { province: known, month: parsed };
  throw new RequestInvalid("Tháng không hợp lệ; viết năm và tháng, ví dụ 2023-06.");
}
