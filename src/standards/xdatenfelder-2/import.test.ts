import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlainDay } from "../../kernel/index.ts";
import {
  type Datenfeld,
  type Datenschema,
  datenschemaFrom,
  definitionFrom,
  type ImportChoices,
  type MadeDefinition,
  placesOf,
} from "../../modules/designer/index.ts";
import {
  compileForm,
  type Element,
  type Field,
  findFormProblems,
  freezeAnswers,
  type LeistungDefinition,
  leistungFrom,
} from "../../modules/forms/index.ts";
import { standards, xsdMistakes } from "../../platform/testing/index.ts";
import { canonicalXml, parseXml } from "../../platform/xml/index.ts";
import { answersAsJson, writeJsonSchema } from "../json-schema-2020-12/index.ts";
import { xdatenfelder3 } from "../xdatenfelder-3/index.ts";
import { xdatenfelder2 } from "./index.ts";
import { fillIn } from "./testing/answers.ts";

const file = (): Buffer => readFileSync(standards.path("fim/examples/S00000009_xdatenfelder.xml"));
const xsd2 = standards.path("fim/xdatenfelder-2.0/xdatenfelder.xsd");
const xsd3 = standards.path("fim/xdatenfelder-3.0.0/xdatenfelder.xsd");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const stamp = { at: "2026-11-23T09:00:00Z", messageId: "m-1" };
const today = "2026-11-23" as PlainDay;

const formOf = ({ definition }: MadeDefinition) => ({ ...definition.online.form, id: definition.id, version: 1 });

function fieldsIn(elements: readonly Element[], base = ""): readonly (readonly [string, Field])[] {
  return elements.flatMap((element): readonly (readonly [string, Field])[] => {
    if (element.kind === "field") return [[base + element.key, element]];
    return element.kind === "group" ? fieldsIn(element.elements, `${base}${element.key}.`) : [];
  });
}

const allFields = (made: MadeDefinition) =>
  new Map(made.definition.online.form.sections.flatMap(({ elements }) => fieldsIn(elements)));

