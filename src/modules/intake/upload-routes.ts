import { Conflict, Forbidden } from "../../kernel/index.ts";
import {
  type Answer,
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
import { handleTus, inspectSent, listUploads, receiveSent, type SentFile } from "../uploads/index.ts";
import { dropCollection, getCollection, removeFile } from "./actions/collections.ts";
import { access, given, mayUpload, shell } from "./desk.ts";
import { showFiling } from "./filing-routes.ts";
import { type Collection, takesFiles } from "./model/collection.ts";
import { fieldOfPath } from "./model/items.ts";
import { intakeLimits } from "./model/limits.ts";
import { collectionPath, filingPath, inboxPath, pilePath } from "./paths.ts";
import { showPile } from "./pile-routes.ts";
import { ConfirmPage } from "./views/filing-page.tsx";

const mebibyte = 1024 * 1024;
const uploadLimits: UploadLimits = {
  maxFiles: 100,
  maxFileBytes: 100 * mebibyte,
  maxBytes: 200 * mebibyte,
  oversize: "told",
  allowed: async (request) => (await mayUpload(request)) !== undefined,
};

// — In pieces, with script ————————————————————————————————————————————————————

async function stream(request: StreamRequest): Promise<Response> {
  const tenant = await mayUpload(request);
  if (tenant === undefined) throw new Forbidden("intake.duty-missing");
  const collectionId = request.params.collection ?? "";
  return handleTus(request, {
    tenant,
    ownerId: collectionId,
    path: collectionPath(collectionId, "strom"),
    limitsOf: (field) => (field.startsWith("datei:") && field.length <= 500 ? intakeLimits : undefined),
  });
}

const streamPath = "/:town/amt/posteingang/sammlung/:collection/strom";

/** The tus protocol under a collection. Whoever is signed in at the desk and may see where it goes. */
export const intakeStreams: readonly StreamRoute[] = [
  { kind: "stream", methods: ["POST"], path: streamPath, access: "public", handle: stream },
  {
    kind: "stream",
    methods: ["HEAD", "PATCH", "DELETE"],
    path: `${streamPath}/:upload`,
    access: "public",
    handle: stream,
  },
];

// — Whole, with a form ————————————————————————————————————————————————————————

async function lookAtFiles(
  request: EarlyRequest & { readonly uploads: readonly UploadedFile[] },
): Promise<readonly SentFile[]> {
  const tenant = await mayUpload(request);
  if (tenant === undefined) return [];
  const looked: SentFile[] = [];
  for (const file of request.uploads) looked.push(await inspectSent(tenant, file, intakeLimits));
  return looked;
}

const backTo = (collection: Collection): string =>
  collection.kind === "pile" ? pilePath(collection.collectionId) : filingPath(collection.collectionId);

async function receive(request: WebRequest): Promise<Answer> {
  const collection = await getCollection(request, given(request, "collection"), { forUpdate: true });
  // Somebody has filed it, or had it read, since the page was opened: what comes now would be lost without a word.
  if (!takesFiles(collection)) throw new Conflict("intake.not-open");
  const { language } = request.view;
  const mistakes: string[] = [];
  let received = 0;
  for (const file of (request.prepared ?? []) as readonly SentFile[]) {
    const wrong = await receiveSent(request, file, {
      ownerId: collection.collectionId,
      fieldPath: fieldOfPath(file.filename),
      limits: intakeLimits,
      language,
    });
    if (wrong === undefined) received++;
    else mistakes.push(wrong);
  }
  if (received === 0 && mistakes.length === 0) {
    mistakes.push(language === "de" ? "Wählen Sie mindestens eine Datei aus." : "Choose at least one file.");
  }
  if (mistakes.length === 0) return redirect(request.view.href(backTo(collection)));
  const uploadError = mistakes.join(" ");
  return collection.kind === "pile"
    ? showPile(request, collection.collectionId, { uploadError })
    : showFiling(request, collection.collectionId, { uploadError });
}

// — Taking out ————————————————————————————————————————————————————————————————

async function askRemove(request: WebRequest): Promise<Answer> {
  const collection = await getCollection(request, given(request, "collection"));
  const uploads = await listUploads(request, collection.collectionId);
  const upload = uploads.find(({ uploadId }) => uploadId === request.params.upload);
  if (upload === undefined) return redirect(request.view.href(backTo(collection)));
  const de = request.view.language === "de";
  return page(
    ConfirmPage({
      ...shell(request),
      title: de ? "Datei entfernen?" : "Remove the file?",
      text: de
        ? `„${upload.filename}“ wird gelöscht und nicht abgelegt. Bei einer E-Mail gilt das auch für ihre Anlagen.`
        : `“${upload.filename}” will be deleted and not filed. With an e-mail, its attachments too.`,
      action: request.view.href(collectionPath(collection.collectionId, `dateien/${upload.uploadId}/entfernen`)),
      yes: de ? "Ja, entfernen" : "Yes, remove",
      backHref: request.view.href(backTo(collection)),
    }),
  );
}

async function remove(request: WebRequest): Promise<Answer> {
  const collection = await getCollection(request, given(request, "collection"));
  await removeFile(request, collection.collectionId, given(request, "upload"));
  return redirect(request.view.href(backTo(collection)));
}

async function askDrop(request: WebRequest): Promise<Answer> {
  const collection = await getCollection(request, given(request, "collection"));
  const de = request.view.language === "de";
  return page(
    ConfirmPage({
      ...shell(request),
      title: de ? "Alles verwerfen?" : "Throw everything away?",
      text: de
        ? "Alle Dateien und Schriftstücke werden sofort und endgültig gelöscht. In die Akte kommt nichts."
        : "All files and letters are deleted at once and for good. Nothing is put on file.",
      action: request.view.href(collectionPath(collection.collectionId, "verwerfen")),
      yes: de ? "Ja, verwerfen" : "Yes, throw away",
      backHref: request.view.href(backTo(collection)),
    }),
  );
}

async function drop(request: WebRequest): Promise<Answer> {
  const collection = await getCollection(request, given(request, "collection"));
  await dropCollection(request, collection.collectionId);
  return redirect(request.view.href(collection.kind === "filing" ? `/amt/akte/${collection.akteId}` : inboxPath));
}

const path = "/:town/amt/posteingang/sammlung/:collection";

/** Files of collections: taking them whole, taking them out. */
export const uploadRoutes: readonly Route[] = [
  {
    method: "POST",
    path: `${path}/dateien`,
    access,
    upload: uploadLimits,
    prepare: lookAtFiles,
    handle: receive,
  },
  { method: "GET", path: `${path}/dateien/:upload/entfernen`, access, handle: askRemove },
  { method: "POST", path: `${path}/dateien/:upload/entfernen`, access, repeat: "natural", handle: remove },
  { method: "GET", path: `${path}/verwerfen`, access, handle: askDrop },
  { method: "POST", path: `${path}/verwerfen`, access, handle: drop },
];
