import type { JSX } from "preact";
import {
  dayInBerlin,
  formatCents,
  formatDay,
  formatDayShort,
  formatIban,
  formatInstant,
} from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  DeskPage,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
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
import { type WorklistReason, worklistReasons } from "../model/matching.ts";
import { formatReference } from "../model/reference.ts";
import { type Booking, isInSuspense, type WorklistItem } from "../model/worklist.ts";
import { type Desk, errorOf, type Mistake, ToPayments } from "./desk-frame.tsx";
import { outcomeWords, reasonWords } from "./wording.ts";

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
    /** So much is to be paid back of money that belongs to no claim. */
    readonly mayBePayout: boolean;
    readonly mistakes: readonly Mistake[];
    readonly typed: Readonly<Record<string, string>>;
  },
): JSX.Element {
  const { view, nav, item, booking, account } = props;
  const { language } = view;
  const de = language === "de";
  const action = view.href(`/amt/zahlungen/klaeren/${item.itemId}`);
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
        <ToPayments view={view} />
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
                    {...errorOf(props.mistakes, "kassenzeichen")}
                  />
                  <Actions>
                    <SubmitButton>{de ? "Zuordnen" : "Assign"}</SubmitButton>
                    <SubmitButton variant="secondary" name="anbieter" value="ja">
                      {de ? "Ist die Auszahlung des Bezahldienstes" : "Is the provider's payout"}
                    </SubmitButton>
                    {props.mayBePayout ? (
                      <SubmitButton variant="secondary" name="auszahlung" value="ja">
                        {de ? "Ist eine Erstattung ohne Forderung" : "Is a refund that belongs to no claim"}
                      </SubmitButton>
                    ) : null}
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
                    {...errorOf(props.mistakes, "erstattungsgrund")}
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
                  {...errorOf(props.mistakes, "grund")}
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