describe.skipIf(!standards.present)("The service made from S00000009", () => {
  const made = standards.present
    ? definitionFrom(xdatenfelder2.read(file()))
    : (undefined as unknown as MadeDefinition);

  test("counts what came over: all 132 fields, 54 groups and 186 cardinalities", () => {
    expect(made.report).toMatchObject({
      standard: "xdatenfelder-2",
      schema: { id: "S00000009", name: "Gewerbe Anmeldung" },
      fields: 132,
      groups: 54,
      rules: 0,
      codeLists: 15,
      cameOver: { fields: 132, groups: 54, cardinalities: 186, staticTexts: 5, codeLists: 0, helpTexts: 130 },
    });
  });

  test("has every place of the schema in the form, with label, help and legal source as they stand there", () => {
    const schema = xdatenfelder2.read(file()).stammdatenschema;
    const byPlace = Map.groupBy(Object.entries(made.pathOf), ([, place]) => place);
    const fields = allFields(made);
    const plain = (text: string | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
    for (const { path, struktur } of placesOf(schema)) {
      const formPath = byPlace.get(path)?.[0]?.[0];
      expect(formPath, path).toBeDefined();
      const { feld } = struktur;
      if (feld === undefined || feld.feldart.code === "label") continue;
      const field = fields.get(formPath as string) as Field;
      expect(field, formPath).toBeDefined();
      expect(field.label.de).toBe(plain(feld.bezeichnungEingabe));
      expect(field.help?.de ?? "").toBe(plain(feld.hilfetextEingabe));
      expect(field.required ?? true).toBe(struktur.anzahl.startsWith("1"));
      const bezug = plain(feld.bezug[0]?.text.split("\n")[0]);
      if (bezug.length > 1) expect(field.source).toContain(bezug);
      expect(field.source).not.toBe("");
    }
  });

  test("keeps bounds and precisions", () => {
    const fields = allFields(made);
    const at = (ending: string) => [...fields].find(([path]) => path.endsWith(ending))?.[1];
    expect(at("schwerpunktDerTaetigkeit")).toMatchObject({ type: "multiline", minLength: 1, maxLength: 1000 });
    expect(at("geburtsdatum.tag")).toMatchObject({ type: "integer", min: 1, max: 31, required: false });
    expect(at("geburtsdatum.jahr")).toMatchObject({ min: 1850, max: 2025 });
    expect(at("ortInland.postleitzahl")).toMatchObject({ type: "postcode" });
    expect(at("reisegewerbe")).toMatchObject({ type: "yes-no" });
    expect(at("datumDesBeginnsDerAngemeldetenTaetigkeit")).toMatchObject({ type: "date" });
  });

  test("names what needs a person", () => {
    const kinds = Map.groupBy(made.report.open, ({ kind }) => kind);
    expect(kinds.get("code-list")?.reduce((sum, { times = 1 }) => sum + times, 0)).toBe(15);
    expect(
      kinds
        .get("pattern")
        ?.map(({ text }) => text.de)
        .join(" "),
    ).toMatch(/Regionalschlüssel.*Mehrfachauswahl/);
    expect(
      kinds
        .get("rule")
        ?.map(({ text }) => text.de)
        .join(" "),
    ).toContain("nur bei inländischen Aktiengesellschaften");
    expect(kinds.get("static-text")?.[0]?.text.de).toContain("Unterschrift");
    expect(kinds.get("datatype")?.[0]?.path).toContain("F00000115");
    for (const kind of ["page-text", "records", "translation"] as const) expect(kinds.has(kind)).toBe(true);
    expect(made.rules.every(({ state, text }) => state === "open" && text !== "")).toBe(true);
    expect(made.rules.find(({ ruleId }) => ruleId === "G00000094:definition")?.path.join(".")).toMatch(
      /vertretungsberechtigten/i,
    );
  });

  test("can be filled in and sent at once, page by page, and knows by which name the case is listed", () => {
    const form = formOf(made);
    expect(findFormProblems(form)).toEqual([]);
    const compiled = compileForm(form);
    const answers = fillIn(compiled);
    const { answers: frozen } = freezeAnswers(compiled, answers, today);
    expect(Object.keys(frozen).length).toBeGreaterThan(60);
    expect(made.definition.online.form.sections.length).toBeGreaterThan(10);
    const leistung = leistungFrom(made.definition, 1, {
      key: "antrag",
      name: { de: "", en: "" },
      processXml: "",
    } as never);
    expect(
      leistung.online?.subjectName({ ...frozen, "angabenZumBetriebsinhaber.0.organisationsname": "Bäckerei Müller" }),
    ).toBe("Bäckerei Müller");
    expect(leistung.online?.subjectName(frozen)).toBe("Beispiel Beispiel");
    expect(leistung.online?.subjectName({})).toBe("Gewerbe Anmeldung");
    expect(leistung.online?.records.akteTitle(frozen)).toContain("Gewerbe Anmeldung: ");
  });

  test("uses lists that the region has", () => {
    const uri = "urn:xpersonenstand:schluesseltabelle:geschlecht";
    const art = { uri: "GewerbeArt", version: "1", entries: 4 };
    const withLists = definitionFrom(xdatenfelder2.read(file()), {
      codeLists: [{ uri, version: "2", entries: 4 }, art],
    });
    const fields = [...allFields(withLists).values()];
    expect(fields.filter(({ codeList }) => codeList?.uri === uri).map(({ type }) => type)).toEqual([
      "choice",
      "choice",
      "choice",
    ]);
    expect(fields.find(({ codeList }) => codeList?.uri === "GewerbeArt")?.type).toBe("choices");
    expect(withLists.report.cameOver.codeLists).toBe(4);
    const other = definitionFrom(xdatenfelder2.read(file()), { codeLists: [{ uri, version: "3", entries: 4 }] });
    expect(other.report.cameOver.codeLists).toBe(0);
    expect(JSON.stringify(other.report.open)).toContain("fehlt in dieser Version. Vorhanden: 3");
  });

  test("comes back canonically equal when nothing was edited, also with code lists in use", () => {
    for (const codeLists of [[], [{ uri: "GewerbeArt", version: "1", entries: 9 }]]) {
      const origin = xdatenfelder2.read(file());
      const { definition } = definitionFrom(origin, { codeLists });
      const stored = JSON.parse(JSON.stringify({ origin, definition })) as {
        origin: Datenschema;
        definition: LeistungDefinition;
      };
      const written = xdatenfelder2.write(datenschemaFrom(stored.definition, stored.origin, stamp));
      expect(canonicalXml(parseXml(written))).toBe(canonicalXml(parseXml(file())));
    }
  });

  test("is a valid file of both versions after it was edited, and differs only there", () => {
    const origin = xdatenfelder2.read(file());
    const { definition } = definitionFrom(origin);
    const [first, ...sections] = definition.online.form.sections;
    const [named, ...rest] = first?.elements ?? [];
    const added: Field = {
      kind: "field",
      key: "hund",
      type: "choice",
      label: { de: "„Hund“ – ja?", en: "Dog" },
      source: "§ 1",
      options: [{ value: "a", label: { de: "A", en: "A" } }],
      when: 'x = "1"',
    };
    const edited: LeistungDefinition = {
      ...definition,
      online: {
        ...definition.online,
        form: {
          sections: [
            {
              ...(first as NonNullable<typeof first>),
              elements: [
                { ...(named as Field), label: { de: "Gemeinde", en: "Town" }, required: false, maxLength: 40 },
                ...rest,
                added,
              ],
            },
            ...sections.slice(0, -1),
          ],
        },
      },
    };
    const schema = datenschemaFrom(edited, origin, stamp);
    expect(xsdMistakes(xdatenfelder2.write(schema), xsd2)).toEqual([]);
    expect(xsdMistakes(xdatenfelder3.write(schema), xsd3)).toEqual([]);
    const again = xdatenfelder2.read(xdatenfelder2.write(schema)).stammdatenschema;
    const [changed] = again.struktur;
    expect(changed).toMatchObject({
      anzahl: "0:1",
      feld: { bezeichnungEingabe: "Gemeinde", identifikation: { id: "F00000152", version: "1.1" } },
    });
    expect(changed?.feld?.praezisierung?.text).toBe('{"minLength":"1","maxLength":"40"}');
    const own = placesOf(again).find(({ path }) => path.includes("F99"))?.struktur.feld as Datenfeld;
    expect(own.bezeichnungEingabe).toBe('"Hund" - ja?');
    expect(own.regel[0]?.definition).toContain('x = "1"');
    const kept = (id: string) => JSON.stringify(placesOf(again).find(({ path }) => path.endsWith(id))?.struktur);
    const before = (id: string) =>
      JSON.stringify(placesOf(origin.stammdatenschema).find(({ path }) => path.endsWith(id))?.struktur);
    for (const id of ["F00000103", "F00000150", "F00000457", "G00000109"]) expect(kept(id)).toBe(before(id));
    expect(kept("F00000008")).toBeUndefined();
  });

  test("is a JSON Schema that takes right answers and refuses wrong ones", () => {
    const form = formOf(made);
    const answers = answersAsJson(form, freezeAnswers(compileForm(form), fillIn(compileForm(form)), today).answers);
    const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false });
    const validate = ajv.compile(writeJsonSchema(form, "de"));
    expect(validate(answers), JSON.stringify(validate.errors)).toBe(true);
    const wrong = (change: (copy: Record<string, never>) => void) => {
      const copy = JSON.parse(JSON.stringify(answers)) as Record<string, never>;
      change(copy);
      return validate(copy);
    };
    expect(wrong((copy) => delete copy["nameDerEntgegennehmendenGemeinde"])).toBe(false);
    expect(wrong((copy) => Object.assign(copy, { unbekannt: 1 }))).toBe(false);
    expect(wrong((copy) => Object.assign(copy, { nameDerEntgegennehmendenGemeinde: "x".repeat(51) }))).toBe(false);
    expect(wrong((copy) => Object.assign(copy, { datum: "heute" }))).toBe(false);
    expect(wrong((copy) => Object.assign(copy, { angabenZumBetriebsinhaber: [] }))).toBe(false);
  });
});

