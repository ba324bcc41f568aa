import { S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { s3Delivery, s3Reception } from "../../functions/store/presign.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "khong-bi-mat", sessionToken: "phien" };
const client = new S3Client({ region: "ap-southeast-1", credentials });

it("hands a file out by an address of five minutes, with the name under which it is saved", async () => {
  const deliver = s3Delivery({ client, bucket: "bao-cao", prefix: "goc/" });
  const disposition = `attachment; filename="Bao cao.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf`;
  const given = await deliver({ key: "published/p/2023-06/r1-ab/x.pdf", mediaType: "application/pdf", disposition });
  if (!("url" in given)) throw new Error("no address");
  const url = new URL(given.url);

  expect(url.origin).toBe("https://bao-cao.s3.ap-southeast-1.amazonaws.com");
  expect(url.pathname).toBe("/goc/published/p/2023-06/r1-ab/x.pdf");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    "X-Amz-Expires": "300",
    "X-Amz-SignedHeaders": "host",
    "response-content-disposition": disposition,
    "response-content-type": "application/pdf",
    "response-cache-control": "private, no-store",
  });
  expect(given.url).not.toContain(credentials.secretAccessKey);
});

it("takes a file in by an address of five minutes that holds it to its hash", async () => {
  const receive = s3Reception({ client, bucket: "bao-cao" });
  const sha256 = "ab".repeat(32);
  const given = await receive({ key: `uploads/${sha256}.pdf`, sha256 });
  const url = new URL(given?.url ?? "");
  const checksum = Buffer.from(sha256, "hex").toString("base64");

  expect(url.pathname).toBe(`/uploads/${sha256}.pdf`);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    "X-Amz-Expires": "300",
    "X-Amz-SignedHeaders": "content-type;host;x-amz-checksum-sha256",
  });
  expect(given?.headers).toEqual({ "content-type": "application/pdf", "x-amz-checksum-sha256": checksum });
  expect(given?.url).not.toContain(credentials.secretAccessKey);
});
