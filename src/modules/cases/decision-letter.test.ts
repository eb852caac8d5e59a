import { describe, expect, test } from "vitest";
import { plainDay } from "../../kernel/index.ts";
import { type DecisionFacts, decisionLetter } from "./decision-letter.ts";
import { verwaltungsgerichtSeat } from "./model/verwaltungsgericht.ts";

const facts: DecisionFacts = {
  kind: "granted",
  town: {
    officialName: "Stadt Paderborn",
    accent: "#00539f",
    ags: "05774032",
    markSvg: "<svg/>",
    contact: {
      officeName: "Steueramt",
      street: "Am Abdinghof 11",
      postcode: "33098",
      city: "Paderborn",
      phone: "",
      email: "",
      hours: { de: [], en: [] },
    },
  },
  title: "Hund anmelden",
  subjectName: "Mia Brökelmann",
  aktenzeichen: "20.21-1/2026",
  receivedOn: plainDay("2026-11-20"),
  issuedOn: plainDay("2026-11-23"),
  issuedBy: "Kim Beispiel",
  text: "Der Hund ist angemeldet.\n\nDie Marke kommt mit der Post.",
  reasons: "",
};
const textOf = (letter: ReturnType<typeof decisionLetter>) =>
  letter.body.map((part) => ("text" in part ? part.text : "")).join("\n");

describe("the letter", () => {
  test("grants, in paragraphs as they were typed, without reasons and without remedy", () => {
    const letter = decisionLetter(facts);
    expect(letter.subject).toBe("Bescheid: Hund anmelden");
    expect(textOf(letter)).toBe(
      "Guten Tag,\nIhrem Antrag „Hund anmelden“ vom Freitag, 20. November 2026 geben wir statt.\nDer Hund ist angemeldet.\nDie Marke kommt mit der Post.",
    );
    expect(letter.remedy).toBeUndefined();
  });

  test("refuses with reasons and says where and until when to sue (§ 58 Abs. 1 VwGO)", () => {
    const letter = decisionLetter({ ...facts, kind: "refused", reasons: "Weil es so ist." });
    expect(textOf(letter)).toContain("Begründung\nWeil es so ist.");
    expect(letter.remedy?.paragraphs[0]).toContain("innerhalb eines Monats nach seiner Bekanntgabe");
    expect(letter.remedy?.paragraphs[0]).toContain("Verwaltungsgericht Minden");
  });

  test("confirms what asks for nothing", () => {
    expect(textOf(decisionLetter({ ...facts, kind: "confirmed" }))).toContain("geprüft und aufgenommen");
  });
});

test.each([
  ["05774032", "Minden"],
  ["05315000", "Köln"],
  ["05334002", "Aachen"],
  ["05113000", "Gelsenkirchen"],
  ["05111000", "Düsseldorf"],
  ["05515000", "Münster"],
  ["05562024", "Gelsenkirchen"],
  ["05970040", "Arnsberg"],
])("people in %s sue in %s (§ 17 JustG NRW)", (ags, seat) => {
  expect(verwaltungsgerichtSeat(ags)).toBe(seat);
});
