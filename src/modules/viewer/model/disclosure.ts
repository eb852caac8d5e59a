import type { Box } from "./boxes.ts";
import type { RedactedKind } from "./terms.ts";

/** What is to be given out, and what of it not. */
export interface DisclosureOrder {
  /** Pages that are given out, ascending. */
  readonly pages: readonly number[];
  readonly terms: readonly string[];
  readonly kinds: readonly RedactedKind[];
  /** To whom and why it is given out. */
  readonly reason: string;
  /** The law that it is given out or kept back by: `§ 9 IFG NRW`. */
  readonly legalBasis: string;
  /** Whether what is not blacked out can be read by machines and screen readers. */
  readonly withText: boolean;
}

/**
 * `draft` is worked on; `making`: the pages are being drawn; `ready` can be looked through and filed; `failed` could not
 * be made. Stored for ever.
 */
export type DisclosureState = "draft" | "making" | "ready" | "failed";

/** A copy of a Dokument with passages blacked out, before it is filed. */
export interface Disclosure extends DisclosureOrder {
  readonly disclosureId: string;
  readonly dokumentId: string;
  readonly version: number;
  readonly format: number;
  /** Of the source. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly authorName: string;
  readonly begunAt: Date;
  readonly pageCount: number;
  readonly state: DisclosureState;
  readonly run: number;
  readonly madePages: number;
  readonly resultSha256: string | null;
  readonly resultBytes: number | null;
}

/** A box that somebody put there: drawn, or by choosing a word. */
export interface DisclosureBox extends Box {
  readonly page: number;
  readonly source: "drawn" | "word";
}

/** A page as it will be given out. */
export interface DisclosurePage {
  readonly page: number;
  /** Of its picture, a JPEG. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly widthPoints: number;
  readonly heightPoints: number;
  /** Of the text layer; none without one. */
  readonly words: readonly (Box & { readonly text: string })[];
  /** How many passages are blacked out. */
  readonly boxes: number;
}

/** Bounds of what one disclosure may ask for. */
export const disclosureBounds = { pages: 500, terms: 100, term: 200, words: 500 } as const;

/** Terms as people write them, one a line. @returns undefined where there are too many, or one is too long or too short */
export function parseTerms(text: string): readonly string[] | undefined {
  const terms = [
    ...new Set(
      text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    ),
  ];
  const fits = terms.every((term) => term.length >= 2 && term.length <= disclosureBounds.term);
  return fits && terms.length <= disclosureBounds.terms ? terms : undefined;
}
