import type { Vertraulichkeitsstufe } from "../../accounts/index.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";

/**
 * Whom an Akte lets in, before anybody is named. Stored for ever. `alle`: everybody with a duty for Akten. `einheit`: the
 * federführende unit and the registry. `benannte`: nobody but who is named.
 */
export type AccessScope = "alle" | "einheit" | "benannte";

/** A person or a unit named for an Akte. */
export interface AkteGrant {
  readonly kind: "person" | "einheit";
  readonly id: string;
  /** As it was called when it was named. */
  readonly name: string;
  /** Add, change and close; otherwise only read. */
  readonly mayWork: boolean;
}

/** Who may see an Akte and work in it. Clearance for the level is needed besides, also of who is named. */
export interface AkteAccess {
  /** The unit that is responsible; null: the town. */
  readonly federfuehrung: string | null;
  readonly vertraulichkeit: Vertraulichkeitsstufe;
  readonly scope: AccessScope;
  readonly grants: readonly AkteGrant[];
}

/** The access of an Akte that nobody has restricted. */
export const openAccess: AkteAccess = { federfuehrung: null, vertraulichkeit: "003", scope: "alle", grants: [] };

/** Named persons and units that one Akte takes. */
export const mostGrants = 50;

function sortedGrants(grants: readonly AkteGrant[]): readonly AkteGrant[] {
  return [...grants].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The same for all Akten of one circle, different for any other: not the Federführung where all are let in. */
export function circleKeyOf(access: AkteAccess): string {
  return canonicalJson({
    scope: access.scope,
    unit: access.scope === "einheit" ? access.federfuehrung : null,
    vertraulichkeit: access.vertraulichkeit,
    grants: sortedGrants(access.grants).map(({ kind, id, mayWork }) => ({ id, kind, mayWork })),
  });
}

export const openCircleKey = circleKeyOf(openAccess);

/** Why an access cannot be meant. */
export type AccessMistake = "unit-missing" | "nobody-works" | "too-many";

/** What is wrong with an access; undefined where nothing is. */
export function accessMistake(access: AkteAccess): AccessMistake | undefined {
  if (access.scope === "einheit" && access.federfuehrung === null) return "unit-missing";
  if (access.scope === "benannte" && !access.grants.some(({ mayWork }) => mayWork)) return "nobody-works";
  return access.grants.length > mostGrants ? "too-many" : undefined;
}

/** What the history says of an access. */
export function accessDetails(access: AkteAccess, unitName: string | null): { readonly [key: string]: JsonValue } {
  return {
    federfuehrung: access.federfuehrung,
    federfuehrungName: unitName,
    vertraulichkeit: access.vertraulichkeit,
    zugriff: access.scope,
    berechtigte: sortedGrants(access.grants).map(({ kind, id, name, mayWork }) => ({
      art: kind,
      id,
      name,
      bearbeiten: mayWork,
    })),
  };
}
