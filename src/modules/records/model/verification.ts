import { sha256 } from "../../../kernel/index.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { emptyChain, type HistoryEntry, hashOfEntry } from "./history.ts";
import { accessFields, type Fields, type ProvenContent, type RowKind, ToldAkte } from "./replay.ts";

/** What is wrong with a link of the chain. Stored nowhere, but printed for scripts: never renamed. */
export type BreakKind =
  | "entry-missing"
  | "entry-changed"
  | "entry-impossible"
  | "chain-broken"
  | "head-wrong"
  | "origin-wrong"
  | "akte-changed"
  | "access-changed"
  | "akte-missing"
  | "tombstone-unproven"
  | "teilakte-missing"
  | "teilakte-changed"
  | "teilakte-unrecorded"
  | "vorgang-missing"
  | "vorgang-changed"
  | "vorgang-unrecorded"
  | "dokument-missing"
  | "dokument-changed"
  | "dokument-unrecorded"
  | "verweis-missing"
  | "verweis-changed"
  | "verweis-unrecorded"
  | "aktenzeichen-missing"
  | "aktenzeichen-changed"
  | "aktenzeichen-unrecorded"
  | "content-missing"
  | "content-changed"
  | "chain-recomputed"
  | "akte-removed"
  | "head-missing"
  | "head-changed"
  | "head-forged"
  | "leaves-changed"
  | "stamp-forged";

/** The bytes of a version, as they were filed. */
export interface FiledContent {
  readonly dokumentId: string;
  readonly akteId: string;
  readonly version: number;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The first broken link of an Akte, or of what a module above keeps to prove it. */
export interface BrokenLink {
  /** Null where the whole Akte is gone. */
  readonly akteId: string | null;
  /** Of the Akte; its id where that is all that is left, or the day of a daily head. */
  readonly aktenzeichen: string;
  /** Number of the history entry at which the proof ends, or of the daily head; 0 where the Akte itself is at fault. */
  readonly sequence: number;
  readonly what: BreakKind;
}

/** Outcome of a verification. The E-Akte is sound when `broken` is empty. */
export interface RecordsReport {
  readonly akten: number;
  readonly entries: number;
  /** Contents (formats of versions of Dokumente) that were read again. */
  readonly documents: number;
  readonly broken: readonly BrokenLink[];
}

/** An entry of another Akte from which something came, as it stands there now. */
export interface Origin {
  readonly akteId: string;
  readonly sequence: number;
  /** Null where that Akte is there and the entry is not. */
  readonly hash: string | null;
  /** What that entry says of the content it gave away. */
  readonly content: string | null;
}

/** Everything the database says about one Akte at one moment. */
export interface AkteSnapshot {
  readonly akteId: string;
  readonly aktenzeichen: string;
  readonly headSequence: number;
  readonly headHash: string;
  /** In the order of their numbers. */
  readonly history: readonly HistoryEntry[];
  /** Rows by kind and key: the id; of a format see `formatKey`; of a former Aktenzeichen itself. */
  readonly rows: Readonly<Record<RowKind, Readonly<Record<string, Fields>>>>;
  readonly origins: readonly Origin[];
}

type Fault = { readonly sequence: number; readonly what: BreakKind };

const kindInWords: Readonly<Record<RowKind, string>> = {
  akte: "akte",
  teilakte: "teilakte",
  vorgang: "vorgang",
  dokument: "dokument",
  format: "dokument",
  verweis: "verweis",
  zeichen: "aktenzeichen",
};
const breakOf = (kind: RowKind, what: "missing" | "changed" | "unrecorded"): BreakKind =>
  `${kindInWords[kind]}-${what}` as BreakKind;

/**
 * Digest of what went from one Akte to another: of the details of the entries that took it over, without what only
 * says where it came from. The entry that gave it away carries it.
 */
export function digestOfHandover(taken: readonly HistoryEntry["details"][]): string {
  return sha256(
    canonicalJson(
      taken.map((details) =>
        Object.fromEntries(Object.entries(details).filter(([name]) => name !== "fromHash" && name !== "fromSequence")),
      ),
    ),
  );
}

/** Compares where things came from with the entries that gave them away. */
function faultOfOrigins(akte: AkteSnapshot): Fault | undefined {
  const taken = new Map<string, { first: number; hash: JsonValue | undefined; details: HistoryEntry["details"][] }>();
  for (const { action, sequence, details } of akte.history) {
    if (action !== "vorgang.uebernommen" && action !== "dokument.uebernommen") continue;
    const key = `${details.fromAkteId}/${details.fromSequence}`;
    const one = taken.get(key) ?? { first: sequence, hash: details.fromHash, details: [] };
    if (one.hash !== details.fromHash) return { sequence, what: "origin-wrong" };
    one.details.push(details);
    taken.set(key, one);
  }
  for (const origin of akte.origins) {
    const one = taken.get(`${origin.akteId}/${origin.sequence}`);
    if (one === undefined) continue;
    if (origin.hash !== one.hash || origin.content !== digestOfHandover(one.details))
      return { sequence: one.first, what: "origin-wrong" };
  }
  return undefined;
}

/** The first difference between what has to be there and what is. */
function faultOfRows(told: ToldAkte, akte: AkteSnapshot, end: number): Fault | undefined {
  let first: Fault | undefined;
  const found = (fault: Fault) => {
    if (first === undefined || fault.sequence < first.sequence) first = fault;
  };
  for (const kind of Object.keys(kindInWords) as RowKind[]) {
    const rows = akte.rows[kind];
    const toldRows = told.rows.get(kind);
    for (const [key, { values, since, born }] of toldRows ?? []) {
      const row = rows[key];
      if (row === undefined) {
        found({ sequence: born, what: breakOf(kind, "missing") });
        continue;
      }
      for (const [name, value] of values)
        if (row[name] !== value) {
          const rights = kind === "akte" && accessFields.has(name);
          found({ sequence: since.get(name) ?? born, what: rights ? "access-changed" : breakOf(kind, "changed") });
        }
    }
    for (const key in rows) if (!toldRows?.has(key)) found({ sequence: end, what: breakOf(kind, "unrecorded") });
  }
  return first;
}

/**
 * Follows the chain of an Akte from its first entry: numbers without gaps, each hash recomputed, each entry tied to
 * the one before, and the head. Then compares every row with what the entries say in the end, and every thing that
 * came from another Akte with the entry by which that one gave it away.
 * @returns the first fault, if any, and the contents that the sound part of the chain proves
 */
export function followChain(akte: AkteSnapshot): { fault?: Fault; proven: readonly ProvenContent[] } {
  const told = new ToldAkte();
  let previous = emptyChain;
  for (const entry of akte.history) {
    const sequence = previous.sequence + 1;
    const fault = (what: BreakKind) => ({ fault: { sequence, what }, proven: told.contents() });
    if (entry.sequence !== sequence) return fault("entry-missing");
    if (hashOfEntry(entry) !== entry.hash) return fault("entry-changed");
    if (entry.previousHash !== previous.hash) return fault("chain-broken");
    if (!told.tell(entry)) return fault("entry-impossible");
    previous = { sequence, hash: entry.hash };
  }
  const proven = told.contents();
  const end = previous.sequence;
  if (akte.headSequence > end) return { fault: { sequence: end + 1, what: "entry-missing" }, proven };
  if (akte.headSequence !== end || akte.headHash !== previous.hash || end === 0)
    return { fault: { sequence: end, what: "head-wrong" }, proven };
  const fault = faultOfRows(told, akte, end) ?? faultOfOrigins(akte);
  return fault === undefined ? { proven } : { fault, proven };
}
