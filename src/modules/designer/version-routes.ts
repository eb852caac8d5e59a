import { Conflict, Forbidden, NotFound } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { listTenants } from "../tenants/index.ts";
import { connectLists, findConnectable } from "./actions/connect-lists.ts";
import { getOnShelf, takeUpdate } from "./actions/copy-from-town.ts";
import { exportSchema } from "./actions/export-schema.ts";
import {
  checkReadiness,
  listBegunDrafts,
  migrateDrafts,
  publish,
  submitForPublishing,
  withdraw,
} from "./actions/publish.ts";
import { settlePlaces } from "./actions/settle-places.ts";
import { dropDraft, startVersion } from "./actions/start-version.ts";
import { access, designAccess, type Opened, openService, orConflict, seenOf, toService } from "./desk.ts";
import type { CopyNote } from "./model/blank.ts";
import { differences } from "./model/difference.ts";
import type { ImportReport } from "./model/import-report.ts";
import { openPlacesOf } from "./model/open-places.ts";
import type { Step } from "./model/service.ts";
import { listSchemaStandards } from "./schema-standard.ts";
import { findOnShelf, findPublished, findService, findVersion, listSteps } from "./store.ts";
import { boxOf, OpenPlacesPage } from "./views/open-places-page.tsx";
import { inView, say } from "./views/say.ts";
import {
  BegunPage,
  ConfirmPage,
  DifferencePage,
  OverviewPage,
  PublishPage,
  VersionsPage,
} from "./views/version-pages.tsx";

const publishAccess = ["publish"] as const;

const copyNotes: readonly CopyNote["what"][] = ["fees", "akte-title", "subject-name", "process", "prefill"];

const doneWords: Readonly<Record<string, { de: string; en: string }>> = {
  laeuft: {
    de: "Der Dienst läuft: mit Ihrem Kontakt, Ihren Gebühren und dem gewählten Ablauf.",
    en: "The service runs: with your contact, your fees and the procedure you chose.",
  },
  uebernommen: { de: "Als Entwurf übernommen.", en: "Taken over as a draft." },
  eingelesen: { de: "Das Schema ist eingelesen.", en: "The schema has been read." },
  veroeffentlicht: {
    de: "Veröffentlicht. Bürgerinnen und Bürger finden den Dienst auf dem Portal.",
    en: "Published. Citizens find the service on the portal.",
  },
  zurueckgezogen: {
    de: "Vom Portal genommen. Begonnene Anträge können noch gesendet werden.",
    en: "Taken off the portal. Begun applications can still be sent.",
  },
  begonnen: { de: "Neue Fassung begonnen.", en: "New version begun." },
  vorgelegt: { de: "Gespeichert.", en: "Saved." },
  angeschlossen: { de: "Codelisten angeschlossen.", en: "Code lists connected." },
  gesehen: { de: "Gespeichert.", en: "Saved." },
  neues: {
    de: "In den Entwurf übernommen. Prüfen Sie den Unterschied vor dem Veröffentlichen.",
    en: "Taken over into the draft. Check the difference before publishing.",
  },
};

async function originOf(request: WebRequest, serviceId: string) {
  const from = (await findService(request, serviceId))?.takenFrom;
  if (from === undefined) return undefined;
  const there = await findOnShelf(request, from.tenantId, from.serviceId);
  const town = (await listTenants(request.tx)).find(({ tenantId }) => tenantId === from.tenantId);
  return {
    town: town?.name ?? say(request.view, "andere Stadt", "another town"),
    version: from.version,
    newest: there?.version,
  };
}

