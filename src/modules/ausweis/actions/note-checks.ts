import { Conflict, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { addCaseHistory } from "../../cases/index.ts";
import { dayOfApplication, requireApplication } from "../case-application.ts";
import {
  type Application,
  ageOn,
  type CheckKind,
  checksBeforeOrder,
  type SignatureWay,
  signatureWays,
} from "../model/index.ts";
import { withoutAppointment } from "../model/online-setting.ts";
import { isSignature } from "../model/signature.ts";
import {
  deleteChecked,
  findCardOfCase,
  findSignatureOfCase,
  listChecked,
  saveChecked,
  saveSignatureOfCase,
} from "../store/index.ts";

async function openApplication(ctx: Ctx, caseId: string): ReturnType<typeof requireApplication> {
  const found = await requireApplication(ctx, caseId);
  if ((await findCardOfCase(ctx, caseId)) !== undefined) throw new Conflict("ausweis.already-ordered", { caseId });
  return found;
}

/**
 * Notes how the person has signed: the signature of § 5 Abs. 2 Nr. 6 PAuswG goes along with the order.
 * @param input.path what was drawn at the counter; empty for nothing. A drawing takes the place of an earlier one
 * @throws Forbidden, Invalid, Conflict as `requireApplication`; Conflict `ausweis.already-ordered`
 * @throws Invalid `ausweis.no-signature`: nothing was drawn, there or before; `ausweis.unknown-way`
 */
export async function noteSignature(
  ctx: Ctx,
  caseId: string,
  input: { readonly way: SignatureWay; readonly path: string },
): Promise<void> {
  const { application } = await openApplication(ctx, caseId);
  const { way, path } = input;
  if (!signatureWays.includes(way)) throw new Invalid("ausweis.unknown-way");
  if (way === "bildschirm") {
    if (!isSignature(path)) throw new Invalid("ausweis.no-signature");
    const name = `${application.vornamen} ${application.familienname}`.slice(0, 200);
    await saveSignatureOfCase(ctx, caseId, { path, name });
  }
  const given = await findSignatureOfCase(ctx, caseId);
  if (way === "vorab" && (given === undefined || given.path === "")) throw new Invalid("ausweis.no-signature");
  await saveChecked(ctx, caseId, "unterschrift", way);
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.unterschrift",
    text:
      way === "unmoeglich"
        ? { de: "Ohne Unterschrift: Die Person kann nicht schreiben", en: "No signature: the person cannot write" }
        : { de: "Unterschrift für den Ausweis geleistet", en: "Signature for the card given" },
    details: { way },
  });
}

/** What the office ticks, and the authorisation in its words. */
export interface VisitChecks {
  readonly pinBrief: boolean;
  readonly vertretung: boolean;
  readonly versand: boolean;
  readonly ausserhalbDienstzeit: boolean;
  /** Which office authorised, when, with what reference; empty for none. */
  readonly ermaechtigung: string;
}

const notices: Readonly<Record<Exclude<CheckKind, "unterschrift">, { readonly de: string; readonly en: string }>> = {
  "pin-brief": {
    de: "PIN-Brief übergeben, Erhalt in Textform bestätigt",
    en: "PIN letter given, its receipt confirmed in text form",
  },
  vertretung: { de: "Vertretung und Zustimmung geprüft", en: "Representation and consent checked" },
  ermaechtigung: {
    de: "Ermächtigung der zuständigen Behörde liegt vor",
    en: "Authorised by the competent office",
  },
  versand: {
    de: "Versand: anderen Lichtbildausweis gesehen, bisherigen Personalausweis entwertet",
    en: "Delivery: other photo identity document seen, present identity card invalidated",
  },
  "ausserhalb-dienstzeit": {
    de: "Auf Wunsch außerhalb der Dienstzeit",
    en: "Outside office hours on request",
  },
};

/** Who stands in, as the register keeps it. Source: § 23 Abs. 3 Nr. 10 PAuswG. */
function representatives({ vertreter }: Application): string {
  return vertreter
    .map(({ familienname, vornamen, geburtsdatum }) => `${familienname}, ${vornamen} (${geburtsdatum ?? "–"})`)
    .join("; ")
    .slice(0, 1000);
}

/**
 * Notes what was seen and given besides, as far as this application asks for it. What is not ticked any more is taken back; again changes nothing.
 * Source: § 8 Abs. 4, § 9 Abs. 2 PAuswG; § 17 Abs. 1, § 18 Abs. 2 PAuswV; § 1 Abs. 3 PAuswGebV.
 * @throws Forbidden, Invalid, Conflict as `requireApplication`; Conflict `ausweis.already-ordered`
 */
export async function noteChecks(ctx: Ctx, caseId: string, checks: VisitChecks): Promise<void> {
  const { application, subject } = await openApplication(ctx, caseId);
  const appliedOn = await dayOfApplication(ctx, caseId);
  const visited = subject.variables[withoutAppointment] !== true;
  const asked = new Set<CheckKind>([
    ...checksBeforeOrder(application, appliedOn, ageOn(application.geburtsdatum, appliedOn), visited),
    "ausserhalb-dienstzeit",
  ]);
  const authorisation = checks.ermaechtigung.trim().replace(/\s+/g, " ").slice(0, 300);
  const wanted: readonly (readonly [what: keyof typeof notices, holds: boolean, note: string])[] = [
    ["pin-brief", checks.pinBrief, ""],
    ["vertretung", checks.vertretung, representatives(application)],
    ["ermaechtigung", authorisation !== "", authorisation],
    ["versand", checks.versand, ""],
    ["ausserhalb-dienstzeit", checks.ausserhalbDienstzeit, ""],
  ];
  const before = await listChecked(ctx, caseId);
  for (const [what, given, note] of wanted) {
    const holds = given && asked.has(what);
    const earlier = before.find((one) => one.what === what);
    if (!holds && earlier !== undefined) {
      await deleteChecked(ctx, caseId, what);
      const { de, en } = notices[what];
      await addCaseHistory(ctx, caseId, {
        action: "ausweis.nachweis",
        text: { de: `Zurückgenommen: ${de}`, en: `Taken back: ${en}` },
        details: { what },
      });
    }
    if (!holds || (earlier !== undefined && earlier.note === note)) continue;
    await saveChecked(ctx, caseId, what, note);
    await addCaseHistory(ctx, caseId, { action: "ausweis.nachweis", text: notices[what], details: { what } });
  }
}
