/** A name and an address, each as far as the e-mail tells it. */
export interface MailPerson {
  readonly name: string;
  readonly address: string;
}

/** Something that came with an e-mail. */
export interface MailAttachment {
  /** As the e-mail calls it, or a name of ours. */
  readonly filename: string;
  /** As the e-mail says; not to be trusted. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /**
   * `inline`: a picture that the text shows. `mail`: another e-mail. `signature`: proof of a signed e-mail, left as it
   * is. `wrapped`: `winmail.dat` of Outlook; what is in it is not unpacked. `file`: everything else.
   */
  readonly kind: "file" | "inline" | "mail" | "signature" | "wrapped";
}

/** What an e-mail says. */
export interface MailFile {
  readonly from: MailPerson | undefined;
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
  /** When it was sent, as it says itself. */
  readonly date: Date | undefined;
  readonly subject: string;
  /** Readable; made from HTML where there is no plain text. */
  readonly text: string;
  readonly textFrom: "text" | "html" | "nothing";
  /** `signed`: S/MIME or OpenPGP beside the text. `sealed`: encrypted or signed as a whole, so that it cannot be read. */
  readonly protection: "none" | "signed" | "sealed";
  readonly attachments: readonly MailAttachment[];
  /** How many attachments were left out because they are too many or too large. */
  readonly leftOut: number;
}

/** Bounds of what is taken out of one e-mail. */
export const mailLimits = {
  attachments: 200,
  attachedBytes: 200 * 1024 * 1024,
  letters: 2_000_000,
  people: 500,
} as const;

/** Takes attachments as long as they fit. */
export function bounded(attachments: Iterable<() => MailAttachment>): {
  readonly attachments: readonly MailAttachment[];
  readonly leftOut: number;
} {
  const taken: MailAttachment[] = [];
  let bytes = 0;
  let leftOut = 0;
  for (const read of attachments) {
    if (taken.length >= mailLimits.attachments) {
      leftOut++;
      continue;
    }
    const attachment = read();
    if (bytes + attachment.bytes.length > mailLimits.attachedBytes) leftOut++;
    else {
      bytes += attachment.bytes.length;
      taken.push(attachment);
    }
  }
  return { attachments: taken, leftOut };
}

/** One line, without signs that deceive. */
export function line(text: string | undefined, most = 500): string {
  return (text ?? "")
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, most);
}

/** Lines as they were, without signs that no text needs. */
export function lines(text: string): string {
  return text
    .slice(0, mailLimits.letters)
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{C}\n\t]/gu, "")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** E-mails are no older than this, nor from a year with five digits, which no calendar here knows. */
const possible = { from: Date.UTC(1970, 0, 1), before: Date.UTC(9999, 0, 1) } as const;

/** @returns undefined where the e-mail says no such time, or one that cannot be */
export function instant(text: string | undefined): Date | undefined {
  const date = text === undefined ? Number.NaN : Date.parse(text);
  return date >= possible.from && date < possible.before ? new Date(date) : undefined;
}

/** What something that came along is, by what the e-mail says of it. */
export function kindOf(given: {
  readonly filename: string;
  readonly mediaType: string;
  readonly inline: boolean;
}): MailAttachment["kind"] {
  const type = given.mediaType.toLowerCase();
  if (type === "message/rfc822") return "mail";
  if (type === "application/ms-tnef" || /^winmail\.dat$/i.test(given.filename)) return "wrapped";
  if (/^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/.test(type)) return "signature";
  return given.inline && type.startsWith("image/") ? "inline" : "file";
}
