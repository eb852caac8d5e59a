import type { Localized, PlainDay } from "../../../kernel/index.ts";
import type { Aussonderungsart } from "../../records/index.ts";

/** Messages of a disposal. Source: xdomea 4.0.0, Aussonderung durchführen. */
export type MessageType = "0501" | "0502" | "0503" | "0504" | "0505" | "0506" | "0507";

/** A file of a document, with its bytes where the message carries them. */
export interface PackedFile {
  /** Name in the package: begins with a UUID that is the file's own. */
  readonly name: string;
  readonly originalName?: string;
  readonly mediaType?: string;
  /** SHA-256, hexadecimal. */
  readonly sha256?: string;
  readonly bytes?: Uint8Array;
}

/**
 * What happened to an object, as who hands it over has recorded it.
 * Source: xdomea 4.0.0, HistorienProtokollInformationType.
 */
export interface PackedHistory {
  /** Who changed it; a system where nobody did by hand. */
  readonly akteur: string;
  /** ISO 8601 with time zone. */
  readonly zeitpunkt: string;
  readonly aktion: string;
  readonly metadatum?: string;
  readonly alterWert?: string;
  readonly neuerWert?: string;
  readonly bemerkung?: string;
}

/** A document as a package holds it: versions from the oldest, each in one or more formats, the original first. */
export interface PackedDokument {
  readonly uuid: string;
  readonly betreff?: string;
  readonly typ?: string;
  readonly bearbeiter?: string;
  readonly datumDesSchreibens?: string;
  readonly posteingang?: string;
  readonly postausgang?: string;
  readonly fremdesGeschaeftszeichen?: string;
  readonly bemerkung?: string;
  /** In the order in which it happened. */
  readonly historie?: readonly PackedHistory[];
  readonly versionen: readonly { readonly nummer: string; readonly formate: readonly PackedFile[] }[];
  readonly anlagen: readonly PackedDokument[];
}

interface PackedRecord {
  readonly uuid: string;
  readonly kennzeichen?: string;
  readonly betreff?: string;
  readonly bemerkung?: string;
  readonly openedOn?: string;
  readonly closedOn?: string;
  /** In the order in which it happened. */
  readonly historie?: readonly PackedHistory[];
  readonly dokumente: readonly PackedDokument[];
}

/** A Vorgang as a package holds it. */
export interface PackedVorgang extends PackedRecord {
  readonly teilvorgaenge: readonly PackedVorgang[];
}

/** An Akte, or a Teilakte, as a package holds it. */
export interface PackedAkte extends PackedRecord {
  readonly planUnit?: string;
  readonly planUnitTitle?: string;
  /** xdomea: 001 electronic, 002 hybrid, 003 paper. */
  readonly medium?: string;
  /** Years; null where it is kept for ever. */
  readonly retentionYears?: number | null;
  readonly aussonderungsart?: Aussonderungsart;
  readonly retentionEndsOn?: PlainDay;
  readonly vorgaenge: readonly PackedVorgang[];
  readonly teilakten: readonly PackedAkte[];
}

interface Head {
  readonly messageId: string;
  readonly processId: string;
  /** From 1; which of its type in the process. */
  readonly number: number;
  readonly madeAt: Date;
  /** Name of the institution. */
  readonly from: string;
  readonly to: string;
}

/** What a message says beyond its head. */
export type MessageBody =
  | { readonly typ: "0501" | "0503"; readonly akten: readonly PackedAkte[] }
  | { readonly typ: "0504" | "0505" | "0507"; readonly answers: string }
  | {
      readonly typ: "0502";
      readonly answers: string;
      /** `other`: a word that decides nothing between archive and destruction. */
      readonly judged: readonly { readonly uuid: string; readonly verdict: "A" | "V" | "other" }[];
    }
  | {
      readonly typ: "0506";
      readonly answers: string;
      readonly success: boolean;
      readonly faults: readonly string[];
      readonly objects: readonly {
        readonly uuid: string;
        readonly success: boolean;
        readonly archivkennung?: string;
        readonly faults: readonly string[];
      }[];
    };

export type OutgoingMessage = Head & MessageBody;

/** A message as it was read, with what of it there is no place for. */
export type IncomingMessage = Head &
  MessageBody & {
    readonly version: string;
    /** Elements that are not kept: path and line. */
    readonly leftOver: readonly string[];
  };

/** Why a package or message is not taken, or may not leave. */
export class MessageRefused extends Error {
  /** `unreadable`, `wrong-version`, `wrong-message`, `damaged-package`, `too-large`, `against-standard`. */
  readonly code: RefusalCode;
  readonly reason: Localized;

  constructor(code: RefusalCode, reason: Localized) {
    super(reason.en);
    this.name = "MessageRefused";
    this.code = code;
    this.reason = reason;
  }
}

/** Stored for ever. */
export type RefusalCode =
  | "unreadable"
  | "wrong-version"
  | "wrong-message"
  | "damaged-package"
  | "too-large"
  | "against-standard"
  | "unknown-process"
  | "closed-process"
  | "unknown-message"
  | "object-not-offered"
  | "twice"
  | "already-answered"
  | "undecided"
  | "parts-disagree"
  | "from-ourselves";

/** A standard for disposal messages: writes and reads packages. Implemented above, in `standards`. */
export interface ArchiveFormat {
  /** `xdomea 4.0.0` */
  readonly name: string;
  /** Whether the standard's own schema is asked before anything leaves; otherwise our rules alone. */
  readonly asksSchema: boolean;
  /**
   * The package of a message, checked against the standard before it is handed out. The same message gives the same bytes.
   * @throws MessageRefused `against-standard`
   */
  write(message: OutgoingMessage): { readonly name: string; readonly bytes: Uint8Array };
  /** File name of the package of a message. */
  nameOf(message: { readonly processId: string; readonly typ: MessageType; readonly number: number }): string;
  /**
   * Reads a package of a stranger; hashes are compared.
   * @param options.name of the file, where it has to fit the message
   * @throws MessageRefused
   */
  read(bytes: Uint8Array, options?: { readonly name?: string; readonly mostBytes?: number }): IncomingMessage;
}