const code = (name: string, value: string) => `<xdf:${name}><code>${value}</code></xdf:${name}>`;
const ident = (id: string) =>
  `<xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>1.0</xdf:version></xdf:identifikation>`;
const common = (id: string, name: string, more = "") =>
  `${ident(id)}<xdf:name>${name}</xdf:name><xdf:bezeichnungEingabe>${name}</xdf:bezeichnungEingabe><xdf:beschreibung></xdf:beschreibung><xdf:definition></xdf:definition><xdf:bezug></xdf:bezug>${code("status", "aktiv")}${more}`;
const place = (anzahl: string, inner: string) =>
  `<xdf:struktur><xdf:anzahl>${anzahl}</xdf:anzahl><xdf:bezug></xdf:bezug><xdf:enthaelt>${inner}</xdf:enthaelt></xdf:struktur>`;
const field = (
  anzahl: string,
  datentyp: string,
  praezisierung: string,
  options: { id?: string; name?: string; art?: string; inhalt?: string; regel?: string } = {},
) =>
  place(
    anzahl,
    `<xdf:datenfeld>${common(options.id ?? "F1", options.name ?? "Feld")}${code("schemaelementart", "RNG")}<xdf:hilfetextEingabe></xdf:hilfetextEingabe><xdf:hilfetextAusgabe></xdf:hilfetextAusgabe>${code("feldart", options.art ?? "input")}${code("datentyp", datentyp)}<xdf:praezisierung>${praezisierung.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</xdf:praezisierung><xdf:inhalt>${options.inhalt ?? ""}</xdf:inhalt>${options.regel ?? ""}</xdf:datenfeld>`,
  );
