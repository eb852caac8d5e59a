import type { CasePanel } from "../cases/index.ts";
import { checksPart } from "./desk-parts/checks.tsx";
import { feePart } from "./desk-parts/fee.tsx";
import { fingerprintsPart } from "./desk-parts/fingerprints.tsx";
import { handoverPart } from "./desk-parts/handover.tsx";
import { identityPart } from "./desk-parts/identity.tsx";
import { photoPart } from "./desk-parts/photo.tsx";
import { provisionalPart } from "./desk-parts/provisional.tsx";
import { registerPart } from "./desk-parts/register.tsx";
import { signaturePart } from "./desk-parts/signature.tsx";

/** What the case page shows of an application for an identity card besides. */
export const ausweisPanels: readonly CasePanel[] = [
  handoverPart,
  registerPart,
  identityPart,
  photoPart,
  fingerprintsPart,
  signaturePart,
  checksPart,
  provisionalPart,
  feePart,
].map(({ id, title, show }) => ({
  id,
  title,
  tab: "antrag",
  render: (ctx, view, subject) => show(ctx, view, subject, "vorgang"),
}));
