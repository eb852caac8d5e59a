import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { plainDay } from "../kernel/index.ts";
import { type Element, type Field, type Form, inOrder } from "../modules/forms/index.ts";
import { iconNames } from "../platform/ui/index.ts";
import { gewerbeAkteTitle, gewerbeFeesFor, gewerbeSubjectName } from "./gewerbe/leistung.ts";
import { leistungen } from "./index.ts";

const forms = leistungen.flatMap((leistung) => leistung.online?.form ?? []);
const numberOfFields = { GewA1: 31, GewA2: 28, GewA3: 28 } as const;
const printed = { "gewerbe-anmelden": "GewA1", "gewerbe-ummelden": "GewA2", "gewerbe-abmelden": "GewA3" } as const;

function fieldsOf(elements: readonly Element[]): readonly Field[] {
  return elements.flatMap((element) =>
    element.kind === "group" ? fieldsOf(element.elements) : element.kind === "field" ? [element] : [],
  );
}

const allFields = (form: Form): readonly Field[] => form.sections.flatMap((section) => fieldsOf(section.elements));

/** Every text that a person reads. */
function* texts(value: unknown, path = ""): Generator<readonly [string, Record<string, unknown>]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* texts(item, `${path}.${index}`);
  } else if (typeof value === "object" && value !== null) {
    if ("de" in value) yield [path, value as Record<string, unknown>];
    else for (const [key, item] of Object.entries(value)) yield* texts(item, `${path}.${key}`);
  }
}

test("every Leistung has its own id, and a list of what to know in both languages", () => {
  expect(new Set(leistungen.map(({ id }) => id)).size).toBe(leistungen.length);
  expect(leistungen.length).toBeGreaterThanOrEqual(15);
  for (const leistung of leistungen) {
    expect(leistung.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(leistung.leikaKey).toMatch(/^99\d{12}$/);
    expect(iconNames).toContain(leistung.icon);
    for (const [path, text] of texts(leistung)) {
      const { de, en } = text as { de: string | readonly string[]; en: string | readonly string[] };
      expect([leistung.id, path, de.length > 0 && en.length > 0]).toEqual([leistung.id, path, true]);
      if (Array.isArray(de) && path.startsWith(".page"))
        expect([leistung.id, path, en.length]).toEqual([leistung.id, path, de.length]);
    }
    expect([leistung.id, leistung.online === undefined]).toEqual([leistung.id, leistung.page.offline !== undefined]);
  }
});

test("the source of a fee is the same in every language: it names what the fee stands in, and says no more", () => {
  for (const { id, online } of leistungen)
    for (const { source } of online?.fees ?? []) expect([id, source]).toEqual([id, expect.not.stringContaining(";")]);
});

test("countries stand by their English names where the page is in English", () => {
  const fields = forms.flatMap(allFields).filter(({ options }) => options?.some(({ value }) => value === "cy"));
  expect(fields.length).toBeGreaterThan(0);
  for (const { options = [] } of fields) {
    const labels = inOrder(options, "en").map(({ label }) => label.en);
    expect(labels.slice(0, 2)).toEqual(["Germany", "Afghanistan"]);
    expect(labels.indexOf("Cyprus")).toBe(labels.indexOf("Cuba") + 1);
  }
});

const codelist = resolve(
  process.env.KLICKAMT_STANDARDS ?? "../shared/standards",
  "codelists/leika-leistungen-kdn-2019.csv",
);
test.skipIf(!existsSync(codelist))(`every LeiKa key is in the catalogue (${codelist})`, () => {
  const keys = new Set(
    readFileSync(codelist, "utf8")
      .split("\n")
      .map((line) => line.slice(0, 14)),
  );
  for (const { leikaKey } of leistungen) expect(keys).toContain(leikaKey);
});

test.each(Object.entries(printed))("%s asks every field of the printed form %s but date and signature", (id, kind) => {
  const form = forms.find((one) => one.id === id) as Form;
  const numbers = new Set(
    allFields(form).flatMap(
      (field) => field.official?.filter((place) => place.form === kind).map((place) => place.number) ?? [],
    ),
  );
  const expected = Array.from({ length: numberOfFields[kind] }, (_, index) => index + 1);
  expect([...numbers].sort((a, b) => a - b)).toEqual(expected);
});

describe.each(forms.map((form) => [form.id, form] as const))("the form %s", (id, form) => {
  const kind = printed[id as keyof typeof printed];

  test("names no other printed form", () => {
    for (const field of allFields(form)) {
      for (const place of field.official ?? []) expect([field.key, place.form]).toEqual([field.key, kind]);
    }
  });

  test("gives every field a source, which the page shows: the help does not say it again", () => {
    for (const field of allFields(form)) {
      expect([field.key, field.source.length > 5]).toEqual([field.key, true]);
      expect(field.help?.de ?? "").not.toContain(field.source);
      expect(field.help?.en ?? "").not.toContain(field.source);
    }
  });

  test("keeps keys and stored values in ASCII", () => {
    for (const field of allFields(form)) {
      expect(field.key).toMatch(/^[a-z][a-zA-Z0-9]*$/);
      for (const choice of field.options ?? []) expect(choice.value).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect([field.key, (field.options ?? field.codeList) !== undefined]).toEqual([
        field.key,
        ["choice", "choices", "select"].includes(field.type),
      ]);
      expect(new Set(field.options?.map(({ value }) => value)).size).toBe(field.options?.length ?? 0);
    }
    for (const section of form.sections) expect(section.key).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(new Set(form.sections.map(({ key }) => key)).size).toBe(form.sections.length);
  });

  test("gives no path twice", () => {
    const paths: string[] = [];
    const walk = (elements: readonly Element[], prefix: string): void => {
      for (const element of elements) {
        if (element.kind === "field") paths.push(`${prefix}${element.key}`);
        if (element.kind === "group") walk(element.elements, `${prefix}${element.key}.`);
      }
    };
    for (const section of form.sections) walk(section.elements, "");
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
    for (const check of form.checks ?? []) expect(paths).toContain(check.at);
  });
});

describe("charges", () => {
  const people = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`personen.${index}.familienname`, "Müller"]));

  test.each([
    ["einzelunternehmen", 0, ["natuerliche-person"]],
    ["gbr", 2, ["natuerliche-person", "natuerliche-person"]],
    ["gmbh", 1, ["juristische-person"]],
    ["gmbh", 3, ["juristische-person", "weitere-vertretung", "weitere-vertretung"]],
  ])("%s with %i people", (rechtsform, count, expected) => {
    expect(gewerbeFeesFor({ rechtsform, ...people(count) })).toEqual(expected);
  });

  test("a stock corporation says how many represent it", () => {
    expect(gewerbeFeesFor({ rechtsform: "ag", zahlDerVertreter: "2" })).toEqual([
      "juristische-person",
      "weitere-vertretung",
    ]);
    expect(gewerbeFeesFor({ rechtsform: "ag", zahlDerVertreter: "zwei" })).toEqual(["juristische-person"]);
  });

  test("every key has its amount", () => {
    for (const { online } of leistungen) {
      const keys = online?.fees.map(({ key }) => key) ?? [];
      for (const rechtsform of ["einzelunternehmen", "gbr", "gmbh"]) {
        for (const key of online?.feesFor({ rechtsform, ...people(3) }, plainDay("2026-11-22")) ?? [])
          expect(keys).toContain(key);
      }
    }
  });
});

