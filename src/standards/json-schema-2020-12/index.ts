import type { Language } from "../../kernel/index.ts";
import type { CodeList } from "../../modules/codelists/index.ts";
import type { Answers, Element, Field, Form, Group } from "../../modules/forms/index.ts";

/** A schema of JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [key: string]: unknown };

/** Answers as JSON: groups are objects, repeatable ones lists; numbers and truth values are what they are. */
export type JsonAnswers = { readonly [key: string]: unknown };

/** Longer lists are named, not written out. */
const mostValues = 300;

interface Writer {
  readonly language: Language;
  readonly codeLists: ReadonlyMap<string, CodeList>;
}

/** A group that goes on on a later page is one object. */
function joined(elements: readonly Element[]): readonly (Field | Group)[] {
  const out = new Map<string, Field | Group>();
  for (const element of elements) {
    if (element.kind === "note") continue;
    const earlier = out.get(element.key);
    const goesOn = element.kind === "group" && earlier?.kind === "group";
    out.set(element.key, goesOn ? { ...earlier, elements: [...earlier.elements, ...element.elements] } : element);
  }
  return [...out.values()];
}

/** Entries that are needed in any case; entries in which nothing is needed may be missing altogether. */
function leastOf(group: Group): number {
  if (typeof group.min === "string" || !needsSomething(group)) return 0;
  return group.min ?? 1;
}

const repeatable = ({ max }: Group): boolean => (max ?? 1) > 1;

function valuesOf(field: Field, { language, codeLists }: Writer): JsonSchema {
  const list = field.codeList === undefined ? undefined : codeLists.get(field.codeList.uri);
  const listed = list?.entries.map(({ code, label, labelEn }) => [
    code,
    language === "de" ? label : (labelEn ?? label),
  ]);
  const values = listed ?? field.options?.map(({ value, label }) => [value, label[language]]);
  if (values === undefined || values.length > mostValues) {
    const name = field.codeList === undefined ? "" : `${field.codeList.uri} ${field.codeList.version ?? ""}`.trim();
    return { type: "string", minLength: 1, ...(name === "" ? {} : { $comment: `Codes of ${name}` }) };
  }
  // An option may depend on other answers: it is allowed here, and checked when it is sent.
  return { oneOf: values.map(([value, title]) => ({ const: value, title })) };
}

function textLimits(field: Field, longest: number): JsonSchema {
  return {
    type: "string",
    minLength: Math.max(1, field.minLength ?? 1),
    maxLength: field.maxLength ?? longest,
    ...(field.pattern === undefined ? {} : { pattern: `^(?:${field.pattern.regex})$` }),
  };
}

const amount = (decimals: number): string => (decimals === 0 ? "^-?\\d+$" : `^-?\\d+(?:\\.\\d{1,${decimals}})?$`);

function bounds({ min, max }: Field): JsonSchema {
  return {
    ...(typeof min === "number" ? { minimum: min } : {}),
    ...(typeof max === "number" ? { maximum: max } : {}),
  };
}

function typeOf(field: Field, writer: Writer): JsonSchema {
  switch (field.type) {
    case "text":
    case "name":
      return textLimits(field, 200);
    case "multiline":
      return textLimits(field, 2000);
    case "email":
      return { ...textLimits(field, 200), format: "email", pattern: "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$" };
    case "url":
      return { ...textLimits(field, 200), format: "uri" };
    case "phone":
      return { ...textLimits(field, 200), pattern: "^\\+?[\\d /().-]+$" };
    case "postcode":
      return { type: "string", pattern: "^(?:0[1-9]|[1-9]\\d)\\d{3}$" };
    case "iban":
      return { type: "string", pattern: "^[A-Z]{2}\\d{2}[A-Z0-9]{10,30}$" };
    case "date":
      return { type: "string", format: "date", pattern: "^\\d{4}-\\d{2}-\\d{2}$" };
    case "time":
      return { type: "string", pattern: "^(?:[01]\\d|2[0-3]):[0-5]\\d$" };
    case "integer":
      return { type: "integer", ...bounds(field) };
    // Exact decimals stay text: a binary fraction is another number.
    case "number":
      return { type: "string", pattern: amount(field.decimals ?? 2) };
    case "currency":
      return { type: "string", pattern: amount(2) };
    case "map-point":
      return { type: "string", pattern: "^-?\\d{1,2}(?:\\.\\d+)?,-?\\d{1,3}(?:\\.\\d+)?$" };
    case "yes-no":
    case "declaration":
      return { type: "boolean" };
    case "choice":
    case "select":
      return valuesOf(field, writer);
    case "choices":
      return { type: "array", uniqueItems: true, minItems: 1, items: valuesOf(field, writer) };
    case "file":
      return {
        type: "array",
        uniqueItems: true,
        minItems: 1,
        maxItems: field.file?.maxFiles ?? 1,
        items: { type: "string", pattern: "^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$" },
      };
  }
}

