/** A note beside a Dokument. */
export interface Note {
  readonly noteId: string;
  readonly dokumentId: string;
  /** Null where it is about the whole. */
  readonly page: number | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly body: string;
  readonly writtenAt: Date;
}

/** Of one note, in characters. */
export const mostLetters = 4000;

/** Beside one Dokument. */
export const mostNotes = 500;