test.each([
  [{ registername: "Muster GmbH", geschaeftsbezeichnung: "Haargenau" }, "Muster GmbH"],
  [{ geschaeftsbezeichnung: "Haargenau", "inhaber.familienname": "Müller" }, "Haargenau"],
  [{ "inhaber.familienname": "Müller", "inhaber.vornamen": "Änne" }, "Änne Müller"],
  [
    {
      "personen.0.familienname": "Müller",
      "personen.0.vornamen": "Änne",
      "personen.1.familienname": "Öztürk",
      "personen.1.vornamen": "Ayşe",
    },
    "Änne Müller, Ayşe Öztürk GbR",
  ],
])("the desk lists %j as %s", (answers, name) => {
  expect(gewerbeSubjectName(answers)).toBe(name);
});

test("the Akte is named after the business and its address, also where it is at home", () => {
  const home = {
    geschaeftsbezeichnung: "Bäckerei Müller",
    "wohnung.strasse": "Marienplatz",
    "wohnung.hausnummer": "1",
  };
  expect(gewerbeAkteTitle({ ...home, "betriebsstaette.wieWohnung": "ja" })).toBe("Bäckerei Müller, Marienplatz 1");
  expect(
    gewerbeAkteTitle({ ...home, "betriebsstaette.strasse": "Westernstraße", "betriebsstaette.hausnummer": "2" }),
  ).toBe("Bäckerei Müller, Westernstraße 2");
});

test("brothers and sisters get a birth certificate for a legitimate interest (§ 62 Abs. 1 Satz 2 PStG)", () => {
  const certificate = leistungen.find(({ id }) => id === "geburtsurkunde-anfordern");
  expect(certificate?.page.forWhom.de.join(" ")).toContain("Geschwister brauchen ein berechtigtes");
});
