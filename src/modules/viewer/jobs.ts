import { z } from "zod";
import { Invalid, NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { type AnyJob, defineJob, enqueue } from "../../platform/jobs/index.ts";
import { type AkteWatcher, findUnnamedContents, listFormats } from "../records/index.ts";
import { assemblePdf, burnPages } from "./actions/burn-pages.ts";
import { addConverted, recordFailedConversion, unconverted } from "./actions/conversions.ts";
import { discardDisclosure } from "./actions/disclosures.ts";
import { openSource, reader } from "./actions/open-source.ts";
import type { Disclosure, DisclosurePage } from "./model/disclosure.ts";
import { officeEnding, searchableBeside } from "./model/showing.ts";
import { convertOrder, eraseContentsOrder, redactOrder } from "./orders.ts";
import { sweepRenditions } from "./renditions.ts";
import { viewerSettings } from "./settings.ts";
import { convertToPdf } from "./soffice.ts";
import {
  findDisclosure,
  insertDisclosurePages,
  selectBoxes,
  selectDisclosurePages,
  selectDisclosuresBegunBefore,
  updateDisclosure,
} from "./store.ts";

/** Pages that one job draws: few enough to lie in memory together and to tell how far it is. */
const pagesOfJob = 5;

/** A disclosure that nobody has touched so long is given up. */
const daysOfDraft = 90;

async function findRun(ctx: Ctx, payload: { disclosureId: string; run: number }): Promise<Disclosure | undefined> {
  const disclosure = await findDisclosure(ctx, payload.disclosureId);
  return disclosure?.run === payload.run && disclosure.state === "making" ? disclosure : undefined;
}

/** What is kept of a made page is named by its own mark, so that nobody else's content has the same address. */
const mark = (disclosureId: string, page: number): Uint8Array =>
  Buffer.from(`${disclosureId}/${String(page).padStart(6, "0")}`, "latin1");
const markBytes = 43;

/** The JPEG of a made page as it is kept. */
export const withoutMark = (kept: Uint8Array): Uint8Array => kept.subarray(0, kept.length - markBytes);

type RedactOutcome =
  | { readonly kind: "pages"; readonly pages: readonly DisclosurePage[] }
  | { readonly kind: "whole"; readonly sha256: string; readonly sizeBytes: number }
  | undefined;

const redact = defineJob<z.infer<typeof redactOrder.payload>, RedactOutcome>({
  ...redactOrder,
  async outside(io, payload) {
    const found = await io.read(async (ctx) => {
      const disclosure = await findRun(ctx, payload);
      if (disclosure === undefined) return undefined;
      const pages = disclosure.pages.slice(payload.from, payload.from + pagesOfJob);
      return {
        disclosure,
        pages,
        boxes: await selectBoxes(ctx, payload.disclosureId, pages),
        searchable: searchableBeside(await listFormats(ctx, disclosure.dokumentId), disclosure),
        made: pages.length === 0 ? await selectDisclosurePages(ctx, payload.disclosureId) : [],
        files: ctx.files,
        now: ctx.now,
      };
    });
    if (found === undefined) return undefined;
    const { disclosure, pages, boxes, searchable, made, files, now } = found;
    if (pages.length === 0) {
      const readMade = made.map(({ sha256, ...page }) => ({
        ...page,
        jpeg: async () => withoutMark(await reader({ files }, sha256)()),
      }));
      const bytes = await assemblePdf(readMade, now);
      return { kind: "whole", sha256: await files.put(bytes), sizeBytes: bytes.length };
    }
    const bytes = await reader({ files }, disclosure.sha256)();
    const beside: Uint8Array[] = [];
    for (const { sha256 } of searchable) beside.push(await reader({ files }, sha256)());
    const burnt = await burnPages({ bytes, mediaType: disclosure.mediaType }, disclosure, boxes, pages, beside);
    const stored: DisclosurePage[] = [];
    for (const { jpeg, ...page } of burnt) {
      const kept = Buffer.concat([jpeg, mark(disclosure.disclosureId, page.page)]);
      stored.push({ ...page, sha256: await files.put(kept) });
    }
    return { kind: "pages", pages: stored };
  },
  async inside(ctx, payload, outcome) {
    const disclosure = await findDisclosure(ctx, payload.disclosureId, { forUpdate: true });
    const current = disclosure?.run === payload.run && disclosure.state === "making";
    if (outcome === undefined || !current || disclosure.madePages !== Math.min(payload.from, disclosure.pages.length)) {
      // Somebody changed it meanwhile: what was made of it belongs to nothing.
      if (outcome?.kind === "pages")
        await enqueue(ctx, eraseContentsOrder, { addresses: outcome.pages.map(({ sha256 }) => sha256) });
      return;
    }
    if (outcome.kind === "whole") {
      await updateDisclosure(ctx, payload.disclosureId, { state: "ready", result: outcome });
      return;
    }
    await insertDisclosurePages(ctx, payload.disclosureId, outcome.pages);
    await updateDisclosure(ctx, payload.disclosureId, { madePages: payload.from + outcome.pages.length });
    await enqueue(ctx, redactOrder, { ...payload, from: payload.from + pagesOfJob });
  },
  async failed(ctx, payload, { code, last }) {
    // What is wrong with the file itself does not get better by trying again: whoever waits is told at once.
    if (!last && !/^(?:pdf|viewer)\./.test(code)) return;
    if ((await findRun(ctx, payload)) === undefined) return;
    await updateDisclosure(ctx, payload.disclosureId, { state: "failed" });
  },
});

const eraseContents = defineJob<z.infer<typeof eraseContentsOrder.payload>>({
  ...eraseContentsOrder,
  async outside(io, { addresses }) {
    const { files, unnamed } = await io.read(async (ctx) => ({
      files: ctx.files,
      // Somebody has filed the preview as it was, or the same pages were made anew: then they stay.
      unnamed: await findUnnamedContents(ctx, addresses),
    }));
    await io.remove(async () => {
      for (const address of unnamed) await files.delete(address);
    });
    return undefined;
  },
  async inside() {
    // What has gone has gone.
  },
});

interface Converted {
  readonly dokumentId: string;
  readonly version: number;
  readonly filename: string;
  /** Undefined where it cannot be converted. */
  readonly bytes: Uint8Array | undefined;
}

const convert = defineJob<z.infer<typeof convertOrder.payload>, readonly Converted[]>({
  ...convertOrder,
  async outside(io, { dokumentIds }) {
    const { soffice } = viewerSettings();
    if (soffice === undefined) return [];
    const converted: Converted[] = [];
    for (const dokumentId of dokumentIds) {
      const source = await io.read((ctx) =>
        openSource(ctx, dokumentId).catch((error: unknown) => {
          // It was moved out of reach or destroyed since.
          if (error instanceof NotFound) return undefined;
          throw error;
        }),
      );
      const original = source === undefined ? undefined : unconverted(source.formats);
      if (source === undefined || original === undefined) continue;
      const { version, filename } = original;
      try {
        const bytes = await io.read(async (ctx) => ({ read: reader(ctx, original.sha256) })).then(({ read }) => read());
        const ending = officeEnding(original.mediaType) as string;
        converted.push({ dokumentId, version, filename, bytes: await convertToPdf(soffice, { bytes, ending }) });
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        converted.push({ dokumentId, version, filename, bytes: undefined });
      }
    }
    return converted;
  },
  async inside(ctx, _, outcome) {
    for (const { bytes, ...one } of outcome) {
      if (bytes === undefined) await recordFailedConversion(ctx, one.dokumentId, one.version);
      else await addConverted(ctx, { ...one, bytes });
    }
  },
});

const sweep = defineJob<object>({
  name: "viewer.sweep",
  payload: z.object({}),
  schedule: "50 3 * * *",
  async inside(ctx) {
    await sweepRenditions(ctx.tenant);
    const before = new Date(ctx.now.getTime() - daysOfDraft * 86_400_000);
    for (const disclosureId of await selectDisclosuresBegunBefore(ctx, before))
      await discardDisclosure(ctx, disclosureId);
  },
});

/** Background work of the module. */
export const viewerJobs: readonly AnyJob[] = [redact, eraseContents, convert, sweep];

/** Has office files converted as they come in, where LibreOffice is installed. */
export const viewerWatcher: AkteWatcher = {
  async changed(ctx, _akteId, dokumentIds) {
    if (viewerSettings().soffice === undefined || dokumentIds.length === 0) return;
    await enqueue(ctx, convertOrder, { dokumentIds: [...dokumentIds] });
  },
};
