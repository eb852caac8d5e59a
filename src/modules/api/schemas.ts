import { z } from "zod";
import { described, named } from "./model/described.ts";
import { type ProblemCode, problemKinds } from "./model/problems.ts";

const day = (de: string, en: string) => described(z.iso.date(), de, en);
const instant = (de: string, en: string) => described(z.iso.datetime(), de, en);
const text = (de: string, en: string) => described(z.string(), de, en);
const link = (de: string, en: string) => described(z.url(), de, en);
const id = (de: string, en: string) => described(z.uuid(), de, en);

/** What went wrong (RFC 9457). */
export const problemSchema = named(
  "Problem",
  described(
    z.object({
      type: text(
        "Adresse, die diese Art von Problem erklärt, oder about:blank",
        "Address that explains this kind of problem, or about:blank",
      ),
      status: described(z.int().min(400).max(599), "HTTP-Status", "HTTP status"),
      code: described(
        z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]),
        "Art des Problems, für Programme",
        "Kind of the problem, for programs",
      ),
      title: text("In einem Satz", "In one sentence"),
      detail: text("Was zu tun ist", "What to do about it").optional(),
      errors: described(
        z
          .array(
            z.object({
              pointer: text(
                "JSON Pointer (RFC 6901) in den gesendeten Inhalt; bei einer Datei: ihr Feld im Antrag",
                "JSON Pointer (RFC 6901) into the body that was sent; for a file: its field in the application",
              ).optional(),
              parameter: text(
                "Name eines Teils der Adresse oder einer Kopfzeile",
                "Name of a part of the address or of a header",
              ).optional(),
              detail: text("Wie es richtig wird", "How to put it right"),
            }),
          )
          .optional(),
        "Die einzelnen Fehler",
        "The single mistakes",
      ),
      incident: text("Nummer, unter der wir den Fehler finden", "Number by which we find the error").optional(),
    }),
    "Was nicht ging, nach RFC 9457 (application/problem+json). Titel und Text stehen in der Sprache von Accept-Language.",
    "What went wrong, by RFC 9457 (application/problem+json). Title and text are in the language of Accept-Language.",
  ),
);

const feeSchema = named(
  "Fee",
  z.object({
    key: text("Kennung", "Key"),
    label: text("Wofür", "What for"),
    amountCents: described(z.int().min(0), "Betrag in Cent", "Amount in cents"),
    source: text("Rechtsgrundlage", "Legal source"),
  }),
);

/** One service, as lists show it. */
export const serviceSummarySchema = named(
  "ServiceSummary",
  z.object({
    id: text("Kennung, Teil von Adressen", "Identifier, part of addresses"),
    title: text("Name", "Name"),
    summary: text("In einem Satz", "In one sentence"),
    leikaKey: text("LeiKa-Schlüssel, 14 Ziffern", "LeiKa key, 14 digits").optional(),
    online: described(z.boolean(), "Ob ein Antrag gesendet werden kann", "Whether an application can be sent"),
    links: z.object({
      self: link("Diese Leistung", "This service"),
      page: link("Seite für Menschen", "Page for people"),
    }),
  }),
);

export const serviceListSchema = named("ServiceList", z.object({ services: z.array(serviceSummarySchema) }));

const lines = (de: string, en: string) => described(z.array(z.string()), de, en);

/** One service with all that is known of it. */
export const serviceSchema = named(
  "Service",
  z.object({
    ...serviceSummarySchema.shape,
    version: described(z.int(), "Zählt Änderungen", "Counts changes"),
    what: lines("Was es ist", "What it is"),
    forWhom: lines("Für wen", "For whom"),
    cost: lines("Was es kostet", "What it costs"),
    time: lines("Wie lange es dauert", "How long it takes"),
    needed: lines("Was gebraucht wird", "What is needed"),
    dataProtection: lines("Was mit den Angaben geschieht", "What happens to the answers"),
    legalBasis: z.array(z.object({ cite: text("Fundstelle", "Citation"), url: z.string().optional() })),
    note: text("Was die Stadt dazu sagt", "What the town adds").optional(),
    form: described(
      z
        .object({
          version: described(z.int(), "Version des Formulars", "Version of the form"),
          minutes: described(z.int(), "So viele Minuten braucht ein Mensch", "Minutes that a person needs"),
          trustLevel: described(
            z.enum(["low", "substantial", "high"]),
            "Vertrauensniveau nach § 3 OZG",
            "Level of assurance by § 3 OZG",
          ),
          fees: described(z.array(feeSchema), "Mögliche Gebühren", "Possible fees"),
          declarations: described(
            z.array(
              z.object({
                key: text("Kennung, zu senden in declarations", "Key, to be sent in declarations"),
                text: text("Die Erklärung", "The declaration"),
                source: text("Rechtsgrundlage", "Legal source"),
              }),
            ),
            "Erklärungen, denen zugestimmt werden muss",
            "Declarations that have to be agreed with",
          ),
          deadline: described(
            z
              .object({
                days: z.int(),
                counting: z.enum(["working-days", "calendar-days"]),
                source: text("Rechtsgrundlage", "Legal source"),
              })
              .optional(),
            "Frist für die Antwort der Stadt",
            "Time within which the town answers",
          ),
          schema: link("Das Formular als JSON Schema", "The form as JSON Schema"),
        })
        .optional(),
      "Fehlt, wo kein Antrag gesendet werden kann",
      "Absent where no application can be sent",
    ),
  }),
);

