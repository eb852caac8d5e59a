import type { JSX } from "preact";
import {
  Cluster,
  Fieldset,
  fieldId,
  Radios,
  Select,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { comparisons, type Nameable } from "../model/condition.ts";
import { type Mistakes, type Typed, termsOffered } from "../model/element-form.ts";
import { findFeelFault } from "../model/expressions.ts";
import { comparisonWords } from "../model/words.ts";
import { FeelMark } from "./frame.tsx";
import { inView, say } from "./say.ts";

/** FEEL as text, with the place marked where it is not understood. */
export function FeelField(props: {
  readonly view: ViewContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly typed: Typed;
  readonly mistakes: Mistakes;
  readonly required?: boolean;
}): JSX.Element {
  const { view, name, typed, mistakes } = props;
  const value = typed[name] ?? "";
  const mistake = mistakes[name];
  const fault = value.trim() === "" ? undefined : findFeelFault(value.trim());
  return (
    <>
      <TextArea
        view={view}
        name={name}
        label={props.label}
        {...(props.hint === undefined ? {} : { hint: props.hint })}
        value={value}
        rows={2}
        required={props.required ?? false}
        {...(mistake === undefined ? {} : { error: inView(view, mistake) })}
      />
      {fault === undefined ? null : <FeelMark view={view} fault={fault} />}
    </>
  );
}

/** When something is so: always, where chosen comparisons hold, or where FEEL says so. */
export function ConditionFields(props: {
  readonly view: ViewContext;
  readonly name: string;
  readonly legend: string;
  /** Words for no condition at all; absent where there has to be one. */
  readonly always?: string;
  /** Asks how it is said; "Wann?" where absent. */
  readonly how?: string;
  readonly feel?: { readonly label: string; readonly hint: string };
  readonly typed: Typed;
  readonly mistakes: Mistakes;
  readonly fields: readonly Nameable[];
}): JSX.Element {
  const { view, name, typed, mistakes, fields } = props;
  const of = (part: string) => typed[`${name}_${part}`] ?? "";
  const error = (part: string) => {
    const message = mistakes[`${name}_${part}`];
    return message === undefined ? {} : { error: inView(view, message) };
  };
  const used = Math.max(
    1,
    Array.from({ length: termsOffered }, (_, index) => of(`feld_${index}`)).findLastIndex((one) => one !== "") + 1,
  );
  const names = fields.map((field) => ({
    value: field.name,
    label: `${inView(view, field.field.label)} (${field.name})`,
  }));
  const values = fields.flatMap(({ field }) => [
    ...(field.type === "yes-no" || field.type === "declaration" ? ["ja", "nein"] : []),
    ...(field.options ?? []).map(({ value }) => value),
  ]);
  return (
    <Fieldset legend={props.legend} framed id={fieldId(name)}>
      <Radios
        view={view}
        name={`${name}_art`}
        legend={props.how ?? say(view, "Wann?", "When?")}
        options={[
          ...(props.always === undefined ? [] : [{ value: "immer", label: props.always }]),
          {
            value: "wenn",
            label:
              props.how === undefined
                ? say(view, "Wenn Antworten passen", "Where answers fit")
                : say(view, "Durch Vergleichen von Antworten", "By comparing answers"),
          },
          { value: "feel", label: say(view, "Nach einer FEEL-Formel", "By a formula in FEEL") },
        ]}
        value={of("art") !== "" ? of("art") : props.always === undefined ? "wenn" : "immer"}
      />
      <div class="stack stack--s" data-shown-by={`${name}_art=wenn`}>
        {Array.from({ length: termsOffered }, (_, index) => (
          <div key={`${index}`} class="term" {...(index < used ? {} : { "data-extra-term": "" })}>
            <Cluster gap="s">
              <Select
                view={view}
                name={`${name}_feld_${index}`}
                label={say(view, `Feld ${index + 1}`, `Field ${index + 1}`)}
                options={names}
                value={of(`feld_${index}`)}
                required={index === 0}
                width="medium"
                {...error(`feld_${index}`)}
              />
              <Select
                view={view}
                name={`${name}_vergleich_${index}`}
                label={say(view, "Vergleich", "Comparison")}
                emptyLabel={null}
                options={comparisons.map((one) => ({ value: one, label: inView(view, comparisonWords[one]) }))}
                value={of(`vergleich_${index}`) === "" ? "=" : of(`vergleich_${index}`)}
                width="medium"
              />
              <TextField
                view={view}
                name={`${name}_wert_${index}`}
                label={say(view, "Wert", "Value")}
                value={of(`wert_${index}`)}
                width="medium"
                {...error(`wert_${index}`)}
              />
            </Cluster>
          </div>
        ))}
        {values.length === 0 ? null : (
          <p class="field__hint">
            {say(view, "Mögliche Werte von Auswahlfeldern", "Possible values of choices")}:{" "}
            {[...new Set(values)].slice(0, 40).join(", ")}
          </p>
        )}
        <Radios
          view={view}
          name={`${name}_verbindung`}
          legend={say(view, "Bei mehreren", "Where there are several")}
          inline
          options={[
            { value: "and", label: say(view, "alle müssen passen", "all have to fit") },
            { value: "or", label: say(view, "eine genügt", "one is enough") },
          ]}
          value={of("verbindung") === "or" ? "or" : "and"}
        />
      </div>
      <div data-shown-by={`${name}_art=feel`}>
        <FeelField
          view={view}
          name={`${name}_feel`}
          label={props.feel?.label ?? say(view, "Bedingung in FEEL", "Condition in FEEL")}
          hint={
            props.feel?.hint ??
            say(view, 'Zum Beispiel: anzahl > 2 and hund = "ja"', 'For example: anzahl > 2 and hund = "ja"')
          }
          typed={typed}
          mistakes={mistakes}
        />
      </div>
    </Fieldset>
  );
}
