import type { JSX } from "preact";
import { type DeskNavItem, Link, type ViewContext } from "../../../platform/ui/index.ts";

/** What every page of the payments desk gets. */
export interface Desk {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

/** What was typed wrong, by the name of the field. */
export interface Mistake {
  readonly field: string;
  readonly message: string;
}

/** The mistake of a field, for spreading into it. */
export function errorOf(mistakes: readonly Mistake[], field: string): { readonly error?: string } {
  const found = mistakes.find((one) => one.field === field)?.message;
  return found === undefined ? {} : { error: found };
}

/** The way back to what has to be sorted out. */
export function ToPayments({ view }: { view: ViewContext }): JSX.Element {
  return (
    <p>
      <Link href={view.href("/amt/zahlungen")}>{{ de: "Alle Zahlungen", en: "All payments" }[view.language]}</Link>
    </p>
  );
}
