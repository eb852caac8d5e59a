import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { LeistungDefinition } from "../../forms/index.ts";
import { isBuiltIn } from "../built-in.ts";
import { type ShelfItem, serviceIdOf } from "../model/service.ts";
import { findDraft, findOnShelf, findService } from "../store.ts";
import { createService } from "./create-service.ts";
import { editDraft } from "./edit-draft.ts";
import { startVersion } from "./start-version.ts";

/**
 * What another town of the region has published (Nachnutzung).
 * @throws NotFound `designer.not-on-shelf`, for towns of other regions too
 */
export async function getOnShelf(
  ctx: Pick<Ctx, "tx" | "tenant">,
  tenantId: number,
  serviceId: string,
): Promise<ShelfItem> {
  const item = tenantId === ctx.tenant ? undefined : await findOnShelf(ctx, tenantId, serviceId);
  if (item === undefined) throw new NotFound("designer.not-on-shelf");
  return item;
}

/** An id for a copy: the same where it is free, else with the town's name and a number. */
export async function freeServiceId(ctx: Ctx, wanted: string): Promise<string> {
  const base = serviceIdOf(wanted);
  for (let number = 1; ; number++) {
    // Room for the number; what is cut must not end with a hyphen, or it would be no id.
    const id = number === 1 ? base : `${base.slice(0, 50).replace(/-+$/, "")}-${number}`;
    if (!isBuiltIn(id) && (await findService(ctx, id)) === undefined) return id;
  }
}

/**
 * Takes over a service of another town of the region, as a draft that names where it is from. Contact and fees of the
 * own town apply by themselves: they are no part of a service.
 * @param input.process key of the procedure it shall run by
 * @returns its id here
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws NotFound `designer.not-on-shelf`
 */
export async function copyFromTown(
  ctx: Ctx,
  input: { readonly tenantId: number; readonly serviceId: string; readonly process?: string },
): Promise<string> {
  const item = await getOnShelf(ctx, input.tenantId, input.serviceId);
  const id = await freeServiceId(ctx, item.serviceId);
  const process = input.process ?? item.definition.online.process;
  return createService(ctx, {
    id,
    definition: { ...item.definition, id, online: { ...item.definition.online, process } },
    origin: item.origin,
    rules: item.rules,
    report: undefined,
    takenFrom: { tenantId: item.tenantId, serviceId: item.serviceId, version: item.version },
  });
}

/** The form and texts of an update with what is the town's own: fees, procedure, filing, deadline. */
function updated(own: LeistungDefinition, theirs: LeistungDefinition): LeistungDefinition {
  const { process, fees, records, deadline: _, ...rest } = theirs.online;
  const { deadline } = own.online;
  return {
    ...theirs,
    id: own.id,
    online: {
      ...rest,
      process: own.online.process,
      fees: own.online.fees,
      records: { ...records, ...own.online.records },
      ...(deadline === undefined ? {} : { deadline }),
    },
  };
}

/**
 * Takes the newest version of the town of origin into the draft (a new one where there is none), and keeps what is the
 * town's own. A step that can be taken back.
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @param input.seen row version that the person saw; nothing where there is no draft yet
 * @throws NotFound `designer.not-on-shelf`, `designer.no-such-service`
 * @throws Conflict `designer.changed-meanwhile`
 */
export async function takeUpdate(
  ctx: Ctx,
  { serviceId, seen }: { readonly serviceId: string; readonly seen: number },
): Promise<void> {
  const service = await findService(ctx, serviceId);
  if (service?.takenFrom === undefined) throw new NotFound("designer.no-such-service", { id: serviceId });
  const item = await getOnShelf(ctx, service.takenFrom.tenantId, service.takenFrom.serviceId);
  const earlier = await findDraft(ctx, serviceId);
  if (earlier === undefined) await startVersion(ctx, serviceId);
  const draft = earlier ?? (await findDraft(ctx, serviceId));
  if (draft === undefined) throw new NotFound("designer.no-draft", { id: serviceId });
  await editDraft(ctx, {
    serviceId,
    // What has just been begun nobody has changed.
    seen: earlier === undefined ? draft.rowVersion : seen,
    what: {
      de: `Fassung ${item.version} der Herkunft übernommen`,
      en: `Version ${item.version} of the origin taken over`,
    },
    change: (content) => ({
      ...content,
      definition: updated(content.definition, item.definition),
      rules: item.rules,
      originVersion: item.version,
    }),
  });
}
