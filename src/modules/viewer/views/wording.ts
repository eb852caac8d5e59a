import type { Localized } from "../../../kernel/index.ts";
import type { RedactedKind } from "../model/terms.ts";

/** Words of the pages of a Dokument. */
export const wording = {
  open: { de: "Original herunterladen", en: "Download the original" },
  openTab: { de: "Datei öffnen", en: "Open the file" },
  about: { de: "Angaben", en: "About" },
  changeAbout: { de: "Angaben und Fassungen", en: "Details and versions" },
  kind: { de: "Art", en: "Kind" },
  author: { de: "Verfasst von", en: "Written by" },
  filed: { de: "Abgelegt", en: "Filed" },
  posteingang: { de: "Posteingang", en: "Received" },
  postausgang: { de: "Postausgang", en: "Sent" },
  datumDesSchreibens: { de: "Datum des Schreibens", en: "Date of the letter" },
  fremdesGeschaeftszeichen: { de: "Fremdes Geschäftszeichen", en: "Reference of the sender" },
  bemerkung: { de: "Bemerkung", en: "Remark" },
  file: { de: "Datei", en: "File" },
  akte: { de: "Akte", en: "File" },
  vorgang: { de: "Vorgang", en: "Case" },
  work: { de: "Bearbeitung", en: "Work" },
  toVorgang: { de: "Vorgang bearbeiten", en: "Work on the case" },
  parent: { de: "Anlage zu", en: "Enclosed with" },
  anlagen: { de: "Anlagen", en: "Enclosures" },
  otherDocuments: { de: "Dokumente im Vorgang", en: "Documents of the case" },
  previousDocument: { de: "Voriges Dokument", en: "Previous document" },
  nextDocument: { de: "Nächstes Dokument", en: "Next document" },
  content: { de: "Inhalt", en: "Content" },
  forms: { de: "Fassung und Form", en: "Version and form" },
  version: { de: "Fassung", en: "Version" },
  original: { de: "Original", en: "original" },
  otherForm: { de: "weitere Form", en: "another form" },
  show: { de: "Anzeigen", en: "Show" },
  size: { de: "Größe der Seiten", en: "Size of the pages" },
  page: { de: "Seite", en: "Page" },
  of: { de: "von", en: "of" },
  pages: { de: "Seiten", en: "Pages" },
  allPages: { de: "Übersicht der Seiten", en: "All pages" },
  pageText: { de: "Text dieser Seite", en: "Text of this page" },
  pageAlt: { de: "als Bild. Der Text steht darunter.", en: "as a picture. Its text is below." },
  pageAltNoText: { de: "als Bild, ohne lesbaren Text.", en: "as a picture, without text that can be read." },
  picture: { de: "Bild", en: "Picture" },
  noText: {
    de: "Diese Seite enthält keinen lesbaren Text. Sie ist vermutlich ein Scan.",
    en: "This page has no text that can be read. It is probably a scan.",
  },
  tooManyPages: {
    de: "Seiten nach der fünftausendsten zeigt nur die Datei selbst.",
    en: "Pages after the five-thousandth are shown by the file itself only.",
  },
  encoding: { de: "Gelesen als", en: "Read as" },
  tableMore: {
    de: "Gezeigt werden die ersten 500 Zeilen und 50 Spalten. Alles steht in der Datei.",
    en: "The first 500 rows and 50 columns are shown. The file has all.",
  },
  tableLabel: { de: "Tabelle, lässt sich seitwärts rollen", en: "Table, scrolls sideways" },
  column: { de: "Spalte", en: "Column" },
  emptyText: { de: "Die Datei ist leer.", en: "The file is empty." },
  otherTitle: { de: "Hier nicht zu zeigen", en: "Cannot be shown here" },
  otherText: {
    de: "Dateien dieser Art zeigt die Seite nicht. Laden Sie das Original herunter, und öffnen Sie es mit dem passenden Programm.",
    en: "Files of this kind are not shown in the page. Download the original, and open it with its program.",
  },
  tooLargeText: {
    de: "Der Text ist zu lang für die Anzeige. Laden Sie das Original herunter.",
    en: "The text is too long to be shown. Download the original.",
  },
  refusedTitle: { de: "Diese Datei lässt sich nicht zeigen", en: "This file cannot be shown" },
  refusedLocked: {
    de: "Sie ist mit einem Kennwort geschützt. Laden Sie das Original herunter, und öffnen Sie es mit dem Kennwort.",
    en: "It is protected by a password. Download the original, and open it with the password.",
  },
  refusedComplex: {
    de: "Sie ist so aufgebaut, dass das Zeichnen zu lange dauert. Laden Sie das Original herunter.",
    en: "It is made in a way that takes too long to draw. Download the original.",
  },
  refusedOther: {
    de: "Sie ist beschädigt oder anders, als ihr Name sagt. Laden Sie das Original herunter, wenn Sie ihm trauen.",
    en: "It is damaged, or something else than its name says. Download the original if you trust it.",
  },
  officeTitle: { de: "Datei eines Büroprogramms", en: "File of an office program" },
  officeAbsent: {
    de: "Auf diesem Server ist LibreOffice nicht eingerichtet. Deshalb kann diese Datei hier nicht als PDF gezeigt werden. Laden Sie das Original herunter.",
    en: "LibreOffice is not set up on this server, so this file cannot be shown as a PDF. Download the original.",
  },
  officePossible: {
    de: "LibreOffice kann sie in ein PDF umwandeln. Das PDF wird als weitere Form neben das Original gelegt.",
    en: "LibreOffice can convert it to a PDF. The PDF is put beside the original as another form.",
  },
  officeQueued: {
    de: "Die Datei wird gerade in ein PDF umgewandelt. Laden Sie die Seite gleich noch einmal.",
    en: "The file is being converted to a PDF. Load the page again in a moment.",
  },
  officeFailed: {
    de: "Die Datei ließ sich nicht in ein PDF umwandeln. Laden Sie das Original herunter, oder versuchen Sie es noch einmal.",
    en: "The file could not be converted to a PDF. Download the original, or try again.",
  },
  convert: { de: "Als PDF umwandeln", en: "Convert to PDF" },
  reload: { de: "Seite neu laden", en: "Load the page again" },
  notes: { de: "Notizen", en: "Notes" },
  notesLead: {
    de: "Notizen stehen neben dem Dokument, nie darin. Sie gehören nicht zur Akte: Sie werden nicht mit ausgegeben und nicht archiviert. Was aktenrelevant ist, gehört in einen Vermerk.",
    en: "Notes stand beside the document, never in it. They are no part of the file: they are neither given out nor archived. What matters to the case belongs into a memo.",
  },
  noNotes: { de: "Noch keine Notiz.", en: "No note yet." },
  noteLabel: { de: "Neue Notiz", en: "New note" },
  notePage: { de: "Zu Seite", en: "About page" },
  noteAdd: { de: "Notiz anheften", en: "Attach the note" },
  noteAdded: { de: "Die Notiz ist angeheftet.", en: "The note is attached." },
  noteDelete: { de: "Notiz löschen", en: "Delete the note" },
  noteDeleteText: {
    de: "Die Notiz ist danach für alle weg. Das Dokument bleibt, wie es ist.",
    en: "The note is then gone for everybody. The document stays as it is.",
  },
  noteError: {
    de: "Schreiben Sie eine Notiz mit höchstens 4.000 Zeichen.",
    en: "Write a note of at most 4,000 characters.",
  },
  notePageError: {
    de: "Nennen Sie eine Seite des Dokuments, zum Beispiel 2.",
    en: "Name a page of the document, for example 2.",
  },
  compare: { de: "Daneben legen", en: "Put beside" },
  compareTitle: { de: "Zwei Dokumente nebeneinander", en: "Two documents side by side" },
  left: { de: "Links", en: "Left" },
  right: { de: "Rechts", en: "Right" },
  compareEmpty: {
    de: "Wählen Sie ein zweites Dokument der Akte.",
    en: "Choose a second document of the file.",
  },
  redact: { de: "Geschwärzte Fassung", en: "Copy with passages blacked out" },
  redactBegin: { de: "Geschwärzte Fassung anlegen", en: "Make a copy with passages blacked out" },
  redactLead: {
    de: "Für eine Auskunft oder Akteneinsicht entsteht eine Kopie, in der die gewählten Stellen schwarz sind. Unter dem Schwarz bleibt nichts: Jede Seite wird als Bild neu gezeichnet. Das Original ändert sich nicht.",
    en: "For an answer or an inspection of files a copy is made in which the chosen passages are black. Nothing stays beneath: every page is drawn anew as a picture. The original does not change.",
  },
  redactFormatHint: {
    de: "Nur PDF und Bilder lassen sich schwärzen. Wählen Sie zuerst eine solche Form des Dokuments.",
    en: "Passages can be blacked out of PDF files and pictures only. Choose such a form of the document first.",
  },
  drafts: { de: "Angefangene Fassungen", en: "Copies that were begun" },
  draftOf: { de: "Begonnen von", en: "Begun by" },
  orderTitle: { de: "Was geschwärzt wird", en: "What is blacked out" },
  pagesLabel: { de: "Seiten, die herausgegeben werden", en: "Pages that are given out" },
  pagesHint: { de: "Zum Beispiel 1-3, 5. Leer: alle Seiten.", en: "For example 1-3, 5. Empty: all pages." },
  pagesError: {
    de: "Nennen Sie Seiten, die es gibt, zum Beispiel 1-3, 5. Höchstens 500 auf einmal.",
    en: "Name pages that are there, for example 1-3, 5. At most 500 at once.",
  },
  termsLabel: {
    de: "Wörter und Namen, die überall schwarz werden",
    en: "Words and names that become black everywhere",
  },
  termsHint: {
    de: "Ein Begriff je Zeile. Groß oder klein, Müller oder Mueller macht keinen Unterschied. Wörter, in denen er vorkommt, werden ganz geschwärzt.",
    en: "One a line. Capitals make no difference, nor does Müller or Mueller. Words that contain it are blacked out as a whole.",
  },
  termsError: {
    de: "Höchstens 100 Begriffe mit je 2 bis 200 Zeichen, einer je Zeile.",
    en: "At most 100 terms of 2 to 200 characters, one a line.",
  },
  kindsLabel: { de: "Überall schwärzen", en: "Black out everywhere" },
  basisLabel: { de: "Rechtsgrundlage", en: "Legal basis" },
  basisHint: {
    de: "Zum Beispiel § 30 VwVfG NRW (Geheimnisse), § 9 IFG NRW (personenbezogene Daten) oder § 29 Abs. 2 VwVfG NRW.",
    en: "For example § 30 VwVfG NRW (secrets), § 9 IFG NRW (personal data) or § 29 (2) VwVfG NRW.",
  },
  basisError: {
    de: "Nennen Sie die Rechtsgrundlage, höchstens 500 Zeichen.",
    en: "Name the legal basis, at most 500 characters.",
  },
  reasonLabel: { de: "Wofür die Fassung gebraucht wird", en: "What the copy is needed for" },
  reasonHint: {
    de: "Steht später im Verlauf der Akte. Schreiben Sie nichts hinein, was geschwärzt wird.",
    en: "Stands in the history of the file later. Do not write here what is blacked out.",
  },
  reasonError: { de: "Sagen Sie wofür, höchstens 500 Zeichen.", en: "Say what for, at most 500 characters." },
  withTextLabel: { de: "Lesbaren Text mitgeben", en: "Give readable text along" },
  withTextHint: {
    de: "Dann können Vorleseprogramme die Fassung lesen. Mitgegeben werden nur Wörter, die kein Balken berührt. Prüfen Sie in der Vorschau auch diesen Text: Eine Datei kann Text enthalten, den man nicht sieht.",
    en: "Screen readers can then read the copy. Only words that no bar touches are given along. Check this text in the preview too: a file can contain text that nobody sees.",
  },
  begin: { de: "Weiter zu den Seiten", en: "On to the pages" },
  saveOrder: { de: "Speichern", en: "Save" },
  editOrder: { de: "Angaben ändern", en: "Change what is asked for" },
  marked: { de: "markierte Stellen", en: "marked passages" },
  pageMarks: {
    de: "Rot umrandet ist, was schwarz wird.",
    en: "What becomes black has a red frame.",
  },
  pageNoText: {
    de: "Auf dieser Seite steht kein Text, den das Programm lesen kann. Begriffe findet es hier nicht. Zeichnen Sie Balken, oder geben Sie sie unten in Zahlen ein; der Maßstab am Rand hilft dabei.",
    en: "This page has no text that the program can read. It finds no terms here. Draw bars, or enter them below as numbers; the scale at the edge helps.",
  },
  pageRecognised: {
    de: "Diese Seite ist ein Scan. Die Wörter stammen aus der Texterkennung, die sich verlesen kann. Begriffe werden deshalb auch mit einzelnen falschen Buchstaben geschwärzt. Sehen Sie jede Seite durch: Was nicht erkannt wurde, findet das Programm nicht.",
    en: "This page is a scan. Its words come from text recognition, which may misread. So terms are blacked out with single wrong letters too. Look through every page: what was not recognised the program does not find.",
  },
  drawHint: {
    de: "Ziehen Sie mit der Maus Balken auf die Seite, oder tippen Sie unten Zahlen: Beides sehen Sie sofort. Speichern Sie dann.",
    en: "Draw bars on the page with the mouse, or type numbers below: you see both at once. Then save.",
  },
  boxesLabel: { de: "Balken auf dieser Seite", en: "Bars on this page" },
  boxesHint: {
    de: "Ein Balken je Zeile: Abstand von links, von oben, Breite, Höhe in Prozent der Seite. Zum Beispiel 10 20 30 4; die ganze Seite ist 0 0 100 100.",
    en: "One bar a line: distance from the left, from the top, width, height in per cent of the page. For example 10 20 30 4; the whole page is 0 0 100 100.",
  },
  boxesError: {
    de: "Jede Zeile braucht vier Zahlen zwischen 0 und 100, zum Beispiel 10 20 30 4.",
    en: "Every line needs four numbers from 0 to 100, for example 10 20 30 4.",
  },
  wordsLabel: { de: "Wörter dieser Seite auswählen", en: "Choose words of this page" },
  wordByTerm: { de: "durch einen Begriff geschwärzt", en: "blacked out by a term" },
  savePage: { de: "Seite speichern", en: "Save the page" },
  saveAndNext: { de: "Speichern und nächste Seite", en: "Save and next page" },
  savedPage: { de: "Die Seite ist gespeichert.", en: "The page is saved." },
  make: { de: "Vorschau erstellen", en: "Make the preview" },
  making: { de: "Die Seiten werden gezeichnet.", en: "The pages are being drawn." },
  madePages: { de: "Fertige Seiten", en: "Pages that are done" },
  failed: {
    de: "Die Fassung konnte nicht erstellt werden. Versuchen Sie es noch einmal.",
    en: "The copy could not be made. Try again.",
  },
  preview: { de: "Vorschau", en: "Preview" },
  previewLead: {
    de: "So geht die Fassung hinaus. Sehen Sie jede Seite an, bevor Sie sie ablegen.",
    en: "This is how the copy goes out. Look at every page before you file it.",
  },
  previewPdf: { de: "Vorschau als PDF", en: "Preview as PDF" },
  previewText: { de: "Text, der mitgegeben wird", en: "Text that is given along" },
  previewNoText: { de: "Es wird kein Text mitgegeben.", en: "No text is given along." },
  blackPassages: { de: "geschwärzte Stellen", en: "passages blacked out" },
  toFile: { de: "Zur Akte nehmen", en: "File it" },
  fileTitle: { de: "Geschwärzte Fassung zur Akte nehmen", en: "File the copy" },
  fileText: {
    de: "Die Fassung wird als neues Dokument im selben Vorgang abgelegt und verweist auf das Original. Rechtsgrundlage, Zweck und Zahl der Stellen stehen im Verlauf der Akte, die Begriffe nicht.",
    en: "The copy is filed as a new document of the same case and refers to the original. The history of the file keeps the legal basis, the purpose and the number of passages, not the terms.",
  },
  fileName: { de: "Titel des neuen Dokuments", en: "Title of the new document" },
  fileTitlePrefix: { de: "Geschwärzte Fassung: ", en: "Geschwärzte Fassung: " },
  fileTitleHint: { de: "Auch der Titel darf nichts verraten.", en: "The title must give nothing away either." },
  fileTitleError: {
    de: "Geben Sie einen Titel mit höchstens 500 Zeichen ein.",
    en: "Enter a title of at most 500 characters.",
  },
  fileChecked: { de: "Ich habe jede Seite der Vorschau geprüft.", en: "I have checked every page of the preview." },
  fileCheckedError: {
    de: "Prüfen Sie jede Seite, und bestätigen Sie es.",
    en: "Check every page, and confirm that you did.",
  },
  fileClosed: {
    de: "Der Vorgang ist zu den Akten. Es kommt nichts mehr hinzu. Laden Sie die Vorschau herunter, oder lassen Sie den Vorgang wieder öffnen.",
    en: "The case is closed, nothing more is added to it. Download the preview, or have the case reopened.",
  },
  fileNow: { de: "Jetzt zur Akte nehmen", en: "File it now" },
  discard: { de: "Fassung verwerfen", en: "Discard the copy" },
  discardText: {
    de: "Markierungen, Begriffe und Vorschau gehen verloren. Das Original bleibt, wie es ist.",
    en: "Marks, terms and preview are lost. The original stays as it is.",
  },
  discardNow: { de: "Ja, verwerfen", en: "Yes, discard it" },
  back: { de: "Zurück", en: "Back" },
  backToDocument: { de: "Zum Dokument", en: "To the document" },
} as const satisfies Record<string, Localized>;

export const zoomWords = {
  klein: { de: "klein", en: "small" },
  normal: { de: "normal", en: "normal" },
  gross: { de: "groß", en: "large" },
  riesig: { de: "sehr groß", en: "very large" },
} as const satisfies Record<string, Localized>;

export const redactedKindWords: Readonly<Record<RedactedKind, Localized>> = {
  iban: { de: "Bankverbindungen (IBAN)", en: "Bank accounts (IBAN)" },
  email: { de: "E-Mail-Adressen", en: "E-mail addresses" },
  phone: { de: "Telefonnummern", en: "Phone numbers" },
  date: { de: "Daten wie 31.12.1980", en: "Dates such as 31.12.1980" },
};

export const stateWords = {
  draft: { de: "in Arbeit", en: "being worked on" },
  making: { de: "wird gezeichnet", en: "being drawn" },
  ready: { de: "Vorschau fertig", en: "preview is ready" },
  failed: { de: "nicht gelungen", en: "failed" },
} as const satisfies Record<string, Localized>;

/** What the history of an Akte says of this module's entries. */
export const eventWords: Readonly<Record<string, Localized>> = {
  "viewer.geschwaerzt": { de: "Geschwärzte Fassung abgelegt", en: "Copy with passages blacked out filed" },
};
