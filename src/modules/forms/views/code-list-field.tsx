import type { JSX } from "preact";
import { Checkboxes, type FieldProps, Radios, Stack, SubmitButton, TextField } from "../../../platform/ui/index.ts";
import type { Option } from "../form.ts";
import { inputText, optionTyped, type PageField, searchOptions, typedOption } from "../model/index.ts";
import { draftPath } from "../paths.ts";
import { wording } from "./wording.ts";

/** Options shown for what was typed. */
const mostFound = 10;

/**
 * A choice from a long list: what is meant is typed, and the server finds it. Without script a button searches and the
 * finds can be chosen; with script they are suggested while typing. Never the whole list in the page.
 */
export function CodeListField(props: {
  readonly common: Omit<FieldProps, "label">;
  readonly label: string;
  readonly shown: PageField;
  readonly draftId: string;
}): JSX.Element {
  const { common, shown, label } = props;
  const { view } = common;
  const { language } = view;
  const { field, options } = shown;
  const many = field.type === "choices";
  const raw = shown.value === undefined ? [] : typeof shown.value === "string" ? [shown.value] : shown.value;
  const chosen = many ? raw.flatMap((item) => optionTyped(options, item) ?? []) : [];
  const open = many ? raw.filter((item) => item.trim() !== "" && optionTyped(options, item) === undefined) : raw;
  const typed = open[0] ?? "";
  const isFound = typed.trim() === "" || (!many && optionTyped(options, typed) !== undefined);
  const found = isFound ? [] : searchOptions(options, typed, mostFound);
  const choices = (list: readonly Option[]) =>
    list.map((option) => ({ value: option.value, label: typedOption(options, option, language) }));
  const suggest = view.href(`${draftPath(props.draftId, "vorschlaege")}?feld=${encodeURIComponent(shown.path)}`);
  return (
    <Stack gap="m">
      {chosen.length === 0 ? null : (
        <Checkboxes
          view={view}
          name={common.name}
          id={`${common.id}-gewaehlt`}
          legend={`${wording.chosen[language]}: ${label}`}
          options={choices(chosen)}
          values={chosen.map(({ value }) => value)}
        />
      )}
      <TextField
        {...common}
        hint={common.hint ?? wording.typeToSearch[language]}
        label={label}
        value={many ? typed : inputText(field, typed, language)}
        maxlength={200}
        autocomplete="off"
        spellcheck={false}
        data={{
          "data-suggest": suggest,
          "data-found": wording.found[language],
          "data-none": wording.noneFound[language],
        }}
        after={
          <SubmitButton variant="secondary" icon="search" name="_aktion" value={`suchen:${shown.path}`}>
            {wording.search[language]}
            <span class="vh">: {label}</span>
          </SubmitButton>
        }
      />
      {isFound ? null : (
        <div data-finds={common.id}>
          {found.length === 0 ? (
            <p role="status">{`${wording.nothingFound[language]} ${typed}`}</p>
          ) : many ? (
            <Checkboxes
              view={view}
              name={common.name}
              id={`${common.id}-funde`}
              legend={`${wording.didYouMean[language]} (${label})`}
              options={choices(found)}
            />
          ) : (
            <Radios
              view={view}
              name={common.name}
              id={`${common.id}-funde`}
              legend={`${wording.didYouMean[language]} (${label})`}
              options={choices(found)}
            />
          )}
        </div>
      )}
    </Stack>
  );
}
