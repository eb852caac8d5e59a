/**
 * Letters of DIN 91379 (and the signs that our templates draw) that Fira Sans lacks and the
 * typesetter's own fonts have: ʳ ʾ ᵈ ᵗ Ḫ ḫ ′ ″ □ ☐ ☑ ✓.
 */
const coveredByFallback: ReadonlySet<number> = new Set([
  0x2b3, 0x2be, 0x1d48, 0x1d57, 0x1e2a, 0x1e2b, 0x2032, 0x2033, 0x25a1, 0x2610, 0x2611, 0x2713,
]);

/** Line break, tabulator, soft hyphen. */
const kept = "\n\t\u00ad";

/** Controls, and marks that turn the direction of text: an official letter must read as it was checked. */
const unwanted = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * Text as a letter can show it: composed (NFC), without control characters, with □ for every sign that
 * no font has. PDF/A and PDF/UA refuse a document with a missing glyph, so one emoji in an answer would
 * otherwise stop the letter.
 */
export function printable(text: string, covered: ReadonlySet<number>): string {
  const clean = text
    .normalize("NFC")
    .replaceAll("\r\n", "\n")
    .replaceAll(unwanted, (sign) => (kept.includes(sign) ? sign : ""));
  let shown = "";
  for (const letter of clean) {
    const isShown = (part: string) => {
      const code = part.codePointAt(0) as number;
      return kept.includes(part) || covered.has(code) || coveredByFallback.has(code);
    };
    // The typesetter puts Ḱ together from K and its accent where a font has no Ḱ.
    shown += isShown(letter) || [...letter.normalize("NFD")].every(isShown) ? letter : "□";
  }
  return shown;
}

/** The same data with every text made printable, except drawings: values whose key ends in `Svg`. */
export function printableData(data: unknown, covered: ReadonlySet<number>): unknown {
  if (typeof data === "string") return printable(data, covered);
  if (Array.isArray(data)) return data.map((item) => printableData(item, covered));
  if (data !== null && typeof data === "object") {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, key.endsWith("Svg") ? value : printableData(value, covered)]),
    );
  }
  return data;
}
