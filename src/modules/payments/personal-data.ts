import { formatCents, formatInstant } from "../../kernel/index.ts";
import type { PersonalDataSource } from "../dataprotection/index.ts";
import { withState } from "./actions/read-accounts.ts";
import { payerKeyOf } from "./model/account.ts";
import {
  selectAccount,
  selectAccountIdsByPayers,
  selectAccountsOfCase,
  selectAccountsOfMailbox,
} from "./store/index.ts";

/** Claims and what was paid on them. */
export const paymentsPersonalData: PersonalDataSource = {
  id: "payments",
  title: { de: "Zahlungen", en: "Payments" },
  async search(ctx, person) {
    const ids = (await selectAccountIdsByPayers(ctx, [payerKeyOf(person.name)])).slice(0, 200);
    const accounts = await Promise.all(ids.map((id) => selectAccount(ctx, id)));
    return accounts.flatMap((account) =>
      account === undefined
        ? []
        : {
            key: account.accountId,
            label: `${account.purpose.de}, ${account.reference}`,
            person: account.payerName,
            trace: {
              caseIds: account.caseId === undefined ? [] : [account.caseId],
              mailboxIds: account.mailboxId === undefined ? [] : [account.mailboxId],
            },
          },
    );
  },
  async collect(ctx, keys, trace) {
    const found = [
      ...(await Promise.all(keys.map((key) => selectAccount(ctx, key)))),
      ...(await Promise.all(trace.caseIds.map((caseId) => selectAccountsOfCase(ctx, caseId)))).flat(),
      ...(await Promise.all(trace.mailboxIds.map((mailboxId) => selectAccountsOfMailbox(ctx, mailboxId)))).flat(),
    ].filter((account) => account !== undefined);
    const accounts = new Map(found.map((account) => [account.accountId, account]));
    return Promise.all(
      [...accounts.values()].map(async (account) => {
        const { entries, balanceCents } = await withState(ctx, account);
        return {
          key: account.accountId,
          title: `${account.purpose.de}, ${account.reference}`,
          facts: [
            { label: "Name", value: account.payerName },
            { label: "Angelegt", value: formatInstant(account.openedAt, "de") },
            ...entries.map((entry) => ({
              label: `Buchung, ${formatInstant(entry.recordedAt, "de")}`,
              value: `${entry.label?.de ?? entry.kind}: ${formatCents(entry.amountCents, "de")}`,
            })),
            { label: "Offen", value: formatCents(balanceCents, "de") },
          ],
          documents: [],
          purpose: { de: "Gebühren erheben und abrechnen", en: "Charge and settle fees" },
          law: "Art. 6 Abs. 1 Buchst. c und e DSGVO, § 3 DSG NRW; KomHVO NRW",
          origin: {
            de: "aus dem Vorgang, von der Bank oder dem Zahlungsdienst",
            en: "from the case, the bank or the payment provider",
          },
          recipients: ["Stadtkasse"],
          kept: {
            de: "Bücher zehn, Belege sechs Jahre, ab dem 1. Januar nach dem Beschluss über den Jahresabschluss (§ 59 Abs. 2 KomHVO NRW)",
            en: "books for ten, vouchers for six years, from 1 January after the annual accounts were adopted (§ 59 Abs. 2 KomHVO NRW)",
          },
          erasure: {
            possible: false as const,
            law: "Art. 17 Abs. 3 Buchst. b DSGVO, § 59 KomHVO NRW",
            why: {
              de: "Bücher und Belege der Kasse müssen aufbewahrt werden.",
              en: "Books and vouchers of the treasury have to be kept.",
            },
          },
        };
      }),
    );
  },
};
