import { Forbidden, type Ctx as KernelCtx } from "../../../kernel/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import type { Appointment } from "../model/appointment.ts";
import type { WaitingEntry } from "../model/waiting.ts";

/** Works with the day's appointments and the queue. @throws Forbidden `accounts.duty-missing` */
export function requireDesk(ctx: Pick<KernelCtx, "actor">): void {
  requireDuty(ctx.actor, "casework");
}

/** Sets places, counters, hours and services. @throws Forbidden `accounts.duty-missing` */
export function requireSettings(ctx: Pick<KernelCtx, "actor">): void {
  requireDuty(ctx.actor, "administration");
}

/**
 * The office may, and whoever has the code: shown by its keyed hash, or as the citizen of the mailbox it opens.
 * @throws Forbidden `appointments.not-yours`
 */
export function requireOwn(
  ctx: Pick<KernelCtx, "actor">,
  owned: Pick<Appointment | WaitingEntry, "codeMac" | "mailboxId">,
  codeMac: string | undefined,
): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  if (actor.kind === "staff") {
    requireDesk(ctx);
    return;
  }
  const byCode = codeMac !== undefined && owned.codeMac === codeMac;
  const byMailbox = actor.mailboxId !== undefined && owned.mailboxId === actor.mailboxId;
  if (!byCode && !byMailbox) throw new Forbidden("appointments.not-yours");
}
