import { StoreUnavailable } from "../domain/failure.ts";

/** What keeps a store from being used, and what to do about it. */
interface Trouble {
  readonly what: string;
  readonly remedy: string;
}

const OUT_OF_REACH: Trouble = { what: "không kết nối được", remedy: "kiểm tra kết nối mạng rồi chạy lại" };
const NOT_THERE: Trouble = {
  what: "không có kho này",
  remedy: "kiểm tra tên của kho, vùng và tài khoản AWS rồi chạy lại",
};
const BUSY: Trouble = { what: "dịch vụ đang quá tải hoặc giới hạn số yêu cầu", remedy: "chạy lại sau ít phút" };
/** Leave that is missing, or a key that was disabled: whoever runs the service gives it back. */
const FORBIDDEN: Trouble = {
  what: "không được phép truy cập, hoặc khóa mã hóa đã bị tắt",
  remedy: "kiểm tra quyền truy cập và khóa mã hóa rồi chạy lại",
};
const SIGNED_OUT: Trouble = {
  what: "chưa đăng nhập AWS hoặc phiên đăng nhập đã hết hạn",
  remedy: "đăng nhập AWS rồi chạy lại",
};

/** The store is out of reach or not there; what the SDK retried is over its attempts by now. */
const UNAVAILABLE = new Map<string, Trouble>([
  ["ECONNREFUSED", OUT_OF_REACH],
  ["ECONNRESET", OUT_OF_REACH],
  ["EPIPE", OUT_OF_REACH],
  ["ENOTFOUND", OUT_OF_REACH],
  ["EAI_AGAIN", OUT_OF_REACH],
  ["ENETUNREACH", OUT_OF_REACH],
  ["EHOSTUNREACH", OUT_OF_REACH],
  ["ETIMEDOUT", OUT_OF_REACH],
  ["TimeoutError", OUT_OF_REACH],
  ["ResourceNotFoundException", NOT_THERE],
  ["NoSuchBucket", NOT_THERE],
  ["ResourceInUseException", BUSY],
  ["InternalServerError", BUSY],
  ["ServiceUnavailable", BUSY],
  ["SlowDown", BUSY],
  ["ThrottlingException", BUSY],
  ["ProvisionedThroughputExceededException", BUSY],
  ["RequestLimitExceeded", BUSY],
  ["AccessDenied", FORBIDDEN],
  ["AccessDeniedException", FORBIDDEN],
  ["KMS.DisabledException", FORBIDDEN],
  ["CredentialsProviderError", SIGNED_OUT],
  ["ExpiredTokenException", SIGNED_OUT],
  ["UnrecognizedClientException", SIGNED_OUT],
]);

/** How the SDKs and Node name an error: its `code` if it has one, else its `name`. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/**
 * Runs one call of an SDK; a store that cannot be reached becomes StoreUnavailable, every other error passes.
 *
 * @param place what an administrator knows the store by, such as `bảng "reports"`
 */
export async function translateSdkError<T>(place: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const trouble = UNAVAILABLE.get(nameOf(error));
    if (trouble === undefined) throw error;
    throw new StoreUnavailable(`Không dùng được ${place}: ${trouble.what}; ${trouble.remedy}.`, { cause: error });
  }
}
