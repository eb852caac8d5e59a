import { expect, test } from "vitest";
import { firstIdAt, isId, newId } from "./ids.ts";

test("ids of one millisecond sort in the order in which they were made", () => {
  const now = Date.now() + 1000;
  for (let round = 0; round < 20; round++) {
    const made = Array.from({ length: 500 }, () => newId(now + round));
    expect(made.toSorted()).toEqual(made);
    expect(made.every((id) => isId(id) && id[14] === "7" && /[89ab]/.test(id[19] as string))).toBe(true);
    expect((made[0] as string) > firstIdAt(now + round)).toBe(true);
    expect((made.at(-1) as string) < firstIdAt(now + round + 1)).toBe(true);
  }
});

test("what two requests write by turns keeps the order of each", () => {
  const now = Date.now() + 2000;
  const made = Array.from({ length: 300 }, (_, index) => newId(now + (index % 2)));
  for (const mine of [0, 1]) {
    const ids = made.filter((_, index) => index % 2 === mine);
    expect(ids.toSorted()).toEqual(ids);
  }
});
