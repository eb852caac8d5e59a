import { Forbidden } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";

/** How versions and steps name who acts; the system has no `staffId`. */
export interface Author {
  readonly name: string;
  readonly staffId: string | undefined;
}

/** @throws Forbidden `accounts.duty-missing` for citizens */
export function authorOf(ctx: Pick<Ctx, "actor">): Author {
  const { actor } = ctx;
  if (actor.kind === "citizen") throw new Forbidden("accounts.duty-missing", { duty: "design" });
  return { name: actor.name, staffId: actor.kind === "staff" ? actor.staffId : undefined };
}

/** @throws Forbidden `accounts.duty-missing` without the duty `design` */
export function requireDesign(ctx: Pick<Ctx, "actor">): void {
  requireDuty(ctx.actor, "design");
}

/** @throws Forbidden `accounts.duty-missing` without the duty `publish` */
export function requirePublish(ctx: Pick<Ctx, "actor">): void {
  requireDuty(ctx.actor, "publish");
}