const group = (anzahl: string, id: string, inner: string, name = "Gruppe") =>
  place(
    anzahl,
    `<xdf:datenfeldgruppe>${common(id, name)}${code("schemaelementart", "RNG")}<xdf:hilfetextEingabe></xdf:hilfetextEingabe><xdf:hilfetextAusgabe></xdf:hilfetextAusgabe>${inner}</xdf:datenfeldgruppe>`,
  );
const schema2 = (inner: string) =>
  bytes(
    `<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_2"><xdf:header><xdf:nachrichtID>1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-01-01T00:00:00Z</xdf:erstellungszeitpunkt></xdf:header><xdf:stammdatenschema>${common("S1", "Probe")}${code("ableitungsmodifikationenStruktur", "3")}${code("ableitungsmodifikationenRepraesentation", "1")}${inner}</xdf:stammdatenschema></xdf:xdatenfelder.stammdatenschema.0102>`,
  );

function make(inner: string, choices: ImportChoices = {}): MadeDefinition & { readonly only: Field } {
  const made = definitionFrom(xdatenfelder2.read(schema2(inner)), choices);
  expect(findFormProblems(formOf(made))).toEqual([]);
  return { ...made, only: [...allFields(made).values()][0] as Field };
}

describe("What becomes of one field", () => {
  test.each([
    ["text", '{"minLength":"2","maxLength":"9"}', { type: "text", minLength: 2, maxLength: 9 }, undefined],
    ["text", '{"maxLength":900}', { type: "multiline", maxLength: 900 }, undefined],
    ["text", '{"pattern":"[A-Z]{2}\\\\d+"}', { pattern: { regex: "[A-Z]{2}\\d+" } }, undefined],
    ["text", '{"pattern":"^\\\\p{Alpha}\\\\@\\\\Qa.b\\\\E$"}', { pattern: { regex: "[A-Za-z]@a\\.b" } }, undefined],
    ["text", '{"pattern":"(a+)+b"}', { type: "text" }, "pattern"],
    ["text", '{"pattern":"[a-z"}', { type: "text" }, "pattern"],
    ["text", '{"pattern":"[a-z-[aeiou]]"}', { type: "text" }, "pattern"],
    ["text", '{"pattern":"nur Ziffern, bitte."}', { type: "text" }, "pattern"],
    ["text", '{"minLength":"9","maxLength":"2"}', { minLength: 2, maxLength: 9 }, "precision"],
    ["text", '{"maxLength":"0"}', { type: "text" }, "precision"],
    ["text", '{"laenge":"5"}', { type: "text" }, "precision"],
    ["text", "höchstens fünf", { type: "text" }, "precision"],
    ["num_int", '{"minValue":"1","maxValue":"5"}', { type: "integer", min: 1, max: 5 }, undefined],
    ["num_int", '{"minValue":"9","maxValue":"5"}', { type: "integer", min: 5, max: 9 }, "precision"],
    ["num_int", '{"minValue":"eins"}', { type: "integer" }, "precision"],
    ["num_int", '{"pattern":"[0-9]{3}"}', { type: "integer" }, "pattern"],
    ["num", '{"minValue":"0,5"}', { type: "number", min: 0.5 }, undefined],
    ["num_currency", '{"maxValue":"100"}', { type: "currency", max: 100 }, undefined],
    [
      "date",
      '{"minValue":"2000-01-01","maxValue":"31.12.2030"}',
      { type: "date", min: "2000-01-01", max: "2030-12-31" },
      undefined,
    ],
    ["date", '{"minValue":"2000-02-30"}', { type: "date" }, "precision"],
    ["bool", "", { type: "yes-no" }, undefined],
    ["file", "", { type: "file" }, undefined],
    ["obj", "", { type: "file" }, "datatype"],
    ["farbe", "", { type: "text" }, "datatype"],
  ])("%s with %s", (datentyp, praezisierung, expected, open) => {
    const { only, report } = make(field("1:1", datentyp, praezisierung));
    expect(only).toMatchObject(expected);
    const own = report.open.filter(({ path }) => path === "F1").map(({ kind }) => kind);
    expect(own).toEqual(open === undefined ? [] : [open]);
  });

  test.each([
    ["1:1", { required: undefined }, undefined],
    ["0:1", { required: false }, undefined],
    ["einmal", { required: false }, "cardinality"],
    ["0:0", { required: false }, "cardinality"],
  ])("cardinality %s", (anzahl, expected, open) => {
    const { only, report } = make(field(anzahl, "text", ""));
    expect(only.required).toBe(expected.required);
    expect(report.open.filter(({ path }) => path === "F1").map(({ kind }) => kind)).toEqual(
      open === undefined ? [] : [open],
    );
  });

  test("one that may be answered several times becomes a list; with contradictory numbers they are swapped and told", () => {
    const { definition, report, pathOf } = make(field("3:2", "text", ""));
    expect(definition.online.form.sections[0]?.elements[0]).toMatchObject({ kind: "group", min: 2, max: 3 });
    expect(report.open.find(({ kind }) => kind === "cardinality")?.text.de).toContain("widerspricht sich");
    expect(pathOf).toEqual({ feld: "F1", "feld.wert": "F1" });
  });

  test("a choice without a list is told, a rule becomes prose to be worked on, static texts are shown", () => {
    const regel = `<xdf:regel>${common("R7", "Mindestalter")}<xdf:script></xdf:script></xdf:regel>`.replace(
      "<xdf:definition></xdf:definition>",
      "<xdf:definition>Die Person muss 16 sein.</xdf:definition>",
    );
    const made = make(
      field("1:1", "text", "", { art: "select", regel }) +
        field("1:1", "text", "", { id: "F2", art: "label", inhalt: "Bitte lesen" }) +
        field("1:1", "text", "", { id: "F3" }),
    );
    expect(made.report.open.find(({ kind }) => kind === "code-list")?.text.de).toContain("ohne Codeliste");
    expect(made.rules).toEqual([
      { ruleId: "R7", name: "Mindestalter", text: "Die Person muss 16 sein.", path: ["feld"], state: "open" },
    ]);
    expect(made.report.rules).toBe(1);
    expect(JSON.stringify(made.definition.online.form)).toContain("Bitte lesen");
  });
});

