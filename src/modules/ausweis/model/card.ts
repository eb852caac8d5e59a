import { type Actor, asTerm, foldLetters, type Localized, type PlainDay, wordsIn } from "../../../kernel/index.ts";
import type { Application, Uebergabe } from "./application.ts";

/**
 * Where a card stands. Stored. `arrived`: in the office, not yet reported as ready. `blocked`: reported as lost or
 * stolen. `invalidated`: replaced by a new one.
 */
export type CardState =
  | "ordered"
  | "produced"
  | "arrived"
  | "ready"
  | "handed-over"
  | "blocked"
  | "invalidated"
  | "expired";

/** Something that happened to a card: a state it came to, or a block that was lifted. Stored. */
export type CardEventKind = CardState | "unblocked";

/** What was issued: the card from the producer, or the provisional one from the counter (§ 3 PAuswG). Stored. */
export type CardKind = "personalausweis" | "vorlaeufig";

/** A card as the register knows it. Source: § 23 Abs. 3 PAuswG. */
export interface AusweisCard {
  readonly cardId: string;
  readonly kind: CardKind;
  readonly caseId: string;
  readonly mailboxId: string;
  readonly familienname: string;
  readonly geburtsname: string;
  readonly vornamen: string;
  readonly doktorgrad: string;
  readonly ordensOderKuenstlername: string;
  readonly geburtsdatum: PlainDay;
  readonly geburtsort: string;
  readonly groesseCm: number | undefined;
  readonly augenfarbe: string;
  readonly anschrift: string;
  /** Absent until the producer has reported it. */
  readonly seriennummer: string | undefined;
  readonly issuedOn: PlainDay;
  readonly validUntil: PlainDay;
  readonly state: CardState;
  readonly uebergabe: Uebergabe;
  readonly orderedAt: Date;
  readonly sentAt: Date | undefined;
}

export interface CardEvent {
  readonly what: CardEventKind;
  readonly actorName: string;
  readonly at: Date;
}

/** Number on the blank of a provisional card: one letter, seven digits. Source: § 2 Abs. 8 Satz 3 PAuswG. */
export const blankNumber = /^[A-Z][0-9]{7}$/;

/** States in which a card is on its way: one for each person. */
export const onItsWay: readonly CardState[] = ["ordered", "produced", "arrived", "ready"];

/** What names people by in the register: names as typed by different hands, and the day of birth. */
export function personKeyOf(person: {
  readonly familienname: string;
  readonly vornamen: string;
  readonly geburtsdatum: PlainDay;
}): string {
  const folded = (name: string): string => wordsIn(foldLetters(name, "ae")).join(" ");
  return `${folded(person.familienname)}|${folded(person.vornamen)}|${person.geburtsdatum}`.slice(0, 400);
}

/** Words by which a card is found. */
export function termsOfCard(card: Pick<AusweisCard, "familienname" | "geburtsname" | "vornamen" | "seriennummer">) {
  const text = [card.familienname, card.geburtsname, card.vornamen, card.seriennummer ?? ""].join(" ");
  return [...new Set(wordsIn(foldLetters(text, "ae")).map(asTerm))];
}

/** Address as it stands on the card. Source: § 5 Abs. 2 Nr. 9 PAuswG. */
export function addressOnCard(application: Application): string {
  if (application.hauptwohnung === "keine") return "keine Wohnung in Deutschland";
  if (application.hauptwohnung === "ausland") return application.wohnungImAusland || "keine Wohnung in Deutschland";
  return `${application.strasseUndHausnummer}, ${application.postleitzahl} ${application.wohnort}`;
}

/** What a card and the register say about the person. Source: § 5 Abs. 2, § 23 Abs. 3 PAuswG. */
export function personOnCard(application: Application) {
  return {
    familienname: application.familienname,
    geburtsname: application.geburtsname,
    vornamen: application.vornamen,
    doktorgrad: application.doktorgrad,
    ordensOderKuenstlername: application.ordensOderKuenstlername,
    geburtsdatum: application.geburtsdatum,
    geburtsort: application.geburtsort,
    groesseCm: application.groesseCm,
    augenfarbe: application.augenfarbe,
    anschrift: addressOnCard(application),
  };
}

/** How the register names who acted. */
export function actorName(actor: Actor): string {
  return actor.kind === "citizen" ? "Bürgerin oder Bürger" : actor.name;
}

export const cardStateWords: Readonly<Record<CardEventKind, Localized>> = {
  ordered: { de: "Bestellt", en: "Ordered" },
  produced: { de: "Hergestellt", en: "Produced" },
  arrived: { de: "Eingegangen", en: "Arrived" },
  ready: { de: "Abholbereit", en: "Ready" },
  "handed-over": { de: "Ausgehändigt", en: "Handed over" },
  blocked: { de: "Abhandengekommen", en: "Missing" },
  invalidated: { de: "Entwertet", en: "Invalidated" },
  expired: { de: "Abgelaufen", en: "Expired" },
  unblocked: { de: "Sperre aufgehoben", en: "Block lifted" },
};

export const cardKindWords: Readonly<Record<CardKind, Localized>> = {
  personalausweis: { de: "Personalausweis", en: "Identity card" },
  vorlaeufig: { de: "Vorläufiger Personalausweis", en: "Provisional identity card" },
};
