import { formatInstant, isId } from "../../kernel/index.ts";
import { bestMentions, excerptOf, mentionPatterns, type PersonalDataSource } from "../dataprotection/index.ts";
import type { SavedSearch } from "./store/index.ts";
import { deleteSearchOfAnybody, selectSearchesOfAnybody } from "./store/index.ts";

const saidIn = ({ name, question }: Pick<SavedSearch, "name" | "question">): string =>
  [name, question.words, question.author ?? ""].filter((part) => part !== "").join("; ");

/** Searches that members of staff keep: they name whom they look for. Whose they are is not told. */
export const fulltextPersonalData: PersonalDataSource = {
  id: "fulltext",
  title: { de: "Gespeicherte Suchen", en: "Saved searches" },
  async search(ctx, person) {
    const patterns = mentionPatterns(person);
    if (patterns.length === 0) return [];
    return bestMentions(await selectSearchesOfAnybody(ctx, { patterns }), person, saidIn).map((search) => ({
      key: search.searchId,
      label: `Gespeicherte Suche vom ${formatInstant(search.savedAt, "de")}`,
      person: excerptOf(saidIn(search), person),
      trace: { caseIds: [], mailboxIds: [] },
    }));
  },
  async collect(ctx, keys) {
    return (await selectSearchesOfAnybody(ctx, { ids: keys.filter(isId) })).map((search) => ({
      key: search.searchId,
      title: `Gespeicherte Suche „${search.name}“`,
      facts: [
        { label: "Gespeichert", value: formatInstant(search.savedAt, "de") },
        { label: "Gesucht wird nach", value: search.question.words },
        ...(search.question.author === undefined ? [] : [{ label: "Verfasst von", value: search.question.author }]),
      ],
      documents: [],
      purpose: { de: "Akten wiederfinden", en: "Find files again" },
      law: "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW",
      origin: { de: "von der Verwaltung eingegeben", en: "entered by the administration" },
      recipients: [],
      kept: { de: "bis sie gelöscht wird", en: "until it is deleted" },
      erasure: { possible: true },
    }));
  },
  erase: deleteSearchOfAnybody,
};
