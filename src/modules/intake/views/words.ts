import type { Language, Localized } from "../../../kernel/index.ts";
import { explainRefusal, isRefusalReason, type Upload } from "../../uploads/index.ts";
import type { CollectionState, Letter, LetterState, Rotation } from "../model/collection.ts";
import { intakeLimits } from "../model/limits.ts";
import type { TurnedBy } from "../model/turned-pages.ts";

/** Words of the script that sends files; `{}` is the file's name. */
export const scriptWords: Localized<Readonly<Record<string, string>>> = {
  de: {
    drop: "Oder ziehen Sie Dateien, E-Mails und ganze Ordner hierher.",
    folder: "Ganzen Ordner auswählen",
    sending: "{} wird hochgeladen",
    waiting: "Die Verbindung ist unterbrochen. {} wird fortgesetzt, sobald sie wieder da ist.",
    checking: "{} wird geprüft",
    failed: "{} konnte nicht hochgeladen werden.",
    again: "Noch einmal versuchen",
    cancel: "Abbrechen",
    dismiss: "Hinweis entfernen",
    count: "{} Dateien hochgeladen",
    all: "Alle Dateien sind da.",
    many: "Das sind mehr als 500 Dateien. Legen Sie sie in mehreren Schritten ab.",
    percent: "Prozent",
  },
  en: {
    drop: "Or drop files, e-mails and whole folders here.",
    folder: "Choose a whole folder",
    sending: "{} is being uploaded",
    waiting: "The connection is interrupted. {} goes on as soon as it is back.",
    checking: "{} is being checked",
    failed: "{} could not be uploaded.",
    again: "Try again",
    cancel: "Cancel",
    dismiss: "Remove this note",
    count: "{} files uploaded",
    all: "All files have arrived.",
    many: "These are more than 500 files. File them in several steps.",
    percent: "per cent",
  },
};

export const letterStateWords: Readonly<Record<LetterState, Localized>> = {
  composing: { de: "wird zusammengestellt", en: "is being put together" },
  recognising: { de: "Text wird erkannt", en: "text is being recognised" },
  ready: { de: "bereit", en: "ready" },
  filed: { de: "abgelegt", en: "filed" },
  failed: { de: "fehlgeschlagen", en: "failed" },
};

export const pileStateWords: Readonly<Record<CollectionState, Localized>> = {
  open: { de: "wartet auf Dateien", en: "waits for files" },
  reading: { de: "wird gelesen", en: "is being read" },
  sorting: { de: "Aufteilung prüfen", en: "check the splits" },
  split: { de: "aufgeteilt", en: "split" },
  failed: { de: "fehlgeschlagen", en: "failed" },
  filing: { de: "wird abgelegt", en: "is being filed" },
  filed: { de: "abgelegt", en: "filed" },
};

