import { formatDayShort, type Language, type Localized, type PlainDay } from "../../../kernel/index.ts";

/** Anmeldung, Ummeldung, Abmeldung. Source: GewAnzV Anlagen 1 to 3. */
export type GewaKind = "GewA1" | "GewA2" | "GewA3";

/**
 * One answered question, as the sheet of a form gives it: `display` for people, `value` as stored (days as
 * `YYYY-MM-DD`, `ja` and `nein`), `official` where it stands on printed forms.
 */
export interface AnsweredRow {
  readonly path: string;
  readonly label: string;
  readonly display: string;
  readonly value?: string | readonly string[] | undefined;
  readonly official?: readonly { readonly form: string; readonly number: number }[] | undefined;
}

/** Stored values, by path of the form. */
export type StoredAnswers = Readonly<Record<string, string | readonly string[]>>;

export interface GewaValue {
  readonly path: string;
  readonly label: string;
  readonly display: string;
  /** As stored; what cannot be read is as shown. */
  readonly raw: string | readonly string[];
}

/** One numbered field of a printed form. */
export interface GewaField {
  readonly label: string;
  readonly values: readonly GewaValue[];
}

/** One Gewerbeanzeige: what one printed form would carry. Fields without an answer are absent. */
export interface Gewerbeanzeige {
  readonly kind: GewaKind;
  /** Which of several forms of one submission, from 1. */
  readonly person: number;
  readonly persons: number;
  readonly fields: Readonly<Record<number, GewaField>>;
}

const common: Readonly<Record<number, Localized>> = {
  1: { de: "Eingetragener Name mit Rechtsform", en: "Registered name and legal form" },
  2: { de: "Ort und Nummer des Registereintrags", en: "Place and number of the register entry" },
  3: { de: "Name des Geschäfts", en: "Business name" },
  4: { de: "Name", en: "Family name" },
  5: { de: "Vornamen", en: "Given names" },
  6: { de: "Geschlecht", en: "Sex" },
  7: { de: "Geburtsname", en: "Name at birth" },
  8: { de: "Geburtsdatum", en: "Date of birth" },
  9: { de: "Geburtsort und -land", en: "Place and country of birth" },
  10: { de: "Staatsangehörigkeiten", en: "Nationalities" },
  11: { de: "Wohnung und Kontakt", en: "Home and contact" },
  12: {
    de: "Zahl der geschäftsführenden Gesellschafter oder gesetzlichen Vertreter",
    en: "Number of managing partners or legal representatives",
  },
  13: { de: "Beteiligung der öffentlichen Hand", en: "Share of the public sector" },
  14: { de: "Vertretungsberechtigte Person oder Betriebsleitung", en: "Representative or manager" },
  15: { de: "Betriebsstätte", en: "Place of business" },
  16: { de: "Hauptniederlassung", en: "Head office" },
  23: { de: "Art der Niederlassung", en: "Kind of establishment" },
  24: { de: "Reisegewerbe", en: "Itinerant trade" },
};

/** Short titles of the fields of each printed form, in our words. */
export const fieldTitles: Readonly<Record<GewaKind, Readonly<Record<number, Localized>>>> = {
  GewA1: {
    ...common,
    17: { de: "Frühere Betriebsstätte", en: "Former place of business" },
    18: { de: "Angemeldete Tätigkeit", en: "Registered activity" },
    19: { de: "Nebenerwerb", en: "Side business" },
    20: { de: "Beginn der Tätigkeit", en: "Start of the activity" },
    21: { de: "Art des Betriebes", en: "Kind of business" },
    22: { de: "Zahl der tätigen Personen", en: "Number of people working" },
    25: { de: "Grund der Neuerrichtung oder Übernahme", en: "Reason for setting up or taking over" },
    26: { de: "Früherer Gewerbetreibender oder Firmenname", en: "Former owner or business name" },
    27: { de: "Bisherige Unfallversicherung", en: "Former accident insurer" },
    28: { de: "Erlaubnis", en: "Permit" },
    29: { de: "Handwerkskarte", en: "Craft card" },
    30: { de: "Aufenthaltstitel", en: "Residence title" },
    31: { de: "Auflage oder Beschränkung im Aufenthaltstitel", en: "Condition or restriction in the residence title" },
    32: { de: "Datum", en: "Date" },
    33: { de: "Unterschrift", en: "Signature" },
  },
  GewA2: {
    ...common,
    17: { de: "Frühere Betriebsstätte", en: "Former place of business" },
    18: { de: "Neu ausgeübte Tätigkeit", en: "New activity" },
    19: { de: "Weiterhin ausgeübte Tätigkeit", en: "Continuing activity" },
    20: { de: "Sonstige Gründe der Ummeldung", en: "Other reasons for the change" },
    21: { de: "Datum der Änderung", en: "Date of the change" },
    22: { de: "Zahl der tätigen Personen", en: "Number of people working" },
    25: { de: "Erlaubnis", en: "Permit" },
    26: { de: "Handwerkskarte", en: "Craft card" },
    27: { de: "Aufenthaltstitel", en: "Residence title" },
    28: { de: "Auflage oder Beschränkung im Aufenthaltstitel", en: "Condition or restriction in the residence title" },
    29: { de: "Datum", en: "Date" },
    30: { de: "Unterschrift", en: "Signature" },
  },
  GewA3: {
    ...common,
    17: { de: "Künftige Betriebsstätte", en: "Future place of business" },
    18: { de: "Abgemeldete Tätigkeit", en: "Deregistered activity" },
    19: { de: "Zuletzt Nebenerwerb", en: "Side business at the end" },
    20: { de: "Datum der Betriebsaufgabe", en: "Date of closing" },
    21: { de: "Art des Betriebes", en: "Kind of business" },
    22: { de: "Zahl der zuletzt tätigen Personen", en: "Number of people working at the end" },
    25: { de: "Grund der Aufgabe", en: "Reason for closing" },
    26: { de: "Grund der Übergabe", en: "Reason for handing over" },
    27: { de: "Künftiger Gewerbetreibender oder Firmenname", en: "Future owner or business name" },
    28: { de: "Gründe für die Betriebsaufgabe", en: "What led to closing" },
    29: { de: "Datum", en: "Date" },
    30: { de: "Unterschrift", en: "Signature" },
  },
};

