import { Forbidden, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { checkContact, type TownContact } from "../model/contact.ts";
import { saveTenant } from "../store.ts";

/**
 * Changes how citizens reach the office of this municipality.
 * @throws Forbidden `tenants.administration-only`
 * @throws Invalid `tenants.contact` where `checkContact` finds a mistake
 */
export async function updateContact(ctx: Ctx, contact: TownContact): Promise<void> {
  const { actor } = ctx;
  const may = actor.kind === "system" || (actor.kind === "staff" && actor.duties.includes("administration"));
  if (!may) throw new Forbidden("tenants.administration-only");
  if (Object.keys(checkContact(contact, "de")).length > 0) throw new Invalid("tenants.contact");
  await saveTenant(ctx, ctx.tenant, { contact });
}
