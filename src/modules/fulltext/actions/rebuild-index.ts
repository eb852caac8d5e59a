import type { Ctx } from "../../../platform/db/index.ts";
import { listAkten, listDokumenteOfAkte } from "../../records/index.ts";
import { emptyIndex, emptyLearnt, lockIndex, takeWaiting } from "../store/index.ts";
import { readAkteToIndex } from "./index-akte.ts";
import { writeIndex } from "./write-index.ts";

/** How transactions are opened for work that takes long. */
export interface LongWork {
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  write<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

const pageSize = 200;

/**
 * Makes the index of a town anew from what is filed: whatever stands in it, it is right afterwards. Twice over all
 * Dokumente, since the second time all words are known of which compounds may be made. Meanwhile a search finds what
 * is there already. Stopped in between it can be run again.
 * @param progress is told how many Dokumente of how many are done
 * @throws Forbidden `records.duty-missing`
 */
export async function rebuildIndex(
  io: LongWork,
  progress: (done: number, all: number) => void,
): Promise<{ readonly dokumente: number; readonly unread: number }> {
  const filed: { akteId: string; dokumentId: string; at: number }[] = [];
  for (let after: string | undefined; ; ) {
    const page = await io.read(async (ctx) => {
      const { akten } = await listAkten(ctx, { limit: pageSize, ...(after === undefined ? {} : { after }) });
      for (const { akteId } of akten) {
        for (const { dokumentId, filedAt } of await listDokumenteOfAkte(ctx, akteId)) {
          filed.push({ akteId, dokumentId, at: filedAt.getTime() });
        }
      }
      return akten;
    });
    after = page.at(-1)?.akteId;
    if (page.length < pageSize) break;
  }
  filed.sort((a, b) => a.at - b.at || (a.dokumentId < b.dokumentId ? -1 : 1));
  const numbers = new Map(filed.map(({ dokumentId }, index) => [dokumentId, index + 1]));
  const akten = [...new Set(filed.map(({ akteId }) => akteId))];
  await io.write(async (ctx) => {
    await lockIndex(ctx);
    await emptyIndex(ctx);
    await emptyLearnt(ctx);
  });
  let done = 0;
  const unread = new Set<string>();
  for (const again of [false, true]) {
    for (const akteId of akten) {
      for (let from = 0; ; ) {
        const akte = await readAkteToIndex(io, akteId, { evenIfNothingWaits: true, again, from });
        if (akte === undefined) break;
        await io.write(async (ctx) => {
          await takeWaiting(ctx, akteId, akte.waiting);
          await writeIndex(ctx, akte.dokumente, akte.gone, numbers);
        });
        done += akte.dokumente.length;
        for (const { dokumentId, state } of akte.dokumente) if (state === "failed") unread.add(dokumentId);
        progress(done, 2 * numbers.size);
        if (akte.rest !== "more") break;
        from = akte.next;
      }
    }
  }
  // The second time everything was parted with all that is known.
  await io.write(emptyLearnt);
  return { dokumente: numbers.size, unread: unread.size };
}
