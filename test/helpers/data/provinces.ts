import fc from "fast-check";
import { z } from "zod";
import { COUNT_FIELDS } from "../../../functions/domain/counts.ts";
import { type Answers, workedExample } from "./answers.ts";

/** A row of counts as the province writes it. */
export const Item = z.record(z.string(), z.union([z.string(), z.number()]));

/** The worked example with every count drawn anew: any sound answers, on the same agencies and procedures. */
export const provinces = fc
  .infiniteStream(
    fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) }, { weight: 1, arbitrary: fc.constant(0) }),
  )
  .map((stream): Answers => {
    const answers = workedExample();
    for (const answer of answers.counts) {
      answer.items = z
        .array(Item)
        .safeParse(answer.items)
        .data?.map(({ procedure }) => ({
          procedure,
          ...Object.fromEntries(COUNT_FIELDS.map((field) => [field, stream.next().value ?? 0])),
        }));
    }
    return answers;
  });

/** The same, with some answers that never came: of single months, of all of an agency's, of a whole level's. */
export const gappyProvinces = fc
  .record({
    answers: provinces,
    pairs: fc.array(fc.nat(110), { maxLength: 25 }),
    silent: fc.constantFrom("nobody", "Z1.X01", "Z1.H02", "Z1.S"),
  })
  .map(({ answers, pairs, silent }): Answers => {
    const counts = answers.counts.filter(({ agency }, at) => !pairs.includes(at) && !agency.startsWith(silent));
    return { ...answers, counts };
  });
