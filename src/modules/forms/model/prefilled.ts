import type { Prefill } from "../draft.ts";
import type { Answers } from "../form.ts";

/** Whether a value still is what the register said. */
export type PrefillMark = "as-found" | "changed";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The mark of one value; undefined where it was never prefilled. */
export function prefillMark(prefill: Prefill | undefined, path: string, value: unknown): PrefillMark | undefined {
  const found = prefill?.values[path];
  if (found === undefined) return undefined;
  return same(found, value) ? "as-found" : "changed";
}

/** How many values came from a register, and which of them were changed before sending. */
export function describePrefill(
  prefill: Prefill | undefined,
  sent: Answers,
): { readonly prefilled: number; readonly changed: readonly string[] } {
  const paths = Object.keys(prefill?.values ?? {}).filter((path) => sent[path] !== undefined);
  return {
    prefilled: paths.length,
    changed: paths.filter((path) => prefillMark(prefill, path, sent[path]) === "changed"),
  };
}
