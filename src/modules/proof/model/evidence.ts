import type { Language, Localized } from "../../../kernel/index.ts";
import type { Dokument, DokumentFormat, HistoryEntry, JsonValue } from "../../records/index.ts";
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
  /** Number of the history entry that proves it. */
  readonly sequence: number;
  readonly dokumentId: string;
  readonly vorgangId: string;
  readonly title: string;
  readonly version: number;
  /** 1 is the original; others show the same in another form. */
  readonly format: number;
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
  readonly vorgaenge: readonly {
    readonly vorgangId: string;
    readonly aktenzeichen: string;
    readonly betreff: string;
  }[];
  readonly history: readonly (HistoryEntry | WithheldEntry)[];
  readonly documents: readonly ProvenDocument[];
  /** What the actions of the history are called. Only for reading: not proven. */
  readonly actions: Readonly<Record<string, Localized>>;
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

/** Contents that an entry proves: of a Dokument that was filed, or that came over with all its versions. */
function contentsIn(details: { readonly [key: string]: JsonValue }): readonly JsonValue[] {
  const formats = Array.isArray(details.formats) ? (details.formats as readonly JsonValue[]) : [];
  return [details, ...formats].map((one) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? ((one as { readonly [key: string]: JsonValue }).sha256 ?? null)
      : null,
  );
}

/**
 * The documents of an Akte as they lie in it now, each with the entry that proves it and its place in the package: a
 * folder for each Vorgang, in the order of filing.
 */
export function documentsOf(
  dokumente: readonly { readonly dokument: Dokument; readonly formats: readonly DokumentFormat[] }[],
  history: readonly HistoryEntry[],
  vorgaenge: Evidence["vorgaenge"],
): readonly ProvenDocument[] {
  const taken = new Set<string>();
  return dokumente.flatMap(({ dokument, formats }) =>
    formats.flatMap(({ version, number, sha256, mediaType, sizeBytes, filename }) => {
      const { dokumentId, vorgangId, title } = dokument;
      const proving = history.findLast(
        ({ details }) => details.dokumentId === dokumentId && contentsIn(details).includes(sha256),
      );
      const at = vorgaenge.findIndex((vorgang) => vorgang.vorgangId === vorgangId);
      const vorgang = vorgaenge[at];
      if (proving === undefined || vorgang === undefined) return [];
      const { sequence } = proving;
      const folder = `${String(at + 1).padStart(2, "0")} ${fileNameOf(vorgang.betreff, 60)}`;
      const form = number > 1 ? `, Form ${number}` : "";
      const which = version > 1 || number > 1 ? ` (Version ${version}${form})` : "";
      const name = `${String(sequence).padStart(3, "0")} ${fileNameOf(title)}${which}`;
      const ending = endingOf(filename);
      let path = `Dokumente/${folder}/${name}${ending}`;
      for (let count = 2; taken.has(path.toLowerCase()); count++) {
        path = `Dokumente/${folder}/${name} (${count})${ending}`;
      }
      taken.add(path.toLowerCase());
      return [{ path, sequence, dokumentId, vorgangId, title, version, format: number, mediaType, sizeBytes, sha256 }];
    }),
  );
}

/**
 * A history for somebody who may know one Vorgang only: the others' entries are left out but for their hash, so that
 * the chain can be followed all the same. The first entry tells what the Akte is. What was in the Vorgang by mistake and
 * lies elsewhere now is somebody else's: nothing is told of it.
 * @param documents of this Vorgang, with the entries that prove them, wherever they lay before
 */
export function historyFor(
  history: readonly HistoryEntry[],
  vorgangId: string | null,
  documents: readonly Pick<ProvenDocument, "sequence" | "dokumentId">[],
): Evidence["history"] {
  if (vorgangId === null) return history;
  const proving = new Set(documents.map(({ sequence }) => sequence));
  const own = new Set(documents.map(({ dokumentId }) => dokumentId));
  const told = ({ vorgangId: about, sequence, details }: HistoryEntry) =>
    about === vorgangId && (typeof details.dokumentId !== "string" || own.has(details.dokumentId))
      ? true
      : sequence === 1 || proving.has(sequence);
  return history.map((entry) => (told(entry) ? entry : { sequence: entry.sequence, hash: entry.hash, withheld: true }));
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
