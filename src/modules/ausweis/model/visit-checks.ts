import { addDays, type Localized, type PlainDay } from "../../../kernel/index.ts";
import { birthdayOf } from "./age.ts";
import type { Application } from "./application.ts";
import { signsFrom } from "./eligibility.ts";
import { lastDayOfValidity, validityOf } from "./validity.ts";

/** Something that is seen, given or signed at the appointment. Stored. */
export type CheckKind =
  | "unterschrift"
  | "pin-brief"
  | "vertretung"
  | "ermaechtigung"
  | "versand"
  | "ausserhalb-dienstzeit";

/**
 * How the signature was given: on the citizen's own screen before, on the office's, on paper, or not at all because
 * the person cannot write. Stored.
 */
export type SignatureWay = "vorab" | "bildschirm" | "papier" | "unmoeglich";

export const signatureWays: readonly SignatureWay[] = ["vorab", "bildschirm", "papier", "unmoeglich"];

/**
 * Whether the letter with PIN and number to unblock it is given: not for whom will not have completed their 16th year
 * when the card expires. The 16th year is complete at the end of the day before the birthday.
 * Source: § 17 Abs. 1 and 4 PAuswV; § 187 Abs. 2, § 188 Abs. 2 BGB.
 */
export function getsPinLetter(bornOn: PlainDay, appliedOn: PlainDay): boolean {
  const lastDay = lastDayOfValidity(appliedOn, validityOf(bornOn, appliedOn));
  return addDays(birthdayOf(bornOn, 16), -1) <= lastDay;
}

/** Whether the application is made at an office that is not competent. Source: § 8 Abs. 4 PAuswG. */
const needsAuthorisation = ({ hauptwohnung }: Pick<Application, "hauptwohnung">): boolean =>
  hauptwohnung === "andernorts" || hauptwohnung === "ausland";

/**
 * What has to be checked before a card is ordered, in the order of the page.
 * @param age on the day of the application, whole years
 * @param visited false where a clause spares people the visit: what needs their presence falls away
 */
export function checksBeforeOrder(
  application: Application,
  appliedOn: PlainDay,
  age: number,
  visited: boolean,
): readonly Exclude<CheckKind, "ausserhalb-dienstzeit">[] {
  return [
    ...(visited && age >= signsFrom ? ["unterschrift" as const] : []),
    ...(visited && getsPinLetter(application.geburtsdatum, appliedOn) ? ["pin-brief" as const] : []),
    ...(visited && application.fuerWen !== "selbst" ? ["vertretung" as const] : []),
    ...(needsAuthorisation(application) ? ["ermaechtigung" as const] : []),
    ...(visited && application.uebergabe === "versand" ? ["versand" as const] : []),
  ];
}

/** What was checked, as a term of a list. */
export const checkWords: Readonly<Record<CheckKind, Localized>> = {
  unterschrift: { de: "Unterschrift", en: "Signature" },
  "pin-brief": { de: "PIN-Brief", en: "PIN letter" },
  vertretung: { de: "Gesetzliche Vertretung", en: "Legal representation" },
  ermaechtigung: { de: "Ermächtigung", en: "Authorisation" },
  versand: { de: "Voraussetzungen des Versands", en: "Conditions of the delivery" },
  "ausserhalb-dienstzeit": { de: "Außerhalb der Dienstzeit", en: "Outside office hours" },
};

/** What is missing where something was not checked yet. */
export const checkMissing: Readonly<Record<Exclude<CheckKind, "ausserhalb-dienstzeit">, Localized>> = {
  unterschrift: { de: "Die Unterschrift fehlt.", en: "The signature is missing." },
  "pin-brief": { de: "Der PIN-Brief ist nicht übergeben.", en: "The PIN letter has not been given." },
  vertretung: { de: "Die Vertretung ist nicht geprüft.", en: "The representation has not been checked." },
  ermaechtigung: {
    de: "Die Ermächtigung der zuständigen Behörde fehlt.",
    en: "The authorisation of the competent office is missing.",
  },
  versand: {
    de: "Die Voraussetzungen des Versands sind nicht geprüft.",
    en: "The conditions of the delivery have not been checked.",
  },
};
