import { XmlRefused } from "./refused.ts";

const known: ReadonlySet<string> = new Set([
  "utf-8",
  "utf-16",
  "utf-16le",
  "utf-16be",
  "us-ascii",
  "ascii",
  "iso-8859-1",
  "iso-8859-15",
  "windows-1252",
]);

/** The encoding as the first bytes tell: its mark, or how `<?` looks in it. Source: XML 1.0, appendix F. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return c === 0 && d === 0 ? undefined : "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
  return undefined;
}

/** Line of the first byte that is no UTF-8. */
function lineOfMistake(bytes: Uint8Array, encoding: string): number {
  if (encoding !== "utf-8") return 1;
  let line = 1;
  let from = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== 10) continue;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(from, at));
    } catch {
      return line;
    }
    from = at + 1;
    line += 1;
  }
  return line;
}

/**
 * The text of an XML file, whichever of the usual encodings it has: UTF-8 and UTF-16 with or without mark, Latin-1,
 * Windows-1252. Its declaration is left out, its lines keep their numbers.
 * @throws XmlRefused where the bytes are not in the encoding that the file claims, or that is none of these
 */
export function decodeXml(bytes: Uint8Array): string {
  const marked = encodingOf(bytes);
  const head = new TextDecoder(marked ?? "latin1").decode(bytes.subarray(0, 400)).replace(/^\u{feff}/u, "");
  const declaration = /^<\?xml\s[^>]*\?>/.exec(head)?.[0] ?? "";
  const claimed = (/\sencoding\s*=\s*["']([^"']{1,40})["']/.exec(declaration)?.[1] ?? "utf-8").toLowerCase();
  if (!known.has(claimed)) {
    throw new XmlRefused(1, {
      de: `Diese Zeichenkodierung können wir nicht lesen: ${claimed}. Speichern Sie die Datei in UTF-8.`,
      en: `We cannot read this character encoding: ${claimed}. Save the file in UTF-8.`,
    });
  }
  const encoding = marked ?? (claimed.startsWith("utf-16") ? "utf-8" : claimed);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.startsWith(declaration) ? declaration.replace(/[^\n]+/g, "") + text.slice(declaration.length) : text;
  } catch {
    throw new XmlRefused(lineOfMistake(bytes, encoding), {
      de: `Hier stehen Bytes, die kein Zeichen in ${encoding.toUpperCase()} sind. Speichern Sie die Datei in UTF-8.`,
      en: `There are bytes here that are no character in ${encoding.toUpperCase()}. Save the file in UTF-8.`,
    });
  }
}
