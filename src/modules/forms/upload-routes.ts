import { Forbidden, type Language, NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  type Answer,
  content,
  type EarlyRequest,
  page,
  type Route,
  redirect,
  type StreamRequest,
  type StreamRoute,
  type Upload as UploadedFile,
  type UploadLimits,
  type WebRequest,
} from "../../platform/web/index.ts";
import { codesOf } from "../messaging/index.ts";
import {
  type FieldLimits,
  getUpload,
  handleTus,
  inspectSent,
  readUpload,
  receiveSent,
  removeUpload,
  type SentFile,
  type Upload,
} from "../uploads/index.ts";
import { type OpenDraft, openDraft } from "./actions/open-draft.ts";
import { type AskedFiles, errorAt, fileFields } from "./file-fields.ts";
import type { FieldError, PageField } from "./model/index.ts";
import { draftPath } from "./paths.ts";
import { getOnlineLeistung } from "./registry.ts";
import { RemoveUploadPage, ReplaceUploadPage } from "./views/upload-pages.tsx";

/** What one form without script may bring; each field has its own limits below. */
export const uploadLimits: UploadLimits = {
  maxFiles: 20,
  maxFileBytes: 25 * 1024 * 1024,
  maxBytes: 60 * 1024 * 1024,
  oversize: "told",
  async allowed(request) {
    return (await openOwn(request)) !== undefined;
  },
};

interface OwnDraft extends OpenDraft {
  readonly tenant: number;
  /** Fields for files that are asked now, by path. */
  readonly fields: ReadonlyMap<string, AskedFiles>;
}

async function ownDraft(ctx: Ctx, draftId: string, cookies: EarlyRequest["cookies"]): Promise<OwnDraft> {
  const opened = await openDraft(ctx, draftId, codesOf(cookies));
  const { online } = await getOnlineLeistung(ctx, opened.draft.leistungId, opened.draft.formVersion);
  return { ...opened, tenant: ctx.tenant, fields: fileFields(online.compiled, opened.draft.answers, ctx.now) };
}

/** The draft of the address, where this device has its code and it has not been sent. */
async function openOwn(request: EarlyRequest): Promise<OwnDraft | undefined> {
  try {
    const own = await request.read((ctx) => ownDraft(ctx, request.params.draft ?? "", request.cookies));
    return own.draft.sent === undefined ? own : undefined;
  } catch (error) {
    if (error instanceof Forbidden || error instanceof NotFound) return undefined;
    throw error;
  }
}

const limitsOfField = ({ field }: PageField): FieldLimits => field.file ?? { kinds: ["pdf", "picture"] };

// — In pieces, with script ———————————————————————————————————————————————————

async function stream(request: StreamRequest): Promise<Response> {
  const own = await openOwn(request);
  if (own === undefined) throw new Forbidden("forms.no-access");
  return handleTus(request, {
    tenant: own.tenant,
    ownerId: own.draft.draftId,
    path: draftPath(own.draft.draftId, "dateien"),
    limitsOf(path) {
      const field = own.fields.get(path);
      return field === undefined ? undefined : limitsOfField(field);
    },
  });
}

/** The tus protocol under a draft. The code on the device decides. */
export const uploadStreams: readonly StreamRoute[] = [
  { kind: "stream", methods: ["POST"], path: "/:town/antrag/:draft/dateien", access: "public", handle: stream },
  {
    kind: "stream",
    methods: ["HEAD", "PATCH", "DELETE"],
    path: "/:town/antrag/:draft/dateien/:upload",
    access: "public",
    handle: stream,
  },
];

// — Whole, with the form, without script —————————————————————————————————————

/** A file that came with a form, and the field that asked for it. */
type LookedAt = SentFile & { readonly field: AskedFiles };

/** Looks at the files of a form. What goes wrong with one does not touch the others. */
export async function prepareFiles(
  request: EarlyRequest & { readonly uploads: readonly UploadedFile[] },
): Promise<readonly LookedAt[]> {
  if (request.uploads.length === 0) return [];
  const own = await openOwn(request);
  if (own === undefined) return [];
  const looked: LookedAt[] = [];
  for (const file of request.uploads) {
    const field = own.fields.get(file.field);
    if (field === undefined) continue;
    looked.push({ ...(await inspectSent(own.tenant, file, limitsOfField(field))), field });
  }
  return looked;
}

/**
 * Binds the files that came with a form to their fields.
 * @returns what is wrong, by field, with the file's name; the others are stored
 */
export async function receiveFiles(
  ctx: Ctx,
  draftId: string,
  prepared: unknown,
  language: Language,
  replaces?: string,
): Promise<{ readonly received: number; readonly errors: readonly FieldError[] }> {
  const errors: FieldError[] = [];
  let received = 0;
  for (const file of (prepared ?? []) as readonly LookedAt[]) {
    const wrong = await receiveSent(ctx, file, {
      ownerId: draftId,
      fieldPath: file.field.path,
      limits: limitsOfField(file.field),
      language,
      ...(replaces === undefined ? {} : { replaces }),
    });
    if (wrong === undefined) received++;
    else errors.push(errorAt(file.field, wrong));
  }
  return { received, errors: oneAField(errors) };
}

