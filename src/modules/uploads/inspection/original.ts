import { fileTypeFromBuffer } from "file-type";
import { holdsTestVirus, isProgram, startsWith } from "./signatures.ts";
import { isText } from "./text.ts";
import { Refused } from "./verdict.ts";

/** How far in a text is looked at for what kind of text it is. */
const headBytes = 16_384;

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");
/** Names of streams in the old compound files of Microsoft, by what the file is then. */
const compound: readonly (readonly [Buffer, string])[] = [
  [utf16("__properties_version1.0"), "application/vnd.ms-outlook"],
  [utf16("WordDocument"), "application/msword"],
  [utf16("Workbook"), "application/vnd.ms-excel"],
  [utf16("PowerPoint Document"), "application/vnd.ms-powerpoint"],
];

/** Fields that every e-mail begins with: two of them in the first lines, and it is one. */
const mailFields =
  /^(?:from|to|cc|date|subject|message-id|mime-version|received|return-path|delivered-to|reply-to|content-type|dkim-signature|authentication-results|x-[\w-]+):/i;

function isMail(head: string): boolean {
  const lines = head.replace(/^\uFEFF?(?:From .*\r?\n)?/, "").split(/\r?\n/);
  if (!mailFields.test(lines[0] ?? "")) return false;
  const end = lines.indexOf("");
  const fields = (end === -1 ? lines : lines.slice(0, end)).filter((line) => mailFields.test(line));
  const named = (name: string) => fields.some((line) => line.toLowerCase().startsWith(`${name}:`));
  return fields.length >= 2 && (named("from") || named("received") || named("message-id"));
}

function textTypeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString("latin1");
  if (isMail(head)) return "message/rfc822";
  const begin = head
    .replace(/^\xEF\xBB\xBF/, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .trimStart();
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(begin)) return "image/svg+xml";
  if (/^(?:<\?xml[^>]*>\s*)?<!doctype html|^<(?:html|head|body|script)[\s>]/i.test(begin)) return "text/html";
  if (begin.startsWith("<?xml")) return "application/xml";
  return "text/plain";
}

/**
 * What a file is that is kept as it came, by its content. What is not known is `application/octet-stream`: on file it
 * can be kept, and nobody shows it.
 * @throws Refused `empty`, `malware`, `executable`
 */
export async function mediaTypeOf(bytes: Uint8Array): Promise<string> {
  if (bytes.length === 0) throw new Refused("empty");
  if (holdsTestVirus(bytes)) throw new Refused("malware");
  if (startsWith(bytes, "%PDF-")) return "application/pdf";
  if (startsWith(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return compound.find(([name]) => content.includes(name))?.[1] ?? "application/x-cfb";
  }
  if (isProgram(bytes)) throw new Refused("executable");
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime as string | undefined;
  if (found !== undefined && !found.startsWith("text/") && found !== "application/xml") return found;
  return found !== undefined || isText(bytes) ? textTypeOf(bytes) : "application/octet-stream";
}