describe("Groups", () => {
  test("that may stay empty are opened by a question, and only where something in them is needed", () => {
    const made = make(
      group("0:1", "G1", field("1:1", "text", ""), "Anschrift") +
        group("0:1", "G2", field("0:1", "text", ""), "Sonstiges"),
    );
    const fields = allFields(made);
    expect(fields.get("anschriftAngeben")).toMatchObject({ type: "yes-no" });
    expect(fields.has("sonstigesAngeben")).toBe(false);
    expect(made.pathOf["anschriftAngeben"]).toBeUndefined();
  });

  test("in groups in groups keep their cardinalities", () => {
    const made = make(group("1:*", "G1", group("0:3", "G2", group("2:2", "G3", field("1:1", "text", "")))));
    const shape = (element: Element | undefined): unknown =>
      element?.kind === "group" ? [element.min, element.max, shape(element.elements[0])] : element?.kind;
    expect(shape(made.definition.online.form.sections[0]?.elements[0])).toEqual([1, 20, [0, 3, [2, 2, "field"]]]);
  });

  test("with one id and different content are told", () => {
    const { report } = make(
      group("1:1", "G1", field("1:1", "text", "", { name: "A" })) +
        group("1:1", "G2", field("1:1", "text", "", { name: "B" })),
    );
    expect(report.open.find(({ kind }) => kind === "duplicate-id")?.text.de).toContain("F1 1.0 steht auch unter G1.F1");
  });

  test("without content are told and left out", () => {
    const { report, definition } = make(group("1:1", "G1", "") + field("1:1", "text", ""));
    expect(report.open.some(({ kind, path }) => kind === "cardinality" && path === "G1")).toBe(true);
    expect(definition.online.form.sections).toHaveLength(1);
  });
});