function fieldSchema(field: Field, writer: Writer): JsonSchema {
  const { language } = writer;
  const conditions = [
    field.when === undefined ? undefined : `asked if ${field.when}`,
    typeof field.required === "string" ? `required if ${field.required}` : undefined,
  ].filter((part) => part !== undefined);
  const { $comment, ...type } = typeOf(field, writer);
  const comments = [$comment, ...conditions].filter((part) => part !== undefined);
  return {
    title: field.label[language],
    ...(field.help === undefined ? {} : { description: field.help[language] }),
    ...type,
    ...(field.computed === undefined ? {} : { readOnly: true }),
    ...(comments.length === 0 ? {} : { $comment: comments.join("; ") }),
  };
}

function objectSchema(elements: readonly Element[], conditional: (key: string) => boolean, writer: Writer): JsonSchema {
  const members = joined(elements);
  const required = members.filter((member) => {
    if (member.when !== undefined || conditional(member.key)) return false;
    if (member.kind === "field") return member.computed === undefined && (member.required ?? true) === true;
    return repeatable(member) ? leastOf(member) > 0 : needsSomething(member);
  });
  return {
    type: "object",
    properties: Object.fromEntries(
      members.map((member) => [
        member.key,
        member.kind === "field" ? fieldSchema(member, writer) : groupSchema(member, writer),
      ]),
    ),
    ...(required.length === 0 ? {} : { required: required.map(({ key }) => key) }),
    additionalProperties: false,
  };
}

function needsSomething(group: Group): boolean {
  return group.elements.some((element) => {
    if (element.kind === "note" || element.when !== undefined) return false;
    if (element.kind === "field") return element.computed === undefined && (element.required ?? true) === true;
    return repeatable(element) ? leastOf(element) > 0 : needsSomething(element);
  });
}

function groupSchema(group: Group, writer: Writer): JsonSchema {
  const { language } = writer;
  const title = group.title ?? group.entryName;
  const head = {
    ...(title === undefined ? {} : { title: title[language] }),
    ...(group.when === undefined ? {} : { $comment: `asked if ${group.when}` }),
  };
  const entry = objectSchema(group.elements, () => false, writer);
  if (!repeatable(group)) return { ...head, ...entry };
  return { ...head, type: "array", minItems: leastOf(group), maxItems: group.max as number, items: entry };
}

/**
 * A form as JSON Schema 2020-12, for programs that send answers. What depends on other answers, in FEEL, is told in
 * `$comment` and checked when the answers are sent; a schema that accepts is no promise that the office does.
 * @param codeLists by address; a list that is not given, or is long, is named only
 */
export function writeJsonSchema(
  form: Form,
  language: Language,
  codeLists: ReadonlyMap<string, CodeList> = new Map(),
): JsonSchema {
  const writer = { language, codeLists };
  const onCondition = new Set(
    form.sections
      .filter(({ when }) => when !== undefined)
      .flatMap(({ elements }) => elements.flatMap((element) => (element.kind === "note" ? [] : [element.key]))),
  );
  const elements = form.sections.flatMap((section) => section.elements);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:klickamt:form:${form.id}:${form.version}:${language}`,
    title: form.id,
    ...objectSchema(elements, (key) => onCondition.has(key), writer),
  };
}

function valueAsJson(field: Field, value: string | readonly string[]): unknown {
  if (typeof value !== "string") return value;
  if (field.type === "yes-no" || field.type === "declaration") return value === "ja";
  if (field.type === "integer" && /^-?\d+$/.test(value)) return Number(value);
  if (field.type === "choices" || field.type === "file") return [value];
  return value;
}

function objectAsJson(elements: readonly Element[], answers: Answers, base: string): JsonAnswers | undefined {
  const out: Record<string, unknown> = {};
  for (const member of joined(elements)) {
    const path = base + member.key;
    const value = member.kind === "field" ? answers[path] : groupAsJson(member, answers, path);
    if (value === undefined || value === "") continue;
    out[member.key] = member.kind === "field" ? valueAsJson(member, value as string) : value;
  }
  return Object.keys(out).length === 0 ? undefined : out;
}

function groupAsJson(group: Group, answers: Answers, path: string): unknown {
  if (!repeatable(group)) return objectAsJson(group.elements, answers, `${path}.`);
  const entries = Array.from({ length: group.max ?? 1 }, (_, at) =>
    objectAsJson(group.elements, answers, `${path}.${at}.`),
  );
  const last = entries.findLastIndex((entry) => entry !== undefined);
  return last === -1 ? undefined : entries.slice(0, last + 1).map((entry) => entry ?? {});
}

/** Answers by path, canonical, as the JSON that the schema describes. */
export function answersAsJson(form: Form, answers: Answers): JsonAnswers {
  return (
    objectAsJson(
      form.sections.flatMap(({ elements }) => elements),
      answers,
      "",
    ) ?? {}
  );
}
