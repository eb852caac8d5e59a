import { CompiledQuery, type Selectable, sql } from "kysely";
import { firstIdAt, type Language, NotFound } from "../../kernel/index.ts";
import { type Ctx, defer, readFirst } from "../../platform/db/index.ts";
import type { Draft, DraftNotice, Prefill } from "./draft.ts";
import type { Answers } from "./form.ts";
import { forgetJustSaved } from "./just-saved.ts";
import { type AnswerLayout, layOut } from "./model/index.ts";
import type { FormsTables } from "./tables.ts";

const columns = [
  "draft_id",
  "leistung_id",
  "form_version",
  "code_mac",
  "language",
  "answers",
  "layout",
  "done_sections",
  "prefill",
  "notice",
  "saved_at",
  "sent_at",
  "case_id",
  "mailbox_id",
] as const;

type Row = Pick<Selectable<FormsTables["forms.draft"]>, (typeof columns)[number]> & {
  /** Answers that are kept by page, of one page or of all; null where all are kept together. */
  readonly page?: Answers | null;
  readonly pages?: readonly Answers[] | null;
};

function draftOf(row: Row): Draft {
  return {
    draftId: row.draft_id,
    leistungId: row.leistung_id,
    formVersion: row.form_version,
    codeMac: row.code_mac,
    language: row.language as Language,
    // While a layout is mixed, what lies with the draft is the newer.
    answers:
      row.layout === null ? (row.answers as Answers) : Object.assign({}, row.page, ...(row.pages ?? []), row.answers),
    layout: row.layout ?? undefined,
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

const draftColumns = columns.join(", ");
const selectDraft = (where: string) => `select ${draftColumns} from forms.draft where tenant_id = $1 and ${where}`;
/** With answers that are kept by page, in one statement: nobody lays them out anew between two. */
const selectWithKept = (kept: "page" | "pages", answers: string, where = "") =>
  `select ${draftColumns}, (
    select ${answers} from forms.draft_page p where p.tenant_id = d.tenant_id and p.draft_id = d.draft_id ${where}
  ) as ${kept} from forms.draft d where tenant_id = $1 and draft_id = $2`;

/** The one query of every page. */
const selectById = selectDraft("draft_id = $2");
const selectByCode = selectDraft("code_mac = $2");
const selectForUpdate = `${selectById} for update`;
const selectWhole = selectWithKept("pages", "jsonb_agg(p.answers)");
const selectWithPage = selectWithKept("page", "p.answers", "and p.section_key = $3");

function firstDraft({ rows }: { readonly rows: readonly Row[] }): Draft | undefined {
  return rows[0] === undefined ? undefined : draftOf(rows[0]);
}

/** What is stored later is laid over what is stored by then, so that what is read need not be part of the transaction. */
async function readDraft(ctx: Ctx, text: string, ...values: readonly string[]): Promise<Draft | undefined> {
  return firstDraft(await readFirst<Row>(ctx.tx, CompiledQuery.raw(text, [ctx.tenant, ...values])));
}

/** Most drafts are short: PostgreSQL makes ready whatever a statement names, also where nothing is kept by page. */
async function withKept(ctx: Ctx, draft: Draft | undefined, sectionKey?: string): Promise<Draft | undefined> {
  if (draft?.layout === undefined) return draft;
  return sectionKey === undefined
    ? readDraft(ctx, selectWhole, draft.draftId)
    : readDraft(ctx, selectWithPage, draft.draftId, sectionKey);
}

function found(draft: Draft | undefined): Draft {
  if (draft === undefined) throw new NotFound("forms.no-such-draft");
  return draft;
}

/**
 * @param options `forUpdate`: nobody else changes it until the transaction ends
 * @throws NotFound `forms.no-such-draft`
 */
export async function getDraft(
  ctx: Ctx,
  draftId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Draft> {
  if (options.forUpdate !== true) return found(await withKept(ctx, await readDraft(ctx, selectById, draftId)));
  const locked = await ctx.tx.executeQuery<Row>(CompiledQuery.raw(selectForUpdate, [ctx.tenant, draftId]));
  // Only what is asked for once the draft is locked has seen what whoever held it before has stored.
  return found(await withKept(ctx, firstDraft(locked)));
}

/**
 * The draft with the answers that are kept together and those of one page.
 * @throws NotFound `forms.no-such-draft`
 */
export async function getDraftWithPage(ctx: Ctx, draftId: string, sectionKey: string): Promise<Draft> {
  return found(await withKept(ctx, await readDraft(ctx, selectById, draftId), sectionKey));
}

export async function findDraftByCode(ctx: Ctx, codeMac: string): Promise<Draft | undefined> {
  return withKept(ctx, await readDraft(ctx, selectByCode, codeMac));
}

/** `null`: they are not touched. */
const nowDone = `done_sections = case when $5::boolean is null then done_sections
  when not $5 then array_remove(done_sections, $4)
  when $4 = any (done_sections) then done_sections else done_sections || $4::text end`;

/**
 * `sent_at is null`, said so that PostgreSQL does not look for it in the index of begun applications. Where few of a town
 * are begun it takes those for none and goes through all of them instead of to the one of the key: 2 ms where it takes 0.1.
 */
const notSent = "coalesce(sent_at, 'infinity') = 'infinity'";

/** The one change of every page that is sent. */
const layTogether = `update forms.draft
  set answers = answers || $3::jsonb, layout = case when layout is not null then '' end, ${nowDone}, saved_at = $6
  where tenant_id = $1 and draft_id = $2 and ${notSent}`;

/** The same for a form whose answers are kept by page. */
const layByPage = `with d as (
    update forms.draft
    set answers = answers || case when layout = $8 then $3::jsonb else $3::jsonb || $7::jsonb end,
      layout = case when layout = $8 then layout else '' end, ${nowDone}, saved_at = $6
    where tenant_id = $1 and draft_id = $2 and ${notSent}
    returning layout
  )
  insert into forms.draft_page as p (tenant_id, draft_id, section_key, answers)
  select $1, $2, $4, $7::jsonb from d where layout = $8 and $7::jsonb <> '{}'
  on conflict (tenant_id, draft_id, section_key) do update set answers = p.answers || excluded.answers`;

/**
 * Lays changes of one page over the stored answers, at the latest with the commit; pages saved at the same time do not
 * undo each other. A draft that has come to be laid out in another way meanwhile keeps them beside, until `keepByLayout`.
 * @param page whether it is right; absent where that stays as it is
 */
export function saveAnswers(
  ctx: Ctx,
  draftId: string,
  changes: Answers,
  layout: AnswerLayout | undefined,
  page?: { readonly key: string; readonly done: boolean },
): void {
  forgetJustSaved(ctx, draftId);
  const { common, pages } = layOut(layout, changes);
  const [[key, own] = ["", {}]] = pages;
  const values = [ctx.tenant, draftId, JSON.stringify(common), page?.key ?? key, page?.done ?? null, ctx.now];
  if (layout === undefined) defer(ctx.tx, CompiledQuery.raw(layTogether, values));
  else defer(ctx.tx, CompiledQuery.raw(layByPage, [...values, JSON.stringify(own), layout.id]));
}

const insertPages = `insert into forms.draft_page (tenant_id, draft_id, section_key, answers)
  select $1, $2, key, value from jsonb_each($3::jsonb)`;

/**
 * Stores all answers, instead of those that are stored.
 * @param draft as it was read for update
 */
export async function replaceAnswers(
  ctx: Ctx,
  draft: Pick<Draft, "draftId" | "layout">,
  answers: Answers,
  layout: AnswerLayout | undefined,
  prefill?: Prefill,
): Promise<void> {
  forgetJustSaved(ctx, draft.draftId);
  const { common, pages } = layOut(layout, answers);
  const { numUpdatedRows } = await tables(ctx)
    .updateTable("forms.draft")
    .set({
      answers: JSON.stringify(common),
      layout: layout?.id ?? null,
      saved_at: ctx.now,
      ...(prefill === undefined ? {} : { prefill: JSON.stringify(prefill) }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("draft_id", "=", draft.draftId)
    .where("sent_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n || (layout === undefined && draft.layout === undefined)) return;
  const before = tables(ctx)
    .deleteFrom("forms.draft_page")
    .where("tenant_id", "=", ctx.tenant)
    .where("draft_id", "=", draft.draftId);
  defer(ctx.tx, before);
  const byPage = JSON.stringify(Object.fromEntries(pages));
  defer(ctx.tx, CompiledQuery.raw(insertPages, [ctx.tenant, draft.draftId, byPage]));
}

/** Notes what a draft led to, at the latest with the commit. */
export function markSent(ctx: Ctx, draftId: string, caseId: string, mailboxId: string): void {
  forgetJustSaved(ctx, draftId);
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
