import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, plainDay } from "../../../kernel/index.ts";
import type { Field, FieldType, Form } from "../form.ts";
import type { CodeList } from "./code-list.ts";
import {
  checkAll,
  compileForm,
  displayValue,
  findField,
  findFormProblems,
  freezeAnswers,
  parseFieldValue,
} from "./index.ts";

const both = (text: string) => ({ de: text, en: text });
const today = plainDay("2026-11-22");

function field(type: FieldType, more: Partial<Field> = {}): Field {
  return { kind: "field", key: "feld", type, label: both("Feld"), source: "Satzung", ...more };
}

function read(of: Field, typed: string | readonly string[]): unknown {
  const parsed = parseFieldValue(of, typed, "de");
  return parsed.ok ? parsed.value : { message: parsed.message };
}

const refused = { message: expect.any(String) };

describe("a time", () => {
  it.each([
    ["8:30", "08:30"],
    ["08.30 Uhr", "08:30"],
    ["0830", "08:30"],
    ["8 Uhr", "08:00"],
    ["8:30 pm", "20:30"],
    ["12:15 a.m.", "00:15"],
    ["24:00", refused],
    ["8:60", refused],
    ["13:00 pm", refused],
    ["abends", refused],
  ])("%s is read as %s", (typed, canonical) => {
    expect(read(field("time"), typed)).toEqual(canonical);
  });
});

describe("a number", () => {
  it.each([
    ["12", 2, "12.00"],
    ["12,5", 2, "12.50"],
    ["12.5", 2, "12.50"],
    ["1.234", 2, "1234.00"],
    ["1.234,5", 2, "1234.50"],
    ["1,234.5", 2, "1234.50"],
    ["1 234 567,89", 2, "1234567.89"],
    ["1.234.567", 2, "1234567.00"],
    ["0.125", 3, "0.125"],
    ["1.234", 3, "1.234"],
    ["−3", 0, "-3"],
    ["-0", 2, "0.00"],
    ["007", 0, "7"],
    ["1,234", 2, refused],
    ["12,345", 2, refused],
    ["1.23.4", 2, refused],
    ["12,5", 0, refused],
    ["zwölf", 2, refused],
    ["1234567890123456", 0, refused],
  ])("%s with %i digits after the point is read as %s", (typed, decimals, canonical) => {
    expect(read(field("number", { decimals }), typed)).toEqual(canonical);
  });

  it("reads itself again, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }), (units, decimals) => {
        const canonical = (units / 10 ** decimals).toFixed(decimals).replace(/^-(?=[0.]+$)/, "");
        expect(read(field("number", { decimals }), canonical)).toBe(canonical);
      }),
    );
  });

  it("is an amount in euros too", () => {
    expect(read(field("currency"), "1.234,5 €")).toBe("1234.50");
    expect(read(field("currency"), "12,- EUR")).toBe("12.00");
    expect(displayValue(field("currency"), "1234567.50", "de")).toBe("1.234.567,50 €");
    expect(displayValue(field("currency"), "1234567.50", "en")).toBe("€1,234,567.50");
    expect(displayValue(field("integer"), "-12345", "de")).toBe("-12.345");
  });
});

describe("an IBAN", () => {
  it("is checked by country and by its check digits", () => {
    expect(read(field("iban"), "de02 1203 0000 0000 2020 51")).toBe("DE02120300000000202051");
    expect(read(field("iban"), "GB82 WEST 1234 5698 7654 32")).toBe("GB82WEST12345698765432");
    expect(read(field("iban"), "DE02 1203 0000 0000 2020 15")).toEqual({
      message: "Prüfen Sie „Feld“: die Prüfziffern passen nicht, vielleicht sind zwei Stellen vertauscht.",
    });
    expect(read(field("iban"), "DE02 1203 0000 0000 2020 5")).toEqual({
      message: "Prüfen Sie „Feld“: eine IBAN aus diesem Land hat 22 Zeichen.",
    });
    expect(read(field("iban"), "1203000000")).toEqual(refused);
    expect(displayValue(field("iban"), "DE02120300000000202051", "de")).toBe("DE02 1203 0000 0000 2020 51");
  });

  it("notices every single digit that is wrong", () => {
    const right = "DE02120300000000202051";
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const digit = (Number(right[at]) + more) % 10;
        expect(read(field("iban"), right.slice(0, at) + digit + right.slice(at + 1))).toEqual(refused);
      }),
    );
  });
});

