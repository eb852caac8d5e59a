import { describe, expect, test } from "vitest";
import { plainDay } from "../../kernel/index.ts";
import {
  checkAll,
  compileForm,
  findDefinitionProblems,
  freezeAnswers,
  visibleElements,
  visibleSections,
} from "../../modules/forms/index.ts";
import { definition, leistung } from "./index.ts";
import { staaten } from "./persons.ts";

const today = plainDay("2026-11-22");
const german = { today, language: "de" } as const;
const codeLists = new Map([[staaten.uri, staaten]]);
const online = leistung.online as NonNullable<typeof leistung.online>;
const compiled = compileForm(online.form, { codeLists });

type Typed = Readonly<Record<string, string | readonly string[]>>;

const person = (at: string, more: Typed = {}): Typed => ({
  [`${at}familienname`]: "Brökelmann",
  [`${at}vornamen`]: "Mia Sophie",
  [`${at}geburtsdatum`]: "3.4.1988",
  [`${at}geburtsort`]: "Soest",
  [`${at}geburtsstaat`]: "Deutschland",
  [`${at}geschlecht`]: "weiblich",
  [`${at}staatsangehoerigkeiten.0.staat`]: "Deutschland",
  [`${at}religion`]: "keine",
  [`${at}familienstand`]: "ledig",
  [`${at}ausweis.art`]: "personalausweis",
  [`${at}ausweis.seriennummer`]: "L01X00T47",
  [`${at}ausweis.behoerde`]: "Stadt Soest",
  [`${at}ausweis.ausgestellt`]: "1.2.2022",
  [`${at}ausweis.gueltigBis`]: "31.1.2032",
  ...more,
});

/** Mia moves from Soest to Paderborn, alone, and brings the landlord's confirmation with her. */
const move = (more: Typed = {}): Typed => ({
  ausnahme: "keine",
  einzugsdatum: "20.11.2026",
  "wohnung.strasse": "Lindenprobe",
  "wohnung.hausnummer": "3",
  "wohnung.plz": "33098",
  "wohnung.ort": "Paderborn",
  status: "einzige",
  woher: "inland",
  "bisherige.strasse": "Altgasse",
  "bisherige.hausnummer": "9",
  "bisherige.plz": "59494",
  "bisherige.ort": "Soest",
  "bisherige.aufgegeben": "ja",
  ...person("person."),
  mitFamilie: "nein",
  "geber.name": "Wohnbau Beispiel",
  "geber.anschrift": "Marktplatz 1, 33098 Paderborn",
  "geber.istEigentuemer": "ja",
  nachweisart: "mitbringen",
  ...more,
});
const errors = (answers: Typed) => checkAll(compiled, answers, german).map(({ path, message }) => [path, message]);

