import type { Ctx } from "../../../platform/db/index.ts";
import { openAccount } from "../../payments/index.ts";
import type { Leistung } from "../leistung.ts";
import type { Charge } from "../model/fees.ts";

/**
 * Opens the claim for what an application costs, so that whoever sends it can pay at once. Without charges there is
 * none. The same case twice has one claim.
 * @param charges with the town's amounts
 */
export async function openClaim(
  ctx: Ctx,
  input: {
    readonly leistung: Pick<Leistung, "title">;
    readonly charges: readonly Charge[];
    readonly payerName: string;
    readonly caseId: string;
    readonly mailboxId: string;
  },
): Promise<void> {
  // A town may charge nothing for a line.
  const lines = input.charges
    .filter(({ amountCents }) => amountCents > 0)
    .map(({ fee, count, amountCents }) => ({
      key: fee.key,
      label: count === 1 ? fee.label : { de: `${count} × ${fee.label.de}`, en: `${count} × ${fee.label.en}` },
      amountCents,
      source: fee.source,
    }));
  if (lines.length === 0) return;
  const { title } = input.leistung;
  await openAccount(ctx, {
    purpose: { de: `Gebühr: ${title.de}`, en: `Fee: ${title.en}` },
    lines,
    payerName: input.payerName,
    mailboxId: input.mailboxId,
    caseId: input.caseId,
    idempotencyKey: `case:${input.caseId}`,
  });
}
