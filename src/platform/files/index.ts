export { isIntact, listPages, placeOf } from "./address.ts";
export { openFolderStore } from "./folder-store.ts";
export { openS3Store, StoreRefused } from "./s3-store.ts";
export { writeWhole } from "./write-whole.ts";
