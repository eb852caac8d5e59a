import type { JSX } from "preact";
import {
  Actions,
  Alert,
  Checkbox,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Fieldset,
  Form,
  fieldId,
  Link,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { inTheWay, maxKlausel, type OnlineSetting } from "../model/online-setting.ts";

/** What the town allows on the citizen's own screen: the signature, and the experiment without an appointment. */
export function OnlineSettingPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly setting: OnlineSetting;
  readonly saved?: boolean;
  readonly klauselMissing?: boolean;
}): JSX.Element {
  const { view, setting } = props;
  const { language } = view;
  const mistake = {
    de: "Nennen Sie die Erprobungsklausel mit ihrer Fundstelle, oder schalten Sie die Erprobung aus.",
    en: "Name the experimentation clause with its citation, or switch the experiment off.",
  }[language];
  const missing = props.klauselMissing === true;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={{ de: "Personalausweis online", en: "Identity card online" }[language]}
      hasErrors={missing}
    >
      <Stack gap="l">
        {missing ? <ErrorSummary view={view} errors={[{ id: fieldId("klausel"), message: mistake }]} /> : null}
        <p>
          <Link href={view.href("/amt/ausweis/einstellungen")}>
            {{ de: "Einstellungen für Ausweise", en: "Settings for identity cards" }[language]}
          </Link>
        </p>
        {props.saved === true ? (
          <Alert tone="success" role="status" title={{ de: "Gespeichert", en: "Saved" }[language]} />
        ) : null}
        <Form view={view} action={view.href("/amt/ausweis/einstellungen/online")}>
          <Stack gap="l">
            <Checkbox
              view={view}
              name="unterschrift"
              label={{ de: "Unterschrift auf dem eigenen Bildschirm", en: "Signature on one's own screen" }[language]}
              hint={
                {
                  de: "Wer möchte, unterschreibt schon beim Ausfüllen. Das Amt vergleicht die Unterschrift beim Termin.",
                  en: "Whoever wants signs while filling in. The office compares the signature at the appointment.",
                }[language]
              }
              checked={setting.unterschriftAmHandy}
            />
            <Fieldset
              legend={{ de: "Erprobung: Ausweis ohne Termin", en: "Experiment: card without an appointment" }[language]}
              framed
            >
              <Alert
                tone="warning"
                title={{ de: "Nach geltendem Recht nicht erlaubt", en: "Not allowed by the law in force" }[language]}
              >
                <ul>
                  {inTheWay.map((reason) => (
                    <li key={reason.de}>{reason[language]}</li>
                  ))}
                </ul>
                <p>
                  {
                    {
                      de: "Einschalten darf das nur, wer sich auf eine Erprobungsklausel stützt, die davon befreit. Klickamt prüft die Klausel nicht. Wer den Antrag stellt, liest sie.",
                      en: "Only a town that relies on an experimentation clause that exempts it may switch this on. Klickamt does not check the clause. Whoever applies reads it.",
                    }[language]
                  }
                </p>
              </Alert>
              <Checkbox
                view={view}
                name="ohneTermin"
                label={{ de: "Ausweise ohne Termin bestellen", en: "Order cards without an appointment" }[language]}
                checked={setting.ohneTermin}
              />
              <TextField
                view={view}
                name="klausel"
                label={
                  { de: "Erprobungsklausel mit Fundstelle", en: "Experimentation clause with its citation" }[language]
                }
                value={setting.klausel}
                maxlength={maxKlausel}
                required={false}
                {...(missing ? { error: mistake } : {})}
              />
            </Fieldset>
            <Actions>
              <SubmitButton>{{ de: "Speichern", en: "Save" }[language]}</SubmitButton>
            </Actions>
          </Stack>
        </Form>
      </Stack>
    </DeskPage>
  );
}
