import { formatDayShort, type PlainDay } from "../../kernel/index.ts";

/** An invented founder: who, what, where. */
interface Founder {
  readonly familyName: string;
  readonly givenNames: string;
  readonly born: string;
  readonly gender: "weiblich" | "maennlich" | "divers" | "ohne-angabe";
  readonly business: string;
  readonly activity: string;
  readonly kind: readonly ("industrie" | "handwerk" | "handel" | "sonstiges")[];
  readonly street: string;
  readonly house: string;
  readonly legalForm?: "gmbh";
}

/** Invented people; any likeness is chance. Streets are invented too. */
export const founders: readonly Founder[] = [
  {
    familyName: "Brökelmann",
    givenNames: "Mia Sophie",
    born: "1991-04-12",
    gender: "weiblich",
    business: "Kaffeerösterei Brökelmann",
    activity: "Rösten von Kaffee, Verkauf von Kaffee und Zubehör im Laden und im Internet",
    kind: ["handel"],
    street: "Am Musterbach",
    house: "4",
  },
  {
    familyName: "Öztürk-Şahin",
    givenNames: "Elif",
    born: "1987-11-02",
    gender: "weiblich",
    business: "Nähatelier Elif",
    activity: "Änderungsschneiderei und Anfertigung von Kleidung nach Maß",
    kind: ["handwerk"],
    street: "Lindenprobe",
    house: "17a",
  },
  {
    familyName: "Wiśniewski",
    givenNames: "Paweł",
    born: "1979-06-30",
    gender: "maennlich",
    business: "Wiśniewski Gartenpflege",
    activity: "Pflege von Gärten und Grünflächen, ohne Landschaftsbau",
    kind: ["sonstiges"],
    street: "Beispielweg",
    house: "102",
  },
  {
    familyName: "van der Heyden",
    givenNames: "Joris",
    born: "1995-01-19",
    gender: "maennlich",
    business: "Heyden Software",
    activity: "Entwicklung und Vertrieb von Software für Handwerksbetriebe",
    kind: ["sonstiges"],
    street: "Testgasse",
    house: "8",
  },
  {
    familyName: "Nguyễn",
    givenNames: "Thị Lan",
    born: "1983-09-08",
    gender: "weiblich",
    business: "Blumen Lan",
    activity: "Einzelhandel mit Blumen und Pflanzen",
    kind: ["handel"],
    street: "Marktprobe",
    house: "1",
  },
  {
    familyName: "Schulte-Wissing",
    givenNames: "Karl Heinrich",
    born: "1968-02-27",
    gender: "maennlich",
    business: "Fahrradwerkstatt Schulte",
    activity: "Reparatur und Verkauf von Fahrrädern und Zubehör",
    kind: ["handwerk", "handel"],
    street: "Alte Musterstraße",
    house: "55",
  },
  {
    familyName: "Ångström",
    givenNames: "Freja",
    born: "1990-12-24",
    gender: "weiblich",
    business: "Studio Freja",
    activity: "Fotografie für Familien und Firmen",
    kind: ["sonstiges"],
    street: "Uferbeispiel",
    house: "23",
  },
  {
    familyName: "D’Angelo",
    givenNames: "Matteo",
    born: "1999-05-05",
    gender: "maennlich",
    business: "Pizza Rollt",
    activity: "Zubereitung und Verkauf von Pizza aus einem Verkaufswagen, ohne Alkohol",
    kind: ["handel"],
    street: "Probeallee",
    house: "9",
  },
  {
    familyName: "Hoffmann",
    givenNames: "Robin",
    born: "1985-07-15",
    gender: "divers",
    business: "Hoffmann Hausmeisterdienste",
    activity: "Hausmeisterdienste, Kleinreparaturen und Winterdienst",
    kind: ["sonstiges"],
    street: "Im Musterfeld",
    house: "31",
  },
  {
    familyName: "Ćosić",
    givenNames: "Jelena",
    born: "1993-03-21",
    gender: "weiblich",
    business: "Sprachschule Jelena",
    activity: "Sprachunterricht und Übersetzungen",
    kind: ["sonstiges"],
    street: "Schulbeispiel",
    house: "12",
  },
  {
    familyName: "Groß",
    givenNames: "Annette",
    born: "1972-10-10",
    gender: "weiblich",
    business: "Groß & Klein Spielwaren",
    activity: "Einzelhandel mit Spielwaren und Kinderbüchern",
    kind: ["handel"],
    street: "Brunnenprobe",
    house: "6",
  },
  {
    familyName: "Kaya",
    givenNames: "Deniz",
    born: "1988-08-18",
    gender: "ohne-angabe",
    business: "Kaya Elektrohandel",
    activity: "Handel mit gebrauchten Elektrogeräten",
    kind: ["handel"],
    street: "Industriebeispiel",
    house: "77",
  },
];

/**
 * Answers to GewA1 for an invented founder.
 * @param town where home and business are
 */
export function registrationOf(
  founder: Founder,
  town: { readonly name: string; readonly postcode: string },
  start: PlainDay,
): Record<string, string | readonly string[]> {
  const craft = founder.kind.includes("handwerk");
  return {
    rechtsform: "einzelunternehmen",
    geschaeftsbezeichnung: founder.business,
    "inhaber.familienname": founder.familyName,
    "inhaber.vornamen": founder.givenNames,
    "inhaber.geschlecht": founder.gender,
    "geburt.geburtsdatum": formatDayShort(founder.born as PlainDay, "de"),
    "geburt.geburtsort": "Musterhausen",
    "geburt.geburtsland": "de",
    "geburt.staatsangehoerigkeit": "de",
    "wohnung.land": "de",
    "wohnung.strasse": founder.street,
    "wohnung.hausnummer": founder.house,
    "wohnung.plz": town.postcode,
    "wohnung.ort": town.name,
    reisegewerbe: "nein",
    niederlassung: "hauptniederlassung",
    "betriebsstaette.wieWohnung": "ja",
    taetigkeit: founder.activity,
    betriebsart: founder.kind,
    nebenerwerb: "nein",
    beginn: formatDayShort(start, "de"),
    ...(craft ? { zulassungspflichtigesHandwerk: "nein" } : {}),
    beschaeftigteVorhanden: "nein",
    grund: "neugruendung",
    erlaubnisArten: ["keine"],
  };
}
