import type { ComponentChildren, JSX } from "preact";
import { Form, Select, SubmitButton, type ViewContext } from "../../../platform/ui/index.ts";
import type { RegistryVerb } from "../model/registry-action.ts";
import { verbWords, words } from "./registry-wording.ts";

/** A box in a row; x ticks it by keyboard. */
export function Tick(props: {
  readonly view: ViewContext;
  readonly name: "akte" | "vorgang" | "dokument";
  readonly id: string;
  readonly about: string;
}): JSX.Element {
  return (
    <label class="pick">
      <span class="vh">
        {words.select[props.view.language]}: {props.about}
      </span>
      <input type="checkbox" name={props.name} value={props.id} />
    </label>
  );
}

/** A list in which things are ticked, and below it what can be done with them. */
export function TickForm(props: {
  readonly view: ViewContext;
  readonly verbs: readonly RegistryVerb[];
  /** Where somebody comes back to. */
  readonly from: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { view } = props;
  return (
    <Form view={view} action={view.href("/amt/akten/aktion")} class="">
      <input type="hidden" name="von" value={props.from} />
      {props.children}
      <div class="tick-bar">
        <Select
          view={view}
          name="tun"
          label={words.withTicked[view.language]}
          emptyLabel={null}
          options={props.verbs.map((verb) => ({ value: verb, label: verbWords[verb][view.language] }))}
        />
        <SubmitButton variant="secondary">{words.next[view.language]}</SubmitButton>
      </div>
    </Form>
  );
}
