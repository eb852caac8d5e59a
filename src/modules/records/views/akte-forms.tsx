import type { JSX } from "preact";
import { Select, TextField } from "../../../platform/ui/index.ts";
import type { Akte, Teilakte } from "../model/akte.ts";
import type { PlanUnit } from "../model/aktenplan.ts";
import { mostCharacters } from "../model/dokument.ts";
import { cancelTo, FormPage, field, type PageProps } from "./form-page.tsx";
import { words } from "./registry-wording.ts";
import { aussonderungWords, mediumWords, wording } from "./wording.ts";

function BetreffField({ view, typed }: Pick<PageProps, "view" | "typed">): JSX.Element {
  return (
    <TextField
      view={view}
      {...field(typed, "betreff")}
      label={wording.betreff[view.language]}
      maxlength={mostCharacters.title}
    />
  );
}

/** Units in which Akten can be opened, to choose from. */
export function unitOptions(plan: readonly PlanUnit[]): readonly { value: string; label: string }[] {
  return plan
    .filter(({ takesAkten, closed }) => takesAkten && !closed)
    .map(({ planUnit, title }) => ({ value: planUnit, label: `${planUnit} ${title}` }));
}

/** Opens an Akte in a unit of the Aktenplan. */
export function NewAktePage(props: PageProps & { readonly plan: readonly PlanUnit[] }): JSX.Element {
  const { view, typed } = props;
  const { language } = view;
  return (
    <FormPage
      {...props}
      title={words.newAkte[language]}
      action={view.href("/amt/akten/neu")}
      submit={words.newAkte[language]}
      back={cancelTo(view, "/amt/akten")}
    >
      <Select
        view={view}
        {...field(typed, "einheit")}
        label={wording.planUnit[language]}
        options={unitOptions(props.plan)}
        hint={
          language === "de"
            ? "Die Einheit bestimmt das Aktenzeichen, die Aufbewahrung und was danach mit der Akte geschieht."
            : "The unit determines the reference number, the retention and what happens afterwards."
        }
      />
      <BetreffField {...props} />
    </FormPage>
  );
}

/** One Betreff: of a new or renamed Teilakte or Vorgang. */
export function TitlePage(
  props: PageProps & {
    readonly title: string;
    readonly path: string;
    readonly akte: Akte;
    /** Of a new Vorgang, where the Akte has some. */
    readonly teilakten?: readonly Teilakte[];
  },
): JSX.Element {
  const { view, typed, akte } = props;
  const { language } = view;
  return (
    <FormPage
      {...props}
      action={view.href(props.path)}
      submit={words.save[language]}
      back={cancelTo(view, `/amt/akte/${akte.akteId}`)}
      lead={
        <p>
          {akte.aktenzeichen} {akte.betreff}
        </p>
      }
    >
      <BetreffField {...props} />
      {props.teilakten === undefined || props.teilakten.length === 0 ? null : (
        <Select
          view={view}
          {...field(typed, "teilakte")}
          label={words.teilakte[language]}
          required={false}
          emptyLabel={language === "de" ? "keine" : "none"}
          options={props.teilakten.map((one) => ({ value: one.teilakteId, label: `${one.number} ${one.betreff}` }))}
        />
      )}
    </FormPage>
  );
}

/** Changes what an Akte is called and, for the registry, how long it is kept. */
export function ChangeAktePage(props: PageProps & { readonly akte: Akte; readonly registry: boolean }): JSX.Element {
  const { view, typed, akte } = props;
  const { language } = view;
  return (
    <FormPage
      {...props}
      title={`${words.changeAkte[language]}: ${akte.aktenzeichen}`}
      action={view.href(`/amt/akte/${akte.akteId}/angaben`)}
      submit={words.save[language]}
      back={cancelTo(view, `/amt/akte/${akte.akteId}`)}
    >
      <BetreffField {...props} />
      <Select
        view={view}
        {...field(typed, "medium")}
        label={wording.medium[language]}
        emptyLabel={null}
        width="medium"
        options={Object.entries(mediumWords).map(([value, label]) => ({ value, label: label[language] }))}
      />
      {props.registry ? (
        <>
          <TextField
            view={view}
            {...field(typed, "aufbewahrung")}
            label={wording.retention[language]}
            hint={wording.retentionHint[language]}
            inputmode="numeric"
            width="short"
            suffix={language === "de" ? "Jahre" : "years"}
          />
          <Select
            view={view}
            {...field(typed, "aussonderung")}
            label={wording.aussonderung[language]}
            emptyLabel={null}
            width="medium"
            options={Object.entries(aussonderungWords).map(([value, label]) => ({ value, label: label[language] }))}
          />
        </>
      ) : null}
    </FormPage>
  );
}
