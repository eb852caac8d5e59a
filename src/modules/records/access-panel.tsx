import { listDeputised, listUnits } from "../accounts/index.ts";
import { getAccess, mayManageAccess } from "./actions/change-access.ts";
import { listOpenings } from "./actions/open-with-reason.ts";
import { listVorgaenge } from "./actions/read-akten.ts";
import { mayWork } from "./actions/sight-of.ts";
import type { RecordsPanel } from "./extensions.ts";
import type { Akte } from "./model/akte.ts";
import { AccessSummary } from "./views/access-pages.tsx";
import { accessWording } from "./views/access-wording.ts";

/** On the page of every Akte: who sees it and why, and the way to z.d.A. */
export const accessPanel: RecordsPanel<Akte> = {
  id: "zugriff",
  title: { de: accessWording.de.panel, en: accessWording.en.panel },
  async render(ctx, view, akte) {
    const access = await getAccess(ctx, akte.akteId);
    const works = await mayWork(ctx, akte.akteId);
    const own = works ? [] : await listOpenings(ctx, akte.akteId);
    const { actor } = ctx;
    const opened = own.find((one) => actor.kind === "staff" && one.staffId === actor.staffId && one.until > ctx.now);
    return AccessSummary({
      view,
      akte,
      access,
      unit: (await listUnits(ctx)).find(({ unitId }) => unitId === access.federfuehrung),
      vorgaenge: await listVorgaenge(ctx, akte.akteId),
      mayWork: works,
      mayManage: await mayManageAccess(ctx, access.federfuehrung),
      openedUntil: opened?.until,
      deputising: (await listDeputised(ctx)).map(({ absent }) => absent.name),
    });
  },
};
