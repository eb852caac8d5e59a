import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBoxes, formatPages, overlap, padded, parseBoxes, parsePages } from "./boxes.ts";
import { parseTerms } from "./disclosure.ts";
import { decodeText, pageOfText, readTable } from "./read-text.ts";
import { chosenFormat, showingOf, zoomOf } from "./showing.ts";
import { type PlacedWord, type RedactedKind, wordsToRedact } from "./terms.ts";

/** Words as they stand on a page; a slash begins a new line. */
function words(text: string): readonly PlacedWord[] {
  return text.split("/").flatMap((line, number) =>
    line
      .trim()
      .split(/\s+/)
      .map((word) => ({ text: word, line: number, x: 0, y: 0, width: 0.1, height: 0.02 })),
  );
}

function blacked(text: string, terms: readonly string[], kinds: readonly RedactedKind[] = []): string {
  const all = words(text);
  const found = wordsToRedact(all, terms, kinds);
  return all.map((word, index) => (found.includes(index) ? "#" : word.text)).join(" ");
}

describe("what is blacked out by its words", () => {
  test.each([
    ["wherever it stands, as a whole word", "Frau Müllers Antrag", ["Müller"], "Frau # Antrag"],
    ["however it is spelled", "MUELLER und Muller, MÜLLER.", ["müller"], "# und Muller, #"],
    ["with and without marks", "Anđela Šimić klagt", ["simic"], "Anđela # klagt"],
    ["over the end of a line", "Herr Anton / Müller klagt", ["Anton Müller"], "Herr # # klagt"],
    ["parted at the end of a line", "Frau Lüden- / scheidt klagt", ["Lüdenscheidt"], "Frau # # klagt"],
    ["with a hyphen of its own", "Frau Meyer-Lansky", ["Meyer-Lansky"], "Frau #"],
    ["with a hyphen of its own at the end of a line", "Frau Meyer- / Lansky klagt", ["Meyer-Lansky"], "Frau # # klagt"],
    [
      "in figures, however they are spaced",
      "Konto DE89 3704 0044 0532 0130 00 bei",
      ["DE89370400440532013000"],
      "Konto # # # # # # bei",
    ],
    ["in letters that belong together", "die ﬁrma klagt", ["Firma"], "die # klagt"],
    ["not where it is not", "Anna antwortet, kann Anton", ["nnant"], "Anna antwortet, kann Anton"],
  ] as const)("%s", (_, text, terms, expected) => {
    expect(blacked(text, terms)).toBe(expected);
  });

  test.each([
    ["iban", "IBAN DE89 3704 0044 0532 0130 00 BIC", "IBAN # # # # # # BIC"],
    ["iban", "auf DE89370400440532013000, bitte", "auf # bitte"],
    ["email", "an kim@beispiel.example schreiben", "an # schreiben"],
    ["phone", "Ruf 05251 88-1234 oder +49 5251 881234 an", "Ruf # # oder # # # an"],
    ["date", "am 01.02.1980 und 1. 2. 80 und 1980-02-01", "am # und # # # und #"],
    ["phone", "Aktenzeichen 32.40-2026-0001745", "Aktenzeichen 32.40-2026-0001745"],
  ] as const)("of the kind %s: %s", (kind, text, expected) => {
    expect(blacked(text, [], [kind])).toBe(expected);
  });

  test("is everything that contains a term, whatever stands around it", () => {
    const word = fc.stringMatching(/^[a-zäöüß]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), word, word, fc.nat(), (line, before, secret, at) => {
        const hidden = `xq${secret}`;
        const text = [...line];
        text.splice(at % (line.length + 1), 0, `${before}${hidden.toUpperCase()}!`);
        expect(blacked(text.join(" "), [hidden])).not.toContain(hidden.toUpperCase());
      }),
    );
  });

  test("is written one term a line, in bounds", () => {
    expect(parseTerms(" Anna \n\nAnna\nBerg")).toEqual(["Anna", "Berg"]);
    expect(parseTerms("A")).toBeUndefined();
    expect(parseTerms("x".repeat(201))).toBeUndefined();
    expect(parseTerms(Array.from({ length: 101 }, (_, index) => `Wort ${index}`).join("\n"))).toBeUndefined();
  });
});

