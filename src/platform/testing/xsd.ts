import { readFileSync } from "node:fs";
import { XmlDocument, XmlLibError, XsdValidator } from "libxml2-wasm";
import { xmlRegisterFsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";
import { answerAddress } from "../xml/index.ts";

/** The parser is the same for all files of tests of a process, and keeps what is registered with it. */
const readsFiles = Symbol.for("klickamt.xsd.files");
const parser = globalThis as { [readsFiles]?: boolean };

/**
 * What an XML schema finds wrong with a document; empty where it is valid.
 * @param xsd absolute path; what it includes is read beside it
 * @param addresses files that stand for what it imports from the network; nothing is fetched
 */
export function xsdMistakes(
  document: Uint8Array,
  xsd: string,
  addresses: Readonly<Record<string, string>> = {},
): readonly string[] {
  parser[readsFiles] ??= xmlRegisterFsInputProviders();
  for (const [address, path] of Object.entries(addresses)) answerAddress(address, new Uint8Array(readFileSync(path)));
  using schema = XmlDocument.fromBuffer(readFileSync(xsd), { url: xsd });
  using validator = XsdValidator.fromDoc(schema);
  using parsed = XmlDocument.fromBuffer(document);
  try {
    validator.validate(parsed);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map(({ line, message }) => `${line}: ${message.trim()}`);
  }
}
