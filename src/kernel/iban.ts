/** Characters of an IBAN by country. Source: ISO 13616, countries of SEPA. */
const lengths: Readonly<Record<string, number>> = {
  AD: 24,
  AL: 28,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  RS: 22,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

/** Why a text is no IBAN. `length` of the country, where it is known. */
export type IbanMistake =
  | { readonly kind: "no-iban" | "check-digits" }
  | { readonly kind: "length"; readonly length: number };

/** @returns the IBAN without spaces, in capitals */
export function parseIban(typed: string): string | IbanMistake {
  const iban = typed.replace(/[\s\u00a0.-]/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) || iban.length > 34) return { kind: "no-iban" };
  const length = lengths[iban.slice(0, 2)];
  if (length !== undefined && iban.length !== length) return { kind: "length", length };
  if (length === undefined && iban.length < 15) return { kind: "no-iban" };
  return restBy97(iban) === 1 ? iban : { kind: "check-digits" };
}

/** Source: ISO/IEC 7064, MOD 97-10. */
function restBy97(iban: string): number {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** `DE02 1203 0000 0000 2020 51`. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1 ");
}
