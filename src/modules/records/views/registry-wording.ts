import type { Language, Localized } from "../../../kernel/index.ts";
import type { PlanMistakeKind } from "../model/aktenplan.ts";
import type { CsvMistake } from "../model/aktenplan-csv.ts";
import type { RefusalKind, RegistryVerb } from "../model/registry-action.ts";
import type { VerweisKind } from "../model/verweis.ts";

/** Words of the pages of the registry. */
export const words = {
  newAkte: { de: "Akte anlegen", en: "Open a file" },
  newTeilakte: { de: "Teilakte anlegen", en: "Open a part of the file" },
  newVorgang: { de: "Vorgang anlegen", en: "Open a case" },
  changeAkte: { de: "Angaben ändern", en: "Change particulars" },
  rename: { de: "Umbenennen", en: "Rename" },
  renameTeilakte: { de: "Teilakte umbenennen", en: "Rename the part of the file" },
  renameVorgang: { de: "Vorgang umbenennen", en: "Rename the case" },
  dokumentDetails: { de: "Angaben zum Dokument", en: "Particulars of the document" },
  save: { de: "Speichern", en: "Save" },
  cancel: { de: "Abbrechen", en: "Cancel" },
  teilakten: { de: "Teilakten", en: "Parts of the file" },
  teilakte: { de: "Teilakte", en: "Part of the file" },
  wholeAkte: { de: "Die ganze Akte", en: "The whole file" },
  verweise: { de: "Verweise", en: "References" },
  newVerweis: { de: "Verweis anlegen", en: "Make a reference" },
  removeVerweis: { de: "Verweis entfernen", en: "Remove the reference" },
  remove: { de: "Entfernen", en: "Remove" },
  tree: { de: "Wo diese Akte liegt", en: "Where this file lies" },
  select: { de: "Auswählen", en: "Select" },
  withTicked: { de: "Mit der Auswahl", en: "With the selection" },
  next: { de: "Weiter zur Vorschau", en: "Go on to the preview" },
  preview: { de: "Vorschau", en: "Preview" },
  actions: { de: "Meine letzten Aktionen", en: "My latest actions" },
  aktenplan: { de: "Aktenplan bearbeiten", en: "Edit the filing plan" },
  toAkten: { de: "Zurück zu den Akten", en: "Back to the files" },
  toAkte: { de: "Zurück zur Akte", en: "Back to the file" },
  toPlan: { de: "Zurück zum Aktenplan", en: "Back to the filing plan" },
  note: { de: "Bemerkung", en: "Remark" },
  nothingTicked: {
    de: "Wählen Sie zuerst aus, womit etwas geschehen soll. Höchstens 200 auf einmal.",
    en: "First select what something is to be done with. At most 200 at once.",
  },
  noTarget: {
    de: "Dieses Aktenzeichen gibt es nicht, oder Sie dürfen die Akte nicht sehen.",
    en: "There is no such reference number, or you may not see the file.",
  },
  badTitle: {
    de: "Geben Sie einen Betreff mit höchstens 500 Zeichen ein.",
    en: "Enter a subject of at most 500 characters.",
  },
  badUnit: {
    de: "Wählen Sie eine Aktenplaneinheit, die neue Akten aufnimmt.",
    en: "Choose a unit of the plan that takes new files.",
  },
  badDay: { de: "Geben Sie einen Tag ein, zum Beispiel 23.11.2026.", en: "Enter a day, for example 23.11.2026." },
  badYears: { de: "Geben Sie eine ganze Zahl von 0 bis 200 ein.", en: "Enter a whole number from 0 to 200." },
} as const satisfies Record<string, Localized>;

