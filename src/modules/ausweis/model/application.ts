import { type PlainDay, parsePlainDay } from "../../../kernel/index.ts";
import type { FuerWen, Grund, Hauptwohnung } from "./eligibility.ts";
import type { FeeFacts } from "./fees.ts";

/** Answers as they were sent, by path: canonical, without hidden ones. */
export type StoredAnswers = Readonly<Record<string, string | readonly string[]>>;

/** How the finished card reaches its holder. Stored. */
export type Uebergabe = "abholung" | "bevollmaechtigt" | "box" | "versand";

/** Whoever stands in for the applicant. Source: § 23 Abs. 3 Nr. 10 PAuswG. */
export interface Vertreter {
  readonly familienname: string;
  readonly vornamen: string;
  readonly geburtsdatum: PlainDay | undefined;
}

/** The data of an application, as the register and the producer need them. Empty texts where nothing was answered. */
export interface Application {
  readonly fuerWen: FuerWen;
  readonly grund: Grund;
  readonly deutsch: boolean;
  readonly hauptwohnung: Hauptwohnung;
  readonly familienname: string;
  readonly geburtsname: string;
  readonly vornamen: string;
  readonly doktorgrad: string;
  readonly ordensOderKuenstlername: string;
  readonly geburtsdatum: PlainDay;
  readonly geburtsort: string;
  /** Whole centimetres. */
  readonly groesseCm: number | undefined;
  /** As it stands on the card: `BLAU` in words of the applicant. */
  readonly augenfarbe: string;
  /** Lines of the address on the card. */
  readonly strasseUndHausnummer: string;
  readonly postleitzahl: string;
  readonly wohnort: string;
  readonly wohnungImAusland: string;
  readonly email: string;
  readonly vertreter: readonly Vertreter[];
  /** Two hold custody together: the second one has to agree. Source: § 1629 Abs. 1 BGB. */
  readonly sorgeGemeinsam: boolean;
  /** Why somebody stands in for an adult: `betreuung` or `vollmacht`; empty where nobody does. */
  readonly grundlage: string;
  /** The office that is competent where this one is not, as the applicant wrote it. Source: § 23 Abs. 3 Nr. 14a PAuswG. */
  readonly zustaendigeBehoerde: string;
  /** The important reason of § 8 Abs. 4 Satz 1 PAuswG. */
  readonly wichtigerGrund: string;
  readonly alteSeriennummer: string;
  readonly alterGueltigBis: PlainDay | undefined;
  /** Code of a registered photo service; empty where it follows or the office takes the photograph. */
  readonly fotoCode: string;
  readonly fotoImAmt: boolean;
  readonly vorlaeufiger: boolean;
  readonly vorlaeufigerBis: PlainDay | undefined;
  readonly uebergabe: Uebergabe;
  readonly braille: boolean;
  readonly ermaessigungErbeten: boolean;
  /** Why the fee cannot be paid, in the applicant's words. */
  readonly ermaessigungGrund: string;
}

function text(answers: StoredAnswers, path: string): string {
  const value = answers[path];
  return typeof value === "string" ? value.trim() : "";
}

const day = (answers: StoredAnswers, path: string): PlainDay | undefined => parsePlainDay(text(answers, path));
const isYes = (answers: StoredAnswers, path: string): boolean => text(answers, path) === "ja";

const eyeColours: Readonly<Record<string, string>> = {
  blau: "blau",
  braun: "braun",
  gruen: "grün",
  grau: "grau",
  "blau-grau": "blaugrau",
  "blau-gruen": "blaugrün",
  "grau-gruen": "graugrün",
  "braun-gruen": "braungrün",
  schwarz: "schwarz",
};

/** Values of `augenfarbe` in the form with the words of the card. `andere` is written by hand. */
export const augenfarben: readonly (readonly [value: string, onCard: string])[] = Object.entries(eyeColours);

/**
 * The data of a `personalausweis-beantragen` case.
 * @returns undefined where even the day of birth is missing: these are no answers of that form
 */
