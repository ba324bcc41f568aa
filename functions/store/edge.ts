import { StoreUnavailable } from "../domain/failure.ts";

/** The store is out of reach or not there; what the SDK retried is over its attempts by now. */
const UNAVAILABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ETIMEDOUT",
  "TimeoutError",
  "ResourceInUseException",
  "ResourceNotFoundException",
  "InternalServerError",
  "ServiceUnavailable",
  "NoSuchBucket",
  "SlowDown",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  // Leave that is missing, or a key that was disabled: whoever runs the service gives it back.
  "AccessDenied",
  "AccessDeniedException",
  "KMS.DisabledException",
  "CredentialsProviderError",
  "ExpiredTokenException",
  "UnrecognizedClientException",
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
export async function reach<T>(place: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const name = nameOf(error);
    if (!UNAVAILABLE.has(name)) throw error;
    throw new StoreUnavailable(
      `Không dùng được ${place} (${name}); kiểm tra kết nối, tên và quyền truy cập rồi chạy lại.`,
      { cause: error },
    );
  }
}
