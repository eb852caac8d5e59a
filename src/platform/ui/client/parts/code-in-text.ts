/**
 * The code in what a QR code says: the text itself, or a part of the address it gives (a parameter first, then the last
 * piece of the path).
 * @param pattern what the whole code has to look like, as in an input's `pattern`; everything where absent
 */
export function codeInText(text: string, pattern: string | undefined): string | undefined {
  const fits = new RegExp(`^(?:${pattern ?? ".+"})$`, "u");
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed) && URL.canParse(trimmed)) {
    const { searchParams, pathname } = new URL(trimmed);
    const candidates = [...searchParams.values(), decodePath(pathname.split("/").at(-1) ?? "")];
    return candidates.find((candidate) => candidate !== "" && fits.test(candidate));
  }
  return trimmed !== "" && fits.test(trimmed) ? trimmed : undefined;
}

function decodePath(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
