import { dayInBerlin, formatInstant } from "../../kernel/index.ts";
import type { Holding, PersonalDataSource } from "../dataprotection/index.ts";
import { listDokumente } from "../records/index.ts";
import { caseContent } from "./contracts.ts";
import { queryWords } from "./model/search-terms.ts";
import { findCase, listHistory, searchCases } from "./store/index.ts";

/** Applications and notifications, with what was answered, what happened and what was filed. */
export const casesPersonalData: PersonalDataSource = {
  id: "cases",
  title: { de: "Vorgänge", en: "Cases" },
  async search(ctx, person) {
    const words = queryWords(person.name);
    if (words.length === 0) return [];
    const found = [];
    let before: string | undefined;
    do {
      const page = await searchCases(ctx, words, before);
      found.push(...page.cases);
      before = page.next;
    } while (before !== undefined && found.length < 200);
    return Promise.all(
      found.slice(0, 200).map(async (subject) => ({
        key: subject.caseId,
        label: `${await caseContent().leistungTitle(ctx, subject.leistungId, "de", subject.leistungVersion)}, ${subject.aktenzeichen}`,
        person: `${subject.subjectName}, ${formatInstant(subject.receivedAt, "de")}`,
        trace: { caseIds: [subject.caseId], mailboxIds: [subject.mailboxId] },
      })),
    );
  },
  async collect(ctx, keys) {
    const holdings: Holding[] = [];
    for (const key of keys) {
      const subject = await findCase(ctx, key);
      if (subject === undefined) continue;
      const title = await caseContent().leistungTitle(ctx, subject.leistungId, "de", subject.leistungVersion);
      const { sections } = await caseContent().sheet(ctx, subject, "de");
      const history = await listHistory(ctx, key);
      const dokumente = await listDokumente(ctx, subject.vorgangId);
      holdings.push({
        key,
        title: `${title}, ${subject.aktenzeichen}`,
        facts: [
          { label: "Name des Vorgangs", value: subject.subjectName },
          { label: "Eingegangen", value: formatInstant(subject.receivedAt, "de") },
          ...sections.flatMap((section) =>
            section.rows.map((row) => ({ label: `${section.title}: ${row.label}`, value: row.display })),
          ),
          ...history.map((entry) => ({
            label: `Verlauf, ${formatInstant(entry.at, "de")}`,
            value: [entry.text.de, entry.actorName].filter((part) => part !== undefined && part !== "").join(" – "),
          })),
        ],
        documents: dokumente.map(({ filename, sha256 }) => ({ filename, sha256 })),
        purpose: { de: `Bearbeitung: ${title}`, en: `Work on: ${title}` },
        law: "Art. 6 Abs. 1 Buchst. c und e DSGVO, § 3 DSG NRW und das Fachrecht der Leistung",
        origin: { de: "von der Person selbst beantragt oder angezeigt", en: "applied for or notified by the person" },
        recipients: [],
        kept: {
          de: "so lange wie die Akte, in der der Vorgang liegt",
          en: "as long as the file in which the case lies",
        },
        erasure: {
          possible: false,
          law: "Art. 17 Abs. 3 Buchst. b DSGVO",
          why: {
            de: `Der Vorgang vom ${dayInBerlin(subject.receivedAt).split("-").reverse().join(".")} gehört zur Akte. Sie wird aufbewahrt, bis ihre Frist endet, und dann ausgesondert.`,
            en: "The case belongs to a file that is kept until its time is over, and then disposed of.",
          },
        },
      });
    }
    return holdings;
  },
};
