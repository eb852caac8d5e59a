import { NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Datenschema } from "../model/datenschema.ts";
import { datenschemaFrom } from "../model/datenschema-from.ts";
import type { ServiceVersion } from "../model/service.ts";
import { findSchemaStandard, type SchemaMistake, type SchemaStandard } from "../schema-standard.ts";
import { findDraft, findPublished, findVersion } from "../store.ts";
import { requireDesign } from "./author.ts";

/** A service as a file of a standard. */
export interface ExportedSchema {
  readonly bytes: Uint8Array;
  /** `F99….xml`. */
  readonly filename: string;
  /** Paths of contents that this standard cannot say. */
  readonly losses: readonly string[];
  /** What is against the standard all the same. */
  readonly mistakes: readonly SchemaMistake[];
}

/** What is exported: the given version, else the draft, else what is published. */
async function versionOf(ctx: Ctx, serviceId: string, version: number | undefined): Promise<ServiceVersion> {
  const found =
    version === undefined
      ? ((await findDraft(ctx, serviceId)) ?? (await findPublished(ctx, serviceId)))
      : await findVersion(ctx, serviceId, version);
  if (found === undefined) throw new NotFound("designer.no-such-service");
  return found;
}

/**
 * A service as a FIM schema: the very file that it was read from, where its form was not changed.
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws NotFound `designer.no-such-service`
 */
export async function exportSchema(
  ctx: Ctx,
  serviceId: string,
  options: { readonly as: SchemaStandard["key"]; readonly version?: number },
): Promise<ExportedSchema> {
  requireDesign(ctx);
  const standard = findSchemaStandard(options.as);
  if (standard === undefined) throw new NotFound("designer.no-such-standard");
  const { definition, origin, version } = await versionOf(ctx, serviceId, options.version);
  const schema = datenschemaFrom(definition, origin as Datenschema | undefined, {
    at: ctx.now.toISOString(),
    messageId: newId(ctx.now.getTime()),
  });
  return {
    bytes: standard.write(schema),
    filename: `${serviceId}-${version}-${standard.key}.xml`,
    losses: standard.losses(schema),
    mistakes: standard.validate(schema),
  };
}
