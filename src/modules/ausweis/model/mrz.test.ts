import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { checkDigit, machineReadableZone, nameLine, transliterate } from "./mrz.ts";

describe("transliteration", () => {
  test.each([
    ["Müller", "MUELLER"],
    ["Weiß", "WEISS"],
    ["GROẞ", "GROSS"],
    ["Ærøskøbing", "AEROESKOEBING"],
    ["Ångström", "AANGSTROEM"],
    ["Wałęsa", "WALESA"],
    ["Muñoz", "MUNOZ"],
    ["François", "FRANCOIS"],
    ["Đorđević", "DORDEVIC"],
    ["Þórður Eiðsson", "THORDUR<EIDSSON"],
    ["Öztürk", "OEZTUERK"],
    ["Işık İpek", "ISIK<IPEK"],
    ["Ĳsbrand", "IJSBRAND"],
    ["Œuvray", "OEUVRAY"],
    ["Nguyễn Thị Ươn", "NGUYEN<THI<UON"],
    ["Əliyev", "ELIYEV"],
    ["Ǩeǥŋ Ʒħŧ", "KEGN<ZHT"],
    ["Noël", "NOEL"],
    ["Ǟ Ǘ Ạ̈ Ǻ Ǿ Ǽ", "AE<UE<AE<AA<OE<AE"],
    ["Meyer-Landrut", "MEYER<LANDRUT"],
    ["D'Artagnan", "DARTAGNAN"],
    ["O’Connor", "OCONNOR"],
    ["v. d. Heide", "V<D<HEIDE"],
    ["  von  der - Au ", "VON<DER<AU"],
    ["’Ali ʿAbd ʾAmīn", "ALI<ABD<AMIN"],
    ["K͟Həlil C̆eh", "KHELIL<CEH"],
  ])("%s is %s", (name, expected) => {
    expect(transliterate(name)).toBe(expected);
    expect(transliterate(name.normalize("NFD"))).toBe(expected);
  });

  test("every letter of DIN 91379 becomes one or two letters of A to Z", () => {
    const ranges =
      "A-Z a-z À-Ö Ø-ö ø-ž Ƈ-ƈ Ə-Ə Ɨ-Ɨ Ơ-ơ Ư-ư Ʒ-Ʒ Ǎ-ǜ Ǟ-ǟ Ǣ-ǰ Ǵ-ǵ Ǹ-ǿ Ȓ-ȓ Ș-ț Ȟ-ȟ ȧ-ȳ ə-ə ɨ-ɨ ʒ-ʒ Ḃ-ḃ Ḇ-ḇ Ḋ-ḑ ḗ-ḗ Ḝ-ḫ ḯ-ḷ Ḻ-ḻ Ṁ-ṉ Ṓ-ṛ Ṟ-ṣ Ṫ-ṯ Ẁ-ẇ Ẍ-ẗ ẞ-ẞ Ạ-ỹ";
    let checked = 0;
    for (const [from, , to] of ranges.split(" ")) {
      for (let code = (from as string).charCodeAt(0); code <= (to as string).charCodeAt(0); code++) {
        const letter = String.fromCharCode(code);
        expect([letter, transliterate(letter)]).toEqual([letter, expect.stringMatching(/^[A-Z]{1,2}$/)]);
        checked += 1;
      }
    }
    expect(checked).toBe(500);
  });

  test("any text becomes A to Z with single < between", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(transliterate(text)).toMatch(/^(?:[A-Z]+(?:<[A-Z]+)*)?$/);
      }),
    );
  });
});

