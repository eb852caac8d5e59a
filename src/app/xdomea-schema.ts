import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { XmlBufferInputProvider, XmlDocument, XmlLibError, XsdValidator, xmlRegisterInputProvider } from "libxml2-wasm";

const root = "xdomea-Nachrichten-AussonderungDurchfuehren.xsd";
/** Where the parser believes the schema to be: an address that nothing answers but what we give it. */
const place = "https://klickamt.invalid/xdomea/4.0.0/";

/**
 * A check against the standard's own schema, which is not part of this program.
 * @param folder of the standards: `<folder>/xdomea/4.0.0` holds the schema and its `catalog.xml`
 * @returns what the schema finds wrong with a message, with lines
 * @throws Error where the folder does not hold it
 */
export function xdomeaSchema(folder: string): (message: Uint8Array) => readonly string[] {
  const schemas = join(folder, "xdomea", "4.0.0");
  const catalog = readFileSync(join(schemas, "catalog.xml"), "utf8");
  const own = readdirSync(schemas)
    .filter((name) => name.endsWith(".xsd"))
    .map((name) => [`${place}${name}`, new Uint8Array(readFileSync(join(schemas, name)))] as const);
  const others = [...catalog.matchAll(/<uri name="([^"]+)" uri="([^"/\\]+)"/g)].map(
    ([, address = "", name = ""]) => [address, new Uint8Array(readFileSync(join(schemas, name)))] as const,
  );
  // Nothing is fetched: what the schema imports from the network is answered from the folder.
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries([...own, ...others])));
  return (message) => {
    using schema = XmlDocument.fromBuffer(readFileSync(join(schemas, root)), { url: `${place}${root}` });
    using validator = XsdValidator.fromDoc(schema);
    using parsed = XmlDocument.fromBuffer(message);
    try {
      validator.validate(parsed);
      return [];
    } catch (error) {
      if (!(error instanceof XmlLibError)) throw error;
      return error.details.map(({ line, message: words }) => `${line}: ${words.trim()}`);
    }
  };
}
