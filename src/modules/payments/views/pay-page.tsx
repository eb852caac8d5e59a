import type { JSX } from "preact";
import { create } from "qrcode";
import { cents, formatCents, formatDayShort, formatIban } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  ButtonLink,
  CopyCode,
  Facts,
  Form,
  PortalPage,
  Section,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { AccountWithState } from "../actions/read-accounts.ts";
import type { BankDetails } from "../model/account.ts";
import { giroCode } from "../model/girocode.ts";
import type { Checkout, PaymentProvider } from "../model/provider.ts";
import { formatReference } from "../model/reference.ts";
import { kindWords, stateWords } from "./wording.ts";

/** The QR code that banking apps read, drawn as one path; black on white whatever the page's colours are. */
export function GiroCode(props: { readonly content: string; readonly label: string }): JSX.Element {
  const { modules } = create(props.content, { errorCorrectionLevel: "M" });
  const quiet = 4;
  const side = modules.size + 2 * quiet;
  let path = "";
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      width="240"
      height="240"
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${side}v${side}h-${side}z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}

function TransferDetails(props: { view: ViewContext; account: AccountWithState; bank: BankDetails }): JSX.Element {
  const { view, account, bank } = props;
  const de = view.language === "de";
  const remittance = formatReference(account.reference);
  const content = giroCode({
    holder: bank.holder,
    iban: bank.iban,
    ...(bank.bic === undefined ? {} : { bic: bank.bic }),
    amountCents: account.balanceCents,
    remittance,
  });
  return (
    <Section title={de ? "Überweisen" : "Bank transfer"} id="ueberweisen">
      <Stack gap="l">
        <p>
          {de
            ? "Öffnen Sie Ihre Banking-App und lesen Sie den Code ein. Oder übernehmen Sie die Angaben. Schreiben Sie als Verwendungszweck nur das Kassenzeichen: Daran erkennen wir Ihre Zahlung."
            : "Open your banking app and scan the code, or copy the details. As the reason for payment write the reference only: that is how we recognise your payment."}
        </p>
        <GiroCode
          content={content}
          label={
            de
              ? `GiroCode für eine Überweisung von ${formatCents(account.balanceCents, "de")}. Alle Angaben stehen auch darunter.`
              : `GiroCode for a transfer of ${formatCents(account.balanceCents, "en")}. All details are below as well.`
          }
        />
        <Facts
          rows={[
            { term: de ? "Empfänger" : "Payee", value: bank.holder },
            { term: "IBAN", value: <CopyCode view={view} code={formatIban(bank.iban)} /> },
            ...(bank.bic === undefined ? [] : [{ term: "BIC", value: bank.bic }]),
            { term: de ? "Betrag" : "Amount", value: formatCents(account.balanceCents, view.language) },
            {
              term: de ? "Verwendungszweck (Kassenzeichen)" : "Reason for payment (reference)",
              value: <CopyCode view={view} code={remittance} />,
            },
          ]}
        />
        <p>
          {de
            ? "Eine Überweisung braucht ein bis zwei Werktage. Danach steht hier, dass Ihre Zahlung angekommen ist."
            : "A transfer takes one or two working days. Then this page says that your payment has arrived."}
        </p>
      </Stack>
    </Section>
  );
}

