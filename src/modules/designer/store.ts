import { type Selectable, sql } from "kysely";
import { Conflict, type Localized, NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { LeistungDefinition } from "../forms/index.ts";
import type { ProseRule } from "./model/prose-rule.ts";
import type {
  Deed,
  DesignedService,
  Sample,
  ServiceLine,
  ServiceVersion,
  ShelfItem,
  Step,
  TakenFrom,
  VersionContent,
  VersionState,
} from "./model/service.ts";
import type { DesignerTables } from "./tables.ts";

type Reads = Pick<Ctx, "tx" | "tenant">;

const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<DesignerTables>();

type VersionRow = Selectable<DesignerTables["designer.version"]>;

const versionColumns = [
  "service_id",
  "version",
  "state",
  "row_version",
  "definition",
  "origin",
  "rules",
  "samples",
  "report",
  "origin_version",
  "edited_by",
  "created_at",
  "created_by",
  "changed_at",
  "changed_by",
  "submitted_at",
  "submitted_by",
  "published_at",
  "published_by",
  "withdrawn_at",
  "withdrawn_by",
] as const satisfies readonly (keyof VersionRow)[];

function deed(at: Date | null, by: string | null): Deed | undefined {
  return at === null || by === null ? undefined : { at, by };
}

function versionOf(row: Pick<VersionRow, (typeof versionColumns)[number]>): ServiceVersion {
  return {
    serviceId: row.service_id,
    version: row.version,
    state: row.state as VersionState,
    rowVersion: row.row_version,
    definition: row.definition as LeistungDefinition,
    origin: (row.origin ?? undefined) as object | undefined,
    rules: row.rules as readonly ProseRule[],
    samples: row.samples as readonly Sample[],
    report: (row.report ?? undefined) as object | undefined,
    originVersion: row.origin_version ?? undefined,
    editedBy: row.edited_by,
    created: { at: row.created_at, by: row.created_by },
    changed: { at: row.changed_at, by: row.changed_by },
    submitted: deed(row.submitted_at, row.submitted_by),
    published: deed(row.published_at, row.published_by),
    withdrawn: deed(row.withdrawn_at, row.withdrawn_by),
  };
}

function takenFromOf(row: {
  origin_tenant_id: number | null;
  origin_service_id: string | null;
  origin_version: number | null;
}): TakenFrom | undefined {
  const { origin_tenant_id: tenantId, origin_service_id: serviceId, origin_version: version } = row;
  return tenantId === null || serviceId === null || version === null ? undefined : { tenantId, serviceId, version };
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** @returns false where the town has a service of this id */
export async function insertService(
  ctx: Ctx,
  service: { readonly serviceId: string; readonly by: string; readonly takenFrom: TakenFrom | undefined },
): Promise<boolean> {
  const row = await tables(ctx)
    .insertInto("designer.service")
    .values({
      tenant_id: ctx.tenant,
      service_id: service.serviceId,
      created_at: ctx.now,
      created_by: service.by,
      origin_tenant_id: service.takenFrom?.tenantId ?? null,
      origin_service_id: service.takenFrom?.serviceId ?? null,
      origin_version: service.takenFrom?.version ?? null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "service_id"]).doNothing())
    .returning("service_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Version of the origin that the newest version stands on; that of the taking over where nothing newer was taken. */
const originVersionNow = sql<number | null>`coalesce(
  (select newest.origin_version from designer.version newest
   where newest.tenant_id = service.tenant_id and newest.service_id = service.service_id
   order by newest.version desc limit 1),
  service.origin_version)`.as("origin_version");

export async function findService(ctx: Reads, serviceId: string): Promise<DesignedService | undefined> {
  const row = await tables(ctx)
    .selectFrom("designer.service as service")
    .select(["service_id", "created_at", "created_by", "origin_tenant_id", "origin_service_id", originVersionNow])
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    serviceId: row.service_id,
    takenFrom: takenFromOf(row),
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

/** Removes a service none of whose versions is left. */
export async function deleteServiceWithoutVersions(ctx: Reads, serviceId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("designer.service as s")
    .where("s.tenant_id", "=", ctx.tenant)
    .where("s.service_id", "=", serviceId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("designer.version as v")
            .select("v.version")
            .where("v.tenant_id", "=", ctx.tenant)
            .where("v.service_id", "=", serviceId),
        ),
      ),
    )
    .execute();
}

/** @throws Conflict `designer.draft-exists` where the service has a draft */
export async function insertDraftVersion(
  ctx: Ctx,
  draft: VersionContent & {
    readonly serviceId: string;
    readonly version: number;
    readonly rowVersion: number;
    readonly origin: object | undefined;
    readonly report: object | undefined;
    readonly editedBy: readonly string[];
    readonly by: string;
  },
): Promise<void> {
  const row = await tables(ctx)
    .insertInto("designer.version")
    .values({
      tenant_id: ctx.tenant,
      service_id: draft.serviceId,
      version: draft.version,
      state: "draft",
      row_version: draft.rowVersion,
      definition: JSON.stringify(draft.definition),
      origin: json(draft.origin),
      rules: JSON.stringify(draft.rules),
      samples: JSON.stringify(draft.samples),
      report: json(draft.report),
      origin_version: draft.originVersion ?? null,
      edited_by: [...draft.editedBy],
      created_at: ctx.now,
      created_by: draft.by,
      changed_at: ctx.now,
      changed_by: draft.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("version")
    .executeTakeFirst();
  if (row === undefined) throw new Conflict("designer.draft-exists", { id: draft.serviceId });
}

/** Newest first. */
export async function listVersions(ctx: Reads, serviceId: string): Promise<readonly ServiceVersion[]> {
  const rows = await tables(ctx)
    .selectFrom("designer.version")
    .select(versionColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .orderBy("version", "desc")
    .execute();
  return rows.map(versionOf);
}

export async function findVersion(ctx: Reads, serviceId: string, version: number): Promise<ServiceVersion | undefined> {
  const row = await tables(ctx)
    .selectFrom("designer.version")
    .select(versionColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row === undefined ? undefined : versionOf(row);
}

export async function findDraft(ctx: Reads, serviceId: string): Promise<ServiceVersion | undefined> {
  const row = await tables(ctx)
    .selectFrom("designer.version")
    .select(versionColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("state", "=", "draft")
    .executeTakeFirst();
  return row === undefined ? undefined : versionOf(row);
}

/** The version that citizens are offered. */
export async function findPublished(ctx: Reads, serviceId: string): Promise<ServiceVersion | undefined> {
  const row = await tables(ctx)
    .selectFrom("designer.version")
    .select(versionColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("state", "=", "published")
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : versionOf(row);
}

/**
 * The draft, locked until the transaction ends.
 * @throws NotFound `designer.no-draft`
 */
export async function getDraftForUpdate(ctx: Reads, serviceId: string): Promise<ServiceVersion> {
  const row = await tables(ctx)
    .selectFrom("designer.version")
    .select(versionColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("state", "=", "draft")
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("designer.no-draft", { id: serviceId });
  return versionOf(row);
}

/** Stores a changed draft that was read for update, one row version on; what was put before a second person is so no more. */
export async function saveDraft(
  ctx: Ctx,
  draft: ServiceVersion,
  change: {
    readonly content: VersionContent;
    readonly by: string;
    readonly staffId: string | undefined;
    readonly what: Localized;
    readonly before: VersionContent | undefined;
  },
): Promise<void> {
  const { content } = change;
  const next = draft.rowVersion + 1;
  await tables(ctx)
    .updateTable("designer.version")
    .set({
      definition: JSON.stringify(content.definition),
      rules: JSON.stringify(content.rules),
      samples: JSON.stringify(content.samples),
      origin_version: content.originVersion ?? null,
      row_version: next,
      changed_at: ctx.now,
      changed_by: change.by,
      submitted_at: null,
      submitted_by: null,
      ...(change.staffId === undefined || draft.editedBy.includes(change.staffId)
        ? {}
        : { edited_by: [...draft.editedBy, change.staffId] }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", draft.serviceId)
    .where("version", "=", draft.version)
    .execute();
  await tables(ctx)
    .insertInto("designer.step")
    .values({
      tenant_id: ctx.tenant,
      service_id: draft.serviceId,
      version: draft.version,
      step: next,
      what: JSON.stringify(change.what),
      before: json(change.before),
      done_at: ctx.now,
      done_by: change.by,
    })
    .execute();
}

/**
 * Stores what became of the points of an import, and nothing else: a draft that waits for a second person goes on
 * waiting. Only a draft that was read for update.
 */
export async function saveReport(ctx: Reads, draft: ServiceVersion, report: object): Promise<void> {
  await tables(ctx)
    .updateTable("designer.version")
    .set({ report: JSON.stringify(report) })
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", draft.serviceId)
    .where("version", "=", draft.version)
    .execute();
}

/** What was done to a version, newest first. */
export async function listSteps(
  ctx: Reads,
  serviceId: string,
  version: number,
  options: { readonly after?: number; readonly limit: number },
): Promise<readonly Step[]> {
  const rows = await tables(ctx)
    .selectFrom("designer.step")
    .select(["step", "what", "done_at", "done_by", sql<boolean>`before is not null`.as("revocable")])
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("version", "=", version)
    .where("step", ">", options.after ?? 0)
    .orderBy("step", "desc")
    .limit(options.limit)
    .execute();
  return rows.map((row) => ({
    step: row.step,
    what: row.what as Localized,
    at: row.done_at,
    by: row.done_by,
    revocable: row.revocable,
  }));
}

/** The last step that can be taken back, with how it was before. */
export async function findLastRevocable(
  ctx: Reads,
  serviceId: string,
  version: number,
): Promise<{ readonly step: number; readonly what: Localized; readonly before: VersionContent } | undefined> {
  const row = await tables(ctx)
    .selectFrom("designer.step")
    .select(["step", "what", "before"])
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("version", "=", version)
    .where("before", "is not", null)
    .orderBy("step", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { step: row.step, what: row.what as Localized, before: row.before as VersionContent };
}

/** Forgets how it was before: of one step that was taken back, of all old ones, or of all. */
export async function forgetBefore(
  ctx: Reads,
  serviceId: string,
  version: number,
  which: { readonly step: number } | { readonly upTo: number },
): Promise<void> {
  await tables(ctx)
    .updateTable("designer.step")
    .set({ before: null })
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("version", "=", version)
    .where("step", "step" in which ? "=" : "<=", "step" in which ? which.step : which.upTo)
    .where("before", "is not", null)
    .execute();
}

export async function markSubmitted(ctx: Ctx, draft: ServiceVersion, by: string | undefined): Promise<void> {
  await tables(ctx)
    .updateTable("designer.version")
    .set({ submitted_at: by === undefined ? null : ctx.now, submitted_by: by ?? null })
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", draft.serviceId)
    .where("version", "=", draft.version)
    .execute();
}

export async function markPublished(ctx: Ctx, serviceId: string, version: number, by: string): Promise<void> {
  await tables(ctx)
    .updateTable("designer.version")
    .set({ state: "published", published_at: ctx.now, published_by: by })
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("version", "=", version)
    .execute();
}

/** Withdraws every published version. @returns how many there were */
export async function markWithdrawn(ctx: Ctx, serviceId: string, by: string): Promise<number> {
  const result = await tables(ctx)
    .updateTable("designer.version")
    .set({ state: "withdrawn", withdrawn_at: ctx.now, withdrawn_by: by })
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("state", "=", "published")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function deleteDraftVersion(ctx: Reads, serviceId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("designer.version")
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .where("state", "=", "draft")
    .execute();
}

/** The services of the town, without their forms. */
export async function listServices(ctx: Reads): Promise<readonly ServiceLine[]> {
  const services = await tables(ctx)
    .selectFrom("designer.service as service")
    .select(["service_id", "origin_tenant_id", "origin_service_id", originVersionNow])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("service_id")
    .execute();
  const versions = await tables(ctx)
    .selectFrom("designer.version")
    .select([
      "service_id",
      "version",
      "state",
      sql<Localized>`definition -> 'title'`.as("title"),
      "changed_at",
      "changed_by",
      "submitted_at",
      "submitted_by",
      "published_at",
      "published_by",
      "withdrawn_at",
      "withdrawn_by",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("version", "desc")
    .execute();
  const byService = Map.groupBy(versions, (row) => row.service_id);
  return services.flatMap((service): ServiceLine[] => {
    const own = byService.get(service.service_id) ?? [];
    const newest = own[0];
    if (newest === undefined) return [];
    const draft = own.find((row) => row.state === "draft");
    const published = own.find((row) => row.state === "published");
    const withdrawn = published === undefined ? own.find((row) => row.state === "withdrawn") : undefined;
    const on = deed(published?.published_at ?? null, published?.published_by ?? null);
    return [
      {
        serviceId: service.service_id,
        title: (published ?? newest).title,
        takenFrom: takenFromOf(service),
        draft:
          draft === undefined
            ? undefined
            : {
                version: draft.version,
                changed: { at: draft.changed_at, by: draft.changed_by },
                submitted: deed(draft.submitted_at, draft.submitted_by),
              },
        published: published === undefined || on === undefined ? undefined : { version: published.version, on },
        withdrawn: deed(withdrawn?.withdrawn_at ?? null, withdrawn?.withdrawn_by ?? null),
      },
    ];
  });
}

/** Which version of which service citizens are offered. */
export async function listPublishedVersions(
  ctx: Reads,
): Promise<readonly { readonly serviceId: string; readonly version: number }[]> {
  const rows = await tables(ctx)
    .selectFrom("designer.version")
    .select(["service_id", (select) => select.fn.max("version").as("version")])
    .where("tenant_id", "=", ctx.tenant)
    .where("state", "=", "published")
    .groupBy("service_id")
    .orderBy("service_id")
    .execute();
  return rows.map((row) => ({ serviceId: row.service_id, version: Number(row.version) }));
}

// — Setting of the town ————————————————————————————————————————————————————

export async function findFourEyes(ctx: Reads): Promise<boolean | undefined> {
  const row = await tables(ctx)
    .selectFrom("designer.setting")
    .select("four_eyes")
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return row?.four_eyes;
}

export async function saveFourEyes(ctx: Ctx, fourEyes: boolean, by: string): Promise<void> {
  const values = { four_eyes: fourEyes, changed_at: ctx.now, changed_by: by };
  await tables(ctx)
    .insertInto("designer.setting")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}

// — The shelf of the region ————————————————————————————————————————————————

/** Puts a published version where the other towns of the region find it, in the place of the one before. */
export async function putOnShelf(ctx: Ctx, version: ServiceVersion): Promise<void> {
  const values = {
    version: version.version,
    definition: JSON.stringify(version.definition),
    origin: json(version.origin),
    rules: JSON.stringify(version.rules.map(({ by: _, ...rule }) => rule)),
    published_at: ctx.now,
  };
  await tables(ctx)
    .insertInto("designer.shelf")
    .values({ tenant_id: ctx.tenant, service_id: version.serviceId, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "service_id"]).doUpdateSet(values))
    .execute();
}

export async function takeOffShelf(ctx: Reads, serviceId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("designer.shelf")
    .where("tenant_id", "=", ctx.tenant)
    .where("service_id", "=", serviceId)
    .execute();
}

/** What the other towns of the region have published; row-level security shows those alone. */
export async function listShelf(ctx: Reads): Promise<
  readonly {
    readonly tenantId: number;
    readonly serviceId: string;
    readonly version: number;
    readonly title: Localized;
    readonly publishedAt: Date;
  }[]
> {
  const rows = await tables(ctx)
    .selectFrom("designer.shelf")
    .select(["tenant_id", "service_id", "version", sql<Localized>`definition -> 'title'`.as("title"), "published_at"])
    .where("tenant_id", "<>", ctx.tenant)
    .orderBy("tenant_id")
    .orderBy("service_id")
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    serviceId: row.service_id,
    version: row.version,
    title: row.title,
    publishedAt: row.published_at,
  }));
}

export async function findOnShelf(ctx: Reads, tenantId: number, serviceId: string): Promise<ShelfItem | undefined> {
  const row = await tables(ctx)
    .selectFrom("designer.shelf")
    .select(["tenant_id", "service_id", "version", "definition", "origin", "rules", "published_at"])
    .where("tenant_id", "=", tenantId)
    .where("service_id", "=", serviceId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    tenantId: row.tenant_id,
    serviceId: row.service_id,
    version: row.version,
    publishedAt: row.published_at,
    definition: row.definition as LeistungDefinition,
    rules: row.rules as readonly ProseRule[],
    origin: (row.origin ?? undefined) as object | undefined,
  };
}
