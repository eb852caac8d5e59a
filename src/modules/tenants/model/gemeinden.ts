import { allowedSlips, foldLetters, slipsBetween } from "../../../kernel/index.ts";
import { gemeindeRows, kreisRows } from "./gemeinden-data.ts";

export type Regierungsbezirk = "Düsseldorf" | "Köln" | "Münster" | "Detmold" | "Arnsberg";

/** A municipality of North Rhine-Westphalia. */
export interface Gemeinde {
  /** Amtlicher Gemeindeschlüssel, 8 digits: `05774032`. */
  readonly ags: string;
  /** `Paderborn`, without what the town calls itself. */
  readonly name: string;
  readonly kind: "Kreisfreie Stadt" | "Stadt" | "Gemeinde";
  /** `Kreis Paderborn`, `Märkischer Kreis`; absent for a kreisfreie Stadt. */
  readonly kreis?: string;
  readonly regierungsbezirk: Regierungsbezirk;
  readonly population: number;
  /** Postcode of the town hall. Some are not among `postcodes`: they belong to the town hall alone. */
  readonly townHallPostcode: string;
  readonly postcodes: readonly string[];
}

const bezirke: Readonly<Record<string, Regierungsbezirk>> = {
  "051": "Düsseldorf",
  "053": "Köln",
  "055": "Münster",
  "057": "Detmold",
  "059": "Arnsberg",
};
const kinds: Readonly<Record<string, Gemeinde["kind"]>> = { 61: "Kreisfreie Stadt", 63: "Stadt", 64: "Gemeinde" };

const kreise = new Map(
  kreisRows
    .trim()
    .split("\n")
    .map((row) => row.split(";") as [string, string]),
);

function kreisName(key: string): string {
  const name = kreise.get(key) ?? "";
  return /kreis|region/i.test(name) ? name : `Kreis ${name}`;
}

/** All 396 municipalities, by AGS. */
export const gemeinden: readonly Gemeinde[] = gemeindeRows
  .trim()
  .split("\n")
  .map((row) => {
    const [ags, name, kind, population, townHallPostcode, postcodes] = row.split(";") as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return {
      ags,
      name,
      kind: kinds[kind] as Gemeinde["kind"],
      ...(kind === "61" ? {} : { kreis: kreisName(ags.slice(0, 5)) }),
      regierungsbezirk: bezirke[ags.slice(0, 3)] as Regierungsbezirk,
      population: Number(population),
      townHallPostcode,
      postcodes: postcodes.split(" "),
    };
  });

const byAgs = new Map(gemeinden.map((gemeinde) => [gemeinde.ags, gemeinde]));

export function findGemeinde(ags: string): Gemeinde | undefined {
  return byAgs.get(ags);
}

/** @throws RangeError where no municipality of NRW has this key */
export function getGemeinde(ags: string): Gemeinde {
  const found = byAgs.get(ags);
  if (found === undefined) throw new RangeError(`no municipality of NRW: ${ags}`);
  return found;
}

/** Letters and digits only; `ue` for ü, or `u` where people type without a German keyboard. */
function folded(text: string, umlaut: "ae" | "a"): string {
  return foldLetters(text, umlaut)
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/**
 * Part of a town's address: ASCII, kebab-case, `schloss-holte-stukenbrock`, `halle-westf`.
 * Unique within NRW.
 */
export function slugOf(name: string): string {
  return folded(name, "ae").replaceAll(" ", "-");
}

const spellings = new Map(
  gemeinden.map((gemeinde) => {
    const short = gemeinde.name.replace(/ ?\(.*\)/, "");
    return [gemeinde, [...new Set([gemeinde.name, short].flatMap((name) => [folded(name, "ae"), folded(name, "a")]))]];
  }),
);

/**
 * Municipalities for what somebody typed: a name or its beginning, with or without umlauts, with a typing mistake,
 * a postcode or its first digits, or a Kreis. Best first, larger ones before smaller ones.
 */
export function findGemeinden(query: string, limit = 10): readonly Gemeinde[] {
  const digits = /\b\d{2,5}\b/.exec(query)?.[0];
  if (digits !== undefined) return findByPostcode(digits, limit);
  const typed = folded(query, "ae").replace(/^(stadt|gemeinde) /, "");
  if (typed.length === 0) return [];
  return gemeinden
    .map((gemeinde) => ({ gemeinde, rank: rankOf(gemeinde, typed) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank || b.gemeinde.population - a.gemeinde.population)
    .slice(0, limit)
    .map(({ gemeinde }) => gemeinde);
}

function findByPostcode(digits: string, limit: number): readonly Gemeinde[] {
  return gemeinden
    .filter(({ postcodes, townHallPostcode }) =>
      [...postcodes, townHallPostcode].some((code) => code.startsWith(digits)),
    )
    .sort((a, b) => b.population - a.population)
    .slice(0, limit);
}

/** 0 the same, 1 begins so, 2 a later word begins so, 3 and 4 with typing mistakes, 5 by Kreis, 9 not at all. */
function rankOf(gemeinde: Gemeinde, typed: string): number {
  const names = spellings.get(gemeinde) ?? [];
  if (names.includes(typed)) return 0;
  if (names.some((name) => name.startsWith(typed))) return 1;
  if (typed.length > 1 && names.some((name) => name.includes(` ${typed}`))) return 2;
  if (gemeinde.kreis !== undefined && matchesKreis(gemeinde.kreis, typed)) return 5;
  const allowed = allowedSlips(typed);
  if (allowed === 0) return 9;
  if (names.some((name) => slipsBetween(name, typed, allowed) <= allowed)) return 3;
  const beginning = (name: string): string => name.slice(0, typed.length);
  if (typed.length > 4 && names.some((name) => slipsBetween(beginning(name), typed, 1) <= 1)) return 4;
  return 9;
}

function matchesKreis(kreis: string, typed: string): boolean {
  const name = folded(kreis, "ae");
  return typed.length > 3 && (name.startsWith(typed) || name.replace("kreis ", "").startsWith(typed));
}

/**
 * The one municipality that a person wrote as a place in an address: the name is right but for umlauts and brackets,
 * or the postcode belongs to one municipality only and the name begins alike. No guesses: data are sent there.
 */
export function findGemeindeByAddress(name: string, postcode?: string): Gemeinde | undefined {
  const typed = folded(name, "ae").replace(/^(stadt|gemeinde) /, "");
  const named = gemeinden.filter((gemeinde) => spellings.get(gemeinde)?.includes(typed));
  if (named.length <= 1) {
    if (named[0] !== undefined) return named[0];
    const there = gemeinden.filter(({ postcodes }) => postcode !== undefined && postcodes.includes(postcode));
    const alike = there.filter((gemeinde) =>
      spellings.get(gemeinde)?.some((spelling) => typed.startsWith(`${spelling} `)),
    );
    return alike.length === 1 ? alike[0] : undefined;
  }
  const there = named.filter(({ postcodes }) => postcode !== undefined && postcodes.includes(postcode));
  return there.length === 1 ? there[0] : undefined;
}
