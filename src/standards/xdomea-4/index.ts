export type { PackageLimits } from "./archive.ts";
export { xdomeaArchiveFormat } from "./archive-format.ts";
export type * from "./model.ts";
export { nachrichtMistakes, newKopf, type ReadNachricht, readNachricht, writeNachricht } from "./nachricht.ts";
export { hashOf, packageName, type ReadPackage, readPackage, writePackage } from "./package.ts";
export { type RefusalKind, XdomeaRefused } from "./refused.ts";
export { answerMistakes } from "./rules.ts";
export { type Inventory, inventoryOf } from "./walk.ts";
