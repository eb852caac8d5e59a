import { formatInstant, isId, NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  bestMentions,
  excerptOf,
  type Holding,
  mentionPatterns,
  type PersonalDataSource,
} from "../dataprotection/index.ts";
import { getDokument } from "../records/index.ts";
import { discardDisclosure } from "./actions/disclosures.ts";
import { deleteNote, findDisclosure, selectDisclosuresLike, selectNotesById, selectNotesLike } from "./store.ts";

/** Title of a Dokument; it may be gone, and what stood beside it not yet. */
async function titleOf(ctx: Ctx, dokumentId: string): Promise<string> {
  try {
    return (await getDokument(ctx, dokumentId)).title;
  } catch (error) {
    if (error instanceof NotFound) return "Dokument";
    throw error;
  }
}

const words = ({ reason, terms }: { readonly reason: string; readonly terms: readonly string[] }): string =>
  [reason, ...terms].join("; ");

const draftKey = "draft ";

/**
 * Notes beside documents, and drafts of copies with passages blacked out. Neither is part of an Akte, so nothing keeps
 * them from being erased. Who wrote them is not told: that is about somebody else (Art. 15 Abs. 4 GDPR).
 */
export const viewerPersonalData: PersonalDataSource = {
  id: "viewer",
  title: { de: "Notizen neben Dokumenten", en: "Notes beside documents" },
  async search(ctx, person) {
    const patterns = mentionPatterns(person);
    if (patterns.length === 0) return [];
    const notes = bestMentions(await selectNotesLike(ctx, patterns), person, ({ body }) => body);
    const drafts = bestMentions(await selectDisclosuresLike(ctx, patterns), person, words);
    const trace = { caseIds: [], mailboxIds: [] };
    const found = [];
    for (const note of notes) {
      const label = `Notiz vom ${formatInstant(note.writtenAt, "de")}: ${await titleOf(ctx, note.dokumentId)}`;
      found.push({ key: note.noteId, label, person: excerptOf(note.body, person), trace });
    }
    for (const draft of drafts) {
      const label = `Entwurf einer Schwärzung: ${await titleOf(ctx, draft.dokumentId)}`;
      found.push({ key: `${draftKey}${draft.disclosureId}`, label, person: excerptOf(words(draft), person), trace });
    }
    return found.slice(0, 200);
  },
  async collect(ctx, keys) {
    const holdings: Holding[] = [];
    for (const note of await selectNotesById(ctx, keys.filter(isId))) {
      holdings.push({
        key: note.noteId,
        title: `Notiz neben „${await titleOf(ctx, note.dokumentId)}“`,
        facts: [
          { label: "Geschrieben", value: formatInstant(note.writtenAt, "de") },
          { label: "Text", value: note.body },
        ],
        documents: [],
        purpose: { de: "Merkhilfe bei der Bearbeitung", en: "Aide-mémoire for the work on it" },
        law: "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW",
        origin: { de: "von der Verwaltung geschrieben", en: "written by the administration" },
        recipients: [],
        kept: {
          de: "bis sie jemand löscht, längstens so lange wie das Dokument",
          en: "until somebody deletes it, at most as long as the document",
        },
        erasure: { possible: true },
      });
    }
    for (const key of keys.filter((one) => one.startsWith(draftKey))) {
      const draft = await findDisclosure(ctx, key.slice(draftKey.length));
      if (draft === undefined) continue;
      holdings.push({
        key,
        title: `Entwurf einer Schwärzung von „${await titleOf(ctx, draft.dokumentId)}“`,
        facts: [
          { label: "Begonnen", value: formatInstant(draft.begunAt, "de") },
          { label: "Zweck", value: draft.reason },
          { label: "Begriffe, die geschwärzt werden", value: draft.terms.join("; ") },
        ],
        documents: [],
        purpose: { de: "Auskunft aus einer Akte vorbereiten", en: "Prepare a disclosure from a file" },
        law: "Art. 6 Abs. 1 Buchst. c DSGVO, § 30 VwVfG NRW, §§ 8 bis 10 IFG NRW",
        origin: { de: "von der Verwaltung eingegeben", en: "entered by the administration" },
        recipients: [],
        kept: { de: "bis sie abgelegt wird, längstens neunzig Tage", en: "until it is filed, at most ninety days" },
        erasure: { possible: true },
      });
    }
    return holdings;
  },
  async erase(ctx, key) {
    if (!key.startsWith(draftKey)) return deleteNote(ctx, key);
    const draft = await findDisclosure(ctx, key.slice(draftKey.length));
    if (draft !== undefined) await discardDisclosure(ctx, draft.disclosureId);
  },
};
