import { Readable } from "node:stream";
import { DataStore, ERRORS, Server, Upload as TusUpload } from "@tus/server";
import { Conflict, Failure, type Language, newId, Unavailable } from "../../../kernel/index.ts";
import type { StreamRequest } from "../../../platform/web/index.ts";
import { beginUpload } from "../actions/begin-upload.ts";
import { inspectUpload } from "../actions/inspect-upload.ts";
import { getUpload, removeUpload } from "../actions/keep-uploads.ts";
import { markReceived, recordInspection } from "../actions/record-upload.ts";
import { appendPart, createPart, erase, receivedBytes, requireSpace } from "../folder.ts";
import { type FieldLimits, largestOriginalBytes, type Upload } from "../model/upload.ts";
import { explainRefusal } from "../views/wording.ts";
import { folderLocker } from "./folder-locker.ts";

/** Whose files these are, found out by the code on the device before anything is read. */
export interface TusGate {
  readonly tenant: number;
  readonly ownerId: string;
  /** Path of the collection within the town: `/antrag/…/dateien`. */
  readonly path: string;
  /** Undefined where there is no such field, or it takes no files now. */
  limitsOf(fieldPath: string): FieldLimits | undefined;
}

/** What the protocol's server throws to answer with a status of its own. */
const answer = (status: number, text: string) => ({ status_code: status, body: text });

const diskText = (language: Language): string =>
  language === "de"
    ? "Wir können die Datei gerade nicht speichern. Versuchen Sie es später noch einmal. Alles andere ist gespeichert."
    : "We cannot store the file at the moment. Try again later. Everything else is saved.";

/** The protocol's store: rows in our table, bytes in the data folder. For one request. */
class UploadStore extends DataStore {
  readonly #request: StreamRequest;
  readonly #gate: TusGate;

  constructor(request: StreamRequest, gate: TusGate) {
    super();
    this.#request = request;
    this.#gate = gate;
    this.extensions = ["creation", "termination"];
  }

  /** Row and file were made before, in `onUploadCreate`, together or not at all. */
  override async create(upload: TusUpload): Promise<TusUpload> {
    return upload;
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const upload = await this.#request.read((ctx) => getUpload(ctx, this.#gate.ownerId, id));
    const offset = upload.state === "receiving" ? await receivedBytes(this.#gate.tenant, id) : upload.bytes;
    if (offset === undefined || upload.state === "refused") throw ERRORS.FILE_NO_LONGER_EXISTS;
    return new TusUpload({ id, size: upload.bytes, offset: Math.min(offset, upload.bytes) });
  }

  override write(bytes: Readable, id: string, offset: number): Promise<number> {
    return appendPart(this.#gate.tenant, id, offset, bytes);
  }

  override async remove(id: string): Promise<void> {
    await this.#request.write((ctx) => removeUpload(ctx, this.#gate.ownerId, id));
  }
}

/**
 * Answers one request of the tus protocol 1.0 (creation and termination). Metadata of a new upload: `field`,
 * `filename`, and if known `fingerprint` and `replaces`. When the last byte is there the file is looked at before the
 * answer; what came of it stands in the header `Upload-Outcome` (`clean`, `quarantined`, `refused`, `checking`).
 * Source: https://tus.io/protocols/resumable-upload
 */
export async function handleTus(request: StreamRequest, gate: TusGate): Promise<Response> {
  let problem: unknown;
  const server = new Server({
    path: request.href(gate.path),
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: largestOriginalBytes,
    locker: folderLocker(gate.tenant),
    lockDrainTimeout: 300,
    datastore: new UploadStore(request, gate),
    namingFunction: () => newId(),
    getFileIdFromRequest: () => request.params.upload,
    async onUploadCreate(_, { id, size, metadata }) {
      const fieldPath = metadata?.field ?? "";
      const limits = gate.limitsOf(fieldPath);
      if (limits === undefined) throw answer(404, "no such field");
      await requireSpace(gate.tenant, size ?? 0);
      await createPart(gate.tenant, id);
      const begun = await request.write((ctx) =>
        beginUpload(ctx, {
          uploadId: id,
          ownerId: gate.ownerId,
          fieldPath,
          limits,
          filename: metadata?.filename ?? "",
          bytes: size ?? 0,
          ...(metadata?.fingerprint ? { fingerprint: metadata.fingerprint } : {}),
          ...(metadata?.replaces ? { replaces: metadata.replaces } : {}),
        }),
      );
      if (begun.kind === "begun") return {};
      await erase(gate.tenant, id);
      throw answer(422, explainRefusal(begun.reason, limits, request.language));
    },
    async onUploadFinish(_, { id }) {
      return { headers: { "Upload-Outcome": await finish(request, gate, id) } };
    },
    onResponseError(_, error) {
      if ("status_code" in error) return undefined;
      problem = error;
      return answer(500, "");
    },
  });
  const response = await server.handleWeb(
    new Request(new URL(request.url, "http://upload.invalid"), {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: Readable.toWeb(request.body) as ReadableStream, duplex: "half" }),
    }) as Parameters<Server["handleWeb"]>[0],
  );
  if (problem === undefined) return response;
  if (problem instanceof Conflict) return new Response("", { status: 409 });
  if (problem instanceof Unavailable && problem.code === "uploads.disk") {
    return new Response(diskText(request.language), { status: 507 });
  }
  throw problem;
}

/** Looks at a file that has come whole. Where that is not possible now, a job does it later. */
async function finish(request: StreamRequest, gate: TusGate, uploadId: string): Promise<Upload["state"]> {
  const received = await request.write((ctx) => markReceived(ctx, uploadId));
  if (received !== undefined) {
    try {
      const inspection = await inspectUpload(gate.tenant, received);
      await request.write((ctx) => recordInspection(ctx, uploadId, inspection));
      await erase(gate.tenant, uploadId, ["part"]);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
  return (await request.read((ctx) => getUpload(ctx, gate.ownerId, uploadId))).state;
}
