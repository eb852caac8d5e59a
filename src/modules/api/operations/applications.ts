import { z } from "zod";
import { dayInBerlin, Invalid, inLanguage, isId, parseAccessCode } from "../../../kernel/index.ts";
import type { ProblemError } from "../../../platform/web/index.ts";
import {
  addCaseHistory,
  type Case,
  findCase,
  getCase,
  listHistory,
  statusLines,
  statusSentence,
} from "../../cases/index.ts";
import { availability } from "../../catalogue/index.ts";
import { caseContent, checkAll, getOnlineLeistung, listCharges, submitAnswers } from "../../forms/index.ts";
import { type Attachment, findMailboxByCode, listMessages, type Message, parseEmail } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { pointerOf, readByPath, readNested } from "../model/answers.ts";
import { described } from "../model/described.ts";
import { type AnyOperation, ApiProblem, type Call, defineOperation } from "../operation.ts";
import {
  applicationListSchema,
  applicationSchema,
  messageListSchema,
  newApplicationSchema,
  receiptSchema,
} from "../schemas.ts";
import { deleteWaitingFiles, insertApplication, insertEvent, isApplicationOf, listApplications } from "../store.ts";
import { checkFiles } from "./uploads.ts";

const nothing = z.object({});
const applicationId = described(z.uuid(), "Kennung des Antrags", "Identifier of the application");
const applicationPath = z.object({ application: applicationId });
const codeHeader = z.object({
  "access-code": described(
    z.string().max(40).optional(),
    "Zugangscode der Person, zum Beispiel K7F3-9QMD-2XTP. Nötig bei Anträgen, die dieser Zugang nicht selbst gesendet hat.",
    "Access code of the person, for example K7F3-9QMD-2XTP. Needed for applications that this client has not sent itself.",
  ),
});
const onceHeader = z.object({
  "idempotency-key": described(
    z.string().min(16).max(130).optional(),
    "Nötig. Je Antrag ein neuer Wert mit 16 bis 128 Zeichen, am besten eine UUID. 24 Stunden lang bekommt eine Wiederholung dieselbe Antwort.",
    "Required. A new value of 16 to 128 characters with each application, best a UUID. For 24 hours a repeat gets the same answer.",
  ),
});

function accessOf(call: Call) {
  if (call.access === undefined) throw new ApiProblem("key-missing");
  return call.access;
}

// — Sending ——————————————————————————————————————————————————————————————

type NewApplication = z.output<typeof newApplicationSchema>;

/** @throws ApiProblem `body-not-right` where there are both ways of answering, or neither */
function wayOf(body: NewApplication, german: boolean): "answers" | "answersByPath" {
  if ((body.answers === undefined) === (body.answersByPath === undefined)) {
    const detail = german
      ? "Senden Sie answers oder answersByPath, nicht beides."
      : "Send answers or answersByPath, not both.";
    throw new ApiProblem("body-not-right", { errors: [{ pointer: "", detail }] });
  }
  return body.answers === undefined ? "answersByPath" : "answers";
}

