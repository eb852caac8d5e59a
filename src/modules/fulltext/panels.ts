import type { Dokument, RecordsPanel } from "../records/index.ts";
import { findTextState } from "./actions/find-text-state.ts";
import { TextPanel } from "./views/text-panel.tsx";
import { wording } from "./views/wording.ts";

/** On the page of a Dokument: only where its text is not searched as people would expect. */
export const fulltextDokumentPanel: RecordsPanel<Dokument> = {
  id: "volltext",
  title: wording.panel,
  async render(ctx, view, { dokumentId }) {
    const text = await findTextState(ctx, dokumentId);
    if (text === undefined || (text.state !== "cut" && text.state !== "failed")) return undefined;
    return TextPanel({ view, state: text.state, problem: text.problem });
  },
};
