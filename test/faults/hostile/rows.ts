import { first, type HostileAnswer, type Outcome, rewritten, rows } from "./answer.ts";

type Told = readonly [name: string, reply: HostileAnswer["reply"], outcome: Outcome];

const MARKS = `Sở ${"a\u0301\u0323\u0302".repeat(167)}`;

const AGENCIES: readonly Told[] = [
  ["no agency", rows(() => []), "refused"],
  ["a name of 10,000 letters", first({ name: `Sở ${"x".repeat(10_000)}` }), "taken"],
  ["a name with 500 combining marks", first({ name: MARKS }), "taken"],
  ["a name that turns the line round", first({ name: "Sở \u202eX ởS\u202c" }), "taken"],
  ["a name of letters without width", first({ name: "Sở\u200b Thử\u200d nghiệm" }), "taken"],
  ["a name that is a formula", first({ name: '=HYPERLINK("http://x","Sở")' }), "taken"],
  ["a name that is markup", first({ name: "<script>alert(1)</script>" }), "taken"],
  ["a name of control characters", first({ name: "Sở\u0000\u0007 1" }), "taken"],
  ["a name of blanks", first({ name: "   " }), "refused"],
  ["a code of 2,000 letters", first({ code: "Z".repeat(2_000) }), "refused"],
  ["an empty code", first({ code: "" }), "refused"],
  // Another agency by its code, of which the server has no counts.
  ["a code with a path", first({ code: "../../etc/passwd" }), "gap"],
  ["a code named __proto__", rewritten(/"code":"Z1\.S03"/, '"code":"__proto__"'), "refused"],
  ["a code named constructor", rewritten(/"code":"Z1\.S03"/, '"code":"constructor"'), "gap"],
  ["a field named __proto__", rewritten(/\{"code"/, '{"__proto__":{"level":"xa"},"code"'), "taken"],
  ["one code twice", rows((all) => [{ ...all[0], name: "Sở Khác" }, ...all]), "refused"],
  ["a level of its own", first({ level: "trung ương" }), "refused"],
  ["a first day after the last", first({ validFrom: "2030-01-01", validTo: "2010-01-01" }), "refused"],
  ["a day that is none", first({ validFrom: "2023-02-30" }), "refused"],
  ["an agency that succeeds itself", first({ successors: ["Z1.S01"] }), "taken"],
  ["10,000 successors", first({ successors: Array.from({ length: 10_000 }, (_, at) => `Z${at}`) }), "refused"],
  ["a parent nobody knows", rewritten(/"parentCode":"[^"]+"/, '"parentCode":"KHONG-CO"'), "taken"],
];

const COUNTS: readonly Told[] = [
  ["2^53 − 1", first({ counter: Number.MAX_SAFE_INTEGER }), "gap"],
  ["10^9 + 1", first({ counter: 1_000_000_001 }), "gap"],
  ["a count below nothing", first({ counter: -1 }), "gap"],
  ["half a dossier", first({ counter: 0.5 }), "gap"],
  ["a count as text", first({ counter: "23" }), "gap"],
  ["a count that is null", first({ counter: null }), "gap"],
  ["a count without end", rewritten(/"counter":\d+/, '"counter":1e400'), "gap"],
  ["a count that is no number", rewritten(/"counter":\d+/, '"counter":NaN'), "gap"],
  ["a field that is not there", rewritten(/"counter":\d+,/, ""), "gap"],
  ["a field that nobody knows", first({ ghiChu: "x".repeat(10_000) }), "taken"],
  ["a row twice", rows(([one, ...rest]) => [one, one, ...rest]), "taken"],
  ["two rows that differ", rows(([one, ...rest]) => [one, { ...one, counter: 1 }, ...rest]), "gap"],
  ["one key twice", rewritten(/"counter":\d+/, '"counter":1,"counter":2'), "taken"],
  ["a procedure named __proto__", first({ procedure: "__proto__" }), "gap"],
  ["a procedure named constructor", first({ procedure: "constructor" }), "taken"],
  ["a procedure of 2,000 letters", first({ procedure: "1".repeat(2_000) }), "gap"],
  ["a procedure that is a formula", first({ procedure: "=1+1" }), "taken"],
  ["no rows", rows(() => []), "taken"],
];

const OTHERS: readonly (readonly [at: string, ...Told])[] = [
  ["/v1/procedures", "no procedure", rows(() => []), "refused"],
  ["/v1/procedures", "a level of its own", first({ level: "trung ương" }), "refused"],
  ["/v1/procedures", "a truth as text", first({ fee: "có" }), "refused"],
  ["/v1/procedures", "an owner nobody knows", first({ owner: "KHONG-CO" }), "taken"],
  ["/v1/procedures", "a field of 10,000 letters", first({ field: "x".repeat(10_000) }), "taken"],
  ["/v1/tasks", "a task nobody gave", first({ task: "KHONG-CO" }), "taken"],
  ["/v1/tasks", "a note of 100,000 letters", first({ note: "x".repeat(100_000) }), "taken"],
  ["/v1/tasks", "a note that is markup", first({ note: "<b onclick=x>" }), "taken"],
  ["/v1/tasks", "done on a day that is none", first({ completedOn: "2023-13-01" }), "taken"],
];

const at = (place: string, told: readonly Told[]): HostileAnswer[] =>
  told.map(([name, reply, outcome]) => ({ name, at: place, reply, outcome }));

/** What rows may hold. `counts` is the address of one agency's month. */
export const rowAnswers = (counts: string): HostileAnswer[] => [
  ...at("/v1/agencies", AGENCIES),
  ...at(counts, COUNTS),
  ...OTHERS.map(([place, name, reply, outcome]) => ({ name, at: place, reply, outcome })),
];