describe("boxes and pages as people write them", () => {
  test.each(["10 20 30", "a b c d", "10 20 0 5", "100 0 5 5", "-1 0 5 5", "1 2 3 4 5"])("%s is no box", (line) => {
    expect(parseBoxes(line)).toBeUndefined();
  });

  test("come back as they were", () => {
    expect(parseBoxes("10 20,5 30% 4.25\n\n90 90 50 50")).toEqual([
      { x: 0.1, y: 0.205, width: 0.3, height: 0.0425 },
      { x: 0.9, y: 0.9, width: 1 - 0.9, height: 1 - 0.9 },
    ]);
    expect(formatBoxes(parseBoxes("10 20,5 30 4,25") ?? [])).toBe("10 20,5 30 4,25");
    expect(parsePages("3, 1-2,5", 9)).toEqual([1, 2, 3, 5]);
    expect(formatPages([1, 2, 3, 5])).toBe("1-3, 5");
    expect(parsePages(" ", 2)).toEqual([1, 2]);
    for (const text of ["0", "3", "2-1", "x", "1-"]) expect(parsePages(text, 2), text).toBeUndefined();
  });

  test("a padded box holds what it was, and stays on the page", () => {
    const part = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(part, part, (x, y) => {
        const box = { x, y, width: (1 - x) / 2 + 0.001, height: (1 - y) / 2 + 0.001 };
        const around = padded(box);
        expect(overlap(around, box)).toBe(true);
        expect(around.x).toBeLessThanOrEqual(box.x);
        expect(around.x + around.width).toBeLessThanOrEqual(1.0000001);
      }),
    );
  });
});

describe("a text", () => {
  test("is read in the encoding in which it was written", () => {
    const latin1 = Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80]);
    expect(decodeText(latin1)).toEqual({ text: "Müller €", encoding: "windows-1252" });
    expect(decodeText(Buffer.from("Müller €\r\nb"))).toEqual({ text: "Müller €\nb", encoding: "utf-8" });
    expect(decodeText(Buffer.from("\ufeffMüller", "utf16le"))).toEqual({ text: "Müller", encoding: "utf-16le" });
    expect(decodeText(Buffer.from("\ufeffMüller", "utf16le").swap16())).toEqual({
      text: "Müller",
      encoding: "utf-16be",
    });
  });

  test("is paged without losing a letter, also where it has no lines", () => {
    for (const text of ["", "kurz", "a".repeat(50_001), `${"zeile ".repeat(20)}\n`.repeat(600)]) {
      const { count } = pageOfText(text, 1);
      const pages = Array.from({ length: count }, (_, index) => pageOfText(text, index + 1).text);
      expect(pages.join("")).toBe(text);
      expect(pages.every((page) => page.length <= 20_000)).toBe(true);
    }
    expect(pageOfText("x", 99).page).toBe(1);
  });

  test("of a table is rows, whatever parts them", () => {
    expect(readTable('Name;Ort\n"Öz; ""A""\nB";Bonn\n').rows).toEqual([
      ["Name", "Ort"],
      ['Öz; "A"\nB', "Bonn"],
    ]);
    expect(readTable("a,b\n1,2").rows).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    const long = readTable("x;y\n".repeat(600));
    expect([long.rows.length, long.more]).toEqual([500, true]);
    expect(readTable(";".repeat(60)).more).toBe(true);
  });
});

test("the form that can be shown is shown, unless another was asked for", () => {
  const format = (version: number, number: number, mediaType: string) => ({ version, number, mediaType });
  const formats = [
    format(1, 1, "application/pdf"),
    format(2, 1, "message/rfc822"),
    format(2, 2, "text/plain; charset=utf-8"),
  ];
  expect(chosenFormat(formats, {})).toBe(formats[2]);
  expect(chosenFormat(formats, { version: 2, number: 1 })).toBe(formats[1]);
  expect(chosenFormat(formats, { version: 1 })).toBe(formats[0]);
  expect(chosenFormat(formats, { version: 9, number: 9 })).toBe(formats[2]);
  expect(showingOf("TEXT/HTML; charset=utf-8")).toBe("text");
  expect(showingOf("image/svg+xml")).toBe("other");
  expect(zoomOf("vorschau")).toBe("normal");
});

describe("terms in a text that was recognised", () => {
  const words = (text: string): readonly PlacedWord[] =>
    text.split(" ").map((word, index) => ({ text: word, line: 1, x: index / 50, y: 0.1, width: 0.01, height: 0.02 }));
  const redacted = (text: string, terms: readonly string[], recognised = true) => {
    const placed = words(text);
    return wordsToRedact(placed, terms, [], recognised).map((index) => placed[index]?.text);
  };

  test("are found with a letter or so read wrong, where the recognition errs", () => {
    expect(redacted("Frau Anne Mu11er-Ludenscheidt wohnt hier", ["Änne Müller-Lüdenscheidt"])).toEqual([
      "Anne",
      "Mu11er-Ludenscheidt",
    ]);
    expect(redacted("Herr Schmiclt schreibt", ["Schmidt"])).toEqual(["Schmiclt"]);
    expect(redacted("Herr Schmiclt schreibt", ["Schmidt"], false)).toEqual([]);
  });

  test("leave what is only a little alike, and short terms are taken as they are", () => {
    expect(redacted("Der Bauer baut ein Haus aus", ["Müller"])).toEqual([]);
    expect(redacted("Otto Ott und Ute", ["Ott"])).toEqual(["Otto", "Ott"]);
  });
});
