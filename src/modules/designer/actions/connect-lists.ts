import type { Ctx } from "../../../platform/db/index.ts";
import { type Connectable, listConnectable, withConnected } from "../model/connect-lists.ts";
import type { Datenschema } from "../model/datenschema.ts";
import type { ServiceVersion } from "../model/service.ts";
import { findDraft } from "../store.ts";
import { editDraft } from "./edit-draft.ts";
import { knownLists } from "./import-schema.ts";

/** Fields of a draft whose code list has come after the schema was read. */
export async function findConnectable(ctx: Ctx, draft: ServiceVersion): Promise<readonly Connectable[]> {
  if (draft.origin === undefined || draft.state !== "draft") return [];
  return listConnectable(draft.definition.online.form, draft.origin as Datenschema, await knownLists(ctx));
}

/**
 * Lets people choose from lists that have come meanwhile where they typed before. A step that can be taken back.
 * @returns how many fields were changed
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws Conflict `designer.changed-meanwhile`
 */
export async function connectLists(
  ctx: Ctx,
  input: { readonly serviceId: string; readonly seen: number },
): Promise<number> {
  const draft = await findDraft(ctx, input.serviceId);
  const fields = draft === undefined ? [] : await findConnectable(ctx, draft);
  const count = fields.length;
  await editDraft(ctx, {
    ...input,
    what: {
      de: count === 1 ? "Eine Codeliste angeschlossen" : `Codelisten angeschlossen: ${count} Felder`,
      en: count === 1 ? "A code list connected" : `Code lists connected: ${count} fields`,
    },
    change: (content) => {
      const { definition } = content;
      const form = withConnected(definition.online.form, fields);
      return { ...content, definition: { ...definition, online: { ...definition.online, form } } };
    },
  });
  return count;
}
