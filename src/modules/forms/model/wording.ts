import { type IbanMistake, inLanguage, type Language, type Localized } from "../../../kernel/index.ts";
import type { Field } from "../form.ts";

/** A sentence about a field; every one says what to do. */
type Sentence = (field: Field, language: Language) => string;

/** The field as an object of a sentence: `das Geburtsdatum`, `„Geburtsdatum“`, `die Antwort auf „Wann …?“`. */
function named(field: Field, language: Language): string {
  if (field.inSentence !== undefined) return inLanguage(field.inSentence, language);
  const label = inLanguage(field.label, language).trim();
  if (language === "de") return label.endsWith("?") ? `die Antwort auf „${label}“` : `„${label}“`;
  return label.endsWith("?") ? `the answer to “${label}”` : `“${label}”`;
}

function quoted(field: Field, language: Language): string {
  const label = inLanguage(field.label, language).trim();
  return language === "de" ? `„${label}“` : `“${label}”`;
}

function sentence(de: (name: string) => string, en: (name: string) => string): Sentence {
  return (field, language) => (language === "de" ? de : en)(named(field, language));
}

function aboutLabel(de: (label: string) => string, en: (label: string) => string): Sentence {
  return (field, language) => (language === "de" ? de : en)(quoted(field, language));
}

const enter = sentence(
  (name) => `Geben Sie ${name} ein.`,
  (name) => `Enter ${name}.`,
);
const choose = aboutLabel(
  (label) => `Wählen Sie bei ${label} eine Antwort aus.`,
  (label) => `Choose an answer for ${label}.`,
);

const confirm = sentence(
  (name) => `Setzen Sie das Häkchen für ${name}. Ohne diese Erklärung geht es nicht weiter.`,
  (name) => `Tick the box for ${name}. You cannot go on without this statement.`,
);

/** Asks for what is missing. */
export function missing(field: Field, language: Language): string {
  switch (field.type) {
    case "choice":
    case "select":
      return choose(field, language);
    case "choices":
      return aboutLabel(
        (label) => `Wählen Sie bei ${label} mindestens eine Antwort aus.`,
        (label) => `Choose at least one answer for ${label}.`,
      )(field, language);
    case "yes-no":
      return aboutLabel(
        (label) => `Wählen Sie bei ${label} Ja oder Nein.`,
        (label) => `Choose Yes or No for ${label}.`,
      )(field, language);
    case "declaration":
      if (field.inSentence !== undefined) return confirm(field, language);
      return aboutLabel(
        (label) => `Setzen Sie das Häkchen bei ${label}. Ohne diese Erklärung geht es nicht weiter.`,
        (label) => `Tick the box at ${label}. You cannot go on without this statement.`,
      )(field, language);
    case "file":
      return aboutLabel(
        (label) => `Fügen Sie bei ${label} eine Datei hinzu.`,
        (label) => `Add a file at ${label}.`,
      )(field, language);
    default:
      return enter(field, language);
  }
}

export const notChoosable: Sentence = choose;

export const notADate = sentence(
  (name) => `Geben Sie ${name} als Tag.Monat.Jahr ein, zum Beispiel 31.12.1990.`,
  (name) => `Enter ${name} as day.month.year, for example 31.12.1990.`,
);
export const shortYear = sentence(
  (name) => `Geben Sie ${name} mit vier Ziffern für das Jahr ein, zum Beispiel 31.12.1990.`,
  (name) => `Enter ${name} with four digits for the year, for example 31.12.1990.`,
);
export const noSuchDay = sentence(
  (name) => `Diesen Tag gibt es im Kalender nicht. Prüfen Sie ${name}.`,
  (name) => `This day does not exist in the calendar. Check ${name}.`,
);
export const notAnInteger = sentence(
  (name) => `Geben Sie ${name} als ganze Zahl ein, zum Beispiel 12.`,
  (name) => `Enter ${name} as a whole number, for example 12.`,
);
export const notAPostcode = sentence(
  (name) => `Geben Sie ${name} mit fünf Ziffern ein, zum Beispiel 33098.`,
  (name) => `Enter ${name} with five digits, for example 33098.`,
);
export const notAnEmail = sentence(
  (name) => `Geben Sie ${name} vollständig ein, zum Beispiel name@beispiel.de.`,
  (name) => `Enter ${name} in full, for example name@example.org.`,
);
export const notAPhone = sentence(
  (name) => `Geben Sie ${name} mit Vorwahl und nur mit Ziffern ein, zum Beispiel 05251 123456 oder +49 5251 123456.`,
  (name) => `Enter ${name} with its area code and digits only, for example 05251 123456 or +49 5251 123456.`,
);
export const notAUrl = sentence(
  (name) => `Geben Sie ${name} als Internetadresse ein, zum Beispiel www.beispiel.de.`,
  (name) => `Enter ${name} as a web address, for example www.example.org.`,
);
export const oneLineOnly = sentence(
  (name) => `Geben Sie ${name} in einer Zeile ein.`,
  (name) => `Enter ${name} on one line.`,
);

export const notATime = sentence(
  (name) => `Geben Sie ${name} als Uhrzeit ein, zum Beispiel 08:30.`,
  (name) => `Enter ${name} as a time, for example 08:30.`,
);
export const notAMapPoint = sentence(
  (name) => `Geben Sie für ${name} Breite und Länge in Grad ein, zum Beispiel 51,7189 und 8,7543.`,
  (name) => `Enter latitude and longitude in degrees for ${name}, for example 51.7189 and 8.7543.`,
);
export const notAFile = aboutLabel(
  (label) => `Laden Sie die Datei bei ${label} noch einmal hoch.`,
  (label) => `Upload the file at ${label} again.`,
);

