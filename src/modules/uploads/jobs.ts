import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { dropUploads } from "./actions/begin-upload.ts";
import { type Inspection, inspectUpload } from "./actions/inspect-upload.ts";
import { recordInspection, recordScan, recordSilentScanner, refuseUpload } from "./actions/record-upload.ts";
import { scan } from "./clamd.ts";
import { erase, listStoredIds, readPart } from "./folder.ts";
import { checkUpload, eraseUploads, scanUpload } from "./payloads.ts";
import { uploadSettings } from "./settings.ts";
import { findUpload, selectKnown, selectStale } from "./store.ts";

const hourMs = 3_600_000;
/** A file that has not come whole by then does not come any more. */
const unfinishedMs = 24 * hourMs;
/** Younger files may belong to a transaction that is still open. */
const orphanMs = 2 * hourMs;

/** Looks at a file that the process which received it did not get to. */
const checkJob = defineJob<{ uploadId: string }, Inspection | undefined>({
  ...checkUpload,
  async outside(io, { uploadId }) {
    const found = await io.read(async (ctx) => ({ upload: await findUpload(ctx, uploadId), tenant: ctx.tenant }));
    return found.upload?.state === "checking" ? inspectUpload(found.tenant, found.upload) : undefined;
  },
  async inside(ctx, { uploadId }, inspection) {
    if (inspection === undefined) return;
    await recordInspection(ctx, uploadId, inspection);
    await erase(ctx.tenant, uploadId, ["part", "lock"]);
  },
  async failed(ctx, { uploadId }, { last }) {
    const upload = last ? await findUpload(ctx, uploadId, { forUpdate: true }) : undefined;
    if (upload?.state === "checking") await refuseUpload(ctx, upload, "too-complex");
  },
});

/** Asks the virus scanner about a file in quarantine; without an answer it stays there. */
const scanJob = defineJob<{ uploadId: string }, "clean" | "malware" | undefined>({
  ...scanUpload,
  async outside(io, { uploadId }) {
    const found = await io.read(async (ctx) => ({ upload: await findUpload(ctx, uploadId), tenant: ctx.tenant }));
    if (found.upload?.state !== "quarantined") return undefined;
    const { clamd } = uploadSettings();
    // Switched off while it waited: it is as good as those that come now.
    if (clamd === undefined) return "clean";
    const bytes = await readPart(found.tenant, uploadId, "file");
    return bytes === undefined ? undefined : scan(clamd, bytes);
  },
  async inside(ctx, { uploadId }, found) {
    if (found !== undefined) await recordScan(ctx, uploadId, found);
  },
  async failed(ctx, { uploadId }) {
    await recordSilentScanner(ctx, uploadId);
  },
});

/** Erases the bytes of uploads that are gone or were refused. */
const eraseJob = defineJob<{ uploadIds: string[] }>({
  ...eraseUploads,
  async inside(ctx, { uploadIds }) {
    for (const uploadId of uploadIds) await erase(ctx.tenant, uploadId);
  },
});

/** Clears away what never came whole, and bytes that nobody points at. */
const sweepJob = defineJob<object, undefined>({
  name: "uploads.sweep",
  payload: z.object({}),
  schedule: "30 3 * * *",
  async outside(io) {
    const { tenant, now } = await io.read(async (ctx) => ({ tenant: ctx.tenant, now: ctx.now }));
    const stored = await listStoredIds(tenant, new Date(now.getTime() - orphanMs));
    const known = await io.read((ctx) => selectKnown(ctx, stored));
    for (const uploadId of stored) if (!known.has(uploadId)) await erase(tenant, uploadId);
  },
  async inside(ctx) {
    const stale = await selectStale(ctx, "receiving", new Date(ctx.now.getTime() - unfinishedMs));
    await dropUploads(
      ctx,
      stale.map((uploadId) => ({ uploadId })),
    );
  },
});

/** Background work of uploads. */
export const uploadsJobs: readonly AnyJob[] = [checkJob, scanJob, eraseJob, sweepJob];