describe("the Meldeschein", () => {
  test("is data without a mistake", () => {
    const own = {
      key: "wohnsitz-anmelden",
      kind: "anzeige",
      name: definition.title,
      summary: definition.title,
      processXml: "",
    } as const;
    expect(findDefinitionProblems(definition, { procedures: [own], codeLists })).toEqual([]);
  });

  test("of one person who moves within the country is complete", () => {
    expect(errors(move())).toEqual([]);
    const { answers } = freezeAnswers(compiled, move(), today);
    expect(answers["person.staatsangehoerigkeiten.0.staat"]).toBe("de");
    expect(online.subjectName(answers)).toBe("Mia Sophie Brökelmann");
    expect(online.records.akteTitle(answers)).toBe("Anmeldung Mia Sophie Brökelmann");
  });

  test("takes the family along, each with everything, and the assurance (§ 23 Abs. 4 BMG)", () => {
    const family = move({
      mitFamilie: "ja",
      berechtigt: "ja",
      "familie.0.beziehung": "kind",
      ...person("familie.0.", { "familie.0.vornamen": "Ole", "familie.0.ausweis.art": "keins" }),
    });
    expect(errors(family)).toEqual([]);
    expect(errors({ ...family, berechtigt: "nein" }).map(([path]) => path)).toEqual(["berechtigt"]);
    const sent = freezeAnswers(compiled, family, today).answers;
    expect(sent["familie.0.ausweis.seriennummer"]).toBeUndefined();
  });

  test("cannot be sent before moving in, and warns after two weeks without refusing (§ 17 Abs. 1 BMG)", () => {
    expect(errors(move({ einzugsdatum: "23.11.2026" }))).toEqual([
      ["einzugsdatum", "Prüfen Sie den Tag des Einzugs: spätestens möglich ist der 22.11.2026."],
    ]);
    expect(errors(move({ einzugsdatum: "1.10.2026" }))).toEqual([]);
  });

  test("calls nobody late whose two weeks ended on a weekend (§ 31 Abs. 3 VwVfG NRW)", () => {
    const notes = (day: string) =>
      visibleElements(compiled, "einzug", move({ einzugsdatum: "7.11.2026" }), plainDay(day)).flatMap((element) =>
        element.kind === "note" && element.note.tone === "warning" ? [element.note.text.de] : [],
      );
    // The two weeks end on Saturday 21 November, so the last day is Monday.
    expect(notes("2026-11-21")).toEqual([]);
    expect(notes("2026-11-23")).toEqual([expect.stringContaining("bis zum nächsten Werktag")]);
    expect(notes("2026-11-23")?.join()).not.toContain("ist vorbei");
  });

  test("tells whoever need not register (§ 27 BMG)", () => {
    for (const ausnahme of ["kurz-gemeldet", "kurz-ausland", "dienst"]) {
      const [first] = errors(move({ ausnahme }));
      expect(first?.[1]).toContain("müssen Sie sich für diese Wohnung nicht anmelden");
    }
  });

  test("frees police and soldiers by profession for twelve months only, and nobody who was assigned a place (§ 27 Abs. 1 Nr. 5, Abs. 3 BMG)", () => {
    const asked = online.form.sections.flatMap(({ elements }) => elements);
    const exception = asked.find((element) => element.kind === "field" && element.key === "ausnahme");
    if (exception?.kind !== "field") throw new Error("no such question");
    expect(exception.options?.find(({ value }) => value === "dienst")?.hint?.de).toContain("höchstens zwölf Monate");
    expect(exception.help?.de).toContain("§ 27 Abs. 3 BMG");
  });

  test("asks for the proof that was chosen and for no other (§ 19 BMG)", () => {
    expect(errors(move({ nachweisart: "datei" })).map(([path]) => path)).toEqual(["bestaetigung"]);
    expect(errors(move({ nachweisart: "merkmal" })).map(([path]) => path)).toEqual(["zuordnungsmerkmal"]);
    expect(errors(move({ nachweisart: "keine" }))).toEqual([]);
    expect(errors(move({ "geber.istEigentuemer": "nein" })).map(([path]) => path)).toEqual(["geber.eigentuemer"]);
  });

  test("asks for other homes where there are some (§ 21 Abs. 4 BMG)", () => {
    expect(errors(move({ status: "neben" })).map(([path]) => path)).toContain("weitere.0.strasse");
  });

  test("from abroad asks for the country instead of the former home", () => {
    const abroad = move({ woher: "ausland", "ausland.staat": "Frankreich", "ausland.zuzug": "19.11.2026" });
    expect(errors(abroad)).toEqual([]);
    expect(errors({ ...abroad, "ausland.staat": "Deutschland" }).map(([path]) => path)).toEqual(["ausland.staat"]);
    expect(freezeAnswers(compiled, abroad, today).answers["bisherige.ort"]).toBeUndefined();
  });

  test("says that it is confirmed in person and is not the electronic Anmeldung of § 23a BMG", () => {
    expect(JSON.stringify(visibleSections(compiled, {}, today)[0]?.elements[0])).toContain("§ 23a BMG");
    expect(definition.page.what.de.join(" ")).toContain("Erst damit sind Sie angemeldet");
  });
});
