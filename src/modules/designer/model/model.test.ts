import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { type Field, type LeistungDefinition, leistungFrom, type Procedure } from "../../forms/index.ts";
import { exampleProcedures, exampleService } from "../testing/example-service.ts";
import { copyOfBuiltIn } from "./blank.ts";
import { differences } from "./difference.ts";
import { readField, typedCondition, typedElement } from "./element-form.ts";
import { findFeelFault, usesOf } from "./expressions.ts";
import { decideRule } from "./formalise.ts";
import { findProblems } from "./problems.ts";
import { readSettings, typedSettings } from "./settings-form.ts";
import { applyTexts, listTexts, setTexts } from "./texts.ts";
import * as tree from "./tree.ts";

const text = (de: string) => ({ de, en: de });
const service = exampleService();
const procedures = { procedures: exampleProcedures };

function withForm(change: (form: tree.DraftForm) => tree.DraftForm): LeistungDefinition {
  return { ...service, online: { ...service.online, form: change(service.online.form) } };
}

function withField(address: string, change: Partial<Field>): LeistungDefinition {
  return withForm((form) => {
    const made = tree.replace(form, address, { ...(tree.get(form, address).element as Field), ...change });
    if (!made.ok) throw new Error(made.fault);
    return made.form;
  });
}

const note = { kind: "note", text: text("Hinweis") } as const;

describe("What keeps a service from being published", () => {
  test("is nothing for one that is right", () => {
    expect(findProblems(service, procedures)).toEqual([]);
  });

  test.each<[string, LeistungDefinition, string | undefined, RegExp]>([
    [
      "FEEL that is not understood",
      withField("person/telefon", { when: "name = and" }),
      "person/telefon",
      /an Zeichen \d+ nicht zu verstehen/,
    ],
    [
      "a name that no field has",
      withField("person/telefon", { when: 'nichts = "x"' }),
      "person/telefon",
      /Es gibt kein Feld „nichts“/,
    ],
    [
      "a value that cannot be",
      withField("hund/haftpflicht", { when: 'gefaehrlich = "vielleicht"' }),
      "hund/haftpflicht",
      /kann nie "vielleicht" sein/,
    ],
    [
      "a condition that is no truth",
      withField("hund/haftpflicht", { when: "gefaehrlich" }),
      "hund/haftpflicht",
      /weder wahr noch falsch/,
    ],
    [
      "a choice without options",
      withField("person/telefon", { type: "choice" }),
      "person/telefon",
      /nichts auszuwählen/,
    ],
    ["a circle", withField("person/telefon", { computed: "telefon" }), "person/telefon", /hängt von sich selbst ab/],
    [
      "a list that is not there",
      withField("person/telefon", { type: "select", codeList: { uri: "urn:x" } }),
      "person/telefon",
      /Codeliste urn:x fehlt/,
    ],
    [
      "an unknown procedure",
      { ...service, online: { ...service.online, process: "magie" } },
      undefined,
      /Den Ablauf „magie“ gibt es nicht/,
    ],
    [
      "a fee by a field that is gone",
      {
        ...service,
        online: {
          ...service.online,
          fees: [{ ...(service.online.fees[0] as LeistungDefinition["online"]["fees"][number]), when: 'weg = "ja"' }],
        },
      },
      undefined,
      /Es gibt kein Feld „weg“/,
    ],
    [
      "an empty page",
      withForm((form) => tree.addSection(form, { key: "leer", title: text("Leer"), elements: [] })),
      "leer",
      /Seite ist leer/,
    ],
    [
      "a page called as one of every application",
      withForm((form) => tree.addSection(form, { key: "pruefen", title: text("Prüfen"), elements: [note] })),
      "pruefen",
      /So heißt schon eine Seite jedes Antrags/,
    ],
    [
      "an option that cannot be stored, by its name",
      withField("person/telefon", { type: "choice", options: [{ value: "Ä", label: text("Ä") }] }),
      "person/telefon",
      /Auswahlwert „Ä“ darf nur/,
    ],
    ["a missing title", { ...service, title: { de: "", en: "x" } }, undefined, /Titel fehlt/],
  ])("%s, said in words and once", (_what, definition, address, words) => {
    const problems = findProblems(definition, procedures);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.address).toBe(address);
    expect(problems[0]?.text.de).toMatch(words);
  });

  test("is marked in FEEL at its character", () => {
    expect(findFeelFault('name = "a" and')).toMatchObject({ source: 'name = "a" and' });
    expect(findFeelFault("name + * 3")?.position).toBeGreaterThan(0);
    expect(findFeelFault("count(wuerfe) > 1")).toBeUndefined();
  });
});

