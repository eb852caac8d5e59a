import type { Selectable } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import type {
  Collection,
  CollectionState,
  IntakeSettings,
  Item,
  ItemKind,
  PageFate,
  PilePage,
  Rotation,
  ScanFacts,
} from "../model/collection.ts";
import { defaultSettings } from "../model/collection.ts";
import type { IntakeTables } from "../tables.ts";

const tables = (ctx: Ctx) => ctx.tx.withTables<IntakeTables>();

// — Settings ——————————————————————————————————————————————————————————————————

/** What the town has set, or what holds where it has set nothing. */
export async function findSettings(ctx: Ctx): Promise<IntakeSettings> {
  const row = await tables(ctx)
    .selectFrom("intake.setting")
    .select(["compare_percent", "keep_days"])
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return row === undefined ? defaultSettings : { comparePercent: row.compare_percent, keepDays: row.keep_days };
}

export async function saveSettings(ctx: Ctx, settings: IntakeSettings, changedBy: string): Promise<void> {
  const row = {
    compare_percent: settings.comparePercent,
    keep_days: settings.keepDays,
    changed_at: ctx.now,
    changed_by: changedBy,
  };
  await tables(ctx)
    .insertInto("intake.setting")
    .values({ tenant_id: ctx.tenant, ...row })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(row))
    .execute();
}

// — Collections ———————————————————————————————————————————————————————————————

const collectionColumns = [
  "collection_id",
  "kind",
  "state",
  "akte_id",
  "vorgang_id",
  "staff_id",
  "staff_name",
  "opened_at",
  "changed_at",
  "scan",
  "problem",
  "problem_upload_id",
  "thrown_away",
] as const;
type CollectionRow = Pick<Selectable<IntakeTables["intake.collection"]>, (typeof collectionColumns)[number]>;

function collectionOf(row: CollectionRow): Collection {
  const base = {
    collectionId: row.collection_id,
    state: row.state as CollectionState,
    staffId: row.staff_id,
    staffName: row.staff_name,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    problem: row.problem ?? undefined,
    problemUploadId: row.problem_upload_id ?? undefined,
  };
  return row.kind === "pile"
    ? { ...base, kind: "pile", scan: row.scan as ScanFacts, thrownAway: row.thrown_away }
    : { ...base, kind: "filing", akteId: row.akte_id as string, vorgangId: row.vorgang_id as string };
}

export async function insertCollection(
  ctx: Ctx,
  collection: {
    readonly collectionId: string;
    readonly staffId: string;
    readonly staffName: string;
    readonly akteId?: string;
    readonly vorgangId?: string;
    readonly scan?: ScanFacts;
  },
): Promise<void> {
  await tables(ctx)
    .insertInto("intake.collection")
    .values({
      tenant_id: ctx.tenant,
      collection_id: collection.collectionId,
      kind: collection.scan === undefined ? "filing" : "pile",
      state: "open",
      akte_id: collection.akteId ?? null,
      vorgang_id: collection.vorgangId ?? null,
      staff_id: collection.staffId,
      staff_name: collection.staffName,
      opened_at: ctx.now,
      changed_at: ctx.now,
      scan: collection.scan === undefined ? null : JSON.stringify(collection.scan),
      problem: null,
      problem_upload_id: null,
    })
    .execute();
}

