import type { Effect, TaskOption } from "../cases/index.ts";
import { blockReportedCard } from "./actions/block-card.ts";
import { handOver, reportReady } from "./actions/hand-over.ts";
import { orderCard } from "./actions/order-card.ts";

/** Steps that procedures of identity cards call. */
export const ausweisEffects: readonly Effect[] = [
  { name: "ausweis.bestellen", run: orderCard },
  { name: "ausweis.bereitmelden", run: reportReady },
  { name: "ausweis.aushaendigen", run: handOver },
  { name: "ausweis.sperren", run: blockReportedCard },
];

/** What may be asked for at the appointment. */
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
  },
];
