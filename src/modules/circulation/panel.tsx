import { type Akte, listVorgaenge, mayWork, type RecordsPanel } from "../records/index.ts";
import { listGeschaeftsgang } from "./actions/read-desk.ts";
import { GeschaeftsgangPanel } from "./views/geschaeftsgang-panel.tsx";
import { wording } from "./views/wording.ts";

/** What goes round, comes back and was ordered, on the page of an Akte. */
export const circulationPanel: RecordsPanel<Akte> = {
  id: "geschaeftsgang",
  title: { de: wording.de.panel, en: wording.en.panel },
  async render(ctx, view, akte) {
    const works = akte.zdaAt === null && (await mayWork(ctx, akte.akteId));
    const vorgaenge = await listVorgaenge(ctx, akte.akteId);
    return GeschaeftsgangPanel({
      view,
      akteId: akte.akteId,
      ...(await listGeschaeftsgang(ctx, akte.akteId)),
      vorgaenge: vorgaenge.filter(({ zdaAt }) => zdaAt === null),
      mayPlan: works,
    });
  },
};
