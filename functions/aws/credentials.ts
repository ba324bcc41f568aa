import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { SettingInvalid, StoreUnavailable } from "../domain/failure.ts";

const Address = z.url({ protocol: /^https$/ });
const Secret = z.string().min(1);

/** Where a source beside the contract, or the report system, is, unless its province's file says it, and what its mapping's access needs. */
const Source = z.strictObject({
  url: Address.nullable().default(null),
  token: Secret.nullable().default(null),
  clientId: Secret.nullable().default(null),
  clientSecret: Secret.nullable().default(null),
});

/** What a province's secret holds, as JSON. Credentials go over TLS only. */
const Credentials = z.strictObject({
  url: Address,
  clientId: Secret,
  clientSecret: Secret,
  /** By the id of the mapping file. */
  sources: z.record(z.string(), Source).optional(),
});
export type Credentials = z.infer<typeof Credentials>;

interface Secrets {
  readonly client: SecretsManagerClient;
}

export interface SecretsOptions extends Secrets {
  /** Before the province's id. */
  readonly prefix: string;
}

/** Errors after which an administrator has to do something; anything else may be gone at the next attempt. */
const LASTING: Readonly<Record<string, string>> = {
  ResourceNotFoundException: "chưa có hoặc chưa có giá trị",
  AccessDeniedException: "không được phép đọc",
  DecryptionFailure: "không giải mã được",
  InvalidRequestException: "đang bị xóa",
};

/** A secret's value; no message repeats any of it. */
async function secretText({ client }: Secrets, name: string): Promise<string> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString ?? "";
  } catch (error) {
    const code = error instanceof Error ? error.name : "";
    const lasting = LASTING[code];
    if (lasting !== undefined) {
      throw new SettingInvalid(
        `Bí mật "${name}" trong Secrets Manager ${lasting}; đặt giá trị theo templates/guides/trien-khai.md rồi chạy lại.`,
      );
    }
    throw new StoreUnavailable(
      `Không đọc được bí mật "${name}" trong Secrets Manager; chạy lại sau ít phút, nếu vẫn lỗi thì kiểm tra kết nối và trạng thái của AWS.`,
      { cause: error },
    );
  }
}

/** JSON, or undefined for text that is none: the parser's own message would quote it. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The address and the credentials of a province's API, out of Secrets Manager.
 * Throws SettingInvalid naming the secret and its field, StoreUnavailable where Secrets Manager cannot be reached.
 */
export async function credentialsOf(options: SecretsOptions, province: string): Promise<Credentials> {
  const name = `${options.prefix}${province}`;
  const parsed = Credentials.safeParse(parsedJson(await secretText(options, name)));
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join(".") || "JSON"))].join(", ");
  throw new SettingInvalid(
    `Bí mật "${name}" trong Secrets Manager không đúng cấu trúc (mục ${fields}): cần JSON gồm url (https), clientId, clientSecret và, nếu tỉnh có nguồn số liệu khác hợp đồng, sources; sửa rồi chạy lại.`,
  );
}

/** What the secret of sign-in holds, as JSON; null for a client that has no secret. */
const SignInSecret = z.strictObject({ clientSecret: Secret.nullable() });

/** The secret of the portal's client at the issuer; null where it has none. Throws as above. */
export async function clientSecretOf(client: SecretsManagerClient, name: string): Promise<string | null> {
  const parsed = SignInSecret.safeParse(parsedJson(await secretText({ client }, name)));
  if (parsed.success) return parsed.data.clientSecret;
  throw new SettingInvalid(
    `Bí mật "${name}" trong Secrets Manager không đúng cấu trúc: cần JSON gồm clientSecret (null nếu ứng dụng không có mật khẩu); sửa rồi đăng nhập lại.`,
  );
}
