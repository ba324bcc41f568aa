import { faultWords } from "../quality/fault-words.ts";

/** The environment variable of a source beside the contract, by its mapping's id: `SOURCE_OPENCPS_URL`. */
export const sourceVariable = (mapping: string, name: string): string =>
  `SOURCE_${mapping.toUpperCase().replaceAll("-", "_")}_${name}`;

/**
 * Who refused whom, and where the account is mended.
 *
 * @param mapping id of the mapping file by which a source beside the contract was asked
 */
export function accessDeniedWords(what: string, mapping: string | null) {
  const whose = mapping === null ? "API của tỉnh" : `Nguồn số liệu ${mapping}`;
  const refused = `${whose} từ chối quyền truy cập khi ${what}; kiểm tra tài khoản API`;
  const secret = mapping === null ? "bí mật của tỉnh" : `mục sources.${mapping} trong bí mật của tỉnh`;
  const variables =
    mapping === null
      ? ["PROVINCE_API_CLIENT_ID", "PROVINCE_API_CLIENT_SECRET"]
      : ["CLIENT_ID", "CLIENT_SECRET", "TOKEN"].map((name) => sourceVariable(mapping, name));
  return {
    message: `${refused} của tỉnh (trên AWS: ${secret} trong Secrets Manager) rồi chạy lại.`,
    atTerminal: `${refused} đặt trong ${variables.join(mapping === null ? " và " : ", ")} rồi chạy lại.`,
  };
}

/**
 * What of an answer is not as it should be, and who mends it.
 *
 * @param mapping id of the mapping file that the answer does not fit; null for the contract
 */
export function answerInvalidWords(
  what: string,
  { expected, actual }: { readonly expected: string; readonly actual: string },
  mapping: string | null,
): string {
  const differs = `cần "${faultWords(expected)}", nhận "${faultWords(actual)}"`;
  return mapping === null
    ? `Câu trả lời của API tỉnh cho ${what} không đúng hợp đồng dữ liệu: ${differs}; đề nghị đơn vị vận hành API sửa rồi chạy lại.`
    : `Câu trả lời của nguồn số liệu cho ${what} không khớp tệp sources/${mapping}.json: ${differs}; sửa tệp này theo câu trả lời của nguồn, hoặc đề nghị đơn vị vận hành nguồn sửa, rồi chạy lại.`;
}
