import type { Localized } from "../../../kernel/index.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import type { DokumentKind } from "../model/dokument.ts";
import type { BreakKind } from "../model/verification.ts";

/** Words of the pages of the E-Akte. */
export const wording = {
  akten: { de: "Akten", en: "Files" },
  plan: { de: "Aktenplan", en: "Filing plan" },
  allUnits: { de: "Alle Akten", en: "All files" },
  searchLabel: { de: "Akte suchen", en: "Find a file" },
  searchHint: {
    de: "Aktenzeichen oder Wörter aus dem Betreff, zum Beispiel 32.40-2026 oder Müller. Der Anfang genügt.",
    en: "Reference number or words of the subject, for example 32.40-2026 or Müller. The beginning is enough.",
  },
  search: { de: "Suchen", en: "Search" },
  fullTextLabel: { de: "In den Texten der Dokumente suchen", en: "Search in the texts of documents" },
  fullTextHint: {
    de: "Wörter, „Wörter hintereinander“ oder Wortanf*. Gefunden wird nur, was Sie sehen dürfen.",
    en: "Words, “words in a row” or begin*. Only what you may see is found.",
  },
  searchWithinLabel: { de: "In den Texten dieser Akte suchen", en: "Search in the texts of this file" },
  searchTexts: { de: "Texte durchsuchen", en: "Search texts" },
  aktenzeichen: { de: "Aktenzeichen", en: "Reference number" },
  betreff: { de: "Betreff", en: "Subject" },
  vorgaenge: { de: "Vorgänge", en: "Cases" },
  openedOn: { de: "Angelegt am", en: "Opened on" },
  state: { de: "Stand", en: "State" },
  open: { de: "offen", en: "open" },
  zda: { de: "z. d. A.", en: "closed" },
  nothingFound: { de: "Keine Akte gefunden", en: "No file found" },
  nothingFoundText: {
    de: "Prüfen Sie die Schreibweise, oder suchen Sie mit weniger Wörtern.",
    en: "Check the spelling, or search with fewer words.",
  },
  empty: { de: "Noch keine Akte", en: "No file yet" },
  emptyText: {
    de: "Eine Akte entsteht von selbst, sobald ein Antrag eingeht. Für anderes legen Sie eine an.",
    en: "A file is opened by itself as soon as an application arrives. For anything else you open one.",
  },
  openWithReason: { de: "Akte öffnen mit Begründung", en: "Open a file with a reason" },
  planAccess: { de: "Zugriff auf neue Akten", en: "Access to new files" },
  metadata: { de: "Angaben zur Akte", en: "About this file" },
  planUnit: { de: "Aktenplaneinheit", en: "Unit of the filing plan" },
  medium: { de: "Medium", en: "Medium" },
  vertraulichkeit: { de: "Vertraulichkeit", en: "Confidentiality" },
  retention: { de: "Aufbewahrungsdauer", en: "Retention" },
  retentionHint: {
    de: "ab dem Ende des Jahres, in dem die Akte geschlossen wird",
    en: "from the end of the year in which the file is closed",
  },
  aussonderung: { de: "Danach", en: "Afterwards" },
  zdaAt: { de: "Zu den Akten (z. d. A.)", en: "Closed (z. d. A.)" },
  stillOpen: { de: "nein, die Akte ist offen", en: "no, the file is open" },
  noVorgaenge: { de: "In dieser Akte liegt noch kein Vorgang.", en: "There is no case in this file yet." },
  toCase: { de: "Zum Vorgang", en: "To the case" },
  dokumente: { de: "Dokumente", en: "Documents" },
  noDokumente: { de: "Noch kein Dokument abgelegt.", en: "No document filed yet." },
  title: { de: "Titel", en: "Title" },
  kind: { de: "Art", en: "Kind" },
  author: { de: "Verfasst von", en: "Written by" },
  filedAt: { de: "Abgelegt", en: "Filed" },
  size: { de: "Größe", en: "Size" },
  hash: { de: "Prüfsumme", en: "Checksum" },
  history: { de: "Verlauf", en: "History" },
  historyLead: {
    de: "Jeder Eintrag enthält die Prüfsumme des Eintrags davor. So fällt auf, wenn jemand nachträglich etwas ändert.",
    en: "Each entry contains the checksum of the one before it. A change made later is noticed.",
  },
  number: { de: "Nr.", en: "No." },
  when: { de: "Zeitpunkt", en: "Time" },
  what: { de: "Was", en: "What" },
  who: { de: "Wer", en: "Who" },
  chainSound: { de: "Kette geprüft", en: "Chain verified" },
  chainBroken: { de: "Die Kette ist unterbrochen", en: "The chain is broken" },
  check: { de: "Jetzt auch die Inhalte prüfen", en: "Check the contents now, too" },
  checkAll: { de: "Jetzt prüfen", en: "Check now" },
  unchecked: { de: "Kette noch nicht geprüft", en: "Chain not verified yet" },
  citizen: { de: "Bürgerin oder Bürger", en: "Citizen" },
  program: { de: "Programm", en: "Program" },
  newest: { de: "Zu den neuesten Einträgen", en: "To the newest entries" },
} as const satisfies Record<string, Localized>;

