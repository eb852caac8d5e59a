import { Forbidden, Invalid, isId, type Language, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { getAkte, listVorgaenge, recordEvent } from "../../records/index.ts";
import type { AkteExport, ExportKind } from "../model/export.ts";
import { buildExportJob } from "../payloads.ts";
import { insertExport, selectExports } from "../store/index.ts";

/** A whole Akte leaves the house in one piece: that is for the registry. One Vorgang may go with those who work on it. */
function requireMayExport(ctx: Ctx, vorgangId: string | null): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  const duties = actor.kind === "staff" ? actor.duties : [];
  if (!duties.includes("records") && !(vorgangId !== null && duties.includes("casework"))) {
    throw new Forbidden("proof.export-not-allowed");
  }
}

/**
 * Orders an Akte, or one Vorgang of it, to be made ready; the history of the Akte says so.
 * @returns id of the export
 * @throws Forbidden `proof.export-not-allowed`, `records.duty-missing`; NotFound `records.no-such-akte`,
 * `records.no-such-vorgang`; Invalid `proof.whole-akte-only`
 */
export async function orderExport(
  ctx: Ctx,
  order: {
    readonly akteId: string;
    readonly vorgangId: string | null;
    readonly kind: ExportKind;
    readonly language: Language;
  },
): Promise<string> {
  requireMayExport(ctx, order.vorgangId);
  const { akteId } = await getAkte(ctx, order.akteId);
  const { vorgangId, kind } = order;
  if (vorgangId !== null && !(await listVorgaenge(ctx, akteId)).some((vorgang) => vorgang.vorgangId === vorgangId)) {
    throw new NotFound("records.no-such-vorgang");
  }
  if (kind === "gesamt-pdf" && vorgangId !== null) throw new Invalid("proof.whole-akte-only");
  const exportId = newId(ctx.now.getTime());
  await insertExport(ctx, {
    exportId,
    akteId,
    vorgangId,
    kind,
    language: order.language,
    requestedBy: ctx.actor.kind === "staff" ? ctx.actor.staffId : null,
    requestedByName: ctx.actor.kind === "citizen" ? "" : ctx.actor.name,
    requestedAt: ctx.now,
  });
  await recordEvent(ctx, {
    akteId,
    ...(vorgangId === null ? {} : { vorgangId }),
    action: `proof.${kind}-bestellt`,
    details: { exportId },
  });
  await enqueue(ctx, buildExportJob, { exportId });
  return exportId;
}

/** @throws Forbidden `proof.export-not-allowed`, `records.duty-missing`; NotFound `proof.no-such-export` */
export async function getExport(ctx: Ctx, exportId: string): Promise<AkteExport> {
  const [found] = isId(exportId) ? await selectExports(ctx, { exportId }) : [];
  if (found === undefined) throw new NotFound("proof.no-such-export");
  // Whoever may not see the Akte any more does not see what was made of it either.
  await getAkte(ctx, found.akteId);
  requireMayExport(ctx, found.vorgangId);
  return found;
}

/** Exports of an Akte that who acts may fetch, the newest first. @throws as `getAkte` */
export async function listExports(ctx: Ctx, akteId: string): Promise<readonly AkteExport[]> {
  await getAkte(ctx, akteId);
  const { actor } = ctx;
  const all = await selectExports(ctx, { akteId });
  return actor.kind === "staff" && !actor.duties.includes("records")
    ? all.filter(({ vorgangId }) => vorgangId !== null)
    : all;
}
