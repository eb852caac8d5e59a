import { Conflict, Invalid, type Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { parseXml, XmlRefused } from "../../../platform/xml/index.ts";
import { listCodeLists } from "../../codelists/index.ts";
import { definitionFrom } from "../model/definition-from.ts";
import type { KnownCodeList } from "../model/field-from.ts";
import type { ImportReport } from "../model/import-report.ts";
import { isServiceId, serviceIdOf } from "../model/service.ts";
import { listSchemaStandards, SchemaRefused, type SchemaStandard } from "../schema-standard.ts";
import { requireDesign } from "./author.ts";
import { createService } from "./create-service.ts";

/** What a person says when a schema is imported. */
export interface SchemaChoices {
  /** Of the new service; made from the title where absent. */
  readonly id?: string;
  readonly title?: Localized;
}

/** More are told as a number: a file with hundreds of mistakes is better made again. */
const mostMistakes = 50;

/** The standard that a file is written in. @throws SchemaRefused where it is none that we know */
function standardOf(bytes: Uint8Array): SchemaStandard {
  const found = listSchemaStandards().find((standard) => standard.sniff(bytes));
  if (found !== undefined) return found;
  const names = listSchemaStandards().map(({ name }) => name);
  try {
    const root = parseXml(bytes);
    if (root.name === "CodeList") {
      throw new SchemaRefused(root.line, {
        de: "Das ist eine Codeliste und kein Datenschema. Laden Sie sie unter „Codelisten“ hoch.",
        en: "This is a code list, no data schema. Upload it under “Code lists”.",
      });
    }
    throw new SchemaRefused(root.line, {
      de: `Das ist kein FIM-Datenschema (${names.join(" oder ")}). Das erste Element heißt „${root.name.slice(0, 80)}“, sein Namensraum „${root.namespace.slice(0, 120)}“.`,
      en: `This is no FIM schema (${names.join(" or ")}). The first element is “${root.name.slice(0, 80)}”, its namespace “${root.namespace.slice(0, 120)}”.`,
    });
  } catch (error) {
    if (error instanceof XmlRefused) throw new SchemaRefused(error.line, error.reason);
    throw error;
  }
}

/** The code lists that a schema can refer to now. */
export async function knownLists(ctx: Ctx): Promise<readonly KnownCodeList[]> {
  return (await listCodeLists(ctx)).map(({ uri, version, entries }) => ({ uri, version, entries }));
}

/** Ids to try, where nobody chose one: the title, the title with the schema's own id, then numbers. */
function idsFor(title: string, schemaId: string): readonly string[] {
  const named = serviceIdOf(title);
  const base = named.length >= 3 ? named.slice(0, 40).replace(/-+$/, "") : "leistung";
  const schema = serviceIdOf(`${base} ${schemaId}`).slice(0, 55).replace(/-+$/, "");
  return [named, schema, ...Array.from({ length: 20 }, (_, at) => `${schema}-${at + 2}`)].filter(isServiceId);
}

/**
 * Makes a service, as a draft, from a FIM schema.
 * @returns its id, and what came over and what needs a person
 * @throws SchemaRefused with line and reason where the file is wrong, hostile or larger than a service can be
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws Invalid `designer.bad-id`; Conflict `designer.id-taken`, for an id that was chosen
 */
export async function importSchema(
  ctx: Ctx,
  bytes: Uint8Array,
  choices: SchemaChoices = {},
): Promise<{ readonly id: string; readonly report: ImportReport }> {
  requireDesign(ctx);
  const standard = standardOf(bytes);
  const origin = standard.read(bytes);
  const { definition, report, rules } = definitionFrom(origin, {
    ...(choices.title === undefined ? {} : { title: choices.title }),
    codeLists: await knownLists(ctx),
    mistakes: standard.validate(origin).slice(0, mostMistakes),
  });
  const ids = choices.id === undefined ? idsFor(definition.title.de, report.schema.id) : [choices.id];
  for (const id of ids) {
    try {
      return { id: await createService(ctx, { id, definition: { ...definition, id }, origin, rules, report }), report };
    } catch (error) {
      if (error instanceof Invalid && error.code === "designer.too-large") throw tooLarge(error);
      const taken = error instanceof Conflict && error.code === "designer.id-taken";
      if (!taken || id === ids.at(-1)) throw error;
    }
  }
  throw new Invalid("designer.bad-id");
}

function tooLarge({ facts }: Invalid): SchemaRefused {
  const { limit, most } = facts;
  return new SchemaRefused(1, {
    de: `Das Schema ist zu groß für einen Dienst (${String(limit)}: höchstens ${String(most)}).`,
    en: `The schema is too large for one service (${String(limit)}: at most ${String(most)}).`,
  });
}
