import { type Actor, type Duty, Forbidden } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

/**
 * The member of staff who acts.
 * @throws Forbidden `accounts.duty-missing` for everybody without the duty
 */
export function requireStaff(ctx: Ctx, duty: Duty): Staff {
  requireDuty(ctx.actor, duty);
  if (ctx.actor.kind !== "staff") throw new Forbidden("accounts.duty-missing", { duty });
  return ctx.actor;
}

/** How histories name who acts. */
export function actorOf(ctx: Ctx): { readonly actorKind: Actor["kind"]; readonly actorName?: string } {
  const { actor } = ctx;
  return actor.kind === "citizen" ? { actorKind: "citizen" } : { actorKind: actor.kind, actorName: actor.name };
}
