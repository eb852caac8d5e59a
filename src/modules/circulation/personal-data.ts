import { formatInstant } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  bestMentions,
  excerptOf,
  type Holding,
  mentionPatterns,
  type PersonalDataSource,
} from "../dataprotection/index.ts";
import { getAkte } from "../records/index.ts";
import { type CirculationText, selectTexts } from "./store/index.ts";

const kindWords: Readonly<Record<CirculationText["kind"], string>> = {
  umlauf: "Umlauf",
  station: "Bemerkung in einem Umlauf",
  wiedervorlage: "Wiedervorlage",
  verfuegung: "Verfügung",
  punkt: "Punkt einer Verfügung",
};

const aktenzeichenOf = async (ctx: Ctx, akteId: string): Promise<string> => (await getAkte(ctx, akteId)).aktenzeichen;

/**
 * What was written freely in the Geschäftsgang: subjects and remarks of Umläufe, Wiedervorlagen, points of Verfügungen.
 * It says who decided what in an Akte, so it stays as long as it counts there.
 */
export const circulationPersonalData: PersonalDataSource = {
  id: "circulation",
  title: { de: "Geschäftsgang", en: "Circulation" },
  async search(ctx, person) {
    const patterns = mentionPatterns(person);
    if (patterns.length === 0) return [];
    const found = [];
    for (const one of bestMentions(await selectTexts(ctx, { patterns }), person, ({ text }) => text)) {
      found.push({
        key: one.key,
        label: `${kindWords[one.kind]} vom ${formatInstant(one.at, "de")}, ${await aktenzeichenOf(ctx, one.akteId)}`,
        person: excerptOf(one.text, person),
        trace: { caseIds: [], mailboxIds: [] },
      });
    }
    return found;
  },
  async collect(ctx, keys) {
    const holdings: Holding[] = [];
    for (const one of await selectTexts(ctx, { keys })) {
      const aktenzeichen = await aktenzeichenOf(ctx, one.akteId);
      holdings.push({
        key: one.key,
        title: `${kindWords[one.kind]}, ${aktenzeichen}`,
        facts: [
          { label: "Akte", value: aktenzeichen },
          { label: "Geschrieben", value: formatInstant(one.at, "de") },
          { label: "Text", value: one.text },
        ],
        documents: [],
        purpose: { de: "Bearbeitung steuern und belegen", en: "Steer the work and prove it" },
        law: "Art. 6 Abs. 1 Buchst. c und e DSGVO, § 3 DSG NRW, EGovG NRW",
        origin: { de: "von der Verwaltung geschrieben", en: "written by the administration" },
        recipients: [],
        kept: { de: "so lange wie die Akte", en: "as long as the file" },
        erasure: {
          possible: false,
          law: "Art. 17 Abs. 3 Buchst. b DSGVO",
          why: {
            de: "Es belegt, wer in der Akte wann was entschieden oder veranlasst hat.",
            en: "It proves who decided or ordered what in the file, and when.",
          },
        },
      });
    }
    return holdings;
  },
};
