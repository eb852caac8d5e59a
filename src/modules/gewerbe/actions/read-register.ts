import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { pageOfSeen, withoutHidden } from "../../cases/index.ts";
import type { Entry } from "../model/entry.ts";
import { getEntry, pageSize, searchEntries } from "../store/index.ts";

const casesOf = ({ firstCaseId, lastCaseId }: Entry): readonly string[] => [firstCaseId, lastCaseId];

/** Entries of the register, the newest first, without those whose Akte is closed to who acts. */
export async function searchRegister(
  ctx: Ctx,
  query: Parameters<typeof searchEntries>[1],
): Promise<Awaited<ReturnType<typeof searchEntries>>> {
  const { before: first, ...rest } = query;
  const { rows, ...next } = await pageOfSeen(
    ctx,
    { size: pageSize, idOf: ({ entryId }) => entryId, casesOf },
    async (before) => {
      const { entries, ...more } = await searchEntries(ctx, { ...rest, ...(before === undefined ? {} : { before }) });
      return { rows: entries, ...more };
    },
    first,
  );
  return { entries: rows, ...next };
}

/** @throws NotFound `gewerbe.no-such-entry`, also where its Akte is closed to who acts */
export async function readEntry(ctx: Ctx, entryId: string): Promise<Entry> {
  const entry = await getEntry(ctx, entryId);
  if ((await withoutHidden(ctx, [entry], casesOf)).length === 0) throw new NotFound("gewerbe.no-such-entry");
  return entry;
}
