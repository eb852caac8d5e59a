export { answerAddress } from "./answer-address.ts";
export { parseXml, type XmlLimits } from "./parse.ts";
export { XmlRefused } from "./refused.ts";
export {
  type LeftOver,
  type Mistake,
  type Part,
  readShape,
  type Shape,
  type Shaped,
  shapeMistakes,
  unsayable,
  writeShape,
} from "./shape.ts";
export { canonicalXml, escapeXml, type XmlElement } from "./tree.ts";
