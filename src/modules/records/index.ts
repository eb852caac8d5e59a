export { closeVorgang } from "./actions/close-vorgang.ts";
export { fileDokument } from "./actions/file-dokument.ts";
export { type NewAkte, openAkte } from "./actions/open-akte.ts";
export { type NewVorgang, type OpenedVorgang, openVorgang } from "./actions/open-vorgang.ts";
export { findAkteOfVorgang, getAkte, listAkten, listVorgaenge } from "./actions/read-akten.ts";
export { getDokument, listDokumente, listDokumenteOfAkte, readDokument } from "./actions/read-dokumente.ts";
export { countAllDokumente, listFiledContents, readChainHeads, readLinks } from "./actions/read-proofs.ts";
export { recordEvent } from "./actions/record-event.ts";
export { seedAktenplan } from "./actions/seed-aktenplan.ts";
export { sightOf } from "./actions/sight-of.ts";
export { type VerifiedHistory, verifyAkte, verifyRecords } from "./actions/verify-records.ts";
export {
  type AkteWatcher,
  defineRecordsChecks,
  extendRecords,
  type RecordsCheck,
  type RecordsPanel,
} from "./extensions.ts";
export type { Akte, AkteInList, Vorgang } from "./model/akte.ts";
export { canonicalJson, type JsonValue } from "./model/canonical-json.ts";
export type { Dokument, DokumentInput, DokumentKind, FiledDokument } from "./model/dokument.ts";
export { type HistoryEntry, hashOfEntry } from "./model/history.ts";
export type { Sight } from "./model/sight.ts";
export type { BreakKind, BrokenLink, FiledContent, RecordsReport } from "./model/verification.ts";
export { routes as recordsRoutes } from "./routes.ts";
export { listPlanUnits } from "./store/index.ts";
