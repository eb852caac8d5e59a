import type { Localized } from "../../../kernel/index.ts";
import type { FieldType, Lebenslage } from "../../forms/index.ts";
import type { Comparison } from "./condition.ts";
import type { Purpose } from "./expressions.ts";

const word = (de: string, en: string): Localized => ({ de, en });

/** Icons that say something about a service, by their names in `platform/ui`, in the order in which they are offered. */
export const iconWords: ReadonlyMap<string, Localized> = new Map([
  ["file", word("Dokument", "Document")],
  ["edit", word("Stift", "Pen")],
  ["folder", word("Ordner", "Folder")],
  ["archive", word("Archivkasten", "Archive box")],
  ["inbox", word("Eingangskorb", "Inbox")],
  ["mail", word("Brief", "Letter")],
  ["phone", word("Telefon", "Phone")],
  ["calendar", word("Kalender", "Calendar")],
  ["clock", word("Uhr", "Clock")],
  ["id-card", word("Ausweis", "Identity card")],
  ["user", word("Person", "Person")],
  ["users", word("Menschen", "People")],
  ["heart", word("Herz", "Heart")],
  ["home", word("Haus", "House")],
  ["building", word("Amtsgebäude", "Public building")],
  ["briefcase", word("Aktentasche", "Briefcase")],
  ["car", word("Auto", "Car")],
  ["hammer", word("Hammer", "Hammer")],
  ["tree", word("Baum", "Tree")],
  ["trash", word("Mülltonne", "Dustbin")],
  ["map-pin", word("Ort auf der Karte", "Place on a map")],
  ["euro", word("Euro", "Euro")],
  ["search", word("Lupe", "Magnifying glass")],
  ["shield", word("Schild", "Shield")],
  ["lock", word("Schloss", "Lock")],
  ["tag", word("Etikett", "Label")],
  ["info", word("Hinweis", "Information")],
  ["warning", word("Warndreieck", "Warning sign")],
]);

/** Kinds of fields, in the order in which they are offered. */
export const typeWords: Readonly<Record<FieldType, Localized>> = {
  text: word("Text, eine Zeile", "Text, one line"),
  multiline: word("Text, mehrere Zeilen", "Text, several lines"),
  name: word("Name einer Person", "Name of a person"),
  "yes-no": word("Ja oder Nein", "Yes or no"),
  choice: word("Auswahl: eines von wenigen", "Choice: one of few"),
  select: word("Auswahl: eines von vielen", "Choice: one of many"),
  choices: word("Auswahl: mehrere", "Choice: several"),
  declaration: word("Erklärung zum Ankreuzen", "Statement to tick"),
  date: word("Datum", "Date"),
  time: word("Uhrzeit", "Time of day"),
  integer: word("Ganze Zahl", "Whole number"),
  number: word("Zahl mit Nachkommastellen", "Number with decimals"),
  currency: word("Betrag in Euro", "Amount in euros"),
  email: word("E-Mail-Adresse", "E-mail address"),
  phone: word("Telefonnummer", "Phone number"),
  url: word("Internetadresse", "Web address"),
  postcode: word("Postleitzahl", "Postcode"),
  iban: word("IBAN", "IBAN"),
  "map-point": word("Ort auf der Karte", "Place on the map"),
  file: word("Datei", "File"),
};

export const comparisonWords: Readonly<Record<Comparison, Localized>> = {
  "=": word("ist", "is"),
  "!=": word("ist nicht", "is not"),
  "<": word("ist kleiner als, vor", "is less than, before"),
  "<=": word("ist höchstens, spätestens", "is at most, at the latest"),
  ">": word("ist größer als, nach", "is greater than, after"),
  ">=": word("ist mindestens, frühestens", "is at least, at the earliest"),
  contains: word("enthält (bei Mehrfachauswahl)", "contains (where several are chosen)"),
  answered: word("ist ausgefüllt", "is answered"),
  unanswered: word("ist leer", "is empty"),
};

export const purposeWords: Readonly<Record<Purpose, Localized>> = {
  when: word("Wann es gezeigt wird", "When it is shown"),
  required: word("Wann es Pflicht ist", "When it is required"),
  computed: word("Berechneter Wert", "Computed value"),
  min: word("Untere Grenze", "Lower bound"),
  max: word("Obere Grenze", "Upper bound"),
  option: word("Wann eine Auswahl gezeigt wird", "When an option is shown"),
  check: word("Prüfung", "Check"),
  fee: word("Wann die Gebühr anfällt", "When the fee is charged"),
  "akte-title": word("Titel der Akte", "Title of the file"),
  "subject-name": word("Name des Vorgangs", "Name of the case"),
};

export const lebenslageNames: Readonly<Record<Lebenslage, Localized>> = {
  unternehmen: word("Unternehmen", "Business"),
  wohnen: word("Wohnen und Umziehen", "Home and moving"),
  ausweise: word("Ausweise", "Identity documents"),
  familie: word("Familie", "Family"),
  fahrzeuge: word("Fahrzeuge", "Vehicles"),
  bauen: word("Bauen", "Building"),
  soziales: word("Soziales", "Social matters"),
  umwelt: word("Umwelt", "Environment"),
  freizeit: word("Freizeit", "Leisure"),
};

/** Trust levels in words. */
export const trustWords = {
  low: word("niedrig: ohne Nachweis", "low: without proof"),
  substantial: word("substanziell: mit Konto", "substantial: with an account"),
  high: word("hoch: mit Online-Ausweis", "high: with an online identity card"),
} as const;