/** Numbers of all fields of a printed form. */
export function fieldNumbers(kind: GewaKind): readonly number[] {
  return Object.keys(fieldTitles[kind]).map(Number);
}

const dateField = { GewA1: 32, GewA2: 29, GewA3: 29 } as const;
/** Not the GmbH & Co. KG: its one managing partner is the company, whose directors stand on its one form (§§ 161, 170 HGB). */
const partnerships = ["gbr", "egbr", "ohg", "kg"];
/** First row of the printed list of reasons is box 25, the others are box 26. */
const reasonsOfClosing = ["vollstaendige-aufgabe", "verlegung"];

/** The stored value at a path; empty where it is absent or a list. */
function stored(rows: readonly AnsweredRow[], path: string): string {
  const value = rows.find((row) => row.path === path)?.value;
  return typeof value === "string" ? value : "";
}

const personIndex = (path: string): number | undefined => {
  const match = /^personen\.(\d+)\./.exec(path);
  return match === null ? undefined : Number(match[1]);
};

/**
 * The Gewerbeanzeigen of one submission: one for each managing partner of a partnership, else one. All legal
 * representatives of a legal person stand on its one form, where paper has supplementary sheets.
 * Source: heads of the printed forms, GewAnzV Anlagen 1 to 3.
 * @param rows the visible questions with their places on the printed forms
 * @param sentOn day of sending in Europe/Berlin: the field "Datum"
 */
export function gewerbeanzeigen(
  kind: GewaKind,
  rows: readonly AnsweredRow[],
  sentOn: PlainDay,
  language: Language = "de",
): readonly Gewerbeanzeige[] {
  const indexes = [...new Set(rows.flatMap((row) => personIndex(row.path) ?? []))].sort((a, b) => a - b);
  const partnership = partnerships.includes(stored(rows, "rechtsform")) && indexes.length > 0;
  const forms = partnership ? indexes : [undefined];
  const placed = atHome(rows);
  return forms.map((own, position) => {
    const fields: Record<number, { label: string; values: GewaValue[] }> = {};
    const put = (number: number, value: GewaValue): void => {
      fields[number] ??= { label: fieldTitles[kind][number]?.[language] ?? String(number), values: [] };
      fields[number].values.push(value);
    };
    for (const row of placed) {
      const index = personIndex(row.path);
      if (own !== undefined && index !== undefined && index !== own) continue;
      if (row.display === "") continue;
      for (const number of placesOf(kind, row, rows)) {
        put(number, { path: row.path, label: row.label, display: row.display, raw: row.value ?? row.display });
      }
    }
    if (own !== undefined && stored(rows, "rechtsform") === "gbr") {
      const others = indexes.filter((index) => index !== own).map((index) => nameOf(rows, `personen.${index}.`));
      if (others.length > 0) {
        const names = others.join(", ");
        const label = { de: "Weitere Gesellschafter", en: "Further partners" }[language];
        put(1, { path: "personen", label, display: names, raw: names });
      }
    }
    const date = dateField[kind];
    put(date, {
      path: "datum",
      label: fieldTitles[kind][date]?.[language] ?? "",
      display: formatDayShort(sentOn, language),
      raw: sentOn,
    });
    return { kind, person: position + 1, persons: forms.length, fields };
  });
}

function nameOf(rows: readonly AnsweredRow[], prefix: string): string {
  return `${stored(rows, `${prefix}vornamen`)} ${stored(rows, `${prefix}familienname`)}`.trim();
}