/** Codes of xdomea in words. */
export const mediumWords: Readonly<Record<string, Localized>> = {
  "001": { de: "elektronisch", en: "electronic" },
  "002": { de: "hybrid", en: "hybrid" },
  "003": { de: "Papier", en: "paper" },
};

/** Codes of xdomea in words. */
export const vertraulichkeitWords: Readonly<Record<string, Localized>> = {
  "001": { de: "geheim", en: "secret" },
  "002": { de: "nur für den Dienstgebrauch", en: "for official use only" },
  "003": { de: "offen", en: "open" },
  "004": { de: "streng geheim", en: "top secret" },
  "005": { de: "vertraulich", en: "confidential" },
};

export const aussonderungWords: Readonly<Record<Aussonderungsart, Localized>> = {
  A: { de: "an das Archiv abgeben", en: "hand over to the archive" },
  B: { de: "vom Archiv bewerten lassen", en: "have the archive appraise it" },
  V: { de: "vernichten", en: "destroy" },
};

export const kindWords: Readonly<Record<DokumentKind, Localized>> = {
  antrag: { de: "Antrag", en: "Application" },
  bescheinigung: { de: "Bescheinigung", en: "Certificate" },
  anlage: { de: "Anlage", en: "Attachment" },
  schreiben: { de: "Schreiben", en: "Letter" },
  uebermittlung: { de: "Übermittlung", en: "Transmission" },
  vermerk: { de: "Vermerk", en: "Note" },
  eingang: { de: "Posteingang", en: "Incoming letter" },
  ausgang: { de: "Postausgang", en: "Outgoing letter" },
  email: { de: "E-Mail", en: "E-mail" },
  verfuegung: { de: "Verfügung", en: "Official instruction" },
};

