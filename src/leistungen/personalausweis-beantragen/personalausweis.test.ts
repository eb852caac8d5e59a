import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type PlainDay, plainDay } from "../../kernel/index.ts";
import {
  assessEligibility,
  type EligibilityFacts,
  feesOf,
  findings,
  lastDayOfValidity,
  machineReadableZone,
  prefillFromVerlust,
  readApplication,
  registerRetention,
  totalOf,
  validityOf,
} from "../../modules/ausweis/index.ts";
import { advance, type Process, parseProcess, type Step, startProcess } from "../../modules/cases/index.ts";
import {
  type Answers,
  checkAll,
  compileForm,
  type Element,
  findFormProblems,
  freezeAnswers,
  listCharges,
  visibleElements,
  visibleSections,
} from "../../modules/forms/index.ts";
import { retentionEnd } from "../../modules/records/index.ts";
import { compileFeel } from "../../platform/feel/index.ts";
import { leistung as verlust } from "../ausweis-verlust-melden/index.ts";
import { form } from "./form.ts";
import { findingConditions } from "./fragments.ts";
import { leistung } from "./index.ts";
import { sampleAnswers } from "./testing/sample-answers.ts";

const today = plainDay("2026-11-22");
const compiled = compileForm(form);
const online = leistung.online as NonNullable<typeof leistung.online>;

const pages = (answers: Answers): readonly string[] => visibleSections(compiled, answers, today).map(({ key }) => key);
const errors = (answers: Answers, language: "de" | "en" = "de"): readonly string[] =>
  checkAll(compiled, answers, { language, today }).map(({ path, message }) => `${path}: ${message}`);
const wrong = (answers: Answers): readonly string[] =>
  checkAll(compiled, answers, { language: "de", today }).map(({ path }) => path);

const child: Answers = {
  ...sampleAnswers,
  fuerWen: "kind",
  geburtsdatum: "2023-02-01",
  grund: "erster",
  sorge: "gemeinsam",
  zustimmung: "beide-kommen",
  "vertreter.0.familienname": "Mustermann",
  "vertreter.0.vornamen": "Erika",
  "vertreter.0.geburtsdatum": "1983-08-12",
  "vertreter.1.familienname": "Mustermann",
  "vertreter.1.vornamen": "Max",
  "vertreter.1.geburtsdatum": "1982-01-30",
};

const sum = (answers: Answers, on = today): number =>
  listCharges(online, freezeAnswers(compiled, answers, on).answers, on).reduce((all, one) => all + one.amountCents, 0);

test("the form can be used", () => {
  expect(findFormProblems(form)).toEqual([]);
});

describe("what does not apply is not asked", () => {
  test("an adult whose card expires sees fourteen pages, three of which ask nothing", () => {
    expect(errors(sampleAnswers)).toEqual([]);
    expect(errors(sampleAnswers, "en")).toEqual([]);
    expect(pages(sampleAnswers)).toEqual([
      "fuer-wen",
      "zustaendig",
      "das-gilt",
      "name",
      "aussehen",
      "anschrift",
      "vorschau",
      "alter-ausweis",
      "lichtbild",
      "am-termin",
      "unterschrift",
      "vorlaeufiger-ausweis",
      "uebergabe",
      "gebuehr",
    ]);
  });

  test("a first card has no old one, a child has custodians", () => {
    expect(errors(child)).toEqual([]);
    expect(pages(child)).toContain("vertretung");
    expect(pages(child)).not.toContain("alter-ausweis");
  });

  test("two who share custody are both named, one alone is enough alone", () => {
    const { "vertreter.1.familienname": _, ...one } = child;
    expect(wrong(one)).toEqual(["vertreter.1.familienname"]);
    const alone = Object.fromEntries(Object.entries(child).filter(([path]) => !path.startsWith("vertreter.1.")));
    expect(wrong({ ...alone, sorge: "allein" })).toEqual([]);
  });

  test("a lost card asks where and when, a stolen one for the police", () => {
    expect(wrong({ ...sampleAnswers, grund: "verlust" })).toEqual(["verlust.gemeldet", "verlust.am", "verlust.ort"]);
    expect(wrong({ ...sampleAnswers, grund: "diebstahl" })).toContain("verlust.polizei");
  });

  test("delivery needs a consent, another document and a home in Germany", () => {
    expect(wrong({ ...sampleAnswers, uebergabe: "versand" })).toEqual(["versandAusweis", "versandEinwilligung"]);
    expect(wrong({ ...sampleAnswers, hauptwohnung: "keine", uebergabe: "versand" })).toContain("uebergabe");
  });

  test("another town needs an important reason", () => {
    expect(wrong({ ...sampleAnswers, hauptwohnung: "andernorts" })).toEqual(["zustaendigeBehoerde", "wichtigerGrund"]);
  });
});

