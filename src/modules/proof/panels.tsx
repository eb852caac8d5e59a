import type { Akte, RecordsPanel } from "../records/index.ts";
import { ExportsPanel } from "./views/exports-page.tsx";
import { wording } from "./views/wording.ts";

/** On the page of an Akte: the way to take it along. */
export const proofAktePanels: readonly RecordsPanel<Akte>[] = [
  {
    id: "mitnehmen",
    title: wording.exports,
    render: async (_ctx, view, { akteId }) => ExportsPanel({ view, akteId }),
  },
];