describe("A schema of version 3.0.0", () => {
  const at = "2026-01-01T00:00:00Z";
  const code3 = (name: string, value: string, version?: string) =>
    `<xdf:${name}${version === undefined ? "" : ` listVersionID="${version}"`}><code>${value}</code></xdf:${name}>`;
  const common3 = (id: string, name: string) =>
    `<xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation><xdf:name>${name}</xdf:name><xdf:bezug link="https://www.gesetze-im-internet.de/x">§ 1 XG</xdf:bezug>${code3("freigabestatus", "6", "2020-03-19")}<xdf:letzteAenderung>${at}</xdf:letzteAenderung><xdf:stichwort uri="urn:x">Wort</xdf:stichwort>`;
  const field3 = (id: string, art: string, typ: string, more = "", anzahl = "1:1", after = "") =>
    `<xdf:struktur><xdf:anzahl>${anzahl}</xdf:anzahl><xdf:enthaelt><xdf:datenfeld>${common3(id, `Feld ${id}`)}<xdf:bezeichnungEingabe>Feld ${id}</xdf:bezeichnungEingabe>${code3("schemaelementart", "HAR")}${code3("feldart", art)}${code3("datentyp", typ)}${more}${code3("vorbefuellung", "keine")}${after}</xdf:datenfeld></xdf:enthaelt></xdf:struktur>`;
  const werte =
    "<xdf:werte><xdf:wert><xdf:code>ä 1</xdf:code><xdf:name>Eins</xdf:name><xdf:hilfe>Das erste</xdf:hilfe></xdf:wert><xdf:wert><xdf:code>2</xdf:code><xdf:name>Zwei</xdf:name></xdf:wert></xdf:werte>";
  const rule = `<xdf:regel><xdf:identifikation><xdf:id>R1</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation><xdf:name>Regel</xdf:name><xdf:freitextRegel>Nur wenn volljährig.</xdf:freitextRegel><xdf:letzteAenderung>${at}</xdf:letzteAenderung>${code3("typ", "V")}<xdf:param element="F1" name="a"><xdf:typ>wert</xdf:typ></xdf:param><xdf:ziel element="F1" name="b"/><xdf:skript>a > 1</xdf:skript><xdf:fehler code="17">Zu jung</xdf:fehler></xdf:regel>`;
  const auswahl = `<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeldgruppe>${common3("G1", "Eins von beiden")}<xdf:bezeichnungEingabe>Eins von beiden</xdf:bezeichnungEingabe>${code3("schemaelementart", "HAR")}${code3("art", "X")}${field3("F8", "input", "text")}${field3("F9", "input", "text")}</xdf:datenfeldgruppe></xdf:enthaelt></xdf:struktur>`;
  const text = `<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0"><xdf:header><xdf:nachrichtID>1</xdf:nachrichtID><xdf:erstellungszeitpunkt>${at}</xdf:erstellungszeitpunkt><xdf:produktbezeichnung>Editor</xdf:produktbezeichnung></xdf:header><xdf:stammdatenschema>${common3("S1", "Probe")}<xdf:bezeichnung>Probe</xdf:bezeichnung>${code3("ableitungsmodifikationenStruktur", "3")}${code3("ableitungsmodifikationenRepraesentation", "1")}<xdf:dokumentsteckbrief><xdf:id>D1</xdf:id></xdf:dokumentsteckbrief>${rule}${field3("F1", "input", "text_latin", '<xdf:praezisierung minLength="1" maxLength="20" pattern="[A-Za-z]+"></xdf:praezisierung>')}${field3("F2", "input", "time")}${field3("F3", "input", "datetime")}${field3("F4", "hidden", "text", "<xdf:inhalt>fest</xdf:inhalt>")}${field3("F5", "locked", "text")}${field3("F6", "select", "text", "", "1:2", werte)}${field3("F7", "input", "file", "", "0:3", "<xdf:maxSize>1000000</xdf:maxSize><xdf:mediaType>application/pdf</xdf:mediaType><xdf:mediaType>video/mp4</xdf:mediaType>")}${auswahl}</xdf:stammdatenschema></xdf:xdatenfelder.stammdatenschema.0102>`;

  test.skipIf(!standards.present)(
    "is valid, comes back canonically equal, and becomes valid 2.0 with what is lost named",
    () => {
      const schema = xdatenfelder3.read(bytes(text));
      expect(xsdMistakes(bytes(text), xsd3)).toEqual([]);
      expect(schema.leftOver).toEqual([]);
      expect(xdatenfelder3.validate(schema)).toEqual([]);
      expect(canonicalXml(parseXml(xdatenfelder3.write(schema)))).toBe(canonicalXml(parseXml(bytes(text))));
      expect(xsdMistakes(xdatenfelder2.write(schema), xsd2)).toEqual([]);
      const losses = xdatenfelder2.losses(schema).join(" ");
      for (const lost of [
        "werte",
        "typ",
        "param",

        "maxSize",
        "produktbezeichnung",
        "F4.feldart",
        "F2.datentyp",
        "stichwort",
      ])
        expect(losses).toContain(lost);
    },
  );

  test("becomes a form with times, files, values and a choice between groups", () => {
    const made = definitionFrom(xdatenfelder3.read(bytes(text)));
    expect(findFormProblems(formOf(made))).toEqual([]);
    const fields = allFields(made);
    expect(fields.get("feldF1")).toMatchObject({
      type: "text",
      minLength: 1,
      maxLength: 20,
      pattern: { regex: "[A-Za-z]+" },
    });
    expect(fields.get("feldF1")?.source).toBe("§ 1 XG; https://www.gesetze-im-internet.de/x");
    expect(fields.get("feldF2")).toMatchObject({ type: "time" });
    expect([fields.get("feldF3.tag")?.type, fields.get("feldF3.uhrzeit")?.type]).toEqual(["date", "time"]);
    expect(fields.get("feldF4")).toMatchObject({ when: "false", required: false });
    expect(fields.get("feldF6")).toMatchObject({
      type: "choices",
      options: [{ value: "a-1", hint: { de: "Das erste" } }, { value: "2" }],
    });
    expect(fields.get("feldF7")).toMatchObject({
      type: "file",
      file: { kinds: ["pdf"], maxBytes: 1_000_000, maxFiles: 3 },
    });
    expect(fields.get("einsVonBeiden.auswahl")?.options).toHaveLength(2);
    expect(fields.get("einsVonBeiden.feldF9")?.when).toBe('auswahl = "2"');
    const kinds = made.report.open.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "hidden-field")).toHaveLength(2);
    expect(made.rules[0]?.text).toContain("Nur wenn volljährig.");
    fillIn(compileForm(formOf(made)));
  });
});