describe("a place on the map", () => {
  it.each([
    ["51.7189, 8.7543", "51.718900,8.754300"],
    ["51,7189; 8,7543", "51.718900,8.754300"],
    ["51.7189 8.7543", "51.718900,8.754300"],
    ["51.718900,8.754300", "51.718900,8.754300"],
    ["-0;0", "0.000000,0.000000"],
    ["51.7;", refused],
    ["91;8", refused],
    ["Rathaus", refused],
  ])("%s is read as %s", (typed, canonical) => {
    expect(read(field("map-point"), typed)).toEqual(canonical);
  });
});

describe("files", () => {
  const [one, two] = [newId(), newId()];
  it("are a list of ids, each once, no more than are possible", () => {
    const proof = field("file", { file: { kinds: ["pdf"], maxFiles: 2 } });
    expect(read(proof, [one, one, two])).toEqual([one, two]);
    expect(read(proof, [one, two, newId()])).toEqual(refused);
    expect(read(proof, ["../../etc/passwd"])).toEqual(refused);
    expect(read(field("file"), [one, two])).toEqual(refused);
    expect(read(proof, [])).toBeUndefined();
    expect(displayValue(proof, [one, two], "de")).toBe("2 Dateien");
  });
});

describe("a code list", () => {
  const uri = "urn:de:test:orte";
  const list: CodeList = {
    uri,
    version: "2024-01",
    name: both("Orte"),
    entries: [
      ...Array.from({ length: 60 }, (_, index) => ({ code: String(1000 + index), label: `Ort ${index}` })),
      { code: "a", label: "Neustadt" },
      { code: "b", label: "Neustadt" },
      { code: "c", label: "Köln", labelEn: "Cologne" },
    ],
  };
  const form: Form = {
    id: "orte",
    version: 1,
    sections: [
      {
        key: "ort",
        title: both("Ort"),
        elements: [
          field("select", { key: "ort", codeList: { uri } }),
          field("text", { key: "warum", when: 'ort = "c"' }),
        ],
      },
    ],
  };
  const compiled = compileForm(form, { codeLists: new Map([[uri, list]]) });
  const place = findField(compiled, "ort")?.field as Field;

  it("is read by code, by a label that is there once, and by label with code", () => {
    expect(read(place, "1001")).toBe("1001");
    expect(read(place, "koeln")).toBe("c");
    expect(read(place, "COLOGNE")).toBe("c");
    expect(read(place, "Neustadt")).toEqual(refused);
    expect(read(place, "Neustadt (b)")).toBe("b");
    expect(read(place, "Ort 1 (b)")).toEqual(refused);
    expect(displayValue(place, "c", "en")).toBe("Cologne");
  });

  it("is a code in conditions and when it is frozen, and its version is part of what was asked", () => {
    expect(checkAll(compiled, { ort: "Köln" }, { today, language: "de" })).toHaveLength(1);
    expect(freezeAnswers(compiled, { ort: "Köln", warum: "so" }, today).answers).toEqual({ ort: "c", warum: "so" });
    const later = compileForm(form, { codeLists: new Map([[uri, { ...list, version: "2025-01" }]]) });
    expect(later.hash).not.toBe(compiled.hash);
  });

  it("has to be there", () => {
    expect(findFormProblems(form)[0]?.message).toBe(`there is no code list ${uri}`);
    const never = { ...form, checks: [{ at: "ort", feel: 'ort != "zz"', message: both("nein") }] };
    expect(findFormProblems(never, { codeLists: new Map([[uri, list]]) })[0]?.message).toContain('ort is never "zz"');
  });
});

describe("bounds and calculation", () => {
  const form = compileForm({
    id: "rechnen",
    version: 1,
    sections: [
      {
        key: "eins",
        title: both("Eins"),
        elements: [
          field("currency", { key: "preis", min: 0.5, max: 1000 }),
          field("integer", { key: "menge" }),
          field("currency", { key: "summe", computed: "preis * menge" }),
          field("time", { key: "von", min: "08:00" }),
          field("time", { key: "bis", min: "von" }),
        ],
      },
    ],
  });
  const answers = { preis: "0,10", menge: "3", von: "7:59", bis: "7:00" };

  it("say where amounts and times end, as people write them", () => {
    expect(checkAll(form, answers, { today, language: "de" }).map(({ message }) => message)).toEqual([
      "Prüfen Sie „Feld“: möglich ist 0,50 € oder mehr.",
      "Prüfen Sie „Feld“: möglich ist 08:00 Uhr oder später.",
      "Prüfen Sie „Feld“: möglich ist 07:59 Uhr oder später.",
    ]);
  });

  it("calculate with amounts as numbers and round to cents", () => {
    expect(freezeAnswers(form, answers, today).answers).toMatchObject({ preis: "0.10", summe: "0.30" });
  });
});