export function readApplication(answers: StoredAnswers): Application | undefined {
  const geburtsdatum = day(answers, "geburtsdatum");
  if (geburtsdatum === undefined) return undefined;
  const number = Number(text(answers, "groesse"));
  const colour = text(answers, "augenfarbe");
  return {
    fuerWen: (text(answers, "fuerWen") || "selbst") as FuerWen,
    grund: (text(answers, "grund") || "erster") as Grund,
    deutsch: isYes(answers, "deutsch"),
    hauptwohnung: (text(answers, "hauptwohnung") || "hier") as Hauptwohnung,
    familienname: text(answers, "familienname"),
    geburtsname: text(answers, "geburtsname"),
    vornamen: text(answers, "vornamen"),
    doktorgrad: text(answers, "doktorgrad"),
    ordensOderKuenstlername: text(answers, "ordensKuenstlername"),
    geburtsdatum,
    geburtsort: text(answers, "geburtsort"),
    groesseCm: Number.isInteger(number) && number > 0 ? number : undefined,
    augenfarbe: eyeColours[colour] ?? text(answers, "augenfarbeAndere"),
    strasseUndHausnummer: [text(answers, "wohnung.strasse"), text(answers, "wohnung.hausnummer")].join(" ").trim(),
    postleitzahl: text(answers, "wohnung.plz"),
    wohnort: text(answers, "wohnung.ort"),
    wohnungImAusland: text(answers, "wohnungAusland"),
    email: text(answers, "email"),
    vertreter: readVertreter(answers),
    sorgeGemeinsam: text(answers, "sorge") === "gemeinsam",
    grundlage: text(answers, "grundlage"),
    zustaendigeBehoerde: text(answers, "zustaendigeBehoerde"),
    wichtigerGrund: text(answers, "wichtigerGrund"),
    // Whoever copies from the back types the check digit along: it is none of the number.
    alteSeriennummer: text(answers, "alterAusweis.seriennummer").toUpperCase().slice(0, 9),
    alterGueltigBis: day(answers, "alterAusweis.gueltigBis"),
    fotoCode: text(answers, "fotoCode"),
    fotoImAmt: text(answers, "fotoWeg") === "amt",
    vorlaeufiger: isYes(answers, "vorlaeufig"),
    vorlaeufigerBis: day(answers, "vorlaeufigBis"),
    uebergabe: (text(answers, "uebergabe") || "abholung") as Uebergabe,
    braille: isYes(answers, "braille"),
    ermaessigungErbeten: isYes(answers, "ermaessigung"),
    ermaessigungGrund: text(answers, "ermaessigungGrund"),
  };
}

function readVertreter(answers: StoredAnswers): readonly Vertreter[] {
  return [0, 1]
    .map((index) => ({
      familienname: text(answers, `vertreter.${index}.familienname`),
      vornamen: text(answers, `vertreter.${index}.vornamen`),
      geburtsdatum: day(answers, `vertreter.${index}.geburtsdatum`),
    }))
    .filter(({ familienname }) => familienname !== "");
}

/**
 * What decides the fee, from an application.
 * @param appliedOn day of the visit to the office; before that today, as a preview
 */
export function feeFactsOf(application: Application, appliedOn: PlainDay): FeeFacts {
  const { hauptwohnung } = application;
  return {
    bornOn: application.geburtsdatum,
    appliedOn,
    personalausweis: true,
    vorlaeufiger: application.vorlaeufiger,
    competence:
      hauptwohnung === "andernorts" ? "nicht-zustaendig" : hauptwohnung === "ausland" ? "ausland" : "zustaendig",
    delivery: application.uebergabe === "versand",
    photoAtOffice: application.fotoImAmt,
  };
}

/**
 * First answers of a new application from a report of loss: nothing is typed twice.
 * Source: § 27 Abs. 1 Nr. 3 PAuswG.
 * @param answers of an `ausweis-verlust-melden` case
 */
export function prefillFromVerlust(answers: StoredAnswers): Readonly<Record<string, string>> {
  const copied: readonly (readonly [from: string, to: string])[] = [
    ["familienname", "familienname"],
    ["geburtsname", "geburtsname"],
    ["vornamen", "vornamen"],
    ["geburtsdatum", "geburtsdatum"],
    ["geburtsort", "geburtsort"],
    ["wohnung.strasse", "wohnung.strasse"],
    ["wohnung.hausnummer", "wohnung.hausnummer"],
    ["wohnung.plz", "wohnung.plz"],
    ["wohnung.ort", "wohnung.ort"],
    ["email", "email"],
    ["telefon", "telefon"],
    ["alterAusweis.seriennummer", "alterAusweis.seriennummer"],
    ["alterAusweis.gueltigBis", "alterAusweis.gueltigBis"],
    ["alterAusweis.behoerde", "alterAusweis.behoerde"],
    ["verlust.am", "verlust.am"],
    ["verlust.ort", "verlust.ort"],
    ["verlust.polizei", "verlust.polizei"],
    ["verlust.polizeiVorgang", "verlust.polizeiVorgang"],
  ];
  const values = Object.fromEntries(
    copied.map(([from, to]) => [to, text(answers, from)] as const).filter(([, value]) => value !== ""),
  );
  return {
    ...values,
    deutsch: "ja",
    grund: text(answers, "art") === "gestohlen" ? "diebstahl" : "verlust",
    "verlust.gemeldet": "ja",
  };
}
