import type { Localized } from "../../../kernel/index.ts";
import type { DeliveryState } from "../model/delivery.ts";
import type { EntryChange, EntryStatus } from "../model/entry.ts";
import type { GewaKind } from "../model/index.ts";

export const stateWords: Readonly<Record<DeliveryState, Localized>> = {
  failed: { de: "Fehlgeschlagen", en: "Failed" },
  queued: { de: "Wartet", en: "Waiting" },
  delivered: { de: "Übermittelt", en: "Transmitted" },
  withdrawn: { de: "Verzichtet", en: "Waived" },
};

export const statusWords: Readonly<Record<EntryStatus, Localized>> = {
  active: { de: "Gemeldet", en: "Registered" },
  deregistered: { de: "Abgemeldet", en: "Deregistered" },
};

export const kindWords: Readonly<Record<GewaKind, Localized>> = {
  GewA1: { de: "Gewerbeanmeldung", en: "business registration" },
  GewA2: { de: "Gewerbeummeldung", en: "change of a business" },
  GewA3: { de: "Gewerbeabmeldung", en: "deregistration of a business" },
};

export const changeWords: Readonly<Record<EntryChange["what"], Localized>> = {
  eingetragen: { de: "Eingetragen", en: "Entered" },
  ausgetragen: { de: "Abgemeldet", en: "Deregistered" },
  name: { de: "Name geändert", en: "Name changed" },
  businessName: { de: "Geschäftsbezeichnung geändert", en: "Business name changed" },
  rechtsform: { de: "Rechtsform geändert", en: "Legal form changed" },
  owners: { de: "Personen geändert", en: "People changed" },
  address: { de: "Anschrift geändert", en: "Address changed" },
  activity: { de: "Tätigkeit geändert", en: "Activity changed" },
};

/** What to do about the code of a failure. */
export const errorWords: Readonly<Record<string, Localized>> = {
  "gewerbe.recipient-unreachable": {
    de: "Der Empfänger ist nicht erreichbar.",
    en: "The recipient cannot be reached.",
  },
  "gewerbe.recipient-refused": {
    de: "Der Empfänger hat die Nachricht abgelehnt.",
    en: "The recipient has refused the message.",
  },
  "gewerbe.recipient-redirects": {
    de: "Die Adresse leitet um. Tragen Sie die neue Adresse ein.",
    en: "The address redirects. Enter the new address.",
  },
  "gewerbe.recipient-not-set-up": {
    de: "Der Empfänger ist nicht mehr eingerichtet.",
    en: "The recipient is no longer set up.",
  },
  "gewerbe.bad-target": { de: "Das Ziel ist nicht erlaubt.", en: "The target is not allowed." },
};

export const unknownError: Localized = { de: "Unerwarteter Fehler.", en: "Unexpected failure." };
