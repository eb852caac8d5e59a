export { addFormat, addVersion, type NewFormat } from "./actions/add-format.ts";
export { changeAccess, setPlanAccess } from "./actions/change-access.ts";
export { savePlanUnit } from "./actions/change-aktenplan.ts";
export { changeAkte, changeDokument, changeTeilakte, changeVorgang } from "./actions/change-metadata.ts";
export { closeAkte, closeVorgangByHand } from "./actions/close-by-hand.ts";
export { closeVorgang } from "./actions/close-vorgang.ts";
export {
  destroyAkte,
  findUnnamedContents,
  listTombstones,
  orderDestruction,
  revokeDestruction,
} from "./actions/destroy-akte.ts";
export { fileDokument } from "./actions/file-dokument.ts";
export { liftHold, listHolds, listHoldsOfAkte, placeHold } from "./actions/legal-holds.ts";
export { moveAkten } from "./actions/move-akten.ts";
export { moveDokument, moveDokumente } from "./actions/move-dokumente.ts";
export { moveVorgang } from "./actions/move-vorgaenge.ts";
export { type NewAkte, openAkte } from "./actions/open-akte.ts";
export { openTeilakte } from "./actions/open-teilakte.ts";
export { type NewVorgang, type OpenedVorgang, openVorgang } from "./actions/open-vorgang.ts";
export { openWithReason } from "./actions/open-with-reason.ts";
export {
  findAkteOfVorgang,
  findPlace,
  findSeenAkten,
  getAkte,
  listAkten,
  listAktenzeichenRules,
  listPlanUnits,
  listTeilakten,
  listVorgaenge,
} from "./actions/read-akten.ts";
export {
  findDokumente,
  getDokument,
  listDokumente,
  listDokumenteOfAkte,
  listFormats,
  readDokument,
  readFormat,
} from "./actions/read-dokumente.ts";
export { listContents, listHistory } from "./actions/read-pages.ts";
export { countAllDokumente, listFiledContents, readChainHeads, readLinks } from "./actions/read-proofs.ts";
export { countAktenInRetention, listAktenInRetention } from "./actions/read-retention.ts";
export { recordEvent } from "./actions/record-event.ts";
export { performWish } from "./actions/registry-actions.ts";
export { reopenAkte, reopenVorgang } from "./actions/reopen.ts";
export { seedAktenplan } from "./actions/seed-aktenplan.ts";
export { endSharing, passAkteOn, shareAkte } from "./actions/share-akte.ts";
export { circlesOf, mayWork, requireMayWork, sightOf } from "./actions/sight-of.ts";
export { type VerifiedAkte, verifyAkte, verifyRecords } from "./actions/verify-records.ts";
export { addVerweis, listVerweise, removeVerweis, type VerweisAt } from "./actions/verweise.ts";
export { type ClosingCheck, type ClosingObstacle, defineClosingChecks } from "./closing-checks.ts";
export {
  type AkteWatcher,
  type CircleChange,
  defineRecordsChecks,
  extendRecords,
  listDokumentPanels,
  type Move,
  type RecordsCheck,
  type RecordsPanel,
  wordsOfEvent,
} from "./extensions.ts";
export type { AccessScope, AkteAccess, AkteGrant } from "./model/access.ts";
export type { Akte, AkteInList, Teilakte, Vorgang } from "./model/akte.ts";
export type { Aussonderungsart, PlanUnit } from "./model/aktenplan.ts";
export { type AktenzeichenRule, findAktenzeichen, isAktenzeichen } from "./model/aktenzeichen.ts";
export { canonicalJson, type JsonValue } from "./model/canonical-json.ts";
export type {
  Dokument,
  DokumentFormat,
  DokumentInput,
  DokumentKind,
  DokumentMetadata,
  FiledDokument,
} from "./model/dokument.ts";
export { type HistoryEntry, hashOfEntry } from "./model/history.ts";
export type { LegalHold } from "./model/legal-hold.ts";
export {
  type AkteInRetention,
  isDue,
  type RetentionCount,
  type RetentionRules,
  retentionEnd,
} from "./model/retention.ts";
export type { Sight } from "./model/sight.ts";
export { worksIn } from "./model/sight.ts";
export type { DestructionBasis, DestructionOrder, Tombstone } from "./model/tombstone.ts";
export type { BreakKind, BrokenLink, FiledContent, RecordsReport } from "./model/verification.ts";
export type { ShownVerweis, VerweisEnd, VerweisKind } from "./model/verweis.ts";
export { recordsPersonalData } from "./personal-data.ts";
export { routes as recordsRoutes } from "./routes.ts";
export type { SeenAkte } from "./store/index.ts";
export { seenBy } from "./store/index.ts";
export { actionWords, kindWords as dokumentKindWords } from "./views/wording.ts";