describe("bad input", () => {
  test.each<[string, Answers, string]>([
    ["a birthday in the future", { geburtsdatum: "23.11.2026" }, "geburtsdatum"],
    ["29 February in a year that has none", { geburtsdatum: "29.02.2023" }, "geburtsdatum"],
    ["somebody who is not German", { deutsch: "nein" }, "deutsch"],
    ["a child for itself", { geburtsdatum: "23.11.2010" }, "fuerWen"],
    ["a code with signs that no code has", { fotoCode: "<script>" }, "fotoCode"],
    ["a height in metres", { groesse: "1,60" }, "groesse"],
    ["a card number that is none", { "alterAusweis.seriennummer": "12" }, "alterAusweis.seriennummer"],
  ])("%s is said at its field", (_, more, path) => {
    const found = errors({ ...sampleAnswers, ...more });
    expect(found.map((error) => error.split(":")[0])).toEqual([path]);
    expect(found[0]?.length).toBeGreaterThan(path.length + 20);
  });

  test("on the 16th birthday one applies alone, born on 29 February on 1 March", () => {
    expect(wrong({ ...sampleAnswers, geburtsdatum: "22.11.2010" })).toEqual([]);
    const leap = { ...sampleAnswers, geburtsdatum: "29.02.2012" };
    const on = (day: string) =>
      checkAll(compiled, leap, { language: "de", today: plainDay(day) }).map(({ path }) => path);
    expect(on("2028-02-28")).toEqual(["fuerWen"]);
    expect(on("2028-02-29")).toEqual([]);
  });

  test("an adult is no child, and the card was not lost before birth", () => {
    expect(wrong({ ...child, geburtsdatum: "2008-11-22" })).toEqual(["fuerWen"]);
    const lost = { ...sampleAnswers, grund: "verlust", "verlust.gemeldet": "nein", "verlust.ort": "Soest" };
    expect(wrong({ ...lost, "verlust.am": "1.1.1995", geburtsdatum: "12.08.1996" })).toEqual(["verlust.am"]);
  });
});

describe("what follows is said before anything is typed twice", () => {
  const facts: fc.Arbitrary<EligibilityFacts> = fc.record({
    fuerWen: fc.constantFrom("selbst", "kind", "vertretung"),
    bornOn: fc.integer({ min: 0, max: 40_000 }).map((n) => dayAt(n)),
    today: fc.constantFrom(today, plainDay("2028-02-28"), plainDay("2028-02-29"), plainDay("2027-03-01")),
    deutsch: fc.boolean(),
    grund: fc.constantFrom("erster", "ablauf", "verlust", "diebstahl", "name", "anderer"),
    hauptwohnung: fc.constantFrom("hier", "andernorts", "keine", "ausland"),
  });
  const conditions = new Map(findings.map(({ key }) => [key, compileFeel(findingConditions[key])]));

  test("the form shows exactly the findings of the law's rules", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const context = {
          today: given.today,
          fuerWen: given.fuerWen,
          geburtsdatum: given.bornOn,
          deutsch: given.deutsch ? "ja" : "nein",
          grund: given.grund,
          hauptwohnung: given.hauptwohnung,
        };
        const shown = [...conditions].filter(([, feel]) => feel.evaluate(context) === true).map(([key]) => key);
        expect(shown).toEqual(assessEligibility(given).map(({ key }) => key));
      }),
      { numRuns: 1000 },
    );
  });

  test("every finding stands in the form once, with its paragraph", () => {
    const notes: string[] = [];
    const walk = (elements: readonly Element[]): void => {
      for (const element of elements) {
        if (element.kind === "note") notes.push(element.text.de);
        if (element.kind === "group") walk(element.elements);
      }
    };
    for (const section of form.sections) walk(section.elements);
    for (const { text, source } of findings) {
      expect(text.de.endsWith(`(${source})`) && text.en.endsWith(`(${source})`)).toBe(true);
      expect(notes.filter((shown) => shown === text.de)).toHaveLength(1);
    }
    for (const shown of notes) expect([shown, /\(§|\(Anlage/.test(shown)]).toEqual([shown, true]);
  });
});

