import { Conflict, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { LeistungDefinition } from "../../forms/index.ts";
import { isBuiltIn } from "../built-in.ts";
import { requireWithinLimits } from "../model/limits.ts";
import type { ProseRule } from "../model/prose-rule.ts";
import { isServiceId, type Sample, type TakenFrom } from "../model/service.ts";
import { insertDraftVersion, insertService } from "../store.ts";
import { authorOf, requireDesign } from "./author.ts";

export interface NewService {
  /** Kebab-case, 3 to 60 characters, part of addresses for ever. */
  readonly id: string;
  readonly definition: LeistungDefinition;
  /** The Datenschema it was read from. */
  readonly origin: object | undefined;
  readonly rules: readonly ProseRule[];
  /** What came over from it, and what is left to a person. */
  readonly report: object | undefined;
  readonly samples?: readonly Sample[];
  readonly takenFrom?: TakenFrom;
}

/**
 * A new service of the town, as the draft of its first version. Citizens see nothing of it before it is published.
 * @returns its id
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws Invalid `designer.bad-id`, `designer.too-large`
 * @throws Conflict `designer.id-taken` where a built-in Leistung or a service of the town has this id
 */
export async function createService(ctx: Ctx, service: NewService): Promise<string> {
  requireDesign(ctx);
  const { id } = service;
  if (!isServiceId(id)) throw new Invalid("designer.bad-id");
  requireWithinLimits({ definition: service.definition, rules: service.rules, samples: service.samples ?? [] });
  const author = authorOf(ctx);
  if (isBuiltIn(id)) throw new Conflict("designer.id-taken", { id });
  const isNew = await insertService(ctx, { serviceId: id, by: author.name, takenFrom: service.takenFrom });
  if (!isNew) throw new Conflict("designer.id-taken", { id });
  await insertDraftVersion(ctx, {
    serviceId: id,
    version: 1,
    rowVersion: 1,
    definition: { ...service.definition, id },
    rules: service.rules,
    samples: service.samples ?? [],
    origin: service.origin,
    report: service.report,
    editedBy: author.staffId === undefined ? [] : [author.staffId],
    by: author.name,
  });
  return id;
}
