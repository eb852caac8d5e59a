import { decideFindings, listFindings, openRequest } from "../../modules/dataprotection/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** Somebody asked at the counter what the town has stored about them; what was found first is theirs. */
export async function loadPrivacyRequest(ctx: Ctx, name: string): Promise<void> {
  const desk: Ctx = {
    ...ctx,
    actor: {
      kind: "staff",
      staffId: "00000000-0000-7000-8000-000000000000",
      name: "Alex Probe",
      duties: ["dataprotection"],
    },
  };
  const { requestId } = await openRequest(desk, { name, identity: "Ausweis am Schalter gezeigt" });
  const [first] = await listFindings(desk, requestId);
  if (first !== undefined) await decideFindings(desk, requestId, new Set([`${first.source} ${first.key}`]));
}