describe("check digits", () => {
  // ICAO Doc 9303 Part 3 Appendix A and the specimens of Part 5 and of the Bundesdruckerei.
  test.each([
    ["520727", "3"],
    ["AB2134<<<", "5"],
    ["D23145890", "7"],
    ["740812", "2"],
    ["120415", "9"],
    ["L898902C3", "6"],
    ["T22000129", "3"],
    ["L01X00T47", "1"],
    ["LZ6311T47", "5"],
  ])("%s has %s", (text, digit) => {
    expect(checkDigit(text)).toBe(digit);
  });

  test("one wrong character of a document number is seen, unless it counts the same", () => {
    const sign = fc.constantFrom(..."0123456789CFGHJKLMNPRTVWXYZ");
    const number = fc.array(sign, { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(number, fc.nat(8), sign, (signs, at, other) => {
        const changed = signs.map((one, index) => (index === at ? other : one));
        const value = (one: string) => Number.parseInt(one, 36);
        const same = (value(signs[at] as string) - value(other)) % 10 === 0;
        expect(checkDigit(changed.join("")) === checkDigit(signs.join(""))).toBe(same);
      }),
    );
  });
});

describe("the lines of a Personalausweis", () => {
  const erika = { familienname: "Mustermann", vornamen: "Erika", bornOn: plainDay("1964-08-12") };

  test("are those of the specimen of 2010, which had no version of the pattern yet", () => {
    const made = machineReadableZone({
      ...erika,
      seriennummer: "T22000129",
      validUntil: plainDay("2020-10-31"),
      version: "0000",
    });
    expect(made.lines[0]).toBe("IDD<<T220001293<<<<<<<<<<<<<<<");
    expect(made.lines[1].replace("0000", "<<<<")).toBe("6408125<2010315D<<<<<<<<<<<<<4");
    expect(made.lines[2]).toBe("MUSTERMANN<<ERIKA<<<<<<<<<<<<<");
    expect(made.pending).toEqual([]);
  });

  test("are those of the specimen of 2021", () => {
    const made = machineReadableZone({
      familienname: "Mustermann",
      vornamen: "Erika",
      bornOn: plainDay("1983-08-12"),
      seriennummer: "LZ6311T47",
      validUntil: plainDay("2031-08-01"),
      version: "2108",
    });
    expect(made.lines).toEqual([
      "IDD<<LZ6311T475<<<<<<<<<<<<<<<",
      "8308126<3108011D<<2108<<<<<<<9",
      "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
    ]);
  });

  test("say which places are not known before the card is made", () => {
    const made = machineReadableZone(erika);
    expect(made.lines).toEqual([
      "IDD<<<<<<<<<<<<<<<<<<<<<<<<<<<",
      "6408125<<<<<<<<D<<<<<<<<<<<<<<",
      "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
    ]);
    expect(made.pending.map(({ line, from, to }) => [line, from, to])).toEqual([
      [1, 6, 15],
      [2, 9, 15],
      [2, 19, 22],
      [2, 30, 30],
    ]);
    for (const { line, from, to, what } of made.pending) {
      expect(made.lines[line - 1]?.slice(from - 1, to)).toMatch(/^<+$/);
      expect(what.de.length > 5 && what.en.length > 5).toBe(true);
    }
  });

  test("refuse a number that is none", () => {
    expect(() => machineReadableZone({ ...erika, seriennummer: "T2200012" })).toThrow(RangeError);
    expect(() => machineReadableZone({ ...erika, version: "21" })).toThrow(RangeError);
  });
});

describe("the line of the name", () => {
  test.each([
    ["Eriksson", "Anna Maria", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<", false],
    ["van der Muellen", "Martin", "VAN<DER<MUELLEN<<MARTIN<<<<<<<", false],
    ["Arkfreith", "", "ARKFREITH<<<<<<<<<<<<<<<<<<<<<", false],
    ["Papandropoulous", "Jonathon Al", "PAPANDROPOULOUS<<JONATHON<AL<<", false],
    ["Papandropoulous", "Jonathon Alec", "PAPANDROPOULOUS<<JONATHON<ALEC", false],
    ["Papandropoulous", "Jonathon Warren", "PAPANDROPOULOUS<<JONATHON<WARR", true],
    ["Nilavadhanananda", "Arnpol Petch Charonguang", "NILAVADHANANANDA<<ARNPOL<PETCH", true],
    ["Nilavadhanananda", "Arnpolx Pet Charonguang", "NILAVADHANANANDA<<ARNPOLX<PE<C", true],
    ["Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", "BENNELONG<WOOLOOMOOLOO<WARR<<D", true],
    ["x".repeat(21), "Abcd E F", `${"X".repeat(21)}<<ABC<E<F`, true],
    ["x".repeat(26), "A Bc", `${"X".repeat(26)}<<A<`, true],
    ["x".repeat(31), "", "X".repeat(30), true],
  ])("%s, %s", (family, given, line, shortened) => {
    expect(nameLine(family, given)).toEqual({ line, shortened });
  });

  test("always has thirty places, ends with a letter where shortened, and parts the names once", () => {
    const name = fc.stringMatching(/^[A-Za-zäß]{1,14}(?:[ -][A-Za-zäß]{1,14}){0,4}$/);
    fc.assert(
      fc.property(name, name, (family, given) => {
        const { line, shortened } = nameLine(family, given);
        expect(line).toMatch(/^[A-Z<]{30}$/);
        const [, secondary] = line.replace(/<+$/, "").split("<<");
        expect(secondary?.length).toBeGreaterThan(0);
        expect(line.replace(/<+$/, "").match(/<</g)).toHaveLength(1);
        if (shortened) expect(line).toMatch(/[A-Z]$|<<[A-Z](?:<[A-Z])*<$/);
      }),
    );
  });
});