const problems: Readonly<Record<string, Localized>> = {
  "intake.too-many-pages": {
    de: "Der Stapel hat mehr als 300 Seiten. Teilen Sie ihn auf mehrere Stapel auf.",
    en: "The pile has more than 300 pages. Divide it into several piles.",
  },
  "intake.scan-unreadable": {
    de: "Eine Datei ist beschädigt und lässt sich nicht lesen. Scannen Sie die Seiten noch einmal.",
    en: "A file is damaged and cannot be read. Scan the pages again.",
  },
  "intake.scan-too-complex": {
    de: "Eine Datei ist so aufwendig gebaut, dass sie sich nicht lesen lässt. Speichern Sie sie neu, am besten als PDF mit 300 dpi.",
    en: "A file is too complex to be read. Save it again, best as a PDF with 300 dpi.",
  },
  "intake.recognition-too-long": {
    de: "Die Texterkennung hat auf einer Seite zu lange gebraucht. Versuchen Sie es noch einmal, oder legen Sie das Schriftstück ohne Texterkennung ab.",
    en: "Text recognition took too long on one page. Try again, or file the letter without it.",
  },
  "intake.recognition-failed": {
    de: "Die Texterkennung ist auf einer Seite gescheitert. Versuchen Sie es noch einmal, oder legen Sie das Schriftstück ohne Texterkennung ab.",
    en: "Text recognition failed on one page. Try again, or file the letter without it.",
  },
  "pdf.locked": {
    de: "Eine PDF-Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort.",
    en: "A PDF is protected by a password. Save it without one.",
  },
  "pdf.unreadable": {
    de: "Eine PDF-Datei ist beschädigt. Scannen Sie die Seiten noch einmal.",
    en: "A PDF is damaged. Scan the pages again.",
  },
  "pdf.too-complex": {
    de: "Eine PDF-Datei ist so aufwendig gebaut, dass sie sich nicht lesen lässt. Speichern Sie sie neu.",
    en: "A PDF is too complex to be read. Save it again.",
  },
  "intake.not-a-scan": {
    de: "In dem Stapel liegt eine Datei, die weder PDF noch TIFF, JPEG oder PNG ist. Entfernen Sie sie.",
    en: "There is a file in the pile that is neither PDF nor TIFF, JPEG or PNG. Remove it.",
  },
  "intake.no-files": { de: "Laden Sie zuerst die Dateien des Scanners hoch.", en: "Upload the scanner's files first." },
  "intake.still-scanned": {
    de: "Der Virenscanner prüft noch. Versuchen Sie es in einem Moment noch einmal.",
    en: "The virus scanner is still checking. Try again in a moment.",
  },
  "intake.still-reading": {
    de: "Eine E-Mail wird noch gelesen. Versuchen Sie es in einem Moment noch einmal.",
    en: "An e-mail is still being read. Try again in a moment.",
  },
  "intake.nothing-chosen": {
    de: "Wählen Sie mindestens eine Datei aus, die abgelegt werden soll.",
    en: "Choose at least one file to be filed.",
  },
  "intake.thrown-away": {
    de: "Aus diesem Stapel wurde schon ein Schriftstück verworfen; noch einmal gelesen, käme es zurück. Legen Sie für weitere Dateien einen neuen Stapel an.",
    en: "A letter of this pile was thrown away already; read again, it would come back. Open a new pile for more files.",
  },
  "intake.no-pages": {
    de: "Alle Seiten werden weggelassen. Behalten Sie mindestens eine.",
    en: "All pages are left out. Keep at least one.",
  },
  "intake.not-compared": { de: "Vergleichen Sie zuerst die Seiten.", en: "Compare the pages first." },
  "intake.differs": {
    de: "Der Vergleich hat eine Abweichung ergeben. Scannen Sie das Schriftstück neu, oder vergleichen Sie noch einmal.",
    en: "The comparison found a difference. Scan the letter again, or compare once more.",
  },
  "intake.not-allowed-any-more": {
    de: "Wer das Ablegen begonnen hat, darf es nicht mehr. Beginnen Sie es selbst noch einmal.",
    en: "Whoever began the filing may not do it any more. Begin it again yourself.",
  },
  "intake.already-filed": {
    de: "Ein Teil davon liegt schon in der Akte und kann nicht mehr verworfen werden.",
    en: "A part of it is on file already and cannot be thrown away.",
  },
  "records.vorgang-closed": {
    de: "Der Vorgang ist inzwischen zu den Akten gelegt und nimmt nichts mehr auf.",
    en: "The case has been closed meanwhile and takes nothing more.",
  },
};

/** What went wrong and what to do, in whole sentences. */
export function problemText(code: string | undefined, language: Language): string {
  const known = code === undefined ? undefined : problems[code];
  if (known !== undefined) return known[language];
  return language === "de"
    ? "Das hat nicht geklappt. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie den Betriebsverantwortlichen Bescheid."
    : "This did not work. Try again; if it stays so, tell those who run this system.";
}

const mostNamed = 10;

/** Which files of a pile are no scans: of very many the first. */
export function notScansText(filenames: readonly string[], language: Language): string {
  const named = filenames.slice(0, mostNamed);
  const rest = filenames.length - named.length;
  return language === "de"
    ? `Weder PDF noch TIFF, JPEG oder PNG: ${named.map((name) => `„${name}“`).join(", ")}${rest === 0 ? "" : ` und weitere Dateien (${rest})`}. Entfernen Sie, was kein Scan ist.`
    : `Neither PDF nor TIFF, JPEG or PNG: ${named.map((name) => `“${name}”`).join(", ")}${rest === 0 ? "" : ` and more files (${rest})`}. Remove what is no scan.`;
}

/** Which file of a pile could not be read. */
export function brokenFileText(filename: string, language: Language): string {
  return language === "de" ? `Betroffen ist „${filename}“.` : `This is about “${filename}”.`;
}

/** What holds an upload up, or why it is not kept; undefined where it is fine. */
export function uploadText(upload: Upload, language: Language): string | undefined {
  const de = language === "de";
  switch (upload.state) {
    case "clean":
      return undefined;
    case "refused":
      return isRefusalReason(upload.reason) ? explainRefusal(upload.reason, intakeLimits, language) : undefined;
    case "receiving":
      return de
        ? "Noch nicht vollständig. Wählen Sie dieselbe Datei noch einmal aus, dann geht es weiter."
        : "Not complete yet. Choose the same file again to go on.";
    case "checking":
      return de ? "Wird geprüft. Laden Sie die Seite gleich neu." : "Being checked. Reload the page in a moment.";
    case "quarantined":
      return de ? "Der Virenscanner prüft die Datei noch." : "The virus scanner is still checking the file.";
  }
}

/** How a letter is called until a person has given it a title. */
export function letterName(letter: Pick<Letter, "number">, language: Language): string {
  return language === "de" ? `Schriftstück ${letter.number}` : `Letter ${letter.number}`;
}

/** By how much a page was turned, and by whom. */
export function turnedText(degrees: Rotation, by: TurnedBy | undefined, language: Language): string {
  if (language === "de") return `gedreht um ${degrees}° ${by === "person" ? "von Hand" : "vom Programm"}`;
  return `turned by ${degrees}° ${by === "person" ? "by hand" : "by the program"}`;
}
