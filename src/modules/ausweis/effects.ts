import type { Effect, TaskOption } from "../cases/index.ts";
import { blockReportedCard, dismissReport } from "./actions/block-card.ts";
import { handOver, reportReady } from "./actions/hand-over.ts";
import { orderCard } from "./actions/order-card.ts";
import { getAusweisSetting } from "./actions/set-setting.ts";

/** Steps that procedures of identity cards call. */
export const ausweisEffects: readonly Effect[] = [
  { name: "ausweis.bestellen", run: orderCard },
  { name: "ausweis.bereitmelden", run: reportReady },
  { name: "ausweis.aushaendigen", run: handOver },
  { name: "ausweis.sperren", run: blockReportedCard },
  { name: "ausweis.meldungVerwerfen", run: dismissReport },
];

/** What may be asked for at the appointment, where the town has not decided it for all. */
export const ausweisTaskOptions: readonly TaskOption[] = [
  {
    form: "ausweis.termin",
    kind: "tick",
    name: "vierAugen",
    label: { de: "Zweite Person gibt frei", en: "A second person approves" },
    hint: {
      de: "Dann wird erst bestellt, wenn jemand anderes die Angaben und das Lichtbild geprüft hat.",
      en: "Then the card is ordered only after somebody else has checked the details and the photograph.",
    },
    async decided(ctx) {
      const { vierAugen } = await getAusweisSetting(ctx);
      return vierAugen === "im-einzelfall" ? undefined : vierAugen === "immer";
    },
  },
];
