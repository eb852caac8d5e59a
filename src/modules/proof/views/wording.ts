import type { Localized } from "../../../kernel/index.ts";
import type { AkteExport } from "../model/export.ts";

/** Texts of the pages of proofs and exports. */
export const wording = {
  title: { de: "Beweise", en: "Proofs" },
  lead: {
    de: "Jede Nacht fasst ein Tagesbeweis die Verläufe aller Akten zusammen. Er ist unterschrieben und an den Tag davor gebunden. So fällt auf, wenn jemand einen Verlauf nachträglich neu schreibt oder eine Akte entfernt.",
    en: "Every night a daily head sums up the histories of all files. It is signed and tied to the day before. So it shows when somebody writes a history anew or removes a file.",
  },
  findings: { de: "Prüfung der Dokumente", en: "Check of the documents" },
  findingsOpen: {
    de: "Diese Dokumente sind nicht mehr, was abgelegt wurde",
    en: "These documents are not what was filed",
  },
  findingsWhatToDo: {
    de: "Sagen Sie denen Bescheid, die dieses System betreiben: Der Inhalt muss aus einer Sicherung zurückgeholt werden. Geändert ausgegeben wird er nicht.",
    en: "Tell those who run this system: the content has to come back from a backup. It is not handed out changed.",
  },
  findingsNone: { de: "Keine Abweichung gefunden.", en: "Nothing was found to differ." },
  neverRead: {
    de: "Noch wurde kein Dokument erneut gelesen. Das geschieht jede Nacht mit einem Teil der Dokumente.",
    en: "No document was read again yet. That happens every night with a share of the documents.",
  },
  dokument: { de: "Dokument", en: "Document" },
  akte: { de: "Akte", en: "File" },
  what: { de: "Was", en: "What" },
  since: { de: "Gefunden am", en: "Found on" },
  state: { de: "Stand", en: "State" },
  open: { de: "offen", en: "open" },
  resolved: { de: "wieder heil seit", en: "whole again since" },
  heads: { de: "Tagesbeweise", en: "Daily heads" },
  headsNone: { de: "Noch kein Tagesbeweis", en: "No daily head yet" },
  headsNoneText: {
    de: "Der erste entsteht in der kommenden Nacht von selbst.",
    en: "The first one is made by itself in the coming night.",
  },
  number: { de: "Nummer", en: "Number" },
  day: { de: "Tag", en: "Day" },
  akten: { de: "Akten", en: "Files" },
  changed: { de: "Davon neu oder geändert", en: "New or changed" },
  signature: { de: "Unterschrift", en: "Signature" },
  stamp: { de: "Zeitstempel", en: "Time stamp" },
  hash: { de: "Prüfsumme", en: "Hash" },
  signed: { de: "Schlüssel", en: "Key" },
  notSigned: { de: "nicht echt", en: "not genuine" },
  stampPending: { de: "steht noch aus", en: "still to come" },
  stampNone: { de: "keiner eingerichtet", en: "none set up" },
  keys: { de: "Schlüssel", en: "Keys" },
  keysNone: { de: "Noch kein Schlüssel", en: "No key yet" },
  keysNoneText: {
    de: "Er entsteht mit dem ersten Tagesbeweis.",
    en: "It is made with the first daily head.",
  },
  keyNumber: { de: "Schlüssel", en: "Key" },
  fingerprint: { de: "Fingerabdruck", en: "Fingerprint" },
  since2: { de: "Seit", en: "Since" },
  handover: { de: "Übergabe", en: "Handover" },
  handoverFirst: { de: "erster Schlüssel", en: "first key" },
  handoverSigned: { de: "vom Schlüssel davor unterschrieben", en: "signed by the key before" },
  handoverMissing: { de: "ohne Übergabe", en: "without handover" },
  publicPage: { de: "Was Bürgerinnen und Bürger davon sehen", en: "What citizens see of it" },
  exports: { de: "Akte mitnehmen", en: "Take the file along" },
  exportsLead: {
    de: "Für Gerichte, andere Behörden oder die Person selbst: die Akte mit allem, was sie beweist.",
    en: "For courts, other authorities or the person: the file with everything that proves it.",
  },
  exportsGo: { de: "Als Paket oder als PDF bereitstellen", en: "Make ready as a package or as PDF" },
  exportsNone: { de: "Noch nichts bereitgestellt", en: "Nothing was made ready yet" },
  exportsNoneText: {
    de: "Was Sie oben bestellen, steht hier, sobald es fertig ist. Der Verlauf der Akte hält fest, wer es bestellt und abgeholt hat.",
    en: "What you order above stands here as soon as it is ready. The history of the file notes who ordered and fetched it.",
  },
  scope: { de: "Was soll hinein?", en: "What should be in it?" },
  wholeAkte: { de: "Die ganze Akte als Paket (ZIP)", en: "The whole file as a package (ZIP)" },
  wholeAkteHint: {
    de: "Alle Dokumente, der Verlauf, die Beweise und eine Seite, die alles ohne Netz prüft.",
    en: "All documents, the history, the proofs and a page that checks everything without a network.",
  },
  wholePdf: { de: "Die ganze Akte als ein PDF/A", en: "The whole file as one PDF/A" },
  wholePdfHint: {
    de: "Deckblatt, Inhaltsverzeichnis und alle Dokumente hintereinander.",
    en: "Cover, contents and all documents one after the other.",
  },
  oneVorgang: { de: "Nur der Vorgang", en: "Only the case" },
  oneVorgangHint: {
    de: "Als Paket (ZIP). Was zu anderen Vorgängen gehört, bleibt draußen.",
    en: "As a package (ZIP). What belongs to other cases stays out.",
  },
  language: { de: "Sprache", en: "Language" },
  german: { de: "Deutsch", en: "German" },
  english: { de: "Englisch", en: "English" },
  order: { de: "Bereitstellen", en: "Make ready" },
  orderMissing: { de: "Wählen Sie, was hinein soll.", en: "Choose what should be in it." },
  ordered: { de: "Wird bereitgestellt", en: "Being made ready" },
  orderedText: {
    de: "Das dauert meist ein paar Sekunden, bei vielen Dokumenten länger. Sie können weiterarbeiten.",
    en: "This mostly takes some seconds, longer with many documents. You can go on working.",
  },
  refresh: { de: "Stand ansehen", en: "See how far it is" },
  made: { de: "Bereitgestellt", en: "Made ready" },
  kind: { de: "Was", en: "What" },
  orderedBy: { de: "Bestellt von", en: "Ordered by" },
  fetch: { de: "Herunterladen", en: "Download" },
  fetchUntil: { de: "bis", en: "until" },
  give: { de: "Ins Postfach stellen", en: "Put into the mailbox" },
  given: { de: "im Postfach seit", en: "in the mailbox since" },
  givenDone: { de: "Das Paket liegt jetzt im Postfach.", en: "The package is in the mailbox now." },
  giveTitle: { de: "Paket ins Postfach stellen?", en: "Put the package into the mailbox?" },
  giveText: {
    de: "Die Person, um deren Vorgang es geht, bekommt eine Nachricht mit dem Paket. Es enthält alle Dokumente dieses Vorgangs, auch interne Vermerke, und die Namen derer, die daran gearbeitet haben. Das lässt sich nicht zurücknehmen. Prüfen Sie vorher, ob die Person alles davon sehen darf.",
    en: "The person whose case it is gets a message with the package. It holds all documents of this case, internal notes too, and the names of those who worked on it. This cannot be undone. Check first whether the person may see all of it.",
  },
  giveNoMailbox: {
    de: "Zu diesem Vorgang gibt es kein Postfach: Er wurde nicht online begonnen. Laden Sie das Paket herunter und übergeben Sie es auf anderem Weg.",
    en: "There is no mailbox for this case: it was not begun online. Download the package and hand it over in another way.",
  },
  back: { de: "Zurück", en: "Back" },
  publicTitle: { de: "Beweise der Akten", en: "Proofs of the files" },
  publicLead: {
    de: "Die Akten dieser Behörde sind elektronisch. Hier steht, womit Sie prüfen können, dass eine Akte unverändert ist.",
    en: "The files of this authority are electronic. Here is what you need to check that a file is unchanged.",
  },
  publicKey: { de: "Öffentlicher Schlüssel", en: "Public key" },
  publicKeyText: {
    de: "Steht in einem Paket derselbe Fingerabdruck, hat diese Behörde es unterschrieben.",
    en: "Where a package names the same fingerprint, this authority has signed it.",
  },
  publicHead: { de: "Letzter Tagesbeweis", en: "Latest daily head" },
  publicHeadText: {
    de: "Heben Sie diese Prüfsumme auf, wenn Sie wollen: Danach kann niemand mehr unbemerkt ändern, was bis dahin in den Akten stand.",
    en: "Keep this hash if you like: after that nobody can change unnoticed what stood in the files until then.",
  },
  checkPage: { de: "Prüfseite", en: "Checking page" },
  checkPageText: {
    de: "In jedem Paket liegt eine Seite, die es prüft. Wenn Sie lieber eine nehmen, die von hier kommt: Laden Sie sie herunter, öffnen Sie sie und wählen Sie die ZIP-Datei. Nichts davon verlässt Ihr Gerät.",
    en: "Every package has a page that checks it. If you would rather take one that comes from here: download it, open it and choose the ZIP file. Nothing of it leaves your device.",
  },
  checkPageGo: { de: "Prüfseite herunterladen", en: "Download the checking page" },
  keyFile: { de: "Schlüssel als Datei (PEM)", en: "Key as a file (PEM)" },
} satisfies Record<string, Localized>;

