export { addFormat, addVersion, type NewFormat } from "./actions/add-format.ts";
export { changeAkte, changeDokument, changeTeilakte, changeVorgang } from "./actions/change-metadata.ts";
export { closeVorgang } from "./actions/close-vorgang.ts";
export { fileDokument } from "./actions/file-dokument.ts";
export { moveDokument, moveDokumente } from "./actions/move-dokumente.ts";
export { moveVorgaenge, moveVorgang } from "./actions/move-vorgaenge.ts";
export { type NewAkte, openAkte } from "./actions/open-akte.ts";
export { openTeilakte } from "./actions/open-teilakte.ts";
export { type NewVorgang, type OpenedVorgang, openVorgang } from "./actions/open-vorgang.ts";
export { findAkteOfVorgang, getAkte, listAkten, listTeilakten, listVorgaenge } from "./actions/read-akten.ts";
export {
  getDokument,
  listDokumente,
  listDokumenteOfAkte,
  listFormats,
  readDokument,
  readFormat,
} from "./actions/read-dokumente.ts";
export { recordEvent } from "./actions/record-event.ts";
export { seedAktenplan } from "./actions/seed-aktenplan.ts";
export { sightOf } from "./actions/sight-of.ts";
export { verifyRecords } from "./actions/verify-records.ts";
export { addVerweis, listVerweise, removeVerweis, type VerweisAt } from "./actions/verweise.ts";
export { type AkteWatcher, extendRecords, listDokumentPanels, type RecordsPanel } from "./extensions.ts";
export type { Akte, AkteInList, Teilakte, Vorgang } from "./model/akte.ts";
export type {
  Dokument,
  DokumentFormat,
  DokumentInput,
  DokumentKind,
  DokumentMetadata,
  FiledDokument,
} from "./model/dokument.ts";
export { shownAs as dokumentShownAs } from "./model/dokument.ts";
export type { Sight } from "./model/sight.ts";
export type { BreakKind, BrokenLink, RecordsReport } from "./model/verification.ts";
export type { ShownVerweis, VerweisEnd, VerweisKind } from "./model/verweis.ts";
export { recordsPersonalData } from "./personal-data.ts";
export { routes as recordsRoutes } from "./routes.ts";
export { listPlanUnits } from "./store/index.ts";
export { kindWords as dokumentKindWords } from "./views/wording.ts";