describe("what it costs", () => {
  test.each<[string, Answers, number]>([
    ["an adult", {}, 4600],
    ["the day before the 24th birthday", { geburtsdatum: "23.11.2002" }, 2760],
    ["on the 24th birthday", { geburtsdatum: "22.11.2002" }, 4600],
    ["photograph at the office", { fotoWeg: "amt" }, 5200],
    ["delivery", { uebergabe: "versand", versandAusweis: "ja", versandEinwilligung: "ja" }, 6100],
    ["with a provisional card", { vorlaeufig: "ja", vorlaeufigGrund: "Reise" }, 5600],
    ["at another office", { hauptwohnung: "andernorts", zustaendigeBehoerde: "Soest", wichtigerGrund: "Arbeit" }, 5900],
    ["delivery that was hidden again costs nothing", { uebergabe: "versand", hauptwohnung: "keine" }, -1],
  ])("%s", (_, more, expected) => {
    const answers = { ...sampleAnswers, ...more };
    if (expected < 0) expect(() => sum(answers)).toThrow("forms.answers-not-right");
    else expect(sum(answers)).toBe(expected);
  });

  test("the day decides: the same answers cost more once the 24th birthday is there", () => {
    const answers = { ...sampleAnswers, geburtsdatum: "2002-11-23" };
    expect([sum(answers), sum(answers, plainDay("2026-11-23"))]).toEqual([2760, 4600]);
  });

  test("every charge is one of the Leistung, with the amount of the law", () => {
    const application = readApplication(freezeAnswers(compiled, { ...sampleAnswers, fotoWeg: "amt" }, today).answers);
    expect(application?.fotoImAmt).toBe(true);
    const lines = feesOf({
      bornOn: plainDay("1983-08-12"),
      appliedOn: today,
      personalausweis: true,
      vorlaeufiger: false,
      competence: "zustaendig",
      delivery: false,
      photoAtOffice: true,
    });
    expect(totalOf(lines)).toBe(sum({ ...sampleAnswers, fotoWeg: "amt" }));
  });
});

test("no file outlives what the register may hold (§ 23 Abs. 4, § 26 Abs. 1 PAuswG)", () => {
  const { retentionYears } = online.records;
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(plainDay("2026-01-01"), days));
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 364 }), (issuedOn, age, daysOpen) => {
      const bornOn = addDays(issuedOn, -Math.ceil(age * 365.25));
      const validUntil = lastDayOfValidity(issuedOn, validityOf(bornOn, issuedOn));
      const { latest } = registerRetention(validUntil);
      expect(retentionEnd(addDays(issuedOn, daysOpen), retentionYears) <= latest).toBe(true);
    }),
  );
  // A card is reported on its last day at the latest.
  const lossYears = verlust.online?.records.retentionYears as number;
  for (const last of ["2026-01-01", "2026-12-31", "2028-02-29"].map(plainDay)) {
    expect(retentionEnd(last, lossYears) <= registerRetention(last).latest).toBe(true);
  }
});

test("PIN and Sperrkennwort are told to those who get them (§ 17 Abs. 4, § 18 Abs. 1 Satz 2 PAuswV)", () => {
  const told = (born: string) =>
    visibleElements(compiled, "am-termin", { ...child, geburtsdatum: born }, today)
      .flatMap((element) => (element.kind === "note" ? [element.note.text.de] : []))
      .filter((text) => /PIN|Sperrkennwort/.test(text)).length;
  expect([told("2016-11-22"), told("2016-11-23")].map((count) => count > 0)).toEqual([true, false]);
  expect(told("2010-01-01")).toBe(2);
});

