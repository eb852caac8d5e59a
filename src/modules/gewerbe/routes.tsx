import { isId, NotFound, sha256 } from "../../kernel/index.ts";
import { page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { findCase } from "../cases/index.ts";
import { getTenant } from "../tenants/index.ts";
import { readEntry, searchRegister } from "./actions/read-register.ts";
import { retryAllDeliveries, retryDelivery } from "./actions/retry-delivery.ts";
import { setRecipient } from "./actions/set-recipient.ts";
import { anzeigenOf, findKind } from "./case-anzeigen.ts";
import { type AdapterName, checkRecipient, type DeliveryState, deliveryStates } from "./model/delivery.ts";
import type { Entry } from "./model/entry.ts";
import { fieldNumbers, type Recipient, recipients } from "./model/index.ts";
import { termRanges } from "./model/search-terms.ts";
import {
  countDeliveries,
  findProof,
  getDelivery,
  listChanges,
  listConfiguredRecipients,
  listDeliveries,
} from "./store/index.ts";
import { ProofPage } from "./views/proof-page.tsx";
import { caseTitle, type EntryCase, type EntryField, EntryPage, RegisterPage } from "./views/register-pages.tsx";
import { RecipientPage, RecipientsPage, TransfersPage } from "./views/transfer-pages.tsx";

const text = (request: WebRequest, name: string): string => {
  const value = request.body[name];
  return typeof value === "string" ? value : "";
};

function idIn(request: WebRequest, name: string): string {
  const id = request.params[name] ?? "";
  if (!isId(id)) throw new NotFound("gewerbe.no-such-id");
  return id;
}

const idOr = (value: string | undefined): { before?: string } =>
  value !== undefined && isId(value) ? { before: value } : {};

function hasDuty(request: WebRequest, duty: "casework" | "administration"): boolean {
  return request.actor.kind === "staff" && request.actor.duties.includes(duty);
}

// — Register ————————————————————————————————————————————————————————————

const statuses = new Map<string | undefined, Entry["status"]>([
  ["gemeldet", "active"],
  ["abgemeldet", "deregistered"],
]);

async function casesOf(request: WebRequest, caseIds: readonly string[]): Promise<readonly EntryCase[]> {
  const cases: EntryCase[] = [];
  for (const caseId of new Set(caseIds)) {
    const found = await findCase(request, caseId);
    const kind = found === undefined ? undefined : findKind(found.leistungId);
    if (found === undefined || kind === undefined) continue;
    cases.push({ caseId, aktenzeichen: found.aktenzeichen, title: caseTitle(kind, request.view) });
  }
  return cases;
}

const leistungOf = { GewA1: "gewerbe-anmelden", GewA2: "gewerbe-ummelden", GewA3: "gewerbe-abmelden" } as const;

/** All answers of the latest Anmeldung or Ummeldung by the numbers of the printed form. */
async function fieldsOf(entry: Entry, request: WebRequest): Promise<readonly EntryField[]> {
  const source = { leistungId: leistungOf[entry.kind], answers: entry.answers, receivedAt: entry.enteredAt };
  const { language } = request.view;
  const date = fieldNumbers(entry.kind).at(-2);
  return (await anzeigenOf(request, source, language)).flatMap((anzeige) =>
    Object.entries(anzeige.fields)
      // The day of sending belongs to each Anzeige, not to the business.
      .filter(([number]) => Number(number) !== date)
      .flatMap(([number, field]) =>
        field.values.map((value, index) => ({
          number: index === 0 ? number : "",
          label: value.label,
          value: value.display,
        })),
      ),
  );
}

const registerRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/gewerberegister",
    access: deskAccess.gewerberegister,
    async handle(request) {
      const { view, query } = request;
      const status = statuses.get(query.stand);
      const filters = { ...(status === undefined ? {} : { status }), ...idOr(query.vor) };
      const typed = (query.q ?? "").trim().slice(0, 200);
      const found = await searchRegister(request, { ranges: termRanges(typed), ...filters });
      return page(
        RegisterPage({ view, nav: deskNav(view, "gewerberegister"), query: { text: typed, ...filters }, ...found }),
      );
    },
  },
  {
    method: "GET",
    path: "/:town/amt/gewerberegister/:entry",
    access: deskAccess.gewerberegister,
    async handle(request) {
      const { view } = request;
      const entry = await readEntry(request, idIn(request, "entry"));
      const changes = await listChanges(request, entry.entryId);
      return page(
        EntryPage({
          view,
          nav: deskNav(view, "gewerberegister"),
          entry,
          changes,
          cases: await casesOf(request, [entry.firstCaseId, ...changes.map(({ caseId }) => caseId)]),
          fields: await fieldsOf(entry, request),
          mayOpenCases: hasDuty(request, "casework"),
        }),
      );
    },
  },
];

// — Deliveries ——————————————————————————————————————————————————————————

const stateOf = (name: string | undefined): DeliveryState => deliveryStates.find((state) => state === name) ?? "failed";

const transferRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/uebermittlungen",
    access: deskAccess.uebermittlungen,
    async handle(request) {
      const { view, query } = request;
      const counts = await countDeliveries(request);
      const anyFailed = counts.some(({ state }) => state === "failed");
      const state = query.stand === undefined && !anyFailed ? "delivered" : stateOf(query.stand);
      const before = idOr(query.vor);
      const found = await listDeliveries(request, { state, ...before });
      const cases = new Map<string, string>();
      for (const { caseId } of found.deliveries) {
        const found = cases.has(caseId) ? undefined : await findCase(request, caseId);
        // Of a case that is closed to who looks, the recipient and the state are left: by them it is sent again.
        if (found !== undefined) cases.set(caseId, found.aktenzeichen);
      }
      const retried = Number(query.gesendet);
      return page(
        TransfersPage({
          view,
          nav: deskNav(view, "uebermittlungen"),
          state,
          counts,
          cases,
          ...found,
          ...before,
          ...(query.gesendet !== undefined && Number.isSafeInteger(retried) && retried >= 0 ? { retried } : {}),
          mayConfigure: hasDuty(request, "administration"),
          nothingSetUp: (await listConfiguredRecipients(request)).length === 0,
        }),
      );
    },
  },
  {
    method: "POST",
    path: "/:town/amt/uebermittlungen/wiederholen",
    access: deskAccess.uebermittlungen,
    async handle(request) {
      const queued = await retryAllDeliveries(request);
      return redirect(request.view.href(`/amt/uebermittlungen?stand=queued&gesendet=${queued}`));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/uebermittlungen/:delivery/wiederholen",
    access: deskAccess.uebermittlungen,
    async handle(request) {
      const deliveryId = idIn(request, "delivery");
      const queued = await retryDelivery(request, deliveryId);
      const { href } = request.view;
      const { caseId } = await getDelivery(request, deliveryId);
      // The way to a case is for who may see it: of others, who sends again learns the recipient and the state.
      return text(request, "zurueck") === "case" && (await findCase(request, caseId)) !== undefined
        ? redirect(href(`/amt/vorgang/${caseId}?ansicht=verlauf`))
        : redirect(href(`/amt/uebermittlungen?stand=queued&gesendet=${queued ? 1 : 0}`));
    },
  },
];

// — Recipients ——————————————————————————————————————————————————————————

function recipientIn(request: WebRequest): Recipient {
  const found = recipients.find(({ key }) => key === request.params.recipient);
  if (found === undefined) throw new NotFound("gewerbe.no-such-recipient");
  return found;
}

const recipientRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/verwaltung/empfaenger",
    access: deskAccess.verwaltung,
    async handle(request) {
      const { view, query } = request;
      const saved = recipients.find(({ key }) => key === query.gespeichert);
      return page(
        RecipientsPage({
          view,
          nav: deskNav(view, "verwaltung"),
          configured: await listConfiguredRecipients(request),
          ...(saved === undefined ? {} : { saved: saved.name[view.language] }),
        }),
      );
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/empfaenger/:recipient",
    access: deskAccess.verwaltung,
    async handle(request) {
      const { view } = request;
      const recipient = recipientIn(request);
      const configured = (await listConfiguredRecipients(request)).find(({ key }) => key === recipient.key);
      const values = configured ?? { name: recipient.name.de, adapter: "folder", target: recipient.key, waived: false };
      return page(RecipientPage({ view, nav: deskNav(view, "verwaltung"), recipient, values }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/empfaenger/:recipient",
    access: deskAccess.verwaltung,
    repeat: "natural",
    async handle(request) {
      const { view } = request;
      const recipient = recipientIn(request);
      const adapter: AdapterName = text(request, "weg") === "https" ? "https" : "folder";
      const values = {
        key: recipient.key,
        name: text(request, "name").trim(),
        adapter,
        target: text(request, "ziel").trim(),
        waived: text(request, "verzicht") !== "",
      };
      const mistakes = checkRecipient(values);
      if (Object.keys(mistakes).length > 0) {
        const nav = deskNav(view, "verwaltung");
        return page(RecipientPage({ view, nav, recipient, values, mistakes }), { status: 422 });
      }
      await setRecipient(request, values);
      return redirect(view.href(`/amt/verwaltung/empfaenger?gespeichert=${recipient.key}`));
    },
  },
];

// — Proofs ——————————————————————————————————————————————————————————————

const largestPdf = 10 * 1024 * 1024;

async function proofPage(request: WebRequest, comparison?: (sha: string) => "same" | "different" | "no-file") {
  const token = request.params.token ?? "";
  const proof = /^[A-Za-z0-9_-]{22}$/.test(token) ? await findProof(request, token) : undefined;
  const town = (await getTenant(request)).officialName;
  const { view } = request;
  if (proof === undefined) return page(ProofPage({ view, token, town }), { status: 404 });
  const result = comparison?.(proof.sha256);
  return page(ProofPage({ view, token, town, proof, ...(result === undefined ? {} : { comparison: result }) }), {
    status: result === "no-file" ? 422 : 200,
  });
}

const proofRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/echtheit/:token",
    access: "public",
    guessesPerMinute: 60,
    handle: (request) => proofPage(request),
  },
  {
    method: "POST",
    path: "/:town/echtheit/:token",
    access: "public",
    guessesPerMinute: 30,
    upload: { maxFiles: 1, maxFileBytes: largestPdf },
    repeat: "natural",
    handle: (request) =>
      proofPage(request, (expected) => {
        const upload = request.uploads.find(({ field, bytes }) => field === "datei" && bytes.length > 0);
        if (upload === undefined) return "no-file";
        return sha256(upload.bytes) === expected ? "same" : "different";
      }),
  },
];

/** Register, deliveries, recipients, and proofs of letters. */
export const gewerbeRoutes: readonly Route[] = [
  ...registerRoutes,
  ...transferRoutes,
  ...recipientRoutes,
  ...proofRoutes,
];
