import { formatDayShort, formatInstant, type Language, type Localized, parsePlainDay } from "../../../kernel/index.ts";
import type { AccessScope } from "../model/access.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import type { JsonValue } from "../model/canonical-json.ts";
import type { DokumentKind } from "../model/dokument.ts";
import type { HistoryEntry } from "../model/history.ts";
import { scopeWords } from "./access-wording.ts";
import { aussonderungWords, kindWords, mediumWords, vertraulichkeitWords, wording } from "./wording.ts";

/** What may change, as pages call it. Ids are left out: nobody reads them. */
const names: Readonly<Record<string, Localized>> = {
  betreff: wording.betreff,
  title: wording.title,
  kind: wording.kind,
  medium: wording.medium,
  retentionYears: { de: "Aufbewahrung in Jahren", en: "Retention in years" },
  aussonderungsart: wording.aussonderung,
  planUnit: wording.planUnit,
  aktenzeichen: wording.aktenzeichen,
  posteingang: { de: "Eingegangen am", en: "Came in on" },
  postausgang: { de: "Ausgegangen am", en: "Went out on" },
  datumDesSchreibens: { de: "Datum des Schreibens", en: "Date of the letter" },
  fremdesGeschaeftszeichen: { de: "Fremdes Geschäftszeichen", en: "Reference of the sender" },
  bemerkung: { de: "Bemerkung", en: "Remark" },
};

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function day(value: JsonValue | undefined, language: Language): string | undefined {
  const parsed = typeof value === "string" ? parsePlainDay(value) : undefined;
  return parsed && formatDayShort(parsed, language);
}

function shown(name: string, value: JsonValue | undefined, language: Language): string {
  if (value === null || value === undefined || value === "") return language === "de" ? "nichts" : "nothing";
  const text = String(value);
  switch (name) {
    case "kind":
      return kindWords[text as DokumentKind]?.[language] ?? text;
    case "medium":
      return mediumWords[text]?.[language] ?? text;
    case "aussonderungsart":
      return aussonderungWords[text as Aussonderungsart]?.[language] ?? text;
    case "posteingang":
    case "postausgang":
    case "datumDesSchreibens":
      return day(text, language) ?? text;
    default:
      return language === "de" ? `„${text}“` : `“${text}”`;
  }
}

/** What was, and what is now, of everything that an entry says has changed. */
function changes(details: HistoryEntry["details"], language: Language): readonly string[] {
  const { before, after } = details;
  if (!isObject(before) || !isObject(after)) return [];
  return Object.keys(after).flatMap((name) => {
    const label = names[name]?.[language];
    if (label === undefined || before[name] === after[name]) return [];
    const [was, is] = [shown(name, before[name], language), shown(name, after[name], language)];
    return [language === "de" ? `${label}: vorher ${was}, jetzt ${is}` : `${label}: ${was} before, ${is} now`];
  });
}

function access({ details }: HistoryEntry, language: Language): readonly string[] {
  const { zugriff, vertraulichkeit, federfuehrungName, berechtigte } = details;
  const named = Array.isArray(berechtigte) ? berechtigte.filter(isObject).map(({ name }) => String(name)) : [];
  const says = (label: Localized, value: string | undefined) =>
    value === undefined ? [] : [`${label[language]}: ${value}`];
  return [
    ...says({ de: "Sichtbar für", en: "Seen by" }, scopeWords[String(zugriff) as AccessScope]?.label[language]),
    ...says(wording.vertraulichkeit, vertraulichkeitWords[String(vertraulichkeit)]?.[language]),
    ...(typeof federfuehrungName === "string" ? says({ de: "Federführend", en: "In charge" }, federfuehrungName) : []),
    ...(named.length === 0 ? [] : says({ de: "Benannt", en: "Named" }, named.join(", "))),
  ];
}

/** What an entry says beside its action: what was before, for what reason, for whom and until when. */
export function historyFacts(entry: HistoryEntry, language: Language): readonly string[] {
  const { details } = entry;
  const said = (label: Localized, value: JsonValue | undefined) =>
    typeof value === "string" && value.trim() !== "" ? [`${label[language]}: ${value}`] : [];
  const until = typeof details.bis === "string" && entry.action === "akte.einsicht" ? new Date(details.bis) : undefined;
  return [
    ...changes(details, language),
    ...(entry.action === "akte.zugriff" ? access(entry, language) : []),
    ...said({ de: "Grund", en: "Reason" }, details.grund ?? details.reason),
    ...said({ de: "Bemerkung", en: "Remark" }, details.bemerkung ?? details.remark),
    ...said({ de: "An", en: "To" }, details.an),
    ...said({ de: "Am", en: "On" }, day(details.tag, language)),
    ...said({ de: "In Vertretung für", en: "Standing in for" }, details.inVertretungFuer),
    ...said({ de: "Bis", en: "Until" }, until === undefined ? undefined : formatInstant(until, language)),
  ];
}
