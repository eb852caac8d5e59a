export { switchOnTown, type TownToSwitchOn } from "./actions/switch-on-town.ts";
export { stateOfContact, updateContact } from "./actions/update-contact.ts";
export { type ContactMistakes, checkContact, type TownContact } from "./model/contact.ts";
export * from "./model/index.ts";
export type { Tenant, TenantSettings } from "./model/tenant.ts";
export { routes } from "./routes.ts";
export { findTenantByAgs, findTown, getTenant, listRegions, listTenants, type RegionWithTowns } from "./store.ts";
