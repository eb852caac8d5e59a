import { type RawBuilder, sql } from "kysely";
import type { Sight } from "../model/sight.ts";

/** Condition that the Akte of a row may be seen; the table with that alias has `circle_id` and `akte_id`. */
export function seenBy(sight: Sight, alias: string): RawBuilder<boolean> {
  if (sight.everything) return sql`true`;
  const circle = sql.ref(`${alias}.circle_id`);
  const inCircle = sql<boolean>`${circle} = any(${sight.circles}::int[])`;
  return sight.akten.length === 0
    ? inCircle
    : sql`(${inCircle} or ${sql.ref(`${alias}.akte_id`)} = any(${sight.akten}::uuid[]))`;
}
