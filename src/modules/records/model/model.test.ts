import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../../kernel/index.ts";
import { defaultAktenplan } from "./aktenplan.ts";
import { aktenzeichenOf, vorgangszeichenOf } from "./aktenzeichen.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { shownAs } from "./dokument.ts";
import { emptyChain, extendChain, hashOfEntry } from "./history.ts";
import type { Fields } from "./replay.ts";
import { searchedTerms, termsOf } from "./search-terms.ts";
import { type AkteSnapshot, followChain } from "./verification.ts";

describe("canonical JSON", () => {
  test.each<[JsonValue, string]>([
    [{ b: 1, a: [true, null, "ä"] }, '{"a":[true,null,"ä"],"b":1}'],
    // RFC 8785, 3.2.3: by UTF-16 code units, so an emoji sorts before U+FB33.
    [{ "\ufb33": 1, "\u{1f600}": 2, "\u20ac": 3, "\r": 4 }, '{"\\r":4,"€":3,"😀":2,"\ufb33":1}'],
    [{ number: 1e21, small: 1e-7, minus: -0 }, '{"minus":0,"number":1e+21,"small":1e-7}'],
    ['"\\\u000f', '"\\"\\\\\\u000f"'],
  ])("%j", (value, written) => {
    expect(canonicalJson(value)).toBe(written);
  });

  test("reads back as the same value and does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        fc.pre(!JSON.stringify(value).includes("\\u0000"));
        const written = canonicalJson(value as JsonValue);
        expect(canonicalJson(JSON.parse(written))).toBe(written);
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed as JsonValue)).toBe(written);
      }),
    );
  });

  test("refuses what cannot be kept", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "a\u0000b", "\ud800"]) {
      expect(() => canonicalJson({ value })).toThrow(Invalid);
    }
  });
});

/** The row that an `akte.angelegt` with nothing known in it asks for. */
const emptyAkte: Fields = {
  ...Object.fromEntries(
    ["planUnit", "year", "number", "aktenzeichen", "betreff", "retentionYears", "aussonderungsart", "medium"].map(
      (name) => [name, null],
    ),
  ),
  vertraulichkeit: null,
  openedAt: new Date(0).toISOString(),
  zdaAt: null,
  lastVorgang: 0,
  lastTeilakte: 0,
};

describe("the chain", () => {
  test("the example in the README is what the program computes", () => {
    const [example = "", hash = ""] =
      /```\n(\{"action".*\})\n([0-9a-f]{64})\n```/
        .exec(readFileSync(new URL("../README.md", import.meta.url), "utf8"))
        ?.slice(1) ?? [];
    expect(createHash("sha256").update(example).digest("hex")).toBe(hash);
    expect(hashOfEntry(JSON.parse(example))).toBe(hash);
  });

  test("any change to any entry is found at that entry or the one after it", () => {
    const place = { tenant: 1, akteId: "a", actor: { kind: "system", name: "t" }, now: new Date(0) } as const;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), fc.string({ minLength: 1 }), (length, at, words) => {
        fc.pre(!words.includes("\u0000") && words.isWellFormed());
        const drafts = Array.from({ length }, (_, index) => ({
          action: index === 0 ? "akte.angelegt" : "test.event",
          vorgangId: null,
          details: { index },
        }));
        const { entries, head } = extendChain(emptyChain, place, drafts);
        const akte: AkteSnapshot = {
          akteId: "a",
          aktenzeichen: "x",
          headSequence: head.sequence,
          headHash: head.hash,
          history: entries,
          rows: {
            akte: { a: emptyAkte },
            teilakte: {},
            vorgang: {},
            dokument: {},
            format: {},
            verweis: {},
            zeichen: {},
          },
          origins: [],
        };
        expect(followChain(akte).fault).toBeUndefined();
        const index = at % length;
        const changed = { ...entries[index], details: { words } } as (typeof entries)[number];
        const crude = followChain({ ...akte, history: entries.with(index, changed) });
        expect(crude.fault).toEqual({ sequence: index + 1, what: "entry-changed" });
        const clever = followChain({
          ...akte,
          history: entries.with(index, { ...changed, hash: hashOfEntry(changed) }),
        });
        expect(clever.fault).toEqual(
          index === length - 1
            ? { sequence: length, what: "head-wrong" }
            : { sequence: index + 2, what: "chain-broken" },
        );
        const shortened = followChain({ ...akte, history: entries.toSpliced(index, 1) });
        expect(shortened.fault).toEqual({ sequence: index + 1, what: "entry-missing" });
      }),
    );
  });
});

describe("names and words", () => {
  test("an Aktenzeichen has five digits, or as many as it takes", () => {
    expect(aktenzeichenOf("32.40", 2026, 17)).toBe("32.40-2026-00017");
    expect(aktenzeichenOf("32.40", 2026, 123456)).toBe("32.40-2026-123456");
    expect(vorgangszeichenOf("32.40-2026-00017", 1)).toBe("32.40-2026-00017/01");
    expect(vorgangszeichenOf("32.40-2026-00017", 100)).toBe("32.40-2026-00017/100");
  });

  test("a name is found however it is typed", () => {
    for (const typed of ["Müller", "MULLER", "mu\u0308ller", "müll"]) {
      const [term = ""] = searchedTerms(typed);
      expect(termsOf("Gewerbe Müller-Groß, Anna").some((word) => word.startsWith(term))).toBe(true);
    }
    expect(termsOf("Müller-Groß")).toEqual(["muller-gross", "muller", "gross"]);
    expect(termsOf("Yıldırım")).toEqual(searchedTerms("Yildirim"));
    expect(termsOf("32.40-2026-00017")).toEqual(["32.40-2026-00017"]);
    expect(searchedTerms("???")).toEqual([]);
  });

  test.each([
    ["application/pdf", "application/pdf"],
    ["Text/Plain; charset=latin1", "text/plain; charset=utf-8"],
    ["image/png", "image/png"],
    ["text/html", undefined],
    ["image/svg+xml", undefined],
    ["application/xhtml+xml", undefined],
    ["text/xml", undefined],
    ["", undefined],
  ])("%s is shown as %s", (mediaType, shown) => {
    expect(shownAs(mediaType)).toBe(shown);
  });

  test("every unit of the default plan has its group, a source and a number of its own", () => {
    const groups = new Set(defaultAktenplan.filter((unit) => !unit.takesAkten).map((unit) => unit.planUnit));
    const units = defaultAktenplan.filter((unit) => unit.takesAkten);
    expect(units.length).toBeGreaterThanOrEqual(25);
    expect(new Set(defaultAktenplan.map((unit) => unit.planUnit)).size).toBe(defaultAktenplan.length);
    for (const unit of units) {
      expect(groups).toContain(unit.planUnit.slice(0, 2));
      expect(unit.source).not.toBe("");
    }
  });
});
