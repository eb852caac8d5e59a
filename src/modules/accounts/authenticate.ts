import { type Actor, type Duty, dayInBerlin } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { sessionIdleMs } from "./model/account.ts";
import { findSession, touchSession } from "./store.ts";

type StaffActor = Extract<Actor, { kind: "staff" }>;

/** Duties that a deputy has while somebody is away. Who runs the town's settings, and four eyes, stay with who has them. */
const lendable: readonly Duty[] = ["casework", "records", "register"];

/** How often the database is told that a session is in use. */
const noteEveryMs = 60_000;

/**
 * Sessions this process has seen reading. A page that is only read runs in a read-only transaction; without this
 * somebody who reads a long file would be signed out over it. Forgotten with the process: then the database's time holds.
 */
const readAt = new Map<string, number>();

function noteReading(tokenMac: string, now: number): void {
  readAt.delete(tokenMac);
  readAt.set(tokenMac, now);
  for (const [mac, at] of readAt) {
    if (now - at <= sessionIdleMs && readAt.size <= 50_000) break;
    readAt.delete(mac);
  }
}

/** Keyed hash of a session token: what the database knows of it. */
export function macOfToken(ctx: Pick<Ctx, "keyring">, token: string): string {
  return ctx.keyring.mac("staff-session", token);
}

/**
 * The member of staff behind a session token, in the transaction of their municipality. Without duties as long as they
 * have to choose a password first.
 * @returns undefined where the session has ended, was idle for an hour, or the account is deactivated
 */
export async function authenticate(ctx: Ctx, token: string): Promise<StaffActor | undefined> {
  const tokenMac = macOfToken(ctx, token);
  const session = await findSession(ctx, tokenMac, dayInBerlin(ctx.now));
  if (session === undefined || session.staff.deactivatedAt !== undefined) return undefined;
  const now = ctx.now.getTime();
  const lastSeen = Math.max(session.lastSeenAt.getTime(), readAt.get(tokenMac) ?? 0);
  if (now >= session.expiresAt.getTime() || now - lastSeen > sessionIdleMs) return undefined;
  noteReading(tokenMac, now);
  if (session.writable && now - session.lastSeenAt.getTime() > noteEveryMs) await touchSession(ctx, tokenMac);
  const { staffId, name, duties, mustChangePassword } = session.staff;
  if (mustChangePassword) return { kind: "staff", staffId, name, duties: [] };
  const lent = session.deputisedDuties.filter((duty) => lendable.includes(duty) && !duties.includes(duty));
  return { kind: "staff", staffId, name, duties: [...duties, ...lent] };
}