/** What a client sends. */
export const newApplicationSchema = named(
  "NewApplication",
  described(
    z.strictObject({
      service: described(z.string().min(1).max(120), "Kennung der Leistung", "Identifier of the service"),
      answers: described(
        z.record(z.string(), z.unknown()).optional(),
        "Die Antworten, geschachtelt wie das JSON Schema des Formulars",
        "The answers, nested as the JSON Schema of the form",
      ),
      answersByPath: described(
        z.record(z.string(), z.unknown()).optional(),
        "Statt answers: je Feld sein Pfad, zum Beispiel vertreter.1.familienname",
        "Instead of answers: the path of each field, for example vertreter.1.familienname",
      ),
      declarations: described(
        z.array(z.string().max(120)).max(50),
        "Kennungen der Erklärungen, denen zugestimmt wird",
        "Keys of the declarations that are agreed with",
      ),
      email: described(
        z.string().max(254).optional(),
        "Dorthin geht eine Nachricht ohne Inhalt, sobald etwas im Postfach liegt",
        "A message without content goes there as soon as something lies in the mailbox",
      ),
      language: described(
        z.enum(["de", "en"]).optional(),
        "Sprache, in der die Stadt schreibt; sonst die von Accept-Language",
        "Language in which the town writes; otherwise that of Accept-Language",
      ),
    }),
    "Ein Antrag: answers oder answersByPath, nicht beides",
    "An application: answers or answersByPath, not both",
  ),
);

/** A file that waits for its application. */
export const uploadSchema = named(
  "Upload",
  z.object({
    id: id("Kennung, im Antrag zu nennen", "Identifier, to be named in the application"),
    service: text("Kennung der Leistung", "Identifier of the service"),
    field: text("Pfad des Feldes", "Path of the field"),
    filename: text("Dateiname", "File name"),
    mediaType: text("Art des Inhalts, wie wir sie erkannt haben", "Media type, as we have recognised it"),
    bytes: described(
      z.int(),
      "Größe dessen, was wir aufbewahren, in Byte: Ortsangaben in Bildern entfernen wir",
      "Size of what we keep, in bytes: we remove locations from pictures",
    ),
    sha256: text("SHA-256 dessen, was wir aufbewahren", "SHA-256 of what we keep"),
    state: described(
      z.enum(["clean", "quarantined", "refused"]),
      "clean: kann gesendet werden; quarantined: der Virenscanner prüft noch; refused: der Virenscanner hat etwas gefunden",
      "clean: may be sent; quarantined: the virus scanner is still checking; refused: the virus scanner has found something",
    ),
    reason: text("Warum sie nicht angenommen wird, und was hilft", "Why it is not accepted, and what helps").optional(),
    expiresAt: instant("Dann wird sie gelöscht, wenn kein Antrag sie nennt", "Erased then, if no application names it"),
    links: z.object({ self: link("Diese Datei", "This file") }),
  }),
);

const stateShape = {
  state: described(
    z.enum(["open", "waiting", "done"]),
    "open: wird bearbeitet; waiting: die Stadt wartet auf eine Antwort; done: erledigt",
    "open: being worked on; waiting: the town waits for an answer; done: done",
  ),
  sentence: text("Wo der Antrag steht, in einem Satz", "Where the application stands, in one sentence"),
};

const applicationShape = {
  id: id("Kennung des Antrags", "Identifier of the application"),
  service: text("Kennung der Leistung", "Identifier of the service"),
  title: text("Name der Leistung", "Name of the service"),
  fileReference: text("Aktenzeichen", "File reference (Aktenzeichen)"),
  receivedAt: instant("Eingang", "When it was received"),
  dueOn: day("Bis dahin antwortet die Stadt", "The town answers by then").optional(),
  ...stateShape,
};

/** An application, as lists show it. */
const applicationSummarySchema = named(
  "ApplicationSummary",
  z.object({ ...applicationShape, links: z.object({ self: link("Dieser Antrag", "This application") }) }),
);

export const applicationListSchema = named(
  "ApplicationList",
  z.object({
    applications: z.array(applicationSummarySchema),
    next: link("Die nächste Seite; fehlt auf der letzten", "The next page; absent on the last").optional(),
  }),
);

