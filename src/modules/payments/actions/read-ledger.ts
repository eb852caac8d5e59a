import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import type { Ledger } from "../model/ledger.ts";
import { selectLedgerSums } from "../store/index.ts";

/**
 * What stands on each ledger: debits less credits since the beginning, in cents. Together they are zero.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function ledgerSums(ctx: Ctx): Promise<ReadonlyMap<Ledger, number>> {
  requireDuty(ctx.actor, "casework");
  return selectLedgerSums(ctx);
}
