import type { PlainDay } from "../../../kernel/index.ts";

/** Who a message is for. */
export type Direction = "to-citizen" | "to-office";

/**
 * What a message is. `receipt`: an application has arrived. `question`: the office wants an answer. `answer`: the
 * citizen's. `notice`: a document with legal effect, has an effect date. `info`: anything else.
 */
export type MessageKind = "receipt" | "question" | "answer" | "notice" | "info";

/** A file that came with a message; its bytes lie in the file store under `sha256`. */
export interface Attachment {
  readonly attachmentId: string;
  readonly messageId: string;
  readonly title: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The Dokument in the Akte, where it is filed. */
  readonly documentId: string | undefined;
}

/** A message in a mailbox; never changed once posted. */
export interface Message {
  readonly messageId: string;
  readonly mailboxId: string;
  readonly caseId: string;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly subject: string;
  /** Plain text; line breaks are kept, an empty line makes a paragraph. */
  readonly body: string;
  /** Name as it is shown: of the member of staff, of the citizen, of the town. */
  readonly author: string;
  readonly postedAt: Date;
  /** Notices only: the day it counts as announced, § 9 Abs. 1 OZG. */
  readonly effectiveOn: PlainDay | undefined;
  readonly attachments: readonly Attachment[];
}

/** How a message is emphasised in a list. `needs-answer`: a question that nobody has answered yet. */
export type Emphasis = "needs-answer" | "new" | "none";

const newForMs = 7 * 86_400_000;

/**
 * Whether a message wants attention. Pages that are only read leave no trace, so "new" does not mean unread: it is a
 * message from the office of the last seven days after which the citizen has written nothing in the same case.
 */
export function emphasisOf(message: Message, all: readonly Message[], now: Date): Emphasis {
  if (message.direction === "to-office") return "none";
  const answered = all.some(
    (other) => other.caseId === message.caseId && other.direction === "to-office" && other.postedAt > message.postedAt,
  );
  if (answered) return "none";
  if (message.kind === "question") return "needs-answer";
  return now.getTime() - message.postedAt.getTime() < newForMs ? "new" : "none";
}

const documentTypes: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPG",
  "image/png": "PNG",
  "text/plain": "TXT",
};

/** Kind of a file in a word: `PDF`; otherwise the ending of its name, or `Datei`. */
export function fileWord(attachment: Pick<Attachment, "mediaType" | "filename">): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(attachment.filename)?.[1];
  return documentTypes[attachment.mediaType] ?? ending?.toUpperCase() ?? "Datei";
}
