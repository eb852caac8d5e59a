import type { Localized } from "../../kernel/index.ts";
import {
  type CodeList,
  type CodeListEntry,
  CodeListRefused,
  type CodeListStandard,
  type ReadCodeList,
} from "../../modules/codelists/index.ts";
import { escapeXml, parseXml, type XmlElement, XmlRefused } from "../../platform/xml/index.ts";

const namespace = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/";
const mebibyte = 1024 * 1024;

/** Real lists put their elements into the namespace or not, as they please: only the names count. */
function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

function textOf(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.replace(/\s+/g, " ").trim() ?? "";
}

interface Column {
  readonly id: string;
  /** Its names, for guessing what it holds. */
  readonly words: string;
}

function columnsOf(root: XmlElement): readonly Column[] {
  const set = child(root, "ColumnSet");
  return [...children(set, "Column"), ...children(set, "ColumnRef")].map((column) => ({
    id: column.attributes["Id"] ?? column.attributes["ExternalRef"] ?? "",
    words: [column.attributes["Id"], textOf(column, "ShortName"), textOf(column, "LongName")].join(" ").toLowerCase(),
  }));
}

interface Chosen {
  readonly code: string;
  readonly label: string;
  readonly labelEn: string | undefined;
}

const english = /(?:^|[\s_.-])(?:en|eng|english|englisch)(?:$|[\s_.-])/;

/** Which column holds the codes and which the labels: keys first, then names, then the order. */
function chooseColumns(root: XmlElement, columns: readonly Column[]): Chosen | undefined {
  const set = child(root, "ColumnSet");
  const keyed = children(set, "Key")
    .flatMap((key) => children(key, "ColumnRef"))
    .map((ref) => ref.attributes["Ref"]);
  const named = (pattern: RegExp): Column | undefined => columns.find(({ words }) => pattern.test(words));
  const code = named(/\b(?:code|schl(?:ü|ue)ssel|key)\b/) ?? columns.find(({ id }) => keyed.includes(id)) ?? columns[0];
  if (code === undefined) return undefined;
  const rest = columns.filter((column) => column !== code && !english.test(column.words));
  const label =
    rest.find(({ words }) => /\b(?:name|wert|bezeichnung|beschreibung|label|value|text)\b/.test(words)) ??
    rest[0] ??
    code;
  const labelEn = columns.find((column) => column !== code && column !== label && english.test(column.words));
  return { code: code.id, label: label.id, labelEn: labelEn?.id };
}