test("the answers become an application and the lines of the card", () => {
  const application = readApplication(freezeAnswers(compiled, sampleAnswers, today).answers);
  expect(application).toMatchObject({
    familienname: "Mustermann",
    geburtsname: "Gabler",
    geburtsdatum: "1983-08-12",
    groesseCm: 160,
    augenfarbe: "grün",
    strasseUndHausnummer: "Heidestraße 17",
    uebergabe: "abholung",
    vertreter: [],
  });
  expect(readApplication({})).toBeUndefined();
  const { familienname, vornamen, geburtsdatum } = application as NonNullable<typeof application>;
  expect(machineReadableZone({ familienname, vornamen, bornOn: geburtsdatum }).lines[2]).toBe(
    "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
  );
  expect(readApplication(freezeAnswers(compiled, child, today).answers)?.vertreter).toEqual([
    { familienname: "Mustermann", vornamen: "Erika", geburtsdatum: "1983-08-12" },
    { familienname: "Mustermann", vornamen: "Max", geburtsdatum: "1982-01-30" },
  ]);
});

describe("the loss of a card", () => {
  const reportForm = verlust.online?.form as NonNullable<typeof verlust.online>["form"];
  const report: Answers = {
    art: "gestohlen",
    ausweisart: "personalausweis",
    "verlust.am": "20.11.2026",
    "verlust.ort": "Köln, Hauptbahnhof",
    "verlust.polizei": "ja",
    "verlust.polizeiVorgang": "Köln, 123/26",
    familienname: "Mustermann",
    geburtsname: "Gabler",
    vornamen: "Erika",
    geburtsdatum: "12.08.1983",
    geburtsort: "Berlin",
    "wohnung.strasse": "Heidestraße",
    "wohnung.hausnummer": "17",
    "wohnung.plz": "33098",
    "wohnung.ort": "Paderborn",
    email: "erika@example.org",
    "alterAusweis.seriennummer": "l01x00t47",
    notrufGesperrt: "nein",
  };

  test("can be reported", () => {
    expect(findFormProblems(reportForm)).toEqual([]);
    expect(checkAll(compileForm(reportForm), report, { language: "de", today })).toEqual([]);
  });

  test("can be reported by whoever has no home in Germany", () => {
    const {
      "wohnung.strasse": _street,
      "wohnung.hausnummer": _number,
      "wohnung.plz": _code,
      "wohnung.ort": _town,
      ...rest
    } = report as Record<string, string>;
    expect(checkAll(compileForm(reportForm), rest, { language: "de", today })).toEqual([]);
  });

  test("never asks for the Sperrkennwort, which may be stored in the registers only", () => {
    expect(compileForm(reportForm).fields.map(({ field }) => field.key)).not.toContain("sperrkennwort");
  });

  test("fills a new application: nothing is typed twice", () => {
    const values = prefillFromVerlust(freezeAnswers(compileForm(reportForm), report, today).answers);
    const answers = { fuerWen: "selbst", hauptwohnung: "hier", ...values };
    expect(values).toMatchObject({ grund: "diebstahl", "verlust.gemeldet": "ja", familienname: "Mustermann" });
    expect(wrong(answers)).toEqual(["groesse", "augenfarbe", "fotoWeg", "vorlaeufig", "uebergabe", "ermaessigung"]);
    for (const path of Object.keys(values)) expect(compiled.fields.map(({ pattern }) => pattern)).toContain(path);
  });
});

