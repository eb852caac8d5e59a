import fc from "fast-check";
import { addDays, type PlainDay, plainDay } from "../../../../kernel/index.ts";

/** Days from 1920 to 2070, for property tests. */
export const days: fc.Arbitrary<PlainDay> = fc
  .integer({ min: 0, max: 55_000 })
  .map((after) => addDays(plainDay("1920-01-01"), after));
