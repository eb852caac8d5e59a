import { formatDay, formatInstant } from "../../kernel/index.ts";
import type { Holding, PersonalDataSource } from "../dataprotection/index.ts";
import { termRanges } from "./model/search-terms.ts";
import { findEntry, listChanges, listDeliveriesOfCase, searchEntries } from "./store/index.ts";

/** The business register. */
export const gewerbePersonalData: PersonalDataSource = {
  id: "gewerbe",
  title: { de: "Gewerberegister", en: "Business register" },
  async search(ctx, person) {
    const ranges = termRanges(person.name);
    if (ranges.length === 0) return [];
    const found = [];
    let before: string | undefined;
    do {
      const page = await searchEntries(ctx, { ranges, ...(before === undefined ? {} : { before }) });
      found.push(...page.entries);
      before = page.next;
    } while (before !== undefined && found.length < 200);
    return found.slice(0, 200).map((entry) => ({
      key: entry.entryId,
      label: `${entry.businessName ?? entry.name}, ${entry.plz} ${entry.ort}`,
      person: entry.owners.join(", ") || entry.name,
      trace: { caseIds: [...new Set([entry.firstCaseId, entry.lastCaseId])], mailboxIds: [] },
    }));
  },
  async collect(ctx, keys) {
    const holdings: Holding[] = [];
    for (const key of keys) {
      const entry = await findEntry(ctx, key);
      if (entry === undefined) continue;
      const changes = await listChanges(ctx, key);
      const cases = new Set([entry.firstCaseId, entry.lastCaseId, ...changes.map(({ caseId }) => caseId)]);
      const deliveries = (await Promise.all([...cases].map((caseId) => listDeliveriesOfCase(ctx, caseId)))).flat();
      holdings.push({
        key,
        title: entry.businessName ?? entry.name,
        facts: [
          { label: "Name", value: entry.name },
          { label: "Inhaberinnen und Inhaber", value: entry.owners.join(", ") },
          { label: "Betriebsstätte", value: `${entry.strasse} ${entry.hausnummer}, ${entry.plz} ${entry.ort}` },
          { label: "Tätigkeit", value: entry.activity },
          ...(entry.startedOn === undefined ? [] : [{ label: "Beginn", value: formatDay(entry.startedOn, "de") }]),
          ...(entry.endedOn === undefined ? [] : [{ label: "Ende", value: formatDay(entry.endedOn, "de") }]),
          ...changes.map((change) => ({
            label: `Änderung, ${formatInstant(change.at, "de")}`,
            value: `${change.what}: ${change.oldValue ?? "–"} → ${change.newValue ?? "–"}`,
          })),
        ],
        documents: [],
        purpose: { de: "Gewerbe überwachen, Auskünfte geben", en: "Supervise businesses, give information" },
        law: "§ 14 Abs. 1 und 5 bis 13 GewO",
        origin: { de: "aus den Gewerbeanzeigen", en: "from the business notifications" },
        recipients: [...new Set(deliveries.map(({ recipientName }) => recipientName))],
        kept: {
          de: "so lange das Gewerbe besteht, danach wie die Akte",
          en: "as long as the business exists, then like its file",
        },
        erasure: {
          possible: false,
          law: "§ 14 GewO, Art. 17 Abs. 3 Buchst. b DSGVO",
          why: {
            de: "Das Register wird kraft Gesetzes geführt. Falsches wird berichtigt.",
            en: "The register is kept by law. What is wrong is corrected.",
          },
        },
      });
    }
    return holdings;
  },
};
