import { PDFArray, PDFDocument, PDFHexString, PDFName, PDFString } from "@cantoo/pdf-lib";
import { P12Signer } from "@signpdf/signer-p12";
import { SignPdf } from "@signpdf/signpdf";
import forge from "node-forge";
import { ContentInfo, SignedData } from "pkijs";

const PASSWORD = "khong-bi-mat";

/** Hexadecimal digits that are kept for a signature. */
const DIGITS = 16_384;

/** What a program that signs searches for, and replaces by where the signed bytes lie. */
const SOMEWHERE = PDFName.of("**********");

/** A key and a certificate of a made-up signer, as a token or a file of a signing tool holds them. */
function madeUpSigner(): Buffer {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = "01";
  certificate.validity.notBefore = new Date("2023-01-01T00:00:00Z");
  certificate.validity.notAfter = new Date("2033-01-01T00:00:00Z");
  const name = [{ name: "commonName", value: "Signer of tests" }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(privateKey, forge.md.sha256.create());
  const p12 = forge.pkcs12.toPkcs12Asn1(privateKey, certificate, PASSWORD, { algorithm: "3des" });
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), "binary");
}

/** The PDF with an empty signature field on its first page, added by an incremental update. */
async function withField(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false });
  const { context, catalog } = document;
  const page = document.getPage(0);
  const signature = context.obj({
    ...{ Type: "Sig", Filter: "Adobe.PPKLite", SubFilter: "adbe.pkcs7.detached" },
    ByteRange: [0, SOMEWHERE, SOMEWHERE, SOMEWHERE],
    Contents: PDFHexString.of("0".repeat(DIGITS)),
    M: PDFString.fromDate(new Date("2023-06-20T03:00:00Z")),
  });
  const widget = context.register(
    context.obj({
      ...{ Type: "Annot", Subtype: "Widget", FT: "Sig", F: 132, Rect: [300, 60, 500, 130] },
      ...{ T: PDFString.of("Signature1"), V: context.register(signature), P: page.ref },
    }),
  );
  const others = page.node.lookupMaybe(PDFName.of("Annots"), PDFArray)?.asArray() ?? [];
  page.node.set(PDFName.of("Annots"), context.obj([...others, widget]));
  catalog.set(PDFName.of("AcroForm"), context.register(context.obj({ SigFlags: 3, Fields: [widget] })));
  return document.commit({ useObjectStreams: false });
}

/** Signs a PDF as the signing tools of offices do: a field and its signature behind what is there. */
export async function signPdf(bytes: Uint8Array): Promise<Uint8Array> {
  const signer = new P12Signer(madeUpSigner(), { passphrase: PASSWORD });
  return new SignPdf().sign(Buffer.from(await withField(bytes)), signer, new Date("2023-06-20T03:00:00Z"));
}

/** Whether the signature of a PDF, read by another program than made it, is of its bytes, and how many they are. */
export async function verifySignature(bytes: Uint8Array): Promise<{ isValid: boolean; signedBytes: number }> {
  const text = Buffer.from(bytes).toString("latin1");
  const [, ...found] = /\/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)\s*\]/.exec(text) ?? [];
  const [start = 0, before = 0, behind = 0, rest = 0] = found.map(Number);
  const signed = Buffer.concat([bytes.subarray(start, start + before), bytes.subarray(behind, behind + rest)]);
  const contents = Buffer.from(text.slice(before + 1, behind - 1), "hex");
  // SEQUENCE with a length of two bytes; zeros fill the place that was kept.
  const { content } = ContentInfo.fromBER(new Uint8Array(contents.subarray(0, 4 + contents.readUInt16BE(2))));
  const signature = new SignedData({ schema: content });
  const isValid = await signature.verify({ signer: 0, data: new Uint8Array(signed).buffer }).catch(() => false);
  return { isValid, signedBytes: signed.byteLength };
}
