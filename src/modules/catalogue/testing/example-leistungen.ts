import { cents, type Localized } from "../../../kernel/index.ts";
import type { Lebenslage, Leistung, OnlineLeistung } from "../../forms/index.ts";

/** Invented Leistungen for the catalogue's tests: the real ones lie above the modules. */
function leistung(
  id: string,
  title: Localized,
  lebenslage: Lebenslage,
  keywords: Localized<readonly string[]>,
  more: Partial<Omit<Leistung, "page">> & Partial<Pick<Leistung["page"], "offline" | "legalBasis">> = {},
): Leistung {
  const { offline, legalBasis, ...rest } = more;
  return {
    id,
    version: 1,
    title,
    summary: { de: `${title.de}: so geht es.`, en: `${title.en}: how it is done.` },
    icon: "file",
    lebenslagen: [lebenslage],
    keywords,
    page: {
      what: { de: [`Was „${title.de}“ bedeutet.`], en: [`What “${title.en}” means.`] },
      forWhom: { de: ["Für alle, die hier wohnen."], en: ["For everyone who lives here."] },
      cost: { de: ["Es kostet, was die Satzung sagt."], en: ["It costs what the statute says."] },
      time: { de: ["Das dauert drei Tage."], en: ["It takes three days."] },
      needed: { de: ["Unterlagen zum Abschreiben"], en: ["Documents to copy from"] },
      legalBasis: legalBasis ?? [],
      dataProtection: { de: ["Wir geben nichts weiter."], en: ["We pass nothing on."] },
      ...(offline === undefined ? {} : { offline }),
    },
    ...rest,
  };
}

const online: OnlineLeistung = {
  form: { id: "beispiel", version: 1, sections: [] },
  trustLevel: "low",
  minutes: 12,
  processXml: "",
  fees: [
    {
      key: "natuerliche-person",
      label: { de: "Eine Person", en: "One person" },
      amountCents: cents(2600),
      source: "Gebührenordnung",
    },
  ],
  feesFor: () => ["natuerliche-person"],
  deadline: { days: 3, counting: "calendar-days", source: "§ 15 Abs. 1 GewO" },
  records: { planUnit: "32.40", retentionYears: 10, retentionSource: "", akteTitle: () => "Akte" },
  subjectName: () => "Person",
  declarations: [],
};

export const exampleLeistungen: readonly Leistung[] = [
  leistung(
    "gewerbe-anmelden",
    { de: "Gewerbe anmelden", en: "Register a business" },
    "unternehmen",
    {
      de: [
        "Firma anmelden",
        "Firma gründen",
        "selbständig machen",
        "selbstständig",
        "Gewerbeschein",
        "Gewerbeanmeldung",
      ],
      en: ["start a company", "register a company", "self-employed", "trade licence"],
    },
    {
      online,
      icon: "briefcase",
      leikaKey: "99050012104000",
      legalBasis: [{ cite: "§ 14 GewO", url: "https://www.gesetze-im-internet.de/gewo/__14.html" }],
    },
  ),
  leistung(
    "gewerbe-ummelden",
    { de: "Gewerbe ummelden", en: "Report a change of your business" },
    "unternehmen",
    { de: ["Gewerbeummeldung", "Betrieb verlegen", "Tätigkeit ändern"], en: ["move a business"] },
    { online, icon: "briefcase" },
  ),
  leistung(
    "gewerbe-abmelden",
    { de: "Gewerbe abmelden", en: "Deregister a business" },
    "unternehmen",
    { de: ["Firma schließen", "Laden schließen", "Geschäft aufgeben"], en: ["close a company", "close a shop"] },
    { online, icon: "briefcase" },
  ),
  leistung(
    "personalausweis-beantragen",
    { de: "Personalausweis beantragen", en: "Apply for an identity card" },
    "ausweise",
    { de: ["Ausweis", "neuer Ausweis", "Ausweis verlängern"], en: ["ID card"] },
    {
      icon: "id-card",
      offline: {
        de: ["Sie kommen mit einem Foto ins Bürgeramt."],
        en: ["You come to the citizens' office with a photo."],
      },
    },
  ),
  leistung(
    "reisepass-beantragen",
    { de: "Reisepass beantragen", en: "Apply for a passport" },
    "ausweise",
    { de: ["Pass", "Expresspass"], en: ["travel document"] },
    { icon: "id-card" },
  ),
  leistung(
    "fuehrungszeugnis-beantragen",
    { de: "Führungszeugnis beantragen", en: "Apply for a certificate of good conduct" },
    "ausweise",
    { de: ["polizeiliches Führungszeugnis", "Vorstrafen"], en: ["criminal record"] },
    { icon: "file" },
  ),
  leistung(
    "wohnsitz-anmelden",
    { de: "Wohnsitz anmelden oder ummelden", en: "Register your address" },
    "wohnen",
    { de: ["Umzug", "neue Adresse", "Wohnung anmelden", "umziehen"], en: ["moving house", "new address"] },
    { icon: "home" },
  ),
  leistung(
    "hundesteuer-anmelden",
    { de: "Hund zur Steuer anmelden", en: "Register a dog for tax" },
    "wohnen",
    { de: ["Hundesteuer", "Hundemarke"], en: ["dog tax"] },
    { icon: "heart" },
  ),
  leistung(
    "kita-platz-anmelden",
    { de: "Kita-Platz anmelden", en: "Apply for a daycare place" },
    "familie",
    { de: ["Kindergarten", "Kinderbetreuung"], en: ["kindergarten"] },
    { icon: "users" },
  ),
  leistung(
    "ehe-anmelden",
    { de: "Eheschließung anmelden", en: "Register a marriage" },
    "familie",
    { de: ["heiraten", "Standesamt"], en: ["wedding"] },
    { icon: "heart" },
  ),
];

const things = [
  "Baum",
  "Brunnen",
  "Fischerei",
  "Feuerwerk",
  "Gaststätte",
  "Grabstelle",
  "Jagdschein",
  "Kanal",
  "Lärm",
  "Markt",
  "Musikschule",
  "Parkplatz",
  "Plakat",
  "Schwimmbad",
  "Spielplatz",
  "Sportplatz",
  "Straßenfest",
  "Taxi",
  "Wahlschein",
  "Zaun",
];
const purposes = ["privat", "Verein", "Schule", "Betrieb", "Veranstaltung"];
const deeds = ["beantragen", "anzeigen", "verlängern", "ändern", "widerrufen", "melden"];

/** The examples and, up to the wanted number, variations as a large town would have them. */
export function manyLeistungen(count: number): readonly Leistung[] {
  const many = things.flatMap((thing) =>
    purposes.flatMap((purpose) =>
      deeds.map((deed) =>
        leistung(
          `${thing}-${purpose}-${deed}`
            .toLowerCase()
            .normalize("NFD")
            .replaceAll(/[^a-z-]/g, ""),
          { de: `${thing} (${purpose}) ${deed}`, en: `${thing} (${purpose}): ${deed}` },
          "freizeit",
          {
            de: [
              `${thing}genehmigung`,
              `Erlaubnis für ${thing}`,
              `${thing}antrag ${purpose}`,
              `${thing} ${deed} online`,
            ],
            en: [`permit for ${thing}`, `${thing} form`],
          },
        ),
      ),
    ),
  );
  return [...exampleLeistungen, ...many].slice(0, count);
}
