import { readFileSync } from "node:fs";
import { XmlDocument, XmlLibError, XsdValidator } from "libxml2-wasm";
import { xmlRegisterFsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";

/**
 * What an XML schema finds wrong with a document; empty where it is valid.
 * @param xsd absolute path; what it includes is read beside it
 */
export function xsdMistakes(document: Uint8Array, xsd: string): readonly string[] {
  xmlRegisterFsInputProviders();
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