test("a service that was made at the desk is exported validly, too", () => {
  const made = make(field("1:1", "text", "") + group("0:2", "G1", field("1:1", "date", "")));
  const schema = datenschemaFrom(made.definition, undefined, stamp);
  expect(placesOf(schema.stammdatenschema).map(({ path }) => path)).toHaveLength(3);
  if (!standards.present) return;
  expect(xsdMistakes(xdatenfelder3.write(schema), xsd3)).toEqual([]);
  expect(xsdMistakes(xdatenfelder2.write(schema), xsd2)).toEqual([]);
});

/** Everything that is done with a file that came in; only a refusal may be thrown. */
function survive(given: Uint8Array): "read" | "refused" {
  const begun = performance.now();
  try {
    for (const standard of [xdatenfelder2, xdatenfelder3]) {
      standard.sniff(given);
    }
    const read = xdatenfelder2.read(given);
    const made = definitionFrom(read);
    expect(findFormProblems(formOf(made))).toEqual([]);
    xdatenfelder2.validate(read);
    xdatenfelder3.losses(read);
    xdatenfelder3.write(read);
    xdatenfelder2.write(datenschemaFrom({ ...made.definition, title: { de: "Anders", en: "" } }, read, stamp));
    return "read";
  } catch (error) {
    if ((error as Error).name !== "SchemaRefused") throw error;
    return "refused";
  } finally {
    expect(performance.now() - begun).toBeLessThan(2000);
  }
}

