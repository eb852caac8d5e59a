import { z } from "zod";
import { inLanguage, type Language, type Localized } from "../../../kernel/index.ts";
import { type Scope, scopes, scopeWords } from "./access.ts";
import { descriptionOf, namedSchemas } from "./described.ts";
import { type ProblemCode, problemKinds } from "./problems.ts";

/** A JSON Schema as the document shows it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly [keyword: string]: unknown;
}

export interface OpenApiParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description?: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface OpenApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

/** What this API says of itself. Source: OpenAPI Specification 3.1.1. */
export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly license: { readonly name: string; readonly identifier: string };
  };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<"get" | "post", OpenApiOperation>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

/** What the document needs to know of an operation. */
export interface Declared {
  readonly id: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly tag: string;
  readonly summary: Localized;
  readonly description: Localized;
  readonly scope: Scope | undefined;
  readonly input: {
    readonly path: z.ZodObject;
    readonly query: z.ZodObject;
    readonly headers: z.ZodObject;
    readonly body: z.ZodType | undefined;
  };
  /** Where the body is a file. */
  readonly takesFile?: unknown;
  readonly once: boolean;
  readonly answer: {
    readonly status: number;
    readonly description: Localized;
    readonly schema: z.ZodType | undefined;
    readonly mediaType: string;
    readonly location?: unknown;
  };
  readonly problems: readonly ProblemCode[];
}

/** Problems that every operation may answer with; the first five only where a key is needed. */
const withKey: readonly ProblemCode[] = ["key-missing", "key-unknown", "key-expired", "key-revoked", "scope-missing"];
const always: readonly ProblemCode[] = [
  "bad-request",
  "not-found",
  "not-acceptable",
  "too-many-requests",
  "incident",
  "unavailable",
];

/** Every kind of problem that an operation may answer with, in the order of `problemKinds`. */
export function problemsOf(operation: Pick<Declared, "scope" | "problems">): readonly ProblemCode[] {
  const told = new Set([...(operation.scope === undefined ? [] : withKey), ...always, ...operation.problems]);
  return (Object.keys(problemKinds) as ProblemCode[]).filter((code) => told.has(code));
}

type Writable = Record<string, unknown>;

/** What zod adds that says nothing to readers: patterns beside a format, bounds of every safe integer. */
function tidy(schema: Writable, zodSchema: z.core.$ZodType, language: Language): void {
  const description = descriptionOf(zodSchema);
  if (description !== undefined) schema.description = inLanguage(description, language);
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  delete schema.propertyNames;
}

function componentSchemas(language: Language): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(namedSchemas, {
    uri: (id) => `#/components/schemas/${id}`,
    // Of answers too: clients have to bear with more than they know.
    io: "input",
    override: ({ jsonSchema, zodSchema }) => tidy(jsonSchema as Writable, zodSchema, language),
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema as JsonSchema]),
  );
}

function inlineSchema(schema: z.ZodType, language: Language): JsonSchema {
  const { $schema: _, ...written } = z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema, zodSchema }) => tidy(jsonSchema as Writable, zodSchema, language),
  });
  return written as JsonSchema;
}

function reference(schema: z.ZodType): JsonSchema {
  const id = namedSchemas.get(schema)?.id;
  if (id === undefined) throw new Error("a body or answer has no name");
  return { $ref: `#/components/schemas/${id}` };
}

/** Names of headers as people write them: `Idempotency-Key`. */
const headerName = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

function parametersOf(operation: Declared, language: Language): OpenApiParameter[] {
  const places = [
    ["path", operation.input.path],
    ["query", operation.input.query],
    ["header", operation.input.headers],
  ] as const;
  const declared = places.flatMap(([place, object]) => {
    const { properties = {}, required = [] } = inlineSchema(object, language);
    return Object.entries(properties).map(([name, { description, ...schema }]): OpenApiParameter => {
      const needed = required.includes(name) || (operation.once && name === "idempotency-key");
      return {
        name: place === "header" ? headerName(name) : name,
        in: place,
        ...(description === undefined ? {} : { description }),
        required: needed,
        schema,
      };
    });
  });
  return [
    ...declared,
    {
      name: "Accept-Language",
      in: "header",
      description:
        language === "de"
          ? "Sprache aller Texte und Meldungen, die Menschen lesen: de oder en"
          : "Language of all texts and messages that people read: de or en",
      required: false,
      schema: { type: "string" },
    },
  ];
}

const rateHeaderWords = {
  "RateLimit-Policy": {
    de: "Wie viele Anfragen je Minute dieser Schlüssel hat: q, in w Sekunden",
    en: "How many requests a minute this key has: q, in w seconds",
  },
  RateLimit: {
    de: "Wie viele übrig sind: r, für t Sekunden",
    en: "How many are left: r, for t seconds",
  },
} as const satisfies Record<string, Localized>;

const otherHeaderWords = {
  Location: { de: "Adresse dessen, was entstanden ist", en: "Address of what was made" },
  "Idempotency-Replayed": {
    de: "true, wo dies die Antwort auf eine frühere, gleiche Anfrage ist",
    en: "true where this is the answer to an earlier, equal request",
  },
  "WWW-Authenticate": { de: "Was fehlt, nach RFC 6750", en: "What is missing, by RFC 6750" },
  "Retry-After": { de: "Sekunden bis zum nächsten Versuch", en: "Seconds until the next try" },
} as const satisfies Record<string, Localized>;

