import { readFileSync } from "node:fs";
import { XmlBufferInputProvider, XmlDocument, XmlLibError, XsdValidator, xmlRegisterInputProvider } from "libxml2-wasm";
import { xmlRegisterFsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";

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
  xmlRegisterFsInputProviders();
  answerAddresses(addresses);
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

const answered = new Set<string>();

/** The parser keeps what is registered with it; once is enough. */
function answerAddresses(addresses: Readonly<Record<string, string>>): void {
  const fresh = Object.entries(addresses).filter(([address]) => !answered.has(address));
  if (fresh.length === 0) return;
  for (const [address] of fresh) answered.add(address);
  const contents = fresh.map(([address, path]) => [address, new Uint8Array(readFileSync(path))] as const);
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(contents)));
}
