import type { Language, Localized } from "../../../kernel/index.ts";

/** How citizens reach the office, as the municipality publishes it. Empty texts are not shown. */
export interface TownContact {
  readonly officeName: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly phone: string;
  readonly email: string;
  /** One line a day or group of days, "Montag bis Freitag: 8 bis 12 Uhr". */
  readonly hours: Localized<readonly string[]>;
}

/** What is wrong with which part of a contact, in words for the person who typed it. */
export type ContactMistakes = Partial<
  Record<"officeName" | "street" | "postcode" | "city" | "phone" | "email", string>
>;

const words = {
  officeName: { de: "Geben Sie den Namen der Stelle an.", en: "Enter the name of the office." },
  street: { de: "Geben Sie Straße und Hausnummer an.", en: "Enter street and house number." },
  postcode: {
    de: "Geben Sie die Postleitzahl mit fünf Ziffern an, zum Beispiel 33098.",
    en: "Enter the postcode with five digits, for example 33098.",
  },
  city: { de: "Geben Sie den Ort an.", en: "Enter the town." },
  phone: {
    de: "Die Telefonnummer darf nur Ziffern, Leerzeichen und + ( ) / - enthalten.",
    en: "The phone number may only have digits, spaces and + ( ) / -.",
  },
  email: {
    de: "Geben Sie die E-Mail-Adresse so an: name@stadt.de",
    en: "Enter the e-mail address like this: name@town.de",
  },
} as const;

/** Looks a contact over before it is kept. Phone and e-mail may be empty. @returns no entries where all is well */
export function checkContact(contact: TownContact, language: Language): ContactMistakes {
  const wrong: (keyof ContactMistakes)[] = [];
  if (contact.officeName === "" || contact.officeName.length > 120) wrong.push("officeName");
  if (contact.street === "" || contact.street.length > 120) wrong.push("street");
  if (!/^\d{5}$/.test(contact.postcode)) wrong.push("postcode");
  if (contact.city === "" || contact.city.length > 80) wrong.push("city");
  if (contact.phone !== "" && !/^[\d +()/-]{3,40}$/.test(contact.phone)) wrong.push("phone");
  if (contact.email !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact.email)) wrong.push("email");
  return Object.fromEntries(wrong.map((part) => [part, words[part][language]]));
}
