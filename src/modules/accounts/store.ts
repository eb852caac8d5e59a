import { sql } from "kysely";
import { type Duty, newId, type PlainDay, type TenantId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { AccountsTables } from "./tables.ts";

/** A member of staff, without anything secret. */
export interface Staff {
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly duties: readonly Duty[];
  /** Has to choose a password of their own first. */
  readonly mustChangePassword: boolean;
  /** What the sign-in page of a demonstration says about the password. */
  readonly demoPasswordHint?: string;
  readonly createdAt: Date;
  readonly deactivatedAt?: Date;
}

/** What verifying a password needs. */
export interface StaffWithHash extends Staff {
  readonly passwordHash: string;
}

type Where = Pick<Ctx, "tx" | "tenant">;

const columns = [
  "staff_id",
  "name",
  "email",
  "password_hash",
  "must_change_password",
  "duties",
  "demo_password_hint",
  "created_at",
  "deactivated_at",
] as const;

type Row = Pick<AccountsTables["accounts.staff"], (typeof columns)[number]>;

function fromRow(row: Row): StaffWithHash {
  return {
    staffId: row.staff_id,
    name: row.name,
    email: row.email,
    passwordHash: row.password_hash,
    mustChangePassword: row.must_change_password,
    duties: row.duties as Duty[],
    ...(row.demo_password_hint === null ? {} : { demoPasswordHint: row.demo_password_hint }),
    createdAt: row.created_at,
    ...(row.deactivated_at === null ? {} : { deactivatedAt: row.deactivated_at }),
  };
}

const db = (ctx: Where) => ctx.tx.withTables<AccountsTables>();

function withoutHash({ passwordHash: _, ...staff }: StaffWithHash): Staff {
  return staff;
}

/** Everybody with an account in this municipality, those who are deactivated last, by name. */
export async function listStaff(ctx: Where): Promise<readonly Staff[]> {
  const rows = await db(ctx)
    .selectFrom("accounts.staff")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .orderBy((eb) => eb("deactivated_at", "is not", null))
    .orderBy("name")
    .orderBy("staff_id")
    .execute();
  return rows.map((row) => withoutHash(fromRow(row)));
}

/** The account that an address, in the form of `normalEmail`, signs in to; those that are deactivated it had before. */
export async function findStaffByEmail(ctx: Where, email: string): Promise<StaffWithHash | undefined> {
  const row = await db(ctx)
    .selectFrom("accounts.staff")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("email", "=", email)
    .where("deactivated_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

export async function findStaff(ctx: Where, staffId: string): Promise<StaffWithHash | undefined> {
  const row = await db(ctx)
    .selectFrom("accounts.staff")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** @returns false where the address has an account already */
export async function insertStaff(
  ctx: Where & Pick<Ctx, "now">,
  staff: Omit<StaffWithHash, "createdAt">,
): Promise<boolean> {
  const row = await db(ctx)
    .insertInto("accounts.staff")
    .values({
      tenant_id: ctx.tenant,
      staff_id: staff.staffId,
      name: staff.name,
      email: staff.email,
      password_hash: staff.passwordHash,
      must_change_password: staff.mustChangePassword,
      duties: [...staff.duties],
      demo_password_hint: staff.demoPasswordHint ?? null,
      created_at: ctx.now,
      deactivated_at: null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "email"]).where("deactivated_at", "is", null).doNothing())
    .returning("staff_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Also takes away the demonstration's hint, which would no longer be true. */
export async function savePassword(ctx: Where, staffId: string, passwordHash: string): Promise<void> {
  await db(ctx)
    .updateTable("accounts.staff")
    .set({ password_hash: passwordHash, must_change_password: false, demo_password_hint: null })
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", "=", staffId)
    .execute();
}

/** @returns false where it was deactivated before */
export async function saveDeactivation(ctx: Where & Pick<Ctx, "now">, staffId: string): Promise<boolean> {
  const row = await db(ctx)
    .updateTable("accounts.staff")
    .set({ deactivated_at: ctx.now, demo_password_hint: null })
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", "=", staffId)
    .where("deactivated_at", "is", null)
    .returning("staff_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds to the history of accounts, which nobody changes. */
export async function addHistory(
  ctx: Where & Pick<Ctx, "now" | "actor">,
  staffId: string,
  action:
    | "created"
    | "deactivated"
    | "password-changed"
    | "clearance-changed"
    | "unit-joined"
    | "unit-left"
    | "deputy-set"
    | "deputy-ended",
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  await db(ctx)
    .insertInto("accounts.history")
    .values({
      tenant_id: ctx.tenant,
      entry_id: newId(),
      staff_id: staffId,
      action,
      actor_name: ctx.actor.kind === "citizen" ? "" : ctx.actor.name,
      happened_at: ctx.now,
      details: JSON.stringify(details),
    })
    .execute();
}

// — Sessions ———————————————————————————————————————————————————————————————

/** A session that has not ended, with whom it belongs to. */
export interface OpenSession {
  readonly staff: Staff;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** The running transaction may write. */
  readonly writable: boolean;
  /** Duties of everybody whom they stand in for on the day of asking. */
  readonly deputisedDuties: readonly Duty[];
}

export async function findSession(ctx: Where, tokenMac: string, today: PlainDay): Promise<OpenSession | undefined> {
  const row = await db(ctx)
    .selectFrom("accounts.session as session")
    .innerJoin("accounts.staff as staff", (join) =>
      join.onRef("staff.tenant_id", "=", "session.tenant_id").onRef("staff.staff_id", "=", "session.staff_id"),
    )
    .select([
      "staff.staff_id",
      "staff.name",
      "staff.email",
      "staff.password_hash",
      "staff.must_change_password",
      "staff.duties",
      "staff.demo_password_hint",
      "staff.created_at",
      "staff.deactivated_at",
      "session.last_seen_at",
      "session.expires_at",
      sql<boolean>`current_setting('transaction_read_only') = 'off'`.as("writable"),
      sql<string[]>`array(
        select distinct unnest(absent.duties) from accounts.deputy d
        join accounts.staff absent on absent.tenant_id = d.tenant_id and absent.staff_id = d.absent_staff
        where d.tenant_id = session.tenant_id and d.deputy_staff = session.staff_id and d.until_day >= ${today}::date
          and d.from_day <= ${today}::date and d.ended_at is null)`.as("deputised_duties"),
    ])
    .where("session.tenant_id", "=", ctx.tenant)
    .where("session.token_mac", "=", tokenMac)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    staff: withoutHash(fromRow(row)),
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    writable: row.writable,
    deputisedDuties: row.deputised_duties as Duty[],
  };
}

export async function insertSession(
  ctx: Where & Pick<Ctx, "now">,
  session: { readonly tokenMac: string; readonly staffId: string; readonly expiresAt: Date },
): Promise<void> {
  await db(ctx)
    .insertInto("accounts.session")
    .values({
      tenant_id: ctx.tenant,
      token_mac: session.tokenMac,
      staff_id: session.staffId,
      created_at: ctx.now,
      last_seen_at: ctx.now,
      expires_at: session.expiresAt,
    })
    .execute();
}

export async function touchSession(ctx: Where & Pick<Ctx, "now">, tokenMac: string): Promise<void> {
  await db(ctx)
    .updateTable("accounts.session")
    .set({ last_seen_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("token_mac", "=", tokenMac)
    .execute();
}

export async function deleteSession(ctx: Where, tokenMac: string): Promise<void> {
  await db(ctx)
    .deleteFrom("accounts.session")
    .where("tenant_id", "=", ctx.tenant)
    .where("token_mac", "=", tokenMac)
    .execute();
}

/** Ends all sessions of somebody, but for one where it is given. */
export async function deleteSessionsOf(ctx: Where, staffId: string, except?: string): Promise<void> {
  await db(ctx)
    .deleteFrom("accounts.session")
    .where("tenant_id", "=", ctx.tenant)
    .where("staff_id", "=", staffId)
    .$if(except !== undefined, (query) => query.where("token_mac", "!=", except ?? ""))
    .execute();
}

// — Attempts to sign in ————————————————————————————————————————————————————

/** Of two attempts on one account at once the second waits, so that none slips past the count. */
export async function lockAccount(ctx: Where, accountMac: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ctx.tenant as TenantId}, hashtext(${accountMac}))`.execute(ctx.tx);
}

/** Times of the failures since then, the oldest first. */
export async function listFailures(ctx: Where, accountMac: string, since: Date): Promise<readonly Date[]> {
  const rows = await db(ctx)
    .selectFrom("accounts.sign_in_attempt")
    .select("failed_at")
    .where("tenant_id", "=", ctx.tenant)
    .where("account_mac", "=", accountMac)
    .where("failed_at", ">", since)
    .orderBy("failed_at")
    .execute();
  return rows.map((row) => row.failed_at);
}

export async function insertFailure(ctx: Where & Pick<Ctx, "now">, accountMac: string): Promise<void> {
  await db(ctx)
    .insertInto("accounts.sign_in_attempt")
    .values({ tenant_id: ctx.tenant, attempt_id: newId(), account_mac: accountMac, failed_at: ctx.now })
    .execute();
}

export async function deleteFailures(ctx: Where, accountMac: string): Promise<void> {
  await db(ctx)
    .deleteFrom("accounts.sign_in_attempt")
    .where("tenant_id", "=", ctx.tenant)
    .where("account_mac", "=", accountMac)
    .execute();
}

/** Removes failures that no longer count and sessions that have ended. */
export async function forgetOld(ctx: Where & Pick<Ctx, "now">, failuresBefore: Date): Promise<void> {
  await db(ctx)
    .deleteFrom("accounts.sign_in_attempt")
    .where("tenant_id", "=", ctx.tenant)
    .where("failed_at", "<", failuresBefore)
    .execute();
  await db(ctx)
    .deleteFrom("accounts.session")
    .where("tenant_id", "=", ctx.tenant)
    .where("expires_at", "<", ctx.now)
    .execute();
}
