import { writeFile } from "node:fs/promises";
import { codeOf, diskFaultOf } from "../../domain/disk.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import type { Province } from "../../domain/province.ts";
import { workbookImport } from "../../laptop/workbooks.ts";
import type { AgencyPorts } from "../../pipeline/support/agencies.ts";
import { templateRequest } from "../../pipeline/support/imports/template.ts";
import { given } from "../options.ts";
import { givenMonth } from "./month.ts";
import { agenciesOf, type ImportOutcome, type Values } from "./values.ts";

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      throw new RequestInvalid(
        `Tệp ${path} đã có và không bị ghi đè; chọn --out khác hoặc dời tệp đó đi rồi chạy lại.`,
      );
    }
    const { what, remedy } = diskFaultOf(error) ?? { what: "hệ điều hành từ chối", remedy: "kiểm tra đường dẫn" };
    throw new RequestInvalid(`Không ghi được tệp ${path}: ${what}; ${remedy} rồi chạy lại.`, { cause: error });
  }
}

/** Writes our own template with a province's agencies. Throws RequestInvalid where it cannot be written, or would be empty. */
export async function writeTemplate(ports: AgencyPorts, values: Values, province: Province): Promise<ImportOutcome> {
  const path = values.out === undefined ? "mau-nhap.xlsx" : given(values.out, "out");
  const month = values.month === undefined ? null : givenMonth(values.month);
  const known = await agenciesOf(ports, values, province);
  const request = templateRequest(known, province, month);
  await writeNew(path, await workbookImport.template(request));
  return {
    text: `Đã tạo mẫu nhập ${path} của ${request.agencies.length} cơ quan; điền số liệu rồi xem trước bằng --preview.`,
    isTaken: true,
  };
}
