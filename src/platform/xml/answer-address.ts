import { XmlBufferInputProvider, xmlRegisterInputProvider } from "libxml2-wasm";

/** One for all: the parser keeps fifteen at most, and never lets one go. */
const answers = new XmlBufferInputProvider({});
let registered = false;

/**
 * What the parser of schemas gets from now on where something is imported from an address; nothing is ever fetched.
 * @throws Error where the parser takes no more
 */
export function answerAddress(address: string, content: Uint8Array): void {
  if (!registered && !xmlRegisterInputProvider(answers)) throw new Error("the parser takes no more addresses");
  registered = true;
  answers.addBuffer(address, content);
}
