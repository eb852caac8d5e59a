import type { PlainDay } from "../../../kernel/index.ts";

/**
 * Of a filing: `open` (takes files), `filing`, `filed`. Of a pile: `open` (takes files), `reading`, `sorting` (a person
 * corrects the splits), `split` (letters were made of it), `failed`. Stored for ever.
 */
export type CollectionState = "open" | "filing" | "filed" | "reading" | "sorting" | "split" | "failed";

interface CollectionBase {
  readonly collectionId: string;
  readonly state: CollectionState;
  readonly staffId: string;
  readonly staffName: string;
  readonly openedAt: Date;
  readonly changedAt: Date;
  /** Code of what went wrong. */
  readonly problem: string | undefined;
  /** The file that it is about, where it is about one. */
  readonly problemUploadId: string | undefined;
}

/** Files that are put into a Vorgang together. */
export interface Filing extends CollectionBase {
  readonly kind: "filing";
  readonly akteId: string;
  readonly vorgangId: string;
}

/** Post that was scanned in one go. */
export interface Pile extends CollectionBase {
  readonly kind: "pile";
  readonly scan: ScanFacts;
  /** Pages of it went with a letter that was thrown away; reading its files anew would bring them back. */
  readonly thrownAway: boolean;
}

export type Collection = Filing | Pile;

/** Whether files may be added. */
export const takesFiles = ({ state }: Pick<Collection, "state">): boolean => state === "open" || state === "failed";

/** What becomes of an empty page: it stays, it goes, or it parts two letters like a separator sheet. */
export type BlankPages = "keep" | "drop" | "split";

/** How a pile was scanned: what the Transfervermerk says. Source: BSI TR-03138 (RESISCAN). */
export interface ScanFacts {
  /** Who stood at the scanner. */
  readonly scannedBy: string;
  readonly scannedOn: PlainDay;
  /** Maker and model. */
  readonly device: string;
  /** Name and version. */
  readonly software: string;
  readonly resolutionDpi: number;
  readonly colour: "colour" | "grey" | "black-white";
  readonly sides: "both" | "front";
  /** What else has to be said: folded corners, notes that were taken off. */
  readonly note: string;
  readonly blankPages: BlankPages;
}

/** A file of a filing, as it will be filed. */
export interface Item {
  /** That of its upload. */
  readonly itemId: string;
  readonly collectionId: string;
  /** The e-mail that it came with. */
  readonly parentId: string | undefined;
  /** How many e-mails it lies in. */
  readonly depth: number;
  readonly position: number;
  /** Folders it lay in, with a slash between; empty where none. */
  readonly folder: string;
  readonly title: string;
  readonly kind: ItemKind;
  readonly letterDate: PlainDay | undefined;
  readonly sender: string;
  readonly chosen: boolean;
  readonly mail: "reading" | "read" | "unreadable" | "sealed" | undefined;
  readonly mailLeftOut: number;
  readonly readable: string | undefined;
  readonly dokumentId: string | undefined;
}

/** What a file becomes; all are kinds of a Dokument. */
export const itemKinds = ["eingang", "ausgang", "schreiben", "email", "anlage", "vermerk", "bescheinigung"] as const;
export type ItemKind = (typeof itemKinds)[number];

export function isItemKind(word: string | undefined): word is ItemKind {
  return (itemKinds as readonly (string | undefined)[]).includes(word);
}

/** A page of a pile. */
export interface PilePage {
  readonly number: number;
  readonly uploadId: string;
  /** Within its file, from 1. */
  readonly sourcePage: number;
  readonly found: "page" | "separator" | "blank";
  /** What the separator sheet before it says it belongs to. */
  readonly target: string | undefined;
  readonly fate: PageFate;
  readonly rotation: Rotation;
}

/** `start`: a letter begins. `continue`: belongs to the one before. `drop`: goes. */
export type PageFate = "start" | "continue" | "drop";
export type Rotation = 0 | 90 | 180 | 270;

/**
 * `composing`: its pages are put together. `recognising`: its text is recognised. `ready`: a person compares and files.
 * Stored for ever.
 */
export type LetterState = "composing" | "recognising" | "ready" | "filed" | "failed";

/** A letter out of a pile. */
export interface Letter {
  readonly letterId: string;
  readonly collectionId: string;
  /** Within its pile. */
  readonly number: number;
  readonly state: LetterState;
  readonly problem: string | undefined;
  readonly pages: number;
  readonly proposal: string | undefined;
  readonly scanSha256: string | undefined;
  readonly searchableSha256: string | undefined;
  readonly comparison: Comparison | undefined;
  readonly dokumentId: string | undefined;
  readonly filedAt: Date | undefined;
  readonly changedAt: Date;
}

/** That a person has compared. */
export interface Comparison {
  readonly at: Date;
  readonly by: string;
  readonly with: "paper" | "scan";
  readonly result: "agrees" | "differs";
  readonly note: string;
}

/** What the town has set. */
export interface IntakeSettings {
  readonly comparePercent: number;
  readonly keepDays: number;
}

export const defaultSettings: IntakeSettings = { comparePercent: 100, keepDays: 30 };

/** Of one pile. */
export const mostPages = 300;
/** Of one filing, attachments of e-mails included. */
export const mostItems = 500;