describe.skipIf(!standards.present)("The real file, changed by hand and by chance", () => {
  const original = standards.present ? file().toString("utf8") : "";

  test.each([
    ["cut off", (text: string) => text.slice(0, 300_000), "refused"],
    [
      "with every cardinality absurd",
      (text: string) => text.replaceAll(/<xdf:anzahl>[^<]*/g, "<xdf:anzahl>99999:1"),
      "read",
    ],
    [
      "with every number huge",
      (text: string) => text.replaceAll(/"maxLength":"\d+"/g, '"maxLength":"999999999999999999999"'),
      "read",
    ],
    [
      "with every pattern deadly",
      (text: string) => text.replaceAll('"minLength":"1"', '"pattern":"^(([a-z])+.)+[A-Z]([a-z])+$"'),
      "read",
    ],
    [
      "with every label empty",
      (text: string) => text.replaceAll(/<xdf:(name|bezeichnungEingabe)>[^<]*/g, "<xdf:$1>"),
      "read",
    ],
    [
      "with every label a word of FEEL",
      (text: string) => text.replaceAll(/<xdf:bezeichnungEingabe>[^<]*/g, "<xdf:bezeichnungEingabe>if then else"),
      "read",
    ],
    [
      "with every label constructor",
      (text: string) =>
        text.replaceAll(/<xdf:bezeichnungEingabe>[^<]*/g, "<xdf:bezeichnungEingabe>constructor __proto__"),
      "read",
    ],
    ["with every id the same", (text: string) => text.replaceAll(/<xdf:id>[^<]*/g, "<xdf:id>F1"), "refused"],
    ["with every field id the same", (text: string) => text.replaceAll(/<xdf:id>F[^<]*/g, "<xdf:id>F1"), "read"],
    [
      "with every datatype unknown",
      (text: string) => text.replaceAll(/<code>(?:text|bool|date|num\w*)</g, "<code>constructor<"),
      "read",
    ],
    [
      "with long labels",
      (text: string) => text.replaceAll("<xdf:bezeichnungEingabe>", `<xdf:bezeichnungEingabe>${"lang ".repeat(400)}`),
      "read",
    ],
    [
      "with markup in texts",
      (text: string) => text.replaceAll("<xdf:definition>", "<xdf:definition>&lt;script&gt;alert(1)&lt;/script&gt;"),
      "read",
    ],
    ["in capitals", (text: string) => text.toUpperCase(), "refused"],
    ["without any namespace", (text: string) => text.replaceAll("xdf:", "").replaceAll(/ xmlns[^>]*/g, ""), "refused"],
    [
      "with every structure emptied",
      (text: string) => text.replaceAll(/<xdf:inhalt>/g, "<xdf:werte/><xdf:inhalt>"),
      "read",
    ],
  ] as const)("%s", (_what, change, outcome) => {
    expect(survive(bytes(change(original)))).toBe(outcome);
  });

  test("by random bytes, tags and texts: never anything but a refusal, never longer than two seconds", {
    timeout: 120_000,
  }, () => {
    const tags = [...original.matchAll(/<\/?xdf:[a-zA-Z]+>/g)].map((match) => [match.index, match[0].length] as const);
    const outcomes = { read: 0, refused: 0 };
    const change = fc.oneof(
      fc.record({ kind: fc.constant("byte" as const), at: fc.nat(original.length - 1), value: fc.nat(255) }),
      fc.record({
        kind: fc.constant("drop" as const),
        at: fc.nat(tags.length - 1),
        count: fc.integer({ min: 1, max: 40 }),
      }),
      fc.record({
        kind: fc.constant("repeat" as const),
        at: fc.nat(tags.length - 1),
        count: fc.integer({ min: 1, max: 40 }),
      }),
      fc.record({
        kind: fc.constant("text" as const),
        at: fc.nat(tags.length - 1),
        value: fc.string({ unit: "binary", maxLength: 30 }),
      }),
      fc.record({
        kind: fc.constant("value" as const),
        at: fc.nat(tags.length - 1),
        value: fc.constantFrom(
          "0:*",
          "*:0",
          "label",
          "select",
          "hidden",
          "file",
          "{",
          "{}",
          "[]",
          '{"pattern":"("}',
          '{"minLength":-1}',
          "1..2",
          "null",
          "-",
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let text = original;
        for (const one of changes) {
          const [from, length] = one.kind === "byte" ? [one.at, 1] : (tags[one.at] as readonly [number, number]);
          const end =
            one.kind === "drop" || one.kind === "repeat"
              ? (tags[Math.min(tags.length - 1, one.at + one.count)] as readonly [number, number])[0]
              : from + length;
          if (one.kind === "byte") text = text.slice(0, from) + String.fromCharCode(one.value) + text.slice(from + 1);
          else if (one.kind === "drop") text = text.slice(0, from) + text.slice(end);
          else if (one.kind === "repeat") text = text.slice(0, end) + text.slice(from, end) + text.slice(end);
          else if (one.kind === "text") text = text.slice(0, end) + one.value + text.slice(end);
          else
            text =
              text.slice(0, end) + one.value.replace(/</g, "&lt;") + text.slice(Math.max(end, text.indexOf("<", end)));
        }
        outcomes[survive(bytes(text))] += 1;
      }),
      { numRuns: 50 },
    );
    expect(outcomes.read).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  });
});
