import type { JSX } from "preact";
import {
  Actions,
  Alert,
  DeskPage,
  ErrorSummary,
  Form,
  Stack,
  SubmitButton,
  TextField,
} from "../../../platform/ui/index.ts";
import type { BankDetailMistake } from "../actions/set-bank-details.ts";
import type { Desk } from "./desk-frame.tsx";
import { mistakeWords } from "./wording.ts";

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
