import { vorgangszeichenOf } from "./aktenzeichen.ts";
import type { JsonValue } from "./canonical-json.ts";
import type { HistoryEntry } from "./history.ts";

/** What there is of an Akte in the database. */
export type RowKind = "akte" | "teilakte" | "vorgang" | "dokument" | "format" | "verweis" | "zeichen";

/** Values of a row by name, as the history says them. */
export type Fields = { readonly [key: string]: JsonValue };

interface ToldRow {
  readonly values: Map<string, JsonValue>;
  /** Number of the entry that said each value. */
  readonly since: Map<string, number>;
  readonly born: number;
}

/** Thrown where an entry cannot have happened after those before it. */
class Impossible extends Error {}

type Details = HistoryEntry["details"];

const metadataKeys = [
  "posteingang",
  "postausgang",
  "datumDesSchreibens",
  "fremdesGeschaeftszeichen",
  "bemerkung",
] as const;
const dokumentKeys = ["kind", "title", "author"] as const;
const formatKeys = ["sha256", "sizeBytes", "mediaType", "filename"] as const;
const verweisKeys = ["fromKind", "fromId", "toKind", "toId", "kind", "note"] as const;

const pick = (details: Details, keys: readonly string[]): Fields =>
  Object.fromEntries(keys.map((key) => [key, details[key] ?? null]));

const text = (value: JsonValue | undefined): string => {
  if (typeof value !== "string") throw new Impossible();
  return value;
};
const number = (value: JsonValue | undefined): number => {
  if (typeof value !== "number") throw new Impossible();
  return value;
};
const object = (value: JsonValue | undefined): Details => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Impossible();
  return value as Details;
};
const list = (value: JsonValue | undefined): readonly Details[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Impossible();
  return value.map(object);
};

/** Key of a format among the rows of an Akte. */
export const formatKey = (dokumentId: string, version: number, format: number): string =>
  `${dokumentId}/${version}/${format}`;

/** Names by which a row of an Akte says whom it lets in: those of its circle, and its Federführung. */
export const accessFields: ReadonlySet<string> = new Set([
  "federfuehrung",
  "zugriff",
  "kreisEinheit",
  "kreisStufe",
  "berechtigte",
]);

/** What an entry says about whom an Akte lets in, as its row and its circle have to say it. */
function toldAccess(details: Details): Fields {
  const { zugriff, federfuehrung = null, vertraulichkeit = null } = details;
  // Akten of an earlier version do not say with what access they began.
  if (zugriff === undefined) return {};
  const berechtigte = list(details.berechtigte)
    .map(({ id, art, bearbeiten }) => `${text(id)} ${text(art)} ${bearbeiten === true}`)
    .sort()
    .join(", ");
  return {
    federfuehrung,
    zugriff,
    kreisEinheit: zugriff === "einheit" ? federfuehrung : null,
    kreisStufe: vertraulichkeit,
    berechtigte,
  };
}

/** A content that the history proves. */
export interface ProvenContent {
  readonly sequence: number;
  readonly sha256: string;
}

/** What a history says has to be there, built entry by entry. */
export class ToldAkte {
  readonly rows = new Map<RowKind, Map<string, ToldRow>>();