describe("Uses of a field", () => {
  test("are found in conditions, titles, checks and groups, under whichever name it has there", () => {
    const definition = withField("hund/wuerfe/anzahl", {
      when: 'gefaehrlich = "ja"',
      checks: [{ feel: "value < 20", message: text("!") }],
    });
    const uses = (address: string) =>
      usesOf(definition, address).map(({ purpose, label }) => `${purpose}: ${label.de}`);
    expect(uses("hund/gefaehrlich")).toEqual(["when: Nummer der Haftpflichtversicherung", "when: Anzahl der Welpen"]);
    expect(uses("person/name")).toEqual(["akte-title: Titel der Akte", "subject-name: Name des Vorgangs"]);
    expect(uses("hund/wuerfe/anzahl")).toEqual([]);
    // What is on the page itself goes with it.
    expect(uses("hund")).toEqual([]);
  });
});

describe("The page of a field", () => {
  const typeOf = () => "yes-no" as const;

  test("gives every field of the example back as it was", () => {
    for (const { element } of tree.walk(service.online.form)) {
      if (element.kind !== "field") continue;
      const { field, mistakes } = readField(typedElement(element), element, typeOf);
      expect(mistakes).toEqual({});
      expect(field).toEqual(element);
    }
  });

  test.each([
    ["a label in one language", { beschriftung_en: "" }, "beschriftung_en"],
    ["a key that is a word of FEEL", { schluessel: "date" }, "schluessel"],
    ["a pattern that is none", { muster: "(", muster_meldung_de: "a", muster_meldung_en: "b" }, "muster"],
    ["a pattern that runs for ever", { muster: "(a+)+b", muster_meldung_de: "a", muster_meldung_en: "b" }, "muster"],
    ["a pattern without a message", { muster: "\\d+" }, "muster_meldung_de"],
    ["lengths that cross", { laenge_von: "9", laenge_bis: "3" }, "laenge_bis"],
    ["a condition without a field", { zeigen_art: "wenn" }, "zeigen_feld_0"],
    [
      "a comparison without a value",
      { zeigen_art: "wenn", zeigen_feld_0: "gefaehrlich", zeigen_vergleich_0: "=" },
      "zeigen_wert_0",
    ],
    ["options without words", { art: "choice", auswahl: "nur-wert" }, "auswahl"],
    ["an unknown kind", { art: "zauber" }, "art"],
  ])("says what is wrong with %s", (_what, typed, at) => {
    const element = tree.get(service.online.form, "person/name").element as Field;
    const { mistakes } = readField({ ...typedElement(element), art: "text", ...typed }, element, typeOf);
    expect(Object.keys(mistakes)).toContain(at);
  });

  test("shows a stored condition as comparisons where it is one, and as FEEL where it says more", () => {
    expect(typedCondition("zeigen", 'a = "ja" or b > 3')).toMatchObject({
      zeigen_art: "wenn",
      zeigen_verbindung: "or",
      zeigen_feld_1: "b",
    });
    expect(typedCondition("zeigen", "count(g) > 3")).toMatchObject({ zeigen_art: "feel" });
  });
});

test("The page of a field cuts no source off that a schema gave, and says so where one is typed that is too long", () => {
  const long = "Anlage 1 GewAnzV; § 14 Abs. 1 GewO; ".repeat(20).trim();
  const field = tree.get(service.online.form, "person/telefon").element as Field;
  const given = { ...field, source: long };
  expect(readField(typedElement(given), given, () => undefined)).toMatchObject({
    field: { source: long },
    mistakes: {},
  });
  const { mistakes } = readField({ ...typedElement(field), quelle: long }, field, () => undefined);
  expect(Object.keys(mistakes)).toEqual(["quelle"]);
});