export const verbWords: Readonly<Record<RegistryVerb, Localized>> = {
  "vorgaenge-verschieben": { de: "Vorgänge in eine Akte verschieben", en: "Move cases into a file" },
  "dokumente-verschieben": { de: "Dokumente in einen Vorgang verschieben", en: "Move documents into a case" },
  "akten-umziehen": { de: "Akten in eine andere Aktenplaneinheit legen", en: "Move files to another unit of the plan" },
  "akte-teilen": { de: "Vorgänge in eine neue Akte abtrennen", en: "Split cases off into a new file" },
  "akten-zusammenfuehren": { de: "Akten in einer Akte zusammenführen", en: "Merge files into one file" },
  "verweise-anlegen": { de: "Als Verweis in eine Akte kopieren", en: "Copy as references into a file" },
};

/** What the button says that does it. */
export const doWords: Readonly<Record<RegistryVerb, (count: number, language: Language) => string>> = {
  "vorgaenge-verschieben": (n, l) => (l === "de" ? `Jetzt verschieben (${n})` : `Move now (${n})`),
  "dokumente-verschieben": (n, l) => (l === "de" ? `Jetzt verschieben (${n})` : `Move now (${n})`),
  "akten-umziehen": (n, l) => (l === "de" ? `Jetzt umlegen (${n})` : `Move now (${n})`),
  "akte-teilen": (n, l) => (l === "de" ? `Jetzt abtrennen (${n})` : `Split off now (${n})`),
  "akten-zusammenfuehren": (n, l) => (l === "de" ? `Jetzt zusammenführen (${n})` : `Merge now (${n})`),
  "verweise-anlegen": (n, l) => (l === "de" ? `Jetzt Verweise anlegen (${n})` : `Make references now (${n})`),
};

/** What will happen to one of them. */
export const willWords: Readonly<Record<RegistryVerb, Localized>> = {
  "vorgaenge-verschieben": {
    de: "wird mit allen Dokumenten verschoben und bekommt ein neues Aktenzeichen",
    en: "is moved with all documents and gets a new reference number",
  },
  "dokumente-verschieben": { de: "wird mit seinen Anlagen verschoben", en: "is moved with its attachments" },
  "akten-umziehen": {
    de: "bekommt ein neues Aktenzeichen; das alte bleibt auffindbar",
    en: "gets a new reference number; the old one is still found",
  },
  "akte-teilen": {
    de: "kommt mit allen Dokumenten in die neue Akte",
    en: "goes into the new file with all documents",
  },
  "akten-zusammenfuehren": {
    de: "gibt alle Vorgänge ab, wird geschlossen und verweist auf die andere Akte; ihre Teilakten gehen nicht mit",
    en: "gives all its cases away, is closed and refers to the other file; its parts do not go along",
  },
  "verweise-anlegen": {
    de: "bleibt, wo es ist; die Akte verweist darauf",
    en: "stays where it is; the file refers to it",
  },
};

export const refusalWords: Readonly<Record<RefusalKind, Localized>> = {
  "not-there": { de: "gibt es nicht mehr", en: "is not there any more" },
  "akte-closed": {
    de: "nicht möglich: Eine der Akten ist zu den Akten",
    en: "not possible: one of the files is closed",
  },
  "akte-held": {
    de: "nicht möglich: Die Akte ist gesperrt; was in ihr liegt, bleibt darin, bis die Sperre aufgehoben ist",
    en: "not possible: the file is under a legal hold; what lies in it stays until the hold is lifted",
  },
  "vorgang-closed": {
    de: "nicht möglich: Einer der Vorgänge ist zu den Akten",
    en: "not possible: one of the cases is closed",
  },
  "already-there": { de: "liegt schon dort", en: "already lies there" },
  "unit-closed": {
    de: "nicht möglich: Die Aktenplaneinheit nimmt keine neuen Akten auf",
    en: "not possible: the unit takes no new files",
  },
  "several-akten": {
    de: "nicht möglich: Die Vorgänge müssen in derselben Akte liegen",
    en: "not possible: the cases have to lie in one file",
  },
  itself: { de: "nicht möglich: Das ist das Ziel selbst", en: "not possible: this is the target itself" },
};

export const verweisWords: Readonly<Record<VerweisKind, Localized>> = {
  bezug: { de: "gehört dazu", en: "belongs to it" },
  kopie: { de: "liegt als Verweis auch hier", en: "lies here as a reference, too" },
  vorgaenger: { de: "hervorgegangen aus", en: "came out of" },
  nachfolger: { de: "fortgeführt in", en: "goes on in" },
};