function headersSaid(words: Readonly<Record<string, Localized>>, language: Language) {
  return Object.fromEntries(
    Object.entries(words).map(([name, text]) => [
      name,
      { description: inLanguage(text, language), schema: { type: "string" } },
    ]),
  );
}

function responsesOf(operation: Declared, problem: z.ZodType, language: Language): Record<string, OpenApiResponse> {
  const { answer } = operation;
  const success: OpenApiResponse = {
    description: inLanguage(answer.description, language),
    headers: headersSaid(
      {
        ...(operation.scope === undefined ? {} : rateHeaderWords),
        ...(answer.location === undefined ? {} : { Location: otherHeaderWords.Location }),
        ...(operation.once ? { "Idempotency-Replayed": otherHeaderWords["Idempotency-Replayed"] } : {}),
      },
      language,
    ),
    content: {
      [answer.mediaType]: {
        // A file: OpenAPI 3.1 leaves the schema of raw bytes open.
        schema: answer.schema === undefined ? {} : reference(answer.schema),
      },
    },
  };
  const byStatus = Map.groupBy(problemsOf(operation), (code) => problemKinds[code].status);
  const failures = [...byStatus].map(([status, codes]): [string, OpenApiResponse] => [
    String(status),
    {
      description: codes.map((code) => `${code}: ${inLanguage(problemKinds[code].title, language)}`).join(" "),
      headers: headersSaid(
        {
          ...(status === 401 || status === 403 ? { "WWW-Authenticate": otherHeaderWords["WWW-Authenticate"] } : {}),
          ...(status === 429 || status === 503 || codes.includes("idempotency-in-progress")
            ? { "Retry-After": otherHeaderWords["Retry-After"] }
            : {}),
        },
        language,
      ),
      content: { "application/problem+json": { schema: reference(problem) } },
    },
  ]);
  return { [answer.status]: success, ...Object.fromEntries(failures) };
}

const tagWords: Readonly<Record<string, Localized>> = {
  services: { de: "Leistungen und ihre Formulare", en: "Services and their forms" },
  files: { de: "Dateien zu Anträgen hochladen", en: "Upload files for applications" },
  applications: {
    de: "Anträge senden, verfolgen, Bescheide holen",
    en: "Send applications, follow them, fetch notices",
  },
  description: { de: "Diese Beschreibung", en: "This description" },
};

const infoWords: Localized = {
  de: "Programme können für Menschen und Unternehmen Leistungen lesen, Anträge senden, ihren Stand verfolgen und Bescheide holen. Es gelten dieselben Prüfungen wie auf den Seiten. Jede Anfrage nennt einen Schlüssel der Stadt. Was nicht geht, steht in application/problem+json (RFC 9457).",
  en: "Programs can read services, send applications, follow their state and fetch notices for people and businesses. The same checks hold as on the pages. Every request names a key of the town. What does not work is told as application/problem+json (RFC 9457).",
};

/**
 * Writes the API's description from the declarations that also serve it.
 * @param town.name `Stadt Paderborn`
 * @param town.apiUrl where the operations stand
 * @param problem the schema of problems
 */
export function writeOpenApi(
  operations: readonly Declared[],
  town: { readonly name: string; readonly apiUrl: string },
  problem: z.ZodType,
  language: Language,
): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const operation of operations) {
    const here = paths[operation.path] ?? {};
    paths[operation.path] = here;
    here[operation.method.toLowerCase()] = {
      operationId: operation.id,
      summary: inLanguage(operation.summary, language),
      description: inLanguage(operation.description, language),
      tags: [operation.tag],
      security: operation.scope === undefined ? [] : [{ key: [operation.scope] }],
      parameters: parametersOf(operation, language),
      // OpenAPI 3.1 leaves the schema of raw bytes open.
      ...(operation.takesFile === undefined
        ? {}
        : { requestBody: { required: true as const, content: { "application/octet-stream": { schema: {} } } } }),
      ...(operation.input.body === undefined
        ? {}
        : {
            requestBody: {
              required: true as const,
              content: { "application/json": { schema: reference(operation.input.body) } },
            },
          }),
      responses: responsesOf(operation, problem, language),
    };
  }
  const scopeText = scopes.map((scope) => `${scope}: ${inLanguage(scopeWords[scope].hint, language)}.`).join(" ");
  return {
    openapi: "3.1.1",
    info: {
      title: language === "de" ? `Schnittstelle: ${town.name}` : `API: ${town.name}`,
      version: "1",
      description: inLanguage(infoWords, language),
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: town.apiUrl, description: town.name }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({
      name,
      description: inLanguage(tagWords[name] ?? { de: name, en: name }, language),
    })),
    paths,
    components: {
      schemas: componentSchemas(language),
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description:
            language === "de"
              ? `Ein Schlüssel, den die Stadt ausgibt: Authorization: Bearer kamt_… Er ist gut für einzelne Zwecke. ${scopeText}`
              : `A key that the town issues: Authorization: Bearer kamt_… It is good for single purposes. ${scopeText}`,
        },
      },
    },
  };
}
