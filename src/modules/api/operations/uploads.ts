import { z } from "zod";
import { inLanguage, type Language, newId, Unavailable } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { FileRequest, ProblemError } from "../../../platform/web/index.ts";
import { availability } from "../../catalogue/index.ts";
import { type Answers, type Field, type Form, getOnlineLeistung } from "../../forms/index.ts";
import {
  explainRefusal,
  type FieldLimits,
  getUpload,
  type Inspection,
  inspectUpload,
  isRefusalReason,
  limitsOf,
  receiveUpload,
  requireSpace,
  type Upload,
} from "../../uploads/index.ts";
import { fieldAt, pointerOf } from "../model/answers.ts";
import { described } from "../model/described.ts";
import { type AnyOperation, ApiProblem, type Call, defineOperation } from "../operation.ts";
import { uploadSchema } from "../schemas.ts";
import { insertWaitingFile, listWaitingFiles, sumWaitingFiles, type WaitingFile } from "../store.ts";

/** How long a file waits for its application. */
export const uploadsKeptMs = 24 * 3_600_000;

/** Of one client: a program that never sends what it uploads must not fill the disk. */
const mostWaitingFiles = 500;
const mostWaitingBytes = 1024 * 1024 * 1024;

const nothing = z.object({});
const uploadQuery = z.object({
  service: described(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,119}$/),
    "Kennung der Leistung",
    "Identifier of the service",
  ),
  field: described(
    z.string().min(1).max(400),
    "Pfad des Feldes, zum Beispiel hunde.0.nachweis: der erste Eintrag einer Gruppe hat die 0",
    "Path of the field, for example hunde.0.nachweis: the first entry of a group has the 0",
  ),
  filename: described(
    z.string().min(1).max(255),
    "Name der Datei, wie ihn die Person kennt",
    "Name of the file, as the person knows it",
  ),
});
type UploadQuery = z.output<typeof uploadQuery>;

interface Target {
  readonly field: Field;
  readonly limits: FieldLimits;
  readonly formVersion: number;
}

const limitsOfField = (field: Field): FieldLimits => field.file ?? { kinds: ["pdf", "picture"] };

/** The field that a file is for. */
async function findTarget(ctx: Ctx, query: UploadQuery): Promise<Target | "service-not-offered" | "no-such-field"> {
  if (!(await availability.isOffered(ctx, query.service))) return "service-not-offered";
  const { leistung, online } = await getOnlineLeistung(ctx, query.service);
  const field = fieldAt(online.form, query.field);
  if (field?.type !== "file") return "no-such-field";
  return { field, limits: limitsOfField(field), formVersion: leistung.version };
}

/** A file that was looked at before the transaction opened. */
interface LookedAt {
  readonly uploadId: string;
  readonly inspection: Inspection;
}

async function look(request: FileRequest, clientId: string, query: UploadQuery): Promise<LookedAt | undefined> {
  const early = await request.read(async (ctx) => ({
    tenant: ctx.tenant,
    target: await findTarget(ctx, query),
    full: isFull(await sumWaitingFiles(ctx, clientId)),
  }));
  if (typeof early.target === "string" || early.full) return undefined;
  const { kinds, maxBytes } = limitsOf(early.target.limits);
  const uploadId = newId();
  const content = await request.file(maxBytes);
  if (content === undefined) return { uploadId, inspection: { kind: "refused", reason: "too-large" } };
  if (content.length === 0) return { uploadId, inspection: { kind: "refused", reason: "empty" } };
  await requireSpace(early.tenant, content.length);
  const { filename } = query;
  return { uploadId, inspection: await inspectUpload(early.tenant, { uploadId, filename, kinds, maxBytes, content }) };
}

const isFull = ({ files, bytes }: { readonly files: number; readonly bytes: number }): boolean =>
  files >= mostWaitingFiles || bytes >= mostWaitingBytes;

function clientIdOf(call: Call): string {
  if (call.access === undefined) throw new ApiProblem("key-missing");
  return call.access.client.clientId;
}

