import type { JSX } from "preact";
import {
  Actions,
  ErrorSummary,
  Form,
  fieldId,
  PortalPage,
  QrScan,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";

const pattern = "[A-Za-z0-9][A-Za-z0-9 -]*";

/** Another code for the photograph of an application that was sent already. */
export function PhotoCodePage(props: {
  readonly view: ViewContext;
  readonly caseHref: string;
  readonly typed: string;
  readonly error?: string;
}): JSX.Element {
  const { view, error } = props;
  const { language } = view;
  return (
    <PortalPage
      view={view}
      title={{ de: "Code des Lichtbilds", en: "Code of the photograph" }[language]}
      lead={
        {
          de: "Er steht auf dem Ausdruck des Fotodienstes. Wir rufen das Bild damit ab.",
          en: "It stands on the print of the photo service. We fetch the picture with it.",
        }[language]
      }
      back={{ href: props.caseHref, label: { de: "Zurück zum Vorgang", en: "Back to the case" }[language] }}
      script="qr-scan.js"
      hasErrors={error !== undefined}
      {...(error === undefined
        ? {}
        : { above: <ErrorSummary view={view} errors={[{ id: fieldId("code"), message: error }]} /> })}
    >
      <Form view={view} action={`${props.caseHref}/lichtbild`}>
        <Stack gap="s">
          <TextField
            view={view}
            name="code"
            label={{ de: "Code des Lichtbilds", en: "Code of the photograph" }[language]}
            hint={{ de: "Zum Beispiel AB12-CD34-EF56.", en: "For example AB12-CD34-EF56." }[language]}
            help={{ source: "§ 5b Abs. 1 PAuswV" }}
            value={props.typed}
            maxlength={64}
            autocomplete="off"
            spellcheck={false}
            {...(error === undefined ? {} : { error })}
          />
          <QrScan view={view} inputId={fieldId("code")} pattern={pattern} />
        </Stack>
        <Actions>
          <SubmitButton>{{ de: "Lichtbild abrufen", en: "Fetch the photograph" }[language]}</SubmitButton>
        </Actions>
      </Form>
    </PortalPage>
  );
}