/** A field has one place for what is wrong with it. */
function oneAField(errors: readonly FieldError[]): readonly FieldError[] {
  const byPath = new Map<string, FieldError>();
  for (const error of errors) {
    const before = byPath.get(error.path);
    byPath.set(error.path, before === undefined ? error : { ...before, message: `${before.message} ${error.message}` });
  }
  return [...byPath.values()];
}

// — Pages of a single file ———————————————————————————————————————————————————

interface OpenUpload extends OwnDraft {
  readonly upload: Upload;
  /** Page of the form that it is on, at its field. */
  readonly backHref: string;
}

async function openUpload(request: WebRequest): Promise<OpenUpload | Answer> {
  let own: OwnDraft;
  try {
    own = await ownDraft(request, request.params.draft ?? "", request.cookies);
  } catch (error) {
    if (error instanceof Forbidden) return redirect(request.view.href("/fortsetzen"));
    throw error;
  }
  if (own.draft.sent !== undefined) return redirect(request.view.href(draftPath(own.draft.draftId, "gesendet")));
  const upload = await getUpload(request, own.draft.draftId, request.params.upload ?? "");
  return { ...own, upload, backHref: backTo(request, own, upload.fieldPath) };
}

function backTo(request: WebRequest, { draft, fields }: OwnDraft, path: string): string {
  const field = fields.get(path);
  if (field === undefined) return request.view.href(`/antrag/${draft.draftId}`);
  return `${request.view.href(draftPath(draft.draftId, field.sectionKey))}#${field.id}`;
}

const isAnswer = (opened: OpenUpload | Answer): opened is Answer => "kind" in opened;

async function getRemove(request: WebRequest): Promise<Answer> {
  const opened = await openUpload(request);
  return isAnswer(opened) ? opened : page(RemoveUploadPage({ view: request.view, ...opened }));
}

async function postRemove(request: WebRequest): Promise<Answer> {
  const opened = await openUpload(request);
  if (isAnswer(opened)) return opened;
  await removeUpload(request, opened.draft.draftId, opened.upload.uploadId);
  return redirect(opened.backHref);
}

function showReplace(request: WebRequest, opened: OpenUpload, error: string | undefined): Answer {
  const field = opened.fields.get(opened.upload.fieldPath);
  if (field === undefined) return redirect(opened.backHref);
  return page(ReplaceUploadPage({ view: request.view, ...opened, field, limits: limitsOfField(field), error }), {
    status: error === undefined ? 200 : 422,
  });
}

async function getReplace(request: WebRequest): Promise<Answer> {
  const opened = await openUpload(request);
  return isAnswer(opened) ? opened : showReplace(request, opened, undefined);
}

async function postReplace(request: WebRequest): Promise<Answer> {
  const opened = await openUpload(request);
  if (isAnswer(opened)) return opened;
  const { language } = request.view;
  const { received, errors } = await receiveFiles(
    request,
    opened.draft.draftId,
    request.prepared,
    language,
    opened.upload.uploadId,
  );
  const nothing = language === "de" ? "Wählen Sie die neue Datei aus." : "Choose the new file.";
  return received > 0 ? redirect(opened.backHref) : showReplace(request, opened, errors[0]?.message ?? nothing);
}

async function getFile(request: WebRequest, part: "file" | "preview"): Promise<Answer> {
  const opened = await openUpload(request);
  if (isAnswer(opened)) return opened;
  const { upload, bytes } = await readUpload(request, opened.draft.draftId, opened.upload.uploadId, part);
  // Offered for download and never shown in our own pages' origin; the preview is a picture that we have made.
  return part === "preview"
    ? content(bytes, "image/jpeg")
    : content(bytes, upload.mediaType, { filename: upload.filename });
}

const path = "/:town/antrag/:draft/dateien/:upload";
const replaceLimits: UploadLimits = { ...uploadLimits, maxFiles: 1 };

/** Pages of a file of a draft. Public: the code on the device decides, in `openUpload`. */
export const uploadRoutes: readonly Route[] = [
  { method: "GET", path: `${path}/vorschau`, access: "public", handle: (request) => getFile(request, "preview") },
  { method: "GET", path: `${path}/ansehen`, access: "public", handle: (request) => getFile(request, "file") },
  { method: "GET", path: `${path}/entfernen`, access: "public", handle: getRemove },
  { method: "POST", path: `${path}/entfernen`, access: "public", handle: postRemove },
  { method: "GET", path: `${path}/ersetzen`, access: "public", handle: getReplace },
  {
    method: "POST",
    path: `${path}/ersetzen`,
    access: "public",
    repeat: "natural",
    upload: replaceLimits,
    prepare: prepareFiles,
    handle: postReplace,
  },
];
