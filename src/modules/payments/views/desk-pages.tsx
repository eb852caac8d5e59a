import type { ComponentChildren, JSX } from "preact";
import {
  type Cents,
  dayInBerlin,
  formatCents,
  formatDay,
  formatDayShort,
  formatIban,
  formatInstant,
  type PlainDay,
} from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Facts,
  FileField,
  Form,
  fieldId,
  Grid,
  Link,
  LinkRows,
  Pager,
  Radios,
  SearchForm,
  Section,
  Stack,
  SubmitButton,
  Table,
  Tabs,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { AccountWithState } from "../actions/read-accounts.ts";
import type { BankDetailMistake } from "../actions/set-bank-details.ts";
import type { Account } from "../model/account.ts";
import type { DayClosing } from "../model/closing.ts";
import { type Entry, type Ledger, ledgers } from "../model/ledger.ts";
import { type WorklistReason, worklistReasons } from "../model/matching.ts";
import type { ProviderRefund } from "../model/provider.ts";
import { formatReference } from "../model/reference.ts";
import { faultWords, type StatementFault } from "../model/statement.ts";
import type { Booking, Statement, WorklistItem } from "../model/worklist.ts";
import { isInSuspense } from "../model/worklist.ts";
import { kindWords, ledgerWords, mistakeWords, outcomeWords, reasonWords, refundWords, stateWords } from "./wording.ts";

interface Desk {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

function Places(props: { view: ViewContext }): JSX.Element {
  const { view } = props;
  const de = view.language === "de";
  const mayConfigure = view.staff?.duties.includes("administration") === true;
  return (
    <LinkRows
      items={[
        { href: view.href("/amt/zahlungen/auszuege"), label: de ? "Kontoauszüge" : "Bank statements", icon: "upload" },
        {
          href: view.href("/amt/zahlungen/auszahlungen"),
          label: de ? "Auszahlungen" : "Payouts",
          icon: "arrow-left",
        },
        {
          href: view.href("/amt/zahlungen/abschluss"),
          label: de ? "Tagesabschluss" : "Daily closing",
          icon: "calendar",
        },
        ...(mayConfigure
          ? [
              {
                href: view.href("/amt/zahlungen/bankverbindung"),
                label: de ? "Bankverbindung" : "Bank details",
                icon: "building" as const,
              },
            ]
          : []),
      ]}
    />
  );
}

/** Money that does not fit, by reason. */
export function WorklistPage(
  props: Desk & {
    readonly items: readonly { readonly item: WorklistItem; readonly who: string; readonly reference: string }[];
    readonly counts: ReadonlyMap<WorklistReason, number>;
    readonly reason: WorklistReason | undefined;
    readonly nextHref: string | undefined;
    readonly searched: string;
    readonly searchError: string | undefined;
  },
): JSX.Element {
  const { view, nav, items, counts, reason } = props;
  const { language } = view;
  const de = language === "de";
  const path = "/amt/zahlungen";
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <DeskPage view={view} nav={nav} title={de ? "Zahlungen" : "Payments"} hasErrors={props.searchError !== undefined}>
      <Stack gap="l">
        {props.searchError === undefined ? null : (
          <Alert tone="warning" role="alert">
            <p>{props.searchError}</p>
          </Alert>
        )}
        <SearchForm
          view={view}
          action={view.href(path)}
          name="kassenzeichen"
          kind="open"
          label={de ? "Kassenzeichen" : "Reference"}
          hint={de ? "Wie KA-12ABC-DEFGH" : "Such as KA-12ABC-DEFGH"}
          button={de ? "Öffnen" : "Open"}
          value={props.searched}
        />
        <Places view={view} />
        <Section title={de ? "Zu klären" : "To be sorted out"}>
          <Tabs
            label={de ? "Grund" : "Reason"}
            items={[
              { href: view.href(path), label: de ? "Alle" : "All", count: all, current: reason === undefined },
              ...worklistReasons.map((one) => ({
                href: view.href(`${path}?grund=${one}`),
                label: reasonWords[one].tab[language],
                count: counts.get(one) ?? 0,
                current: reason === one,
              })),
            ]}
          />
          {items.length === 0 ? (
            <Empty title={de ? "Nichts zu klären" : "Nothing to sort out"} icon="check">
              <p>
                {de
                  ? "Hier steht Geld, das zu keiner Forderung passt: zu viel, zu wenig, doppelt, unklar oder zurückgebucht. Es kommt mit Kontoauszügen und Online-Zahlungen."
                  : "Money that fits no claim is listed here: too much, too little, twice, unknown or returned. It comes with bank statements and online payments."}
              </p>
            </Empty>
          ) : (
            <Table
              caption={de ? "Zu klären" : "To be sorted out"}
              captionHidden
              keyboard
              dense
              columns={[
                { key: "who", label: de ? "Wer" : "Who", rowHeader: true },
                { key: "reason", label: de ? "Grund" : "Reason" },
                { key: "amount", label: de ? "Betrag" : "Amount", numeric: true },
                { key: "reference", label: de ? "Kassenzeichen" : "Reference" },
                { key: "since", label: de ? "Seit" : "Since", narrow: true },
              ]}
              rows={items.map(({ item, who, reference }) => ({
                key: item.itemId,
                cells: {
                  who: (
                    <Link href={view.href(`${path}/klaeren/${item.itemId}`)}>
                      {who === "" ? (de ? "ohne Namen" : "no name") : who}
                    </Link>
                  ),
                  reason: reasonWords[item.reason].tab[language],
                  amount: formatCents(item.amountCents, language),
                  reference,
                  since: formatDayShort(dayInBerlin(item.openedAt), language),
                },
              }))}
            />
          )}
          <Pager view={view} {...(props.nextHref === undefined ? {} : { nextHref: props.nextHref })} />
        </Section>
      </Stack>
    </DeskPage>
  );
}

