import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Nachricht, newKopf, writePackage } from "../standards/xdomea-4/index.ts";
import { checkXdomea } from "./xdomea-commands.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "klickamt-xdomea-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const prozessId = randomUUID();
const receipt: Nachricht = {
  typ: "0507",
  kopf: newKopf({ prozessId, autor: {}, leser: {}, now: new Date("2026-11-23T09:00:00Z") }),
  produkt: "Klickamt",
  produkthersteller: "Klickamt",
  laufendeNummer: 1,
  gesamtzahl: 1,
  ursprungsnachricht: randomUUID(),
};

function check(name: string, content: Uint8Array | string): { readonly code: number; readonly said: string } {
  const lines: string[] = [];
  const collect = (line: string): void => {
    lines.push(line);
  };
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of spies) spy.mockImplementation(collect);
  try {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { code: checkXdomea(path), said: lines.join("\n") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe("klickamt xdomea check", () => {
  test("says what a package is", () => {
    const { name, bytes } = writePackage(receipt, new Map());
    const { code, said } = check(name, bytes);
    expect(code).toBe(0);
    expect(said).toContain(`xdomea 4.0.0, message 0507, 1 of 1, process ${prozessId}`);
  });

  test("says in which line a message is wrong, and ends with 1", () => {
    const { code, said } = check("a.xml", '<?xml version="1.0"?>\n<a xmlns="urn:xoev-de:xdomea:schema:1.0.0"/>');
    expect(code).toBe(1);
    expect(said).toContain("line 2: The message is of xdomea 1.0.0");
  });
});
