import type { Localized } from "../../../kernel/index.ts";

const de = {
  startTitle: "Behördengang per Mausklick",
  startLead: "Anträge an Ihre Stadt oder Gemeinde: am Telefon oder Computer, ohne Konto, zu jeder Zeit.",
  question: "In welcher Stadt oder Gemeinde?",
  questionHint: "Name, Postleitzahl oder Region, zum Beispiel Paderborn oder 33098",
  search: "Suchen",
  found: (wanted: string) => `Gefunden für „${wanted}“`,
  foundRegion: (name: string) => `Region ${name}`,
  notYet: "Nutzt Klickamt noch nicht",
  notYetWhat: "Wenden Sie sich dort wie gewohnt an das Rathaus.",
  nothingTitle: (wanted: string) => `Nichts gefunden für „${wanted}“`,
  nothing:
    "Klickamt kennt die 396 Städte und Gemeinden in Nordrhein-Westfalen. Prüfen Sie die Schreibweise oder suchen Sie mit der Postleitzahl.",
  regions: "Diese Städte nutzen Klickamt",
  demoRegions: "Städte zum Ausprobieren: alle Daten sind erfunden",
  allTowns: "Städte und Gemeinden",
  otherTowns: "Weitere Städte und Gemeinden",
  noTowns: "Auf dieser Installation ist noch keine Stadt oder Gemeinde eingeschaltet.",
  whatTitle: "Was ist Klickamt?",
  what: "Klickamt ist das offene digitale Rathaus für Städte und Gemeinden. Sie stellen Anträge, schicken Unterlagen, sehen den Stand und erhalten die Antwort in Ihr Postfach. In der Verwaltung wird derselbe Vorgang ohne Papier bearbeitet und abgelegt, nichts wird zweimal getippt.",
};

/** Words of the platform's start page. */
export const wording: Localized<typeof de> = {
  de,
  en: {
    startTitle: "Your town hall, a click away",
    startLead: "Apply to your town or municipality: by phone or computer, without an account, at any time.",
    question: "Which town or municipality?",
    questionHint: "Name, postcode or region, for example Paderborn or 33098",
    search: "Search",
    found: (wanted) => `Found for “${wanted}”`,
    foundRegion: (name) => `Region ${name}`,
    notYet: "Not using Klickamt yet",
    notYetWhat: "There, turn to the town hall as usual.",
    nothingTitle: (wanted) => `Nothing found for “${wanted}”`,
    nothing:
      "Klickamt knows the 396 towns and municipalities of North Rhine-Westphalia. Check the spelling or search by postcode.",
    regions: "These towns use Klickamt",
    demoRegions: "Towns to try out: all data are invented",
    allTowns: "Towns and municipalities",
    otherTowns: "More towns and municipalities",
    noTowns: "No town or municipality has been switched on here yet.",
    whatTitle: "What is Klickamt?",
    what: "Klickamt is the open digital town hall for towns and municipalities. You apply, send documents, see where your case stands and receive the answer in your mailbox. The administration works on the same case and files it without paper; nothing is typed twice.",
  },
};