export async function findCollection(
  ctx: Ctx,
  collectionId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Collection | undefined> {
  const row = await tables(ctx)
    .selectFrom("intake.collection")
    .select(collectionColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .$if(options.forUpdate === true, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? undefined : collectionOf(row);
}

/** Piles that still need somebody, newest first; or the filings of an Akte that were begun. */
export async function selectCollections(
  ctx: Ctx,
  which: { readonly piles: true } | { readonly filingsOf: string },
): Promise<readonly Collection[]> {
  const rows = await tables(ctx)
    .selectFrom("intake.collection")
    .select(collectionColumns)
    .where("tenant_id", "=", ctx.tenant)
    .$if("piles" in which, (query) => query.where("kind", "=", "pile").where("state", "<>", "split"))
    .$if("filingsOf" in which, (query) =>
      query
        .where("kind", "=", "filing")
        .where("akte_id", "=", "filingsOf" in which ? which.filingsOf : "")
        .where("state", "<>", "filed"),
    )
    .orderBy("collection_id", "desc")
    .limit(200)
    .execute();
  return rows.map(collectionOf);
}

/** Filings that were begun for these Vorgänge, and not ended, are of another Akte now. */
export async function moveFilings(
  ctx: Ctx,
  move: {
    readonly fromAkteIds: readonly string[];
    readonly toAkteId: string;
    readonly vorgangIds: readonly string[];
  },
): Promise<void> {
  await tables(ctx)
    .updateTable("intake.collection")
    .set({ akte_id: move.toAkteId })
    .where("tenant_id", "=", ctx.tenant)
    .where("kind", "=", "filing")
    .where("akte_id", "in", [...move.fromAkteIds])
    .where("vorgang_id", "in", [...move.vorgangIds])
    .where("state", "<>", "filed")
    .execute();
}

export async function updateCollection(
  ctx: Ctx,
  collectionId: string,
  change: {
    readonly state?: CollectionState;
    readonly problem?: string | null;
    /** The file that the problem is about; goes with every other problem. */
    readonly problemUploadId?: string;
  } = {},
): Promise<void> {
  const { problemUploadId = null, ...rest } = change;
  await tables(ctx)
    .updateTable("intake.collection")
    .set({
      ...rest,
      ...(change.problem === undefined ? {} : { problem_upload_id: problemUploadId }),
      changed_at: ctx.now,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .execute();
}

export async function deleteCollection(ctx: Ctx, collectionId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("intake.collection")
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .execute();
}

/** Collections that nobody has touched since; of a pile neither any of its letters. */
export async function selectUntouched(ctx: Ctx, before: Date): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("intake.collection as c")
    .select("c.collection_id")
    .where("c.tenant_id", "=", ctx.tenant)
    .where("c.changed_at", "<", before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("intake.letter as l")
            .select("l.letter_id")
            .where("l.tenant_id", "=", ctx.tenant)
            .whereRef("l.collection_id", "=", "c.collection_id")
            .where("l.changed_at", ">=", before),
        ),
      ),
    )
    .limit(500)
    .execute();
  return rows.map(({ collection_id }) => collection_id);
}

// — Items of a filing —————————————————————————————————————————————————————————

const itemColumns = [
  "item_id",
  "collection_id",
  "parent_id",
  "depth",
  "position",
  "folder",
  "title",
  "kind",
  "letter_date",
  "sender",
  "chosen",
  "mail",
  "mail_left_out",
  "readable",
  "dokument_id",
] as const;
type ItemRow = Pick<Selectable<IntakeTables["intake.item"]>, (typeof itemColumns)[number]>;

function itemOf(row: ItemRow): Item {
  return {
    itemId: row.item_id,
    collectionId: row.collection_id,
    parentId: row.parent_id ?? undefined,
    depth: row.depth,
    position: row.position,
    folder: row.folder,
    title: row.title,
    kind: row.kind as ItemKind,
    letterDate: row.letter_date ?? undefined,
    sender: row.sender,
    chosen: row.chosen,
    mail: (row.mail ?? undefined) as Item["mail"],
    mailLeftOut: row.mail_left_out,
    readable: row.readable ?? undefined,
    dokumentId: row.dokument_id ?? undefined,
  };
}

export async function insertItem(ctx: Ctx, item: Omit<Item, "mailLeftOut" | "readable" | "dokumentId">): Promise<void> {
  await tables(ctx)
    .insertInto("intake.item")
    .values({
      tenant_id: ctx.tenant,
      item_id: item.itemId,
      collection_id: item.collectionId,
      parent_id: item.parentId ?? null,
      depth: item.depth,
      position: item.position,
      folder: item.folder,
      title: item.title,
      kind: item.kind,
      letter_date: item.letterDate ?? null,
      sender: item.sender,
      chosen: item.chosen,
      mail: item.mail ?? null,
      readable: null,
      dokument_id: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function selectItems(
  ctx: Ctx,
  collectionId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<readonly Item[]> {
  const rows = await tables(ctx)
    .selectFrom("intake.item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .orderBy("position")
    .orderBy("item_id")
    .$if(options.forUpdate === true, (query) => query.forUpdate())
    .execute();
  return rows.map(itemOf);
}

export async function findItem(ctx: Ctx, itemId: string): Promise<Item | undefined> {
  const row = await tables(ctx)
    .selectFrom("intake.item")
    .select(itemColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** What may change of an item. */
export type ItemChange = Partial<
  Pick<Item, "title" | "kind" | "letterDate" | "sender" | "chosen" | "mail" | "mailLeftOut" | "readable" | "dokumentId">
>;

export async function updateItem(ctx: Ctx, itemId: string, change: ItemChange): Promise<void> {
  await tables(ctx)
    .updateTable("intake.item")
    .set({
      ...(change.title === undefined ? {} : { title: change.title }),
      ...(change.kind === undefined ? {} : { kind: change.kind }),
      ...("letterDate" in change ? { letter_date: change.letterDate ?? null } : {}),
      ...(change.sender === undefined ? {} : { sender: change.sender }),
      ...(change.chosen === undefined ? {} : { chosen: change.chosen }),
      ...(change.mail === undefined ? {} : { mail: change.mail }),
      ...(change.mailLeftOut === undefined ? {} : { mail_left_out: change.mailLeftOut }),
      ...(change.readable === undefined ? {} : { readable: change.readable }),
      ...(change.dokumentId === undefined ? {} : { dokument_id: change.dokumentId }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "=", itemId)
    .execute();
}

export async function deleteItems(ctx: Ctx, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  await tables(ctx)
    .deleteFrom("intake.item")
    .where("tenant_id", "=", ctx.tenant)
    .where("item_id", "in", itemIds)
    .execute();
}

// — Pages of a pile ———————————————————————————————————————————————————————————

const pageColumns = ["number", "upload_id", "source_page", "found", "target", "fate", "rotation"] as const;

export async function insertPages(
  ctx: Ctx,
  collectionId: string,
  pages: readonly (PilePage & { readonly thumbnail: Uint8Array })[],
): Promise<void> {
  if (pages.length === 0) return;
  await tables(ctx)
    .insertInto("intake.page")
    .values(
      pages.map((page) => ({
        tenant_id: ctx.tenant,
        collection_id: collectionId,
        number: page.number,
        upload_id: page.uploadId,
        source_page: page.sourcePage,
        found: page.found,
        target: page.target ?? null,
        fate: page.fate,
        rotation: page.rotation,
        thumbnail: Buffer.from(page.thumbnail),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function selectPages(ctx: Ctx, collectionId: string): Promise<readonly PilePage[]> {
  const rows = await tables(ctx)
    .selectFrom("intake.page")
    .select(pageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .orderBy("number")
    .execute();
  return rows.map((row) => ({
    number: row.number,
    uploadId: row.upload_id,
    sourcePage: row.source_page,
    found: row.found as PilePage["found"],
    target: row.target ?? undefined,
    fate: row.fate as PageFate,
    rotation: row.rotation as Rotation,
  }));
}

export async function findThumbnail(ctx: Ctx, collectionId: string, number: number): Promise<Uint8Array | undefined> {
  const row = await tables(ctx)
    .selectFrom("intake.page")
    .select("thumbnail")
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .where("number", "=", number)
    .executeTakeFirst();
  return row?.thumbnail;
}

export async function updatePage(
  ctx: Ctx,
  collectionId: string,
  number: number,
  change: { readonly fate?: PageFate; readonly rotation?: Rotation; readonly target?: string | null },
): Promise<void> {
  await tables(ctx)
    .updateTable("intake.page")
    .set(change)
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .where("number", "=", number)
    .execute();
}

/** Takes pages out of a pile for good. */
export async function throwPagesAway(ctx: Ctx, collectionId: string, numbers: readonly number[]): Promise<void> {
  await tables(ctx)
    .updateTable("intake.collection")
    .set({ thrown_away: true, changed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId)
    .execute();
  await deletePages(ctx, collectionId, numbers);
}

/** Removes pages of a pile: these, or all. */
export async function deletePages(ctx: Ctx, collectionId: string, numbers?: readonly number[]): Promise<void> {
  let pages = tables(ctx)
    .deleteFrom("intake.page")
    .where("tenant_id", "=", ctx.tenant)
    .where("collection_id", "=", collectionId);
  if (numbers !== undefined) pages = pages.where("number", "in", [...numbers]);
  await pages.execute();
}
