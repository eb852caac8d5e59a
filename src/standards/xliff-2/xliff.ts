import { type TextExchange, TextsRefused, type TextUnit } from "../../modules/designer/index.ts";
import { escapeXml, parseXml, type XmlElement, XmlRefused } from "../../platform/xml/index.ts";

/** Source: XLIFF 2.1, section 1.3; the namespace of the core is the same in 2.0 and 2.1. */
const namespace = "urn:oasis:names:tc:xliff:document:2.0";
const mostBytes = 8 * 1024 * 1024;

function refuse(line: number, de: string, en: string): never {
  throw new TextsRefused(line, { de, en });
}

/** Ids of units are NMTOKENs; the place of a text has slashes and may have other signs: a number, the place as `name`. */
function write(service: Parameters<TextExchange["write"]>[0]): string {
  const units = service.texts.map(
    ({ id, where, text }, index) =>
      `    <unit id="u${index + 1}" name="${escapeXml(id, "attribute")}" xml:space="preserve">
      <notes><note>${escapeXml(where.de)}</note></notes>
      <segment state="${text.en === "" || text.en === text.de ? "initial" : "translated"}">
        <source>${escapeXml(text.de)}</source>
        <target>${escapeXml(text.en)}</target>
      </segment>
    </unit>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="${namespace}" version="2.1" srcLang="de" trgLang="en">
  <file id="f1" original="${escapeXml(`${service.id}@${service.version}`, "attribute")}">
${units.join("\n")}
  </file>
</xliff>
`;
}

/** Text with its segments joined; marks for translators (`mrk`) are looked through. */
function textOf(element: XmlElement): string {
  for (const child of element.children) {
    if (["ph", "pc", "sc", "ec", "cp"].includes(child.name))
      refuse(
        child.line,
        "Hier steht eine Auszeichnung im Text. Unsere Texte sind ohne Auszeichnung.",
        "There is markup in the text here. Our texts have no markup.",
      );
    refuse(child.line, `Hier ist „${child.name}“ nicht erlaubt.`, `“${child.name}” is not allowed here.`);
  }
  return element.text;
}

function unitOf(unit: XmlElement): TextUnit {
  const id = unit.attributes.name;
  if (id === undefined || id === "")
    refuse(unit.line, "Der Einheit fehlt das Attribut „name“.", "The unit lacks the attribute “name”.");
  const parts = unit.children.filter(({ name }) => name === "segment" || name === "ignorable");
  if (parts.length === 0) refuse(unit.line, "Der Einheit fehlt ein Segment.", "The unit lacks a segment.");
  let source = "";
  let target: string | undefined;
  for (const part of parts) {
    const from = part.children.find(({ name }) => name === "source");
    const to = part.children.find(({ name }) => name === "target");
    if (from === undefined) refuse(part.line, "Dem Segment fehlt „source“.", "The segment lacks “source”.");
    source += textOf(from);
    if (to !== undefined) target = (target ?? "") + textOf(to);
    // What is only between sentences is often left out of the translation.
    else if (part.name === "ignorable" && target !== undefined) target += textOf(from);
  }
  return { id, source, target };
}

function unitsIn(element: XmlElement): readonly TextUnit[] {
  return element.children.flatMap((child): readonly TextUnit[] => {
    if (child.namespace !== namespace) return [];
    if (child.name === "unit") return [unitOf(child)];
    return child.name === "group" || child.name === "file" ? unitsIn(child) : [];
  });
}

function read(bytes: Uint8Array): readonly TextUnit[] {
  let root: XmlElement;
  try {
    root = parseXml(bytes, { mostBytes });
  } catch (error) {
    if (error instanceof XmlRefused) throw new TextsRefused(error.line, error.reason);
    throw error;
  }
  if (root.name !== "xliff" || root.namespace !== namespace) {
    const older = root.namespace.startsWith("urn:oasis:names:tc:xliff:document:1");
    refuse(
      root.line,
      older
        ? "Das ist XLIFF 1. Speichern Sie die Datei als XLIFF 2.0 oder 2.1."
        : `Das ist keine XLIFF-Datei: Das erste Element heißt „${root.name}“.`,
      older
        ? "This is XLIFF 1. Save the file as XLIFF 2.0 or 2.1."
        : `This is no XLIFF file: its first element is “${root.name}”.`,
    );
  }
  const language = (name: string) => (root.attributes[name] ?? "").toLowerCase().split("-")[0];
  if (language("srcLang") !== "de")
    refuse(
      root.line,
      "Die Ausgangssprache (srcLang) ist nicht Deutsch.",
      "The source language (srcLang) is not German.",
    );
  if (language("trgLang") !== "en")
    refuse(root.line, "Die Zielsprache (trgLang) ist nicht Englisch.", "The target language (trgLang) is not English.");
  const units = unitsIn(root);
  if (units.length === 0) refuse(root.line, "In der Datei steht kein Text.", "There is no text in the file.");
  const seen = new Set<string>();
  for (const { id } of units) {
    if (seen.has(id)) refuse(root.line, `Der Text „${id}“ kommt zweimal vor.`, `The text “${id}” occurs twice.`);
    seen.add(id);
  }
  return units;
}

/** XLIFF 2.1, read from 2.0 and 2.1. Source: OASIS XLIFF Version 2.1; ISO 21720. */
export const xliff2: TextExchange = { mediaType: "application/xliff+xml", extension: "xlf", write, read };
