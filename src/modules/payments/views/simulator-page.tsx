import type { JSX } from "preact";
import { formatCents } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Facts,
  Form,
  PortalPage,
  Radios,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { decimalComma } from "../model/closing.ts";
import type { Checkout } from "../model/provider.ts";
import { simulatedAnswers, simulatedRefundAnswers } from "../simulator/decide.ts";
import { answerWords, refundAnswerWords } from "./wording.ts";

/** The page of the simulated provider: says what it is, and lets one choose what happens. */
export function SimulatorPage(props: {
  readonly view: ViewContext;
  readonly checkout: Checkout;
  readonly typedAmount?: string;
  readonly amountError?: string;
}): JSX.Element {
  const { view, checkout } = props;
  const { language } = view;
  const de = language === "de";
  return (
    <PortalPage
      view={view}
      title={de ? "Simulierter Bezahldienst" : "Simulated payment provider"}
      hasErrors={props.amountError !== undefined}
    >
      <Stack gap="l">
        <Alert tone="warning" title={de ? "Das ist eine Simulation" : "This is a simulation"}>
          <p>
            {de
              ? "Diese Seite stellt einen Bezahldienst nach. Es fließt kein Geld. Sie bestimmen, was geschieht."
              : "This page imitates a payment provider. No money moves. You decide what happens."}
          </p>
        </Alert>
        <Facts rows={[{ term: de ? "Betrag" : "Amount", value: formatCents(checkout.amountCents, language) }]} />
        <Form view={view} action={view.href(`/zahlung-simulator/${checkout.checkoutId}`)}>
          <TextField
            view={view}
            name="betrag"
            label={de ? "Was bezahlt wird" : "What is paid"}
            value={props.typedAmount ?? decimalComma(checkout.amountCents)}
            inputmode="decimal"
            width="short"
            suffix="Euro"
            {...(props.amountError === undefined ? {} : { error: props.amountError })}
          />
          <Radios
            view={view}
            name="antwort"
            legend={de ? "Wann antwortet der Bezahldienst dem Amt?" : "When does the provider answer the office?"}
            options={simulatedAnswers.map((value) => ({ value, label: answerWords[value][language] }))}
            value="at-once"
          />
          <Radios
            view={view}
            name="erstattung"
            legend={
              de ? "Wie antwortet er, wenn Geld zurückgehen soll?" : "How does it answer when money is to go back?"
            }
            options={simulatedRefundAnswers.map((value) => ({ value, label: refundAnswerWords[value][language] }))}
            value="at-once"
          />
          <Actions>
            <SubmitButton name="ausgang" value="paid">
              {de ? "Zahlung gelingt" : "Payment succeeds"}
            </SubmitButton>
            <SubmitButton name="ausgang" value="failed" variant="secondary">
              {de ? "Zahlung scheitert" : "Payment fails"}
            </SubmitButton>
          </Actions>
        </Form>
      </Stack>
    </PortalPage>
  );
}