/** The same, read from the other end. */
export const verweisWordsBack: Readonly<Record<VerweisKind, Localized>> = {
  bezug: { de: "verweist hierher", en: "refers here" },
  kopie: { de: "führt dies als Verweis", en: "holds this as a reference" },
  vorgaenger: { de: "hervorgegangen aus dieser Akte", en: "came out of this file" },
  nachfolger: { de: "wird hier fortgeführt", en: "goes on here" },
};

export const planMistakeWords: Readonly<Record<PlanMistakeKind, Localized>> = {
  number: {
    de: "Die Nummer besteht aus Ziffern und Großbuchstaben, Ebenen durch Punkte getrennt, zum Beispiel 32.40.",
    en: "The number consists of digits and capitals, levels parted by dots, for example 32.40.",
  },
  doubled: { de: "Diese Nummer gibt es schon.", en: "This number exists already." },
  title: { de: "Geben Sie einen Titel mit höchstens 300 Zeichen ein.", en: "Enter a title of at most 300 characters." },
  retention: {
    de: "Die Aufbewahrung ist eine ganze Zahl von 0 bis 200 Jahren.",
    en: "Retention is a whole number from 0 to 200 years.",
  },
  aussonderungsart: { de: "Die Aussonderungsart ist A, B oder V.", en: "What happens afterwards is A, B or V." },
  source: { de: "Geben Sie an, woher die Frist kommt.", en: "Enter where the retention comes from." },
  rule: {
    de: "Die Regel enthält {einheit}, {jahr} und {nummer:5} in dieser Folge, dazwischen -, _ oder ein Leerzeichen, keine eigenen Ziffern und kein /.",
    en: "The rule holds {einheit}, {jahr} and {nummer:5} in this order, parted by -, _ or a space, no digits of its own and no /.",
  },
  "no-group": {
    de: "Die Gruppe darüber fehlt im Plan.",
    en: "The group above is missing in the plan.",
  },
  "group-takes-akten": {
    de: "Eine Einheit, die Akten aufnimmt, kann keine anderen gruppieren.",
    en: "A unit that takes files cannot group others.",
  },
  "has-akten": {
    de: "In dieser Einheit liegen Akten: Sie kann keine Gruppe werden.",
    en: "There are files in this unit: it cannot become a group.",
  },
};

export const csvMistakeWords: Readonly<Record<CsvMistake["what"], Localized>> = {
  ...planMistakeWords,
  quotes: {
    de: "Ein Anführungszeichen steht falsch oder ist nicht geschlossen.",
    en: "A quotation mark is in the wrong place or not closed.",
  },
  column: { de: "Diese Spalte fehlt.", en: "This column is missing." },
  cells: { de: "In dieser Zeile fehlen Spalten.", en: "Columns are missing in this line." },
  "yes-no": { de: "Hier steht ja oder nein.", en: "Enter ja or nein." },
  "too-many": {
    de: "Die Datei hat mehr Zeilen, als ein Aktenplan haben darf.",
    en: "The file has more lines than a plan may have.",
  },
  empty: { de: "In der Datei steht kein Aktenplan.", en: "There is no plan in the file." },
};

export const planFieldWords = {
  planUnit: { de: "Nummer", en: "Number" },
  title: { de: "Titel", en: "Title" },
  retentionYears: { de: "Aufbewahrung in Jahren", en: "Retention in years" },
  aussonderungsart: { de: "Danach", en: "Afterwards" },
  source: { de: "Woher die Frist kommt", en: "Where the retention comes from" },
  takesAkten: { de: "Nimmt Akten auf", en: "Takes files" },
  closed: { de: "Für neue Akten geschlossen", en: "Closed for new files" },
  rule: { de: "Regel für Aktenzeichen", en: "Rule for reference numbers" },
} as const satisfies Record<string, Localized>;
