import { CompiledQuery, type Selectable, sql } from "kysely";
import { firstIdAt, type Language, NotFound } from "../../kernel/index.ts";
import { type Ctx, defer } from "../../platform/db/index.ts";
import type { Draft, DraftNotice, Prefill } from "./draft.ts";
import type { Answers } from "./form.ts";
import type { FormsTables } from "./tables.ts";

const columns = [
  "draft_id",
  "leistung_id",
  "form_version",
  "code_mac",
  "language",
  "answers",
  "done_sections",
  "prefill",
  "notice",
  "saved_at",
  "sent_at",
  "case_id",
  "mailbox_id",
] as const;

type Row = Pick<Selectable<FormsTables["forms.draft"]>, (typeof columns)[number]>;

function draftOf(row: Row): Draft {
  return {
    draftId: row.draft_id,
    leistungId: row.leistung_id,
    formVersion: row.form_version,
    codeMac: row.code_mac,
    language: row.language as Language,
    answers: row.answers as Answers,
    doneSections: row.done_sections,
    prefill: (row.prefill ?? undefined) as Prefill | undefined,
    notice: (row.notice ?? undefined) as DraftNotice | undefined,
    savedAt: row.saved_at,
    sent:
      row.sent_at === null || row.case_id === null || row.mailbox_id === null
        ? undefined
        : { at: row.sent_at, caseId: row.case_id, mailboxId: row.mailbox_id },
  };
}

const tables = (ctx: Ctx) => ctx.tx.withTables<FormsTables>();

export async function insertDraft(
  ctx: Ctx,
  draft: { draftId: string; leistungId: string; formVersion: number; codeMac: string; language: Language },
): Promise<void> {
  await tables(ctx)
    .insertInto("forms.draft")
    .values({
      tenant_id: ctx.tenant,
      draft_id: draft.draftId,
      leistung_id: draft.leistungId,
      form_version: draft.formVersion,
      code_mac: draft.codeMac,
      language: draft.language,
      started_at: ctx.now,
      saved_at: ctx.now,
    })
    .execute();
}

/** The one query of every page: built once, so that a page does not pay for building it. */
const selectDraft = new Map<boolean, CompiledQuery<Row>>();

/**
 * @param options `forUpdate`: nobody else changes it until the transaction ends
 * @throws NotFound `forms.no-such-draft`
 */
