import PostalMime, { type Address, type Attachment } from "postal-mime";
import { textOfHtml } from "./html-text.ts";
import {
  bounded,
  instant,
  kindOf,
  line,
  lines,
  type MailAttachment,
  type MailFile,
  type MailPerson,
  mailLimits,
} from "./mail-file.ts";

function peopleOf(addresses: readonly Address[] | undefined): readonly MailPerson[] {
  return (addresses ?? [])
    .flatMap((address) => (address.group === undefined ? [address] : address.group))
    .slice(0, mailLimits.people)
    .map(({ name, address }) => ({ name: line(name), address: line(address) }));
}

function attachmentOf(attachment: Attachment, index: number): MailAttachment {
  const { content } = attachment;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  const mediaType = attachment.mimeType.split(";", 1)[0]?.trim().toLowerCase() ?? "application/octet-stream";
  const given = line(attachment.filename ?? "", 200);
  const inline =
    attachment.related === true || (attachment.disposition === "inline" && attachment.contentId !== undefined);
  const kind = kindOf({ filename: given, mediaType, inline });
  const filename = given === "" ? (kind === "mail" ? `Nachricht ${index + 1}.eml` : `Anlage ${index + 1}`) : given;
  return {
    filename: kind === "mail" && !/\.eml$/i.test(filename) ? `${filename}.eml` : filename,
    mediaType,
    bytes,
    kind,
  };
}

/** Reads an e-mail as it travels (RFC 5322, MIME). Attached e-mails stay whole: they are e-mails of their own. */
export async function parseEml(bytes: Uint8Array): Promise<MailFile> {
  const email = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    maxNestingDepth: 50,
    maxHeadersSize: 1024 * 1024,
  });
  const contentType = email.headers.find(({ key }) => key === "content-type")?.value.toLowerCase() ?? "";
  const sealed = /application\/(?:x-)?pkcs7-mime|multipart\/encrypted/.test(contentType);
  const plain = lines(email.text ?? "");
  const text =
    plain === "" && email.html !== undefined ? lines(textOfHtml(email.html.slice(0, mailLimits.letters * 4))) : plain;
  return {
    from: peopleOf(email.from === undefined ? (email.sender === undefined ? [] : [email.sender]) : [email.from])[0],
    to: peopleOf(email.to),
    cc: peopleOf(email.cc),
    date: instant(email.date),
    subject: line(email.subject),
    text,
    textFrom: text === "" ? "nothing" : plain === "" ? "html" : "text",
    protection: sealed ? "sealed" : contentType.includes("multipart/signed") ? "signed" : "none",
    ...bounded(email.attachments.map((attachment, index) => () => attachmentOf(attachment, index))),
  };
}
