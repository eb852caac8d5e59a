import type { Localized } from "../../../kernel/index.ts";
import type { IconName, Tone } from "../../../platform/ui/index.ts";
import type { BankDetailMistake } from "../actions/set-bank-details.ts";
import type { EntryKind, Ledger, PaymentState } from "../model/ledger.ts";
import type { WorklistReason } from "../model/matching.ts";
import type { ProviderRefund } from "../model/provider.ts";
import type { WorklistOutcome } from "../model/worklist.ts";
import type { SimulatedAnswer, SimulatedRefundAnswer } from "../simulator/decide.ts";

/** The state of a claim in a word, with its look. */
export const stateWords: Readonly<Record<PaymentState, { words: Localized; tone: Tone; icon: IconName }>> = {
  open: { words: { de: "Offen", en: "To be paid" }, tone: "warning", icon: "clock" },
  underpaid: { words: { de: "Teilweise bezahlt", en: "Partly paid" }, tone: "warning", icon: "clock" },
  paid: { words: { de: "Bezahlt", en: "Paid" }, tone: "success", icon: "check" },
  overpaid: { words: { de: "Zu viel bezahlt", en: "Too much paid" }, tone: "info", icon: "info" },
  waived: { words: { de: "Erlassen", en: "Waived" }, tone: "success", icon: "check" },
  refunded: { words: { de: "Erstattet", en: "Refunded" }, tone: "info", icon: "info" },
};

export const kindWords: Readonly<Record<EntryKind, Localized>> = {
  charge: { de: "Gebühr", en: "Fee" },
  payment: { de: "Zahlung", en: "Payment" },
  refund: { de: "Erstattung", en: "Refund" },
  waiver: { de: "Erlass", en: "Waiver" },
};

export const ledgerWords: Readonly<Record<Ledger, Localized>> = {
  claim: { de: "Forderungen", en: "Claims" },
  revenue: { de: "Gebühren", en: "Fees" },
  bank: { de: "Bank", en: "Bank" },
  provider: { de: "Bezahldienst", en: "Payment provider" },
  cash: { de: "Kasse", en: "Cash desk" },
  suspense: { de: "Verwahrung", en: "Suspense" },
  payable: { de: "Auszahlungen", en: "Payouts" },
  waived: { de: "Erlassen", en: "Waived" },
};

export const reasonWords: Readonly<Record<WorklistReason, { tab: Localized; text: Localized }>> = {
  unknown: {
    tab: { de: "Unklar", en: "Unknown" },
    text: { de: "Niemand weiß, wofür dieses Geld ist.", en: "Nobody knows what this money is for." },
  },
  overpaid: {
    tab: { de: "Zu viel", en: "Overpaid" },
    text: { de: "Es kam mehr an, als gefordert war.", en: "More came in than was asked for." },
  },
  underpaid: {
    tab: { de: "Zu wenig", en: "Underpaid" },
    text: { de: "Es kam weniger an, als gefordert war.", en: "Less came in than was asked for." },
  },
  twice: {
    tab: { de: "Doppelt", en: "Twice" },
    text: { de: "Die Forderung war schon beglichen.", en: "The claim had been settled before." },
  },
  returned: {
    tab: { de: "Zurückgebucht", en: "Returned" },
    text: { de: "Die Bank hat eine Zahlung zurückgebucht.", en: "The bank has returned a payment." },
  },
};

export const outcomeWords: Readonly<Record<WorklistOutcome, Localized>> = {
  assigned: { de: "zugeordnet", en: "assigned" },
  refunded: { de: "Erstattung angeordnet", en: "refund ordered" },
  ignored: { de: "ohne Buchung erledigt", en: "done without an entry" },
  settled: { de: "hat sich erledigt", en: "settled by itself" },
};

export const mistakeWords: Readonly<Record<BankDetailMistake, Localized>> = {
  holder: {
    de: "Geben Sie den Kontoinhaber an, höchstens 70 Zeichen.",
    en: "Enter the account holder, at most 70 characters.",
  },
  iban: { de: "Diese IBAN stimmt nicht. Prüfen Sie jede Stelle.", en: "This IBAN is wrong. Check every digit." },
  bic: {
    de: "Eine BIC hat 8 oder 11 Zeichen, zum Beispiel WELADED1PBN.",
    en: "A BIC has 8 or 11 characters, such as WELADED1PBN.",
  },
};

export const answerWords: Readonly<Record<SimulatedAnswer, Localized>> = {
  "at-once": { de: "sofort", en: "at once" },
  late: { de: "verspätet, nach 15 Minuten", en: "late, after 15 minutes" },
  twice: { de: "zweimal", en: "twice" },
  "wrong-order": { de: "in falscher Reihenfolge", en: "in the wrong order" },
  never: { de: "nie (das Amt fragt selbst nach)", en: "never (the office asks by itself)" },
};

export const refundAnswerWords: Readonly<Record<SimulatedRefundAnswer, Localized>> = {
  "at-once": { de: "erstattet sofort", en: "refunds at once" },
  late: { de: "erstattet verspätet, nach 15 Minuten", en: "refunds late, after 15 minutes" },
  twice: { de: "erstattet und meldet es zweimal", en: "refunds and tells it twice" },
  fails: { de: "lehnt ab (die Kasse zahlt aus)", en: "refuses (the treasury pays out)" },
};

export const refundWords: Readonly<Record<ProviderRefund["state"], Localized>> = {
  ordered: { de: "beim Bezahldienst angeordnet", en: "ordered from the provider" },
  done: { de: "vom Bezahldienst erstattet", en: "refunded by the provider" },
  failed: {
    de: "vom Bezahldienst abgelehnt, die Kasse zahlt aus",
    en: "refused by the provider, the treasury pays out",
  },
};
