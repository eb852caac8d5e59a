import type { Localized } from "../../../kernel/index.ts";
import type { Unanswerable } from "../model/question.ts";
import type { FileKind } from "../model/terms.ts";

/** Words of the full-text search. */
export const wording = {
  title: { de: "Volltextsuche", en: "Full-text search" },
  label: { de: "In allen Dokumenten suchen", en: "Search in all documents" },
  labelInAkte: { de: "In dieser Akte suchen", en: "Search in this file" },
  hint: {
    de: "Alle Wörter müssen vorkommen. „in Anführungszeichen“: genau so hintereinander. -Wort: kommt nicht vor. Wortanf*: beginnt so.",
    en: "All words have to occur. “in quotes”: one after the other. -word: does not occur. begin*: begins like this.",
  },
  search: { de: "Suchen", en: "Search" },
  searchNarrowed: { de: "Eingegrenzt suchen", en: "Search narrowed" },
  filters: { de: "Suche eingrenzen", en: "Narrow the search" },
  planUnit: { de: "Aktenplaneinheit", en: "Unit of the filing plan" },
  kind: { de: "Art des Dokuments", en: "Kind of document" },
  fileKind: { de: "Dateityp", en: "Type of file" },
  from: { de: "Abgelegt ab", en: "Filed from" },
  to: { de: "Abgelegt bis", en: "Filed until" },
  author: { de: "Verfasst von", en: "Written by" },
  onlyOpen: { de: "Nur aus offenen Akten", en: "Only from open files" },
  any: { de: "alle", en: "all" },
  order: { de: "Reihenfolge", en: "Order" },
  newest: { de: "Neueste zuerst", en: "Newest first" },
  fitting: { de: "Passendste zuerst", en: "Best match first" },
  clear: { de: "Neue Suche", en: "New search" },
  badDay: {
    de: "Dieses Datum gibt es nicht. Schreiben Sie es wie 25.11.2026.",
    en: "There is no such date. Write it like 25.11.2026.",
  },
  start: { de: "Wonach suchen Sie?", en: "What are you looking for?" },
  startText: {
    de: "Gesucht wird in den Texten, Titeln und Dateinamen aller Dokumente, die Sie sehen dürfen. Auch andere Formen eines Wortes werden gefunden, und Wörter, die darin stecken: „Anmeldung“ findet „Gewerbeanmeldungen“.",
    en: "We search the texts, titles and file names of all documents that you may see. Other forms of a German word are found, and words within words: “Anmeldung” finds “Gewerbeanmeldungen”.",
  },
  none: { de: "Nichts gefunden", en: "Nothing found" },
  noneText: {
    de: "Prüfen Sie die Schreibweise, suchen Sie mit weniger Wörtern, oder nehmen Sie Einschränkungen weg. Was gerade erst abgelegt wurde, ist nach wenigen Sekunden zu finden.",
    en: "Check the spelling, search with fewer words, or take filters away. What was just filed can be found after some seconds.",
  },
  unanswerable: { de: "So können wir nicht suchen", en: "We cannot search like this" },
  more: { de: "Weitere Treffer", en: "More hits" },
  hits: { de: "Treffer", en: "Hits" },
  inAkte: { de: "Akte", en: "File" },
  onlyInAkte: { de: "Gesucht wird nur in der Akte", en: "Searched is only the file" },
  onlyInHidden: {
    de: "Gesucht wird nur in einer Akte, die es nicht gibt oder die Sie nicht sehen dürfen.",
    en: "Searched is only a file that does not exist or that you may not see.",
  },
  everywhere: { de: "In allen Akten suchen", en: "Search in all files" },
  filed: { de: "abgelegt", en: "filed" },
  partly: {
    de: "Es gibt sehr viele Treffer. Verglichen wurden die 5.000 neuesten.",
    en: "There are very many hits. The newest 5,000 were compared.",
  },
  unreadText: { de: "Der Text dieser Datei wird nicht durchsucht.", en: "The text of this file is not searched." },
  cutText: {
    de: "Diese Datei ist sehr lang: Nur ihr Anfang wird durchsucht.",
    en: "This file is very long: only its beginning is searched.",
  },
  saved: { de: "Gemerkte Suchen", en: "Saved searches" },
  savedEmpty: {
    de: "Noch keine. Wenn Sie gesucht haben, können Sie die Suche hier unter einem Namen merken.",
    en: "None yet. After a search you can save it here under a name.",
  },
  save: { de: "Suche merken", en: "Save this search" },
  saveName: { de: "Name der Suche", en: "Name of the search" },
  remove: { de: "Entfernen", en: "Remove" },
  removeTitle: { de: "Gemerkte Suche entfernen", en: "Remove saved search" },
  removeText: {
    de: "Nur die gemerkte Suche wird entfernt. An Akten und Dokumenten ändert sich nichts.",
    en: "Only the saved search is removed. Files and documents stay as they are.",
  },
  back: { de: "Abbrechen", en: "Cancel" },
  panel: { de: "Volltextsuche", en: "Full-text search" },
} as const satisfies Record<string, Localized>;