function BookingFacts(props: { view: ViewContext; booking: Booking }): JSX.Element {
  const { view, booking } = props;
  const { language } = view;
  const de = language === "de";
  return (
    <Facts
      rows={[
        {
          term: de ? "Betrag" : "Amount",
          value: `${booking.direction === "debit" ? "−" : ""}${formatCents(booking.amountCents, language)}`,
        },
        { term: de ? "Gebucht am" : "Booked on", value: formatDay(booking.bookedOn, language) },
        {
          term: booking.direction === "credit" ? (de ? "Von" : "From") : de ? "An" : "To",
          value: booking.counterparty ?? "–",
        },
        {
          term: "IBAN",
          value: booking.counterpartyIban === undefined ? "–" : formatIban(booking.counterpartyIban),
        },
        {
          term: de ? "Verwendungszweck" : "Reason for payment",
          value: booking.remittance === "" ? "–" : booking.remittance,
        },
        ...(booking.returned
          ? [
              {
                term: de ? "Rückgabegrund" : "Reason of return",
                value: booking.returnReason ?? (de ? "nicht genannt" : "not told"),
              },
            ]
          : []),
      ]}
    />
  );
}

/** One item, with what can be done about it. */
export function ItemPage(
  props: Desk & {
    readonly item: WorklistItem;
    readonly booking: Booking | undefined;
    readonly account: AccountWithState | undefined;
    readonly suggestions: readonly AccountWithState[];
    readonly mistakes: readonly { readonly field: string; readonly message: string }[];
    readonly typed: Readonly<Record<string, string>>;
  },
): JSX.Element {
  const { view, nav, item, booking, account } = props;
  const { language } = view;
  const de = language === "de";
  const action = view.href(`/amt/zahlungen/klaeren/${item.itemId}`);
  const errorOf = (field: string) => {
    const found = props.mistakes.find((one) => one.field === field)?.message;
    return found === undefined ? {} : { error: found };
  };
  const suspended = isInSuspense(item);
  const refundable = suspended
    ? booking?.direction === "credit"
    : (item.reason === "overpaid" || item.reason === "twice") && (account?.balanceCents ?? 0) < 0;
  const title = `${reasonWords[item.reason].tab[language]}: ${formatCents(item.amountCents, language)}`;
  return (
    <DeskPage view={view} nav={nav} title={title} hasErrors={props.mistakes.length > 0}>
      <Stack gap="l">
        <ErrorSummary
          view={view}
          errors={props.mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))}
        />
        <p>
          <Link href={view.href("/amt/zahlungen")}>{de ? "Alle Zahlungen" : "All payments"}</Link>
        </p>
        <p>{reasonWords[item.reason].text[language]}</p>
        {booking === undefined ? null : <BookingFacts view={view} booking={booking} />}
        {account === undefined ? null : (
          <p>
            {de ? "Forderung: " : "Claim: "}
            <Link href={view.href(`/amt/zahlungen/konto/${account.accountId}`)}>
              {formatReference(account.reference)}, {account.payerName}, {account.purpose[language]}
            </Link>
          </p>
        )}
        {item.outcome !== undefined ? (
          <Alert tone="success">
            <p>
              {outcomeWords[item.outcome][language]}, {item.doneBy},{" "}
              {item.doneAt === undefined ? "" : formatInstant(item.doneAt, language)}
              {item.note === undefined || item.note === "" ? "" : `: ${item.note}`}
            </p>
          </Alert>
        ) : (
          <>
            {suspended ? (
              <Section title={de ? "Zuordnen" : "Assign"}>
                <Form view={view} action={`${action}/zuordnen`}>
                  {props.suggestions.length === 0 ? null : (
                    <Radios
                      view={view}
                      name="vorschlag"
                      legend={de ? "Passt vielleicht" : "May fit"}
                      required={false}
                      options={props.suggestions.map((one) => ({
                        value: formatReference(one.reference),
                        label: `${formatReference(one.reference)}, ${one.payerName}, ${formatCents(one.balanceCents, language)}`,
                        hint: one.purpose[language],
                      }))}
                    />
                  )}
                  <TextField
                    view={view}
                    name="kassenzeichen"
                    label={de ? "Kassenzeichen der Forderung" : "Reference of the claim"}
                    value={props.typed.kassenzeichen ?? ""}
                    width="medium"
                    {...errorOf("kassenzeichen")}
                  />
                  <Actions>
                    <SubmitButton>{de ? "Zuordnen" : "Assign"}</SubmitButton>
                    <SubmitButton variant="secondary" name="anbieter" value="ja">
                      {de ? "Ist die Auszahlung des Bezahldienstes" : "Is the provider's payout"}
                    </SubmitButton>
                  </Actions>
                </Form>
              </Section>
            ) : null}
            {refundable ? (
              <Section title={de ? "Erstatten" : "Refund"}>
                <Form view={view} action={`${action}/erstatten`}>
                  <TextField
                    view={view}
                    name="erstattungsgrund"
                    label={de ? "Grund der Erstattung" : "Reason of the refund"}
                    value={props.typed.erstattungsgrund ?? ""}
                    {...errorOf("erstattungsgrund")}
                  />
                  <Actions>
                    <SubmitButton variant={suspended ? "secondary" : "primary"}>
                      {de ? "Erstattung anordnen" : "Order refund"}
                    </SubmitButton>
                  </Actions>
                </Form>
              </Section>
            ) : null}
            <Section title={de ? "Ohne Buchung erledigen" : "Done without an entry"}>
              <Form view={view} action={`${action}/erledigen`}>
                <TextField
                  view={view}
                  name="grund"
                  label={de ? "Warum ist nichts zu buchen?" : "Why is there nothing to enter?"}
                  value={props.typed.grund ?? ""}
                  {...errorOf("grund")}
                />
                <Actions>
                  <SubmitButton variant="secondary">{de ? "Erledigen" : "Done"}</SubmitButton>
                </Actions>
              </Form>
            </Section>
          </>
        )}
      </Stack>
    </DeskPage>
  );
}

