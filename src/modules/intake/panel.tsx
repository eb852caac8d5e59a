import type { Akte, RecordsPanel } from "../records/index.ts";
import { listVorgaenge, mayWork } from "../records/index.ts";
import { listFilings } from "./actions/collections.ts";
import { AddDocuments } from "./views/filing-page.tsx";

/** On the page of an Akte: the way to more documents, as long as something in it is open. */
export const intakePanel: RecordsPanel<Akte> = {
  id: "dokumente-hinzufuegen",
  title: { de: "Dokumente hinzufügen", en: "Add documents" },
  async render(ctx, view, akte) {
    const open = (await listVorgaenge(ctx, akte.akteId)).filter(({ zdaAt }) => zdaAt === null);
    if (akte.zdaAt !== null || open.length === 0 || !(await mayWork(ctx, akte.akteId))) return undefined;
    return AddDocuments({ view, akte, open, begun: await listFilings(ctx, akte.akteId) });
  },
};
