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
  savedAt: { de: "Gespeichert um", en: "Saved at" },
  waitsSince: { de: "Kein Netz. Auf diesem Gerät gemerkt um", en: "No network. Kept on this device at" },
  noNetwork: { de: "Kein Netz", en: "No network" },
  noNetworkText: {
    de: "Sie können weiter ausfüllen. Ihre Angaben warten verschlüsselt auf diesem Gerät und werden gesendet, sobald Sie wieder Netz haben.",
    en: "You can go on. What you type waits on this device, encrypted, and is sent as soon as you are online again.",
  },
  newQuestions: { de: "Zu Ihrer Antwort haben wir noch eine Frage", en: "Your answer raises one more question" },
  newQuestionsText: {
    de: "Sie ist unten dazugekommen. Ihre Antworten sind gespeichert.",
    en: "It has been added below. Your answers have been saved.",
  },
  yes: { de: "Ja", en: "Yes" },
  no: { de: "Nein", en: "No" },
  notAnswered: { de: "Nicht ausgefüllt:", en: "Not filled in:" },
  change: { de: "Ändern", en: "Change" },
  prefilled: { de: "Vorausgefüllt aus:", en: "Prefilled from:" },
  prefilledChanged: { de: "Von Ihnen geändert. Vorausgefüllt war aus:", en: "Changed by you. It was prefilled from:" },
} as const satisfies Record<string, Localized>;
