import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import type { Answers, Element, Field, FieldType, Form } from "../form.ts";
import {
  addEntry,
  answerSheet,
  checkAll,
  checkSection,
  compileForm,
  countEntries,
  FormDefinitionError,
  findFormProblems,
  freezeAnswers,
  listFields,
  normaliseBody,
  pageFields,
  parseFieldValue,
  readAnswers,
  readBody,
  removeEntry,
  visibleElements,
  visibleSections,
} from "./index.ts";

const today = plainDay("2026-11-22");
const german = { today, language: "de" } as const;
const both = (text: string) => ({ de: text, en: text });

function field(key: string, type: FieldType = "text", more: Partial<Field> = {}): Field {
  return { kind: "field", key, type, label: both(key), source: "§ 14 GewO", ...more };
}

const options = ["gmbh", "einzelunternehmen"].map((value) => ({ value, label: both(value.toUpperCase()) }));

const form: Form = {
  id: "test",
  version: 1,
  sections: [
    {
      key: "betrieb",
      title: both("Betrieb"),
      elements: [
        field("rechtsform", "choice", { options }),
        field("handwerk", "yes-no"),
        field("karte", "text", { when: 'handwerk = "ja"' }),
        field("beginn", "date", { min: "2020-01-01", max: "today()", inSentence: both("den Beginn") }),
        field("arten", "choices", { options, required: false }),
        field("zustimmung", "declaration", { required: false }),
      ],
    },
    {
      key: "register",
      title: both("Register"),
      when: 'rechtsform = "gmbh"',
      elements: [
        field("anzahl", "integer", { min: 1, max: 5 }),
        {
          kind: "group",
          key: "vertreter",
          entryName: both("Vertreter"),
          min: "anzahl",
          max: 5,
          elements: [
            field("name", "name"),
            field("hatGeburtsname", "yes-no", { required: false }),
            field("geburtsname", "name", { when: 'hatGeburtsname = "ja"' }),
            { kind: "group", key: "anschrift", elements: [field("plz", "postcode", { required: false })] },
          ],
        },
        field("erster", "text", { computed: "vertreter[1].name" }),
      ],
    },
    {
      key: "ende",
      title: both("Ende"),
      elements: [
        field("ende", "date", { required: false }),
        field("grund", "multiline", { when: "is defined(ende)", required: 'rechtsform = "gmbh"' }),
      ],
    },
  ],
  checks: [{ at: "ende", feel: "ende >= beginn", message: both("Das Ende liegt vor dem Beginn.") }],
};

const compiled = compileForm(form);
const complete: Answers = {
  rechtsform: "gmbh",
  handwerk: "nein",
  karte: "alte Karte",
  beginn: "1.2.2021",
  anzahl: "2",
  "vertreter.0.name": " Müller ",
  "vertreter.1.name": "K̄ale",
};

