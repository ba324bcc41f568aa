/** Whose counts an answer of a system holds. */
export interface AnswerSubject {
  /** The agency's code. */
  readonly agency: string;
  /** Id of the mapping by which the system was asked. */
  readonly system: string;
}

/** The name of a system's answer among those of one window: "opencps/77-STC". A code may hold anything; an id has no "/". */
export const systemAnswerName = ({ agency, system }: AnswerSubject): string => `${system}/${agency}`;

/** Whose counts an answer of this name holds. Throws RangeError for what is no such name. */
export function systemAnswerOf(name: string): AnswerSubject {
  const end = name.indexOf("/");
  if (end < 1) throw new RangeError(`not the name of a system's answer: ${JSON.stringify(name)}`);
  return { system: name.slice(0, end), agency: name.slice(end + 1) };
}
