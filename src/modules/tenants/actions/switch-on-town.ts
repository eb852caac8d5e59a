import { Forbidden, type Localized, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { accentFor } from "../model/brand.ts";
import type { TownContact } from "../model/contact.ts";
import { findGemeinde, type Gemeinde, gemeinden, slugOf } from "../model/gemeinden.ts";
import { officialNameOf, type Tenant } from "../model/tenant.ts";
import { findTenantByAgs, insertTenant, saveRegion, saveTenant } from "../store.ts";

/** Which municipality to switch on, and what is known about it. */
export interface TownToSwitchOn {
  /** Amtlicher Gemeindeschlüssel (`05774032`) or the part of the address (`paderborn`). */
  readonly ags: string;
  /** Invented people and data: said on every page. Stays as it was for a town that is there. */
  readonly demo: boolean;
  readonly region?: { readonly slug: string; readonly name: Localized };
  readonly contact?: TownContact;
}

/**
 * Switches on one of the 396 municipalities of NRW: from here on it has pages, a look and staff of its own. Repeating
 * it gives the same town back, with the region and contact of this call where there are some.
 * @param ctx of a transaction without municipality, as the system
 * @throws NotFound `tenants.no-such-municipality`
 * @throws Forbidden `tenants.platform-only`
 */
export async function switchOnTown(ctx: Pick<Ctx, "tx" | "actor" | "now">, town: TownToSwitchOn): Promise<Tenant> {
  if (ctx.actor.kind !== "system") throw new Forbidden("tenants.platform-only");
  const gemeinde = findGemeinde(town.ags) ?? gemeinden.find((one) => slugOf(one.name) === town.ags);
  if (gemeinde === undefined) throw new NotFound("tenants.no-such-municipality", { ags: town.ags });
  if (town.region !== undefined) await saveRegion(ctx.tx, town.region);

  const earlier = await findTenantByAgs(ctx.tx, gemeinde.ags);
  if (earlier === undefined) await insertTenant(ctx.tx, newTenant(gemeinde, town));
  else if (town.region !== undefined || town.contact !== undefined) {
    await saveTenant(ctx, earlier.tenantId, {
      ...(town.region === undefined ? {} : { region: town.region.slug }),
      ...(town.contact === undefined ? {} : { contact: town.contact }),
    });
  }
  return (await findTenantByAgs(ctx.tx, gemeinde.ags)) as Tenant;
}

function newTenant(gemeinde: Gemeinde, town: TownToSwitchOn): Omit<Tenant, "tenantId"> {
  return {
    slug: slugOf(gemeinde.name),
    ags: gemeinde.ags,
    name: gemeinde.name,
    officialName: officialNameOf(gemeinde),
    kreis: gemeinde.kreis ?? gemeinde.kind,
    regierungsbezirk: gemeinde.regierungsbezirk,
    ...(town.region === undefined ? {} : { region: town.region.slug }),
    accent: accentFor(gemeinde.ags),
    demo: town.demo,
    contact: town.contact ?? unknownContact(gemeinde),
    settings: {},
  };
}

/** What the directory knows; the town's administration adds the rest. */
function unknownContact(gemeinde: Gemeinde): TownContact {
  return {
    officeName: officialNameOf(gemeinde),
    street: "",
    postcode: gemeinde.townHallPostcode,
    city: gemeinde.name,
    phone: "",
    email: "",
    hours: { de: [], en: [] },
  };
}
