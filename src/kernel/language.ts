/** Languages that every text of the platform exists in. German is the authoritative one. */
export type Language = "de" | "en";

export const languages: readonly Language[] = ["de", "en"];

/** One text in every language. */
export type Localized<T = string> = Readonly<Record<Language, T>>;

/** The text in the wanted language. */
export function inLanguage<T>(text: Localized<T>, language: Language): T {
  return text[language];
}
