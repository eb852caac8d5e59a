import type { Ctx } from "../../platform/db/index.ts";
import { listCasesOfMailbox } from "../cases/index.ts";
import { findField, findLeistung, type PrefillSource } from "../forms/index.ts";
import { findMailboxByCode } from "../messaging/index.ts";
import { findKind } from "./case-anzeigen.ts";
import { addressOf, type Entry } from "./model/entry.ts";
import { prefillAnswers, type StoredAnswers } from "./model/index.ts";
import { listActiveEntriesOfAkten } from "./store/index.ts";

/** Answers that the form of this Leistung asks for. */
async function answersFor(ctx: Ctx, entry: Entry, leistungId: string): Promise<StoredAnswers> {
  const form = (await findLeistung(ctx, leistungId))?.online?.compiled;
  const kind = findKind(leistungId);
  if (form === undefined || (kind !== "GewA2" && kind !== "GewA3")) return {};
  return Object.fromEntries(
    Object.entries(prefillAnswers(entry.answers, kind)).filter(([path]) => findField(form, path) !== undefined),
  );
}

/**
 * First answers of an Ummeldung or Abmeldung for whoever has the code of an earlier Anzeige: what the register says of
 * the business that is active and changed last.
 */
async function prefill(ctx: Ctx, code: string, leistungId: string) {
  const mailbox = await findMailboxByCode(ctx, code);
  if (mailbox === undefined) return undefined;
  const cases = (await listCasesOfMailbox(ctx, mailbox.mailboxId)).filter(
    (one) => findKind(one.leistungId) !== undefined,
  );
  const [entry] = await listActiveEntriesOfAkten(ctx, [...new Set(cases.map(({ akteId }) => akteId))]);
  if (entry === undefined) return undefined;
  return {
    values: await answersFor(ctx, entry, leistungId),
    label: `${entry.name}, ${addressOf(entry)}`,
    akteId: entry.akteId,
  };
}

/** Where Ummeldung and Abmeldung get first answers from. */
export const gewerbePrefillSource: PrefillSource = {
  name: "gewerbe.register",
  label: { de: "Gewerberegister", en: "Business register" },
  words: {
    title: { de: "Haben Sie den Code Ihrer Anmeldung?", en: "Do you have the code of your registration?" },
    code: { de: "Code der Anmeldung", en: "Code of the registration" },
    unknown: {
      de: "Zu diesem Code finden wir hier kein angemeldetes Gewerbe. Prüfen Sie die Stadt und den Code, oder machen Sie ohne Code weiter.",
      en: "We find no registered business for this code here. Check the town and the code, or continue without a code.",
    },
  },
  prefill,
};
