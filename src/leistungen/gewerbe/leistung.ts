import { cents, type Localized } from "../../kernel/index.ts";
import type { Answers, Fee, OnlineLeistung } from "../../modules/forms/index.ts";

const text = (answers: Answers, path: string): string => {
  const value = answers[path];
  return typeof value === "string" ? value.trim() : "";
};

const persons = (answers: Answers): number =>
  new Set(Object.keys(answers).flatMap((path) => /^personen\.(\d+)\./.exec(path)?.[1] ?? [])).size;

const feeSource = "Allgemeine Verwaltungsgebührenordnung NRW (AVwGebO NRW)";

/** Charges for a Gewerbeanmeldung or -ummeldung in NRW. Towns override the amounts. */
export const gewerbeFees: readonly Fee[] = [
  {
    key: "natuerliche-person",
    label: { de: "Gewerbeanzeige einer natürlichen Person", en: "Notification by a natural person" },
    amountCents: cents(2600),
    source: feeSource,
  },
  {
    key: "juristische-person",
    label: { de: "Gewerbeanzeige einer juristischen Person", en: "Notification by a legal person" },
    amountCents: cents(3300),
    source: feeSource,
  },
  {
    key: "weitere-vertretung",
    label: { de: "Je weitere vertretungsberechtigte Person", en: "For each further legal representative" },
    amountCents: cents(1300),
    source: feeSource,
  },
];

/** `gewerbeFees` as the pages of Anmeldung and Ummeldung say them. */
export const gewerbeCost: Localized<readonly string[]> = {
  de: [
    "26 € für eine natürliche Person, 33 € für eine juristische Person, 13 € für jede weitere vertretungsberechtigte Person. Die Stadt oder Gemeinde kann andere Beträge festlegen.",
  ],
  en: [
    "€26 for a natural person, €33 for a legal person, €13 for each further legal representative. The municipality may set other amounts.",
  ],
};

/**
 * Keys of `gewerbeFees`, one for each time it is charged: a partnership makes one Gewerbeanzeige for each
 * managing partner, a legal person one for all its representatives.
 */
export function gewerbeFeesFor(answers: Answers): readonly string[] {
  const rechtsform = text(answers, "rechtsform");
  const count = Math.max(1, persons(answers));
  if (rechtsform === "einzelunternehmen" || rechtsform === "ek") return ["natuerliche-person"];
  if (["gbr", "egbr", "ohg", "kg"].includes(rechtsform)) return Array<string>(count).fill("natuerliche-person");
  const representatives = rechtsform === "ag" ? Math.max(1, Number(text(answers, "zahlDerVertreter")) || 1) : count;
  return ["juristische-person", ...Array<string>(representatives - 1).fill("weitere-vertretung")];
}

/** Registered name, else business name, else the owner's name, else the first partner's. */
export function gewerbeSubjectName(answers: Answers): string {
  const owner = (prefix: string): string =>
    [text(answers, `${prefix}vornamen`), text(answers, `${prefix}familienname`)]
      .filter((part) => part !== "")
      .join(" ");
  const partners = Array.from({ length: persons(answers) }, (_, index) => owner(`personen.${index}.`)).join(", ");
  return (
    text(answers, "registername") ||
    text(answers, "geschaeftsbezeichnung") ||
    owner("inhaber.") ||
    (partners === "" ? "" : `${partners} GbR`)
  );
}

/** Name and address of the business: `Bäckerei Müller, Marienplatz 1`. */
export function gewerbeAkteTitle(answers: Answers): string {
  const at = text(answers, "betriebsstaette.wieWohnung") === "ja" ? "wohnung." : "betriebsstaette.";
  const address = [text(answers, `${at}strasse`), text(answers, `${at}hausnummer`)]
    .filter((part) => part !== "")
    .join(" ");
  return [gewerbeSubjectName(answers), address].filter((part) => part !== "").join(", ");
}

/**
 * § 15 Abs. 1 GewO says days, not working days. Where the third day is a Saturday, a Sunday or a public holiday,
 * the time ends with the next working day: § 31 Abs. 3 VwVfG NRW. So the days are counted by the calendar and
 * only the end moves; `deadlineEnd` of the tenants module does both.
 */
const deadline = {
  days: 3,
  counting: "calendar-days",
  source: "§ 15 Abs. 1 GewO; § 31 Abs. 3 VwVfG NRW",
  what: { de: "Empfangsbescheinigung", en: "Receipt (Empfangsbescheinigung)" },
} as const;

/** What the three Gewerbeanzeigen have in common. */
export const gewerbeOnline: Omit<OnlineLeistung, "form" | "processXml" | "minutes" | "fees" | "feesFor"> = {
  // A declaration of identity is enough, so the lowest level is.
  trustLevel: "low",
  deadline,
  records: {
    planUnit: "32.40",
    // No statute sets a time. Ten years after the file is closed cover claims and supervision of a business that
    // starts again. Not per town yet: what stands here counts for all.
    retentionYears: 10,
    retentionSource:
      "Keine gesetzliche Frist; Vorschlag nach § 14 Abs. 5 Satz 1 GewO (Überwachung der Gewerbeausübung)",
    akteTitle: gewerbeAkteTitle,
  },
  subjectName: gewerbeSubjectName,
  declarations: [
    {
      key: "identitaet",
      text: {
        de: "Ich versichere, dass ich die Person bin, die in dieser Anzeige als Anzeigende oder Anzeigender steht.",
        en: "I declare that I am the person named in this notification as the one who makes it.",
      },
      source: "§ 2 Abs. 2 Satz 2 Nr. 4 GewAnzV",
    },
    {
      key: "richtigkeit",
      text: {
        de: "Meine Angaben sind richtig und vollständig. Ich weiß, dass falsche oder verspätete Angaben ein Bußgeld nach sich ziehen können.",
        en: "My statements are correct and complete. I know that false or late statements can lead to a fine.",
      },
      source: "§ 146 Abs. 2 Nr. 2 GewO",
    },
  ],
};

/** Who gets which data, in plain words, for the service pages. */
export const gewerbeDataProtection: Localized<readonly string[]> = {
  de: [
    "Wir brauchen Ihre Angaben, um die Gewerbeausübung zu überwachen, und für die Statistik (§ 14 Abs. 5 GewO).",
    "Nach der Empfangsbescheinigung geben wir sie an die Stellen weiter, die § 14 Abs. 8 GewO nennt. Dazu gehören Finanzamt, Industrie- und Handelskammer, Handwerkskammer, Unfallversicherung und Agentur für Arbeit. Jede Stelle erhält nur die Felder, die § 3 GewAnzV für sie vorsieht.",
    "Name, Geschäftsbezeichnung, Anschrift des Betriebes und Tätigkeit dürfen wir öffentlich machen (§ 14 Abs. 5 Satz 2 GewO).",
  ],
  en: [
    "We need your details to supervise business activity and for statistics (§ 14 Abs. 5 GewO).",
    "After the receipt we pass them on to the bodies named in § 14 Abs. 8 GewO. Among them are the tax office, the chamber of industry and commerce, the chamber of crafts, the accident insurance and the employment agency. Each gets only the fields that § 3 GewAnzV grants it.",
    "We may publish your name, business name, business address and activity (§ 14 Abs. 5 Satz 2 GewO).",
  ],
};
