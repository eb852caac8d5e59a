import type { JSX } from "preact";
import {
  Actions,
  Alert,
  type DeskNavItem,
  DeskPage,
  Form,
  Link,
  Radios,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { AusweisSetting } from "../model/setting.ts";

/** What the town decides for its Ausweis desk. */
export function SettingsPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly setting: AusweisSetting;
  readonly saved: boolean;
}): JSX.Element {
  const { view, setting } = props;
  const { language } = view;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={{ de: "Einstellungen für Ausweise", en: "Settings for identity cards" }[language]}
    >
      <Stack gap="l">
        <p>
          <Link href={view.href("/amt/ausweis")}>{{ de: "Alle Ausweise", en: "All identity cards" }[language]}</Link>
        </p>
        <p>
          <Link href={view.href("/amt/ausweis/einstellungen/online")}>
            {{ de: "Was auf dem Handy möglich ist", en: "What is possible on the phone" }[language]}
          </Link>
        </p>
        {props.saved ? (
          <Alert tone="success" role="status">
            <p>{{ de: "Gespeichert.", en: "Saved." }[language]}</p>
          </Alert>
        ) : null}
        <Form view={view} action={view.href("/amt/ausweis/einstellungen")}>
          <Stack gap="l">
            <Radios
              view={view}
              name="vierAugen"
              legend={
                {
                  de: "Gibt eine zweite Person frei, bevor bestellt wird?",
                  en: "Does a second person approve before a card is ordered?",
                }[language]
              }
              value={setting.vierAugen}
              options={[
                { value: "nie", label: { de: "Nie", en: "Never" }[language] },
                {
                  value: "im-einzelfall",
                  label: { de: "Im Einzelfall", en: "Case by case" }[language],
                  hint: {
                    de: "Wer am Termin erfasst, kann es ankreuzen.",
                    en: "Whoever captures at the appointment can tick it.",
                  }[language],
                },
                {
                  value: "immer",
                  label: { de: "Immer", en: "Always" }[language],
                  hint: {
                    de: "Wer die Identität festgestellt hat, kann nicht selbst freigeben.",
                    en: "Whoever has established identity cannot approve.",
                  }[language],
                },
              ]}
            />
            <Radios
              view={view}
              name="unterschrift"
              legend={
                {
                  de: "Wie wird der Empfang des Ausweises unterschrieben?",
                  en: "How is the receipt of the card signed?",
                }[language]
              }
              value={setting.unterschriftAmBildschirm ? "bildschirm" : "papier"}
              options={[
                {
                  value: "bildschirm",
                  label: { de: "Am Bildschirm, oder auf Papier", en: "On the screen, or on paper" }[language],
                },
                { value: "papier", label: { de: "Nur auf Papier", en: "On paper only" }[language] },
              ]}
            />
            <Actions>
              <SubmitButton>{{ de: "Speichern", en: "Save" }[language]}</SubmitButton>
            </Actions>
          </Stack>
        </Form>
      </Stack>
    </DeskPage>
  );
}