export async function getDraft(
  ctx: Ctx,
  draftId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Draft> {
  const forUpdate = options.forUpdate === true;
  let compiled = selectDraft.get(forUpdate);
  if (compiled === undefined) {
    compiled = tables(ctx)
      .selectFrom("forms.draft")
      .select(columns)
      .where("tenant_id", "=", ctx.tenant)
      .where("draft_id", "=", draftId)
      .$if(forUpdate, (query) => query.forUpdate())
      .compile();
    selectDraft.set(forUpdate, compiled);
  }
  const { rows } = await ctx.tx.executeQuery<Row>({ ...compiled, parameters: [ctx.tenant, draftId] });
  if (rows[0] === undefined) throw new NotFound("forms.no-such-draft");
  return draftOf(rows[0]);
}

export async function findDraftByCode(ctx: Ctx, codeMac: string): Promise<Draft | undefined> {
  const row = await tables(ctx)
    .selectFrom("forms.draft")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("code_mac", "=", codeMac)
    .executeTakeFirst();
  return row === undefined ? undefined : draftOf(row);
}

/** The one change of every page that is sent. */
const layAnswers = `update forms.draft
  set answers = answers || $3::jsonb,
    done_sections = case when not $5 then array_remove(done_sections, $4)
      when $4 = any (done_sections) then done_sections else done_sections || $4 end,
    saved_at = $6
  where tenant_id = $1 and draft_id = $2 and sent_at is null`;

/**
 * Lays a page's changes over the stored answers, at the latest with the commit; pages saved at the same time do not
 * undo each other.
 */
export function saveAnswers(
  ctx: Ctx,
  draftId: string,
  changes: Answers,
  section: { readonly key: string; readonly done: boolean },
): void {
  const values = [ctx.tenant, draftId, JSON.stringify(changes), section.key, section.done, ctx.now];
  defer(ctx.tx, CompiledQuery.raw(layAnswers, values));
}

/** Stores the answers as a whole, after entries were added or taken out; the draft was read for update. */
export async function replaceAnswers(ctx: Ctx, draftId: string, answers: Answers, prefill?: Prefill): Promise<void> {
  await tables(ctx)
    .updateTable("forms.draft")
    .set({
      answers: JSON.stringify(answers),
      saved_at: ctx.now,
      ...(prefill === undefined ? {} : { prefill: JSON.stringify(prefill) }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("draft_id", "=", draftId)
    .where("sent_at", "is", null)
    .execute();
}

/** Stores the files of a field; the draft was read for update. */
export async function saveFiles(ctx: Ctx, draftId: string, path: string, ids: readonly string[]): Promise<void> {
  await tables(ctx)
    .updateTable("forms.draft")
    .set({ answers: sql`answers || ${JSON.stringify({ [path]: ids })}::jsonb`, saved_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("draft_id", "=", draftId)
    .where("sent_at", "is", null)
    .execute();
}

/** Notes what a draft led to, at the latest with the commit. */
export function markSent(ctx: Ctx, draftId: string, caseId: string, mailboxId: string): void {
  defer(
    ctx.tx,
    tables(ctx)
      .updateTable("forms.draft")
      .set({ sent_at: ctx.now, saved_at: ctx.now, case_id: caseId, mailbox_id: mailboxId })
      .where("tenant_id", "=", ctx.tenant)
      .where("draft_id", "=", draftId),
  );
}

/** @returns ids of those that were removed */
export async function deleteDrafts(ctx: Ctx, untouchedSince: Date, sentBefore: Date): Promise<readonly string[]> {
  const latest = Math.max(untouchedSince.getTime(), sentBefore.getTime());
  const rows = await tables(ctx)
    .deleteFrom("forms.draft")
    .where("tenant_id", "=", ctx.tenant)
    // Ids sort by when a draft was begun, and none is saved or sent before: the newer ones need not be looked at.
    .where("draft_id", "<", firstIdAt(latest))
    .where((where) =>
      where.or([
        where.and([where("sent_at", "is", null), where("saved_at", "<", untouchedSince)]),
        where("sent_at", "<", sentBefore),
      ]),
    )
    .returning("draft_id")
    .execute();
  return rows.map((row) => row.draft_id);
}

/** How many applications are begun and not sent, by the version of the form that they stand on; the oldest first. */
export async function countDraftsByVersion(
  ctx: Pick<Ctx, "tx" | "tenant">,
  leistungId: string,
): Promise<readonly { readonly formVersion: number; readonly count: number }[]> {
  const rows = await tables(ctx as Ctx)
    .selectFrom("forms.draft")
    .select(["form_version", (select) => select.fn.countAll().as("count")])
    .where("tenant_id", "=", ctx.tenant)
    .where("leistung_id", "=", leistungId)
    .where("sent_at", "is", null)
    .groupBy("form_version")
    .orderBy("form_version")
    .execute();
  return rows.map((row) => ({ formVersion: row.form_version, count: Number(row.count) }));
}

/** Puts begun applications on another version; pages that are not kept have to be gone through again. */
export async function moveDraftsToVersion(
  ctx: Ctx,
  move: {
    readonly leistungId: string;
    readonly from: number;
    readonly to: number;
    readonly keptSections: readonly string[];
    readonly notice: DraftNotice;
  },
): Promise<number> {
  const result = await tables(ctx)
    .updateTable("forms.draft")
    .set({
      form_version: move.to,
      done_sections: sql`array(select done from unnest(done_sections) as done where done = any (${[...move.keptSections]}::text[]))`,
      notice: JSON.stringify(move.notice),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("leistung_id", "=", move.leistungId)
    .where("form_version", "=", move.from)
    .where("sent_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Removes the drafts from which cases were sent, when those are destroyed. */
export async function deleteDraftsOfCases(ctx: Ctx, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await tables(ctx)
    .deleteFrom("forms.draft")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "in", [...caseIds])
    .execute();
}
