import type { JSX } from "preact";
import { type Cents, dayInBerlin, formatCents, formatDayShort, formatInstant } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  DeskPage,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Grid,
  Link,
  LinkRows,
  Section,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { AccountWithState } from "../actions/read-accounts.ts";
import type { Account } from "../model/account.ts";
import type { ProviderRefund } from "../model/provider.ts";
import { formatReference } from "../model/reference.ts";
import type { WorklistItem } from "../model/worklist.ts";
import { type Desk, errorOf, type Mistake, ToPayments } from "./desk-frame.tsx";
import { EntryTable } from "./entry-table.tsx";
import { reasonWords, refundWords, stateWords } from "./wording.ts";

function AmountForm(props: {
  view: ViewContext;
  action: string;
  title: string;
  button: string;
  prefix: string;
  reasonLabel: string;
  typed: Readonly<Record<string, string>>;
  mistakes: readonly Mistake[];
}): JSX.Element {
  const { view, prefix } = props;
  const de = view.language === "de";
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
          {...errorOf(props.mistakes, `${prefix}-betrag`)}
        />
        <TextField
          view={view}
          name={`${prefix}-grund`}
          label={props.reasonLabel}
          value={props.typed[`${prefix}-grund`] ?? ""}
          {...errorOf(props.mistakes, `${prefix}-grund`)}
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
    readonly mistakes: readonly Mistake[];
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
        <ToPayments view={view} />
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
        <ToPayments view={view} />
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
