import type { Localized } from "../../../kernel/index.ts";

/** A kind of problem that a client may meet. */
export interface ProblemKind {
  readonly status: number;
  readonly title: Localized;
  /** What to do about it. */
  readonly text: Localized;
}

/**
 * Every kind of problem of the API, by its code. Codes are stable: programs act on them. The first eleven are told by
 * the server itself, wherever they happen.
 */
export const problemKinds = {
  "bad-request": {
    status: 400,
    title: { de: "Die Anfrage ist nicht in Ordnung.", en: "The request is not in order." },
    text: {
      de: "Adresse oder Kopfzeilen stimmen nicht. errors nennt, was.",
      en: "Address or headers are not right. errors says which.",
    },
  },
  forbidden: {
    status: 403,
    title: { de: "Das ist nicht erlaubt.", en: "This is not allowed." },
    text: { de: "Das darf niemand mit einem Schlüssel.", en: "Nobody with a key may do this." },
  },
  "not-found": {
    status: 404,
    title: { de: "Das gibt es nicht.", en: "There is no such thing." },
    text: {
      de: "Die Leistung, der Antrag oder das Dokument ist unbekannt, oder dieser Zugang darf nichts davon wissen. Anträge von anderen brauchen deren Zugangscode in Access-Code.",
      en: "The service, application or document is unknown, or this client may not know of it. Applications of others need their access code in Access-Code.",
    },
  },
  "method-not-allowed": {
    status: 405,
    title: { de: "Diese Methode gibt es hier nicht.", en: "This method is not offered here." },
    text: { de: "Die Kopfzeile Allow nennt, was geht.", en: "The header Allow says which are." },
  },
  conflict: {
    status: 409,
    title: { de: "Jemand war schneller.", en: "Somebody was faster." },
    text: {
      de: "Lesen Sie den neuen Stand, und senden Sie dann noch einmal.",
      en: "Read the new state, then send again.",
    },
  },
  "too-large": {
    status: 413,
    title: { de: "Das ist zu groß.", en: "This is too large." },
    text: { de: "Eine Anfrage darf 512 KiB haben.", en: "A request may have 512 KiB." },
  },
  "unsupported-media-type": {
    status: 415,
    title: { de: "Diese Art von Inhalt nehmen wir nicht an.", en: "We do not accept this kind of content." },
    text: {
      de: "Senden Sie application/json in UTF-8, Dateien als application/octet-stream, ohne Kompression.",
      en: "Send application/json in UTF-8, files as application/octet-stream, not compressed.",
    },
  },
  "too-many-requests": {
    status: 429,
    title: { de: "Das waren zu viele Anfragen.", en: "Too many requests." },
    text: {
      de: "Warten Sie so viele Sekunden, wie Retry-After nennt.",
      en: "Wait as many seconds as Retry-After says.",
    },
  },
  incident: {
    status: 500,
    title: { de: "Hier ist uns ein Fehler passiert.", en: "Something went wrong on our side." },
    text: {
      de: "Senden Sie noch einmal, mit demselben Idempotency-Key. Bleibt es dabei, nennen Sie uns die Nummer unter incident.",
      en: "Send again, with the same Idempotency-Key. If it stays like that, tell us the number under incident.",
    },
  },
  unavailable: {
    status: 503,
    title: { de: "Der Dienst ist gleich wieder da.", en: "The service will be back in a moment." },
    text: {
      de: "Warten Sie so viele Sekunden, wie Retry-After nennt, und senden Sie noch einmal, mit demselben Idempotency-Key.",
      en: "Wait as many seconds as Retry-After says, then send again, with the same Idempotency-Key.",
    },
  },
  "key-missing": {
    status: 401,
    title: { de: "Der Schlüssel fehlt.", en: "The key is missing." },
    text: {
      de: "Senden Sie den Schlüssel dieser Stadt als Authorization: Bearer kamt_…",
      en: "Send the key of this town as Authorization: Bearer kamt_…",
    },
  },
  "key-unknown": {
    status: 401,
    title: { de: "Diesen Schlüssel kennen wir nicht.", en: "We do not know this key." },
    text: {
      de: "Jede Stadt gibt eigene Schlüssel aus. Prüfen Sie Stadt und Schlüssel.",
      en: "Every town issues keys of its own. Check town and key.",
    },
  },
  "key-expired": {
    status: 401,
    title: { de: "Der Schlüssel ist abgelaufen.", en: "The key has expired." },
    text: { de: "Lassen Sie sich von der Stadt einen neuen geben.", en: "Ask the town for a new one." },
  },
  "key-revoked": {
    status: 401,
    title: { de: "Der Schlüssel wurde widerrufen.", en: "The key has been revoked." },
    text: { de: "Fragen Sie bei der Stadt nach.", en: "Ask the town." },
  },
  "scope-missing": {
    status: 403,
    title: { de: "Dafür ist der Schlüssel nicht gut.", en: "The key is not good for this." },
    text: {
      de: "Die Stadt gibt Schlüssel für einzelne Zwecke aus. Lassen Sie sich einen für diesen geben.",
      en: "The town issues keys for single purposes. Ask for one for this purpose.",
    },
  },
  "not-acceptable": {
    status: 406,
    title: { de: "So können wir nicht antworten.", en: "We cannot answer like that." },
    text: {
      de: "Die Kopfzeile Accept lässt nichts zu, was es hier gibt.",
      en: "The header Accept allows nothing that there is here.",
    },
  },
  "malformed-json": {
    status: 400,
    title: { de: "Das ist kein JSON.", en: "This is not JSON." },
    text: {
      de: "Senden Sie gültiges JSON (RFC 8259), höchstens 32 Ebenen tief, ohne Nullzeichen und ohne halbe Zeichen.",
      en: "Send valid JSON (RFC 8259), at most 32 levels deep, without null characters and without half characters.",
    },
  },
  "body-not-right": {
    status: 422,
    title: { de: "Der Inhalt hat nicht die erwartete Form.", en: "The body does not have the expected shape." },
    text: {
      de: "errors nennt die Stellen. Die Beschreibung der Schnittstelle zeigt die Form.",
      en: "errors names the places. The description of the API shows the shape.",
    },
  },
  "answers-not-right": {
    status: 422,
    title: { de: "Angaben fehlen oder stimmen nicht.", en: "Answers are missing or not right." },
    text: {
      de: "Nichts wurde gesendet. errors sagt je Feld, wie es richtig wird: dasselbe wie die Seite der Leistung.",
      en: "Nothing was sent. errors says field by field how to put it right: the same as the page of the service.",
    },
  },
  "file-not-accepted": {
    status: 422,
    title: { de: "Diese Datei nehmen wir nicht an.", en: "We do not accept this file." },
    text: {
      de: "Nichts wurde gespeichert. errors nennt das Feld, den Grund und was hilft: dasselbe wie die Seite der Leistung.",
      en: "Nothing was stored. errors names the field, the reason and what helps: the same as the page of the service.",
    },
  },
  "too-many-files-waiting": {
    status: 409,
    title: { de: "Zu viele Dateien warten auf ihren Antrag.", en: "Too many files wait for their application." },
    text: {
      de: "Senden Sie erst die Anträge, zu denen sie gehören. Was nicht gesendet wird, löschen wir nach 24 Stunden.",
      en: "Send the applications that they belong to first. What is not sent is erased after 24 hours.",
    },
  },
  "idempotency-key-missing": {
    status: 400,
    title: { de: "Idempotency-Key fehlt.", en: "Idempotency-Key is missing." },
    text: {
      de: "Senden Sie je Antrag einen neuen Wert mit 16 bis 128 Zeichen, am besten eine UUID.",
      en: "Send a new value of 16 to 128 characters with each application, best a UUID.",
    },
  },
  "idempotency-key-reused": {
    status: 422,
    title: {
      de: "Dieser Idempotency-Key gehört zu einer anderen Anfrage.",
      en: "This Idempotency-Key belongs to another request.",
    },
    text: {
      de: "Ein anderer Inhalt braucht einen neuen Wert.",
      en: "Another body needs a new value.",
    },
  },
  "idempotency-in-progress": {
    status: 409,
    title: { de: "Dieselbe Anfrage wird gerade bearbeitet.", en: "The same request is being worked on." },
    text: {
      de: "Warten Sie einen Augenblick, und senden Sie dann noch einmal, mit demselben Idempotency-Key.",
      en: "Wait a moment, then send again, with the same Idempotency-Key.",
    },
  },
  "service-not-offered": {
    status: 409,
    title: {
      de: "Diese Leistung gibt es hier gerade nicht online.",
      en: "This service is not offered online here now.",
    },
    text: {
      de: "Die Stadt hat sie abgeschaltet, oder sie geht nur vor Ort.",
      en: "The town has switched it off, or it can only be done in person.",
    },
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
