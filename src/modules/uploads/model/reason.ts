import type { Localized } from "../../../kernel/index.ts";

/** Why a file is not kept. Stored for ever. */
export type RefusalReason = keyof typeof refusals;
/** Why a file has to wait longer than usual. */
export type WaitReason = "scanner-unavailable";

interface Facts {
  /** As people read it: `10 MB`. */
  readonly limit: string;
  /** What the field takes: `PDF, JPG, PNG`. */
  readonly allowed: string;
  /** How many files the field takes. */
  readonly most: number;
}

const say = (de: (facts: Facts) => string, en: (facts: Facts) => string): Localized<(facts: Facts) => string> => ({
  de,
  en,
});

/** What is wrong with the file, and how to put it right. Stands behind the file's name and a colon. */
const refusals = {
  empty: say(
    () => "Die Datei ist leer. Öffnen Sie sie auf Ihrem Gerät und prüfen Sie, ob etwas darin steht.",
    () => "The file is empty. Open it on your device and check whether there is something in it.",
  ),
  "too-large": say(
    ({ limit }) => `Die Datei ist größer als ${limit}. Verkleinern Sie sie oder teilen Sie sie auf.`,
    ({ limit }) => `The file is larger than ${limit}. Make it smaller or split it.`,
  ),
  "too-many": say(
    ({ most }) =>
      most === 1
        ? "Hier ist nur eine Datei möglich. Entfernen oder ersetzen Sie die andere."
        : `Hier sind höchstens ${most} Dateien möglich. Entfernen Sie eine andere.`,
    ({ most }) =>
      most === 1
        ? "Only one file is possible here. Remove or replace the other one."
        : `At most ${most} files are possible here. Remove another one.`,
  ),
  "too-much": say(
    () => "Alle Dateien dieses Antrags zusammen sind zu groß. Verkleinern Sie die Dateien oder entfernen Sie eine.",
    () => "All files of this application together are too large. Make them smaller or remove one.",
  ),
  "dangerous-name": say(
    () => "Der Name der Datei endet wie ein Programm. Solche Dateien nehmen wir nicht an.",
    () => "The name of the file ends like a program. We do not take such files.",
  ),
  executable: say(
    () => "Das ist ein Programm, kein Dokument. Programme nehmen wir nicht an.",
    () => "This is a program, not a document. We do not take programs.",
  ),
  script: say(
    ({ allowed }) =>
      `In der Datei stehen Befehle für einen Computer (HTML, SVG oder ein Skript). Erlaubt sind ${allowed}.`,
    ({ allowed }) => `The file contains commands for a computer (HTML, SVG or a script). Allowed are ${allowed}.`,
  ),
  archive: say(
    () => "Das ist ein Archiv (zum Beispiel ZIP). Packen Sie es aus und laden Sie die Dateien einzeln hoch.",
    () => "This is an archive (ZIP, for example). Unpack it and upload the files one by one.",
  ),
  explodes: say(
    () => "Die Datei würde beim Öffnen riesengroß. Speichern Sie sie neu, am besten als PDF.",
    () => "The file would become huge when opened. Save it again, best as a PDF.",
  ),
  macro: say(
    () => "Die Datei enthält Makros. Speichern Sie sie ohne Makros oder als PDF.",
    () => "The file contains macros. Save it without macros, or as a PDF.",
  ),
  "embedded-object": say(
    () => "In der Datei stecken andere Dateien. Speichern Sie sie als PDF und laden Sie das Übrige einzeln hoch.",
    () => "Other files are hidden inside the file. Save it as a PDF and upload the rest one by one.",
  ),
  "external-link": say(
    () => "Die Datei lädt beim Öffnen etwas aus dem Internet nach. Speichern Sie sie als PDF.",
    () => "The file loads something from the internet when opened. Save it as a PDF.",
  ),
  "old-office": say(
    () =>
      "Das ist ein altes Office-Format (zum Beispiel DOC oder XLS) oder mit einem Kennwort geschützt. Speichern Sie die Datei als PDF oder DOCX ohne Kennwort.",
    () =>
      "This is an old Office format (DOC or XLS, for example) or protected by a password. Save the file as PDF or DOCX without a password.",
  ),
  encrypted: say(
    () =>
      "Die Datei ist verschlüsselt oder mit einem Kennwort geschützt. Wir können sie weder prüfen noch aufbewahren. Speichern Sie sie ohne Schutz, zum Beispiel mit „Drucken“ und „Als PDF speichern“.",
    () =>
      "The file is encrypted or protected by a password. We can neither check nor keep it. Save it without protection, for example with “Print” and “Save as PDF”.",
  ),
  "pdf-active": say(
    () =>
      "In der PDF-Datei stecken Programme (zum Beispiel JavaScript), die beim Öffnen laufen würden. Erzeugen Sie sie neu, zum Beispiel mit „Drucken“ und „Als PDF speichern“.",
    () =>
      "The PDF contains programs (such as JavaScript) that would run when it is opened. Make it again, for example with “Print” and “Save as PDF”.",
  ),
  "pdf-attachments": say(
    () =>
      "In der PDF-Datei stecken andere Dateien oder Filme. Erzeugen Sie sie neu, zum Beispiel mit „Drucken“ und „Als PDF speichern“, und laden Sie das Übrige einzeln hoch.",
    () =>
      "The PDF contains other files or films. Make it again, for example with “Print” and “Save as PDF”, and upload the rest one by one.",
  ),
  "pdf-xfa": say(
    () =>
      "Das ist ein besonderes PDF-Formular (XFA), das nur wenige Programme öffnen können. Drucken Sie es als PDF und laden Sie dieses hoch.",
    () => "This is a special PDF form (XFA) that few programs can open. Print it as a PDF and upload that.",
  ),
  damaged: say(
    () =>
      "Wir können die Datei nicht lesen. Sie ist beschädigt oder nicht vollständig. Öffnen Sie sie auf Ihrem Gerät, speichern Sie sie neu und laden Sie sie noch einmal hoch.",
    () =>
      "We cannot read the file. It is damaged or not complete. Open it on your device, save it again and upload it once more.",
  ),
  "too-many-pixels": say(
    () => "Das Bild hat zu viele Bildpunkte. Verkleinern Sie es auf höchstens 8.000 mal 8.000.",
    () => "The picture has too many pixels. Make it smaller: 8,000 by 8,000 at most.",
  ),
  "picture-kind": say(
    ({ allowed }) =>
      `Dieses Bildformat können wir nicht aufbewahren. Speichern Sie das Bild als JPG oder PNG. Erlaubt sind ${allowed}.`,
    ({ allowed }) => `We cannot keep this kind of picture. Save it as JPG or PNG. Allowed are ${allowed}.`,
  ),
  "wrong-kind": say(
    ({ allowed }) => `Eine Datei dieser Art passt hier nicht. Erlaubt sind ${allowed}.`,
    ({ allowed }) => `A file of this kind does not fit here. Allowed are ${allowed}.`,
  ),
  "unknown-kind": say(
    ({ allowed }) => `Wir erkennen nicht, was für eine Datei das ist. Erlaubt sind ${allowed}.`,
    ({ allowed }) => `We do not recognise what kind of file this is. Allowed are ${allowed}.`,
  ),
  "too-complex": say(
    () =>
      "Die Datei ist so aufwendig gebaut, dass wir sie nicht prüfen können. Speichern Sie sie neu, am besten als PDF oder JPG.",
    () => "The file is so complex that we cannot check it. Save it again, best as PDF or JPG.",
  ),
  malware: say(
    () => "In der Datei steckt ein Schadprogramm. Wir haben sie gelöscht. Prüfen Sie Ihr Gerät.",
    () => "There is malware in the file. We have deleted it. Check your device.",
  ),
} as const satisfies Record<string, Localized<(facts: Facts) => string>>;

/** Whether a stored word is one of the reasons. */
export function isRefusalReason(word: string | undefined): word is RefusalReason {
  return word !== undefined && word in refusals;
}

/** Why the file is not kept and what to do, in whole sentences. */
export function refusalText(reason: RefusalReason, facts: Facts): Localized {
  return { de: refusals[reason].de(facts), en: refusals[reason].en(facts) };
}

/** Every reason there is. */
export const refusalReasons = Object.keys(refusals) as readonly RefusalReason[];