async function send(call: Call, body: NewApplication): Promise<z.output<typeof receiptSchema>> {
  const { ctx, language } = call;
  const german = language === "de";
  const way = wayOf(body, german);
  if (!(await availability.isOffered(ctx, body.service))) throw new ApiProblem("service-not-offered");
  const { online } = await getOnlineLeistung(ctx, body.service);
  const read =
    way === "answers"
      ? readNested(online.form, body.answers ?? {}, language)
      : readByPath(online.form, body.answersByPath ?? {}, language);

  const mistakes: ProblemError[] = read.mistakes.map(({ pointer, message }) => ({ pointer, detail: message }));
  const email = body.email === undefined ? undefined : parseEmail(body.email);
  if (body.email !== undefined && email === undefined) {
    const detail = german ? "Das ist keine E-Mail-Adresse." : "This is not an e-mail address.";
    mistakes.push({ pointer: "/email", detail });
  }
  for (const [index, key] of body.declarations.entries()) {
    if (online.declarations.some((declaration) => declaration.key === key)) continue;
    const detail = german ? "Diese Erklärung gibt es hier nicht." : "There is no such declaration here.";
    mistakes.push({ pointer: `/declarations/${index}`, detail });
  }
  for (const { key, text } of online.declarations) {
    if (body.declarations.includes(key)) continue;
    const words = inLanguage(text, language);
    mistakes.push({
      pointer: "/declarations",
      detail: german ? `Es fehlt „${key}“: ${words}` : `“${key}” is missing: ${words}`,
    });
  }
  const files = await checkFiles(call, body.service, online.form, read.answers, way);
  mistakes.push(...files.mistakes);
  const today = dayInBerlin(ctx.now);
  const known = new Set(mistakes.map(({ pointer }) => pointer));
  for (const { path, message } of checkAll(online.compiled, read.answers, { today, language })) {
    const pointer = pointerOf(path, way);
    if (!known.has(pointer)) mistakes.push({ pointer, detail: message });
  }
  if (mistakes.length > 0) throw new ApiProblem("answers-not-right", { errors: mistakes });

  const wanted = body.language ?? language;
  const sending = submitAnswers(ctx, {
    leistungId: body.service,
    answers: read.answers,
    language: wanted,
    declarations: body.declarations,
    email,
    uploadIds: files.uploadIds,
  });
  const { code, result } = await sending.catch((error: unknown) => {
    if (!(error instanceof Invalid) || error.code !== "uploads.too-much") throw error;
    const detail = german
      ? "Alle Dateien dieses Antrags zusammen sind zu groß."
      : "All files of this application together are too large.";
    throw new ApiProblem("answers-not-right", { errors: [{ pointer: "", detail }] });
  });
  if (result.kind === "incomplete") {
    const errors = result.errors.map(({ path, message }) => ({ pointer: pointerOf(path, way), detail: message }));
    throw new ApiProblem("answers-not-right", { errors });
  }
  await deleteWaitingFiles(ctx, files.uploadIds);
  const sent = await getCase(ctx, result.caseId);
  await noteSent(call, sent);
  const { settings } = await getTenant(ctx);
  return {
    ...(await summaryOf(call, sent)),
    accessCode: code,
    fees: listCharges(online, sent.answers, today, settings.fees).map(({ fee, count, amountCents }) => ({
      key: fee.key,
      label: inLanguage(fee.label, language),
      count,
      amountCents,
    })),
    notAsked: Object.keys(read.answers)
      .filter((path) => !Object.hasOwn(sent.answers, path) && !isEmpty(read.answers[path]))
      .map((path) => pointerOf(path, way)),
    links: linksOf(call, sent),
  };
}

const isEmpty = (value: string | readonly string[] | undefined): boolean =>
  value === undefined || (typeof value === "string" ? value.trim() === "" : value.length === 0);

/** Who sent it stands in the history of the case and in that of the access. */
async function noteSent(call: Call, sent: Case): Promise<void> {
  const { ctx } = call;
  const { client, key } = accessOf(call);
  await insertApplication(ctx, client.clientId, sent.caseId);
  await insertEvent(ctx, {
    action: "application-sent",
    clientId: client.clientId,
    keyId: key.keyId,
    caseId: sent.caseId,
    about: sent.aktenzeichen,
  });
  await addCaseHistory({ ...ctx, actor: { kind: "system", name: client.name } }, sent.caseId, {
    action: "api.sent",
    text: {
      de: `Über die Schnittstelle gesendet von ${client.name} (Schlüssel ${key.hint}…)`,
      en: `Sent through the API by ${client.name} (key ${key.hint}…)`,
    },
    details: { clientId: client.clientId, keyId: key.keyId },
  });
}

// — Following ————————————————————————————————————————————————————————————

/**
 * The case, for the client that sent it and for whoever knows its code. Everybody else hears what they would hear of
 * a case that does not exist.
 * @throws ApiProblem `not-found`
 */
async function openApplication(call: Call, written: string, typedCode: string | undefined): Promise<Case> {
  const { client } = accessOf(call);
  // Some languages write UUIDs in capitals, and all have to read both. Source: RFC 9562, section 4.
  const id = written.toLowerCase();
  const found = isId(id) ? await findCase(call.ctx, id) : undefined;
  if (found === undefined) throw new ApiProblem("not-found");
  if (await isApplicationOf(call.ctx, client.clientId, found.caseId)) return found;
  const code = parseAccessCode(typedCode ?? "");
  const mailbox = code === undefined ? undefined : await findMailboxByCode(call.ctx, code);
  if (mailbox?.mailboxId !== found.mailboxId) throw new ApiProblem("not-found");
  return found;
}

async function summaryOf(call: Call, subject: Case) {
  return {
    id: subject.caseId,
    service: subject.leistungId,
    title: await caseContent.leistungTitle(call.ctx, subject.leistungId, call.language, subject.leistungVersion),
    fileReference: subject.aktenzeichen,
    receivedAt: subject.receivedAt.toISOString(),
    ...(subject.dueOn === undefined ? {} : { dueOn: subject.dueOn }),
    state: subject.status,
    sentence: statusSentence(subject, call.language),
  };
}

