import { closeVorgang } from "../../records/index.ts";
import type { Effect } from "../contracts.ts";
import { markReminded } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { sendDecision } from "./send-decision.ts";
import { takeBack } from "./take-back.ts";

/** Steps that every procedure may call. */
export const ownEffects: readonly Effect[] = [
  { name: "cases.bescheiden", run: (ctx, subject) => sendDecision(ctx, subject, "granted") },
  { name: "cases.ablehnen", run: (ctx, subject) => sendDecision(ctx, subject, "refused") },
  { name: "cases.bestaetigen", run: (ctx, subject) => sendDecision(ctx, subject, "confirmed") },
  {
    name: "records.schliessen",
    async run(ctx, subject) {
      await closeVorgang(ctx, subject.vorgangId);
      await recordCaseEvent(ctx, subject, {
        action: "cases.filed-away",
        text: { de: "Zu den Akten verfügt", en: "Closed and filed away" },
      });
    },
  },
  { name: "cases.zuruecknehmen", run: takeBack },
  {
    name: "cases.erinnern",
    async run(ctx, subject) {
      await markReminded(ctx, subject.caseId);
      await recordCaseEvent(ctx, subject, {
        action: "cases.reminded",
        text: { de: "An die Frist erinnert", en: "Reminded of the deadline" },
        details: subject.dueOn === undefined ? {} : { dueOn: subject.dueOn },
      });
    },
  },
];
