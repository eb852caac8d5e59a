import { createRequire } from "node:module";
import type { FieldsData } from "@kenjiuno/msgreader";
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

type Reader = import("@kenjiuno/msgreader").default;
type ReaderClass = new (bytes: ArrayBuffer) => Reader;
const loaded = createRequire(import.meta.url)("@kenjiuno/msgreader") as {
  readonly default?: ReaderClass;
} & ReaderClass;
const MsgReader: ReaderClass = loaded.default ?? loaded;

/** Texts without Unicode are in the writer's code page; most in Germany were in this one. */
const usualCodePage = 1252;

function open(bytes: Uint8Array): { readonly reader: Reader; readonly fields: FieldsData } {
  const read = (codePage: number) => {
    const reader = new MsgReader(bytes.slice().buffer as ArrayBuffer);
    reader.parserConfig = { ansiEncoding: `windows-${codePage}` };
    return { reader, fields: reader.getFileData() };
  };
  const usual = read(usualCodePage);
  const codePage = usual.fields.messageCodepage ?? usualCodePage;
  return codePage !== usualCodePage && codePage >= 1250 && codePage <= 1258 ? read(codePage) : usual;
}

function personOf(given: FieldsData): MailPerson {
  const address = [given.smtpAddress, given.email].find((one) => one?.includes("@")) ?? "";
  return { name: line(given.name), address: line(address) };
}

function htmlOf(fields: FieldsData): string | undefined {
  if (fields.bodyHtml !== undefined) return fields.bodyHtml;
  if (fields.html === undefined) return undefined;
  const codePage = fields.internetCodepage ?? 65_001;
  const label =
    codePage === 65_001
      ? "utf-8"
      : codePage === 28_591
        ? "iso-8859-1"
        : codePage === 28_605
          ? "iso-8859-15"
          : `windows-${codePage}`;
  try {
    return new TextDecoder(label).decode(fields.html);
  } catch {
    return new TextDecoder("utf-8").decode(fields.html);
  }
}

function attachmentOf(reader: Reader, fields: FieldsData, index: number): MailAttachment {
  const { content, fileName } = reader.getAttachment(fields);
  const mail = fields.innerMsgContent === true;
  const given = line(fields.fileName ?? fileName ?? fields.fileNameShort ?? fields.name, 200);
  const mediaType = mail
    ? "application/vnd.ms-outlook"
    : (fields.attachMimeTag ?? "application/octet-stream").toLowerCase();
  const filename = given === "" ? `Anlage ${index + 1}` : given;
  const bytes = new Uint8Array(content);
  if (mail)
    return { filename: /\.msg$/i.test(filename) ? filename : `${filename}.msg`, mediaType, bytes, kind: "mail" };
  const inline = fields.attachmentHidden === true || fields.pidContentId !== undefined;
  return { filename, mediaType, bytes, kind: kindOf({ filename, mediaType, inline }) };
}

/** Reads an e-mail as Outlook stores it (MS-OXMSG). Attached e-mails stay whole: they are e-mails of their own. */
export async function parseMsg(bytes: Uint8Array): Promise<MailFile> {
  const { reader, fields } = open(bytes);
  if (fields.dataType !== "msg" || fields.error !== undefined) throw new Error("no e-mail");
  const recipients = (fields.recipients ?? []).slice(0, mailLimits.people);
  const of = (type: "to" | "cc") => recipients.filter(({ recipType }) => (recipType ?? "to") === type).map(personOf);
  const sender = [fields.senderSmtpAddress, fields.creatorSMTPAddress, fields.senderEmail].find((one) =>
    one?.includes("@"),
  );
  const plain = lines(fields.body ?? "");
  const html = plain === "" ? htmlOf(fields) : undefined;
  const text = html === undefined ? plain : lines(textOfHtml(html.slice(0, mailLimits.letters * 4)));
  const from = { name: line(fields.senderName), address: line(sender) };
  const kind = (fields.messageClass ?? "").toLowerCase();
  return {
    from: from.name === "" && from.address === "" ? undefined : from,
    to: of("to"),
    cc: of("cc"),
    date: instant(fields.clientSubmitTime ?? fields.messageDeliveryTime ?? fields.creationTime),
    subject: line(fields.subject),
    text,
    textFrom: text === "" ? "nothing" : plain === "" ? "html" : "text",
    protection: kind.endsWith(".smime.multipartsigned") ? "signed" : kind.endsWith(".smime") ? "sealed" : "none",
    ...bounded((fields.attachments ?? []).map((attachment, index) => () => attachmentOf(reader, attachment, index))),
  };
}
