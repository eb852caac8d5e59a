import type { Localized, PlainDay } from "../../../kernel/index.ts";
import { ageOn } from "./age.ts";

/** For whom the card is: for oneself, for a child in one's custody, or for somebody whom one represents. */
export type FuerWen = "selbst" | "kind" | "vertretung";

/** Why a new card is needed. Stored. */
export type Grund = "erster" | "ablauf" | "verlust" | "diebstahl" | "name" | "unrichtig" | "beschaedigt" | "anderer";

/** Where the main residence is, seen from the town that is asked. Stored. */
export type Hauptwohnung = "hier" | "andernorts" | "keine" | "ausland";

/** What decides who may apply, where, and what follows. */
export interface EligibilityFacts {
  readonly fuerWen: FuerWen;
  readonly bornOn: PlainDay;
  readonly today: PlainDay;
  /** German within the meaning of Article 116 (1) of the Basic Law. */
  readonly deutsch: boolean;
  readonly grund: Grund;
  readonly hauptwohnung: Hauptwohnung;
}

/** `stop`: no application in this way; `hint`: needs something more; `info`: good to know. */
export type FindingTone = "stop" | "hint" | "info";

export type FindingKey =
  | "nicht-deutsch"
  | "selbst-unter-16"
  | "jugendlich"
  | "kind-ab-16"
  | "kind-volljaehrig"
  | "kind-unter-16"
  | "vertretung"
  | "sechs-jahre"
  | "zehn-jahre"
  | "eid-aus"
  | "vor-ablauf"
  | "verlust-anzeigen"
  | "zustaendig"
  | "zustaendig-aufenthalt"
  | "nicht-zustaendig"
  | "ausland"
  | "fingerabdruecke"
  | "ohne-fingerabdruecke"
  | "unterschrift"
  | "ohne-unterschrift";

/** Something that follows from the facts, with the paragraph that says so. */
export interface Finding {
  readonly key: FindingKey;
  readonly tone: FindingTone;
  /** A sentence or two; ends with the source in brackets. */
  readonly text: Localized;
  readonly source: string;
}

interface Rule extends Finding {
  readonly holds: (facts: EligibilityFacts & { readonly age: number }) => boolean;
}

function rule(key: FindingKey, tone: FindingTone, source: string, de: string, en: string, holds: Rule["holds"]): Rule {
  return { key, tone, source, text: { de: `${de} (${source})`, en: `${en} (${source})` }, holds };
}