/** Actions of this module in words; those of other modules stand as they were recorded. */
export const actionWords: Readonly<Record<string, Localized>> = {
  "akte.angelegt": { de: "Akte angelegt", en: "File opened" },
  "vorgang.angelegt": { de: "Vorgang angelegt", en: "Case opened" },
  "vorgang.zda": { de: "Vorgang zu den Akten", en: "Case closed" },
  "akte.vernichtet": { de: "Akte vernichtet", en: "File destroyed" },
  "sperre.verhaengt": { de: "Sperre verhängt", en: "Legal hold placed" },
  "sperre.aufgehoben": { de: "Sperre aufgehoben", en: "Legal hold lifted" },
  "akte.zugriff": { de: "Zugriff geändert", en: "Access changed" },
  "akte.einsicht": { de: "Mit Begründung geöffnet", en: "Opened with a reason" },
  "dokument.abgelegt": { de: "Dokument abgelegt", en: "Document filed" },
  "dokument.nachgetragen": { de: "Dokument nachgetragen", en: "Document filed later" },
  "akte.geaendert": { de: "Angaben zur Akte geändert", en: "Particulars of the file changed" },
  "akte.umgezogen": { de: "Akte in andere Aktenplaneinheit gelegt", en: "File moved to another unit of the plan" },
  "akte.zda": { de: "Akte zu den Akten", en: "File closed" },
  "akte.aufgegangen": { de: "Akte in anderer Akte aufgegangen", en: "File merged into another file" },
  "akte.wiedereroeffnet": { de: "Akte wieder geöffnet", en: "File opened again" },
  "teilakte.angelegt": { de: "Teilakte angelegt", en: "Part of the file opened" },
  "teilakte.geaendert": { de: "Teilakte umbenannt", en: "Part of the file renamed" },
  "vorgang.geaendert": { de: "Vorgang umbenannt", en: "Case renamed" },
  "vorgang.verschoben": { de: "Vorgang verschoben", en: "Case moved" },
  "vorgang.abgegeben": { de: "Vorgang an andere Akte abgegeben", en: "Case given to another file" },
  "vorgang.uebernommen": { de: "Vorgang aus anderer Akte übernommen", en: "Case taken over from another file" },
  "vorgang.wiedereroeffnet": { de: "Vorgang wieder geöffnet", en: "Case opened again" },
  "dokument.version": { de: "Neue Version eines Dokuments", en: "New version of a document" },
  "dokument.format": { de: "Weiteres Format eines Dokuments", en: "Further format of a document" },
  "dokument.geaendert": { de: "Angaben zu einem Dokument geändert", en: "Particulars of a document changed" },
  "dokument.verschoben": { de: "Dokument verschoben", en: "Document moved" },
  "dokument.abgegeben": { de: "Dokument an andere Akte abgegeben", en: "Document given to another file" },
  "dokument.uebernommen": { de: "Dokument aus anderer Akte übernommen", en: "Document taken over from another file" },
  "verweis.angelegt": { de: "Verweis angelegt", en: "Reference made" },
  "verweis.entfernt": { de: "Verweis entfernt", en: "Reference removed" },
};

