import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { folderOfPath, titleOfFile } from "./items.ts";
import { proposeFromText, type ReadPage } from "./letter-proposals.ts";
import { parseSeparatorCode, separatorCode } from "./separator.ts";
import { lettersOf, pagesToCompare, proposeSplits, type SeenPage } from "./split-pile.ts";
import { chooseTurn, turnedFurther, turnedWords } from "./turned-pages.ts";
import { typedDay, typedText } from "./typed.ts";

const seen = (word: string): readonly SeenPage[] =>
  [...word].map((sign) => {
    if (sign === "|") return { found: "separator" };
    if (sign === "!") return { found: "separator", target: "32.40-2026-00017" };
    return { found: sign === "_" ? "blank" : "page" };
  });
const fates = (word: string, blank: "keep" | "drop" | "split") =>
  proposeSplits(seen(word), blank)
    .map(({ fate, target }) => `${fate[0]}${target === undefined ? "" : "!"}`)
    .join(" ");

describe("a pile is parted", () => {
  test.each([
    ["ppp", "keep", "s c c"],
    ["pp|p", "keep", "s c d s"],
    ["|p||p|", "keep", "d s d d s d"],
    ["!pp|p", "drop", "d s! c d s"],
    ["p_p", "keep", "s c c"],
    ["p_p", "drop", "s d c"],
    ["p_p", "split", "s d s"],
    ["!_p", "drop", "d d s!"],
    ["", "keep", ""],
  ] as const)("%s with empty pages to %s: %s", (pile, blank, expected) => {
    expect(fates(pile, blank)).toBe(expected);
  });

  test("into letters that hold every page that stays, once and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("start", "continue", "drop")), (given) => {
        const pages = given.map((fate, number) => ({ fate: fate as "start" | "continue" | "drop", number }));
        const letters = lettersOf(pages);
        expect(letters.flat()).toEqual(pages.filter(({ fate }) => fate !== "drop"));
        expect(letters.every((letter) => letter.length > 0)).toBe(true);
      }),
    );
  });
});

test("at least one page and never more than there are is compared", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 100 }), (pages, percent) => {
      const chosen = pagesToCompare(pages, percent, Math.random);
      expect(chosen.size).toBe(Math.min(pages, Math.max(1, Math.ceil((pages * percent) / 100))));
      for (const page of chosen) expect(page >= 1 && page <= pages).toBe(true);
    }),
  );
});

test("a separator sheet says what it belongs to, and other codes say nothing", () => {
  for (const target of [
    "",
    "32.40",
    "32.40-2026-00017",
    "32.40-2026-00017/01",
    "32.70-2026-001-MARKT",
    "A1 Az 2026_7/02",
  ]) {
    expect(parseSeparatorCode(separatorCode(target))).toBe(target);
  }
  for (const code of ["https://example.org", "klickamt:trennblatt:2", "klickamt:trennblatt:1:<b>", ""]) {
    expect(parseSeparatorCode(code), code).toBeUndefined();
  }
});

