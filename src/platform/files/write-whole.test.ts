import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeWhole } from "./write-whole.ts";

const folder = mkdtempSync(join(tmpdir(), "klickamt-whole-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a file is there whole, alone, replaces the one before, and only its owner reads it", async () => {
  const path = join(folder, "brief.xml");
  await writeWhole(path, Buffer.from("a longer text"));
  await writeWhole(path, Buffer.from("new"));
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["brief.xml"]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("of two at once one stays, and none is mixed", async () => {
  const path = join(folder, "twice");
  const texts = ["a".repeat(200_000), "b".repeat(200_000)];
  await Promise.all(texts.map((text) => writeWhole(path, Buffer.from(text))));
  expect(texts).toContain(readFileSync(path, "utf8"));
});

test("where it cannot be put nothing stays beside", async () => {
  const taken = join(folder, "taken");
  mkdirSync(join(taken, "full"), { recursive: true });
  await expect(writeWhole(join(taken, "full"), Buffer.from("x"))).rejects.toThrow();
  expect(readdirSync(taken)).toEqual(["full"]);
});
