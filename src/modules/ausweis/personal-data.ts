import { formatDay, formatInstant } from "../../kernel/index.ts";
import type { Holding, PersonalDataSource } from "../dataprotection/index.ts";
import { type AusweisCard, cardStateWords, personKeyOf, termsOfCard } from "./model/card.ts";
import { checkWords } from "./model/index.ts";
import { registerRetention } from "./model/retention.ts";
import { findCard, findHandover, listCardEvents, listChecked, listLossesOfPerson, searchCards } from "./store/index.ts";

/** The register of identity cards. Fingerprints are never in it: they are gone at the handover (§ 26 Abs. 2 PAuswG). */
export const ausweisPersonalData: PersonalDataSource = {
  id: "ausweis",
  title: { de: "Personalausweisregister", en: "Register of identity cards" },
  async search(ctx, person) {
    const terms = termsOfCard({ familienname: person.name, geburtsname: "", vornamen: "", seriennummer: undefined });
    if (terms.length === 0) return [];
    const found: AusweisCard[] = [];
    let before: string | undefined;
    do {
      const page = await searchCards(ctx, {
        ranges: terms.map((term) => ({ from: term, before: `${term}\u0001` })),
        ...(before === undefined ? {} : { before }),
      });
      found.push(...page.cards);
      before = page.next;
    } while (before !== undefined && found.length < 200);
    return found
      .filter(({ geburtsdatum }) => person.birthday === undefined || geburtsdatum === person.birthday)
      .slice(0, 200)
      .map((card) => ({
        key: card.cardId,
        label: `${cardStateWords[card.state].de}, ${formatDay(card.issuedOn, "de")}`,
        person: `${card.familienname}, ${card.vornamen}, geboren am ${formatDay(card.geburtsdatum, "de")}`,
        trace: { caseIds: [card.caseId], mailboxIds: [card.mailboxId] },
      }));
  },
  async collect(ctx, keys) {
    const holdings: Holding[] = [];
    for (const key of keys) {
      const card = await findCard(ctx, key);
      // The register may have forgotten it while the request was open.
      if (card === undefined) continue;
      const events = await listCardEvents(ctx, key);
      const losses = await listLossesOfPerson(ctx, personKeyOf(card));
      const checked = await listChecked(ctx, card.caseId);
      const handover = await findHandover(ctx, card.caseId);
      const last = formatDay(registerRetention(card.validUntil).latest, "de");
      holdings.push({
        key,
        title: `Ausweis vom ${formatDay(card.issuedOn, "de")}`,
        facts: [
          { label: "Familienname", value: card.familienname },
          { label: "Geburtsname", value: card.geburtsname },
          { label: "Vornamen", value: card.vornamen },
          { label: "Doktorgrad", value: card.doktorgrad },
          { label: "Ordens- oder Künstlername", value: card.ordensOderKuenstlername },
          { label: "Geburtsdatum", value: formatDay(card.geburtsdatum, "de") },
          { label: "Geburtsort", value: card.geburtsort },
          { label: "Größe", value: card.groesseCm === undefined ? "" : `${card.groesseCm} cm` },
          { label: "Augenfarbe", value: card.augenfarbe },
          { label: "Anschrift", value: card.anschrift },
          { label: "Seriennummer", value: card.seriennummer ?? "" },
          { label: "Gültig bis", value: formatDay(card.validUntil, "de") },
          ...checked
            .filter(({ what, note }) => what !== "unterschrift" && note !== "")
            .map(({ what, note }) => ({ label: checkWords[what].de, value: note })),
          ...(handover === undefined ? [] : [{ label: "Empfang bestätigt von", value: handover.name }]),
          ...events.map((event) => ({
            label: formatInstant(event.at, "de"),
            value: `${cardStateWords[event.what].de} – ${event.actorName}`,
          })),
          ...losses.map((at) => ({ label: "Verlust gemeldet", value: formatInstant(at, "de") })),
        ].filter(({ value }) => value !== ""),
        documents: [],
        purpose: {
          de: "Ausweise ausstellen, ihre Echtheit feststellen",
          en: "Issue cards, establish that they are real",
        },
        law: "§ 23 PAuswG",
        origin: { de: "aus dem Antrag und vom Ausweishersteller", en: "from the application and the producer" },
        recipients: ["Ausweishersteller", "Sperrnotruf bei Verlust"],
        kept: { de: `höchstens bis ${last}`, en: `until ${last} at the latest` },
        erasure: {
          possible: false,
          law: "§ 23 Abs. 4 PAuswG",
          why: {
            de: "Das Register muss den Eintrag behalten, bis ein neuer Ausweis ausgestellt ist, und löscht ihn spätestens fünf Jahre nach dem Ablauf.",
            en: "The register has to keep the entry until a new card is issued and deletes it five years after it expires at the latest.",
          },
        },
      });
    }
    return holdings;
  },
};
