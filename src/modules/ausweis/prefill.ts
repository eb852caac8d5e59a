import { listCasesOfMailbox } from "../cases/index.ts";
import type { PrefillSource } from "../forms/index.ts";
import { findMailboxByCode } from "../messaging/index.ts";
import { lossLeistung } from "./case-application.ts";
import { prefillFromVerlust } from "./model/index.ts";

/** First answers of a new application for whoever has the code of a report of loss. § 27 Abs. 1 Nr. 3 PAuswG. */
export const ausweisPrefillSource: PrefillSource = {
  name: "ausweis.verlust",
  label: { de: "Verlustmeldung", en: "report of loss" },
  async prefill(ctx, code) {
    const mailbox = await findMailboxByCode(ctx, code);
    if (mailbox === undefined) return undefined;
    const reports = (await listCasesOfMailbox(ctx, mailbox.mailboxId)).filter(
      ({ leistungId }) => leistungId === lossLeistung,
    );
    const latest = reports.toSorted((one, other) => other.receivedAt.getTime() - one.receivedAt.getTime())[0];
    if (latest === undefined) return undefined;
    return { values: prefillFromVerlust(latest.answers), label: latest.subjectName, akteId: latest.akteId };
  },
};
