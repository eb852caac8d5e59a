import { type Language, newAccessCode, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getOnlineLeistung } from "../registry.ts";
import { insertDraft } from "../store.ts";

/**
 * Begins an application.
 * @returns its id, and the code that continues it on any device: shown to the citizen, not stored
 */
export async function startDraft(
  ctx: Ctx,
  input: { leistungId: string; language: Language },
): Promise<{ draftId: string; code: string }> {
  const { leistung } = await getOnlineLeistung(ctx, input.leistungId);
  const draftId = newId(ctx.now.getTime());
  const code = newAccessCode();
  await insertDraft(ctx, {
    draftId,
    leistungId: leistung.id,
    formVersion: leistung.version,
    codeMac: ctx.keyring.mac("access-code", code),
    language: input.language,
  });
  return { draftId, code };
}
