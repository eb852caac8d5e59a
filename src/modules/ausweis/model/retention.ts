import { addMonths, type Localized, type PlainDay } from "../../../kernel/index.ts";

/** Years for which the register may keep what belongs to an expired card. Source: § 23 Abs. 4 Satz 1 PAuswG. */
export const registerYearsAfterExpiry = 5;

/**
 * How long the register keeps an entry: at least until a new card is issued, at most five years after this one expired.
 * `latest` wins where no new card is ever issued.
 * Source: § 23 Abs. 4 Satz 1 PAuswG.
 * @param replacedOn day on which the next card was issued, where there is one
 * @returns `earliest` first day on which it may be deleted, absent while the only bound is `latest`;
 *   `latest` last day on which it may be there: on the next it must be gone
 */
export function registerRetention(
  validUntil: PlainDay,
  replacedOn?: PlainDay,
): { readonly earliest?: PlainDay; readonly latest: PlainDay } {
  const latest = addMonths(validUntil, registerYearsAfterExpiry * 12);
  if (replacedOn === undefined) return { latest };
  return { earliest: replacedOn < latest ? replacedOn : latest, latest };
}

/** True where the register must not hold the entry any more. Source: § 23 Abs. 4 Satz 1 PAuswG. */
export function mustBeDeleted(validUntil: PlainDay, today: PlainDay): boolean {
  return today > registerRetention(validUntil).latest;
}

/**
 * How long a photograph waits for its card, in months: it has to be recent, and so long the cloud may keep it.
 * Source: § 7 Abs. 1, § 5 Abs. 7 Satz 1 PAuswV.
 */
export const photoRecentMonths = 6;

/** One kind of data and when it is deleted, in words for citizens and for the deletion protocol. */
export interface DeletionRule {
  readonly key:
    | "register"
    | "fingerabdruecke"
    | "email"
    | "lichtbild-geraet"
    | "lichtbild-cloud"
    | "unterschrift"
    | "sperrsumme";
  readonly what: Localized;
  readonly until: Localized;
  readonly source: string;
}

/** What is deleted when. Stored in deletion protocols by `key`. */
export const deletionRules: readonly DeletionRule[] = [
  {
    key: "register",
    what: { de: "Angaben im Personalausweisregister", en: "Data in the identity card register" },
    until: {
      de: "spätestens fünf Jahre nach dem letzten Tag der Gültigkeit",
      en: "five years after the last day of validity at the latest",
    },
    source: "§ 23 Abs. 4 PAuswG",
  },
  {
    key: "fingerabdruecke",
    what: { de: "Fingerabdrücke bei der Behörde", en: "Fingerprints at the office" },
    until: { de: "spätestens mit der Aushändigung des Ausweises", en: "when the card is handed over at the latest" },
    source: "§ 26 Abs. 2 PAuswG",
  },
  {
    key: "email",
    what: {
      de: "E-Mail-Adresse, die nur für den Versand angegeben wurde",
      en: "E-mail address given for delivery only",
    },
    until: { de: "unverzüglich nach der Übergabe", en: "without delay after the handover" },
    source: "§ 18 Abs. 3 Satz 5 PAuswV",
  },
  {
    key: "lichtbild-geraet",
    what: { de: "Im Amt aufgenommenes Lichtbild", en: "Photograph taken at the office" },
    until: {
      de: "im Gerät sofort nach dem Abruf; ohne Ausweis sobald der Antrag erledigt ist, spätestens nach sechs Monaten",
      en: "in the device as soon as it was fetched; without a card once the application is done, after six months at the latest",
    },
    source: "§ 6a Abs. 3, § 7 Abs. 1 PAuswV; § 26 Abs. 1 PAuswG",
  },
  {
    key: "lichtbild-cloud",
    what: { de: "Lichtbild vom Fotodienst", en: "Photograph from the photo service" },
    until: {
      de: "beim Cloudanbieter sofort nach dem Abruf; ohne Ausweis sobald der Antrag erledigt ist, spätestens nach sechs Monaten",
      en: "at the cloud provider as soon as it was fetched; without a card once the application is done, after six months at the latest",
    },
    source: "§ 5 Abs. 7 Satz 1, § 7 Abs. 1 PAuswV; § 26 Abs. 1 PAuswG",
  },
  {
    key: "unterschrift",
    what: { de: "Unterschrift", en: "Signature" },
    until: {
      de: "mit den Angaben im Register; ohne Ausweis sobald der Antrag erledigt ist",
      en: "with the data in the register; without a card once the application is done",
    },
    source: "§ 23 Abs. 4 PAuswG",
  },
  {
    key: "sperrsumme",
    what: { de: "Sperrkennwort und Sperrsumme", en: "Blocking password and blocking sum" },
    until: {
      de: "wie die Angaben im Personalausweisregister, sonst nirgends gespeichert außer im Melderegister",
      en: "as the data in the identity card register; stored nowhere else but in the population register",
    },
    source: "§ 19 Abs. 2 Satz 3, § 23 Abs. 3 Nr. 12 PAuswG",
  },
];
