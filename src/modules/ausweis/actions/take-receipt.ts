import type { Ctx } from "../../../platform/db/index.ts";
import { addCaseHistory, receiveMessage } from "../../cases/index.ts";
import { changeState, getCardForUpdate, setSeriennummer } from "../store/index.ts";

/**
 * The producer has made a card: it has its number, and its case goes on. Again changes nothing.
 * @throws NotFound `ausweis.no-such-card`
 */
export async function takeReceipt(ctx: Ctx, cardId: string, seriennummer: string): Promise<void> {
  const card = await getCardForUpdate(ctx, cardId);
  if (card.state !== "ordered") return;
  await setSeriennummer(ctx, cardId, seriennummer);
  await changeState(ctx, cardId, "produced");
  await addCaseHistory(ctx, card.caseId, {
    action: "ausweis.hergestellt",
    text: { de: `Hergestellt, Seriennummer ${seriennummer}`, en: `Produced, number ${seriennummer}` },
    citizenText:
      card.uebergabe === "versand"
        ? {
            de: "Ihr Ausweis ist hergestellt. Der Zusteller bringt ihn zu Ihnen.",
            en: "Your card has been produced. The courier brings it to you.",
          }
        : {
            de: "Ihr Ausweis ist hergestellt und auf dem Weg zu uns.",
            en: "Your card has been produced and is on its way to us.",
          },
  });
  await receiveMessage(ctx, card.caseId, "hergestellt");
}
