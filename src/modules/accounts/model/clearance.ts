/**
 * Codes of the xdomea code list Vertraulichkeitsstufe, in the order of what they protect, the least first: offen,
 * VS – Nur für den Dienstgebrauch, VS-Vertraulich, geheim, streng geheim (§ 4 Abs. 2 SÜG). The codes themselves have no order.
 */
export const vertraulichkeitsstufen = ["003", "002", "005", "001", "004"] as const;

/** A code of the xdomea code list Vertraulichkeitsstufe. */
export type Vertraulichkeitsstufe = (typeof vertraulichkeitsstufen)[number];

export function isVertraulichkeitsstufe(code: string): code is Vertraulichkeitsstufe {
  return (vertraulichkeitsstufen as readonly string[]).includes(code);
}

/** Whether who is cleared for one level may see another. */
export function clears(clearance: Vertraulichkeitsstufe, level: Vertraulichkeitsstufe): boolean {
  return vertraulichkeitsstufen.indexOf(clearance) >= vertraulichkeitsstufen.indexOf(level);
}
