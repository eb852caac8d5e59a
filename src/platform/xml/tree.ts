/** One element of a document that was read. Comments and processing instructions are left out. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** Empty where it has none. */
  readonly namespace: string;
  /** By name without prefix; those of a namespace as `{namespace}name`. Declarations of namespaces are none. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly in it, joined; blanks between elements included. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/**
 * Text as it stands in an XML file. Characters that XML cannot carry become U+FFFD.
 * @param where in an attribute, quotes and line breaks are written as references too
 */
export function escapeXml(text: string, where: "text" | "attribute" = "text"): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are no characters of XML
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replace(where === "text" ? /[&<>\r]/g : /[&<>"\r\n\t]/g, (sign) => references[sign] as string)
  );
}

/**
 * One way of writing for all documents that say the same: namespaces spelled out, attributes in order, blanks between
 * elements, comments and prefixes gone. For comparing, not for sending.
 */
export function canonicalXml(element: XmlElement): string {
  const attributes = Object.keys(element.attributes)
    .sort()
    .map((name) => ` ${name}="${escapeXml(element.attributes[name] as string, "attribute")}"`)
    .join("");
  const text = element.children.length > 0 && element.text.trim() === "" ? "" : escapeXml(element.text);
  const name = `{${element.namespace}}${element.name}`;
  return `<${name}${attributes}>${text}${element.children.map((child) => `\n${canonicalXml(child)}`).join("")}</${name}>`;
}
