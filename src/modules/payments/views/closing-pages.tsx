import type { ComponentChildren, JSX } from "preact";
import { type Cents, formatCents, formatDay, formatInstant, type PlainDay } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  DeskPage,
  Empty,
  Form,
  Link,
  Section,
  Stack,
  SubmitButton,
  Table,
} from "../../../platform/ui/index.ts";
import type { Account } from "../model/account.ts";
import type { DayClosing } from "../model/closing.ts";
import { type Entry, type Ledger, ledgers } from "../model/ledger.ts";
import { type Desk, ToPayments } from "./desk-frame.tsx";
import { EntryTable } from "./entry-table.tsx";
import { ledgerWords } from "./wording.ts";

/** Days with entries, and which are closed. */
export function ClosingsPage(
  props: Desk & {
    readonly days: readonly { readonly day: PlainDay; readonly entries: number }[];
    readonly closings: readonly DayClosing[];
  },
): JSX.Element {
  const { view, nav, days } = props;
  const { language } = view;
  const de = language === "de";
  const closed = new Map(props.closings.map((closing) => [closing.day, closing]));
  return (
    <DeskPage view={view} nav={nav} title={de ? "Tagesabschluss" : "Daily closing"}>
      <Stack gap="l">
        <ToPayments view={view} />
        {days.length === 0 ? (
          <Empty title={de ? "Noch keine Buchungen" : "No entries yet"} icon="calendar" />
        ) : (
          <Table
            caption={de ? "Tage mit Buchungen" : "Days with entries"}
            captionHidden
            keyboard
            dense
            columns={[
              { key: "day", label: de ? "Tag" : "Day", rowHeader: true },
              { key: "entries", label: de ? "Buchungen" : "Entries", numeric: true },
              { key: "closed", label: de ? "Abgeschlossen" : "Closed" },
            ]}
            rows={days.map(({ day, entries }) => {
              const closing = closed.get(day);
              return {
                key: day,
                cells: {
                  day: <Link href={view.href(`/amt/zahlungen/abschluss/${day}`)}>{formatDay(day, language)}</Link>,
                  entries: String(entries),
                  closed:
                    closing === undefined
                      ? de
                        ? "nein"
                        : "no"
                      : `${closing.closedBy}, ${formatInstant(closing.closedAt, language)}`,
                },
              };
            })}
          />
        )}
      </Stack>
    </DeskPage>
  );
}

/** One day: what moved on each ledger, the export, and the closing. */
export function DayPage(
  props: Desk & {
    readonly day: PlainDay;
    readonly isOver: boolean;
    readonly entries: readonly (Entry & { readonly account?: Account | undefined })[];
    readonly sums: ReadonlyMap<Ledger, { readonly debitCents: Cents; readonly creditCents: Cents }>;
    readonly closing: DayClosing | undefined;
    /** Whether the export still is what it was when the day was closed. */
    readonly unchanged: boolean;
  },
): JSX.Element {
  const { view, nav, day, closing, sums } = props;
  const { language } = view;
  const de = language === "de";
  const path = `/amt/zahlungen/abschluss/${day}`;
  const total = (side: "debitCents" | "creditCents") =>
    formatCents([...sums.values()].reduce((sum, one) => sum + one[side], 0) as Cents, language);
  const closedText: ComponentChildren =
    closing === undefined ? null : props.unchanged ? (
      <Alert tone="success" title={de ? "Der Tag ist abgeschlossen" : "The day is closed"}>
        <p>
          {closing.closedBy}, {formatInstant(closing.closedAt, language)}
        </p>
      </Alert>
    ) : (
      <Alert
        tone="error"
        title={de ? "Die Buchungen sind nicht mehr die des Abschlusses" : "The entries differ from the closing"}
      >
        <p>
          {de
            ? "Das darf nicht sein. Melden Sie es der Systembetreuung."
            : "This must not be. Tell whoever runs the system."}
        </p>
      </Alert>
    );
  return (
    <DeskPage view={view} nav={nav} title={`${de ? "Tagesabschluss" : "Daily closing"}: ${formatDay(day, language)}`}>
      <Stack gap="l">
        <p>
          <Link href={view.href("/amt/zahlungen/abschluss")}>{de ? "Alle Tage" : "All days"}</Link>
        </p>
        {closedText}
        <Table
          caption={de ? "Summen des Tages" : "Sums of the day"}
          captionHidden
          dense
          columns={[
            { key: "ledger", label: de ? "Konto" : "Ledger", rowHeader: true },
            { key: "debit", label: de ? "Soll" : "Debit", numeric: true },
            { key: "credit", label: de ? "Haben" : "Credit", numeric: true },
          ]}
          rows={[
            ...ledgers
              .filter((ledger) => sums.has(ledger))
              .map((ledger) => ({
                key: ledger,
                cells: {
                  ledger: ledgerWords[ledger][language],
                  debit: formatCents(sums.get(ledger)?.debitCents ?? (0 as Cents), language),
                  credit: formatCents(sums.get(ledger)?.creditCents ?? (0 as Cents), language),
                },
              })),
            {
              key: "total",
              cells: { ledger: de ? "Summe" : "Total", debit: total("debitCents"), credit: total("creditCents") },
            },
          ]}
        />
        {props.entries.some(({ account }) => account?.veiled === true) ? (
          <Alert tone="info">
            <p>
              {de
                ? "Bei manchen Buchungen fehlen Name und Zweck, auch in der CSV-Datei: Die Akten dazu dürfen Sie nicht sehen. Kassenzeichen und Beträge sind vollständig."
                : "Some entries lack name and purpose, in the CSV file too: you may not see their files. References and amounts are complete."}
            </p>
          </Alert>
        ) : null}
        <p>
          <ButtonLink
            href={view.href(`${path}/export`)}
            variant={closing === undefined && props.isOver ? "secondary" : "primary"}
            icon="download"
          >
            {de ? "CSV für die Kasse" : "CSV for the treasury"}
          </ButtonLink>
        </p>
        {closing !== undefined ? null : props.isOver ? (
          <Form view={view} action={view.href(path)}>
            <Actions>
              <SubmitButton>{de ? "Tag abschließen" : "Close the day"}</SubmitButton>
            </Actions>
          </Form>
        ) : (
          <p>
            {de
              ? "Ein Tag kann abgeschlossen werden, wenn er vorbei ist. Die Summen sind der Stand von jetzt."
              : "A day can be closed once it is over. The sums are as of now."}
          </p>
        )}
        <Section title={de ? "Buchungen" : "Entries"}>
          <EntryTable view={view} entries={props.entries} caption={de ? "Buchungen des Tages" : "Entries of the day"} />
        </Section>
      </Stack>
    </DeskPage>
  );
}