async function showOverview(
  request: WebRequest,
  opened: Opened,
  conflict?: { readonly steps: readonly Step[]; readonly kept: boolean },
): Promise<Answer> {
  const { view, query } = request;
  const { version } = opened.shown;
  const report = version.report as ImportReport | undefined;
  const done = doneWords[query.getan ?? ""];
  const notes = (query.kopie ?? "").split(".");
  return page(
    OverviewPage({
      view,
      shown: opened.shown,
      versions: opened.versions,
      readiness: version.state === "draft" ? await checkReadiness(request, version) : undefined,
      steps: await listSteps(request, version.serviceId, version.version, { limit: 15 }),
      begun: await listBegunDrafts(request, version.serviceId),
      origin: await originOf(request, version.serviceId),
      copyNotes: copyNotes.filter((what) => notes.includes(what)).map((what) => ({ what })),
      report,
      openPlaces:
        report === undefined
          ? 0
          : openPlacesOf(report, version.definition.online.form).filter(({ isDone }) => !isDone).length +
            opened.shown.openRules,
      connectable: report === undefined ? 0 : (await findConnectable(request, version)).length,
      ...(done === undefined || conflict !== undefined ? {} : { done: inView(view, done) }),
      ...(conflict === undefined ? {} : { conflict }),
    }),
    conflict === undefined ? {} : { status: 409 },
  );
}

async function showPublish(
  request: WebRequest,
  opened: Opened,
  more: { obstacle?: string; refused?: boolean } = {},
): Promise<Answer> {
  const { shown } = opened;
  if (shown.version.state !== "draft") return toService(request);
  const readiness = await checkReadiness(request, shown.version);
  const published = await findPublished(request, shown.version.serviceId);
  const staffId = request.actor.kind === "staff" ? request.actor.staffId : undefined;
  const own = readiness.fourEyes && (staffId === undefined || shown.version.editedBy.includes(staffId));
  const obstacle = more.obstacle ?? (own ? fourEyesWords(request) : undefined);
  return page(
    PublishPage({
      view: request.view,
      shown,
      readiness,
      differences: published === undefined ? undefined : differences(published.definition, shown.version.definition),
      refused: more.refused === true,
      ...(obstacle === undefined ? {} : { obstacle }),
    }),
    more.refused === true ? { status: 422 } : {},
  );
}

function fourEyesWords(request: WebRequest): string {
  return say(
    request.view,
    "In Ihrer Stadt gelten vier Augen: Sie haben diesen Entwurf geändert. Eine andere Person mit der Aufgabe „Dienste veröffentlichen“ muss es tun.",
    "Your town wants four eyes: you have changed this draft. Another person with the duty “publish services” has to do it.",
  );
}

async function postPublish(request: WebRequest): Promise<Answer> {
  const opened = await openService(request);
  return orConflict(
    request,
    async () => {
      try {
        const result = await publish(request, { serviceId: opened.shown.version.serviceId, seen: seenOf(request) });
        if (result.kind === "published") return toService(request, "?getan=veroeffentlicht");
        return showPublish(request, opened, { refused: true });
      } catch (error) {
        if (!(error instanceof Forbidden) || error.code !== "designer.four-eyes") throw error;
        return showPublish(request, opened, { refused: true, obstacle: fourEyesWords(request) });
      }
    },
    (conflict, again) => showOverview(request, again, conflict),
  );
}

function versionNumber(text: string | undefined): number {
  return /^\d{1,6}$/.test(text ?? "") ? Number(text) : 0;
}

async function showDifference(request: WebRequest): Promise<Answer> {
  const { shown } = await openService(request);
  const { serviceId } = shown.version;
  const [from, to] = [versionNumber(request.query.von), versionNumber(request.query.bis)];
  const before = await findVersion(request, serviceId, from);
  const after = await findVersion(request, serviceId, to);
  if (before === undefined || after === undefined) throw new NotFound("designer.no-such-version");
  return page(
    DifferencePage({
      view: request.view,
      shown,
      title: say(request.view, `Von Fassung ${from} zu Fassung ${to}`, `From version ${from} to version ${to}`),
      differences: differences(before.definition, after.definition),
    }),
  );
}

async function showUpdate(request: WebRequest): Promise<Answer> {
  const { shown } = await openService(request);
  const from = (await findService(request, shown.version.serviceId))?.takenFrom;
  if (from === undefined) throw new NotFound("designer.not-on-shelf");
  const item = await getOnShelf(request, from.tenantId, from.serviceId);
  return page(
    DifferencePage({
      view: request.view,
      shown,
      title: say(
        request.view,
        `Neu bei der Herkunft: Fassung ${item.version}`,
        `New at the origin: version ${item.version}`,
      ),
      differences: differences(shown.version.definition, item.definition).filter(({ part }) => part !== "settings"),
      takeOver: "/neues-der-herkunft",
    }),
  );
}

