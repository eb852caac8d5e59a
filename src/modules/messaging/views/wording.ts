import type { Localized } from "../../../kernel/index.ts";

/** Words of the module's pages. */
export const wording = {
  resumeTitle: { de: "Ihren Vorgang fortsetzen", en: "Continue where you left off" },
  resumeLead: {
    de: "Mit Ihrem Code öffnen Sie Ihren begonnenen Antrag oder Ihr Postfach.",
    en: "Your code opens the application you have begun, or your mailbox.",
  },
  resumeAsked: {
    de: "Dieses Gerät kennt Ihren Code noch nicht. Geben Sie ihn ein, dann geht es weiter.",
    en: "This device does not know your code yet. Enter it to go on.",
  },
  code: { de: "Ihr Code", en: "Your code" },
  codeHint: {
    de: "12 Zeichen, zum Beispiel K7F3-9QMD-2XTP. Groß oder klein und Striche sind egal.",
    en: "12 characters, for example K7F3-9QMD-2XTP. Capitals and hyphens do not matter.",
  },
  codeHelp: { de: "Wo finde ich meinen Code?", en: "Where do I find my code?" },
  codeHelpText: {
    de: "Sie haben den Code bekommen, als Sie Ihren Antrag begonnen haben. Er steht auch auf der Bestätigung, nachdem Sie den Antrag gesendet haben.",
    en: "You got the code when you began your application. It is also on the confirmation you saw after sending it.",
  },
  codeSource: { de: "§ 9 Abs. 1 Satz 3 OZG", en: "§ 9 (1) sentence 3 OZG" },
  codeMissing: { de: "Geben Sie Ihren Code ein.", en: "Enter your code." },
  codeMalformed: {
    de: "Das ist kein vollständiger Code. Ein Code hat 12 Buchstaben und Ziffern. Vergleichen Sie Zeichen für Zeichen.",
    en: "This is not a complete code. A code has 12 letters and digits. Compare it character by character.",
  },
  codeUnknown: {
    de: "Diesen Code kennen wir hier nicht. Prüfen Sie, ob Sie sich vertippt haben und ob Sie bei der richtigen Stadt oder Gemeinde sind.",
    en: "We do not know this code here. Check for typing mistakes, and whether you are at the right town.",
  },
  resume: { de: "Weiter", en: "Continue" },
  mailbox: { de: "Ihr Postfach", en: "Your mailbox" },
  mailboxLead: {
    de: "Hier sehen Sie, wie weit Ihre Anträge sind, und lesen, was wir Ihnen schreiben.",
    en: "See how far your applications are, and read what we write to you.",
  },
  cases: { de: "Ihre Vorgänge", en: "Your cases" },
  noCases: { de: "Noch kein Vorgang", en: "No case yet" },
  noCasesText: {
    de: "Sobald Sie einen Antrag senden, steht er hier mit seinem Stand.",
    en: "As soon as you send an application, you will see it here and how far it is.",
  },
  reference: { de: "Aktenzeichen", en: "Reference" },
  updated: { de: "Stand vom", en: "As of" },
  messages: { de: "Nachrichten", en: "Messages" },
  noMessages: { de: "Noch keine Nachricht", en: "No message yet" },
  noMessagesText: {
    de: "Wenn wir Ihnen schreiben oder ein Dokument für Sie haben, liegt es hier.",
    en: "When we write to you or have a document for you, it will be here.",
  },
  you: { de: "Sie", en: "You" },
  isNew: { de: "Neu", en: "New" },
  needsAnswer: { de: "Antwort nötig", en: "Answer needed" },
  from: { de: "Von", en: "From" },
  attachment: { de: "Anhang", en: "attachment" },
  attachments: { de: "Anhänge", en: "attachments" },
  attached: { de: "Anhänge", en: "Attachments" },
  access: { de: "Ihr Zugang", en: "Your access" },
  codeKeep: {
    de: "Mit diesem Code öffnen Sie Ihr Postfach auf jedem Gerät. Geben Sie ihn nicht weiter.",
    en: "This code opens your mailbox on any device. Do not pass it on.",
  },
  forget: { de: "Auf diesem Gerät abmelden", en: "Sign out on this device" },
  forgetHint: {
    de: "An einem Gerät, das auch andere benutzen, melden Sie sich ab. Schreiben Sie sich vorher den Code auf.",
    en: "On a device that others use too, sign out. Write down the code first.",
  },
  forgotten: { de: "Sie sind auf diesem Gerät abgemeldet.", en: "You are signed out on this device." },
  nudges: { de: "E-Mail bei neuen Nachrichten", en: "E-mail for new messages" },
  nudgeAddress: { de: "E-Mail-Adresse", en: "E-mail address" },
  nudgeNone: { de: "Keine. Sie bekommen keine E-Mail.", en: "None. You get no e-mail." },
  change: { de: "Ändern", en: "Change" },
  add: { de: "Eintragen", en: "Add" },
  nudgeLead: {
    de: "Wir schreiben Ihnen, dass eine Nachricht da ist. Worum es geht, steht nur im Postfach.",
    en: "We tell you that there is a message. What it is about stands only in the mailbox.",
  },
  emailHint: { de: "Zum Beispiel name@beispiel.de.", en: "For example name@example.org." },
  emailMissing: {
    de: "Geben Sie eine E-Mail-Adresse ein. Wenn Sie keine E-Mails möchten, wählen Sie „Adresse entfernen“.",
    en: "Enter an e-mail address. If you want no e-mails, choose “Remove address”.",
  },
  emailMalformed: {
    de: "Diese E-Mail-Adresse ist nicht vollständig. Sie braucht ein @ und danach einen Namen mit Punkt, zum Beispiel name@beispiel.de.",
    en: "This e-mail address is not complete. It needs an @ and after it a name with a dot, for example name@example.org.",
  },
  save: { de: "Speichern", en: "Save" },
  remove: { de: "Adresse entfernen", en: "Remove address" },
  emailSaved: { de: "Ihre E-Mail-Adresse ist gespeichert.", en: "Your e-mail address is saved." },
  emailRemoved: {
    de: "Ihre E-Mail-Adresse ist entfernt. Sie bekommen keine E-Mails mehr.",
    en: "Your e-mail address is removed. You get no more e-mails.",
  },
  backToMailbox: { de: "Zum Postfach", en: "To the mailbox" },
  notice: { de: "Bescheid oder Bescheinigung", en: "Official notice" },
  noThread: { de: "Noch keine Nachrichten", en: "No messages yet" },
  noThreadText: {
    de: "Fragen, Antworten und Bescheide zu diesem Vorgang stehen hier, sobald es welche gibt.",
    en: "Questions, answers and notices on this case will stand here as soon as there are any.",
  },
} as const satisfies Record<string, Localized>;

