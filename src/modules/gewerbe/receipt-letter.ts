import { formatDay, formatDayShort, type PlainDay } from "../../kernel/index.ts";
import type { Letter, LetterFact } from "../../platform/pdf/index.ts";
import type { Tenant } from "../tenants/index.ts";
import { addressOf } from "./model/entry.ts";
import { type Gewerbeanzeige, type RegisterFacts, valuesOf } from "./model/index.ts";

/** What the Empfangsbescheinigung says and who writes it. */
export interface ReceiptFacts {
  readonly town: Pick<Tenant, "name" | "officialName" | "accent" | "contact"> & { readonly markSvg: string };
  readonly anzeigen: readonly [Gewerbeanzeige, ...Gewerbeanzeige[]];
  readonly business: RegisterFacts;
  readonly owners: readonly string[];
  readonly aktenzeichen: string;
  readonly receivedOn: PlainDay;
  readonly issuedOn: PlainDay;
  readonly issuedBy: string;
  /** `Gebühr: 39,00 €.` */
  readonly fee: string;
  /** Municipality that passed the Anmeldung on, where nobody deregistered in person. */
  readonly passedOnBy?: string;
  readonly verifyUrl: string;
}

const titles = {
  GewA1: { what: "Gewerbeanmeldung", verb: "angemeldet", day: "Beginn der Tätigkeit", dayField: 20, dayPath: "beginn" },
  GewA2: {
    what: "Gewerbeummeldung",
    verb: "umgemeldet",
    day: "Änderung gilt seit",
    dayField: 21,
    dayPath: "aenderungsdatum",
  },
  GewA3: {
    what: "Gewerbeabmeldung",
    verb: "abgemeldet",
    day: "Betrieb aufgegeben am",
    dayField: 20,
    dayPath: "aufgabedatum",
  },
} as const;

const shown = (anzeige: Gewerbeanzeige, number: number, path?: string): string =>
  valuesOf(anzeige, number)
    .filter((value) => path === undefined || value.path === path)
    .map(({ display }) => display)
    .join("\n");

/** `Empfangsbescheinigung Gewerbeanmeldung`. */
export function receiptTitle(kind: Gewerbeanzeige["kind"]): string {
  return `Empfangsbescheinigung ${titles[kind].what}`;
}

function reasonOf(anzeige: Gewerbeanzeige): string {
  if (anzeige.kind === "GewA1") return shown(anzeige, 25);
  if (anzeige.kind === "GewA2") return shown(anzeige, 20, "anlaesse");
  return shown(anzeige, 25) || shown(anzeige, 26);
}

/** Name and address of the person or company that the letter goes to. */
function recipientOf({ anzeigen, business, owners }: ReceiptFacts): readonly string[] {
  const [anzeige] = anzeigen;
  const home = (key: string): string => shown(anzeige, 11, `wohnung.${key}`);
  if (home("strasse") !== "") {
    const country = home("land");
    return [
      owners[0] ?? business.name,
      `${home("strasse")} ${home("hausnummer")}`.trim(),
      `${home("plz") || home("plzAusland")} ${home("ort")}`.trim(),
      ...(country === "" || country === "Deutschland" ? [] : [country]),
    ];
  }
  return [business.name, `${business.strasse} ${business.hausnummer}`.trim(), `${business.plz} ${business.ort}`.trim()];
}

/**
 * The Empfangsbescheinigung as a letter. It says that the Anzeige has arrived, and that this is no permission.
 * In German, the official language (§ 23 Abs. 1 VwVfG NRW). Source: § 15 Abs. 1 GewO.
 */
