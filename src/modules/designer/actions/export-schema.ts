import { type Language, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { writeFormSchema } from "../../forms/index.ts";
import type { Datenschema } from "../model/datenschema.ts";
import { datenschemaFrom } from "../model/datenschema-from.ts";
import { formOf } from "../model/problems.ts";
import type { ServiceVersion } from "../model/service.ts";
import { findSchemaStandard, type SchemaMistake, type SchemaStandard } from "../schema-standard.ts";
import { findDraft, findPublished, findVersion, listVersions } from "../store.ts";
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

/** What is exported: the given version, else the draft, else what is published, else the newest. */
async function versionOf(ctx: Ctx, serviceId: string, version: number | undefined): Promise<ServiceVersion> {
  const found =
    version === undefined
      ? ((await findDraft(ctx, serviceId)) ??
        (await findPublished(ctx, serviceId)) ??
        (await listVersions(ctx, serviceId))[0])
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

/**
 * What answers to a service look like, as JSON Schema 2020-12.
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws NotFound `designer.no-such-service`
 */
export async function exportJsonSchema(
  ctx: Ctx,
  serviceId: string,
  language: Language,
): Promise<{ readonly bytes: Uint8Array; readonly filename: string }> {
  requireDesign(ctx);
  const { definition, version } = await versionOf(ctx, serviceId, undefined);
  const schema = await writeFormSchema(ctx, formOf(definition, version), language, definition.online.codeLists);
  return {
    bytes: new TextEncoder().encode(`${JSON.stringify(schema, null, 2)}\n`),
    filename: `${serviceId}-${version}.schema.json`,
  };
}