/** What a refused file says about itself. */
export interface Refusal {
  readonly fault: StatementFault;
  readonly line: number;
  readonly found: string;
  readonly filename: string;
}

/** Statements that were taken over, and the form for the next. */
export function StatementsPage(
  props: Desk & {
    readonly statements: readonly Statement[];
    readonly hasBank: boolean;
    readonly refusal?: Refusal;
    readonly fileMissing?: boolean;
    /** Report on the file that was just sent. */
    readonly report?: { readonly statements: readonly Statement[]; readonly isNew: boolean };
  },
): JSX.Element {
  const { view, nav, statements, refusal, report } = props;
  const { language } = view;
  const de = language === "de";
  const missing = de ? "Wählen Sie eine Datei." : "Choose a file.";
  const money = (value: Cents | undefined) => (value === undefined ? "–" : formatCents(value, language));
  const table = (rows: readonly Statement[], caption: string) => (
    <Table
      caption={caption}
      captionHidden
      dense
      columns={[
        { key: "id", label: de ? "Auszug" : "Statement", rowHeader: true },
        { key: "bookings", label: de ? "Buchungen" : "Entries", numeric: true },
        { key: "known", label: de ? "davon bekannt" : "of these known", numeric: true },
        { key: "opening", label: de ? "Anfangssaldo" : "Opening balance", numeric: true },
        { key: "closing", label: de ? "Endsaldo" : "Closing balance", numeric: true },
        { key: "by", label: de ? "Übernommen" : "Imported" },
      ]}
      rows={rows.map((statement) => ({
        key: statement.statementId,
        cells: {
          id: `${statement.bankStatementId}${statement.page > 1 ? ` / ${statement.page}` : ""} (${statement.format})`,
          bookings: String(statement.bookings),
          known: String(statement.knownBookings),
          opening: money(statement.openingCents),
          closing: money(statement.closingCents),
          by: `${formatInstant(statement.importedAt, language)}, ${statement.importedBy}`,
        },
      }))}
    />
  );
  return (
    <DeskPage
      view={view}
      nav={nav}
      title={de ? "Kontoauszüge" : "Bank statements"}
      hasErrors={refusal !== undefined || props.fileMissing === true}
    >
      <Stack gap="l">
        <p>
          <Link href={view.href("/amt/zahlungen")}>{de ? "Alle Zahlungen" : "All payments"}</Link>
        </p>
        {props.fileMissing ? <ErrorSummary view={view} errors={[{ id: "datei", message: missing }]} /> : null}
        {refusal === undefined ? null : (
          <Alert
            tone="error"
            role="alert"
            level={2}
            title={de ? "Die Datei wurde nicht übernommen" : "The file was not imported"}
          >
            <p>
              {de ? "Zeile" : "Line"} {refusal.line} ({refusal.filename}): {faultWords[refusal.fault][language]}
            </p>
            {refusal.found === "" ? null : (
              <p>
                {de ? "Dort steht: " : "It says: "}
                <code>{refusal.found}</code>
              </p>
            )}
            <p>{de ? "Es wurde nichts gebucht." : "Nothing was entered."}</p>
          </Alert>
        )}
        {report === undefined ? null : (
          <Alert
            tone="success"
            role="status"
            level={2}
            title={
              report.isNew
                ? de
                  ? "Der Kontoauszug ist übernommen"
                  : "The statement was imported"
                : de
                  ? "Dieser Kontoauszug war schon übernommen. Es hat sich nichts geändert."
                  : "This statement had been imported before. Nothing has changed."
            }
          >
            <p>
              <Link href={view.href("/amt/zahlungen")}>{de ? "Was zu klären ist" : "What has to be sorted out"}</Link>
            </p>
          </Alert>
        )}
        {report === undefined || report.statements.length === 0
          ? null
          : table(report.statements, de ? "Auszüge dieser Datei" : "Statements in this file")}
        {props.hasBank ? (
          <Section title={de ? "Auszug übernehmen" : "Import a statement"}>
            <Form view={view} action={view.href("/amt/zahlungen/auszuege")} enctype="multipart/form-data">
              <FileField
                view={view}
                name="datei"
                label={de ? "Kontoauszug der Bank" : "Statement of the bank"}
                accept=".xml,application/xml,text/xml"
                allowed="camt.053, camt.054 (XML), 60 MB"
                hint={
                  de
                    ? "Ein Auszug wird ganz übernommen oder gar nicht. Denselben noch einmal zu senden schadet nicht."
                    : "A statement is imported as a whole or not at all. Sending the same one again does no harm."
                }
                {...(props.fileMissing ? { error: missing } : {})}
              />
              <Actions>
                <SubmitButton icon="upload">{de ? "Übernehmen" : "Import"}</SubmitButton>
              </Actions>
            </Form>
          </Section>
        ) : (
          <Alert tone="warning">
            <p>
              {de
                ? "Zuerst muss die Verwaltung eintragen, welches Konto der Kommune gehört."
                : "First the administration has to enter the municipality's bank account."}
            </p>
          </Alert>
        )}
        <Section title={de ? "Übernommen" : "Imported"}>
          {statements.length === 0 ? (
            <Empty title={de ? "Noch kein Kontoauszug" : "No statement yet"} icon="upload" />
          ) : (
            table(statements, de ? "Übernommene Kontoauszüge" : "Imported statements")
          )}
        </Section>
      </Stack>
    </DeskPage>
  );
}

