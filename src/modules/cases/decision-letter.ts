import { formatDay, formatDayShort, type PlainDay } from "../../kernel/index.ts";
import type { Letter, LetterPart } from "../../platform/pdf/index.ts";
import type { Tenant } from "../tenants/index.ts";
import { verwaltungsgerichtSeat } from "./model/verwaltungsgericht.ts";

/** `confirmed`: a notification that asks for nothing has been taken in. */
export type DecisionKind = "granted" | "refused" | "confirmed";

export interface DecisionFacts {
  readonly kind: DecisionKind;
  readonly town: Pick<Tenant, "officialName" | "accent" | "contact" | "ags"> & { readonly markSvg: string };
  /** Of the Leistung: `Hund anmelden`. */
  readonly title: string;
  readonly subjectName: string;
  readonly aktenzeichen: string;
  readonly receivedOn: PlainDay;
  readonly issuedOn: PlainDay;
  readonly issuedBy: string;
  /** Typed by the caseworker; line breaks part paragraphs. */
  readonly text: string;
  readonly reasons: string;
}

/** `Bescheid: Hund anmelden`. */
export function decisionTitle(kind: DecisionKind, title: string): string {
  if (kind === "confirmed") return `Bestätigung: ${title}`;
  return `${kind === "granted" ? "Bescheid" : "Ablehnungsbescheid"}: ${title}`;
}

const paragraphs = (text: string): LetterPart[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => ({ kind: "paragraph", text: line }));

function resultOf({ kind, title, receivedOn }: DecisionFacts): string {
  const arrived = formatDay(receivedOn, "de");
  switch (kind) {
    case "granted":
      return `Ihrem Antrag „${title}“ vom ${arrived} geben wir statt.`;
    case "refused":
      return `Ihren Antrag „${title}“ vom ${arrived} lehnen wir ab.`;
    case "confirmed":
      return `Ihre Angaben zu „${title}“ sind am ${arrived} bei uns eingegangen. Wir haben sie geprüft und aufgenommen.`;
  }
}

/**
 * The letter that ends an application: decision, reasons, and how to sue where it was refused. In German, the official
 * language (§ 23 Abs. 1 VwVfG NRW). Sources: §§ 35, 37, 39 VwVfG NRW; §§ 58, 74, 81 VwGO; § 110 JustG NRW.
 */
export function decisionLetter(facts: DecisionFacts): Letter {
  const { town, kind } = facts;
  const { contact } = town;
  const place = [contact.street, `${contact.postcode} ${contact.city}`.trim()].filter((part) => part !== "");
  const reasons = paragraphs(facts.reasons);
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
    recipient: [facts.subjectName],
    reference: facts.aktenzeichen,
    information: [
      { label: "Aktenzeichen", value: facts.aktenzeichen },
      { label: "Auskunft erteilt", value: facts.issuedBy },
      { label: "Telefon", value: contact.phone },
      { label: "E-Mail", value: contact.email },
      { label: "Datum", value: formatDayShort(facts.issuedOn, "de") },
    ].filter(({ value }) => value !== ""),
    subject: decisionTitle(kind, facts.title),
    body: [
      { kind: "paragraph", text: "Guten Tag," },
      { kind: "paragraph", text: resultOf(facts) },
      ...paragraphs(facts.text),
      ...(reasons.length === 0 ? [] : [{ kind: "heading", text: "Begründung" } as const, ...reasons]),
    ],
    closing: {
      greeting: "Mit freundlichen Grüßen",
      onBehalf: "Im Auftrag",
      signatory: facts.issuedBy,
      note: "Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig.",
    },
    ...(kind === "refused" ? { remedy: remedyOf(town.ags) } : {}),
    footer: [
      [town.officialName, contact.officeName, ...place],
      [contact.phone, contact.email].filter((line) => line !== ""),
      [...contact.hours.de],
    ].filter((column) => column.length > 0),
  };
}

function remedyOf(ags: string): NonNullable<Letter["remedy"]> {
  return {
    title: "Rechtsbehelfsbelehrung",
    paragraphs: [
      `Gegen diesen Bescheid können Sie innerhalb eines Monats nach seiner Bekanntgabe Klage beim Verwaltungsgericht ${verwaltungsgerichtSeat(ags)} erheben. Sie können die Klage schriftlich, als elektronisches Dokument nach § 55a der Verwaltungsgerichtsordnung oder zur Niederschrift in der Geschäftsstelle des Gerichts erheben.`,
    ],
  };
}
