/** Lines and characters that a place on the card has. */
export interface Print {
  readonly lines: number;
  readonly perLine: number;
}

/** What fits into a field of the card. */
export interface CardField {
  /** Font size 1; the usual one. */
  readonly large: Print;
  /** Font size 2, for what does not fit into size 1; absent where the law forbids it. */
  readonly small?: Print;
  readonly source: string;
}

export type CardFieldKey =
  | "name"
  | "vornamen"
  | "geburtsdatum"
  | "geburtsort"
  | "staatsangehoerigkeit"
  | "gueltigBis"
  | "wohnort"
  | "strasseUndHausnummer"
  | "groesse"
  | "augenfarbe"
  | "doktorgrad"
  | "ordensOderKuenstlername"
  | "ausstellendeBehoerde"
  | "tagDerAusstellung";

const source = "Anlage 3 Abschnitt 1 PAuswV";
const print = (lines: number, perLine: number): Print => ({ lines, perLine });
const onlyLarge = (lines: number, perLine: number): CardField => ({ large: print(lines, perLine), source });
const both = (large: Print, small: Print): CardField => ({ large, small, source });

/**
 * How many characters the card has for each field. `name` holds family name and name at birth, each on lines of its
 * own. For `doktorgrad` and `ordensOderKuenstlername` the law says "31 Zeichen pro Zeile; 1 Zeile (insgesamt 32
 * Zeichen)", which contradicts itself: we take what fits into the line.
 * Source: Anlage 3 Abschnitt 1 PAuswV.
 */
export const cardFields: Readonly<Record<CardFieldKey, CardField>> = {
  name: both(print(2, 26), print(3, 40)),
  vornamen: both(print(1, 26), print(2, 40)),
  geburtsdatum: onlyLarge(1, 10),
  geburtsort: both(print(1, 26), print(2, 40)),
  staatsangehoerigkeit: onlyLarge(1, 7),
  gueltigBis: onlyLarge(1, 10),
  wohnort: onlyLarge(2, 25),
  strasseUndHausnummer: onlyLarge(2, 25),
  groesse: onlyLarge(1, 3),
  augenfarbe: onlyLarge(1, 19),
  doktorgrad: both(print(1, 20), print(1, 31)),
  ordensOderKuenstlername: both(print(1, 20), print(1, 31)),
  ausstellendeBehoerde: both(print(2, 19), print(3, 28)),
  tagDerAusstellung: onlyLarge(1, 8),
};

/** Greatest number of characters that fit into a field of the card at all. */
export function mostCharacters(key: CardFieldKey): number {
  const { large, small = large } = cardFields[key];
  return Math.max(large.lines * large.perLine, small.lines * small.perLine);
}

/** How a text stands on the card: in size 1, in size 2, or shortened. */
export type Fit = "large" | "small" | "shortened";

/**
 * How texts fit into a field, each on lines of its own; the texts of one field have one size.
 * Source: Anlage 3 Abschnitt 1 Vorbemerkung Nr. 6 and 7 PAuswV.
 * @param texts family name and, where there is one, name at birth; else one text
 */
export function fitOf(key: CardFieldKey, texts: readonly string[]): Fit {
  const field = cardFields[key];
  const fits = ({ lines, perLine }: Print): boolean =>
    texts.reduce((sum, text) => sum + Math.ceil([...text].length / perLine), 0) <= lines;
  if (fits(field.large)) return "large";
  return field.small !== undefined && fits(field.small) ? "small" : "shortened";
}
