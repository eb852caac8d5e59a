import type { Language } from "../../../kernel/index.ts";
import type { HistoryEntry, JsonValue } from "../../records/index.ts";
import { type DailyHead, fingerprintOf, type SigningKey } from "./daily-head.ts";
import type { PathStep } from "./merkle-tree.ts";

/** An entry that is not told: its place in the chain and its hash are. */
interface WithheldEntry {
  readonly sequence: number;
  readonly hash: string;
  readonly withheld: true;
}

/** A file of the package and the entry that proves it. */
export interface ProvenDocument {
  /** Within the ZIP. */
  readonly path: string;
  /** Number of the history entry that filed it. */
  readonly sequence: number;
  readonly vorgangId: string | null;
  readonly title: string;
  readonly version: number;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Everything that a package proves, as its page and other programs read it: `Beweis/beweis.json`. Stored for ever. */
export interface Evidence {
  readonly format: "klickamt-paket-1";
  readonly madeAt: string;
  readonly language: Language;
  readonly town: { readonly name: string; readonly ags: string; readonly proofs: string };
  readonly akte: {
    readonly akteId: string;
    readonly aktenzeichen: string;
    readonly betreff: string;
    readonly planUnit: string;
    readonly openedAt: string;
    readonly zdaAt: string | null;
  };
  /** Where it is about one Vorgang alone. */
  readonly vorgangId: string | null;
  readonly vorgaenge: readonly { readonly vorgangId: string; readonly aktenzeichen: string; readonly betreff: string }[];
  readonly history: readonly (HistoryEntry | WithheldEntry)[];
  readonly documents: readonly ProvenDocument[];
  readonly keys: readonly {
    readonly number: number;
    readonly publicKey: string;
    readonly fingerprint: string;
    readonly firstUsedAt: string;
    readonly handover: string | null;
  }[];
  readonly proofs: readonly {
    readonly statement: string;
    readonly signature: string;
    readonly keyNumber: number;
    readonly leaf: string;
    readonly path: readonly PathStep[];
    /** RFC 3161 token, base64. */
    readonly stamp: string | null;
    readonly stampedAt: string | null;
  }[];
}

const text = (value: JsonValue | undefined, fallback: string): string => (typeof value === "string" ? value : fallback);

/** What a name may not have on some system that people use. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are to go
const forbidden = /[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** A name of a file or folder that every system takes. */
export function fileNameOf(words: string, most = 80): string {
  const name = words.normalize("NFC").replaceAll(forbidden, "-").replaceAll(/\s+/g, " ");
  return (
    [...name]
      .slice(0, most)
      .join("")
      .replaceAll(/^[. -]+|[. -]+$/g, "") || "ohne Namen"
  );
}

/** `.pdf`, from the name under which it came; empty where that has none. */
function endingOf(filename: string): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(filename)?.[0].toLowerCase() ?? "";
}

const contentPattern = /^[0-9a-f]{64}$/;

/**
 * The documents that a history proves, each with its place in the package: a folder for each Vorgang, in the order of
 * filing.
 */
export function documentsOf(
  history: readonly HistoryEntry[],
  vorgaenge: Evidence["vorgaenge"],
): readonly ProvenDocument[] {
  const taken = new Set<string>();
  const documents: ProvenDocument[] = [];
  for (const { sequence, details, vorgangId } of history) {
    const sha256 = text(details.sha256, "");
    if (!contentPattern.test(sha256) || details.filename === undefined) continue;
    const at = vorgaenge.findIndex((vorgang) => vorgang.vorgangId === vorgangId);
    const vorgang = vorgaenge[at];
    const folder =
      vorgang === undefined ? "Akte" : `${String(at + 1).padStart(2, "0")} ${fileNameOf(vorgang.betreff, 60)}`;
    const version = Number(details.version ?? 1);
    const title = text(details.title, text(details.filename, "Dokument"));
    const name = `${String(sequence).padStart(3, "0")} ${fileNameOf(title)}${version > 1 ? ` (Version ${version})` : ""}`;
    const ending = endingOf(text(details.filename, ""));
    let path = `Dokumente/${folder}/${name}${ending}`;
    for (let count = 2; taken.has(path.toLowerCase()); count++) {
      path = `Dokumente/${folder}/${name} (${count})${ending}`;
    }
    taken.add(path.toLowerCase());
    documents.push({
      path,
      sequence,
      vorgangId,
      title,
      version,
      mediaType: text(details.mediaType, "application/octet-stream"),
      sizeBytes: Number(details.sizeBytes ?? 0),
      sha256,
    });
  }
  return documents;
}

/**
 * A history for somebody who may know one Vorgang only: the others' entries are left out but for their hash, so that
 * the chain can be followed all the same. The first entry tells what the Akte is.
 */
export function historyFor(history: readonly HistoryEntry[], vorgangId: string | null): Evidence["history"] {
  if (vorgangId === null) return history;
  return history.map((entry) =>
    entry.vorgangId === vorgangId || entry.sequence === 1
      ? entry
      : { sequence: entry.sequence, hash: entry.hash, withheld: true },
  );
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

export function keyInEvidence(key: SigningKey): Evidence["keys"][number] {
  return {
    number: key.number,
    publicKey: hex(key.publicKey),
    fingerprint: fingerprintOf(key.publicKey),
    firstUsedAt: key.firstUsedAt.toISOString(),
    handover: key.handover === undefined ? null : hex(key.handover),
  };
}

export function proofInEvidence(proof: {
  readonly head: DailyHead;
  readonly line: string;
  readonly path: readonly PathStep[];
  readonly stamp: { readonly token: Uint8Array; readonly stampedAt: Date } | undefined;
}): Evidence["proofs"][number] {
  return {
    statement: proof.head.statement,
    signature: hex(proof.head.signature),
    keyNumber: proof.head.keyNumber,
    leaf: proof.line,
    path: proof.path,
    stamp: proof.stamp === undefined ? null : Buffer.from(proof.stamp.token).toString("base64"),
    stampedAt: proof.stamp === undefined ? null : proof.stamp.stampedAt.toISOString(),
  };
}
