import { Refused } from "./verdict.ts";

/** Beginnings, after white space, of what a browser or a system would run. */
const scripts =
  /^(?:<\?xml|<\?php|<!doctype|<!--|<(?:html|head|body|svg|script|iframe|xml|xsl|math|object|embed|style|meta|link|a|img)\b|@echo\b|<%|<job\b|\{\\rtf)/i;
const scriptAnywhere = /<(?:script|svg|html|iframe|object|embed)\b|javascript:|<\?php/i;

function decoded(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  try {
    if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le", { fatal: true }).decode(bytes);
    if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be", { fatal: true }).decode(bytes);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Windows-1252, as old programs write it.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Whether this is text at all: no binary signs. */
export function isText(bytes: Uint8Array): boolean {
  return plainText(bytes) !== undefined;
}

function plainText(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  return text === undefined || /[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]/.test(text) ? undefined : text;
}

/**
 * Whether this is text that people read: no binary signs, nothing that something would run.
 * @returns false where it is no text at all
 * @throws Refused `script`
 */
export function isReadableText(bytes: Uint8Array): boolean {
  const text = plainText(bytes);
  if (text === undefined) return false;
  if (scripts.test(text.trimStart()) || scriptAnywhere.test(text)) throw new Refused("script");
  return true;
}
