import type { JsonValue } from "./canonical-json.ts";
import { emptyChain, type HistoryEntry, hashOfEntry } from "./history.ts";

/** What is wrong with a link of the chain. Stored nowhere, but printed for scripts: never renamed. */
export type BreakKind =
  | "entry-missing"
  | "entry-changed"
  | "chain-broken"
  | "head-wrong"
  | "akte-changed"
  | "akte-missing"
  | "tombstone-unproven"
  | "vorgang-missing"
  | "vorgang-changed"
  | "vorgang-unrecorded"
  | "dokument-missing"
  | "dokument-changed"
  | "dokument-unrecorded"
  | "content-missing"
  | "content-changed";

/** The first broken link of an Akte. */
export interface BrokenLink {
  /** Null where the whole Akte is gone. */
  readonly akteId: string | null;
  readonly aktenzeichen: string;
  /** Number of the history entry at which the proof ends; 0 where the Akte itself is at fault. */
  readonly sequence: number;
  readonly what: BreakKind;
}

/** Outcome of a verification. The E-Akte is sound when `broken` is empty. */
export interface RecordsReport {
  readonly akten: number;
  readonly entries: number;
  /** Versions of documents whose content was read again. */
  readonly documents: number;
  readonly broken: readonly BrokenLink[];
}

/** Everything the database says about one Akte at one moment. */
export interface AkteSnapshot {
  readonly akteId: string;
  readonly aktenzeichen: string;
  /** What the first entry of the history says about the Akte, as its row says it now. */
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly headSequence: number;
  readonly headHash: string;
  /** In the order of their numbers. */
  readonly history: readonly HistoryEntry[];
  readonly vorgaenge: readonly {
    readonly vorgangId: string;
    readonly aktenzeichen: string;
    readonly betreff: string;
    readonly zda: boolean;
  }[];
  readonly dokumente: readonly {
    readonly dokumentId: string;
    readonly vorgangId: string;
    readonly version: number;
    readonly kind: string;
    readonly title: string;
    readonly author: string;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly mediaType: string;
    readonly filename: string;
  }[];
}

type Fault = { readonly sequence: number; readonly what: BreakKind };

/** A filed version as the history proves it: what its content has to be. */
export interface ProvenContent {
  readonly sequence: number;
  readonly sha256: string;
}

function same(details: { readonly [key: string]: JsonValue }, row: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(row).every(([key, value]) => details[key] === value);
}

/**
 * Follows the chain of an Akte from its first entry: numbers without gaps, each hash recomputed, each entry
 * tied to the one before, the head, and every Vorgang and Dokument as the entries say they were filed.
 * @returns the first fault, if any, and the contents that the sound part of the chain proves
 */
export function followChain(akte: AkteSnapshot): { fault?: Fault; proven: readonly ProvenContent[] } {
  const proven: ProvenContent[] = [];
  const vorgaenge = new Map(akte.vorgaenge.map((vorgang) => [vorgang.vorgangId, vorgang]));
  const versions = new Map(akte.dokumente.map((row) => [`${row.dokumentId}/${row.version}`, row]));
  const closed = new Map<string, number>();
  let previous = emptyChain;

  for (const entry of akte.history) {
    const sequence = previous.sequence + 1;
    const fault = (what: BreakKind) => ({ fault: { sequence, what }, proven });
    if (entry.sequence !== sequence) return fault("entry-missing");
    if (hashOfEntry(entry) !== entry.hash) return fault("entry-changed");
    if (entry.previousHash !== previous.hash) return fault("chain-broken");
    const { details } = entry;
    switch (entry.action) {
      case "akte.angelegt":
        if (!same(details, akte.metadata)) return fault("akte-changed");
        break;
      case "vorgang.angelegt": {
        const row = vorgaenge.get(entry.vorgangId ?? "");
        if (row === undefined) return fault("vorgang-missing");
        if (!same(details, { aktenzeichen: row.aktenzeichen, betreff: row.betreff })) return fault("vorgang-changed");
        closed.set(row.vorgangId, 0);
        break;
      }
      case "vorgang.zda":
        closed.set(entry.vorgangId ?? "", sequence);
        break;
      case "dokument.abgelegt":
      case "dokument.nachgetragen": {
        const key = `${details.dokumentId}/${details.version}`;
        const row = versions.get(key);
        if (row === undefined) return fault("dokument-missing");
        const { vorgangId, ...filed } = row;
        if (vorgangId !== entry.vorgangId || !same(details, filed)) return fault("dokument-changed");
        versions.delete(key);
        proven.push({ sequence, sha256: row.sha256 });
        break;
      }
    }
    previous = { sequence, hash: entry.hash };
  }

  const end = previous.sequence;
  if (akte.headSequence > end) return { fault: { sequence: end + 1, what: "entry-missing" }, proven };
  if (akte.headSequence !== end || akte.headHash !== previous.hash || end === 0) {
    return { fault: { sequence: end, what: "head-wrong" }, proven };
  }
  for (const row of akte.vorgaenge) {
    const closedAt = closed.get(row.vorgangId);
    if (closedAt === undefined) return { fault: { sequence: end, what: "vorgang-unrecorded" }, proven };
    if (closedAt > 0 !== row.zda) return { fault: { sequence: closedAt || end, what: "vorgang-changed" }, proven };
  }
  if (versions.size > 0) return { fault: { sequence: end, what: "dokument-unrecorded" }, proven };
  return { proven };
}