async function receive(
  call: Call,
  query: UploadQuery,
  looked: LookedAt | undefined,
): Promise<z.output<typeof uploadSchema>> {
  const { ctx, language } = call;
  const target = await findTarget(ctx, query);
  if (target === "service-not-offered") throw new ApiProblem("service-not-offered");
  if (target === "no-such-field") {
    const detail =
      language === "de"
        ? "Dieses Formular hat kein solches Feld für Dateien."
        : "This form has no such field for files.";
    throw new ApiProblem("bad-request", { errors: [{ parameter: "field", detail }] });
  }
  const clientId = clientIdOf(call);
  if (isFull(await sumWaitingFiles(ctx, clientId))) throw new ApiProblem("too-many-files-waiting");
  // It was switched on, or made room for, only now: the client may try again.
  if (looked === undefined) throw new Unavailable("api.not-looked-at");
  const { uploadId, inspection } = looked;
  const result = await receiveUpload(ctx, {
    uploadId,
    ownerId: uploadId,
    fieldPath: query.field,
    limits: target.limits,
    filename: query.filename,
    bytes: inspection.kind === "taken" ? inspection.bytes : 0,
    inspection,
  });
  if (result.kind === "refused") {
    const detail = `${query.filename}: ${explainRefusal(result.reason, target.limits, language)}`;
    throw new ApiProblem("file-not-accepted", { errors: [{ pointer: pointerOf(query.field, "answers"), detail }] });
  }
  const upload = await getUpload(ctx, uploadId, uploadId);
  const file = { uploadId, leistungId: query.service, formVersion: target.formVersion, fieldPath: query.field };
  await insertWaitingFile(ctx, clientId, { ...file, bytes: upload.bytes });
  return describeFile(call, { ...file, receivedAt: ctx.now }, upload);
}

function describeFile(call: Call, file: WaitingFile, upload: Upload): z.output<typeof uploadSchema> {
  const limits: FieldLimits = { kinds: upload.kinds, maxBytes: upload.maxBytes };
  const state = upload.state === "clean" || upload.state === "refused" ? upload.state : "quarantined";
  return {
    id: file.uploadId,
    service: file.leistungId,
    field: file.fieldPath,
    filename: upload.filename,
    mediaType: upload.mediaType,
    bytes: upload.bytes,
    sha256: upload.sha256 ?? "",
    state,
    ...(state === "refused" && isRefusalReason(upload.reason)
      ? { reason: explainRefusal(upload.reason, limits, call.language) }
      : {}),
    expiresAt: new Date(file.receivedAt.getTime() + uploadsKeptMs).toISOString(),
    links: { self: `${call.apiUrl}/uploads/${file.uploadId}` },
  };
}

const words = {
  unknown: {
    de: "Diese Datei kennen wir nicht. Laden Sie sie hoch, und nennen Sie die Kennung aus der Antwort.",
    en: "We do not know this file. Upload it, and name the identifier from the answer.",
  },
  "other-field": {
    de: "Diese Datei wurde für ein anderes Feld hochgeladen. Laden Sie sie für dieses Feld hoch.",
    en: "This file was uploaded for another field. Upload it for this field.",
  },
  "other-form": {
    de: "Das Formular hat sich seit dem Hochladen geändert. Laden Sie die Datei noch einmal hoch.",
    en: "The form has changed since the upload. Upload the file again.",
  },
  twice: { de: "Diese Datei steht hier zweimal.", en: "This file stands here twice." },
  waiting: {
    de: "Der Virenscanner prüft die Datei noch. Senden Sie in einem Augenblick noch einmal.",
    en: "The virus scanner is still checking the file. Send again in a moment.",
  },
} as const;

/**
 * Holds the files that an application names against those that this client has uploaded for exactly these fields.
 * @returns ids of those that go with it, and what is wrong with the others
 */
export async function checkFiles(
  call: Call,
  service: string,
  form: Form,
  answers: Answers,
  way: "answers" | "answersByPath",
): Promise<{ readonly uploadIds: readonly string[]; readonly mistakes: readonly ProblemError[] }> {
  const named = Object.entries(answers).flatMap(([path, value]) =>
    Array.isArray(value) && fieldAt(form, path)?.type === "file"
      ? (value as readonly string[]).map((id, index) => ({ path, id, pointer: `${pointerOf(path, way)}/${index}` }))
      : [],
  );
  const uploadIds = new Set<string>();
  const mistakes: ProblemError[] = [];
  if (named.length === 0) return { uploadIds: [], mistakes };
  const ids = [...new Set(named.map(({ id }) => id))];
  const waiting = new Map(
    (await listWaitingFiles(call.ctx, clientIdOf(call), ids)).map((file) => [file.uploadId, file]),
  );
  const { leistung } = await getOnlineLeistung(call.ctx, service);
  for (const { path, id, pointer } of named) {
    const detail = uploadIds.has(id)
      ? inLanguage(words.twice, call.language)
      : await mistakeOf(call.ctx, waiting.get(id), { path, service, version: leistung.version }, call.language);
    if (detail === undefined) uploadIds.add(id);
    else mistakes.push({ pointer, detail });
  }
  return { uploadIds: [...uploadIds], mistakes };
}