const rules: readonly Rule[] = [
  rule(
    "nicht-deutsch",
    "stop",
    "§ 9 Abs. 1 Satz 1 PAuswG",
    "Einen Personalausweis bekommen nur Deutsche. Für Menschen aus EU und EWR gibt es die eID-Karte; fragen Sie das Bürgeramt.",
    "Only Germans receive an identity card. For people from the EU and the EEA there is the eID card; please ask the office.",
    ({ deutsch }) => !deutsch,
  ),
  rule(
    "selbst-unter-16",
    "stop",
    "§ 9 Abs. 2 Satz 1 PAuswG",
    "Wer noch nicht 16 ist, kann den Ausweis nicht selbst beantragen. Das machen die Sorgeberechtigten.",
    "Whoever is not yet 16 cannot apply on their own. Those with custody do so.",
    ({ fuerWen, age }) => fuerWen === "selbst" && age < 16,
  ),
  rule(
    "jugendlich",
    "info",
    "§ 9 Abs. 2 Satz 3 PAuswG",
    "Ab 16 beantragen Sie Ihren Ausweis selbst. Ihre Eltern müssen nicht zustimmen.",
    "From the age of 16 you apply on your own. Your parents need not agree.",
    ({ fuerWen, age }) => fuerWen === "selbst" && age >= 16 && age < 18,
  ),
  rule(
    "kind-ab-16",
    "hint",
    "§ 9 Abs. 2 Satz 2 und 3 PAuswG",
    "Ab 16 beantragen Jugendliche den Ausweis selbst. Tun sie es nicht, müssen die Sorgeberechtigten es innerhalb von sechs Wochen nach dem 16. Geburtstag tun.",
    "From the age of 16 young people apply themselves. If they do not, those with custody have to do so within six weeks after the 16th birthday.",
    ({ fuerWen, age }) => fuerWen === "kind" && age >= 16 && age < 18,
  ),
  rule(
    "kind-volljaehrig",
    "stop",
    "§ 9 Abs. 1 Satz 4 PAuswG",
    "Erwachsene beantragen ihren Ausweis selbst. Vertreten kann sie nur, wer rechtlich betreut oder eine beglaubigte Vollmacht für diesen Fall hat.",
    "Adults apply themselves. Only a legal guardian or a person with a certified power of attorney for this case can represent them.",
    ({ fuerWen, age }) => fuerWen === "kind" && age >= 18,
  ),
  rule(
    "kind-unter-16",
    "info",
    "§ 1 Abs. 4 Nr. 1, § 9 Abs. 2 Satz 1 PAuswG",
    "Unter 16 ist der Ausweis freiwillig. Die Sorgeberechtigten beantragen ihn und kommen mit dem Kind zum Termin.",
    "Under 16 the card is voluntary. Those with custody apply for it and come to the appointment with the child.",
    ({ fuerWen, age }) => fuerWen === "kind" && age < 16,
  ),
  rule(
    "vertretung",
    "hint",
    "§ 9 Abs. 1 Satz 5, Abs. 2 Satz 1 PAuswG",
    "Vertreten kann nur, wer als Betreuerin oder Betreuer den Aufenthalt bestimmen darf oder eine öffentlich beglaubigte oder beurkundete Vollmacht für diesen Fall hat. Bringen Sie den Nachweis mit.",
    "Only a guardian who may decide on the residence can represent, or a person with a publicly certified or notarised power of attorney for this case. Please bring the proof.",
    ({ fuerWen }) => fuerWen === "vertretung",
  ),
  rule(
    "sechs-jahre",
    "info",
    "§ 6 Abs. 3 PAuswG, § 1 Abs. 1 Nr. 1 PAuswGebV",
    "Der Ausweis gilt sechs Jahre und kostet 27,60 €, weil die Person noch nicht 24 ist.",
    "The card is valid for six years and costs €27.60, because the person is not yet 24.",
    ({ age }) => age < 24,
  ),
  rule(
    "zehn-jahre",
    "info",
    "§ 6 Abs. 1 PAuswG, § 1 Abs. 1 Nr. 2 PAuswGebV",
    "Der Ausweis gilt zehn Jahre und kostet 46 €.",
    "The card is valid for ten years and costs €46.",
    ({ age }) => age >= 24,
  ),
  rule(
    "eid-aus",
    "info",
    "§ 10 Abs. 2 und 3 PAuswG",
    "Die Online-Funktion ist unter 16 ausgeschaltet. Ab 16 kann man sie einschalten lassen.",
    "The online function is switched off under 16. It can be switched on from the age of 16.",
    ({ age }) => age < 16,
  ),
  rule(
    "vor-ablauf",
    "hint",
    "§ 6 Abs. 2 PAuswG",
    "Solange der alte Ausweis gilt, brauchen Sie einen guten Grund für einen neuen. Nennen Sie ihn bitte.",
    "As long as the old card is valid, you need a good reason for a new one. Please state it.",
    ({ grund }) => grund === "anderer",
  ),
  rule(
    "verlust-anzeigen",
    "hint",
    "§ 27 Abs. 1 Nr. 3 PAuswG, § 25 Abs. 1 PAuswV",
    "Melden Sie den Verlust sofort. Lassen Sie die Online-Funktion unter 116 116 sperren. Einen Diebstahl zeigen Sie auch bei der Polizei an.",
    "Report the loss at once. Have the online function blocked by calling 116 116. Report a theft to the police as well.",
    ({ grund }) => grund === "verlust" || grund === "diebstahl",
  ),
  rule(
    "zustaendig",
    "info",
    "§ 8 Abs. 1 Satz 1 PAuswG",
    "Wir sind zuständig, weil die Hauptwohnung hier ist.",
    "We are competent, because the main residence is here.",
    ({ hauptwohnung }) => hauptwohnung === "hier",
  ),
  rule(
    "zustaendig-aufenthalt",
    "info",
    "§ 8 Abs. 1 Satz 2 PAuswG",
    "Wer keine Wohnung hat, beantragt den Ausweis dort, wo er sich gerade aufhält. Wir sind zuständig.",
    "Whoever has no home applies where they are staying at the moment. We are competent.",
    ({ hauptwohnung }) => hauptwohnung === "keine",
  ),
  rule(
    "nicht-zustaendig",
    "hint",
    "§ 8 Abs. 4 PAuswG, § 1 Abs. 3 Nr. 2 PAuswGebV",
    "Zuständig ist die Stadt oder Gemeinde der Hauptwohnung. Wir können Ihren Antrag bearbeiten, wenn Sie einen wichtigen Grund nennen und die andere Stelle uns ermächtigt. Das kostet 13 € mehr.",
    "The municipality of the main residence is competent. We can handle your application if you state an important reason and the other office authorises us. This costs €13 more.",
    ({ hauptwohnung }) => hauptwohnung === "andernorts",
  ),
  rule(
    "ausland",
    "hint",
    "§ 8 Abs. 2 und 4 PAuswG, § 1 Abs. 4 Nr. 1 PAuswGebV",
    "Zuständig ist die deutsche Auslandsvertretung. Wir können Ihren Antrag bearbeiten, wenn Sie einen wichtigen Grund nennen und die Auslandsvertretung uns ermächtigt. Das kostet 30 € mehr.",
    "The German mission abroad is competent. We can handle your application if you state an important reason and the mission authorises us. This costs €30 more.",
    ({ hauptwohnung }) => hauptwohnung === "ausland",
  ),
  rule(
    "fingerabdruecke",
    "info",
    "§ 5 Abs. 9, § 26 Abs. 2 PAuswG",
    "Das Amt nimmt zwei Fingerabdrücke. Sie werden im Chip gespeichert und beim Amt spätestens gelöscht, wenn der Ausweis ausgehändigt ist.",
    "The office takes two fingerprints. They are stored in the chip and deleted at the office at the latest when the card has been handed over.",
    ({ age }) => age >= 6,
  ),
  rule(
    "ohne-fingerabdruecke",
    "info",
    "§ 9 Abs. 3 Satz 6 PAuswG",
    "Kinder unter sechs Jahren geben keine Fingerabdrücke ab.",
    "No fingerprints are taken of children under six.",
    ({ age }) => age < 6,
  ),
  rule(
    "unterschrift",
    "info",
    "§ 9 Abs. 5 PAuswG",
    "Die Unterschrift kommt auf den Ausweis. Kinder unterschreiben ab zehn Jahren selbst.",
    "The signature goes onto the card. Children sign themselves from the age of ten.",
    ({ age }) => age >= 10,
  ),
  rule(
    "ohne-unterschrift",
    "info",
    "§ 9 Abs. 5 PAuswG",
    "Kinder unter zehn Jahren unterschreiben nicht.",
    "Children under ten do not sign.",
    ({ age }) => age < 10,
  ),
];

/** Every finding there is, for forms that show them and tests. */
export const findings: readonly Finding[] = rules;

/**
 * What follows from the facts, in a fixed order.
 * Source: §§ 1, 5, 6, 8, 9, 10, 26, 27 PAuswG.
 */
export function assessEligibility(facts: EligibilityFacts): readonly Finding[] {
  // A birthday in the future is a mistake: no rule that asks for an age says anything.
  const age = facts.bornOn > facts.today ? Number.NaN : ageOn(facts.bornOn, facts.today);
  return rules.filter(({ holds }) => holds({ ...facts, age }));
}

/** Fingerprints are taken from this age on, in years. Source: § 9 Abs. 3 Satz 6 PAuswG. */
export const fingerprintsFrom = 6;

/** The signature is given from this age on, in years. Source: § 9 Abs. 5 PAuswG. */
export const signsFrom = 10;