function linksOf(call: Call, subject: Case) {
  const self = `${call.apiUrl}/applications/${subject.caseId}`;
  return {
    self,
    messages: `${self}/messages`,
    page: call.pageUrl(`/postfach/${subject.mailboxId}/vorgang/${subject.caseId}`),
  };
}

async function follow(call: Call, subject: Case): Promise<z.output<typeof applicationSchema>> {
  const history = await listHistory(call.ctx, subject.caseId);
  return {
    ...(await summaryOf(call, subject)),
    ...(subject.deadline === undefined ? {} : { deadlineSource: subject.deadline.source }),
    ...(subject.closedAt === undefined ? {} : { closedAt: subject.closedAt.toISOString() }),
    // Your steps are a part of the page, where a program has nothing "above".
    steps: statusLines(subject, history, { language: call.language, stepsOpen: false }).map(
      ({ title, text, when, state }) => ({
        sentence: title,
        ...(text === undefined ? {} : { text }),
        ...(when === undefined ? {} : { when }),
        state,
      }),
    ),
    links: linksOf(call, subject),
  };
}

function documentOf(call: Call, subject: Case, attachment: Attachment) {
  return {
    id: attachment.attachmentId,
    title: attachment.title,
    filename: attachment.filename,
    mediaType: attachment.mediaType,
    bytes: attachment.sizeBytes,
    sha256: attachment.sha256,
    links: { content: `${call.apiUrl}/applications/${subject.caseId}/documents/${attachment.attachmentId}` },
  };
}

function messageOf(call: Call, subject: Case, message: Message) {
  return {
    id: message.messageId,
    direction: message.direction,
    kind: message.kind,
    subject: message.subject,
    body: message.body,
    author: message.author,
    postedAt: message.postedAt.toISOString(),
    ...(message.effectiveOn === undefined ? {} : { effectiveOn: message.effectiveOn }),
    documents: message.attachments.map((attachment) => documentOf(call, subject, attachment)),
  };
}

/** Kinds of content that are what they say; everything else is bytes to be saved. */
const knownKinds: ReadonlySet<string> = new Set(["application/pdf", "image/jpeg", "image/png"]);

