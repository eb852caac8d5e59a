export { openFolderStore } from "./folder-store.ts";
export { writeWhole } from "./write-whole.ts";
