import type { Ctx } from "../../../platform/db/index.ts";
import { tables } from "./tables.ts";

/** One finger as a device gives it. */
export interface FingerImage {
  /** `Zeigefinger links`. */
  readonly finger: string;
  readonly bytes: Uint8Array;
}

/** When fingerprints of a case were captured and of which fingers; never the bytes. */
export async function findBiometric(
  ctx: Ctx,
  caseId: string,
): Promise<{ readonly fingers: readonly string[]; readonly capturedAt: Date } | undefined> {
  const row = await tables(ctx)
    .selectFrom("ausweis.biometric")
    .select(["left_finger", "right_finger", "captured_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return row === undefined ? undefined : { fingers: [row.left_finger, row.right_finger], capturedAt: row.captured_at };
}

/** Takes the place of earlier ones. */
export async function saveBiometric(ctx: Ctx, caseId: string, left: FingerImage, right: FingerImage): Promise<void> {
  await deleteBiometric(ctx, caseId);
  await tables(ctx)
    .insertInto("ausweis.biometric")
    .values({
      tenant_id: ctx.tenant,
      case_id: caseId,
      left_finger: left.finger,
      left_bytes: Buffer.from(left.bytes),
      right_finger: right.finger,
      right_bytes: Buffer.from(right.bytes),
      captured_at: ctx.now,
    })
    .execute();
}

/** @returns whether there were any */
export async function deleteBiometric(ctx: Ctx, caseId: string): Promise<boolean> {
  const { numDeletedRows } = await tables(ctx)
    .deleteFrom("ausweis.biometric")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Cases whose fingerprints are still here. */
export async function listCasesWithBiometric(ctx: Ctx): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.biometric")
    .select("case_id")
    .where("tenant_id", "=", ctx.tenant)
    .execute();
  return rows.map((row) => row.case_id);
}
