import { Conflict, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { DokumentInput, FiledDokument } from "../model/dokument.ts";
import { requireMayAdd } from "../model/duty.ts";
import { extendChain } from "../model/history.ts";
import { findVorgangForUpdate, selectHeldDokumente } from "../store/index.ts";
import { add } from "./add.ts";
import { requireMayWorkIn, requireSeen } from "./sight-of.ts";
import { filedDokumente, filingDrafts, storeContents, withSequence } from "./store-contents.ts";

/**
 * Files a Dokument in a Vorgang: stores its bytes, its first version and a history entry that carries its hash.
 * A Vorgang that is zu den Akten takes nothing more from people. The proof of a delivery (`uebermittlung`) and
 * what a job files may come later than the decision: they are filed as an addendum.
 * @throws Forbidden `records.duty-missing`, `records.read-only`; NotFound `records.no-such-vorgang` or `records.no-such-parent`
 * (of this Vorgang), Conflict `records.vorgang-closed`, Invalid `records.bad-metadata`
 */
export async function fileDokument(
  ctx: Ctx,
  input: DokumentInput & { readonly vorgangId: string },
): Promise<FiledDokument> {
  requireMayAdd(ctx.actor);
  const dokumente = await storeContents(ctx, input.vorgangId, [input]);
  await requireSeen(ctx, { vorgangId: input.vorgangId });
  const found = await findVorgangForUpdate(ctx, input.vorgangId);
  if (found === undefined) throw new NotFound("records.no-such-vorgang");
  const { akte, vorgangClosed } = found;
  await requireMayWorkIn(ctx, akte, { missing: "records.no-such-vorgang" });
  if (input.parentId !== undefined) {
    const [parent] = await selectHeldDokumente(ctx, { dokumentIds: [input.parentId] });
    if (parent?.vorgangId !== input.vorgangId) throw new NotFound("records.no-such-parent");
  }
  const closed = vorgangClosed || akte.closed;
  const mayComeLate = input.kind === "uebermittlung" || ctx.actor.kind === "system";
  if (closed && !mayComeLate) throw new Conflict("records.vorgang-closed");

  const { entries, head } = extendChain(
    akte.head,
    { tenant: ctx.tenant, akteId: akte.akteId, actor: ctx.actor, now: ctx.now },
    filingDrafts(dokumente, closed ? "dokument.nachgetragen" : "dokument.abgelegt"),
  );
  await add(ctx, {
    akteId: akte.akteId,
    now: ctx.now,
    dokumente: withSequence(dokumente, head),
    entries,
    head,
    terms: [],
  });
  return filedDokumente(dokumente)[0] as FiledDokument;
}
