import type { Selectable } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import { actorName } from "../model/card.ts";
import type { OnlineSetting } from "../model/online-setting.ts";
import type { AusweisTables } from "../tables.ts";
import { tables } from "./tables.ts";

// — What the town allows ————————————————————————————————————————————————

export async function findOnlineSetting(ctx: Ctx): Promise<OnlineSetting | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.online_setting")
    .select(["unterschrift_am_handy", "ohne_termin", "klausel"])
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { unterschriftAmHandy: row.unterschrift_am_handy, ohneTermin: row.ohne_termin, klausel: row.klausel };
}

export async function saveOnlineSetting(ctx: Ctx, setting: OnlineSetting): Promise<void> {
  const values = {
    unterschrift_am_handy: setting.unterschriftAmHandy,
    ohne_termin: setting.ohneTermin,
    klausel: setting.klausel,
    changed_by_name: actorName(ctx.actor),
    changed_at: ctx.now,
  };
  await tables(ctx)
    .insertInto("ausweis.online_setting")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}

// — Signatures ——————————————————————————————————————————————————————————

/** A signature given on the citizen's own screen, or the name of who will sign at the appointment. */
export interface GivenSignature {
  /** Strokes as `readSignature` gives them; empty where there is only a name. */
  readonly path: string;
  readonly name: string;
  readonly signedAt: Date;
}

const signatureColumns = ["path", "name", "signed_at"] as const;

function toSignature(
  row: Pick<Selectable<AusweisTables["ausweis.signature"]>, (typeof signatureColumns)[number]>,
): GivenSignature {
  return { path: row.path, name: row.name, signedAt: row.signed_at };
}

/** Takes the place of an earlier one of the same draft. */
export async function saveSignature(
  ctx: Ctx,
  draftId: string,
  signature: Pick<GivenSignature, "path" | "name">,
): Promise<void> {
  const values = { path: signature.path, name: signature.name, signed_at: ctx.now };
  await tables(ctx)
    .insertInto("ausweis.signature")
    .values({ tenant_id: ctx.tenant, draft_id: draftId, case_id: null, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "draft_id"]).doUpdateSet(values))
    .execute();
}

export async function findSignatureOfDraft(ctx: Ctx, draftId: string): Promise<GivenSignature | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.signature")
    .select(signatureColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("draft_id", "=", draftId)
    .executeTakeFirst();
  return row === undefined ? undefined : toSignature(row);
}

export async function findSignatureOfCase(ctx: Ctx, caseId: string): Promise<GivenSignature | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.signature")
    .select(signatureColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return row === undefined ? undefined : toSignature(row);
}

/** A signature given at the counter; takes the place of one that was given before. */
export async function saveSignatureOfCase(
  ctx: Ctx,
  caseId: string,
  signature: Pick<GivenSignature, "path" | "name">,
): Promise<void> {
  await deleteSignature(ctx, caseId);
  await tables(ctx)
    .insertInto("ausweis.signature")
    // There was no draft: the case stands in its place.
    .values({ tenant_id: ctx.tenant, draft_id: caseId, case_id: caseId, ...signature, signed_at: ctx.now })
    .execute();
}

/** The draft has become a case, and its signature goes with it. */
export async function giveSignatureToCase(ctx: Ctx, draftId: string, caseId: string): Promise<void> {
  await tables(ctx)
    .updateTable("ausweis.signature")
    .set({ case_id: caseId })
    .where("tenant_id", "=", ctx.tenant)
    .where("draft_id", "=", draftId)
    .execute();
}

/** Deletes signatures of drafts that nobody has sent. */
export async function deleteUnsentSignatures(ctx: Ctx, before: Date): Promise<void> {
  await tables(ctx)
    .deleteFrom("ausweis.signature")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "is", null)
    .where("signed_at", "<", before)
    .execute();
}

/** Cases with something of the application, but without a card in the register. */
export async function listCasesWithoutCard(ctx: Ctx): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.signature")
    .select("case_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "is not", null)
    .union(tables(ctx).selectFrom("ausweis.photo_code").select("case_id").where("tenant_id", "=", ctx.tenant))
    .union(tables(ctx).selectFrom("ausweis.visit").select("case_id").where("tenant_id", "=", ctx.tenant))
    .union(tables(ctx).selectFrom("ausweis.checked").select("case_id").where("tenant_id", "=", ctx.tenant))
    .except(tables(ctx).selectFrom("ausweis.card").select("case_id").where("tenant_id", "=", ctx.tenant))
    .execute();
  return rows.flatMap(({ case_id }) => case_id ?? []);
}

/** @returns whether there was one */
export async function deleteSignature(ctx: Ctx, caseId: string): Promise<boolean> {
  const gone = await tables(ctx)
    .deleteFrom("ausweis.signature")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

// — Codes of photographs ————————————————————————————————————————————————

/** `asked`: the photo service has not answered yet. Stored. */
export type PhotoCodeState = "asked" | "fetched" | "wrong" | "used" | "expired";

export interface PhotoCode {
  readonly code: string;
  readonly state: PhotoCodeState;
}

/** A code to ask the photo service about; takes the place of an earlier one. */
export async function savePhotoCode(ctx: Ctx, caseId: string, code: string): Promise<void> {
  const values = { code, state: "asked", changed_at: ctx.now };
  await tables(ctx)
    .insertInto("ausweis.photo_code")
    .values({ tenant_id: ctx.tenant, case_id: caseId, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "case_id"]).doUpdateSet(values))
    .execute();
}

export async function findPhotoCode(ctx: Ctx, caseId: string): Promise<PhotoCode | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.photo_code")
    .select(["code", "state"])
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return row === undefined ? undefined : { code: row.code, state: row.state as PhotoCodeState };
}

/**
 * Notes what the photo service said.
 * @returns false where another code has been given meanwhile
 */
export async function answerPhotoCode(ctx: Ctx, caseId: string, code: string, state: PhotoCodeState): Promise<boolean> {
  const changed = await tables(ctx)
    .updateTable("ausweis.photo_code")
    .set({ state, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("code", "=", code)
    .where("state", "=", "asked")
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function deletePhotoCode(ctx: Ctx, caseId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("ausweis.photo_code")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .execute();
}
