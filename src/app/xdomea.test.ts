import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { standards } from "../platform/testing/index.ts";
import { type Nachricht, newKopf, writePackage, xdomeaArchiveFormat } from "../standards/xdomea-4/index.ts";
import { InstallationError } from "./installation.ts";
import { checkXdomea } from "./xdomea-commands.ts";
import { xdomeaSchema } from "./xdomea-schema.ts";

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

const leavingReceipt = {
  typ: "0507",
  messageId: randomUUID(),
  processId: prozessId,
  number: 1,
  from: "Archiv",
  to: "Stadt",
  answers: randomUUID(),
} as const;

function check(
  name: string,
  content: Uint8Array | string,
  standardsFolder?: string,
): { readonly code: number; readonly said: string } {
  const lines: string[] = [];
  const collect = (line: string): void => {
    lines.push(line);
  };
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of spies) spy.mockImplementation(collect);
  try {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { code: checkXdomea(path, standardsFolder), said: lines.join("\n") };
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

describe("The schema of the standard", () => {
  /** A folder of standards whose schema was changed. */
  function changedStandards(name: string, change: (folder: string) => void): string {
    const copy = join(folder, name);
    cpSync(standards.path("xdomea/4.0.0"), join(copy, "xdomea", "4.0.0"), { recursive: true });
    change(join(copy, "xdomea", "4.0.0"));
    return copy;
  }
  const messages = "xdomea-Nachrichten-AussonderungDurchfuehren.xsd";

  test.skipIf(!standards.present)("is asked by xdomea check, of a package too", () => {
    const { name, bytes } = writePackage(receipt, new Map());
    expect(check(name, bytes, standards.folder)).toMatchObject({
      code: 0,
      said: expect.stringContaining("valid against"),
    });
    expect(check(name, bytes).said).toContain("not checked against the schema");
    const stricter = changedStandards("stricter", (at) => {
      const text = readFileSync(join(at, messages), "utf8");
      expect(text).toContain("AussonderungEmpfangBestaetigen.0507");
      writeFileSync(join(at, messages), text.replaceAll("AussonderungEmpfangBestaetigen.0507", "Anders.0507"));
    });
    const { code, said } = check(name, bytes, stricter);
    expect(code).toBe(1);
    expect(said).toMatch(/✗ against the schema, line \d+: /);
    // What is at fault does not leave.
    const format = xdomeaArchiveFormat({ schemaMistakes: xdomeaSchema(stricter) });
    const leaving = { ...leavingReceipt, madeAt: new Date("2026-11-23T09:00:00Z") };
    expect(() => format.write(leaving)).toThrow("against the schema");
    expect(xdomeaArchiveFormat({ schemaMistakes: xdomeaSchema(standards.folder) }).write(leaving).name).toContain(
      "0507",
    );
  });

  test.skipIf(!standards.present)("that is not whole is refused at once, by name: never at the first message", () => {
    for (const [name, change, words] of [
      ["no-catalog", (at: string) => rmSync(join(at, "catalog.xml")), "catalog.xml"],
      ["no-root", (at: string) => rmSync(join(at, messages)), messages],
      ["no-part", (at: string) => rmSync(join(at, "xdomea-Baukasten.xsd")), "KLICKAMT_STANDARDS"],
      ["no-import", (at: string) => rmSync(join(at, "xoev-code.xsd")), "xoev-code.xsd"],
      ["no-schema", (at: string) => writeFileSync(join(at, messages), "<a/>"), "KLICKAMT_STANDARDS"],
    ] as const) {
      const copy = changedStandards(name, change);
      expect(() => xdomeaSchema(copy), name).toThrow(InstallationError);
      expect(() => xdomeaSchema(copy), name).toThrow(words);
    }
  });

  test("in a folder that is not there is refused with what to do", () => {
    mkdirSync(join(folder, "empty"));
    for (const where of ["empty", "nowhere"]) {
      expect(() => xdomeaSchema(join(folder, where))).toThrow(/KLICKAMT_STANDARDS.*Correct the folder, or unset/);
    }
  });
});
