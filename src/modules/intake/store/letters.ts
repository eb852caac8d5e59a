import type { Selectable } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Comparison, Letter, LetterState, Rotation } from "../model/collection.ts";
import type { TurnedBy } from "../model/turned-pages.ts";
import type { RecognisedPage } from "../recognition/recognised.ts";
import type { IntakeTables } from "../tables.ts";

const tables = (ctx: Ctx) => ctx.tx.withTables<IntakeTables>();

const letterColumns = [
  "letter_id",
  "collection_id",
  "number",
  "state",
  "problem",
  "pages",
  "proposal",
  "scan_sha256",
  "searchable_sha256",
  "compared_at",
  "compared_by",
  "compared_with",
  "comparison",
  "comparison_note",
  "dokument_id",
  "filed_at",
  "changed_at",
] as const;
type LetterRow = Pick<Selectable<IntakeTables["intake.letter"]>, (typeof letterColumns)[number]>;

function comparisonOf(row: LetterRow): Comparison | undefined {
  if (row.compared_at === null) return undefined;
  return {
    at: row.compared_at,
    by: row.compared_by ?? "",
    with: row.compared_with as Comparison["with"],
    result: row.comparison as Comparison["result"],
    note: row.comparison_note ?? "",
  };
}

function letterOf(row: LetterRow): Letter {
  return {
    letterId: row.letter_id,
    collectionId: row.collection_id,
    number: row.number,
    state: row.state as LetterState,
    problem: row.problem ?? undefined,
    pages: row.pages,
    proposal: row.proposal ?? undefined,
    scanSha256: row.scan_sha256 ?? undefined,
    searchableSha256: row.searchable_sha256 ?? undefined,
    comparison: comparisonOf(row),
    dokumentId: row.dokument_id ?? undefined,
    filedAt: row.filed_at ?? undefined,
    changedAt: row.changed_at,
  };
}

export async function insertLetter(
  ctx: Ctx,
  letter: Pick<Letter, "letterId" | "collectionId" | "number" | "proposal">,
  pages: readonly { readonly number: number; readonly pageNumber: number; readonly toCompare: boolean }[],
): Promise<void> {
  await tables(ctx)
    .insertInto("intake.letter")
    .values({
      tenant_id: ctx.tenant,
      letter_id: letter.letterId,
      collection_id: letter.collectionId,
      number: letter.number,
      state: "composing",
      pages: pages.length,
      proposal: letter.proposal ?? null,
      changed_at: ctx.now,
    })
    .execute();
  await tables(ctx)
    .insertInto("intake.letter_page")
    .values(
      pages.map((page) => ({
        tenant_id: ctx.tenant,
        letter_id: letter.letterId,
        number: page.number,
        page_number: page.pageNumber,
        to_compare: page.toCompare,
      })),
    )
    .execute();
}