  #of(kind: RowKind): Map<string, ToldRow> {
    let rows = this.rows.get(kind);
    if (rows === undefined) {
      rows = new Map();
      this.rows.set(kind, rows);
    }
    return rows;
  }

  #get(kind: RowKind, key: string): ToldRow {
    const row = this.#of(kind).get(key);
    if (row === undefined) throw new Impossible();
    return row;
  }

  #put(kind: RowKind, key: string, sequence: number, fields: Fields): void {
    const rows = this.#of(kind);
    if (rows.has(key)) throw new Impossible();
    const values = new Map(Object.entries(fields));
    rows.set(key, { values, born: sequence, since: new Map([...values.keys()].map((name) => [name, sequence])) });
  }

  #set(kind: RowKind, key: string, sequence: number, fields: Fields): void {
    const row = this.#get(kind, key);
    for (const [name, value] of Object.entries(fields)) {
      if (!row.values.has(name)) throw new Impossible();
      row.values.set(name, value);
      row.since.set(name, sequence);
    }
  }

  /** Like `#set`, also of what no entry has said so far. */
  #learn(kind: RowKind, key: string, sequence: number, fields: Fields): void {
    const row = this.#get(kind, key);
    for (const [name, value] of Object.entries(fields)) {
      row.values.set(name, value);
      row.since.set(name, sequence);
    }
  }

  /** A change says what was before; an entry that says something else was not written after the ones before it. */
  #change(kind: RowKind, key: string, { sequence, details }: HistoryEntry): void {
    const { values } = this.#get(kind, key);
    for (const [name, value] of Object.entries(object(details.before)))
      if (values.get(name) !== value) throw new Impossible();
    this.#set(kind, key, sequence, object(details.after));
  }

  #remove(kind: RowKind, key: string): void {
    if (!this.#of(kind).delete(key)) throw new Impossible();
  }

  #putFormat(sequence: number, details: Details, place: { dokumentId: string; version: number; format: number }): void {
    const { dokumentId, version, format } = place;
    this.#put("format", formatKey(dokumentId, version, format), sequence, {
      ...pick(details, formatKeys),
      madeAt: text(details.madeAt),
    });
  }

  #putVerweise(sequence: number, details: Details): void {
    for (const verweis of list(details.verweise))
      this.#put("verweis", text(verweis.verweisId), sequence, pick(verweis, [...verweisKeys, "madeAt"]));
  }

  #removeDokument(dokumentId: string): void {
    this.#remove("dokument", dokumentId);
    const formats = this.#of("format");
    for (let version = 1; formats.has(formatKey(dokumentId, version, 1)); version++)
      for (let format = 1; formats.delete(formatKey(dokumentId, version, format)); format++);
    this.#removeVerweiseFrom(dokumentId);
  }

  #removeVerweiseFrom(id: string): void {
    for (const [key, row] of this.#of("verweis")) if (row.values.get("fromId") === id) this.#of("verweis").delete(key);
  }

  readonly #handlers: Readonly<Record<string, (entry: HistoryEntry) => void>> = {
    "akte.angelegt": ({ akteId, sequence, details, recordedAt }) =>
      this.#put("akte", akteId, sequence, {
        ...toldAccess(details),
        ...pick(details, ["planUnit", "year", "number", "aktenzeichen", "betreff", "retentionYears"]),
        ...pick(details, ["aussonderungsart", "medium", "vertraulichkeit"]),
        openedAt: recordedAt,
        zdaAt: null,
        lastVorgang: 0,
        lastTeilakte: 0,
      }),
    "akte.geaendert": (entry) => this.#change("akte", entry.akteId, entry),
    "akte.zugriff": ({ akteId, sequence, details }) =>
      this.#learn("akte", akteId, sequence, { ...pick(details, ["vertraulichkeit"]), ...toldAccess(details) }),
    "akte.umgezogen": (entry) => {
      const before = object(entry.details.before);
      this.#change("akte", entry.akteId, entry);
      const aktenzeichen = text(object(entry.details.after).aktenzeichen);
      this.#of("zeichen").delete(aktenzeichen);
      this.#put("zeichen", text(before.aktenzeichen), entry.sequence, {
        vorgangId: null,
        ...pick(before, ["planUnit", "year", "number"]),
        until: entry.recordedAt,
      });
      for (const [vorgangId, row] of this.#of("vorgang")) {
        const own = vorgangszeichenOf(aktenzeichen, number(row.values.get("number")));
        this.#of("zeichen").delete(own);
        this.#putFormerOfVorgang(text(row.values.get("aktenzeichen")), vorgangId, entry.sequence, entry.recordedAt);
        this.#set("vorgang", vorgangId, entry.sequence, { aktenzeichen: own });
      }
    },
    "akte.zda": ({ akteId, sequence, recordedAt }) => this.#set("akte", akteId, sequence, { zdaAt: recordedAt }),
    "akte.aufgegangen": ({ akteId, sequence, recordedAt }) =>
      this.#set("akte", akteId, sequence, { zdaAt: recordedAt }),
    "akte.wiedereroeffnet": ({ akteId, sequence }) => this.#set("akte", akteId, sequence, { zdaAt: null }),
    "teilakte.angelegt": ({ akteId, sequence, details, recordedAt }) => {
      this.#put("teilakte", text(details.teilakteId), sequence, {
        ...pick(details, ["number", "betreff"]),
        openedAt: recordedAt,
      });
      this.#set("akte", akteId, sequence, { lastTeilakte: number(details.number) });
    },
    "teilakte.geaendert": (entry) => this.#change("teilakte", text(entry.details.teilakteId), entry),
    "vorgang.angelegt": ({ akteId, sequence, vorgangId, details, recordedAt }) => {
      this.#put("vorgang", text(vorgangId), sequence, {
        ...pick(details, ["number", "aktenzeichen", "betreff", "caseId", "teilakteId"]),
        openedAt: recordedAt,
        zdaAt: null,
      });
      this.#set("akte", akteId, sequence, { lastVorgang: number(details.number) });
    },
    "vorgang.geaendert": (entry) => this.#change("vorgang", text(entry.vorgangId), entry),
    "vorgang.verschoben": (entry) => this.#change("vorgang", text(entry.vorgangId), entry),
    "vorgang.zda": ({ sequence, vorgangId, recordedAt }) =>
      this.#set("vorgang", text(vorgangId), sequence, { zdaAt: recordedAt }),
    "vorgang.wiedereroeffnet": ({ sequence, vorgangId }) =>
      this.#set("vorgang", text(vorgangId), sequence, { zdaAt: null }),
    "vorgang.abgegeben": ({ vorgangId }) => {
      const id = text(vorgangId);
      for (const [dokumentId, row] of [...this.#of("dokument")])
        if (row.values.get("vorgangId") === id) this.#removeDokument(dokumentId);
      this.#removeVerweiseFrom(id);
      for (const [zeichen, row] of this.#of("zeichen"))
        if (row.values.get("vorgangId") === id) this.#of("zeichen").delete(zeichen);
      this.#remove("vorgang", id);
    },
    "vorgang.uebernommen": ({ akteId, sequence, vorgangId, details }) => {
      const id = text(vorgangId);
      this.#put("vorgang", id, sequence, {
        ...pick(details, ["number", "aktenzeichen", "betreff", "caseId", "teilakteId", "openedAt", "zdaAt"]),
      });
      for (const former of list(details.zeichen))
        this.#putFormerOfVorgang(text(former.aktenzeichen), id, sequence, text(former.until));
      this.#putVerweise(sequence, details);
      const last = number(this.#get("akte", akteId).values.get("lastVorgang"));
      this.#set("akte", akteId, sequence, { lastVorgang: Math.max(last, number(details.number)) });
    },
    "dokument.abgelegt": (entry) => this.#file(entry),
    "dokument.nachgetragen": (entry) => this.#file(entry),
    "dokument.uebernommen": ({ sequence, vorgangId, details }) => {
      const dokumentId = text(details.dokumentId);
      this.#put("dokument", dokumentId, sequence, {
        vorgangId,
        sequence,
        ...pick(details, [...dokumentKeys, "filedAt", "parentId", ...metadataKeys]),
      });
      for (const format of list(details.formats))
        this.#putFormat(sequence, format, {
          dokumentId,
          version: number(format.version),
          format: number(format.format),
        });
      this.#putVerweise(sequence, details);
    },
    "dokument.abgegeben": ({ details }) => this.#removeDokument(text(details.dokumentId)),
    "dokument.verschoben": (entry) => this.#change("dokument", text(entry.details.dokumentId), entry),
    "dokument.geaendert": (entry) => this.#change("dokument", text(entry.details.dokumentId), entry),
    "dokument.version": (entry) => this.#addFormat(entry, 1),
    "dokument.format": (entry) => this.#addFormat(entry, number(entry.details.format)),
    "verweis.angelegt": ({ sequence, details, recordedAt }) =>
      this.#put("verweis", text(details.verweisId), sequence, { ...pick(details, verweisKeys), madeAt: recordedAt }),
    "verweis.entfernt": ({ details }) => this.#remove("verweis", text(details.verweisId)),
  };

  #putFormerOfVorgang(zeichen: string, vorgangId: string, sequence: number, until: string): void {
    this.#put("zeichen", zeichen, sequence, { vorgangId, planUnit: null, year: null, number: null, until });
  }

  #file({ sequence, vorgangId, details, recordedAt }: HistoryEntry): void {
    const dokumentId = text(details.dokumentId);
    this.#put("dokument", dokumentId, sequence, {
      vorgangId,
      sequence,
      ...pick(details, [...dokumentKeys, "parentId", ...metadataKeys]),
      filedAt: recordedAt,
    });
    this.#putFormat(
      sequence,
      { ...details, madeAt: recordedAt },
      { dokumentId, version: number(details.version), format: 1 },
    );
  }

  #addFormat({ sequence, details, recordedAt }: HistoryEntry, format: number): void {
    const dokumentId = text(details.dokumentId);
    this.#get("dokument", dokumentId);
    this.#putFormat(
      sequence,
      { ...details, madeAt: recordedAt },
      { dokumentId, version: number(details.version), format },
    );
  }

  /**
   * Lets one more entry happen. Entries of other modules change no rows.
   * @returns false where it cannot have happened after those before it
   */
  tell(entry: HistoryEntry): boolean {
    if (entry.sequence > 1 !== this.#of("akte").has(entry.akteId)) return false;
    try {
      this.#handlers[entry.action]?.(entry);
      return true;
    } catch (error) {
      if (error instanceof Impossible) return false;
      throw error;
    }
  }

  /** Every content that has to be there, with the entry that says so. */
  contents(): readonly ProvenContent[] {
    return [...this.#of("format").values()].map(({ values, born }) => ({
      sequence: born,
      sha256: values.get("sha256") as string,
    }));
  }
}