describe("a letter says of itself", () => {
  const today = plainDay("2026-11-23");
  const rules = [
    { planUnit: "32.40", rule: "{einheit}-{jahr}-{nummer:5}" },
    { planUnit: "10.20", rule: "{einheit}-{jahr}-{nummer:5}" },
    { planUnit: "A1", rule: "{einheit} Az {jahr}_{nummer:1}" },
  ];
  /** Lines down the page, at a fixed distance. */
  const page = (lines: readonly string[], number = 1): ReadPage => ({
    number,
    width: 1000,
    height: 1000,
    words: lines.flatMap((line, index) =>
      line.split(" ").map((text, at) => ({
        text,
        line: index + 1,
        box: [at * 50, 20 + index * 40, at * 50 + 45, 40 + index * 40] as const,
      })),
    ),
  });
  const said = (lines: readonly string[]) =>
    Object.fromEntries(
      Object.entries(proposeFromText([page(lines)], today, rules)).map(([name, found]) => [name, found.value]),
    );

  test("what a firm writes with a window and references", () => {
    expect(
      said([
        "Kanzlei Weiß & Partner mbB",
        "Weiß & Partner · Hauptstr. 7 · 33098 Paderborn",
        "Stadt Paderborn",
        "Am Abdinghof 11",
        "33098 Paderborn",
        "Unser Zeichen: K 17/26-ab",
        "Ihr Zeichen: 32.40 - 2026 - 00017/01",
        "Ihr Schreiben vom 2.11.2026",
        "Datum: 20.11.2026",
        "Betreff: Widerspruch gegen den Bescheid vom 2.10.2026",
        "Sehr geehrte Damen und Herren,",
        "wir legen Widerspruch ein, auch zu 10.20-2025-00003.",
      ]),
    ).toEqual({
      title: "Widerspruch gegen den Bescheid vom 2.10.2026",
      sender: "Weiß & Partner",
      letterDate: "2026-11-20",
      theirReference: "K 17/26-ab",
      aktenzeichen: "32.40-2026-00017/01",
    });
  });

  test("what a person writes without any label", () => {
    expect(
      said([
        "Erika Mustermann",
        "Gänsemarkt 12",
        "33098 Paderborn",
        "An das Ordnungsamt",
        "Paderborn, den 3. März 2026",
        "",
        "Antrag auf eine Ausnahme",
        "Guten Tag,",
        "seit dem 1.1.2020 wohne ich hier.",
      ]),
    ).toEqual({ title: "Antrag auf eine Ausnahme", sender: "Erika Mustermann", letterDate: "2026-03-03" });
  });

  test("an Aktenzeichen by the rule of its unit, wherever it stands", () => {
    expect(said(["Az. A1 Az 2026_ 17/02", "Guten Tag,", "danke für Ihr Schreiben."]).aktenzeichen).toBe(
      "A1 Az 2026_17/02",
    );
    expect(said(["Unser Zeichen: A1 Az 2026_17", "Guten Tag,"])).not.toHaveProperty("theirReference");
    // Of a unit that is not in the plan: taken as it is, and looked for.
    expect(said(["Ihr Zeichen: 32.70-2026-001-MARKT", "Guten Tag,"]).aktenzeichen).toBe("32.70-2026-001-MARKT");
    expect(said(["Ihr Zeichen: mündlich am 3.11.", "Unser Zeichen: 32.70-A"])).not.toHaveProperty("aktenzeichen");
  });

  test("nothing that is not there, and no day to come", () => {
    expect(proposeFromText([], today, rules)).toEqual({});
    expect(said(["Paderborn, 24.11.2026", "Termin am 31.2.2026"])).not.toHaveProperty("letterDate");
    expect(proposeFromText([page(["x"]), page(["Az. 32.40-2026-00017"], 2)], today, rules).aktenzeichen).toEqual({
      value: "32.40-2026-00017",
      page: 2,
      line: "Az. 32.40-2026-00017",
    });
  });

  test("only what stands in the line it names, whatever is recognised", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 30 }), (lines) => {
        const found = proposeFromText([page(lines)], today, rules);
        for (const proposal of Object.values(found)) expect(proposal.line).not.toBe("");
        expect((found.letterDate?.value ?? today) <= today).toBe(true);
      }),
    );
  });
});

describe("a page is turned", () => {
  const reading = (letters: number, confidence = 90) => ({
    words: Array.from({ length: letters / 4 }, () => ({ text: "Wort", confidence })),
    confidence,
  });

  test.each([
    ["one way reads far more", [80, 900, 40, 40], 90],
    ["it is the other way up", [80, 40, 800, 40], 180],
    ["upright reads as much", [600, 700, 40, 40], 0],
    ["nothing reads", [0, 0, 8, 0], 0],
  ] as const)("only where it helps: %s", (_, [upright, right, over, left], turn) => {
    const tried = new Map([
      [0, reading(upright)],
      [90, reading(right)],
      [180, reading(over)],
      [270, reading(left)],
    ] as const);
    expect(chooseTurn(tried)).toBe(turn);
  });

  test("and two turns are one", () => {
    expect([turnedFurther(270, 180), turnedFurther(90, 270), turnedFurther(0, 0)]).toEqual([90, 0, 0]);
    expect(turnedWords({ number: 2, degrees: 90, by: "program" })).toBe("Seite 2 gedreht um 90° (vom Programm)");
  });
});

test("names of files and folders become titles and remarks that lead nowhere", () => {
  expect(titleOfFile("2026_11_02_Bescheid.final.pdf")).toBe("2026 11 02 Bescheid.final");
  expect(titleOfFile(".pdf")).toBe(".pdf");
  expect(folderOfPath("Bauantrag/../Pläne/Plan 1.pdf")).toBe("Bauantrag/Pläne");
  expect(folderOfPath("a.pdf")).toBe("");
});

test("days are read as people write them", () => {
  const read = (text: string) => typedDay(text, plainDay("2026-11-23"));
  expect(["2.11.2026", "02.11.26", "2026-11-02", "2. 11. 2026"].map(read)).toEqual(Array(4).fill("2026-11-02"));
  expect(["31.2.2026", "gestern", "", "1.13.2026"].map(read)).toEqual(Array(4).fill(undefined));
});

test("a year of two digits is past or the next one", () => {
  const read = (text: string) => typedDay(text, plainDay("2026-11-23"));
  expect(["2.11.98", "2.11.00", "2.11.26", "2.11.27", "2.11.28"].map(read)).toEqual([
    "1998-11-02",
    "2000-11-02",
    "2026-11-02",
    "2027-11-02",
    "1928-11-02",
  ]);
  expect(typedDay("2.11.01", plainDay("2099-12-31"))).toBe("2001-11-02");
  expect(typedDay("2.1.00", plainDay("2099-12-31"))).toBe("2100-01-02");
});

test("what is too long is cut between characters, never within one", () => {
  expect(typedText(" abc🦊d ", 4)).toBe("abc");
  expect(typedText("abc🦊d", 5)).toBe("abc🦊");
  expect(titleOfFile(`${"x".repeat(299)}🦊.pdf`)).toBe("x".repeat(299));
});
