import type { Localized } from "../../../kernel/index.ts";
import type { RefusalCode } from "./archive-format.ts";

/** Why a message of the archive is not taken, in words, and what helps. */
export const refusalWords: Readonly<Record<Exclude<RefusalCode, "against-standard">, Localized>> = {
  unreadable: { de: "Die Nachricht lässt sich nicht lesen.", en: "The message cannot be read." },
  "wrong-version": {
    de: "Die Nachricht hat eine Fassung von xdomea, die wir nicht lesen.",
    en: "The message is of a version of xdomea that we do not read.",
  },
  "wrong-message": {
    de: "Diese Nachricht kommt nicht vom Archiv: Bei einer Aussonderung schickt das Archiv 0502, 0504, 0506 und 0507.",
    en: "This message does not come from an archive: in a disposal the archive sends 0502, 0504, 0506 and 0507.",
  },
  "damaged-package": { de: "Das Paket ist beschädigt.", en: "The package is damaged." },
  "too-large": {
    de: "Das Paket ist zu groß. Wir lesen höchstens 512 MB.",
    en: "The package is too large. We read 512 MB at most.",
  },
  "unknown-process": {
    de: "Diese Aussonderung gibt es hier nicht: Die ProzessID ist keine von unseren.",
    en: "There is no such disposal here: the ProzessID is none of ours.",
  },
  "closed-process": {
    de: "Diese Aussonderung ist abgeschlossen.",
    en: "This disposal is finished.",
  },
  "unknown-message": {
    de: "Die Nachricht bezieht sich auf keine Nachricht, die wir in dieser Aussonderung geschickt haben, oder auf eine, zu der sie nicht passt.",
    en: "The message refers to none that we sent in this disposal, or to one that it does not fit.",
  },
  "object-not-offered": {
    de: "Die Nachricht nennt ein Objekt, das wir nicht angeboten oder nicht abgegeben haben.",
    en: "The message names an object that we have not offered or not handed over.",
  },
  twice: {
    de: "Diese Nachricht ist schon einmal gekommen: Ihre UUID ist bekannt.",
    en: "This message has come before: its UUID is known.",
  },
  "already-answered": {
    de: "Darauf hat das Archiv schon geantwortet. Eine Antwort wird nicht nachträglich geändert.",
    en: "The archive has answered that before. An answer is not changed afterwards.",
  },
  undecided: {
    de: "Die Bewertung entscheidet nicht: Jede Akte muss A (archivieren) oder V (vernichten) bekommen.",
    en: "The appraisal decides nothing: each file has to be given A (archive) or V (destroy).",
  },
  "parts-disagree": {
    de: "Die Bewertung teilt eine Akte auf. Wir sondern ganze Akten aus: Die Akte selbst braucht eine Bewertung, und ihre Teile dieselbe.",
    en: "The appraisal splits a file. We dispose of whole files: the file itself needs a verdict, and its parts the same.",
  },
  "from-ourselves": {
    de: "Diese Nachricht ist von uns.",
    en: "This message is our own.",
  },
};
