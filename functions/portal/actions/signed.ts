import { RequestInvalid } from "../../domain/failure.ts";
import { sha256 } from "../../pipeline/support/draft.ts";
import { checkSignedFile } from "../../pipeline/support/signing/file.ts";
import { register, type Signing, type SigningRequest } from "../../pipeline/support/signing/register.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { type SignedCopy, uploadKey } from "../../revisions/signed-copy.ts";

/** Every signed copy that is registered for a series, those that were corrected, too. */
export const signedCopies = ({ signed }: Pick<PortalPorts, "signed">, series: string) => signed.list(series);

/** What has come of a request; `upload` where its file has to be sent first, and where: null for the portal itself. */
export type Registered =
  | { readonly signing: Signing }
  | { readonly upload: Awaited<ReturnType<PortalPorts["receive"]>> };

/** Registers a signed copy whose file was sent before. Throws RequestInvalid for what cannot be registered. */
export async function registerSigned(
  ports: PortalPorts,
  request: SigningRequest,
  file: SignedCopy["file"],
): Promise<Registered> {
  const key = uploadKey(file.sha256);
  const signing = await register(ports, request, { ...file, read: () => ports.objects.get(key) });
  return signing === null ? { upload: await ports.receive({ key, sha256: file.sha256 }) } : { signing };
}

/** Keeps a file until it is registered. Throws RequestInvalid for what is no PDF, or not what it is named. */
export async function keepUpload({ objects }: PortalPorts, hash: string, bytes: Uint8Array): Promise<void> {
  checkSignedFile(bytes);
  if (sha256(bytes) !== hash) {
    throw new RequestInvalid("Tệp gửi lên khác mã băm SHA-256 trong địa chỉ; tính lại mã băm rồi gửi lại.");
  }
  await objects.put(uploadKey(hash), bytes, "application/pdf");
}
