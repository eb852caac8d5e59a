/**
 * An e-mail address as typed, without spaces around it.
 * @returns undefined where no mail could ever reach it, or where it would be read as several addresses
 */
export function parseEmail(text: string): string | undefined {
  const address = text.trim();
  if (address.length > 254) return undefined;
  return /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)*\.[^\s@<>,;:"()[\]\\.\d]{2,}$/u.test(
    address,
  )
    ? address
    : undefined;
}

/** An address for other people's eyes: `anna@example.org` becomes `a•••@example.org`. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return `${[...address][0] ?? ""}•••${at === -1 ? "" : address.slice(at)}`;
}
