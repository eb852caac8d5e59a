import type { JSX } from "preact";
import { formatCents, formatDayShort } from "../../../kernel/index.ts";
import { Table, type ViewContext } from "../../../platform/ui/index.ts";
import type { Entry } from "../model/ledger.ts";
import { kindWords, ledgerWords } from "./wording.ts";

/** Entries of the ledger: what each took from where to where, why, and by whom. */
export function EntryTable(props: { view: ViewContext; entries: readonly Entry[]; caption: string }): JSX.Element {
  const { view, entries } = props;
  const { language } = view;
  const de = language === "de";
  return (
    <Table
      caption={props.caption}
      captionHidden
      dense
      columns={[
        { key: "day", label: de ? "Tag" : "Day", narrow: true },
        { key: "kind", label: de ? "Art" : "Kind", rowHeader: true },
        { key: "debit", label: de ? "Soll" : "Debit" },
        { key: "credit", label: de ? "Haben" : "Credit" },
        { key: "amount", label: de ? "Betrag" : "Amount", numeric: true },
        { key: "source", label: de ? "Grund" : "Reason" },
        { key: "by", label: de ? "Von" : "By" },
      ]}
      rows={entries.map((entry) => ({
        key: entry.entryId,
        cells: {
          day: formatDayShort(entry.bookedOn, language),
          kind: `${kindWords[entry.kind][language]}${entry.label === undefined ? "" : `: ${entry.label[language]}`}`,
          debit: ledgerWords[entry.debit][language],
          credit: ledgerWords[entry.credit][language],
          amount: formatCents(entry.amountCents, language),
          source: entry.source,
          by: entry.recordedBy,
        },
      }))}
    />
  );
}
