import type { Language } from "../../../kernel/index.ts";

/** A page of a document in the complete file. */
export type FileSheet =
  /** Drawn from this page of this PDF. */
  | { readonly kind: "drawn"; readonly pdf: number; readonly page: number }
  | { readonly kind: "picture"; readonly name: string; readonly alt: string; readonly text: string };

/** A label and what it says. */
interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What the thread sets into one PDF/A. All texts are in `language`. */
export interface CompleteFile {
  readonly language: Language;
  readonly officialName: string;
  readonly aktenzeichen: string;
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly Fact[];
  readonly note: string;
  readonly footer: string;
  readonly history: readonly {
    readonly sequence: number;
    readonly what: string;
    readonly when: string;
    readonly who: string;
  }[];
  readonly documents: readonly {
    readonly title: string;
    readonly facts: readonly Fact[];
    readonly note: string;
    readonly sheets: readonly FileSheet[];
  }[];
  readonly words: {
    readonly page: string;
    readonly contents: string;
    readonly empty: string;
    readonly history: string;
    readonly historyHeads: readonly string[];
  };
}

/** What the thread is asked. */
export interface CompleteFileWork {
  /** Source for the typesetter. A thread cannot load it itself: it is no script. */
  readonly template: string;
  readonly file: CompleteFile;
  readonly pictures: readonly (readonly [string, Uint8Array])[];
  /** PDFs of which pages are drawn: each is PDF/A by itself. */
  readonly pdfs: readonly Uint8Array[];
  /** Time of making, in milliseconds. */
  readonly madeAt: number;
}