function StateAlert(props: { view: ViewContext; account: AccountWithState; waiting: boolean }): JSX.Element | null {
  const { view, account } = props;
  const { language } = view;
  const de = language === "de";
  const rest = formatCents(account.balanceCents, language);
  const tooMuch = formatCents(-account.balanceCents as typeof account.balanceCents, language);
  switch (account.state) {
    case "paid":
      return (
        <Alert tone="success" role="status" title={de ? "Alles ist bezahlt" : "Everything is paid"}>
          <p>{de ? "Vielen Dank. Sie müssen nichts weiter tun." : "Thank you. There is nothing more to do."}</p>
        </Alert>
      );
    case "overpaid":
      return (
        <Alert tone="info" role="status" title={de ? "Es ist zu viel angekommen" : "Too much has arrived"}>
          <p>
            {de
              ? `Sie haben ${tooMuch} zu viel bezahlt. Wir melden uns wegen der Erstattung.`
              : `You have paid ${tooMuch} too much. We will be in touch about the refund.`}
          </p>
        </Alert>
      );
    case "underpaid":
      return (
        <Alert tone="warning" role="status" title={de ? `Es fehlen noch ${rest}` : `${rest} is still missing`}>
          <p>
            {de
              ? "Ein Teil ist angekommen. Bitte zahlen Sie den Rest mit demselben Kassenzeichen."
              : "A part has arrived. Please pay the rest with the same reference."}
          </p>
        </Alert>
      );
    case "waived":
      return (
        <Alert tone="success" role="status" title={de ? "Sie müssen nichts bezahlen" : "There is nothing to pay"} />
      );
    case "refunded":
      return (
        <Alert tone="info" role="status" title={de ? "Ihr Geld wird erstattet" : "Your money is being refunded"} />
      );
    case "open":
      return props.waiting ? (
        <Alert tone="info" role="status" title={de ? "Wir warten auf die Bestätigung" : "Waiting for confirmation"}>
          <p>
            {de
              ? "Sie haben eine Online-Zahlung begonnen. Sobald der Bezahldienst sie bestätigt, steht es hier."
              : "You have begun an online payment. As soon as the provider confirms it, this page says so."}
          </p>
        </Alert>
      ) : null;
  }
}

/** What is owed, what was paid, and how to pay: for the citizen. */
export function PayPage(props: {
  readonly view: ViewContext;
  readonly account: AccountWithState;
  readonly bank: BankDetails | undefined;
  readonly provider: PaymentProvider | undefined;
  readonly checkouts: readonly Checkout[];
}): JSX.Element {
  const { view, account, bank, provider } = props;
  const { language } = view;
  const de = language === "de";
  const { words, tone, icon } = stateWords[account.state];
  const charges = account.entries.filter(({ kind }) => kind === "charge");
  const others = account.entries.filter(
    ({ kind, debit, credit }) => kind !== "charge" && (debit === "claim" || credit === "claim"),
  );
  const owes = account.balanceCents > 0;
  return (
    <PortalPage
      view={view}
      title={de ? "Gebühr bezahlen" : "Pay the fee"}
      lead={account.purpose[language]}
      {...(account.mailboxId === undefined
        ? {}
        : { back: { href: view.href(`/postfach/${account.mailboxId}`), label: de ? "Ihr Postfach" : "Your mailbox" } })}
    >
      <Stack gap="l">
        <StateAlert view={view} account={account} waiting={props.checkouts.some(({ state }) => state === "open")} />
        <Section
          title={de ? "Was es kostet" : "What it costs"}
          aside={
            <Badge tone={tone} icon={icon}>
              {words[language]}
            </Badge>
          }
        >
          <Facts
            rows={[
              ...charges.map((entry) => ({
                term: entry.label?.[language] ?? "",
                value: formatCents(entry.amountCents, language),
                hint: entry.source,
              })),
              ...others.map((entry) => ({
                term: `${kindWords[entry.kind][language]}, ${formatDayShort(entry.bookedOn, language)}`,
                value: `${entry.debit === "claim" ? "" : "−"}${formatCents(entry.amountCents, language)}`,
              })),
              {
                term: <strong>{de ? "Noch zu zahlen" : "Still to be paid"}</strong>,
                value: (
                  <strong>
                    {formatCents((owes ? account.balanceCents : 0) as typeof account.balanceCents, language)}
                  </strong>
                ),
              },
            ]}
          />
        </Section>
        {!owes || provider === undefined ? null : (
          <Section title={de ? "Online bezahlen" : "Pay online"} id="online">
            {provider.simulated ? (
              <p>
                {de
                  ? "Der Bezahldienst ist nachgestellt: Es fließt kein Geld."
                  : "The payment provider is simulated: no money moves."}
              </p>
            ) : null}
            <Form view={view} action={view.href(`/zahlung/${account.accountId}/online`)}>
              <SubmitButton>{de ? "Online bezahlen" : "Pay online"}</SubmitButton>
            </Form>
          </Section>
        )}
        {!owes ? null : bank === undefined ? (
          <p>
            {de
              ? "Wie Sie überweisen können, hat die Verwaltung noch nicht eingetragen. Fragen Sie dort nach."
              : "The office has not yet entered how to pay by transfer. Please ask there."}
          </p>
        ) : (
          <TransferDetails view={view} account={account} bank={bank} />
        )}
      </Stack>
    </PortalPage>
  );
}

