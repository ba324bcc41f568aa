import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AnswerInvalid, type Failure } from "../domain/failure.ts";
import { Transient } from "./retry.ts";

const unpacked = promisify(gunzip);

/** The content codings that are asked for, as Accept-Encoding has them. */
export const CODINGS = "gzip";

const EXPECTED = `Content-Encoding: ${CODINGS}`;

/** Names of codings that end up in words; anything else a server may write there is not repeated. */
const NAME = /^[\w!#$%&'*+.^`|~, -]{1,60}$/;

/**
 * A body without its content coding (RFC 9110 §8.4); decoding stops where it passes the bound.
 *
 * Throws AnswerInvalid for a body that is too long, or in another coding than gzip or in more than one; Transient for
 * one that is not what its coding says.
 */
export async function decoded(body: Uint8Array<ArrayBuffer>, coding: string, what: string, mostBytes: number) {
  const name = coding.toLowerCase();
  if (name === "" || name === "identity") return body;
  if (name !== "gzip" && name !== "x-gzip") {
    const actual = `Content-Encoding: ${NAME.test(name) ? name : "?"}`;
    throw new AnswerInvalid(what, { procedure: "", expected: EXPECTED, actual });
  }
  try {
    return new Uint8Array(await unpacked(body, { maxOutputLength: mostBytes }));
  } catch (error) {
    throw isTooLong(error) ? tooLong(what, mostBytes) : notGzip(what);
  }
}

const isTooLong = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";

export const tooLong = (what: string, mostBytes: number): Failure =>
  new AnswerInvalid(what, { procedure: "", expected: `at most ${mostBytes} bytes a page`, actual: "more" });

/** Half a body is broken off, so the same question is asked again. */
function notGzip(what: string): Transient {
  const fault = { procedure: "", expected: EXPECTED, actual: "not gzip" };
  return new Transient(new AnswerInvalid(what, fault), "unreadable answer");
}
