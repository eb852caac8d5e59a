import type { JSX } from "preact";
import type { Localized } from "../../../kernel/index.ts";
import { Alert, ButtonLink, type DeskNavItem, DeskPage, Stack, type ViewContext } from "../../../platform/ui/index.ts";

const words: Readonly<Record<"wrong" | "used" | "expired", { readonly title: Localized; readonly text: Localized }>> = {
  wrong: {
    title: { de: "Diesen Code gibt es nicht", en: "There is no such code" },
    text: {
      de: "Vergleichen Sie ihn mit dem Ausdruck des Fotodienstes. Oder nehmen Sie das Lichtbild im Amt auf.",
      en: "Compare it with the print of the photo service. Or take the photograph at the office.",
    },
  },
  used: {
    title: { de: "Dieser Code wurde schon benutzt", en: "This code has been used already" },
    text: {
      de: "Ein Code gilt für einen Antrag. Der Fotodienst gibt einen neuen aus. Oder nehmen Sie das Lichtbild im Amt auf.",
      en: "A code is good for one application. The photo service issues a new one. Or take the photograph at the office.",
    },
  },
  expired: {
    title: { de: "Dieser Code ist abgelaufen", en: "This code has expired" },
    text: {
      de: "Der Fotodienst hat das Bild nach sechs Monaten gelöscht. Es braucht ein neues Lichtbild.",
      en: "The photo service has deleted the picture after six months. A new photograph is needed.",
    },
  },
};

/** A photograph's code that leads to no picture. Nothing has changed. */
export function CodeRefusedPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly caseId: string;
  readonly result: keyof typeof words;
}): JSX.Element {
  const { view } = props;
  const { title, text } = words[props.result];
  return (
    <DeskPage view={view} nav={props.nav} title={title[view.language]} hasErrors>
      <Stack>
        <Alert tone="error" role="alert" title={title[view.language]}>
          <p>{text[view.language]}</p>
        </Alert>
        <p>
          <ButtonLink href={`${view.href(`/amt/vorgang/${props.caseId}`)}#ausweis-lichtbild`}>
            {{ de: "Zurück zum Vorgang", en: "Back to the case" }[view.language]}
          </ButtonLink>
        </p>
      </Stack>
    </DeskPage>
  );
}