/** Words of the desk's page of outgoing e-mails. */
export const outboxWording = {
  title: { de: "Postausgang", en: "Outgoing e-mails" },
  lead: {
    de: "E-Mails, die Bürgerinnen und Bürgern sagen, dass im Postfach eine Nachricht liegt. Sie enthalten nichts über den Vorgang.",
    en: "E-mails that tell citizens that there is a message in their mailbox. They say nothing about the case.",
  },
  folderTitle: { de: "Diese E-Mails gehen an niemanden", en: "These e-mails reach nobody" },
  folderText: {
    de: "Auf dieser Anlage ist kein Mailserver eingerichtet. Jede E-Mail wird nur als Datei in einen Ordner geschrieben.",
    en: "No mail server is set up on this installation. Each e-mail is only written to a folder as a file.",
  },
  missingTitle: { de: "E-Mails warten", en: "E-mails are waiting" },
  missingText: {
    de: "Der Versand ist auf dieser Anlage nicht eingerichtet. Die E-Mails gehen hinaus, sobald er eingerichtet ist.",
    en: "Sending is not set up on this installation. The e-mails go out as soon as it is.",
  },
  state: { de: "Stand", en: "State" },
  when: { de: "Wann", en: "When" },
  to: { de: "An", en: "To" },
  attempts: { de: "Versuche", en: "Attempts" },
  content: { de: "Inhalt", en: "Content" },
  show: { de: "Anzeigen", en: "Show" },
  notYet: { de: "Entsteht beim Senden.", en: "Is written when it is sent." },
  queued: { de: "wartet", en: "waiting" },
  sent: { de: "gesendet", en: "sent" },
  written: { de: "in den Ordner geschrieben", en: "written to the folder" },
  failed: { de: "nicht zustellbar", en: "failed" },
  withdrawn: { de: "zurückgezogen", en: "withdrawn" },
  empty: { de: "Noch keine E-Mail", en: "No e-mail yet" },
  emptyText: {
    de: "Sobald Sie jemandem schreiben, der eine E-Mail-Adresse angegeben hat, steht die Benachrichtigung hier.",
    en: "As soon as you write to somebody who gave an e-mail address, the notification stands here.",
  },
} as const satisfies Record<string, Localized>;

/** What went wrong with a mail, by the code of the failure. */
export const mailErrors: Readonly<Record<string, Localized>> = {
  "messaging.mail-refused": {
    de: "Der Mailserver nimmt diese Adresse nicht an.",
    en: "The mail server does not accept this address.",
  },
  "messaging.mail-unavailable": {
    de: "Der Mailserver hat nicht angenommen. Wir versuchen es wieder.",
    en: "The mail server did not accept it. It will be tried again.",
  },
  "messaging.mail-not-configured": {
    de: "Der Versand ist nicht eingerichtet.",
    en: "Sending is not set up.",
  },
};