/** Sending applications, following them, fetching the answer. */
export const applicationOperations: readonly AnyOperation[] = [
  defineOperation({
    id: "sendApplication",
    method: "POST",
    path: "/applications",
    tag: "applications",
    scope: "applications:write",
    summary: { de: "Einen Antrag senden", en: "Send an application" },
    description: {
      de: "Prüft die Antworten wie die Seite der Leistung und sendet den Antrag. Er ist damit eingegangen: mit Aktenzeichen, Frist und Postfach. Die Antwort enthält den Zugangscode der Person; er steht nur hier. Stimmt etwas nicht, wird nichts gesendet.",
      en: "Checks the answers as the page of the service does and sends the application. It is then received: with file reference, deadline and mailbox. The answer holds the access code of the person; it stands only here. Where something is not right, nothing is sent.",
    },
    input: { path: nothing, query: nothing, headers: onceHeader, body: newApplicationSchema },
    once: true,
    answer: {
      status: 201,
      description: { de: "Der Antrag ist eingegangen", en: "The application was received" },
      schema: receiptSchema,
      mediaType: "application/json",
      location: (receipt) => receipt.links.self,
    },
    problems: [
      "malformed-json",
      "idempotency-key-missing",
      "service-not-offered",
      "idempotency-in-progress",
      "too-large",
      "unsupported-media-type",
      "body-not-right",
      "answers-not-right",
      "idempotency-key-reused",
    ],
    handle: (call, { body }) => send(call, body),
  }),
  defineOperation({
    id: "listApplications",
    method: "GET",
    path: "/applications",
    tag: "applications",
    scope: "applications:read",
    summary: { de: "Eigene Anträge auflisten", en: "List own applications" },
    description: {
      de: "Anträge, die dieser Zugang gesendet hat, der neueste zuerst.",
      en: "Applications that this client has sent, the newest first.",
    },
    input: {
      path: nothing,
      query: z.object({
        limit: described(
          z
            .string()
            .regex(/^([1-9]|[1-4]\d|50)$/)
            .optional(),
          "Wie viele je Seite, 1 bis 50; sonst 20",
          "How many a page, 1 to 50; otherwise 20",
        ),
        before: described(
          z.uuid().optional(),
          "Kennung des letzten der Seite davor; steht in next",
          "Identifier of the last one of the page before; stands in next",
        ),
      }),
      headers: nothing,
      body: undefined,
    },
    once: false,
    answer: {
      status: 200,
      description: { de: "Die Anträge", en: "The applications" },
      schema: applicationListSchema,
      mediaType: "application/json",
    },
    problems: [],
    async handle(call, { query }) {
      const limit = query.limit === undefined ? 20 : Number(query.limit);
      const { clientId } = accessOf(call).client;
      const ids = await listApplications(call.ctx, clientId, {
        limit: limit + 1,
        ...(query.before === undefined ? {} : { before: query.before.toLowerCase() }),
      });
      // Those whose Akte was destroyed since are gone: the others stay to be listed.
      const cases = await Promise.all(ids.slice(0, limit).map((id) => findCase(call.ctx, id)));
      return {
        applications: await Promise.all(
          cases
            .filter((subject) => subject !== undefined)
            .map(async (subject) => ({
              ...(await summaryOf(call, subject)),
              links: { self: linksOf(call, subject).self },
            })),
        ),
        ...(ids.length > limit ? { next: `${call.apiUrl}/applications?limit=${limit}&before=${ids[limit - 1]}` } : {}),
      };
    },
  }),
  defineOperation({
    id: "getApplication",
    method: "GET",
    path: "/applications/{application}",
    tag: "applications",
    scope: "applications:read",
    summary: { de: "Einen Antrag verfolgen", en: "Follow an application" },
    description: {
      de: "Wo der Antrag steht, in denselben Sätzen wie auf der Seite der Person, und bis wann die Stadt antwortet.",
      en: "Where the application stands, in the same sentences as on the person's page, and by when the town answers.",
    },
    input: { path: applicationPath, query: nothing, headers: codeHeader, body: undefined },
    once: false,
    answer: {
      status: 200,
      description: { de: "Der Stand", en: "The state" },
      schema: applicationSchema,
      mediaType: "application/json",
    },
    problems: ["not-found"],
    handle: async (call, { path, headers }) =>
      follow(call, await openApplication(call, path.application, headers["access-code"])),
  }),
  defineOperation({
    id: "listMessages",
    method: "GET",
    path: "/applications/{application}/messages",
    tag: "applications",
    scope: "applications:read",
    summary: { de: "Nachrichten lesen", en: "Read messages" },
    description: {
      de: "Was im Postfach zu diesem Antrag liegt, das Älteste zuerst: Eingangsbestätigung, Fragen, Bescheide, mit ihren Dokumenten.",
      en: "What lies in the mailbox about this application, the oldest first: receipt, questions, notices, with their documents.",
    },
    input: { path: applicationPath, query: nothing, headers: codeHeader, body: undefined },
    once: false,
    answer: {
      status: 200,
      description: { de: "Die Nachrichten", en: "The messages" },
      schema: messageListSchema,
      mediaType: "application/json",
    },
    problems: ["not-found"],
    async handle(call, { path, headers }) {
      const subject = await openApplication(call, path.application, headers["access-code"]);
      const messages = await listMessages(call.ctx, subject.caseId);
      return { messages: messages.map((message) => messageOf(call, subject, message)) };
    },
  }),
  defineOperation({
    id: "getDocument",
    method: "GET",
    path: "/applications/{application}/documents/{document}",
    tag: "applications",
    scope: "applications:read",
    summary: { de: "Ein Dokument holen", en: "Fetch a document" },
    description: {
      de: "Der Inhalt eines Dokuments, das mit einer Nachricht kam: ein Bescheid als PDF. Der Abruf wird festgehalten.",
      en: "The content of a document that came with a message: a notice as PDF. That it was fetched is recorded.",
    },
    input: {
      path: z.object({
        application: applicationId,
        document: described(z.uuid(), "Kennung des Dokuments", "Identifier of the document"),
      }),
      query: nothing,
      headers: codeHeader,
      body: undefined,
    },
    once: false,
    answer: {
      status: 200,
      description: { de: "Der Inhalt, meist ein PDF", en: "The content, mostly a PDF" },
      schema: undefined,
      mediaType: "application/pdf",
    },
    problems: ["not-found"],
    async handle(call, { path, headers }) {
      const subject = await openApplication(call, path.application, headers["access-code"]);
      const messages = await listMessages(call.ctx, subject.caseId);
      const found = messages
        .flatMap(({ attachments }) => attachments)
        .find(({ attachmentId }) => attachmentId === path.document.toLowerCase());
      if (found === undefined) throw new ApiProblem("not-found");
      const { client, key } = accessOf(call);
      await insertEvent(call.ctx, {
        action: "document-fetched",
        clientId: client.clientId,
        keyId: key.keyId,
        caseId: subject.caseId,
        about: found.filename,
      });
      return {
        bytes: await call.ctx.files.get(found.sha256),
        mediaType: knownKinds.has(found.mediaType) ? found.mediaType : "application/octet-stream",
        filename: found.filename,
      };
    },
  }),
];
