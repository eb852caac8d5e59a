import { formatDayShort } from "../../kernel/index.ts";
import { inventedResidents } from "../../modules/ausweis/index.ts";

/** How far an application for a card has come when the demo begins. */
export type Stage =
  | "eingegangen"
  | "termin"
  | "am-schalter"
  | "freigabe"
  | "bestellt"
  | "hergestellt"
  | "bereit"
  | "ausgehaendigt";

/** Somebody who applies for a card. */
export interface Applicant {
  readonly stage: Stage;
  readonly familienname: string;
  readonly vornamen: string;
  /** Code of the photograph: with the simulator every code is good once. */
  readonly fotoCode: string;
  readonly answers: Readonly<Record<string, string>>;
}

const plans: readonly (readonly [familienname: string, stage: Stage, more?: Readonly<Record<string, string>>])[] = [
  ["Mustermann", "am-schalter"],
  // Typed without its dots: the comparison says that only the spelling differs.
  ["Müller", "termin", { vornamen: "Aenne" }],
  ["Brandt", "termin", { vorlaeufig: "ja", vorlaeufigGrund: "Reise nach Dänemark" }],
  ["Yıldız", "termin", { "wohnung.strasse": "Neue Straße", "wohnung.hausnummer": "1" }],
  ["Schäfer-Groß", "termin", { ermaessigung: "ja", ermaessigungGrund: "Meine Rente reicht nicht." }],
  ["Trần", "eingegangen"],
  ["Østergaard", "freigabe"],
  ["Łukasik", "bestellt"],
  ["Weiß", "hergestellt"],
  ["Hoffmann", "bereit"],
  ["Đorđević", "ausgehaendigt"],
  ["Berger", "ausgehaendigt"],
];

/**
 * Invented people, each at a stage of their own.
 * @param town slug: a code is good once, and every town has people of its own
 */
export const applicantsOf = (town: string): readonly Applicant[] =>
  plans.map(([familienname, stage, more = {}], index) => {
    const resident = inventedResidents.find((one) => one.familienname === familienname);
    if (resident === undefined) throw new Error(`demo: the register of invented people knows no ${familienname}`);
    const [, street = "", house = ""] = /^(.*?) (\d.*)$/.exec(resident.strasseUndHausnummer) ?? [];
    const fotoCode = `DEMO-${town.slice(0, 4).toUpperCase()}-${String(index + 1).padStart(4, "0")}`;
    const answers: Record<string, string> = {
      fuerWen: "selbst",
      geburtsdatum: formatDayShort(resident.geburtsdatum, "de"),
      deutsch: "ja",
      grund: "ablauf",
      hauptwohnung: "hier",
      familienname,
      geburtsname: resident.geburtsname,
      vornamen: resident.vornamen,
      geburtsort: resident.geburtsort,
      groesse: String(160 + ((index * 7) % 30)),
      augenfarbe: ["braun", "blau", "gruen", "grau"][index % 4] ?? "braun",
      "wohnung.strasse": street,
      "wohnung.hausnummer": house,
      "wohnung.plz": resident.postleitzahl,
      "wohnung.ort": resident.wohnort,
      fotoWeg: "code",
      fotoCode,
      vorlaeufig: "nein",
      uebergabe: "abholung",
      ermaessigung: "nein",
      ...more,
    };
    return { stage, familienname, vornamen: answers.vornamen ?? "", fotoCode, answers };
  });
