import { type Akte, listHoldsOfAkte, type RecordsPanel } from "../records/index.ts";
import { findProcessOfAkte } from "./actions/read-processes.ts";
import { listInRetention, yearOf } from "./actions/retention.ts";
import { RetentionFacts } from "./views/calendar-page.tsx";

/** How long an Akte is kept, what blocks that, and where it is on its way: for the registry. */
export const akteDisposalPanel: RecordsPanel<Akte> = {
  id: "aussonderung",
  title: { de: "Aussonderung", en: "Disposal" },
  async render(ctx, view, { akteId }) {
    if (ctx.actor.kind !== "staff" || !ctx.actor.duties.includes("records")) return undefined;
    const [akte] = await listInRetention(ctx, { akteIds: [akteId], limit: 1 });
    const holds = await listHoldsOfAkte(ctx, akteId);
    return (
      <RetentionFacts
        view={view}
        akteId={akteId}
        akte={akte}
        thisYear={yearOf(ctx)}
        process={await findProcessOfAkte(ctx, akteId)}
        holds={holds.filter(({ lifted }) => lifted === undefined).length}
      />
    );
  },
};
