import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inParallel } from "./progress.ts";

test("each is done once, and no more than eight at a time", async () => {
  const done: number[] = [];
  let now = 0;
  let most = 0;
  await inParallel(
    Array.from({ length: 50 }, (_, number) => number),
    async (number) => {
      most = Math.max(most, ++now);
      await sleep(1);
      now--;
      done.push(number);
    },
  );
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, number) => number));
  expect(most).toBe(8);
});

test("after a failure none is begun, those that run come to their end, and the failure is told", async () => {
  let begun = 0;
  let ended = 0;
  const work = inParallel(
    Array.from({ length: 50 }, (_, number) => number),
    async (number) => {
      begun++;
      if (number === 3) throw new Error("the disk is full");
      await sleep(5);
      ended++;
    },
  );
  await expect(work).rejects.toThrow("the disk is full");
  expect(begun).toBe(8);
  expect(ended).toBe(7);
});
