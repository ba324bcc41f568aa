import { z } from "@hono/zod-openapi";

/** A body of JSON, for the API's description. */
export const json = <Schema extends z.ZodType>(content: Schema) => ({
  content: { "application/json": { schema: content } },
});

/** By which callers say who they are. */
export const security = [{ bearer: [] }];

export const instant = z.string().openapi({ format: "date-time" });

/** Which series is meant, and which of its revisions. */
export const SeriesQuery = z.object({
  series: z.string().min(1).max(200).openapi({ example: "ba-ria-vung-tau/2023-06" }),
});
export const Revision = z.coerce.number().int().min(1).max(999_999);

/** How somebody who is written to is known. */
export const PersonId = z.string().regex(/^[0-9a-f]{16}$/);