export function receiptLetter(facts: ReceiptFacts): Letter {
  const { town, anzeigen, business } = facts;
  const [anzeige] = anzeigen;
  const title = titles[anzeige.kind];
  const { contact } = town;
  const day = shown(anzeige, title.dayField, title.dayPath);
  const rows: LetterFact[] = [
    { label: "Name", value: business.name },
    { label: "Geschäftsbezeichnung", value: business.businessName ?? "" },
    { label: "Rechtsform", value: shown(anzeige, 1, "rechtsform") },
    {
      label: anzeigen.length > 1 ? "Je eine Anzeige für" : "Vertreten durch",
      value: facts.owners.join(", ") === business.name ? "" : facts.owners.join("\n"),
    },
    { label: "Betriebsstätte", value: addressOf(business) },
    { label: "Tätigkeit", value: business.activity },
    { label: "Anlass", value: reasonOf(anzeige) },
    { label: title.day, value: day },
    { label: "Eingegangen am", value: formatDayShort(facts.receivedOn, "de") },
  ].filter(({ value }) => value !== "");
  const arrived = formatDay(facts.receivedOn, "de");
  const place = [contact.street, `${contact.postcode} ${contact.city}`.trim()].filter((part) => part !== "");
  return {
    language: "de",
    head: {
      officialName: town.officialName,
      office: contact.officeName,
      accent: town.accent,
      markSvg: town.markSvg,
    },
    senderLine: [town.officialName, ...place].join(" · "),
    notes: ["Per Online-Postfach"],
    recipient: recipientOf(facts),
    reference: facts.aktenzeichen,
    information: [
      { label: "Aktenzeichen", value: facts.aktenzeichen },
      { label: "Auskunft erteilt", value: facts.issuedBy },
      { label: "Telefon", value: contact.phone },
      { label: "E-Mail", value: contact.email },
      { label: "Datum", value: formatDayShort(facts.issuedOn, "de") },
    ].filter(({ value }) => value !== ""),
    subject: `Empfangsbescheinigung: ${title.what}`,
    body: [
      { kind: "paragraph", text: "Guten Tag," },
      {
        kind: "paragraph",
        text:
          facts.passedOnBy === undefined
            ? `Ihre Gewerbeanzeige ist am ${arrived} bei uns eingegangen. Das bescheinigen wir Ihnen nach § 15 Abs. 1 der Gewerbeordnung (GewO).`
            : `Sie haben Ihren Betrieb in eine andere Gemeinde verlegt. ${facts.passedOnBy} hat uns Ihre Gewerbeanmeldung am ${arrived} übermittelt. Sie gilt zugleich als Abmeldung Ihrer bisherigen Betriebsstätte (§ 14 Abs. 1 Satz 3 GewO, § 3 Abs. 2a GewAnzV). Den Empfang bescheinigen wir Ihnen nach § 15 Abs. 1 der Gewerbeordnung (GewO).`,
      },
      { kind: "facts", rows },
      {
        kind: "paragraph",
        text: "Diese Bescheinigung bestätigt den Empfang Ihrer Anzeige. Sie ist keine Erlaubnis oder Genehmigung. Wenn Ihr Gewerbe eine Erlaubnis oder eine Eintragung in die Handwerksrolle braucht, müssen Sie diese gesondert haben.",
      },
      {
        kind: "paragraph",
        text: "Wir geben die vorgesehenen Angaben an die Stellen weiter, die § 14 Abs. 8 GewO nennt, zum Beispiel an das Finanzamt.",
      },
      { kind: "paragraph", text: facts.passedOnBy === undefined ? facts.fee : "Keine Gebühr." },
    ],
    closing: {
      greeting: "Mit freundlichen Grüßen",
      onBehalf: "Im Auftrag",
      signatory: facts.issuedBy,
      note: "Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig.",
    },
    verify: {
      url: facts.verifyUrl,
      title: "Echtheit prüfen",
      text: "Unter dieser Adresse kann jeder prüfen, ob dieses Schreiben von uns stammt.",
    },
    footer: [
      [town.officialName, contact.officeName, ...place],
      [contact.phone, contact.email].filter((line) => line !== ""),
      [...contact.hours.de],
    ].filter((column) => column.length > 0),
  };
}
