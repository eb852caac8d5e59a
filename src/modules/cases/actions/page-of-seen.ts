import type { Ctx } from "../../../platform/db/index.ts";
import { listHiddenCases } from "../store/index.ts";

/** Rows that a module keeps about cases. */
interface Kept<Row> {
  readonly size: number;
  idOf(row: Row): string;
  casesOf(row: Row): readonly string[];
}

/** Without those of cases that are closed to who acts. */
export async function withoutHidden<Row>(
  ctx: Ctx,
  rows: readonly Row[],
  casesOf: (row: Row) => readonly string[],
): Promise<readonly Row[]> {
  const hidden = await listHiddenCases(ctx, rows.flatMap(casesOf));
  return hidden.size === 0 ? rows : rows.filter((row) => !casesOf(row).some((caseId) => hidden.has(caseId)));
}

/**
 * A page of such rows, read on until it is full: a page that is short, or a next one that is empty, would tell that
 * something is hidden.
 * @param read a page of all rows, after the one with this id
 */
export async function pageOfSeen<Row>(
  ctx: Ctx,
  kept: Kept<Row>,
  read: (before: string | undefined) => Promise<{ readonly rows: readonly Row[]; readonly next?: string }>,
  first?: string,
): Promise<{ readonly rows: readonly Row[]; readonly next?: string }> {
  const seen: Row[] = [];
  for (let before = first; ; ) {
    const page = await read(before);
    seen.push(...(await withoutHidden(ctx, page.rows, kept.casesOf)));
    before = page.next;
    if (before === undefined || seen.length > kept.size) break;
  }
  const rows = seen.slice(0, kept.size);
  const last = rows.at(-1);
  return { rows, ...(seen.length > kept.size && last !== undefined ? { next: kept.idOf(last) } : {}) };
}