export const unanswerableWords: Readonly<Record<Exclude<Unanswerable, "empty">, Localized>> = {
  "only-exclusions": {
    de: "Sie haben nur gesagt, was nicht vorkommen soll. Nennen Sie auch ein Wort, das vorkommen soll.",
    en: "You only said what must not occur. Name a word that has to occur, too.",
  },
  "no-words": {
    de: "Darin ist kein Wort und keine Zahl. Schreiben Sie mindestens ein Wort.",
    en: "There is no word and no number in it. Write at least one word.",
  },
  "short-beginning": {
    de: "Vor einem Stern brauchen wir mindestens drei Buchstaben, zum Beispiel „Gew*“.",
    en: "Before an asterisk we need at least three letters, for example “Gew*”.",
  },
  "wide-beginning": {
    de: "Sehr viele Wörter beginnen so. Schreiben Sie vor dem Stern mehr Buchstaben.",
    en: "Very many words begin like this. Write more letters before the asterisk.",
  },
  "too-many-words": {
    de: "Das sind mehr als 24 Wörter. Lassen Sie welche weg.",
    en: "These are more than 24 words. Leave some out.",
  },
  "open-quote": {
    de: "Ein Anführungszeichen fehlt. Setzen Sie eines vor und eines hinter die Wörter, die hintereinander stehen sollen.",
    en: "A quotation mark is missing. Put one before and one after the words that have to stand together.",
  },
};

export const fileKindWords: Readonly<Record<FileKind, Localized>> = {
  pdf: { de: "PDF", en: "PDF" },
  text: { de: "Text", en: "Text" },
  office: { de: "Textverarbeitung", en: "Word processing" },
  table: { de: "Tabelle", en: "Spreadsheet" },
  slides: { de: "Präsentation", en: "Presentation" },
  mail: { de: "E-Mail-Datei", en: "E-mail file" },
  picture: { de: "Bild", en: "Picture" },
  web: { de: "Webseite", en: "Web page" },
  other: { de: "Anderes", en: "Other" },
};

export const partWords: Readonly<Record<string, Localized>> = {
  page: { de: "Seite", en: "Page" },
  sheet: { de: "Blatt", en: "Sheet" },
  slide: { de: "Folie", en: "Slide" },
};

/** Why a text is not searched, for the page of a Dokument. */
export const problemWords: Readonly<Record<string, Localized>> = {
  "extract.locked": { de: "Die Datei ist mit einem Kennwort geschützt.", en: "The file is protected by a password." },
  "pdf.locked": { de: "Die Datei ist mit einem Kennwort geschützt.", en: "The file is protected by a password." },
  "extract.unreadable": { de: "Die Datei ist beschädigt.", en: "The file is damaged." },
  "pdf.unreadable": { de: "Die Datei ist beschädigt.", en: "The file is damaged." },
  "extract.too-complex": { de: "Die Datei ist zu verschachtelt.", en: "The file is too complex." },
  "pdf.too-complex": { de: "Die Datei ist zu verschachtelt.", en: "The file is too complex." },
  "extract.too-large": { de: "Die Datei ist zu groß.", en: "The file is too large." },
  "files.missing": { de: "Die Datei fehlt im Speicher.", en: "The file is missing in the store." },
};