/** Between the town's pages and the provider's: where one goes, and what came of it. */
export function CheckoutPage(props: {
  readonly view: ViewContext;
  readonly account: AccountWithState;
  readonly checkout: Checkout;
  readonly provider: PaymentProvider | undefined;
  /** From the provider's pages: it may have been paid, and nobody is sent there to pay again. */
  readonly isBack: boolean;
}): JSX.Element {
  const { view, account, checkout, provider, isBack } = props;
  const { language } = view;
  const de = language === "de";
  const amount = formatCents(checkout.amountCents, language);
  const back = {
    href: view.href(`/zahlung/${account.accountId}`),
    label: de ? "Zurück zur Gebühr" : "Back to the fee",
  };
  const again = view.href(`/zahlung/${account.accountId}/online/${checkout.checkoutId}`);
  const content = () => {
    if (checkout.state === "paid") {
      // What came, which need not be what was asked for.
      const came = account.entries
        .filter(({ checkoutId, debit }) => checkoutId === checkout.checkoutId && debit === "provider")
        .reduce((sum, { amountCents }) => sum + amountCents, 0);
      return (
        <Alert tone="success" role="status" title={de ? "Ihre Zahlung ist angekommen" : "Your payment has arrived"}>
          <p>{formatCents(cents(came), language)}</p>
        </Alert>
      );
    }
    if (checkout.redirectTo === undefined) {
      return (
        <>
          <p>{de ? "Der Bezahldienst bereitet Ihre Zahlung vor." : "The provider is preparing your payment."}</p>
          <ButtonLink href={again}>{de ? "Weiter" : "Continue"}</ButtonLink>
        </>
      );
    }
    if (isBack && checkout.state === "open") {
      return (
        <>
          <Alert
            tone="info"
            role="status"
            title={de ? "Die Bestätigung steht noch aus" : "The confirmation is still to come"}
          >
            <p>
              {de
                ? `Haben Sie ${amount} bezahlt? Dann müssen Sie nichts weiter tun. Bis der Bezahldienst es uns meldet, kann es einige Minuten dauern.`
                : `Have you paid ${amount}? Then there is nothing else to do. It may take some minutes until the provider tells us.`}
            </p>
          </Alert>
          <ButtonLink href={`${again}?zurueck=1`}>{de ? "Noch einmal nachsehen" : "Look again"}</ButtonLink>
          <p>
            {de ? "Noch nicht bezahlt? " : "Not paid yet? "}
            <a href={checkout.redirectTo}>{de ? "Weiter zum Bezahldienst" : "Continue to the provider"}</a>
          </p>
        </>
      );
    }
    return (
      <>
        {checkout.state === "failed" ? (
          <Alert
            tone="warning"
            role="status"
            title={de ? "Die Zahlung hat nicht geklappt" : "The payment did not work"}
          >
            <p>
              {de
                ? "Es wurde nichts abgebucht. Versuchen Sie es noch einmal oder überweisen Sie."
                : "Nothing was taken. Try again, or pay by transfer."}
            </p>
          </Alert>
        ) : (
          <p>
            {de
              ? `Sie verlassen jetzt unsere Seiten und bezahlen ${amount} bei: ${provider?.label.de ?? ""}. Danach kommen Sie hierher zurück.`
              : `You now leave our pages and pay ${amount} with: ${provider?.label.en ?? ""}. Afterwards you come back here.`}
          </p>
        )}
        <ButtonLink href={checkout.redirectTo}>
          {de ? "Weiter zum Bezahldienst" : "Continue to the provider"}
        </ButtonLink>
        <p>
          {de
            ? "Schon bezahlt? Die Bestätigung kann einige Minuten dauern. Sie müssen nicht warten."
            : "Already paid? The confirmation may take some minutes. You need not wait."}
        </p>
      </>
    );
  };
  return (
    <PortalPage view={view} title={de ? "Online bezahlen" : "Pay online"} lead={account.purpose[language]} back={back}>
      <Stack gap="l">{content()}</Stack>
    </PortalPage>
  );
}
