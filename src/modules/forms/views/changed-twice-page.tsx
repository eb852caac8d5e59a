import type { JSX } from "preact";
import { inLanguage } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ErrorSummary,
  Form,
  fieldId,
  PortalPage,
  Radios,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Draft } from "../draft.ts";
import type { Section } from "../form.ts";
import type { Leistung } from "../leistung.ts";
import type { ChangedTwice, PageBody } from "../model/index.ts";
import { draftPath } from "../paths.ts";

const nothing = { de: "(leer)", en: "(empty)" } as const;

/** Name of the radio buttons that decide about one answer. */
export const choiceName = (path: string): string => `_wahl.${path}`;

/** Two devices have changed the same answers: shows both and lets the person choose. Nothing is lost meanwhile. */
export function ChangedTwicePage(props: {
  readonly view: ViewContext;
  readonly leistung: Leistung;
  readonly draft: Draft;
  readonly section: Section;
  /** The page as it was sent: goes on with the choice. */
  readonly body: PageBody;
  readonly basis: string;
  readonly changedTwice: readonly ChangedTwice[];
  /** Somebody has sent this page without choosing everywhere. */
  readonly incomplete: boolean;
}): JSX.Element {
  const { view, draft, changedTwice } = props;
  const de = view.language === "de";
  const chosen = (path: string): string | undefined => {
    const value = props.body[choiceName(path)];
    return value === "hier" || value === "dort" ? value : undefined;
  };
  const message = de ? "Wählen Sie, welche Angabe gilt." : "Choose which answer counts.";
  const errors = props.incomplete
    ? changedTwice
        .filter(({ path }) => chosen(path) === undefined)
        .map(({ path, label }) => ({ id: fieldId(choiceName(path)), message: `${label}: ${message}` }))
    : [];
  const carried = Object.entries(props.body).flatMap(([name, value]) =>
    value === undefined || name === "_aktion" || name === "_basis" || name.startsWith("_wahl.")
      ? []
      : (typeof value === "string" ? [value] : value).map((one) => ({ name, value: one })),
  );
  return (
    <PortalPage
      view={view}
      title={de ? "Zweimal geändert" : "Changed twice"}
      hasErrors={errors.length > 0}
      lead={
        de
          ? `„${inLanguage(props.section.title, "de")}“ wurde auch auf einem anderen Gerät geändert. Welche Angaben gelten?`
          : `“${inLanguage(props.section.title, "en")}” was changed on another device as well. Which answers count?`
      }
      above={
        <Stack gap="m">
          <p class="eyebrow">{inLanguage(props.leistung.title, view.language)}</p>
          {errors.length > 0 ? <ErrorSummary view={view} errors={errors} /> : null}
        </Stack>
      }
    >
      <Form view={view} action={view.href(draftPath(draft.draftId, props.section.key))}>
        <Alert tone="info">
          <p>
            {de
              ? "Es ist nichts verloren: Beide Fassungen stehen unten. Alles andere auf dieser Seite haben wir schon zusammengeführt."
              : "Nothing is lost: both versions are below. Everything else on this page has been put together already."}
          </p>
        </Alert>
        {carried.map(({ name, value }, index) => (
          <input key={`${name}-${index}`} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="_basis" value={props.basis} />
        {changedTwice.map(({ path, label, here, there }) => (
          <Radios
            key={path}
            view={view}
            name={choiceName(path)}
            legend={label}
            value={chosen(path) ?? ""}
            options={[
              {
                value: "hier",
                label: here === "" ? nothing[view.language] : here,
                hint: de ? "Auf diesem Gerät eingegeben" : "Typed on this device",
              },
              {
                value: "dort",
                label: there === "" ? nothing[view.language] : there,
                hint: de ? "Auf einem anderen Gerät gespeichert" : "Saved on another device",
              },
            ]}
            {...(errors.some(({ id }) => id === fieldId(choiceName(path))) ? { error: message } : {})}
          />
        ))}
        <Actions>
          <SubmitButton name="_aktion" value="abgleichen">
            {de ? "Auswahl übernehmen" : "Use my choice"}
          </SubmitButton>
        </Actions>
      </Form>
    </PortalPage>
  );
}
