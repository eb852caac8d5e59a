import { NotFound } from "../../kernel/index.ts";
import { type Answer, content, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { exportJsonSchema, exportSchema } from "./actions/export-schema.ts";
import { importSchema } from "./actions/import-schema.ts";
import { designAccess } from "./desk.ts";
import type { Mistakes } from "./model/element-form.ts";
import { listSchemaStandards, SchemaRefused } from "./schema-standard.ts";
import { servicePath } from "./views/say.ts";

const mostBytes = 20 * 1024 * 1024;

/** The formats of schemas that can be read, by their names. */
export function schemaKinds(): readonly string[] {
  return listSchemaStandards().map(({ name }) => name);
}

/** Reads the file of a schema into a new service. @param again the page that offered it, with what is wrong */
export function importSchemaRoute(again: (request: WebRequest, mistakes: Mistakes) => Promise<Answer>): Route {
  return {
    method: "POST",
    path: "/:town/amt/dienste/einlesen",
    access: designAccess,
    upload: { maxFiles: 1, maxFileBytes: mostBytes },
    async handle(request) {
      const file = request.uploads.find(({ field }) => field === "schema");
      if (file === undefined) return again(request, { schema: { de: "Wählen Sie eine Datei.", en: "Choose a file." } });
      try {
        const { id } = await importSchema(request, file.bytes);
        return redirect(request.view.href(servicePath(id, "?getan=eingelesen")));
      } catch (error) {
        if (!(error instanceof SchemaRefused)) throw error;
        return again(request, {
          schema: {
            de: `Zeile ${error.line}: ${error.reason.de}`,
            en: `Line ${error.line}: ${error.reason.en}`,
          },
        });
      }
    },
  };
}

/** A service as a file of the standard that the address names. */
export const exportSchemaRoute: Route = {
  method: "GET",
  path: "/:town/amt/dienste/:dienst/schema/:standard",
  access: designAccess,
  async handle(request) {
    if (request.params.standard === "json-schema") {
      const { bytes, filename } = await exportJsonSchema(request, request.params.dienst ?? "", request.view.language);
      return content(bytes, "application/schema+json", { filename });
    }
    const standard = listSchemaStandards().find(({ key }) => key === request.params.standard);
    if (standard === undefined) throw new NotFound("designer.no-such-standard");
    const { bytes, filename } = await exportSchema(request, request.params.dienst ?? "", { as: standard.key });
    return content(bytes, "application/xml", { filename });
  },
};
