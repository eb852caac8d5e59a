import { inLanguage, type Language } from "../../../kernel/index.ts";
import type { Option } from "../form.ts";

const collators: Readonly<Record<Language, Intl.Collator>> = {
  de: new Intl.Collator("de"),
  en: new Intl.Collator("en"),
};
const ordered = new WeakMap<readonly Option[], Map<Language, readonly Option[]>>();

/** Options as they stand on a page: neighbours that are `byLabel` in the order of the words that people read. */
export function inOrder(options: readonly Option[], language: Language): readonly Option[] {
  if (!options.some(({ byLabel }) => byLabel)) return options;
  const known = ordered.get(options) ?? new Map<Language, readonly Option[]>();
  const order = known.get(language) ?? sortRuns(options, language);
  ordered.set(options, known.set(language, order));
  return order;
}

function sortRuns(options: readonly Option[], language: Language): readonly Option[] {
  const runs: Option[][] = [];
  for (const option of options) {
    const run = runs.at(-1);
    if (run !== undefined && option.byLabel === true && run[0]?.byLabel === true) run.push(option);
    else runs.push([option]);
  }
  const { compare } = collators[language];
  return runs.flatMap((run) =>
    run.sort((one, other) => compare(inLanguage(one.label, language), inLanguage(other.label, language))),
  );
}