const applicationLinks = z.object({
  self: link("Dieser Antrag", "This application"),
  messages: link("Seine Nachrichten und Dokumente", "Its messages and documents"),
  page: link("Seite für Menschen; öffnet sich mit dem Zugangscode", "Page for people; opens with the access code"),
});

/** Where an application stands. */
export const applicationSchema = named(
  "Application",
  z.object({
    ...applicationShape,
    deadlineSource: text("Rechtsgrundlage der Frist", "Legal source of the deadline").optional(),
    closedAt: instant("Erledigt", "When it was done").optional(),
    steps: described(
      z.array(
        z.object({
          sentence: text("Was geschah oder kommt", "What happened or comes"),
          text: text("Mehr dazu", "More about it").optional(),
          when: text("Wann, in Worten", "When, in words").optional(),
          state: z.enum(["done", "current", "next"]),
        }),
      ),
      "Der Verlauf, wie die Seite ihn zeigt",
      "The course, as the page shows it",
    ),
    links: applicationLinks,
  }),
);

/** What came of sending. */
export const receiptSchema = named(
  "Receipt",
  z.object({
    ...applicationShape,
    accessCode: described(
      z.string(),
      "Zugangscode der Person: öffnet ihr Postfach. Steht nur hier. Geben Sie ihn weiter.",
      "Access code of the person: opens their mailbox. Stands only here. Pass it on.",
    ),
    fees: described(
      z.array(
        z.object({
          key: text("Kennung", "Key"),
          label: text("Wofür", "What for"),
          count: described(z.int(), "Wie oft", "How often"),
          amountCents: described(z.int(), "Zusammen, in Cent", "Together, in cents"),
        }),
      ),
      "Gebühren, die dieser Antrag verursacht",
      "Fees that this application causes",
    ),
    notAsked: described(
      z.array(z.string()),
      "JSON Pointer zu Antworten, nach denen bei diesen Angaben nicht gefragt wird: sie wurden nicht gesendet",
      "JSON Pointers to answers that are not asked for with these answers: they were not sent",
    ),
    links: applicationLinks,
  }),
);

const documentSchema = named(
  "Document",
  z.object({
    id: id("Kennung", "Identifier"),
    title: text("Titel", "Title"),
    filename: text("Dateiname", "File name"),
    mediaType: text("Art des Inhalts", "Media type"),
    bytes: described(z.int(), "Größe in Byte", "Size in bytes"),
    sha256: text("SHA-256 des Inhalts", "SHA-256 of the content"),
    links: z.object({ content: link("Der Inhalt", "The content") }),
  }),
);

/** What was written, with what came along. */
export const messageListSchema = named(
  "MessageList",
  z.object({
    messages: z.array(
      named(
        "Message",
        z.object({
          id: id("Kennung", "Identifier"),
          direction: described(
            z.enum(["to-citizen", "to-office"]),
            "An die Person oder an die Stadt",
            "To the person or to the town",
          ),
          kind: described(
            z.enum(["receipt", "question", "answer", "notice", "info"]),
            "notice: ein Bescheid oder eine Bescheinigung mit rechtlicher Wirkung; question: die Stadt möchte eine Antwort",
            "notice: a decision or certificate with legal effect; question: the town wants an answer",
          ),
          subject: text("Betreff", "Subject"),
          body: text("Text", "Text"),
          author: text("Von wem", "By whom"),
          postedAt: instant("Wann", "When"),
          effectiveOn: day(
            "Gilt als bekanntgegeben (§ 9 OZG); nur bei notice",
            "Counts as announced (§ 9 OZG); only of a notice",
          ).optional(),
          documents: z.array(documentSchema),
        }),
      ),
    ),
  }),
);

export const formSchemaSchema = named(
  "FormSchema",
  described(
    z.record(z.string(), z.unknown()),
    "Ein JSON Schema, Fassung 2020-12: so sehen die Antworten aus",
    "A JSON Schema, draft 2020-12: what answers look like",
  ),
);
/** Part of the values of one field. */
export const codePageSchema = named(
  "CodePage",
  z.object({
    list: text("Adresse der Codeliste", "Address of the code list").optional(),
    version: text("Fassung der Codeliste", "Version of the code list").optional(),
    total: described(z.int().min(0), "Wie viele es im Ganzen sind", "How many there are in all"),
    codes: z.array(
      z.object({
        code: text("Was gesendet wird", "What is sent"),
        label: text("Wie Menschen es lesen", "How people read it"),
      }),
    ),
    next: link("Die nächsten; fehlt, wenn es keine gibt", "The next ones; absent where there are none").optional(),
  }),
);
export const descriptionSchema = named(
  "Description",
  described(z.record(z.string(), z.unknown()), "Dieses Dokument: OpenAPI 3.1", "This document: OpenAPI 3.1"),
);