/** Values of a row by column; without a reference they follow the columns. Source: genericode 1.0, Row. */
function valuesOf(row: XmlElement, columns: readonly Column[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let next = 0;
  for (const value of children(row, "Value")) {
    const ref = value.attributes["ColumnRef"];
    const at = ref === undefined ? next : columns.findIndex(({ id }) => id === ref);
    next = at + 1;
    const id = ref ?? columns[at]?.id;
    if (id !== undefined)
      values.set(id, textOf(value, "SimpleValue") || (child(value, "SimpleValue") ? "" : value.text.trim()));
  }
  return values;
}

function refuse(element: XmlElement, de: string, en: string): never {
  throw new CodeListRefused(element.line, { de, en });
}

function requireList(root: XmlElement): void {
  if (root.name !== "CodeList") {
    refuse(
      root,
      `Das ist keine Codeliste in genericode: Das erste Element heißt „${root.name.slice(0, 80)}“ und nicht „CodeList“.`,
      `This is no code list in genericode: the first element is “${root.name.slice(0, 80)}”, not “CodeList”.`,
    );
  }
  if (root.namespace !== "" && root.namespace !== namespace) {
    refuse(
      root,
      `Das ist keine Codeliste in genericode 1.0: Der Namensraum ist „${root.namespace.slice(0, 120)}“.`,
      `This is no code list in genericode 1.0: the namespace is “${root.namespace.slice(0, 120)}”.`,
    );
  }
}

function identityOf(root: XmlElement): { readonly uri: string; readonly version: string } {
  const identification = child(root, "Identification");
  const versioned = textOf(identification, "CanonicalVersionUri");
  const uri = textOf(identification, "CanonicalUri") || versioned.replace(/[_:][^_:]*$/, "");
  const version =
    textOf(identification, "Version") ||
    (versioned.startsWith(uri) ? versioned.slice(uri.length).replace(/^[_:]/, "") : "");
  const at = identification ?? root;
  if (uri === "") {
    refuse(at, "Die Kennung der Liste fehlt (CanonicalUri).", "The address of the list is missing (CanonicalUri).");
  }
  if (version === "") refuse(at, "Die Version der Liste fehlt.", "The version of the list is missing.");
  return { uri, version };
}

function entriesOf(
  root: XmlElement,
  columns: readonly Column[],
  chosen: Chosen,
  notes: Localized[],
): readonly CodeListEntry[] {
  const simple =
    child(root, "SimpleCodeList") ?? refuse(root, "Die Liste hat keine Einträge.", "The list has no entries.");
  const entries: CodeListEntry[] = [];
  const codes = new Map<string, string>();
  let nameless = 0;
  for (const row of children(simple, "Row")) {
    const values = valuesOf(row, columns);
    const code = values.get(chosen.code) ?? "";
    if (code === "") {
      nameless += 1;
      continue;
    }
    const label = values.get(chosen.label) || code;
    const before = codes.get(code);
    if (before !== undefined) {
      if (before !== label) {
        refuse(
          row,
          `Der Code „${code.slice(0, 60)}“ steht zweimal in der Liste, mit verschiedenen Bedeutungen.`,
          `The code “${code.slice(0, 60)}” stands in the list twice, with different meanings.`,
        );
      }
      continue;
    }
    codes.set(code, label);
    const labelEn = chosen.labelEn === undefined ? undefined : values.get(chosen.labelEn) || undefined;
    entries.push({ code, label, ...(labelEn === undefined ? {} : { labelEn }) });
  }
  if (nameless > 0) {
    notes.push({
      de: `${nameless} Zeilen ohne Code sind nicht übernommen.`,
      en: `${nameless} rows without a code have not been taken over.`,
    });
  }
  if (entries.length === 0) refuse(simple, "Die Liste hat keine Einträge.", "The list has no entries.");
  return entries;
}

function read(bytes: Uint8Array): ReadCodeList {
  const root = parseXml(bytes, { mostBytes: 20 * mebibyte, mostTags: 400_000 });
  requireList(root);
  const { uri, version } = identityOf(root);
  const notes: Localized[] = [];
  const columns = columnsOf(root);
  const chosen = chooseColumns(root, columns);
  if (chosen === undefined) return refuse(root, "Die Liste hat keine Spalten.", "The list has no columns.");
  const entries = entriesOf(root, columns, chosen, notes);
  const identification = child(root, "Identification");
  const name = textOf(identification, "LongName") || textOf(identification, "ShortName");
  if (name === "") {
    notes.push({
      de: "Die Liste hat keinen Namen. Wir nennen sie nach ihrer Kennung.",
      en: "The list has no name. We call it by its address.",
    });
  }
  const shown = name === "" ? (uri.split(":").at(-1) ?? uri) : name;
  if (root.namespace === "" || root.children.some((one) => one.namespace !== "")) {
    notes.push({
      de: "Die Datei hält sich nicht genau an genericode 1.0 (Namensräume). Gelesen haben wir sie trotzdem.",
      en: "The file does not keep exactly to genericode 1.0 (namespaces). We have read it all the same.",
    });
  }
  return { list: { uri, version, name: { de: shown, en: shown }, entries }, notes };
}

const token = (text: string): string => escapeXml(text.replace(/\s+/g, " ").trim());

function write({ uri, version, name, entries }: CodeList): Uint8Array {
  const inEnglish = entries.some(({ labelEn }) => labelEn !== undefined);
  const column = (id: string, words: string, use: "required" | "optional"): string =>
    `    <Column Id="${id}" Use="${use}">\n      <ShortName>${words}</ShortName>\n      <Data Type="string"/>\n    </Column>`;
  const value = (id: string, text: string): string =>
    `      <Value ColumnRef="${id}"><SimpleValue>${escapeXml(text)}</SimpleValue></Value>`;
  const shortName = name.de.replace(/[^\p{L}\p{N}]+/gu, "") || "Codeliste";
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<gc:CodeList xmlns:gc="${namespace}">`,
    "  <Identification>",
    `    <ShortName>${escapeXml(shortName)}</ShortName>`,
    `    <LongName>${token(name.de)}</LongName>`,
    `    <Version>${token(version)}</Version>`,
    `    <CanonicalUri>${token(uri)}</CanonicalUri>`,
    `    <CanonicalVersionUri>${token(`${uri}_${version}`)}</CanonicalVersionUri>`,
    "  </Identification>",
    "  <ColumnSet>",
    column("code", "Code", "required"),
    column("name", "Name", "required"),
    ...(inEnglish ? [column("name_en", "NameEn", "optional")] : []),
    '    <Key Id="codeKey">\n      <ShortName>CodeKey</ShortName>\n      <ColumnRef Ref="code"/>\n    </Key>',
    "  </ColumnSet>",
    "  <SimpleCodeList>",
    ...entries.flatMap(({ code, label, labelEn }) => [
      "    <Row>",
      value("code", code),
      value("name", label),
      ...(labelEn === undefined ? [] : [value("name_en", labelEn)]),
      "    </Row>",
    ]),
    "  </SimpleCodeList>",
    "</gc:CodeList>\n",
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

/** OASIS genericode 1.0, also as it is found: without a namespace, or with too much of it. */
export const genericode: CodeListStandard = {
  key: "genericode-1",
  name: "genericode 1.0",
  read(bytes) {
    try {
      return read(bytes);
    } catch (error) {
      if (error instanceof XmlRefused) throw new CodeListRefused(error.line, error.reason);
      throw error;
    }
  },
  write,
};