export async function findLetter(
  ctx: Ctx,
  letterId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Letter | undefined> {
  const row = await tables(ctx)
    .selectFrom("intake.letter")
    .select(letterColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "=", letterId)
    .$if(options.forUpdate === true, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? undefined : letterOf(row);
}

/** Letters of a pile in their order, or of all piles that are in these states, oldest first. */
export async function selectLetters(
  ctx: Ctx,
  which: { readonly collectionId: string } | { readonly states: readonly LetterState[]; readonly limit: number },
): Promise<readonly Letter[]> {
  const filed = "states" in which && which.states.includes("filed");
  const rows = await tables(ctx)
    .selectFrom("intake.letter")
    .select(letterColumns)
    .where("tenant_id", "=", ctx.tenant)
    .$if("collectionId" in which, (query) =>
      query.where("collection_id", "=", "collectionId" in which ? which.collectionId : ""),
    )
    .$if("states" in which, (query) => query.where("state", "in", "states" in which ? which.states : []))
    .orderBy(filed ? "filed_at" : "collection_id", filed ? "desc" : "asc")
    .orderBy("number")
    .limit("limit" in which ? which.limit : 1000)
    .execute();
  return rows.map(letterOf);
}

/** How many letters are in which state. */
export async function countLetters(ctx: Ctx): Promise<Readonly<Partial<Record<LetterState, number>>>> {
  const rows = await tables(ctx)
    .selectFrom("intake.letter")
    .select(["state", ({ fn }) => fn.countAll<string>().as("count")])
    .where("tenant_id", "=", ctx.tenant)
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

/** What may change of a letter. */
export type LetterChange = {
  readonly state?: LetterState;
  readonly problem?: string | null;
  readonly proposal?: string;
  readonly scanSha256?: string;
  readonly searchableSha256?: string;
  readonly comparison?: Comparison | null;
  readonly dokumentId?: string;
  readonly filedAt?: Date;
};

export async function updateLetter(ctx: Ctx, letterId: string, change: LetterChange): Promise<void> {
  const { comparison } = change;
  await tables(ctx)
    .updateTable("intake.letter")
    .set({
      changed_at: ctx.now,
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.problem === undefined ? {} : { problem: change.problem }),
      ...(change.proposal === undefined ? {} : { proposal: change.proposal }),
      ...(change.scanSha256 === undefined ? {} : { scan_sha256: change.scanSha256 }),
      ...(change.searchableSha256 === undefined ? {} : { searchable_sha256: change.searchableSha256 }),
      ...(change.dokumentId === undefined ? {} : { dokument_id: change.dokumentId }),
      ...(change.filedAt === undefined ? {} : { filed_at: change.filedAt }),
      ...(comparison === undefined
        ? {}
        : {
            compared_at: comparison?.at ?? null,
            compared_by: comparison?.by ?? null,
            compared_with: comparison?.with ?? null,
            comparison: comparison?.result ?? null,
            comparison_note: comparison?.note ?? null,
          }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "=", letterId)
    .execute();
}

export async function deleteLetter(ctx: Ctx, letterId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("intake.letter")
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "=", letterId)
    .execute();
}

/** A page of a letter. */
export interface LetterPage {
  readonly number: number;
  readonly pageNumber: number;
  readonly toCompare: boolean;
  readonly recognised: RecognisedPage | undefined;
  /** Degrees clockwise since the pages were put together. */
  readonly turned: Rotation;
  readonly turnedBy: TurnedBy | undefined;
  /** What a person has asked for and is not done yet. */
  readonly turnAsked: Exclude<Rotation, 0> | undefined;
}

export async function selectLetterPages(ctx: Ctx, letterId: string): Promise<readonly LetterPage[]> {
  const rows = await tables(ctx)
    .selectFrom("intake.letter_page")
    .select(["number", "page_number", "to_compare", "recognised", "turned", "turned_by", "turn_asked"])
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "=", letterId)
    .orderBy("number")
    .execute();
  return rows.map((row) => ({
    number: row.number,
    pageNumber: row.page_number,
    toCompare: row.to_compare,
    recognised: (row.recognised ?? undefined) as RecognisedPage | undefined,
    turned: row.turned as Rotation,
    turnedBy: (row.turned_by ?? undefined) as TurnedBy | undefined,
    turnAsked: (row.turn_asked ?? undefined) as LetterPage["turnAsked"],
  }));
}

/** How many pages of these letters are recognised. */
export async function countRecognised(ctx: Ctx, letterIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (letterIds.length === 0) return new Map();
  const rows = await tables(ctx)
    .selectFrom("intake.letter_page")
    .select(["letter_id", ({ fn }) => fn.count<string>("recognised_at").as("done")])
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "in", letterIds)
    .groupBy("letter_id")
    .execute();
  return new Map(rows.map(({ letter_id, done }) => [letter_id, Number(done)]));
}

/** What was recognised of a page, and how it is turned now. */
export async function saveRecognised(
  ctx: Ctx,
  letterId: string,
  number: number,
  recognised: RecognisedPage,
  turn: { readonly turned: Rotation; readonly turnedBy: TurnedBy | undefined },
): Promise<void> {
  await tables(ctx)
    .updateTable("intake.letter_page")
    .set({
      recognised: JSON.stringify(recognised),
      recognised_at: ctx.now,
      turned: turn.turned,
      turned_by: turn.turnedBy ?? null,
      turn_asked: null,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "=", letterId)
    .where("number", "=", number)
    .execute();
}

/** Asks for a page to be turned; what was recognised of it holds no longer. */
export async function askForTurn(
  ctx: Ctx,
  letterId: string,
  number: number,
  degrees: Exclude<Rotation, 0>,
): Promise<void> {
  await tables(ctx)
    .updateTable("intake.letter_page")
    .set({ turn_asked: degrees, recognised: null, recognised_at: null })
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "=", letterId)
    .where("number", "=", number)
    .execute();
}

export async function saveLetterFile(
  ctx: Ctx,
  letterId: string,
  form: "scan" | "searchable",
  content: Uint8Array,
): Promise<void> {
  const bytes = Buffer.from(content);
  await tables(ctx)
    .insertInto("intake.letter_file")
    .values({ tenant_id: ctx.tenant, letter_id: letterId, form, content: bytes })
    .onConflict((conflict) => conflict.columns(["tenant_id", "letter_id", "form"]).doUpdateSet({ content: bytes }))
    .execute();
}

export async function findLetterFile(
  ctx: Ctx,
  letterId: string,
  form: "scan" | "searchable",
): Promise<Uint8Array | undefined> {
  const row = await tables(ctx)
    .selectFrom("intake.letter_file")
    .select("content")
    .where("tenant_id", "=", ctx.tenant)
    .where("letter_id", "=", letterId)
    .where("form", "=", form)
    .executeTakeFirst();
  return row?.content;
}

/** Erases what is made of a letter: it is on file now. */
export async function deleteLetterContents(ctx: Ctx, letterId: string): Promise<void> {
  for (const table of ["intake.letter_file", "intake.letter_page"] as const) {
    await tables(ctx).deleteFrom(table).where("tenant_id", "=", ctx.tenant).where("letter_id", "=", letterId).execute();
  }
}
