import { type Localized, NotFound } from "../../kernel/index.ts";

/** A procedure at the desk that any Leistung can use. Implemented in `leistungen/verfahren`. */
export interface Procedure {
  /** `antrag`, `anzeige`: stored for ever. */
  readonly key: string;
  /** What its cases begin with. */
  readonly kind: "antrag" | "anzeige";
  readonly name: Localized;
  /** One sentence for whoever chooses it. */
  readonly summary: Localized;
  readonly processXml: string;
}

let procedures: readonly Procedure[] = [];

/**
 * Sets the procedures that are there for all. Called once at boot, before `defineLeistungen`; again replaces.
 * @throws Error where two have one key
 */
export function defineProcedures(list: readonly Procedure[]): void {
  if (new Set(list.map(({ key }) => key)).size < list.length) throw new Error("two procedures have one key");
  procedures = list;
}

/** The procedures that a designer can choose from. */
export function listProcedures(): readonly Procedure[] {
  return procedures;
}

/** @throws NotFound `forms.no-such-procedure` */
export function getProcedure(key: string): Procedure {
  const found = procedures.find((procedure) => procedure.key === key);
  if (found === undefined) throw new NotFound("forms.no-such-procedure", { key });
  return found;
}
