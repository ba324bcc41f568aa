/** What is sent with a question; a GET without anything unless given. */
interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asks an address outside, once and following no redirect. */
export type LookUp = (url: string, signal: AbortSignal, sent?: Sent) => Promise<Response>;
