import type { PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type CardKind, personKeyOf } from "../model/card.ts";
import type { Application } from "../model/index.ts";
import { changeState, findCardBySeriennummer, listCardsOfPerson } from "../store/index.ts";

/**
 * Invalidates the cards that the person has had: nobody may have more than one that is valid. A card is theirs by name
 * and birthday, or by the number that they gave: that of a stranger's card, typed by mistake, invalidates nothing, for
 * the birthday has to agree.
 * Source: § 4 Abs. 1, § 27 Abs. 1 Nr. 2, § 29 Abs. 1 PAuswG; § 18 Abs. 2 Satz 3 PAuswV.
 * @param next the card that takes their place
 * @param kinds which of them
 * @returns how many
 */
export async function invalidateEarlierCards(
  ctx: Ctx,
  next: { readonly cardId: string; readonly geburtsdatum: PlainDay; readonly application: Application },
  kinds: readonly CardKind[],
): Promise<number> {
  const { alteSeriennummer } = next.application;
  const ofPerson = await listCardsOfPerson(ctx, personKeyOf(next.application));
  const named = alteSeriennummer === "" ? undefined : await findCardBySeriennummer(ctx, alteSeriennummer);
  const earlier = new Map(
    (named === undefined ? ofPerson : [...ofPerson, named])
      .filter(({ cardId, kind }) => cardId !== next.cardId && kinds.includes(kind))
      .filter(({ state, geburtsdatum }) => state === "handed-over" && geburtsdatum === next.geburtsdatum)
      .map((card) => [card.cardId, card]),
  );
  for (const cardId of earlier.keys()) await changeState(ctx, cardId, "invalidated");
  return earlier.size;
}
