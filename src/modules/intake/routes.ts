import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { findDokumente, isAktenzeichen, listPlanUnits } from "../records/index.ts";
import { getTenant } from "../tenants/index.ts";
import { listPiles } from "./actions/collections.ts";
import { countInbox, listLetters } from "./actions/letters.ts";
import { changeSettings, getSettings } from "./actions/settings.ts";
import { access, shell } from "./desk.ts";
import { filingRoutes } from "./filing-routes.ts";
import { letterRoutes } from "./letter-routes.ts";
import { typedText } from "./model/typed.ts";
import { inboxPath } from "./paths.ts";
import { pileRoutes } from "./pile-routes.ts";
import { renderSeparator } from "./recognition/separator-sheet.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { InboxPage, type InboxView, SeparatorPage, SettingsPage, statesOf } from "./views/inbox-pages.tsx";

const lettersShown = 200;

async function showInbox(request: WebRequest): Promise<Answer> {
  const wanted = request.query.ansicht;
  const current: InboxView = wanted === "gescheitert" || wanted === "abgelegt" ? wanted : "offen";
  const filed = await withTitles(request, await listLetters(request, { states: ["filed"], limit: lettersShown }));
  const { keepDays } = await getSettings(request);
  // Of what is on file the number is that of the list: how much lies in Akten unseen is nobody's business.
  const counts = { ...(await countInbox(request)), filed: filed.length };
  return page(
    InboxPage({
      ...shell(request),
      current,
      counts,
      piles: await listPiles(request),
      letters:
        current === "abgelegt" ? filed : await listLetters(request, { states: statesOf[current], limit: lettersShown }),
      keepDays,
    }),
  );
}

/** Letters on file under their titles; those in Akten that whoever looks may not see are not there. */
async function withTitles<Letter extends { readonly dokumentId: string | undefined }>(
  request: WebRequest,
  letters: readonly Letter[],
): Promise<readonly (Letter & { readonly title: string })[]> {
  const dokumente = await findDokumente(
    request,
    letters.flatMap(({ dokumentId }) => dokumentId ?? []),
  );
  return letters.flatMap((letter) => {
    const dokument = dokumente.get(letter.dokumentId ?? "");
    return dokument === undefined ? [] : [{ ...letter, title: `${dokument.title} (${dokument.aktenzeichen})` }];
  });
}

async function showSeparator(request: WebRequest): Promise<Answer> {
  return page(SeparatorPage({ ...shell(request), target: "", error: undefined }));
}

async function isUnit(request: WebRequest, number: string): Promise<boolean> {
  return (await listPlanUnits(request)).some(({ planUnit }) => planUnit === number);
}

async function printSeparator(request: WebRequest): Promise<Answer> {
  const target = typedText(request.query.ziel, 200);
  if (target !== "" && !isAktenzeichen(target) && !(await isUnit(request, target))) {
    const error =
      request.view.language === "de"
        ? "Das ist weder ein Aktenzeichen noch eine Nummer im Aktenplan. Schreiben Sie zum Beispiel 32.40-2026-00017 oder 32.40."
        : "This is neither a reference number nor a number in the file plan. Write 32.40-2026-00017 or 32.40, for example.";
    return page(SeparatorPage({ ...shell(request), target, error }), { status: 422 });
  }
  const { officialName } = await getTenant(request);
  return content(await renderSeparator(target, officialName), "application/pdf");
}

async function showSettings(request: WebRequest): Promise<Answer> {
  const settings = await getSettings(request);
  const typed = { comparePercent: String(settings.comparePercent), keepDays: String(settings.keepDays) };
  return page(SettingsPage({ ...shell(request), typed, errors: {}, saved: request.query.gespeichert === "ja" }));
}

async function saveSettings(request: WebRequest): Promise<Answer> {
  const { body, view } = request;
  const de = view.language === "de";
  const typed = { comparePercent: typedText(body.comparePercent, 10), keepDays: typedText(body.keepDays, 10) };
  const number = (text: string, least: number, most: number) =>
    /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;
  const comparePercent = number(typed.comparePercent, 1, 100);
  const keepDays = number(typed.keepDays, 7, 365);
  if (comparePercent === undefined || keepDays === undefined) {
    const errors = {
      ...(comparePercent === undefined
        ? { comparePercent: de ? "Geben Sie eine Zahl von 1 bis 100 ein." : "Enter a number from 1 to 100." }
        : {}),
      ...(keepDays === undefined
        ? { keepDays: de ? "Geben Sie eine Zahl von 7 bis 365 ein." : "Enter a number from 7 to 365." }
        : {}),
    };
    return page(SettingsPage({ ...shell(request), typed, errors, saved: false }), { status: 422 });
  }
  await changeSettings(request, { comparePercent, keepDays });
  return redirect(view.href(`${inboxPath}/einstellungen?gespeichert=ja`));
}

const path = "/:town/amt/posteingang";

/** Pages of what comes in: for those who work on cases and for the registry. */
export const routes: readonly Route[] = [
  { method: "GET", path, access, handle: showInbox },
  { method: "GET", path: `${path}/trennblatt`, access, handle: showSeparator },
  { method: "GET", path: `${path}/trennblatt.pdf`, access, handle: printSeparator },
  { method: "GET", path: `${path}/einstellungen`, access: ["records"], handle: showSettings },
  { method: "POST", path: `${path}/einstellungen`, access: ["records"], handle: saveSettings },
  ...pileRoutes,
  ...letterRoutes,
  ...filingRoutes,
  ...uploadRoutes,
];
