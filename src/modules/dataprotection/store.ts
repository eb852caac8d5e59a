import { dayInBerlin } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { Finding } from "./contracts.ts";
import type { PrivacyRequest } from "./model/request.ts";
import type { DataprotectionTables } from "./tables.ts";

const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<DataprotectionTables>();

const columns = [
  "request_id",
  "person_name",
  "birthday",
  "email",
  "identity",
  "opened_by",
  "opened_at",
  "due_on",
  "handed_out_at",
  "closed_at",
  "closed_by",
  "received_on",
] as const;

function requestOf(
  row: Pick<DataprotectionTables["dataprotection.request"], (typeof columns)[number]>,
): PrivacyRequest {
  return {
    requestId: row.request_id,
    name: row.person_name,
    birthday: row.birthday ?? undefined,
    email: row.email ?? undefined,
    identity: row.identity,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    dueOn: row.due_on,
    handedOutAt: row.handed_out_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    closedBy: row.closed_by ?? undefined,
    receivedOn: row.received_on ?? dayInBerlin(row.opened_at),
  };
}

export async function insertRequest(ctx: Ctx, request: PrivacyRequest): Promise<void> {
  await tables(ctx)
    .insertInto("dataprotection.request")
    .values({
      tenant_id: ctx.tenant,
      request_id: request.requestId,
      person_name: request.name,
      birthday: request.birthday ?? null,
      email: request.email ?? null,
      identity: request.identity,
      opened_by: request.openedBy,
      opened_at: request.openedAt,
      due_on: request.dueOn,
      received_on: request.receivedOn,
    })
    .execute();
}

/** Rows on one page of the list. */
export const pageSize = 50;

/** Open ones by the day they are due, then closed ones, the newest first. */
export async function selectRequests(
  ctx: Ctx,
  closed: boolean,
  page: number,
): Promise<{ readonly requests: readonly PrivacyRequest[]; readonly more: boolean }> {
  const base = tables(ctx).selectFrom("dataprotection.request").select(columns).where("tenant_id", "=", ctx.tenant);
  const rows = await (closed
    ? base.where("closed_at", "is not", null).orderBy("closed_at", "desc")
    : base.where("closed_at", "is", null).orderBy("due_on")
  )
    .orderBy("request_id")
    .limit(pageSize + 1)
    .offset(page * pageSize)
    .execute();
  return { requests: rows.slice(0, pageSize).map(requestOf), more: rows.length > pageSize };
}

export async function selectRequest(
  ctx: Ctx,
  requestId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<PrivacyRequest | undefined> {
  const query = tables(ctx)
    .selectFrom("dataprotection.request")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : requestOf(row);
}

export async function updateHandedOut(ctx: Ctx, requestId: string): Promise<void> {
  await tables(ctx)
    .updateTable("dataprotection.request")
    .set({ handed_out_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId)
    .execute();
}

/** Closes a request; what was found for it goes. */
export async function updateClosed(ctx: Ctx, requestId: string, closedBy: string): Promise<void> {
  await tables(ctx)
    .updateTable("dataprotection.request")
    .set({ closed_at: ctx.now, closed_by: closedBy })
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId)
    .execute();
  await tables(ctx)
    .deleteFrom("dataprotection.finding")
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId)
    .execute();
}

/** @returns how many requests went that were closed before an instant */
export async function deleteRequestsClosedBefore(ctx: Ctx, before: Date): Promise<number> {
  const rows = await tables(ctx)
    .deleteFrom("dataprotection.request")
    .where("tenant_id", "=", ctx.tenant)
    .where("closed_at", "<", before)
    .returning("request_id")
    .execute();
  return rows.length;
}

/** A finding of a source, and whether it is about the person. */
export interface StoredFinding extends Finding {
  readonly source: string;
  readonly belongs: boolean;
}

/** Puts what a new search found in the place of what an older one did; what was decided stays decided. */
export async function replaceFindings(
  ctx: Ctx,
  requestId: string,
  findings: readonly (Finding & { readonly source: string })[],
): Promise<void> {
  const before = await selectFindings(ctx, requestId);
  const decided = new Set(before.filter(({ belongs }) => belongs).map(({ source, key }) => `${source} ${key}`));
  await tables(ctx)
    .deleteFrom("dataprotection.finding")
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId)
    .execute();
  if (findings.length === 0) return;
  await tables(ctx)
    .insertInto("dataprotection.finding")
    .values(
      findings.map((finding) => ({
        tenant_id: ctx.tenant,
        request_id: requestId,
        source: finding.source,
        key: finding.key,
        label: finding.label,
        person: finding.person,
        case_ids: [...finding.trace.caseIds],
        mailbox_ids: [...finding.trace.mailboxIds],
        belongs: decided.has(`${finding.source} ${finding.key}`),
      })),
    )
    .execute();
}

export async function selectFindings(ctx: Ctx, requestId: string): Promise<readonly StoredFinding[]> {
  const rows = await tables(ctx)
    .selectFrom("dataprotection.finding")
    .select(["source", "key", "label", "person", "case_ids", "mailbox_ids", "belongs"])
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId)
    .orderBy("source")
    .orderBy("label")
    .orderBy("key")
    .execute();
  return rows.map((row) => ({
    source: row.source,
    key: row.key,
    label: row.label,
    person: row.person,
    trace: { caseIds: row.case_ids, mailboxIds: row.mailbox_ids },
    belongs: row.belongs,
  }));
}

export async function updateBelongs(
  ctx: Ctx,
  requestId: string,
  finding: Pick<StoredFinding, "source" | "key">,
  belongs: boolean,
): Promise<void> {
  await tables(ctx)
    .updateTable("dataprotection.finding")
    .set({ belongs })
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId)
    .where("source", "=", finding.source)
    .where("key", "=", finding.key)
    .execute();
}

/** What was erased for a request. */
export interface Erasure {
  readonly what: string;
  readonly erasedBy: string;
  readonly erasedAt: Date;
}

export async function insertErasure(
  ctx: Ctx,
  requestId: string,
  erasureId: string,
  what: string,
  by: string,
): Promise<void> {
  await tables(ctx)
    .insertInto("dataprotection.erasure")
    .values({
      tenant_id: ctx.tenant,
      erasure_id: erasureId,
      request_id: requestId,
      what,
      erased_by: by,
      erased_at: ctx.now,
    })
    .execute();
}

export async function selectErasures(ctx: Ctx, requestId: string): Promise<readonly Erasure[]> {
  const rows = await tables(ctx)
    .selectFrom("dataprotection.erasure")
    .select(["what", "erased_by", "erased_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("request_id", "=", requestId)
    .orderBy("erased_at")
    .orderBy("erasure_id")
    .execute();
  return rows.map((row) => ({ what: row.what, erasedBy: row.erased_by, erasedAt: row.erased_at }));
}
