import type { HistoryEntry, JsonValue } from "../../records/index.ts";
import type { PackedHistory } from "./archive-format.ts";

type Details = HistoryEntry["details"];

/** What changes, as the standard calls it; names that are missing here say nothing beyond others (year, number). */
const fields: Readonly<Record<string, string>> = {
  aktenzeichen: "Kennzeichen",
  betreff: "Betreff",
  title: "Betreff",
  planUnit: "Aktenplaneinheit",
  retentionYears: "Aufbewahrungsdauer",
  aussonderungsart: "Aussonderungsart",
  medium: "Medium",
  vertraulichkeit: "Vertraulichkeit",
  kind: "Typ",
  author: "Verfasser",
  posteingang: "Posteingang",
  postausgang: "Postausgang",
  datumDesSchreibens: "Datum des Schreibens",
  fremdesGeschaeftszeichen: "Fremdes Geschäftszeichen",
  bemerkung: "Bemerkung",
  teilakteId: "Teilakte",
  vorgangId: "Vorgang",
  parentId: "Übergeordnetes Dokument",
};

/** Who looked is no change of the file, and nobody's business in the archive. */
const leftOut: ReadonlySet<string> = new Set(["akte.einsicht"]);

type Change = Pick<PackedHistory, "metadatum" | "alterWert" | "neuerWert">;

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

const objectOf = (value: JsonValue | undefined): Details | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Details) : undefined;

function change(metadatum: string, before: JsonValue | undefined, after: JsonValue | undefined): Change {
  const [alterWert, neuerWert] = [text(before), text(after)];
  return {
    metadatum,
    ...(alterWert === undefined ? {} : { alterWert }),
    ...(neuerWert === undefined ? {} : { neuerWert }),
  };
}

/** What an entry changed: never reasons in free words, nor the names of those who were let in. */
function changesOf({ action, details }: HistoryEntry): readonly Change[] {
  const [before, after] = [objectOf(details.before), objectOf(details.after)];
  if (after !== undefined) {
    return Object.keys(after)
      .filter((name) => fields[name] !== undefined)
      .map((name) => change(fields[name] as string, before?.[name], after[name]));
  }
  switch (action) {
    case "akte.angelegt":
    case "vorgang.angelegt":
      return [change("Kennzeichen", undefined, details.aktenzeichen)];
    case "teilakte.angelegt":
      return [change("Betreff", undefined, details.betreff)];
    case "akte.zda":
    case "vorgang.zda":
      return [change("ZdA", "0", "1")];
    case "akte.wiedereroeffnet":
    case "vorgang.wiedereroeffnet":
      return [change("ZdA", "1", "0")];
    case "akte.aufgegangen":
      return [change("Akte", undefined, details.inAktenzeichen)];
    case "akte.zugriff":
      return [
        change("Vertraulichkeit", undefined, details.vertraulichkeit),
        change("Federführung", undefined, details.federfuehrungName),
        change("Zugriff", undefined, details.zugriff),
      ];
    case "vorgang.abgegeben":
    case "dokument.abgegeben":
      return [change("Akte", undefined, details.toAktenzeichen)];
    case "vorgang.uebernommen":
    case "dokument.uebernommen":
      return [change("Akte", details.fromAktenzeichen, undefined)];
    case "dokument.abgelegt":
    case "dokument.nachgetragen":
    case "dokument.version":
      return [change("Version", undefined, details.version)];
    case "dokument.format":
      return [change("Format", undefined, details.format)];
    default:
      return [];
  }
}

function actorOf({ actor }: HistoryEntry): string {
  if (actor.kind === "citizen") return "Bürgerin oder Bürger";
  if (actor.kind === "staff") return actor.name ?? "Amt";
  return actor.name === null ? "Klickamt" : `Klickamt (${actor.name})`;
}

/**
 * An entry of the history as xdomea tells it: one for each metadatum that it changed, or one alone. The first one names
 * the place in the chain and the hash, so that whoever has the chain can compare.
 */
export function packedEntry(entry: HistoryEntry, words: (action: string) => string): readonly PackedHistory[] {
  if (leftOut.has(entry.action)) return [];
  const base = { akteur: actorOf(entry), zeitpunkt: entry.recordedAt, aktion: words(entry.action) };
  const content = text(entry.details.sha256);
  const bemerkung = [
    `Eintrag ${entry.sequence} der Historie, Prüfsumme (SHA-256) ${entry.hash}`,
    ...(content === undefined ? [] : [`Datei (SHA-256) ${content}`]),
  ].join("; ");
  const [first = {}, ...others] = changesOf(entry);
  return [{ ...base, ...first, bemerkung }, ...others.map((one) => ({ ...base, ...one }))];
}

/**
 * The history of an Akte, parted by what it is about: a Dokument, a Vorgang, a Teilakte, or else the Akte itself. What has
 * left the Akte since is told where it lay.
 * @param entries in their order
 * @param parts ids of everything that the message holds
 */
export function packedHistories(
  akteId: string,
  entries: readonly HistoryEntry[],
  parts: ReadonlySet<string>,
  words: (action: string) => string,
): ReadonlyMap<string, readonly PackedHistory[]> {
  const told = new Map<string, PackedHistory[]>();
  for (const entry of entries) {
    const about =
      [text(entry.details.dokumentId), entry.vorgangId ?? undefined, text(entry.details.teilakteId)].find(
        (id) => id !== undefined && parts.has(id),
      ) ?? akteId;
    const known = told.get(about) ?? [];
    known.push(...packedEntry(entry, words));
    told.set(about, known);
  }
  return told;
}
