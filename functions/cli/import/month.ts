import { RequestInvalid } from "../../domain/failure.ts";
import { kindOf, type Month, Period } from "../../domain/period.ts";
import { given } from "../options.ts";

/** The month that an option names, "2023-06". Throws RequestInvalid for what is none, a longer period included. */
export function givenMonth(value: string | undefined): Month {
  const text = given(value, "month");
  const month = Period.safeParse(text).data;
  if (month !== undefined && kindOf(month) === "month") return month;
  throw new RequestInvalid(`Tháng "${text}" không hợp lệ; viết năm và tháng, ví dụ 2023-06.`);
}
