import type { TenantId } from "../../../kernel/index.ts";
import type { Brand } from "../../../platform/ui/index.ts";
import type { TownContact } from "./contact.ts";
import type { Gemeinde } from "./gemeinden.ts";

/** What a municipality has set for itself. */
export interface TenantSettings {
  /** Cents by fee key (`Leistung.online.fees[].key`), where the town's own differ from the Leistung's. */
  readonly fees?: Readonly<Record<string, number>>;
}

/** A municipality that is switched on. */
export interface Tenant {
  readonly tenantId: TenantId;
  /** First part of every path of the town: `paderborn`. */
  readonly slug: string;
  /** Amtlicher Gemeindeschlüssel, 8 digits. */
  readonly ags: string;
  /** `Paderborn` */
  readonly name: string;
  /** `Stadt Paderborn` */
  readonly officialName: string;
  /** `Kreis Paderborn`; `Kreisfreie Stadt` where it belongs to none. */
  readonly kreis: string;
  readonly regierungsbezirk: string;
  /** Key of its region, see `listRegions`. */
  readonly region?: string;
  /** `#rrggbb` */
  readonly accent: string;
  /** Invented people and data. */
  readonly demo: boolean;
  readonly contact: TownContact;
  readonly settings: TenantSettings;
}

/** How the town's pages look. */
export function brandOf(tenant: Pick<Tenant, "name" | "officialName" | "slug" | "accent" | "demo">): Brand {
  const { name, officialName, slug, accent, demo } = tenant;
  return { name, officialName, slug, accent, demo, markPath: `/${slug}/marke.svg` };
}

/** `Stadt Paderborn`, `Gemeinde Hövelhof`. */
export function officialNameOf(gemeinde: Pick<Gemeinde, "name" | "kind">): string {
  return `${gemeinde.kind === "Gemeinde" ? "Gemeinde" : "Stadt"} ${gemeinde.name}`;
}
