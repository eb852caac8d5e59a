import { Fragment, type JSX } from "preact";
import { inLanguage } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  Cluster,
  CodeBlock,
  Facts,
  Link,
  PortalPage,
  Prose,
  Section,
  Stack,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { apiPath } from "../addresses.ts";
import type { JsonSchema, OpenApiDocument, OpenApiOperation, OpenApiParameter } from "../model/openapi.ts";
import { type ProblemCode, problemKinds } from "../model/problems.ts";
import { referenceWording } from "./reference-wording.ts";

type Method = "get" | "post";

interface Told {
  readonly view: ViewContext;
  readonly document: OpenApiDocument;
}

const schemaName = (reference: string): string => reference.split("/").at(-1) ?? "";

/** What a value is, in words; other schemas as links to their place on the page. */
function Kind(props: { view: ViewContext; schema: JsonSchema }): JSX.Element {
  const { view, schema } = props;
  const say = referenceWording[view.language];
  if (schema.$ref !== undefined) {
    const name = schemaName(schema.$ref);
    return <Link href={`#schema-${name}`}>{name}</Link>;
  }
  if (schema.type === "array" && schema.items !== undefined) {
    return (
      <>
        {say.list("")}
        <Kind view={view} schema={schema.items} />
      </>
    );
  }
  if (schema.enum !== undefined) {
    return (
      <>
        {say.oneOf}{" "}
        {schema.enum.map((value, index) => (
          <Fragment key={String(value)}>
            {index === 0 ? "" : ", "}
            <code>{String(value)}</code>
          </Fragment>
        ))}
      </>
    );
  }
  const format = schema.format === undefined ? undefined : say.formats[schema.format];
  const type = typeof schema.type === "string" ? say.types[schema.type] : undefined;
  return <>{format ?? type ?? say.anything}</>;
}

/** What every operation has is said once, under the rules for all. */
const saidOnce: ReadonlySet<string> = new Set(["Accept-Language"]);

function parameterRows(view: ViewContext, parameters: readonly OpenApiParameter[]) {
  const say = referenceWording[view.language];
  return parameters
    .filter(({ name }) => !saidOnce.has(name))
    .map((parameter) => ({
      term: <code>{parameter.name}</code>,
      value: parameter.description ?? "",
      hint: `${say.places[parameter.in]}, ${parameter.required ? say.required : say.optional}`,
    }));
}

/** Properties of an object, those of objects in it right below them. */
function propertyRows(
  view: ViewContext,
  schema: JsonSchema,
  before = "",
): { readonly term: JSX.Element; readonly value: string; readonly hint: JSX.Element }[] {
  const say = referenceWording[view.language];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = before + name;
    const items = property.type === "array" ? property.items : undefined;
    const inner = property.properties === undefined ? items : property;
    return [
      {
        term: <code>{path}</code>,
        value: property.description ?? "",
        hint: (
          <>
            <Kind view={view} schema={property} />
            {schema.required?.includes(name) === true ? "" : `, ${say.optional}`}
          </>
        ),
      },
      ...(inner?.properties === undefined
        ? []
        : propertyRows(view, inner, inner === property ? `${path}.` : `${path}[].`)),
    ];
  });
}

function SchemaSection(props: { view: ViewContext; name: string; schema: JsonSchema }): JSX.Element {
  const { view, name, schema } = props;
  const rows = propertyRows(view, schema);
  return (
    <Section level={3} id={`schema-${name}`} title={name}>
      <Stack gap="s">
        {schema.description === undefined ? null : (
          <Prose>
            <p>{schema.description}</p>
          </Prose>
        )}
        {rows.length === 0 ? null : <Facts rows={rows} />}
      </Stack>
    </Section>
  );
}

/** Codes of the problems that an operation may answer with, as the document's answers name them. */
function codesOf(operation: OpenApiOperation): readonly ProblemCode[] {
  const known = Object.keys(problemKinds) as ProblemCode[];
  const told = Object.values(operation.responses).map(({ description }) => description);
  return known.filter((code) => told.some((text) => new RegExp(`(^| )${code}: `).test(text)));
}

function OperationSection(
  props: Told & {
    method: Method;
    path: string;
    operation: OpenApiOperation;
    /** Of every operation with a key: said once. */
    common: ReadonlySet<ProblemCode>;
  },
): JSX.Element {
  const { view, method, path, operation } = props;
  const say = referenceWording[view.language];
  const scope = operation.security[0]?.key?.[0];
  const own = codesOf(operation).filter((code) => !props.common.has(code));
  const parameters = parameterRows(view, operation.parameters);
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const [status, success] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const [mediaType, content] = Object.entries(success?.content ?? {})[0] ?? [];
  return (
    <Section level={3} id={operation.operationId} title={operation.summary}>
      <Stack gap="m">
        <Cluster>
          <Badge tone={method === "post" ? "accent" : "neutral"}>{method.toUpperCase()}</Badge>
          <code>{path}</code>
        </Cluster>
        <Prose>
          <p>{operation.description}</p>
        </Prose>
        <Facts
          rows={[
            { term: say.needsScope, value: scope === undefined ? say.noKey : <code>{scope}</code> },
            ...(body === undefined
              ? []
              : [
                  {
                    term: say.body,
                    value: (
                      <>
                        {body.schema.$ref === undefined ? say.file : <Kind view={view} schema={body.schema} />} (
                        <code>{bodyType}</code>)
                      </>
                    ),
                  },
                ]),
            {
              term: say.answer,
              value: (
                <>
                  <code>{status}</code> {success?.description}:{" "}
                  {content?.schema.$ref === undefined ? say.file : <Kind view={view} schema={content.schema} />} (
                  <code>{mediaType}</code>)
                </>
              ),
            },
            ...(own.length === 0
              ? []
              : [
                  {
                    term: say.problems,
                    value: <Codes codes={own} />,
                  },
                ]),
          ]}
        />
        {parameters.length === 0 ? null : (
          <Section level={4} title={say.parameters}>
            <Facts rows={parameters} />
          </Section>
        )}
      </Stack>
    </Section>
  );
}