/** What a verification found, in words. */
export const breakWords: Readonly<Record<BreakKind, Localized>> = {
  "entry-missing": { de: "Dieser Eintrag fehlt.", en: "This entry is missing." },
  "entry-changed": { de: "Dieser Eintrag wurde verändert.", en: "This entry was changed." },
  "entry-impossible": {
    de: "Dieser Eintrag kann nach den Einträgen davor nicht geschehen sein.",
    en: "This entry cannot have happened after the ones before it.",
  },
  "origin-wrong": {
    de: "Was dieser Eintrag aus einer anderen Akte übernommen hat, hat jene so nicht abgegeben.",
    en: "The other file did not give away what this entry took over from it.",
  },
  "teilakte-missing": {
    de: "Die Teilakte zu diesem Eintrag fehlt.",
    en: "The part of the file of this entry is missing.",
  },
  "teilakte-changed": {
    de: "Die Teilakte zu diesem Eintrag wurde verändert.",
    en: "The part of the file of this entry was changed.",
  },
  "teilakte-unrecorded": {
    de: "Die Akte hat eine Teilakte, von der der Verlauf nichts weiß.",
    en: "The file has a part that the history does not know.",
  },
  "verweis-missing": { de: "Der Verweis zu diesem Eintrag fehlt.", en: "The reference of this entry is missing." },
  "verweis-changed": {
    de: "Der Verweis zu diesem Eintrag wurde verändert.",
    en: "The reference of this entry was changed.",
  },
  "verweis-unrecorded": {
    de: "Die Akte hat einen Verweis, von dem der Verlauf nichts weiß.",
    en: "The file has a reference that the history does not know.",
  },
  "aktenzeichen-missing": {
    de: "Das frühere Aktenzeichen zu diesem Eintrag fehlt.",
    en: "The former reference number of this entry is missing.",
  },
  "aktenzeichen-changed": {
    de: "Das frühere Aktenzeichen zu diesem Eintrag wurde verändert.",
    en: "The former reference number of this entry was changed.",
  },
  "aktenzeichen-unrecorded": {
    de: "Die Akte hat ein früheres Aktenzeichen, von dem der Verlauf nichts weiß.",
    en: "The file has a former reference number that the history does not know.",
  },
  "chain-broken": {
    de: "Dieser Eintrag passt nicht mehr zum Eintrag davor.",
    en: "This entry no longer fits the one before it.",
  },
  "head-wrong": {
    de: "Das Ende der Kette stimmt nicht mit der Akte überein.",
    en: "The end of the chain does not match the file.",
  },
  "access-changed": {
    de: "Wer die Akte sehen und bearbeiten darf, steht anders da, als dieser Eintrag es sagt.",
    en: "Who may see the file and work in it is not what this entry says.",
  },
  "akte-changed": {
    de: "Die Angaben zur Akte wurden verändert.",
    en: "The particulars of the file were changed.",
  },
  "tombstone-unproven": {
    de: "Die Akte gilt als vernichtet, aber kein Verlauf einer anderen Akte belegt es.",
    en: "The file is said to be destroyed, but the history of no other file bears it out.",
  },
  "akte-missing": { de: "Diese Akte fehlt.", en: "This file is missing." },
  "vorgang-missing": { de: "Der Vorgang zu diesem Eintrag fehlt.", en: "The case of this entry is missing." },
  "vorgang-changed": {
    de: "Der Vorgang zu diesem Eintrag wurde verändert.",
    en: "The case of this entry was changed.",
  },
  "vorgang-unrecorded": {
    de: "Ein Vorgang liegt in der Akte, ohne dass der Verlauf davon weiß.",
    en: "There is a case in the file that the history does not know.",
  },
  "dokument-missing": { de: "Das Dokument zu diesem Eintrag fehlt.", en: "The document of this entry is missing." },
  "dokument-changed": {
    de: "Die Angaben zum Dokument dieses Eintrags wurden verändert.",
    en: "The particulars of the document of this entry were changed.",
  },
  "dokument-unrecorded": {
    de: "Ein Dokument liegt in der Akte, ohne dass der Verlauf davon weiß.",
    en: "There is a document in the file that the history does not know.",
  },
  "content-missing": {
    de: "Der Inhalt des Dokuments dieses Eintrags fehlt.",
    en: "The content of the document of this entry is missing.",
  },
  "content-changed": {
    de: "Der Inhalt des Dokuments dieses Eintrags wurde verändert.",
    en: "The content of the document of this entry was changed.",
  },
  "chain-recomputed": {
    de: "Ein Tagesbeweis kennt diesen Eintrag anders: Der Verlauf wurde neu gerechnet.",
    en: "A daily head knows this entry differently: the history was computed anew.",
  },
  "akte-removed": {
    de: "Ein Tagesbeweis kennt diese Akte, aber sie ist nicht mehr da.",
    en: "A daily head knows this file, but it is gone.",
  },
  "head-missing": { de: "Ein Tagesbeweis fehlt.", en: "A daily head is missing." },
  "head-changed": { de: "Ein Tagesbeweis wurde verändert.", en: "A daily head was changed." },
  "head-forged": {
    de: "Ein Tagesbeweis ist nicht von dieser Stelle unterschrieben.",
    en: "A daily head was not signed by this office.",
  },
  "leaves-changed": {
    de: "Was ein Tagesbeweis zusammenfasst, wurde verändert.",
    en: "What a daily head sums up was changed.",
  },
  "stamp-forged": { de: "Ein Zeitstempel ist nicht echt.", en: "A time stamp is not genuine." },
};
