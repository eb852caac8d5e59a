import type { Localized } from "../../../kernel/index.ts";

/** Why something in an imported schema needs a person. */
export type OpenKind =
  /** A rule in prose: it has to become a check, or be found needless. */
  | "rule"
  /** A list of values that is not there: people type instead of choosing. */
  | "code-list"
  /** A pattern that is prose, no regular expression, or one that could stop the server. */
  | "pattern"
  | "cardinality"
  | "datatype"
  /** A Präzisierung that contradicts itself or says something unknown. */
  | "precision"
  /** The same id in the same version with different content. */
  | "duplicate-id"
  /** A static field without content. */
  | "static-text"
  /** A field that only the office sees or fills in. */
  | "hidden-field"
  /** Content of the file that the standard has no place for. */
  | "unknown-content"
  /** Against the standard. */
  | "mistake"
  /** Texts of the service's page, fee, records and contact, which no schema knows. */
  | "page-text"
  | "records"
  | "translation";

export interface OpenPoint extends Assumption {
  readonly kind: OpenKind;
  /** A person has seen to it: name and ISO instant. */
  readonly settled?: { readonly by: string; readonly on: string };
}

/** Something to look at, with its place. */
export interface Assumption {
  /** Path in the schema, `G00000091.F00000103`; empty for the whole. */
  readonly path: string;
  /** Path in the form, where it has one. */
  readonly formPath?: string;
  readonly text: Localized;
  /** The same holds at so many places; this is the first. */
  readonly times?: number;
}

/** What came over, and what was left to a person. Everything of the schema is in one of the two. */
export interface ImportReport {
  readonly standard: string;
  readonly schema: { readonly id: string; readonly version?: string; readonly name: string };
  /** Places, not distinct ids: the same field under two groups counts twice. */
  readonly fields: number;
  readonly groups: number;
  /** Rules of the standard; those that were found in texts are in `open` only. */
  readonly rules: number;
  /** References to lists. */
  readonly codeLists: number;
  readonly cameOver: {
    /** Fields that are asked or shown. */
    readonly fields: number;
    readonly groups: number;
    readonly cardinalities: number;
    readonly datatypes: number;
    /** Lengths, bounds and patterns that are checked. */
    readonly precisions: number;
    readonly helpTexts: number;
    readonly sources: number;
    readonly staticTexts: number;
    readonly codeLists: number;
  };
  /** What was decided without being said in the schema: worth a look. */
  readonly assumed: readonly Assumption[];
  readonly open: readonly OpenPoint[];
}
