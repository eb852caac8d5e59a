import { formatInstant } from "../../kernel/index.ts";
import type { Holding, PersonalDataSource } from "../dataprotection/index.ts";
import { listAkten, listVorgaenge } from "./actions/read-akten.ts";
import { listDokumenteOfAkte } from "./actions/read-dokumente.ts";
import { sightOf } from "./actions/sight-of.ts";
import { findAkte } from "./store/index.ts";

/** Akten that name the person in their Betreff, with everything in them. */
export const recordsPersonalData: PersonalDataSource = {
  id: "records",
  title: { de: "Akten", en: "Files" },
  async search(ctx, person) {
    const { akten } = await listAkten(ctx, { search: person.name, limit: 200 });
    return akten.map((akte) => ({
      key: akte.akteId,
      label: akte.aktenzeichen,
      person: akte.betreff,
      trace: { caseIds: [], mailboxIds: [] },
    }));
  },
  async collect(ctx, keys) {
    const holdings: Holding[] = [];
    const sight = await sightOf(ctx);
    for (const key of keys) {
      const akte = await findAkte(ctx, sight, key);
      // It may have been destroyed, or handed over to the archive, while the request was open.
      if (akte === undefined) continue;
      const vorgaenge = await listVorgaenge(ctx, key);
      const dokumente = await listDokumenteOfAkte(ctx, key);
      holdings.push({
        key,
        title: akte.aktenzeichen,
        facts: [
          { label: "Betreff", value: akte.betreff },
          { label: "Angelegt", value: formatInstant(akte.openedAt, "de") },
          ...vorgaenge.map((vorgang) => ({ label: vorgang.aktenzeichen, value: vorgang.betreff })),
          ...dokumente.map((dokument) => ({ label: formatInstant(dokument.filedAt, "de"), value: dokument.title })),
        ],
        documents: dokumente.map(({ filename, sha256 }) => ({ filename, sha256 })),
        purpose: { de: "Verwaltungshandeln belegen", en: "Prove what the administration did" },
        law: "Art. 6 Abs. 1 Buchst. c und e DSGVO, § 3 DSG NRW, EGovG NRW",
        origin: { de: "aus den Vorgängen der Akte", en: "from the cases in the file" },
        recipients: [],
        kept: {
          de: `${akte.retentionYears} Jahre nach dem Ende des Jahres, in dem die Akte geschlossen wird`,
          en: `${akte.retentionYears} years after the end of the year in which the file is closed`,
        },
        erasure: {
          possible: false,
          law: "Art. 17 Abs. 3 Buchst. b und d DSGVO",
          why: {
            de: "Die Akte bleibt, bis ihre Aufbewahrung endet. Dann wird sie dem Archiv angeboten oder vernichtet.",
            en: "The file stays until its retention ends. Then it is offered to the archive or destroyed.",
          },
        },
      });
    }
    return holdings;
  },
};