function Codes(props: { codes: Iterable<ProblemCode> }): JSX.Element {
  return (
    <>
      {[...props.codes].map((code, index) => (
        <Fragment key={code}>
          {index === 0 ? "" : ", "}
          <Link href={`#problem-${code}`}>{code}</Link>
        </Fragment>
      ))}
    </>
  );
}

function exampleOf(apiUrl: string): string {
  return [
    `curl ${apiUrl}/services \\`,
    '  -H "Authorization: Bearer $KEY"',
    "",
    `curl ${apiUrl}/applications \\`,
    '  -H "Authorization: Bearer $KEY" \\',
    '  -H "Idempotency-Key: $(uuidgen)" \\',
    '  -H "Content-Type: application/json" \\',
    "  -d @antrag.json",
  ].join("\n");
}

/** What the API offers, for people who write programs: drawn from the same document that programs read. */
export function ReferencePage(props: Told & { readonly apiUrl: string }): JSX.Element {
  const { view, document, apiUrl } = props;
  const say = referenceWording[view.language];
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method as Method, operation })),
  );
  const withKey = all.filter(({ operation }) => operation.security.length > 0);
  const common = new Set(
    (Object.keys(problemKinds) as ProblemCode[]).filter((code) =>
      withKey.every(({ operation }) => codesOf(operation).includes(code)),
    ),
  );
  return (
    <PortalPage
      view={view}
      title={say.title}
      lead={say.lead}
      wide
      back={{ href: view.href("/"), label: say.toTown(view.brand?.name ?? "") }}
    >
      <Stack gap="xl">
        <Stack gap="m">
          {view.brand?.demo === true ? (
            <Alert tone="info">
              <p>{say.demo}</p>
            </Alert>
          ) : null}
          <Facts
            rows={[
              { term: say.server, value: <code>{apiUrl}</code> },
              { term: "OpenAPI", value: <Link href={view.href(`${apiPath}/openapi.json`)}>{say.document}</Link> },
            ]}
          />
        </Stack>
        <Section id="beginnen" title={say.start}>
          <Stack gap="m">
            <Prose>
              <ol>
                {say.startSteps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </Prose>
            <CodeBlock label={say.example} code={exampleOf(apiUrl)} />
          </Stack>
        </Section>
        <Section id="inhalt" title={say.onThisPage}>
          <Facts
            rows={all.map(({ path, method, operation }) => ({
              term: <Link href={`#${operation.operationId}`}>{operation.summary}</Link>,
              value: (
                <code>
                  {method.toUpperCase()} {path}
                </code>
              ),
            }))}
          />
        </Section>
        <Section id="regeln" title={say.rules}>
          <Facts
            rows={[
              { term: say.keyTerm, value: say.keyText },
              { term: say.languageTerm, value: say.languageText },
              { term: say.rateTerm, value: say.rateText },
              { term: say.onceTerm, value: say.onceText },
              {
                term: say.problemTerm,
                value: say.problemText,
                hint: (
                  <>
                    {say.always} <Codes codes={common} />
                  </>
                ),
              },
              { term: say.limitTerm, value: say.limitText },
              { term: say.filesTerm, value: say.filesText },
              { term: say.withdrawTerm, value: say.withdrawText },
            ]}
          />
        </Section>
        {document.tags.map((tag) => (
          <Section key={tag.name} id={`bereich-${tag.name}`} title={tag.description}>
            <Stack gap="xl">
              {all
                .filter(({ operation }) => operation.tags.includes(tag.name))
                .map((one) => (
                  <OperationSection
                    key={one.operation.operationId}
                    view={view}
                    document={document}
                    common={common}
                    {...one}
                  />
                ))}
            </Stack>
          </Section>
        ))}
        <Section id="aufbau" title={say.schemas}>
          <Stack gap="l">
            {Object.entries(document.components.schemas).map(([name, schema]) => (
              <SchemaSection key={name} view={view} name={name} schema={schema} />
            ))}
          </Stack>
        </Section>
        <Section id="fehler" title={say.allProblems}>
          <Facts
            rows={Object.entries(problemKinds).map(([code, kind]) => ({
              term: (
                <span id={`problem-${code}`}>
                  <code>{code}</code> ({kind.status})
                </span>
              ),
              value: inLanguage(kind.title, view.language),
              hint: inLanguage(kind.text, view.language),
            }))}
          />
        </Section>
      </Stack>
    </PortalPage>
  );
}
