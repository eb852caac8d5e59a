import { z } from "zod";
import type { Language } from "../../../kernel/index.ts";
import { type OpenApiDocument, writeOpenApi } from "../model/openapi.ts";
import { type AnyOperation, defineOperation } from "../operation.ts";
import { descriptionSchema, problemSchema } from "../schemas.ts";
import { applicationOperations } from "./applications.ts";
import { serviceOperations } from "./services.ts";
import { uploadOperations } from "./uploads.ts";

const nothing = z.object({});

const describeOperation: AnyOperation = defineOperation({
  id: "getDescription",
  method: "GET",
  path: "/openapi.json",
  tag: "description",
  scope: undefined,
  summary: { de: "Diese Beschreibung lesen", en: "Read this description" },
  description: {
    de: "Die Beschreibung der Schnittstelle als OpenAPI 3.1, in der Sprache von Accept-Language. Ohne Schlüssel.",
    en: "The description of the API as OpenAPI 3.1, in the language of Accept-Language. Without a key.",
  },
  input: { path: nothing, query: nothing, headers: nothing, body: undefined },
  once: false,
  answer: {
    status: 200,
    description: { de: "Die Beschreibung", en: "The description" },
    schema: descriptionSchema,
    mediaType: "application/json",
  },
  problems: [],
  async handle(call) {
    const name = call.ctx.view.brand?.officialName ?? "";
    return { ...describeApi({ name, apiUrl: call.apiUrl }, call.language) };
  },
});

/** Every operation of the API, in the order in which the reference tells them. */
export const operations: readonly AnyOperation[] = [
  ...serviceOperations,
  ...uploadOperations,
  ...applicationOperations,
  describeOperation,
];

/** The API's description for one town. */
export function describeApi(town: { name: string; apiUrl: string }, language: Language): OpenApiDocument {
  return writeOpenApi(operations, town, problemSchema, language);
}
