const prefix = "klickamt:trennblatt:1";

/** What the code on a separator sheet says. @param target Aktenzeichen or unit of the Aktenplan; empty for none */
export function separatorCode(target: string): string {
  return target === "" ? prefix : `${prefix}:${target}`;
}

/** @returns what the sheet belongs to, empty for nothing; undefined where the code is none of ours */
export function parseSeparatorCode(code: string): string | undefined {
  if (code === prefix) return "";
  if (!code.startsWith(`${prefix}:`)) return undefined;
  const target = code.slice(prefix.length + 1);
  return isTarget(target) ? target : undefined;
}

/** Whether it is written like an Aktenzeichen, that of a Vorgang, or a unit of the Aktenplan. */
export function isTarget(text: string): boolean {
  return /^\d{2}(?:\.\d{2})*(?:-\d{4}-\d{5}(?:\/\d{2,4})?)?$/.test(text);
}

/** Aktenzeichen in a text, in the order in which they stand there, each once: `32.40-2026-00017` or of a Vorgang. */
export function findAktenzeichen(text: string): readonly string[] {
  const found = text.matchAll(
    /(?<![\d.])(\d{2}(?:\.\d{2})*)\s?[-–]\s?(\d{4})\s?[-–]\s?(\d{5})(?:\s?\/\s?(\d{2,4}))?(?!\d)/g,
  );
  const written = [...found].map(
    ([, unit, year, number, vorgang]) => `${unit}-${year}-${number}${vorgang === undefined ? "" : `/${vorgang}`}`,
  );
  return [...new Set(written)];
}
