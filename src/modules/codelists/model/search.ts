import { LabelIndex } from "../../../kernel/index.ts";
import type { CodeList, CodeListEntry } from "./code-list.ts";

interface Sorted {
  /** By label. */
  readonly entries: readonly CodeListEntry[];
  readonly index: LabelIndex<CodeListEntry>;
}

const known = new WeakMap<CodeList, Sorted>();
const order = new Intl.Collator("de", { numeric: true });

function sorted(list: CodeList): Sorted {
  let found = known.get(list);
  if (found === undefined) {
    const entries = [...list.entries].sort((one, other) => order.compare(one.label, other.label));
    const index = new LabelIndex(entries, ({ code, label, labelEn }) => ({
      code,
      labels: labelEn === undefined ? [label] : [label, labelEn],
    }));
    found = { entries, index };
    known.set(list, found);
  }
  return found;
}

/** Entries for what somebody typed, see `LabelIndex`, the best first, then by label; nothing typed: all of them. */
export function searchEntries(list: CodeList, query: string, limit = 20): readonly CodeListEntry[] {
  const { entries, index } = sorted(list);
  return query.trim() === "" ? entries.slice(0, limit) : index.search(query, limit);
}
