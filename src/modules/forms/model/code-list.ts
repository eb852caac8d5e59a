import { foldLetters, type Localized } from "../../../kernel/index.ts";
import type { CodeListRef, Element, Form, Option } from "../form.ts";

/** A code list as `codelists` keeps it: a version never changes. */
export interface CodeList {
  readonly uri: string;
  readonly version: string;
  readonly name: Localized;
  readonly entries: readonly { readonly code: string; readonly label: string; readonly labelEn?: string }[];
}

/** Longer lists are searched, never sent as a whole. */
export const mostShownOptions = 50;

const optionsByList = new WeakMap<CodeList, readonly Option[]>();

/** The entries as options; the same object for the same list, so that a form with many such fields stays small. */
export function optionsOfList(list: CodeList): readonly Option[] {
  let options = optionsByList.get(list);
  if (options === undefined) {
    options = list.entries.map(({ code, label, labelEn }) => ({
      value: code,
      label: { de: label, en: labelEn ?? label },
    }));
    optionsByList.set(list, options);
  }
  return options;
}

interface OptionIndex {
  readonly byValue: ReadonlyMap<string, Option>;
  /** Folded label in any language; null where several options have it. */
  readonly byLabel: ReadonlyMap<string, Option | null>;
}

const indexes = new WeakMap<readonly Option[], OptionIndex>();

function indexOf(options: readonly Option[]): OptionIndex {
  let index = indexes.get(options);
  if (index === undefined) {
    const byLabel = new Map<string, Option | null>();
    for (const option of options) {
      for (const label of new Set([folded(option.label.de), folded(option.label.en)])) {
        byLabel.set(label, byLabel.has(label) ? null : option);
      }
    }
    index = { byValue: new Map(options.map((option) => [option.value, option])), byLabel };
    indexes.set(options, index);
  }
  return index;
}

function folded(label: string): string {
  return foldLetters(label, "ae").replaceAll(/\s+/g, " ").trim();
}

/** The option of a stored value. */
export function optionOf(options: readonly Option[], value: string): Option | undefined {
  if (options.length <= 8) return options.find((option) => option.value === value);
  return indexOf(options).byValue.get(value);
}

/**
 * What somebody means who typed into a field with a code list: the code, the label where only one entry has it, or
 * `Label (code)`.
 */
export function optionTyped(options: readonly Option[], typed: string): Option | undefined {
  const { byValue, byLabel } = indexOf(options);
  const option = byValue.get(typed) ?? byLabel.get(folded(typed));
  if (option !== undefined && option !== null) return option;
  const inBrackets = /^(.*) \((.+)\)$/.exec(typed);
  const named = inBrackets === null ? undefined : byValue.get(inBrackets[2] as string);
  const label = folded(inBrackets?.[1] ?? "");
  return named !== undefined && [named.label.de, named.label.en].some((text) => folded(text) === label)
    ? named
    : undefined;
}

/** What stands in the input for an option, and is read as it again: its label, with the code where others have it too. */
export function typedOption(options: readonly Option[], option: Option, language: "de" | "en"): string {
  const label = option.label[language];
  return optionTyped(options, label) === option ? label : `${label} (${option.value})`;
}

/** The code lists that a form asks for, each once. */
export function listCodeListRefs(form: Pick<Form, "sections">): readonly CodeListRef[] {
  const refs = new Map<string, CodeListRef>();
  const walk = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.kind === "group") walk(element.elements);
      else if (element.kind === "field" && element.codeList !== undefined)
        refs.set(element.codeList.uri, element.codeList);
    }
  };
  for (const section of form.sections) walk(section.elements);
  return [...refs.values()];
}