const addressPaths = ["land", "strasse", "hausnummer", "plz", "plzAusland", "ort"].map((key) => `wohnung.${key}`);

/** Where the business is at home, the home address stands as the address of the business. */
function atHome(rows: readonly AnsweredRow[]): readonly AnsweredRow[] {
  const home = stored(rows, "betriebsstaette.wieWohnung") === "ja";
  return rows.flatMap((row) => {
    if (row.path !== "betriebsstaette.wieWohnung") return [row];
    if (!home) return [];
    return rows
      .filter((other) => addressPaths.includes(other.path))
      .map((other) => ({
        ...other,
        path: other.path.replace("wohnung.", "betriebsstaette."),
        official: row.official,
      }));
  });
}

function placesOf(kind: GewaKind, row: AnsweredRow, rows: readonly AnsweredRow[]): readonly number[] {
  if (kind === "GewA3" && row.path === "grund") return [reasonsOfClosing.includes(stored(rows, "grund")) ? 25 : 26];
  if (kind === "GewA2" && row.path === "schwerpunkt") return [stored(rows, "neueTaetigkeit") === "" ? 19 : 18];
  return (row.official ?? []).filter((place) => place.form === kind).map((place) => place.number);
}

/** Values of a field of the Anzeige, empty where it has no answer. */
export function valuesOf(anzeige: Gewerbeanzeige, number: number): readonly GewaValue[] {
  return anzeige.fields[number]?.values ?? [];
}

/** What is stored at the path within a field, the last part of the path being enough: `plz`. */
export function findRaw(anzeige: Gewerbeanzeige, number: number, key: string): string | undefined {
  const value = valuesOf(anzeige, number).find(({ path }) => path === key || path.endsWith(`.${key}`));
  return value === undefined ? undefined : typeof value.raw === "string" ? value.raw : value.raw.join(" ");
}

/** Whether the Anzeige reports that a business came from another Meldebezirk. Source: § 14 Abs. 1 Satz 3 GewO. */
export function isMove(anzeige: Gewerbeanzeige): boolean {
  return anzeige.kind === "GewA1" && findRaw(anzeige, 25, "grund") === "verlegung";
}

/** Municipality and postcode of the former site, to find the authority that is told of a move. */
export function findFormerSite(
  anzeige: Gewerbeanzeige,
): { readonly gemeinde: string; readonly plz: string | undefined } | undefined {
  const gemeinde = findRaw(anzeige, 17, "gemeinde");
  return gemeinde === undefined ? undefined : { gemeinde, plz: findRaw(anzeige, 17, "plz") };
}

/** Fields of a GewA3 that are the same on the GewA1 of the move. */
const sameFields = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 21, 22, 23, 24];

/**
 * The Abmeldung that the former municipality makes from the Anmeldung passed on to it: the former site (17) is the
 * one deregistered (15), the new site (15) the future one (17), the reason is the move. The business ends there on
 * the day on which it starts here (20): GewA1 has no other day. Field 28 (what led to closing) is the move itself
 * and stays empty, field 26 and 27 do not apply.
 * Source: § 14 Abs. 1 Satz 3 GewO; § 3 Abs. 2a GewAnzV.
 * @throws RangeError where the Anzeige is not the Anmeldung of a move
 */
export function deriveAbmeldung(anmeldung: Gewerbeanzeige, language: Language = "de"): Gewerbeanzeige {
  if (!isMove(anmeldung)) throw new RangeError("an Abmeldung is derived only from the Anmeldung of a move");
  const fields: Record<number, GewaField> = {};
  const put = (number: number, values: readonly GewaValue[]): void => {
    if (values.length > 0) fields[number] = { label: fieldTitles.GewA3[number]?.[language] ?? "", values };
  };
  const renamed = (from: number, before: string, after: string): readonly GewaValue[] =>
    valuesOf(anmeldung, from).map((value) => ({ ...value, path: value.path.replace(before, after) }));
  for (const number of sameFields) put(number, valuesOf(anmeldung, number));
  put(15, renamed(17, "fruehereBetriebsstaette.", "betriebsstaette."));
  put(17, renamed(15, "betriebsstaette.", "kuenftigeBetriebsstaette."));
  put(
    20,
    renamed(20, "beginn", "aufgabedatum").map((value) => ({ ...value, label: titleOf(20, language) })),
  );
  put(25, [
    {
      path: "grund",
      label: titleOf(25, language),
      display: { de: "Verlegung in einen anderen Meldebezirk", en: "Move to another Meldebezirk" }[language],
      raw: "verlegung",
    },
  ]);
  put(29, valuesOf(anmeldung, 32));
  return { kind: "GewA3", person: anmeldung.person, persons: anmeldung.persons, fields };
}

function titleOf(number: number, language: Language): string {
  return fieldTitles.GewA3[number]?.[language] ?? "";
}
