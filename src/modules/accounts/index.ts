export { changePassword } from "./actions/change-password.ts";
export { createStaff, type NewStaff } from "./actions/create-staff.ts";
export { deactivateStaff } from "./actions/deactivate-staff.ts";
export { endDeputyship, setDeputy } from "./actions/keep-deputies.ts";
export { createUnit, setMembership } from "./actions/keep-units.ts";
export { findStanding, listDeputised, listUnits } from "./actions/read-units.ts";
export { setClearance } from "./actions/set-clearance.ts";
export { type SignInResult, signIn } from "./actions/sign-in.ts";
export { signOut } from "./actions/sign-out.ts";
export { authenticate } from "./authenticate.ts";
export {
  clears,
  isVertraulichkeitsstufe,
  type Vertraulichkeitsstufe,
  vertraulichkeitsstufen,
} from "./model/clearance.ts";
export { requireDuty } from "./model/duty.ts";
export type { Deputyship, Standing, Unit, UnitMember, UnitRole } from "./model/unit.ts";
export { unitTree } from "./model/unit.ts";
export { routes } from "./routes.ts";
export { standingTable } from "./store/units.ts";
export { listStaff, type Staff } from "./store.ts";
export { type DeskPlace, deskAccess, deskNav } from "./views/desk-nav.ts";
export { clearanceWords } from "./views/units-wording.ts";
