/** A name and what is read below it: `vertreter[1].name` and `v.name` in `some v in vertreter …` are `["vertreter", "name"]`. */
export interface FeelPath {
  readonly names: readonly string[];
  /** `entries`: only how many there are is read here (`count(vertreter)`, the list of a `some`). */
  readonly use: "value" | "entries";
  /** Read inside `list[…]`: an entry of the items of this path, or else a name from outside. */
  readonly filterOf?: readonly string[];
}

/** A name compared with a constant, so that a typing mistake in the constant can be found before anybody meets it. */
export interface FeelComparison {
  readonly names: readonly string[];
  readonly literal: string | number | boolean;
}