describe("The page of settings", () => {
  test("gives the settings back as they were", () => {
    const { definition, mistakes } = readSettings(typedSettings(service), service);
    expect(mistakes).toEqual({});
    expect(definition).toEqual(service);
  });

  test("says where something is too long instead of cutting it off", () => {
    const typed = {
      gebuehr_0_quelle: "§ ".repeat(300),
      datenschutz_de: "Wir speichern. ".repeat(300),
      recht: "§ 1\n".repeat(201),
    };
    const { mistakes } = readSettings({ ...typedSettings(service), ...typed }, service);
    expect(Object.keys(mistakes).sort()).toEqual(Object.keys(typed).sort());
  });

  test("gives all laws of a schema back, and a long source", () => {
    const legalBasis = Array.from({ length: 60 }, (_, index) => ({ cite: `§ ${index + 1} GewO` }));
    const { records } = service.online;
    const long = {
      ...service,
      page: { ...service.page, legalBasis },
      online: { ...service.online, records: { ...records, retentionSource: "§ 1 GewO. ".repeat(80).trim() } },
    };
    expect(readSettings(typedSettings(long), long)).toEqual({ definition: long, mistakes: {} });
  });

  test.each([
    ["gebuehr_0_betrag", "viel"],
    ["leika", "123"],
    ["minuten", "0"],
    ["aktentitel", "name +"],
    ["titel_en", ""],
    ["recht", "§ 1 | javascript:alert(1)"],
    ["frist_tage", "-1"],
  ])("says what is wrong in %s: %s", (name, value) => {
    const { mistakes } = readSettings({ ...typedSettings(service), [name]: value }, service);
    expect(Object.keys(mistakes)).toEqual([name]);
  });
});

describe("Two versions", () => {
  test("differ by what people read", () => {
    const changed = withField("person/telefon", { label: { de: "Handy", en: "Mobile" }, required: true });
    const removed = tree.remove(changed.online.form, "hund/haftpflicht");
    if (!removed.ok) throw new Error();
    const added = tree.add(removed.form, "hund", {
      kind: "field",
      key: "rasse",
      type: "text",
      label: text("Rasse"),
      source: "",
    });
    if (!added.ok) throw new Error();
    const after = { ...changed, online: { ...changed.online, form: added.form, minutes: 9 } };
    expect(
      differences(service, after).map(
        ({ kind, where, details }) =>
          `${kind} ${where.de}: ${details.map(({ what, before, after: now }) => `${what.de} ${before.de} → ${now.de}`).join("; ")}`,
      ),
    ).toEqual([
      "changed Handy: Beschriftung Telefon → Handy; Pflicht nein → ja",
      "added Rasse: ",
      "removed Nummer der Haftpflichtversicherung: ",
      "changed Einstellungen: Minuten 5 → 9",
    ]);
    expect(differences(service, service)).toEqual([]);
  });

  test("tell a field that went to another page", () => {
    const moved = tree.moveTo(service.online.form, "person/telefon", "hund", 0);
    if (!moved.ok) throw new Error();
    expect(
      differences(
        service,
        withForm(() => moved.form),
      ),
    ).toMatchObject([
      {
        where: { de: "Telefon" },
        details: [{ what: { de: "Seite" }, before: { de: "Angaben zu Ihnen" }, after: { de: "Ihr Hund" } }],
      },
    ]);
  });
});

describe("Texts of a service", () => {
  test("have names of their own, and come back by them", () => {
    const texts = listTexts(service);
    expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length);
    const upper = new Map(texts.map(({ id, text: now }) => [id, { de: now.de, en: now.en.toUpperCase() }]));
    const changed = setTexts(service, upper);
    expect(listTexts(changed).map(({ text: now }) => now.en)).toEqual(
      texts.map(({ text: now }) => now.en.toUpperCase()),
    );
    expect(setTexts(changed, new Map(texts.map(({ id, text: now }) => [id, now])))).toEqual(service);
  });

  test("that were translated from another German are told and not taken", () => {
    const { definition, report } = applyTexts(service, [
      { id: "title", source: "Hund anmelden", target: "Enrol a dog" },
      { id: "summary", source: "Früher stand hier anderes.", target: "x" },
      { id: "weg", source: "a", target: "b" },
    ]);
    expect(definition.title.en).toBe("Enrol a dog");
    expect(definition.summary).toEqual(service.summary);
    expect(report).toMatchObject({ changed: [{ id: "title" }], outdated: [{ id: "summary" }], unknown: ["weg"] });
  });
});

