import { createHash } from "node:crypto";
import { Invalid, type PlainDay, parsePlainDay } from "../../../kernel/index.ts";

/** What a Dokument is to the Vorgang. Stored for ever. */
export type DokumentKind =
  | "antrag"
  | "bescheinigung"
  | "anlage"
  | "schreiben"
  | "uebermittlung"
  | "vermerk"
  | "eingang"
  | "ausgang"
  | "email"
  | "verfuegung";

/** What is known of a Dokument beside its title. Source: xdomea, metadata of a Dokument. */
export interface DokumentMetadata {
  /** Day on which it came in. */
  readonly posteingang?: PlainDay;
  /** Day on which it went out. */
  readonly postausgang?: PlainDay;
  /** Day that it bears itself. */
  readonly datumDesSchreibens?: PlainDay;
  /** Reference of the sender. */
  readonly fremdesGeschaeftszeichen?: string;
  readonly bemerkung?: string;
}

/** Longest Betreff, title or Geschäftszeichen, and longest remark, in characters. */
export const mostCharacters = { title: 500, remark: 4000 } as const;

/** A Betreff or title without spaces around it; undefined where it is empty or too long. */
export function checkedTitle(title: string): string | undefined {
  const trimmed = title.trim().replace(/\s+/g, " ");
  return trimmed === "" || trimmed.length > mostCharacters.title ? undefined : trimmed;
}

const days = ["posteingang", "postausgang", "datumDesSchreibens"] as const;

/**
 * Metadata as they are kept: what is empty is left out.
 * @throws Invalid `records.bad-metadata`
 */
export function checkedMetadata(metadata: DokumentMetadata): DokumentMetadata {
  const kept: { -readonly [Key in keyof DokumentMetadata]: DokumentMetadata[Key] } = {};
  for (const name of days) {
    const day = metadata[name];
    if (day === undefined) continue;
    if (parsePlainDay(day) === undefined) throw new Invalid("records.bad-metadata", { name });
    kept[name] = day;
  }
  const zeichen = metadata.fremdesGeschaeftszeichen?.trim() ?? "";
  const remark = metadata.bemerkung?.trim() ?? "";
  if (zeichen.length > mostCharacters.title)
    throw new Invalid("records.bad-metadata", { name: "fremdesGeschaeftszeichen" });
  if (remark.length > mostCharacters.remark) throw new Invalid("records.bad-metadata", { name: "bemerkung" });
  if (zeichen !== "") kept.fremdesGeschaeftszeichen = zeichen;
  if (remark !== "") kept.bemerkung = remark;
  return kept;
}

/** A Dokument to be filed. */
export interface DokumentInput {
  readonly title: string;
  readonly kind: DokumentKind;
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Who wrote it (Verfasser), as colleagues read it. */
  readonly author: string;
  /** The Dokument of the same Vorgang whose Anlage it is. */
  readonly parentId?: string;
  readonly metadata?: DokumentMetadata;
}

/** Where a filed Dokument stands and what its bytes are. */
export interface FiledDokument {
  readonly dokumentId: string;
  /** SHA-256 of the bytes, their address in the file store. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A Dokument with its newest version. */
export interface Dokument extends FiledDokument {
  readonly vorgangId: string;
  readonly akteId: string;
  readonly caseId: string | null;
  /** Of the Vorgang: `32.40-2026-00017/01`. */
  readonly aktenzeichen: string;
  /** Number of the history entry that filed it. */
  readonly sequence: number;
  readonly kind: DokumentKind;
  readonly title: string;
  readonly author: string;
  readonly filedAt: Date;
  readonly version: number;
  readonly mediaType: string;
  readonly filename: string;
  /** The Dokument whose Anlage it is. */
  readonly parentId: string | null;
  readonly metadata: DokumentMetadata;
}

/** One form in which a version of a Dokument is kept. */
export interface DokumentFormat {
  readonly version: number;
  /** 1 is the original; others show the same in another form. */
  readonly number: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly filename: string;
  readonly madeAt: Date;
  /** Stable UUID of the version. */
  readonly versionId: string;
  /** Stable UUID of the format: never that of the Dokument. */
  readonly formatId: string;
}

/**
 * UUID of a name within the things of a Dokument: the same name gives the same UUID, for ever and everywhere.
 * Source: RFC 9562, version 5.
 */
function idWithin(dokumentId: string, name: string): string {
  const digest = createHash("sha1")
    .update(Buffer.from(dokumentId.replaceAll("-", ""), "hex"))
    .update(name)
    .digest();
  digest[6] = ((digest[6] as number) & 0x0f) | 0x50;
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80;
  const hex = digest.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Stable UUID of a version of a Dokument. */
export const versionIdOf = (dokumentId: string, version: number): string => idWithin(dokumentId, `${version}`);

/** Stable UUID of a format of a version of a Dokument. */
export const formatIdOf = (dokumentId: string, version: number, number: number): string =>
  idWithin(dokumentId, `${version}/${number}`);

/**
 * Types that a browser shows without running anything. HTML, SVG and XML are never among them: they could
 * act in the name of the member of staff who opens them.
 */
const shown: ReadonlyMap<string, string> = new Map([
  ["application/pdf", "application/pdf"],
  ["text/plain", "text/plain; charset=utf-8"],
  ["image/png", "image/png"],
  ["image/jpeg", "image/jpeg"],
  ["image/webp", "image/webp"],
  ["image/gif", "image/gif"],
]);

/**
 * How a Dokument is given to a browser.
 * @returns the type to say where it may be shown in the page; undefined where it is only offered for download
 */
export function shownAs(mediaType: string): string | undefined {
  return shown.get((mediaType.split(";", 1)[0] ?? "").trim().toLowerCase());
}
