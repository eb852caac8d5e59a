import type { ImportReport, OpenPoint } from "./import-report.ts";
import { type Address, addressOf, type DraftForm, find } from "./tree.ts";

/** A point of an import that a person has to see to, with where it is in the form now. */
export interface OpenPlace {
  /** Position in the report. */
  readonly index: number;
  readonly point: OpenPoint;
  /** Undefined for the service as a whole, and where the place was removed. */
  readonly address: Address | undefined;
  readonly isDone: boolean;
}

function choosesNow(form: DraftForm, address: Address | undefined): boolean {
  const element = address === undefined ? undefined : find(form, address)?.element;
  return element?.kind === "field" && (element.codeList !== undefined || element.options !== undefined);
}

/** All but the rules in prose, which have pages of their own. A list that is connected is done by itself. */
export function openPlacesOf(report: ImportReport, form: DraftForm): readonly OpenPlace[] {
  return report.open.flatMap((point, index): readonly OpenPlace[] => {
    if (point.kind === "rule") return [];
    const address = point.formPath === undefined ? undefined : addressOf(form, point.formPath);
    const isDone = point.settled !== undefined || (point.kind === "code-list" && choosesNow(form, address));
    return [{ index, point, address, isDone }];
  });
}