describe("a form", () => {
  it("asks what the answers lead to", () => {
    expect(visibleSections(compiled, {}, today).map(({ key }) => key)).toEqual(["betrieb", "ende"]);
    expect(visibleSections(compiled, complete, today).map(({ key }) => key)).toEqual(["betrieb", "register", "ende"]);
    const register = pageFields(compiled, "register", complete, today);
    expect(register.map(({ path }) => path)).toContain("vertreter.1.anschrift.plz");
    expect(register.find(({ path }) => path === "erster")?.computed).toBe("Müller");
    expect(register.find(({ path }) => path === "vertreter.1.geburtsname")?.required).toBe(false);
    expect(visibleElements(compiled, "ende", complete, today)).toHaveLength(1);
    expect(listFields(compiled).map(({ pattern }) => pattern)).toContain("vertreter.*.anschrift.plz");
  });

  it("looks for names in the entry first", () => {
    const answers = { ...complete, "vertreter.1.hatGeburtsname": "ja" };
    const fields = pageFields(compiled, "register", answers, today);
    expect(
      fields.filter(({ path, visible }) => path.endsWith("geburtsname") && visible).map(({ path }) => path),
    ).toEqual(["vertreter.1.geburtsname"]);
  });

  it("says in a sentence what to do", () => {
    expect(checkAll(compiled, complete, german)).toEqual([]);
    const answers = { ...complete, beginn: "1.2.21", ende: "31.12.2020", grund: "x", "vertreter.1.name": "" };
    expect(checkAll(compiled, answers, german).map(({ id, message }) => [id, message])).toEqual([
      ["f-beginn", "Geben Sie den Beginn mit vier Ziffern für das Jahr ein, zum Beispiel 31.12.1990."],
      ["f-vertreter-1-name", "Geben Sie „name“ ein."],
    ]);
    const later = checkAll(compiled, { ...answers, beginn: "23.11.2026" }, german);
    expect(later[0]?.message).toBe("Prüfen Sie den Beginn: spätestens möglich ist der 22.11.2026.");
    const before = checkSection(compiled, "ende", { ...complete, ende: "31.12.2020", grund: "x" }, german);
    expect(before.map(({ message }) => message)).toEqual(["Das Ende liegt vor dem Beginn."]);
  });

  it("freezes what is visible, in one spelling, and the same again", () => {
    const { answers, formHash } = freezeAnswers(compiled, { ...complete, arten: [] }, today);
    expect(answers).toEqual({
      anzahl: "2",
      beginn: "2021-02-01",
      erster: "Müller",
      handwerk: "nein",
      rechtsform: "gmbh",
      "vertreter.0.name": "Müller",
      "vertreter.1.name": "K̄ale",
    });
    expect(formHash).toMatch(/^[0-9a-f]{64}$/);
    expect(freezeAnswers(compiled, answers, today).answers).toEqual(answers);
    expect(readAnswers(compiled, answers, today)).toEqual(answers);
    expect(() => freezeAnswers(compiled, { ...complete, beginn: "gestern" }, today)).toThrow("forms.answers-not-right");
    const { beginn: _, ...rest } = answers;
    expect(readAnswers(compiled, { ...complete, beginn: "gestern" }, today)).toEqual(rest);
  });

  it("reads as a sheet", () => {
    const sheet = answerSheet(compiled, complete, "de", today);
    expect(sheet[0]?.rows.map(({ display }) => display)).toEqual(["GMBH", "Nein", "01.02.2021", "", ""]);
    expect(sheet[1]?.blocks.map(({ heading }) => heading)).toEqual([
      undefined,
      "Vertreter 1",
      "Vertreter 1",
      "Vertreter 2",
      "Vertreter 2",
      undefined,
    ]);
  });

  it("takes from a page what the page asked, and nothing else", () => {
    const body = { rechtsform: "gmbh", karte: "neu", ende: "2026-01-01", __proto__x: "1", handwerk: "nein\0" };
    expect(normaliseBody(compiled, "betrieb", body, { karte: "alt", arten: ["gmbh"] }, today)).toEqual({
      rechtsform: "gmbh",
      handwerk: "nein",
      karte: "alt",
      arten: [],
      zustimmung: "nein",
    });
    const opened = normaliseBody(compiled, "betrieb", { ...body, handwerk: "ja" }, {}, today);
    expect(opened["karte"]).toBe("neu");
    expect(normaliseBody(compiled, "register", { anzahl: "1" }, {}, today)).toEqual({});
    expect(String(normaliseBody(compiled, "ende", { ende: "x".repeat(1e6) }, {}, today)["ende"])).toHaveLength(10_000);
  });

  it("sees a page's changes over the earlier answers", () => {
    const { changes, seen } = readBody(compiled, "register", { anzahl: "3", "vertreter.0.name": "Ä" }, complete, today);
    expect(changes).toEqual({ anzahl: "3", "vertreter.0.name": "Ä" });
    const whole = { ...complete, ...changes };
    expect(checkAll(compiled, seen, german)).toEqual(checkAll(compiled, whole, german));
    expect(answerSheet(compiled, seen, "de", today)).toEqual(answerSheet(compiled, whole, "de", today));
    expect(countEntries(compiled, seen, "vertreter", today)).toBe(3);
    expect({ ...seen }).toEqual(whole);
    expect(JSON.parse(JSON.stringify(seen))).toEqual(whole);
  });

  it("is refused with everything that is wrong with it", () => {
    const problemsOf = (elements: readonly Element[]) =>
      findFormProblems({ id: "x", version: 1, sections: [{ key: "s", title: both("S"), elements }] }).map(
        (p) => p.message,
      );
    expect(problemsOf([field("a"), field("a")])[0]).toContain("twice");
    expect(problemsOf([field("a", "text", { when: "b = 1" })])[0]).toContain("there is no b");
    expect(problemsOf([field("a", "text", { when: "1 +" })])[0]).toContain("FEEL");
    expect(problemsOf([field("a", "text", { pattern: { regex: "(", message: both("") } })])[0]).toContain("regular");
    expect(problemsOf([field("a", "text", { when: 'b = "x"' }), field("b", "text", { when: 'a = "x"' })])[0]).toContain(
      "itself",
    );
    expect(problemsOf([field("a", "yes-no"), field("b", "text", { when: "a = true" })])[0]).toContain("never true");
    expect(problemsOf([field("a", "yes-no"), field("b", "text", { when: "a" })])[0]).toContain("no truth value");
    expect(problemsOf([field("a", "choice", { options }), field("b", "text", { when: 'a = "gmhb"' })])[0]).toContain(
      "gmhb",
    );
    expect(problemsOf([field("today"), field("in")])).toHaveLength(2);
    expect(() =>
      compileForm({ ...form, checks: [{ at: "vertreter.9.name", feel: "true", message: both("") }] }),
    ).toThrow(FormDefinitionError);
  });
});

