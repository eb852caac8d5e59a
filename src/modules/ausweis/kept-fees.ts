import type { KeptFee } from "../cases/index.ts";
import { feesToday } from "./actions/settle-fees.ts";
import { applicationLeistung } from "./case-application.ts";
import { type AusweisFeeKey, totalOf } from "./model/index.ts";
import { findCardOfCase } from "./store/index.ts";

const ofProvisional: readonly AusweisFeeKey[] = ["vorlaeufiger", "zuschlag-zeit-oder-ort-vorlaeufiger"];

/** Who has a provisional card pays for it, whatever becomes of the application. Source: § 1 Abs. 2 PAuswGebV. */
export const ausweisKeptFees: readonly KeptFee[] = [
  {
    leistungId: applicationLeistung,
    async kept(ctx, subject) {
      if ((await findCardOfCase(ctx, subject.caseId, "vorlaeufig")) === undefined) return undefined;
      const { lines } = await feesToday(ctx, subject);
      return {
        amountCents: totalOf(lines.filter(({ key }) => ofProvisional.includes(key))),
        why: {
          de: "Sie haben einen vorläufigen Ausweis bekommen (§ 1 Abs. 2 PAuswGebV).",
          en: "You have received a provisional card (§ 1 Abs. 2 PAuswGebV).",
        },
      };
    },
  },
];
