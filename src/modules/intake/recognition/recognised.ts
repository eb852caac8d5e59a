/** Of a picture in pixels, and how many of them make an inch. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/** Of a picture in pixels, and how many of them make an inch. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/** A word of a page that text recognition found. */
export interface RecognisedWord {
  readonly text: string;
  /** Left, top, right, bottom in pixels of the picture, from its upper left corner. */
  readonly box: readonly [number, number, number, number];
  /** Where its line stands, in pixels from above, at the word's beginning. */
  readonly baseline: number;
  /** Of its line, in pixels: what a font size is made of. */
  readonly height: number;
  /** 0 to 100. */
  readonly confidence: number;
  /** Lines are counted through the page. */
  readonly line: number;
}

/** What text recognition made of a page. */
export interface RecognisedPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly RecognisedWord[];
  /** Mean of all words, 0 to 100. */
  readonly confidence: number;
  readonly milliseconds: number;
  /** `Tesseract 5.1.0, deu`. */
  readonly engine: string;
  /** The scanner had put text over the picture already: ours is not laid over it a second time. */
  readonly hadText?: true;
}

/** What a page says, line by line; a word that is divided at the end of a line is put together again. */
export function textOfPage(page: Pick<RecognisedPage, "words">): string {
  let text = "";
  let line = 0;
  for (const word of page.words) {
    if (text !== "") text += word.line === line ? " " : "\n";
    text += word.text;
    line = word.line;
  }
  return text.replace(/(\p{Ll})[-‐]\n(\p{Ll}\S*)[ \n]?/gu, "$1$2\n").trim();
}
