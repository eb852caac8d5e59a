import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { XmlDocument, XmlLibError, XsdValidator } from "libxml2-wasm";
import { answerAddress } from "../platform/xml/index.ts";
import { InstallationError } from "./installation.ts";

const root = "xdomea-Nachrichten-AussonderungDurchfuehren.xsd";

const read = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

/** Everything the schema consists of, by the address that it is known by. */
function schemaFiles(schemas: string, place: string): Readonly<Record<string, Uint8Array>> {
  const own = readdirSync(schemas)
    .filter((name) => name.endsWith(".xsd"))
    .map((name) => [`${place}${name}`, read(join(schemas, name))] as const);
  const catalog = readFileSync(join(schemas, "catalog.xml"), "utf8");
  const others = [...catalog.matchAll(/<uri name="([^"]+)" uri="([^"/\\]+)"/g)].map(
    ([, address = "", name = ""]) => [address, read(join(schemas, name))] as const,
  );
  return Object.fromEntries([...own, ...others]);
}

/**
 * A check against the standard's own schema, which is not part of this program. All of it is read and tried here: what is
 * missing is told when the program starts, and not when a message is to leave.
 * @param folder of the standards: `<folder>/xdomea/4.0.0` holds the schema and its `catalog.xml`
 * @returns what the schema finds wrong with a message, with lines
 * @throws InstallationError where the folder does not hold it, or not all of it
 */
export function xdomeaSchema(folder: string): (message: Uint8Array) => readonly string[] {
  const schemas = join(folder, "xdomea", "4.0.0");
  const refuse = (why: string) =>
    new InstallationError(
      `KLICKAMT_STANDARDS: the schema of xdomea cannot be used: ${why}. ${schemas} has to hold the XSD of xdomea 4.0.0 and catalog.xml with what they import. Correct the folder, or unset the variable: then our own rules alone check what goes to the archive.`,
    );
  // Where the parser believes the schema to be: an address that nothing answers but what we give it, and that for ever.
  const place = `https://klickamt.invalid/xdomea/${randomUUID()}/`;
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = schemaFiles(schemas, place);
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const main = files[`${place}${root}`];
  if (main === undefined) throw refuse(`${root} is missing`);
  // Nothing is fetched: what the schema imports from the network is answered from the folder.
  for (const [address, content] of Object.entries(files)) answerAddress(address, content);
  const validate = (message: Uint8Array): readonly string[] => {
    using schema = XmlDocument.fromBuffer(main, { url: `${place}${root}` });
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
  try {
    // A message that says nothing: the schema finds that out, or it is none.
    if (validate(new TextEncoder().encode("<nothing/>")).length === 0)
      throw new Error("it finds nothing wrong with nothing");
  } catch (error) {
    throw refuse((error as Error).message);
  }
  return validate;
}
