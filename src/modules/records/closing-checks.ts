import type { Localized } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** Something that stands against putting a Vorgang or an Akte zu den Akten, or that somebody should look at first. */
export interface ClosingObstacle {
  readonly text: Localized;
  /** Path within the town where it can be put right: `/amt/vorgang/…`. */
  readonly path?: string;
  /** It has to be put right first. Otherwise it is only said. */
  readonly blocks: boolean;
}

/** What a module above knows of open ends. */
export interface ClosingCheck {
  readonly id: string;
  /** @param vorgang of the Akte that is to be closed; asked once for each Vorgang that is still open */
  find(
    ctx: Ctx,
    vorgang: { readonly akteId: string; readonly vorgangId: string; readonly caseId: string | null },
  ): Promise<readonly ClosingObstacle[]>;
}

let checks: readonly ClosingCheck[] = [];

/** Sets what is asked before closing. Called once at boot; again replaces. */
export function defineClosingChecks(given: readonly ClosingCheck[]): void {
  checks = given;
}

export const listClosingChecks = (): readonly ClosingCheck[] => checks;
