/**
 * A rule that stands in a schema as prose, for people; and what became of it. FIM calls it Regel.
 * `formalised`: a check of the form says the same. `not-needed`: a person found that nothing has to be checked.
 */
export interface ProseRule {
  /** `R00000017` of the schema. */
  readonly ruleId: string;
  readonly name: string;
  readonly text: string;
  /** Path of the form it belongs to, key by key; empty for the whole form. */
  readonly path: readonly string[];
  /** All places of the form it speaks of, where there are several; `path` is one of them. */
  readonly places?: readonly (readonly string[])[];
  /** The check stands at each of the `places`. */
  readonly everywhere?: boolean;
  readonly state: "open" | "formalised" | "not-needed";
  /** True where the answers are right. */
  readonly feel?: string;
  readonly message?: { readonly de: string; readonly en: string };
  /** Name of who decided. */
  readonly by?: string;
  /** ISO instant of the decision. */
  readonly on?: string;
}
