import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { pageOfSeen, withoutHidden } from "../../cases/index.ts";
import type { AusweisCard } from "../model/card.ts";
import { getCard, listCardsIn, pageSize, searchCards } from "../store/index.ts";

const casesOf = ({ caseId }: AusweisCard): readonly string[] => [caseId];

/** Cards of the register, the newest first, without those whose Akte is closed to who acts. */
export async function searchRegister(
  ctx: Ctx,
  query: Parameters<typeof searchCards>[1],
): Promise<Awaited<ReturnType<typeof searchCards>>> {
  const { before: first, ...rest } = query;
  const { rows, ...next } = await pageOfSeen(
    ctx,
    { size: pageSize, idOf: ({ cardId }) => cardId, casesOf },
    async (before) => {
      const { cards, ...more } = await searchCards(ctx, { ...rest, ...(before === undefined ? {} : { before }) });
      return { rows: cards, ...more };
    },
    first,
  );
  return { cards: rows, ...next };
}

/** Cards in a state that who acts may see, the oldest first. */
export async function listSeenCards(
  ctx: Ctx,
  state: Parameters<typeof listCardsIn>[1],
): Promise<readonly AusweisCard[]> {
  return withoutHidden(ctx, await listCardsIn(ctx, state), casesOf);
}

/** @throws NotFound `ausweis.no-such-card`, also where its Akte is closed to who acts */
export async function readCard(ctx: Ctx, cardId: string): Promise<AusweisCard> {
  const card = await getCard(ctx, cardId);
  if ((await withoutHidden(ctx, [card], casesOf)).length === 0) throw new NotFound("ausweis.no-such-card");
  return card;
}