export function notANumber(field: Field, language: Language): string {
  const name = named(field, language);
  if (field.type === "currency") {
    return language === "de"
      ? `Geben Sie ${name} als Betrag in Euro ein, zum Beispiel 1234,50.`
      : `Enter ${name} as an amount in euros, for example 1234.50.`;
  }
  return language === "de"
    ? `Geben Sie ${name} als Zahl ein, zum Beispiel 12,5.`
    : `Enter ${name} as a number, for example 12.5.`;
}

export function tooPrecise(field: Field, decimals: number, language: Language): string {
  const name = named(field, language);
  if (decimals === 0) return notAnInteger(field, language);
  const digits = language === "de" ? (decimals === 1 ? "Stelle" : "Stellen") : decimals === 1 ? "digit" : "digits";
  return language === "de"
    ? `Geben Sie ${name} mit höchstens ${decimals} ${digits} nach dem Komma ein.`
    : `Enter ${name} with at most ${decimals} ${digits} after the decimal point.`;
}

export function notAnIban(field: Field, mistake: IbanMistake, language: Language): string {
  const name = named(field, language);
  if (mistake.kind === "length") {
    return language === "de"
      ? `Prüfen Sie ${name}: eine IBAN aus diesem Land hat ${mistake.length} Zeichen.`
      : `Check ${name}: an IBAN of this country has ${mistake.length} characters.`;
  }
  if (mistake.kind === "check-digits") {
    return language === "de"
      ? `Prüfen Sie ${name}: die Prüfziffern passen nicht, vielleicht sind zwei Stellen vertauscht.`
      : `Check ${name}: the check digits do not fit, perhaps two characters are swapped.`;
  }
  return language === "de"
    ? `Geben Sie ${name} vollständig ein, zum Beispiel DE02 1203 0000 0000 2020 51.`
    : `Enter ${name} in full, for example DE02 1203 0000 0000 2020 51.`;
}

export function tooManyFiles(field: Field, most: number, language: Language): string {
  const label = quoted(field, language);
  if (most === 1) {
    return language === "de"
      ? `Bei ${label} ist eine Datei möglich. Entfernen Sie die anderen.`
      : `One file is possible at ${label}. Remove the others.`;
  }
  return language === "de"
    ? `Bei ${label} sind höchstens ${most} Dateien möglich. Entfernen Sie die anderen.`
    : `At most ${most} files are possible at ${label}. Remove the others.`;
}

/** `2 Dateien`. */
export function files(count: number, language: Language): string {
  if (language === "de") return count === 1 ? "1 Datei" : `${count} Dateien`;
  return count === 1 ? "1 file" : `${count} files`;
}

export function foreign(field: Field, characters: readonly string[], language: Language): string {
  const list = characters.join(" ");
  const name = named(field, language);
  if (field.type === "name") {
    return language === "de"
      ? `Geben Sie ${name} nur mit lateinischen Buchstaben ein, wie im Ausweis. Nicht möglich ist: ${list}`
      : `Enter ${name} with Latin letters only, as on your ID document. Not possible: ${list}`;
  }
  return language === "de"
    ? `Geben Sie ${name} ohne diese Zeichen ein: ${list}`
    : `Enter ${name} without these characters: ${list}`;
}

export function tooLong(field: Field, most: number, now: number, language: Language): string {
  const name = named(field, language);
  return language === "de"
    ? `Kürzen Sie ${name} auf höchstens ${most} Zeichen. Jetzt sind es ${now}.`
    : `Shorten ${name} to at most ${most} characters. There are ${now} now.`;
}

export function tooShort(field: Field, least: number, language: Language): string {
  const name = named(field, language);
  return language === "de"
    ? `Geben Sie ${name} mit mindestens ${least} Zeichen ein.`
    : `Enter ${name} with at least ${least} characters.`;
}

/** @param bound as people write it: `31.12.2026`, `5` */
export function tooSmall(field: Field, bound: string, language: Language): string {
  const name = named(field, language);
  if (field.type === "date") {
    return language === "de"
      ? `Prüfen Sie ${name}: frühestens möglich ist der ${bound}.`
      : `Check ${name}: the earliest possible day is ${bound}.`;
  }
  if (field.type === "time") {
    return language === "de"
      ? `Prüfen Sie ${name}: möglich ist ${bound} oder später.`
      : `Check ${name}: it has to be ${bound} or later.`;
  }
  return language === "de"
    ? `Prüfen Sie ${name}: möglich ist ${bound} oder mehr.`
    : `Check ${name}: it has to be ${bound} or more.`;
}

export function tooGreat(field: Field, bound: string, language: Language): string {
  const name = named(field, language);
  if (field.type === "date") {
    return language === "de"
      ? `Prüfen Sie ${name}: spätestens möglich ist der ${bound}.`
      : `Check ${name}: the latest possible day is ${bound}.`;
  }
  if (field.type === "time") {
    return language === "de"
      ? `Prüfen Sie ${name}: möglich ist ${bound} oder früher.`
      : `Check ${name}: it has to be ${bound} or earlier.`;
  }
  return language === "de"
    ? `Prüfen Sie ${name}: möglich ist ${bound} oder weniger.`
    : `Check ${name}: it has to be ${bound} or less.`;
}

export const yes: Localized = { de: "Ja", en: "Yes" };
export const no: Localized = { de: "Nein", en: "No" };
export const entry: Localized = { de: "Eintrag", en: "Entry" };
