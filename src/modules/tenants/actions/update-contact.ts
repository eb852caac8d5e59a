import { Conflict, Forbidden, Invalid, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { checkContact, type TownContact } from "../model/contact.ts";
import { getTenantForUpdate, saveTenant } from "../store.ts";

/** The state of a town's contact, for a page that must not undo what somebody else has changed since. */
export const stateOfContact = (contact: TownContact): string => sha256(JSON.stringify(contact));

/**
 * Changes how citizens reach the office of this municipality.
 * @param seen the state that was changed; undefined: whatever it is
 * @throws Forbidden `tenants.administration-only`
 * @throws Invalid `tenants.contact` where `checkContact` finds a mistake
 * @throws Conflict `tenants.contact-changed` where somebody was faster
 */
export async function updateContact(ctx: Ctx, contact: TownContact, seen?: string): Promise<void> {
  const { actor } = ctx;
  const may = actor.kind === "system" || (actor.kind === "staff" && actor.duties.includes("administration"));
  if (!may) throw new Forbidden("tenants.administration-only");
  if (Object.keys(checkContact(contact, "de")).length > 0) throw new Invalid("tenants.contact");
  const before = await getTenantForUpdate(ctx);
  if (seen !== undefined && seen !== stateOfContact(before.contact)) throw new Conflict("tenants.contact-changed");
  await saveTenant(ctx, ctx.tenant, { contact });
}