function EntryTable(props: { view: ViewContext; entries: readonly Entry[]; caption: string }): JSX.Element {
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

function AmountForm(props: {
  view: ViewContext;
  action: string;
  title: string;
  button: string;
  prefix: string;
  reasonLabel: string;
  typed: Readonly<Record<string, string>>;
  mistakes: readonly { readonly field: string; readonly message: string }[];
}): JSX.Element {
  const { view, prefix } = props;
  const de = view.language === "de";
  const errorOf = (field: string) => {
    const found = props.mistakes.find((one) => one.field === field)?.message;
    return found === undefined ? {} : { error: found };
  };
  return (
    <Section title={props.title} level={3}>
      <Form view={view} action={props.action}>
        <TextField
          view={view}
          name={`${prefix}-betrag`}
          label={de ? `Betrag: ${props.title}` : `Amount: ${props.title}`}
          value={props.typed[`${prefix}-betrag`] ?? ""}
          inputmode="decimal"
          width="short"
          suffix="Euro"
          {...errorOf(`${prefix}-betrag`)}
        />
        <TextField
          view={view}
          name={`${prefix}-grund`}
          label={props.reasonLabel}
          value={props.typed[`${prefix}-grund`] ?? ""}
          {...errorOf(`${prefix}-grund`)}
        />
        <Actions>
          <SubmitButton variant="secondary">{props.button}</SubmitButton>
        </Actions>
      </Form>
    </Section>
  );
}

/** A claim with everything that was entered. */
export function AccountPage(
  props: Desk & {
    readonly account: AccountWithState;
    readonly items: readonly WorklistItem[];
    readonly refunds: readonly ProviderRefund[];
    /** Ordered to be paid back, not yet gone. */
    readonly payable: Cents;
    readonly typed: Readonly<Record<string, string>>;
    readonly mistakes: readonly { readonly field: string; readonly message: string }[];
  },
): JSX.Element {
  const { view, nav, account } = props;
  const { language } = view;
  const de = language === "de";
  const { words, tone, icon } = stateWords[account.state];
  const action = view.href(`/amt/zahlungen/konto/${account.accountId}`);
  const open = props.items.filter(({ doneAt }) => doneAt === undefined);
  const common = { view, typed: props.typed, mistakes: props.mistakes };
  const money = (value: Cents) => formatCents(value, language);
  return (
    <DeskPage
      view={view}
      nav={nav}
      title={formatReference(account.reference)}
      hasErrors={props.mistakes.length > 0}
      tools={
        <Badge tone={tone} icon={icon}>
          {words[language]}
        </Badge>
      }
    >
      <Stack gap="l">
        <ErrorSummary
          view={view}
          errors={props.mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))}
        />
        <p>
          <Link href={view.href("/amt/zahlungen")}>{de ? "Alle Zahlungen" : "All payments"}</Link>
        </p>
        {account.veiled === true ? (
          <Alert tone="info" title={de ? "Die Akte dazu dürfen Sie nicht sehen" : "You may not see the file of it"}>
            <p>
              {de
                ? "Sie sehen, was zum Buchen nötig ist. Über Erlass und Erstattung entscheidet, wer die Akte sehen darf."
                : "You see what booking takes. Whoever may see the file decides about waivers and refunds."}
            </p>
          </Alert>
        ) : null}
        <Facts
          rows={[
            { term: de ? "Zahlungspflichtig" : "Payer", value: account.payerName },
            { term: de ? "Zweck" : "Purpose", value: account.purpose[language] },
            { term: de ? "Gefordert" : "Charged", value: money(account.chargedCents) },
            { term: de ? "Erlassen" : "Waived", value: money(account.waivedCents) },
            { term: de ? "Bezahlt" : "Paid", value: money(account.paidCents) },
            { term: de ? "Erstattet" : "Refunded", value: money(account.refundedCents) },
            { term: de ? "Noch offen" : "Still open", value: <strong>{money(account.balanceCents)}</strong> },
            ...(props.payable === 0
              ? []
              : [{ term: de ? "Noch auszuzahlen" : "Still to be paid out", value: money(props.payable) }]),
            ...props.refunds.map((refund) => ({
              term: `${de ? "Erstattung" : "Refund"} ${formatInstant(refund.orderedAt, language)}`,
              value: `${money(refund.amountCents)}: ${refundWords[refund.state][language]}`,
            })),
          ]}
        />
        {account.caseId === undefined ? null : (
          <p>
            <Link href={view.href(`/amt/vorgang/${account.caseId}`)}>{de ? "Zum Vorgang" : "To the case"}</Link>
          </p>
        )}
        {open.length === 0 ? null : (
          <LinkRows
            items={open.map((item) => ({
              href: view.href(`/amt/zahlungen/klaeren/${item.itemId}`),
              label: `${reasonWords[item.reason].tab[language]}: ${money(item.amountCents)}`,
              icon: "warning",
            }))}
          />
        )}
        <Section title={de ? "Buchungen" : "Entries"}>
          <EntryTable view={view} entries={account.entries} caption={de ? "Buchungen" : "Entries"} />
        </Section>
        <Section title={de ? "Buchen" : "Make an entry"}>
          <Grid gap="l">
            <AmountForm
              {...common}
              action={`${action}/zahlung`}
              prefix="zahlung"
              title={de ? "Zahlung an der Kasse" : "Payment at the counter"}
              reasonLabel={de ? "Beleg" : "Receipt"}
              button={de ? "Zahlung buchen" : "Enter payment"}
            />
            {account.veiled === true ? null : (
              <>
                <AmountForm
                  {...common}
                  action={`${action}/erlass`}
                  prefix="erlass"
                  title={de ? "Erlass" : "Waiver"}
                  reasonLabel={de ? "Grund des Erlasses, mit Paragraf" : "Reason of the waiver, with its paragraph"}
                  button={de ? "Erlassen" : "Waive"}
                />
                <AmountForm
                  {...common}
                  action={`${action}/erstattung`}
                  prefix="erstattung"
                  title={de ? "Erstattung" : "Refund"}
                  reasonLabel={de ? "Grund der Erstattung" : "Reason of the refund"}
                  button={de ? "Erstattung anordnen" : "Order refund"}
                />
              </>
            )}
          </Grid>
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** Money that is ordered to be paid back and has not left yet. */
export function PayoutsPage(
  props: Desk & {
    readonly payouts: readonly {
      readonly account: Account | undefined;
      readonly amountCents: Cents;
      readonly since: Date;
      /** The provider has been asked and has not answered. */
      readonly byProvider: boolean;
    }[];
  },
): JSX.Element {
  const { view, nav, payouts } = props;
  const { language } = view;
  const de = language === "de";
  return (
    <DeskPage view={view} nav={nav} title={de ? "Auszahlungen" : "Payouts"}>
      <Stack gap="l">
        <p>
          <Link href={view.href("/amt/zahlungen")}>{de ? "Alle Zahlungen" : "All payments"}</Link>
        </p>
        <p>
          {de
            ? "Was erstattet werden soll und noch nicht gegangen ist. Die Kasse überweist mit dem Kassenzeichen als Verwendungszweck: Am Kontoauszug wird die Auszahlung dann erkannt."
            : "What is to be refunded and has not left yet. The treasury transfers it with the reference: the statement then shows that it left."}
        </p>
        {payouts.length === 0 ? (
          <Empty title={de ? "Nichts auszuzahlen" : "Nothing to pay out"} icon="check">
            <p>
              {de
                ? "Hier steht Geld, sobald jemand eine Erstattung anordnet."
                : "Money is listed here as soon as somebody orders a refund."}
            </p>
          </Empty>
        ) : (
          <Table
            caption={de ? "Offene Auszahlungen" : "Open payouts"}
            captionHidden
            keyboard
            dense
            columns={[
              { key: "who", label: de ? "An" : "To", rowHeader: true },
              { key: "amount", label: de ? "Betrag" : "Amount", numeric: true },
              { key: "reference", label: de ? "Kassenzeichen" : "Reference" },
              { key: "by", label: de ? "Durch" : "By" },
              { key: "since", label: de ? "Seit" : "Since", narrow: true },
            ]}
            rows={payouts.map(({ account, amountCents, since, byProvider }) => ({
              key: account?.accountId ?? "none",
              cells: {
                who:
                  account === undefined ? (
                    de ? (
                      "Zahlungen ohne Forderung"
                    ) : (
                      "Payments without a claim"
                    )
                  ) : (
                    <Link href={view.href(`/amt/zahlungen/konto/${account.accountId}`)}>{account.payerName}</Link>
                  ),
                amount: formatCents(amountCents, language),
                reference: account === undefined ? "–" : formatReference(account.reference),
                by: byProvider ? (de ? "Bezahldienst" : "Provider") : de ? "Kasse" : "Treasury",
                since: formatDayShort(dayInBerlin(since), language),
              },
            }))}
          />
        )}
      </Stack>
    </DeskPage>
  );
}

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
        <p>
          <Link href={view.href("/amt/zahlungen")}>{de ? "Alle Zahlungen" : "All payments"}</Link>
        </p>
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

/** Where the municipality wants its money. */
export function BankDetailsPage(
  props: Desk & {
    readonly typed: { readonly holder: string; readonly iban: string; readonly bic: string };
    readonly mistakes: readonly BankDetailMistake[];
    readonly saved: boolean;
  },
): JSX.Element {
  const { view, nav, typed, mistakes } = props;
  const { language } = view;
  const de = language === "de";
  const errorOf = (field: BankDetailMistake) =>
    mistakes.includes(field) ? { error: mistakeWords[field][language] } : {};
  return (
    <DeskPage view={view} nav={nav} title={de ? "Bankverbindung" : "Bank details"} hasErrors={mistakes.length > 0}>
      <Stack gap="l">
        <ErrorSummary
          view={view}
          errors={mistakes.map((field) => ({ id: field, message: mistakeWords[field][language] }))}
        />
        {props.saved ? (
          <Alert tone="success" role="status">
            <p>{de ? "Gespeichert." : "Saved."}</p>
          </Alert>
        ) : null}
        <p>
          {de
            ? "Auf dieses Konto überweisen die Bürgerinnen und Bürger. Nur Auszüge dieses Kontos werden übernommen. Am besten ist es ein Konto nur für Gebühren."
            : "Citizens pay into this account. Only its statements are imported. Best use an account for fees only."}
        </p>
        <Form view={view} action={view.href("/amt/zahlungen/bankverbindung")}>
          <TextField
            view={view}
            name="holder"
            label={de ? "Kontoinhaber" : "Account holder"}
            value={typed.holder}
            maxlength={70}
            {...errorOf("holder")}
          />
          <TextField view={view} name="iban" label="IBAN" value={typed.iban} spellcheck={false} {...errorOf("iban")} />
          <TextField
            view={view}
            name="bic"
            label="BIC"
            required={false}
            value={typed.bic}
            width="medium"
            spellcheck={false}
            {...errorOf("bic")}
          />
          <Actions>
            <SubmitButton>{de ? "Speichern" : "Save"}</SubmitButton>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}
