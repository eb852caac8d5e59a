import { listCasesOfMailbox } from "../cases/index.ts";
import type { PrefillSource } from "../forms/index.ts";
import { findMailboxByCode } from "../messaging/index.ts";
import { lossLeistung } from "./case-application.ts";
import { prefillFromVerlust } from "./model/index.ts";

/** First answers of a new application for whoever has the code of a report of loss. § 27 Abs. 1 Nr. 3 PAuswG. */
export const ausweisPrefillSource: PrefillSource = {
  name: "ausweis.verlust",
  label: { de: "Verlustmeldung", en: "report of loss" },
  words: {
    title: { de: "Haben Sie einen Verlust schon gemeldet?", en: "Have you already reported a loss?" },
    code: { de: "Code der Verlustmeldung", en: "Code of the report of loss" },
    unknown: {
      de: "Zu diesem Code finden wir hier keine Verlustmeldung. Prüfen Sie die Stadt und den Code, oder machen Sie ohne Code weiter.",
      en: "We find no report of loss for this code here. Check the town and the code, or continue without a code.",
    },
  },
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