describe("what people type", () => {
  const read = (type: FieldType, raw: string, more: Partial<Field> = {}) => {
    const parsed = parseFieldValue(field("x", type, more), raw, "de");
    return parsed.ok ? parsed.value : undefined;
  };

  it.each([
    ["31.12.2026", "2026-12-31"],
    ["1. 2. 2026", "2026-02-01"],
    ["2026-12-31", "2026-12-31"],
    ["31. Dezember 2026", "2026-12-31"],
    ["3. März 2026", "2026-03-03"],
    ["December 31, 2026", "2026-12-31"],
    ["31122026", "2026-12-31"],
    ["29.02.2025", undefined],
    ["31.12.26", undefined],
    ["gestern", undefined],
  ])("reads the day %s as %s", (raw, expected) => expect(read("date", raw)).toBe(expected));

  it.each([
    ["integer", "1.234", "1234"],
    ["integer", "1 234 567", "1234567"],
    ["integer", "1,5", undefined],
    ["integer", "-0", "0"],
    ["postcode", "D-33098", "33098"],
    ["postcode", "3309", undefined],
    ["email", "Jörg@Bücher.Example", "Jörg@bücher.example"],
    ["email", "a@b", undefined],
    ["phone", "+49 (0) 5251/123-45", "+49 (0) 5251/123-45"],
    ["phone", "ruf mich an", undefined],
    ["url", "www.beispiel.de", "https://www.beispiel.de"],
    ["url", "javascript:alert(1)", undefined],
    ["name", "Ku\u0308hn", "Kühn"],
    ["name", "Müller 2", undefined],
    ["text", "„Zum Löwen“ – 1", '"Zum Löwen" - 1'],
    ["text", "a\nb", undefined],
    ["multiline", "a\r\nb", "a\nb"],
  ] as const)("reads the %s %j as %j", (type, raw, expected) => expect(read(type, raw)).toBe(expected));
});

const typed = fc.constantFrom(
  "",
  "ja",
  "nein",
  "gmbh",
  "einzelunternehmen",
  "1",
  "3",
  "1.2.2021",
  "31.12.2030",
  "Müller",
  "😀",
);
const paths = [
  ...["rechtsform", "handwerk", "karte", "beginn", "arten", "zustimmung", "anzahl", "ende", "grund", "erster"],
  ...[0, 1, 2].flatMap((at) =>
    ["name", "hatGeburtsname", "geburtsname", "anschrift.plz"].map((key) => `vertreter.${at}.${key}`),
  ),
];
const someAnswers = fc.uniqueArray(fc.tuple(fc.constantFrom(...paths), typed), { selector: ([path]) => path });
const sectionKeys = form.sections.map(({ key }) => key);

