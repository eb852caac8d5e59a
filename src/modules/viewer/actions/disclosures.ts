import { Conflict, Forbidden, Invalid, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { getDokument } from "../../records/index.ts";
import { mostBoxes } from "../model/boxes.ts";
import {
  type Disclosure,
  type DisclosureBox,
  type DisclosureOrder,
  type DisclosurePage,
  disclosureBounds,
} from "../model/disclosure.ts";
import { canBeRedacted } from "../model/showing.ts";
import { eraseContentsOrder, redactOrder } from "../orders.ts";
import {
  deleteDisclosure,
  deleteDisclosurePages,
  findDisclosure,
  insertDisclosure,
  replaceBoxes,
  selectBoxes,
  selectDisclosurePages,
  selectDisclosures,
  updateDisclosure,
} from "../store.ts";
import type { Source } from "./open-source.ts";

function checkOrder(order: DisclosureOrder): void {
  const { reason, legalBasis, pages } = order;
  if (pages.length === 0 || pages.length > disclosureBounds.pages)
    throw new Invalid("viewer.bad-order", { name: "pages" });
  for (const [name, words] of Object.entries({ reason, legalBasis })) {
    if (words.trim() === "" || words.length > disclosureBounds.words) throw new Invalid("viewer.bad-order", { name });
  }
}

/**
 * Begins a copy of a Dokument with passages blacked out. The Dokument itself stays as it is.
 * @param source what whoever begins may see
 * @throws Forbidden `viewer.staff-only`; Conflict `viewer.not-redactable`; Invalid `viewer.bad-order`
 */
export async function beginDisclosure(
  ctx: Ctx,
  source: Pick<Source, "dokument" | "format">,
  pageCount: number,
  order: DisclosureOrder,
): Promise<{ readonly disclosureId: string }> {
  if (ctx.actor.kind !== "staff") throw new Forbidden("viewer.staff-only");
  if (!canBeRedacted(source.format.mediaType)) throw new Conflict("viewer.not-redactable");
  checkOrder(order);
  const disclosureId = newId(ctx.now.getTime());
  await insertDisclosure(ctx, {
    ...order,
    disclosureId,
    dokumentId: source.dokument.dokumentId,
    version: source.format.version,
    format: source.format.number,
    sha256: source.format.sha256,
    mediaType: source.format.mediaType,
    authorName: ctx.actor.name,
    begunAt: ctx.now,
    pageCount,
    state: "draft",
    run: 0,
    madePages: 0,
    resultSha256: null,
    resultBytes: null,
  });
  return { disclosureId };
}

/**
 * A disclosure of a Dokument that whoever asks may see.
 * @throws Forbidden `records.duty-missing`; NotFound `viewer.no-such-disclosure`, `records.no-such-dokument`
 */
export async function getDisclosure(
  ctx: Ctx,
  disclosureId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Disclosure> {
  const found = isId(disclosureId) ? await findDisclosure(ctx, disclosureId, options) : undefined;
  if (found === undefined) throw new NotFound("viewer.no-such-disclosure");
  await getDokument(ctx, found.dokumentId);
  return found;
}

/**
 * Disclosures of a Dokument that are not filed yet.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`
 */
export async function listDisclosures(ctx: Ctx, dokumentId: string): Promise<readonly Disclosure[]> {
  return selectDisclosures(ctx, (await getDokument(ctx, dokumentId)).dokumentId);
}

/** Boxes that people have put on pages. @throws as `getDisclosure` */
export async function listBoxes(
  ctx: Ctx,
  disclosureId: string,
  pages?: readonly number[],
): Promise<readonly DisclosureBox[]> {
  return selectBoxes(ctx, (await getDisclosure(ctx, disclosureId)).disclosureId, pages);
}

/** Pages that are made. @throws as `getDisclosure` */
export async function listMadePages(ctx: Ctx, disclosureId: string, page?: number): Promise<readonly DisclosurePage[]> {
  return selectDisclosurePages(ctx, (await getDisclosure(ctx, disclosureId)).disclosureId, page);
}

/** What was made of it goes: it fits no longer. */
async function dropMade(ctx: Ctx, disclosure: Disclosure): Promise<void> {
  const made = await selectDisclosurePages(ctx, disclosure.disclosureId);
  await deleteDisclosurePages(ctx, disclosure.disclosureId);
  const addresses = [
    ...made.map(({ sha256 }) => sha256),
    ...(disclosure.resultSha256 === null ? [] : [disclosure.resultSha256]),
  ];
  if (addresses.length > 0) await enqueue(ctx, eraseContentsOrder, { addresses });
}

async function backToDraft(ctx: Ctx, disclosure: Disclosure): Promise<void> {
  await dropMade(ctx, disclosure);
  await updateDisclosure(ctx, disclosure.disclosureId, {
    state: "draft",
    run: disclosure.run + 1,
    madePages: 0,
    result: null,
  });
}

/**
 * Changes what is given out and what not; what was made of it is made anew.
 * @throws as `getDisclosure`; Invalid `viewer.bad-order`
 */
export async function changeDisclosure(ctx: Ctx, disclosureId: string, order: DisclosureOrder): Promise<void> {
  const disclosure = await getDisclosure(ctx, disclosureId, { forUpdate: true });
  checkOrder(order);
  await backToDraft(ctx, disclosure);
  await updateDisclosure(ctx, disclosureId, { order });
}

/**
 * Sets what people have put on one page; what was made of it is made anew.
 * @throws as `getDisclosure`; Invalid `viewer.bad-boxes`, `viewer.no-such-page`
 */
export async function setBoxes(
  ctx: Ctx,
  disclosureId: string,
  page: number,
  boxes: readonly Omit<DisclosureBox, "page">[],
): Promise<void> {
  const disclosure = await getDisclosure(ctx, disclosureId, { forUpdate: true });
  if (!disclosure.pages.includes(page)) throw new Invalid("viewer.no-such-page");
  const within = boxes.every((box) => [box.x, box.y, box.width, box.height].every((part) => part >= -1 && part <= 2));
  if (boxes.length > mostBoxes || !within) throw new Invalid("viewer.bad-boxes");
  await backToDraft(ctx, disclosure);
  await replaceBoxes(
    ctx,
    disclosureId,
    page,
    boxes.map((box) => ({ ...box, page })),
  );
}

/**
 * Has the pages drawn and the passages burnt in, for somebody to look through. Takes a while: a job does it.
 * @throws as `getDisclosure`
 */
export async function makeDisclosure(ctx: Ctx, disclosureId: string): Promise<void> {
  const disclosure = await getDisclosure(ctx, disclosureId, { forUpdate: true });
  if (disclosure.state === "making") return;
  await dropMade(ctx, disclosure);
  const run = disclosure.run + 1;
  await updateDisclosure(ctx, disclosureId, { state: "making", run, madePages: 0, result: null });
  await enqueue(ctx, redactOrder, { disclosureId, run, from: 0 });
}

/** Gives a disclosure up, with what was made of it. @throws as `getDisclosure` */
export async function discardDisclosure(ctx: Ctx, disclosureId: string): Promise<void> {
  const disclosure = await getDisclosure(ctx, disclosureId, { forUpdate: true });
  await dropMade(ctx, disclosure);
  await deleteDisclosure(ctx, disclosureId);
}