async function mistakeOf(
  ctx: Ctx,
  file: WaitingFile | undefined,
  wanted: { readonly path: string; readonly service: string; readonly version: number },
  language: Language,
): Promise<string | undefined> {
  if (file === undefined) return inLanguage(words.unknown, language);
  if (file.leistungId !== wanted.service || file.fieldPath !== wanted.path) {
    return inLanguage(words["other-field"], language);
  }
  if (file.formVersion !== wanted.version) return inLanguage(words["other-form"], language);
  const upload = await getUpload(ctx, file.uploadId, file.uploadId);
  if (upload.state === "clean") return undefined;
  return upload.state === "refused" && isRefusalReason(upload.reason)
    ? explainRefusal(upload.reason, { kinds: upload.kinds, maxBytes: upload.maxBytes }, language)
    : inLanguage(words.waiting, language);
}

/** Uploading files that an application names. */
export const uploadOperations: readonly AnyOperation[] = [
  defineOperation({
    id: "uploadFile",
    method: "POST",
    path: "/uploads",
    tag: "files",
    scope: "applications:write",
    summary: { de: "Eine Datei hochladen", en: "Upload a file" },
    description: {
      de: "Nimmt eine Datei für ein Feld eines Formulars an, der Inhalt als application/octet-stream. Sie wird geprüft wie auf der Seite der Leistung: nach ihrem Inhalt, nicht nach ihrem Namen. Nennen Sie danach ihre Kennung im Antrag an diesem Feld. Eine Wiederholung legt eine zweite Datei an; was kein Antrag nennt, wird nach 24 Stunden gelöscht.",
      en: "Takes a file for a field of a form, its content as application/octet-stream. It is checked as on the page of the service: by its content, not by its name. Name its identifier at this field in the application afterwards. A repeat makes a second file; what no application names is erased after 24 hours.",
    },
    input: { path: nothing, query: uploadQuery, headers: nothing, body: undefined },
    takesFile: (request, { client, query }) => look(request, client.clientId, query),
    once: false,
    answer: {
      status: 201,
      description: { de: "Die Datei ist da", en: "The file is there" },
      schema: uploadSchema,
      mediaType: "application/json",
      location: (upload) => upload.links.self,
    },
    problems: ["service-not-offered", "too-many-files-waiting", "unsupported-media-type", "file-not-accepted"],
    handle: (call, { query, file }) => receive(call, query, file as LookedAt | undefined),
  }),
  defineOperation({
    id: "getUpload",
    method: "GET",
    path: "/uploads/{upload}",
    tag: "files",
    scope: "applications:write",
    summary: { de: "Nach einer Datei sehen", en: "Look after a file" },
    description: {
      de: "Ob eine Datei, die auf ihren Antrag wartet, schon gesendet werden kann. Mit dem Antrag, oder nach 24 Stunden, gibt es sie hier nicht mehr.",
      en: "Whether a file that waits for its application may be sent already. With the application, or after 24 hours, it is not here any more.",
    },
    input: {
      path: z.object({ upload: described(z.uuid(), "Kennung der Datei", "Identifier of the file") }),
      query: nothing,
      headers: nothing,
      body: undefined,
    },
    once: false,
    answer: {
      status: 200,
      description: { de: "Die Datei", en: "The file" },
      schema: uploadSchema,
      mediaType: "application/json",
    },
    problems: ["not-found"],
    async handle(call, { path }) {
      const [file] = await listWaitingFiles(call.ctx, clientIdOf(call), [path.upload.toLowerCase()]);
      if (file === undefined) throw new ApiProblem("not-found");
      return describeFile(call, file, await getUpload(call.ctx, file.uploadId, file.uploadId));
    },
  }),
];