describe("always", () => {
  it("a hidden field is never required, and never wrong", () => {
    fc.assert(
      fc.property(someAnswers, (entries) => {
        const answers = Object.fromEntries(entries);
        const fields = sectionKeys.flatMap((key) => pageFields(compiled, key, answers, today));
        const hidden = new Set(fields.filter(({ visible }) => !visible).map(({ path }) => path));
        expect(fields.filter(({ visible, required }) => required && !visible)).toEqual([]);
        expect(checkAll(compiled, answers, german).filter(({ path }) => hidden.has(path))).toEqual([]);
      }),
    );
  });

  it("the order of answering changes nothing", () => {
    fc.assert(
      fc.property(someAnswers, fc.infiniteStream(fc.nat(1000)), (entries, dice) => {
        const shuffled = entries
          .map((pair): [number, (typeof entries)[number]] => [dice.next().value as number, pair])
          .sort(([a], [b]) => a - b);
        const [one, other] = [Object.fromEntries(entries), Object.fromEntries(shuffled.map(([, pair]) => pair))];
        expect(checkAll(compiled, one, german)).toEqual(checkAll(compiled, other, german));
        expect(answerSheet(compiled, one, "de", today)).toEqual(answerSheet(compiled, other, "de", today));
        // Pages looked at in another order give the same, too.
        for (const key of sectionKeys.toReversed()) pageFields(compiled, key, other, today);
        expect(visibleSections(compiled, one, today)).toEqual(visibleSections(compiled, other, today));
      }),
    );
  });

  it("hiding and showing again keeps what was typed", () => {
    fc.assert(
      fc.property(typed, (karte) => {
        const shown = normaliseBody(compiled, "betrieb", { handwerk: "ja", karte }, {}, today);
        const hidden = normaliseBody(compiled, "betrieb", { handwerk: "nein" }, shown, today);
        expect(pageFields(compiled, "betrieb", hidden, today).find(({ path }) => path === "karte")?.visible).toBe(
          false,
        );
        const again = normaliseBody(compiled, "betrieb", { handwerk: "ja" }, hidden, today);
        expect(again["karte"]).toBe(karte);
      }),
    );
  });

  it("what the pages accept the final check accepts, and the other way round", () => {
    fc.assert(
      fc.property(someAnswers, (entries) => {
        const answers = Object.fromEntries(entries);
        const onPages = visibleSections(compiled, answers, today).flatMap(({ key }) =>
          checkSection(compiled, key, { ...answers }, german),
        );
        expect(checkAll(compiled, answers, german)).toEqual(onPages);
        if (onPages.length === 0) expect(() => freezeAnswers(compiled, answers, today)).not.toThrow();
      }),
      { examples: [[Object.entries(complete) as [string, string][]]] },
    );
  });

  it("an entry added and removed leaves no trace", () => {
    fc.assert(
      fc.property(someAnswers, (entries) => {
        const answers: Answers = { ...Object.fromEntries(entries), rechtsform: "gmbh" };
        const count = countEntries(compiled, answers, "vertreter", today);
        const more = addEntry(compiled, answers, "vertreter", today);
        expect(countEntries(compiled, more, "vertreter", today)).toBe(Math.min(5, count + 1));
        if (count < 5) expect(removeEntry(compiled, more, "vertreter", count)).toEqual(answers);
      }),
    );
  });

  it("removing an entry moves the later ones up", () => {
    const answers = { "vertreter.0.name": "A", "vertreter.1.name": "B", "vertreter.2.name": "C", anzahl: "1" };
    expect(removeEntry(compiled, answers, "vertreter", 1)).toEqual({
      "vertreter.0.name": "A",
      "vertreter.1.name": "C",
      anzahl: "1",
    });
  });

  it("a canonical value reads as itself", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<FieldType>("text", "name", "date", "integer", "email", "phone", "url", "postcode", "multiline"),
        fc.oneof(typed, fc.string(), fc.webUrl(), fc.emailAddress(), fc.integer().map(String)),
        (type, raw) => {
          const once = parseFieldValue(field("x", type), raw, "de");
          if (!once.ok || once.value === undefined) return;
          expect(parseFieldValue(field("x", type), once.value, "de")).toEqual(once);
        },
      ),
    );
  });
});