async function showOpenPlaces(request: WebRequest): Promise<Answer> {
  const { shown } = await openService(request);
  const report = shown.version.report as ImportReport | undefined;
  if (report === undefined) throw new NotFound("designer.no-report");
  const done = doneWords[request.query.getan ?? ""];
  return page(
    OpenPlacesPage({
      view: request.view,
      shown,
      places: openPlacesOf(report, shown.version.definition.online.form),
      connectable: (await findConnectable(request, shown.version)).length,
      mayUploadLists: shown.mayDesign,
      ...(done === undefined ? {} : { done: inView(request.view, done) }),
    }),
  );
}

/** Positions in a report, as the page sends them. */
function positionsIn(text: unknown): ReadonlySet<number> {
  const words = typeof text === "string" ? text.slice(0, 20_000).split(" ") : [];
  return new Set(words.filter((word) => /^\d{1,5}$/.test(word)).map(Number));
}

async function postOpenPlaces(request: WebRequest): Promise<Answer> {
  const ticked = Object.keys(request.body).filter((name) => name.startsWith(boxOf(0).slice(0, -1)));
  await settlePlaces(request, {
    serviceId: request.params.dienst ?? "",
    settled: positionsIn(ticked.map((name) => name.split("_")[1]).join(" ")),
    before: positionsIn(request.body.waren),
  });
  return toService(request, "/offene-stellen?getan=gesehen");
}

async function postConnect(request: WebRequest): Promise<Answer> {
  return orConflict(
    request,
    async () => {
      await connectLists(request, { serviceId: request.params.dienst ?? "", seen: seenOf(request) });
      return toService(request, "/offene-stellen?getan=angeschlossen");
    },
    (conflict, again) => showOverview(request, again, conflict),
  );
}

/** A page that asks before something happens, and the POST that does it. */
function confirmed(given: {
  readonly path: string;
  readonly access: typeof publishAccess | typeof designAccess;
  readonly words: (
    request: WebRequest,
    opened: Opened,
  ) => { readonly title: string; readonly text: string; readonly button: string };
  readonly act: (request: WebRequest) => Promise<Answer>;
}): readonly Route[] {
  return [
    {
      method: "GET",
      path: `/:town/amt/dienste/:dienst${given.path}`,
      access: given.access,
      async handle(request) {
        const opened = await openService(request);
        const { shown } = opened;
        return page(ConfirmPage({ view: request.view, shown, action: given.path, ...given.words(request, opened) }));
      },
    },
    { method: "POST", path: `/:town/amt/dienste/:dienst${given.path}`, access: given.access, handle: given.act },
  ];
}

