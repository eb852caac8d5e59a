import type { Localized } from "../../../kernel/index.ts";

/** What the pages of an application say, besides the form's own texts. */
export const wording = {
  next: { de: "Weiter", en: "Continue" },
  back: { de: "Zurück", en: "Back" },
  later: { de: "Später fortsetzen", en: "Continue later" },
  toReview: { de: "Zurück zur Übersicht", en: "Back to the overview" },
  saveChange: { de: "Änderung übernehmen", en: "Save change" },
  pages: { de: "Alle Seiten zeigen", en: "Show all pages" },
  review: { de: "Prüfen und senden", en: "Check and send" },
  remove: { de: "entfernen", en: "remove" },
  add: { de: "hinzufügen", en: "add" },
  saved: { de: "Gespeichert unter dem Code", en: "Saved under the code" },
  savedHelp: {
    de: "Mit diesem Code machen Sie jederzeit weiter, auch auf einem anderen Gerät.",
    en: "With this code you can continue at any time, also on another device.",
  },
  newQuestions: { de: "Zu Ihrer Antwort haben wir noch eine Frage", en: "Your answer raises one more question" },
  newQuestionsText: {
    de: "Sie ist unten dazugekommen. Ihre Antworten sind gespeichert.",
    en: "It has been added below. Your answers have been saved.",
  },
  typeToSearch: {
    de: "Geben Sie die ersten Buchstaben ein.",
    en: "Type the first letters.",
  },
  search: { de: "Suchen", en: "Search" },
  didYouMean: { de: "Was davon meinen Sie?", en: "Which of these do you mean?" },
  nothingFound: { de: "Wir haben nichts gefunden für:", en: "We found nothing for:" },
  chosen: { de: "Ausgewählt", en: "Chosen" },
  found: { de: "Vorschläge. Wählen Sie mit den Pfeiltasten.", en: "suggestions. Choose with the arrow keys." },
  noneFound: { de: "Keine Vorschläge.", en: "No suggestions." },
  latitude: { de: "Breite", en: "Latitude" },
  longitude: { de: "Länge", en: "Longitude" },
  degrees: {
    de: "In Grad, zum Beispiel Breite 51,7189 und Länge 8,7543. Sie stehen in jeder Karten-App.",
    en: "In degrees, for example latitude 51.7189 and longitude 8.7543. Every map app shows them.",
  },
  takeLocation: { de: "Meinen Standort übernehmen", en: "Use my location" },
  locating: { de: "Wir fragen Ihr Gerät nach dem Standort.", en: "We are asking your device for its location." },
  located: { de: "Der Standort ist eingetragen.", en: "The location has been filled in." },
  noLocation: {
    de: "Ihr Gerät gibt den Standort nicht heraus. Geben Sie ihn selbst ein.",
    en: "Your device does not tell its location. Please enter it yourself.",
  },
  yes: { de: "Ja", en: "Yes" },
  no: { de: "Nein", en: "No" },
  notAnswered: { de: "Nicht ausgefüllt:", en: "Not filled in:" },
  change: { de: "Ändern", en: "Change" },
  prefilled: { de: "Vorausgefüllt aus:", en: "Prefilled from:" },
  prefilledChanged: { de: "Von Ihnen geändert. Vorausgefüllt war aus:", en: "Changed by you. It was prefilled from:" },
} as const satisfies Record<string, Localized>;
