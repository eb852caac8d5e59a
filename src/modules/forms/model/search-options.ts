import { LabelIndex } from "../../../kernel/index.ts";
import type { Option } from "../form.ts";

const indexes = new WeakMap<readonly Option[], LabelIndex<Option>>();

/** Options that somebody may mean by what was typed, in any language, the best first: see `LabelIndex`. */
export function searchOptions(options: readonly Option[], query: string, limit: number): readonly Option[] {
  let index = indexes.get(options);
  if (index === undefined) {
    index = new LabelIndex(options, ({ value, label }) => ({ code: value, labels: [label.de, label.en] }));
    indexes.set(options, index);
  }
  return index.search(query, limit);
}
