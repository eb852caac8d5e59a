export { findCodeList, listCodeLists } from "./actions/find-code-list.ts";
export { type CodeListImport, importCodeList } from "./actions/import-code-list.ts";
export {
  CodeListRefused,
  type CodeListStandard,
  defineCodeListStandard,
  type ReadCodeList,
} from "./contracts.ts";
export type { CodeList, CodeListEntry, CodeListInfo } from "./model/code-list.ts";
export { routes as codelistsRoutes } from "./routes.tsx";
