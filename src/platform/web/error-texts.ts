import type { Language, Localized } from "../../kernel/index.ts";

interface ErrorText {
  readonly title: string;
  readonly text: string;
}

const texts = {
  "not-found": {
    de: {
      title: "Diese Seite gibt es nicht",
      text: "Vielleicht ist die Adresse nicht vollständig, oder die Seite wurde entfernt.",
    },
    en: { title: "This page does not exist", text: "Perhaps the address is incomplete, or the page has been removed." },
  },
  forbidden: {
    de: {
      title: "Das dürfen Sie nicht ansehen",
      text: "Für diese Seite fehlt Ihnen die Berechtigung. Wenn Sie sie brauchen, sprechen Sie mit Ihrer Verwaltungsstelle.",
    },
    en: {
      title: "You may not see this",
      text: "You do not have the permission for this page. If you need it, talk to your administrator.",
    },
  },
  expired: {
    de: {
      title: "Das Formular ist nicht mehr gültig",
      text: "Ihre Sitzung hat gewechselt, seit die Seite geladen wurde. Gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal. Was schon gespeichert war, ist noch da.",
    },
    en: {
      title: "This form is no longer valid",
      text: "Your session has changed since the page was loaded. Go back, reload the page and send it again. What had been saved is still there.",
    },
  },
  conflict: {
    de: {
      title: "Jemand war schneller",
      text: "Die Daten haben sich geändert, seit Sie die Seite geöffnet haben. Laden Sie die Seite neu und sehen Sie den neuen Stand.",
    },
    en: {
      title: "Somebody was faster",
      text: "The data have changed since you opened the page. Reload the page to see the new state.",
    },
  },
  invalid: {
    de: {
      title: "Das konnten wir nicht verstehen",
      text: "Die Anfrage war nicht vollständig oder nicht in Ordnung. Gehen Sie zurück und versuchen Sie es noch einmal.",
    },
    en: {
      title: "We could not understand that",
      text: "The request was incomplete or not in order. Go back and try again.",
    },
  },
  "too-large": {
    de: {
      title: "Das ist zu groß",
      text: "Eine Datei oder die Eingabe ist größer, als wir annehmen können. Gehen Sie zurück und wählen Sie eine kleinere Datei.",
    },
    en: {
      title: "This is too large",
      text: "A file or the input is larger than we can accept. Go back and choose a smaller file.",
    },
  },
  "too-many": {
    de: {
      title: "Das waren zu viele Versuche",
      text: "Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal. Was schon gespeichert war, ist noch da.",
    },
    en: {
      title: "Too many attempts",
      text: "Please wait a minute and then try again. What had been saved is still there.",
    },
  },
  unavailable: {
    de: {
      title: "Wir sind gleich wieder da",
      text: "Der Dienst ist für kurze Zeit nicht erreichbar. Bitte versuchen Sie es in einer Minute noch einmal. Was schon gespeichert war, ist noch da.",
    },
    en: {
      title: "We will be back in a moment",
      text: "The service cannot be reached for a short time. Please try again in a minute. What had been saved is still there.",
    },
  },
  bug: {
    de: {
      title: "Hier ist uns ein Fehler passiert",
      text: "Das liegt an uns, nicht an Ihnen. Gehen Sie zurück und versuchen Sie es noch einmal. Wenn es wieder geschieht, nennen Sie uns die Nummer unten.",
    },
    en: {
      title: "Something went wrong on our side",
      text: "This is our fault, not yours. Go back and try again. If it happens again, tell us the number below.",
    },
  },
} as const satisfies Record<string, Localized<ErrorText>>;

/** Title and text of an error page: what happened and what to do now. */
export function errorTexts(key: keyof typeof texts, language: Language): ErrorText {
  return texts[key][language];
}
