import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../../kernel/index.ts";
import { configureUploads } from "../settings.ts";
import { folderLocker } from "./folder-locker.ts";

const folder = mkdtempSync(join(tmpdir(), "klickamt-locks-"));
beforeAll(() => {
  mkdirSync(join(folder, "1"));
  configureUploads({ folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const never = new AbortController().signal;

test("one at a time: who wants it too asks the holder to let go, as two processes do", async () => {
  const id = newId();
  const first = folderLocker(1).newLock(id);
  const second = folderLocker(1).newLock(id);
  const order: string[] = [];
  await first.lock(never, async () => {
    order.push("asked");
    await first.unlock();
  });
  order.push("first");
  await second.lock(never, () => undefined);
  order.push("second");
  await second.unlock();
  expect(order).toEqual(["first", "asked", "second"]);
});

test("a lock that a dead process left behind is taken over, and its late owner does not take it back", async () => {
  const id = newId();
  const path = join(folder, "1", `${id}.lock`);
  writeFileSync(path, "a process that is gone");
  utimesSync(path, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
  const lock = folderLocker(1).newLock(id);
  await lock.lock(never, () => undefined);
  await lock.unlock();
  await lock.lock(never, () => undefined);
  await lock.unlock();
});

test("a lock whose holder lives and does not let go is not taken", async () => {
  const id = newId();
  const first = folderLocker(1).newLock(id);
  await first.lock(never, () => undefined);
  const gone = new AbortController();
  const second = folderLocker(1).newLock(id);
  const waits = second.lock(gone.signal, () => undefined);
  setTimeout(() => gone.abort(), 700);
  await expect(waits).rejects.toMatchObject({ status_code: expect.any(Number) });
  await sleep(50);
  await first.unlock();
});