describe("the procedure at the office", () => {
  test("an expired card: from the check to the handover", async () => {
    const process = await parseProcess(online.processXml);
    expect(await walk(process, { answers: {} }, ["vollstaendig", "erfasst", "!hergestellt", "", ""])).toEqual([
      "task pruefen",
      "task termin",
      "ausweis.bestellen",
      "wait",
      "task wareneingang",
      "ausweis.bereitmelden",
      "task uebergeben",
      "ausweis.aushaendigen",
      "records.schliessen",
    ]);
  });

  test("four eyes where the town wants them, and back to the appointment", async () => {
    const process = await parseProcess(online.processXml);
    const way = await walk(process, { vierAugen: true, answers: {} }, [
      "vollstaendig",
      "erfasst",
      "zurueck",
      "erfasst",
      "freigegeben",
    ]);
    expect(way).toEqual([
      "task pruefen",
      "task termin",
      "task freigeben",
      "task termin",
      "task freigeben",
      "ausweis.bestellen",
      "wait",
    ]);
  });

  test("a card that is sent is not handed over at the office, unless the courier brings it back", async () => {
    const process = await parseProcess(online.processXml);
    const sent = { answers: { uebergabe: "versand" } };
    expect((await walk(process, sent, ["vollstaendig", "erfasst", "!hergestellt", "uebergeben"])).slice(-3)).toEqual([
      "task zustellung",
      "ausweis.aushaendigen",
      "records.schliessen",
    ]);
    expect((await walk(process, sent, ["vollstaendig", "erfasst", "!hergestellt", "hinterlegt"])).slice(-2)).toEqual([
      "task zustellung",
      "task wareneingang",
    ]);
  });

  test("a question waits for the answer, a withdrawal gives the money back and closes the file without an order", async () => {
    const process = await parseProcess(online.processXml);
    expect(await walk(process, { answers: {} }, ["rueckfrage", "!antwort", "vollstaendig", "zurueckgezogen"])).toEqual([
      "task pruefen",
      "wait",
      "task pruefen",
      "task termin",
      "cases.zuruecknehmen",
      "records.schliessen",
    ]);
    expect(await walk(process, { answers: {} }, ["zurueckgezogen"])).toEqual([
      "task pruefen",
      "cases.zuruecknehmen",
      "records.schliessen",
    ]);
  });

  test("a loss is entered and blocked at once, before anybody looks at it", async () => {
    const process = await parseProcess(verlust.online?.processXml ?? "");
    expect(await walk(process, { answers: {} }, ["bestaetigt", ""])).toEqual([
      "ausweis.sperren",
      "task pruefen",
      "task unterrichten",
      "records.schliessen",
    ]);
    expect((await walk(process, { answers: {} }, ["nicht-bestaetigt"])).at(-1)).toBe("records.schliessen");
  });
});

/** Goes through a procedure: outcomes of tasks, `!name` for a message. Effects answer at once. */
async function walk(process: Process, variables: Readonly<Record<string, unknown>>, events: readonly string[]) {
  const way: string[] = [];
  let step: Step = startProcess(process, variables);
  const open = [...events];
  for (;;) {
    const effect = note(step);
    if (effect !== undefined) {
      step = taken(advance(process, step.state, { kind: "effect-done", tokenId: effect }, variables));
      continue;
    }
    const event = open.shift();
    const token = step.state.tokens.at(-1);
    if (event === undefined || token === undefined) return way;
    step = taken(
      advance(
        process,
        step.state,
        event.startsWith("!")
          ? { kind: "message", name: event.slice(1) }
          : { kind: "task-completed", tokenId: token.id, ...(event === "" ? {} : { outcome: event }) },
        variables,
      ),
    );
  }

  function note({ commands, state }: Step): string | undefined {
    let called: string | undefined;
    for (const command of commands) {
      if (command.kind === "open-task") way.push(`task ${command.nodeId}`);
      if (command.kind === "call-effect") {
        way.push(command.effect);
        called = command.tokenId;
      }
    }
    const waiting = state.tokens.some(({ node }) => process.nodes[node]?.kind === "catch-message");
    if (waiting && called === undefined) way.push("wait");
    return called;
  }
}

function taken(step: ReturnType<typeof advance>): Step {
  if ("refused" in step) throw new Error(step.refused);
  return step;
}

function dayAt(after: number): PlainDay {
  return plainDay(new Date(Date.UTC(1920, 0, 1 + after)).toISOString().slice(0, 10));
}