/** What is wrong with a content. */
export const findingWords: Readonly<Record<"content-missing" | "content-changed", Localized>> = {
  "content-missing": { de: "Der Inhalt fehlt", en: "The content is missing" },
  "content-changed": { de: "Der Inhalt wurde verändert", en: "The content was changed" },
};

/** Where an export stands. */
export const stateWords: Readonly<Record<AkteExport["state"], Localized>> = {
  waiting: { de: "wartet", en: "waiting" },
  building: { de: "wird erstellt", en: "being made" },
  ready: { de: "fertig", en: "ready" },
  failed: { de: "nicht möglich", en: "not possible" },
  expired: { de: "abgelaufen", en: "expired" },
};

const failures: Readonly<Record<string, Localized>> = {
  "proof.akte-broken": {
    de: "Der Verlauf der Akte ist nicht mehr bewiesen. Sagen Sie denen Bescheid, die dieses System betreiben.",
    en: "The history of the file is not proven any more. Tell those who run this system.",
  },
  "proof.too-large": {
    de: "Die Akte ist zu groß. Nehmen Sie die Vorgänge einzeln.",
    en: "The file is too large. Take the cases one by one.",
  },
  "proof.too-complex": {
    de: "Die Dokumente sind zu umfangreich für ein PDF. Nehmen Sie das Paket.",
    en: "The documents are too much for one PDF. Take the package.",
  },
};

/** Why an export could not be made. */
export function failureWords(code: string | null): Localized {
  return (
    failures[code ?? ""] ?? {
      de: "Das hat nicht geklappt. Versuchen Sie es noch einmal.",
      en: "This did not work. Please try again.",
    }
  );
}
