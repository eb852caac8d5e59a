import { expect, test } from "vitest";
import { lookUntil } from "./look-until.ts";

const looking = (doneAt: number) => {
  let looks = 0;
  return { look: async () => ++looks, isDone: (seen: number) => seen >= doneAt };
};

test("a page waits for its job for a moment, and shows what there is then", async () => {
  const soon = looking(3);
  expect(await lookUntil({ patienceMs: 1200 }, soon.look, soon.isDone)).toBe(3);
  const late = looking(100);
  expect(await lookUntil({ patienceMs: 400 }, late.look, late.isDone)).toBe(3);
  const never = looking(100);
  expect(await lookUntil({ patienceMs: 0 }, never.look, never.isDone)).toBe(1);
});