describe("A rule in prose", () => {
  const rule = { ruleId: "R1", name: "Regel", text: "Es muss.", path: [], state: "open" as const };
  const content = { definition: service, rules: [rule], samples: [] };
  const by = { name: "Dora", at: new Date("2026-11-23T09:00:00Z") };
  const decision = (address: string) => ({ state: "formalised" as const, address, feel: "1 = 1", message: text("!") });

  test("becomes a check of the form, or of the field where a group repeats, and goes again without a trace", () => {
    for (const address of ["person/telefon", "hund/wuerfe/anzahl"]) {
      const decided = decideRule(content, 0, decision(address), by);
      const { form } = decided.definition.online;
      expect([...(form.checks ?? []), ...((tree.get(form, address).element as Field).checks ?? [])]).toHaveLength(1);
      expect(decided.rules[0]).toMatchObject({ state: "formalised", by: "Dora", on: "2026-11-23T09:00:00.000Z" });
      expect(decideRule(decided, 0, { state: "open" }, by)).toEqual({
        ...content,
        rules: [{ ...rule, path: tree.pathOf(address) }],
      });
      const again = decideRule(decided, 0, { ...decision(address), feel: "2 = 2" }, by);
      expect(
        [
          ...(again.definition.online.form.checks ?? []),
          ...((tree.get(again.definition.online.form, address).element as Field).checks ?? []),
        ].map(({ feel }) => feel),
      ).toEqual(["2 = 2"]);
    }
  });
});

describe("A copy of a built-in service", () => {
  test("that only informs gets a form of its own", () => {
    const { online: _, ...texts } = service;
    const { definition, notes } = copyOfBuiltIn({ ...texts, version: 1 }, "kopie", exampleProcedures);
    expect(definition.id).toBe("kopie");
    expect(findProblems(definition, procedures)).toEqual([]);
    expect(notes).toEqual([]);
  });

  const today = plainDay("2026-11-22");
  const [procedure] = exampleProcedures as [Procedure];
  const [fee] = service.online.fees as [LeistungDefinition["online"]["fees"][number]];
  const conditional = {
    ...service,
    online: { ...service.online, fees: [fee, { ...fee, key: "gefaehrlich", when: 'gefaehrlich = "ja"' }] },
  };

  test("that is data comes over as it is, its fees with their conditions", () => {
    const copy = copyOfBuiltIn(leistungFrom(conditional, 3, procedure), "kopie", exampleProcedures);
    expect(copy).toEqual({ definition: { ...conditional, id: "kopie" }, notes: [] });
  });

  test("that is data with a procedure of its own takes one that there is, and says so", () => {
    const special = { ...conditional, online: { ...conditional.online, process: "eigener" } };
    const { definition, notes } = copyOfBuiltIn(leistungFrom(special, 3, procedure), "kopie", exampleProcedures);
    expect(definition.online).toEqual({ ...conditional.online, process: "antrag" });
    expect(notes).toEqual([{ what: "process" }]);
  });

  test("that computes several fees in code charges none of them until somebody says when", () => {
    const { definition: _, ...coded } = leistungFrom(conditional, 3, procedure);
    const { definition, notes } = copyOfBuiltIn(coded, "kopie", exampleProcedures);
    expect(findProblems(definition, procedures)).toEqual([]);
    expect(notes.map(({ what }) => what)).toEqual(["fees", "akte-title", "subject-name", "process"]);
    const answers = { name: "Mia", gefaehrlich: "ja" };
    expect(leistungFrom(conditional, 1, procedure).online?.feesFor(answers, today)).toEqual([fee.key, "gefaehrlich"]);
    expect(leistungFrom(definition, 1, procedure).online?.feesFor(answers, today)).toEqual([]);
  });
});