/** A service at a glance, its versions, and their way to citizens. */
export const versionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst",
    access,
    handle: async (request) => showOverview(request, await openService(request)),
  },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/fassungen",
    access,
    async handle(request) {
      const { shown, versions } = await openService(request);
      const standards = [];
      for (const { key, name } of shown.mayDesign ? listSchemaStandards() : []) {
        const { losses, mistakes } = await exportSchema(request, shown.version.serviceId, { as: key });
        standards.push({ key, name, losses, mistakes });
      }
      return page(VersionsPage({ view: request.view, shown, versions, standards }));
    },
  },
  { method: "GET", path: "/:town/amt/dienste/:dienst/unterschied", access, handle: showDifference },
  { method: "GET", path: "/:town/amt/dienste/:dienst/offene-stellen", access, handle: showOpenPlaces },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/offene-stellen",
    access: designAccess,
    repeat: "natural",
    handle: postOpenPlaces,
  },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/codelisten-anschliessen",
    access: designAccess,
    handle: postConnect,
  },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/neue-fassung",
    access: designAccess,
    async handle(request) {
      try {
        await startVersion(request, request.params.dienst ?? "");
      } catch (error) {
        // Somebody else has just begun it: it is the same draft.
        if (!(error instanceof Conflict) || error.code !== "designer.draft-exists") throw error;
      }
      return toService(request, "?getan=begonnen");
    },
  },
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/veroeffentlichen",
    access: publishAccess,
    handle: async (request) => showPublish(request, await openService(request)),
  },
  { method: "POST", path: "/:town/amt/dienste/:dienst/veroeffentlichen", access: publishAccess, handle: postPublish },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/vorlegen",
    access: designAccess,
    async handle(request) {
      return orConflict(
        request,
        async () => {
          await submitForPublishing(request, {
            serviceId: request.params.dienst ?? "",
            seen: seenOf(request),
            done: request.body.fertig === "ja",
          });
          return toService(request, "?getan=vorgelegt");
        },
        (conflict, again) => showOverview(request, again, conflict),
      );
    },
  },
  ...confirmed({
    path: "/verwerfen",
    access: designAccess,
    words: ({ view }, { versions }) => ({
      title: say(view, "Entwurf verwerfen?", "Discard the draft?"),
      text:
        versions.length === 1
          ? say(
              view,
              "Der Dienst war noch nie auf dem Portal. Mit dem Entwurf verschwindet er ganz. Das lässt sich nicht zurücknehmen.",
              "The service has never been on the portal. It disappears together with the draft. This cannot be taken back.",
            )
          : say(
              view,
              "Alle Änderungen seit der letzten Veröffentlichung gehen verloren. Das lässt sich nicht zurücknehmen.",
              "All changes since the last publication are lost. This cannot be taken back.",
            ),
      button: say(view, "Entwurf verwerfen", "Discard draft"),
    }),
    async act(request) {
      return orConflict(
        request,
        async () => {
          await dropDraft(request, { serviceId: request.params.dienst ?? "", seen: seenOf(request) });
          return redirect(request.view.href("/amt/dienste?verworfen"));
        },
        (conflict, again) => showOverview(request, again, conflict),
      );
    },
  }),
  ...confirmed({
    path: "/zurueckziehen",
    access: publishAccess,
    words: ({ view }) => ({
      title: say(view, "Vom Portal nehmen?", "Take off the portal?"),
      text: say(
        view,
        "Niemand kann dann neu beginnen. Wer schon begonnen hat, kann noch senden. Andere Städte können den Dienst nicht mehr übernehmen.",
        "Nobody can begin anew then. Whoever has begun can still send. Other towns can no longer take the service over.",
      ),
      button: say(view, "Vom Portal nehmen", "Take off the portal"),
    }),
    async act(request) {
      await withdraw(request, request.params.dienst ?? "");
      return toService(request, "?getan=zurueckgezogen");
    },
  }),
  {
    method: "GET",
    path: "/:town/amt/dienste/:dienst/begonnene",
    access: publishAccess,
    async handle(request) {
      const { view, query } = request;
      const { shown } = await openService(request);
      const moved = versionNumber(query.umgestellt);
      return page(
        BegunPage({
          view,
          shown,
          begun: await listBegunDrafts(request, shown.version.serviceId),
          ...(query.umgestellt === undefined
            ? {}
            : {
                done: say(
                  view,
                  moved === 1 ? "Ein Antrag ist umgestellt." : `${moved} Anträge sind umgestellt.`,
                  moved === 1 ? "One application has been moved." : `${moved} applications have been moved.`,
                ),
              }),
        }),
      );
    },
  },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/begonnene",
    access: publishAccess,
    async handle(request) {
      const { von } = request.body;
      const count = await migrateDrafts(request, {
        serviceId: request.params.dienst ?? "",
        from: versionNumber(typeof von === "string" ? von : undefined),
      });
      return toService(request, `/begonnene?umgestellt=${count}`);
    },
  },
  { method: "GET", path: "/:town/amt/dienste/:dienst/neues-der-herkunft", access: designAccess, handle: showUpdate },
  {
    method: "POST",
    path: "/:town/amt/dienste/:dienst/neues-der-herkunft",
    access: designAccess,
    async handle(request) {
      return orConflict(
        request,
        async () => {
          await takeUpdate(request, { serviceId: request.params.dienst ?? "", seen: seenOf(request) });
          return toService(request, "?getan=neues");
        },
        (conflict, again) => showOverview(request, again, conflict),
      );
    },
  },
];
