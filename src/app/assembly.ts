import { join } from "node:path";
import type { TenantId } from "../kernel/index.ts";
import { leistungen, procedures } from "../leistungen/index.ts";
import { routes as accountsRoutes, authenticate } from "../modules/accounts/index.ts";
import { apiJobs, apiRoutes } from "../modules/api/index.ts";
import {
  appointmentCodeResolver,
  appointmentsJobs,
  appointmentsPersonalData,
  appointmentsRoutes,
  defineAppointmentSight,
  defineAppointmentSubject,
} from "../modules/appointments/index.ts";
import {
  ausweisCitizenRoutes,
  ausweisEffects,
  ausweisFormChecks,
  ausweisFormPanels,
  ausweisJobs,
  ausweisKeptFees,
  ausweisOnlineJobs,
  ausweisOnlinePanels,
  ausweisPanels,
  ausweisPersonalData,
  ausweisPrefillSource,
  ausweisRoutes,
  ausweisSending,
  ausweisStatusPanels,
  ausweisTaskGuards,
  ausweisTaskOptions,
  configureAusweis,
} from "../modules/ausweis/index.ts";
import {
  answerUploads,
  casesClosingCheck,
  casesDestructionPart,
  casesJobs,
  casesPersonalData,
  casesRoutes,
  casesWatcher,
  checkProcesses,
  defineCaseContent,
  defineCasePanels,
  defineEffects,
  defineKeptFees,
  defineProcesses,
  defineStatusPanels,
  defineTaskGuards,
  defineTaskOptions,
  listHiddenCases,
  mailboxCases,
  type Process,
  parseProcess,
} from "../modules/cases/index.ts";
import { availability, catalogueRoutes } from "../modules/catalogue/index.ts";
import {
  circulationClosingCheck,
  circulationDestructionPart,
  circulationEventWords,
  circulationJobs,
  circulationPanel,
  circulationPersonalData,
  circulationRoutes,
  circulationWatcher,
} from "../modules/circulation/index.ts";
import { codelistsRoutes, defineCodeListStandard, findCodeList } from "../modules/codelists/index.ts";
import {
  dataprotectionJobs,
  dataprotectionRoutes,
  definePersonalDataSources,
} from "../modules/dataprotection/index.ts";
import {
  defineSchemaStandards,
  defineTextExchange,
  designerRoutes,
  leistungSource,
} from "../modules/designer/index.ts";
import {
  akteDisposalPanel,
  configureDisposal,
  defineArchiveFormat,
  defineDestructionParts,
  disposalEventWords,
  disposalJobs,
  disposalRoutes,
  disposalWatcher,
} from "../modules/disposal/index.ts";
import {
  caseContent,
  checkPanels,
  defineAvailability,
  defineCodeLists,
  defineFormChecks,
  defineFormPanels,
  defineFormSchemaWriter,
  defineLeistungen,
  defineLeistungSource,
  definePrefillSources,
  defineProcedures,
  defineSendingParts,
  draftCodeResolver,
  draftUploads,
  formsDestructionPart,
  formsJobs,
  formsRoutes,
  uploadStreams,
} from "../modules/forms/index.ts";
import {
  forgetAkte,
  fulltextDokumentPanel,
  fulltextJobs,
  fulltextPersonalData,
  fulltextRoutes,
  fulltextWatcher,
} from "../modules/fulltext/index.ts";
import {
  configureDeliveries,
  gewerbeDestructionPart,
  gewerbeEffects,
  gewerbeJobs,
  gewerbePanels,
  gewerbePersonalData,
  gewerbePrefillSource,
  gewerbeRoutes,
  gewerbeTaskOptions,
  gewerbeWatcher,
} from "../modules/gewerbe/index.ts";
import {
  intakeClosingCheck,
  intakeEventWords,
  intakeJobs,
  intakePanel,
  intakePersonalData,
  intakeRoutes,
  intakeStreams,
  intakeUploads,
  intakeWatcher,
} from "../modules/intake/index.ts";
import {
  configureMail,
  defineCodeResolvers,
  defineMailboxCases,
  folderTransport,
  messagingJobs,
  messagingPersonalData,
  messagingRoutes,
  smtpTransport,
} from "../modules/messaging/index.ts";
import {
  configurePayments,
  definePaymentListeners,
  definePaymentSight,
  defineStatementReaders,
  paymentCodeResolver,
  paymentsJobs,
  paymentsPersonalData,
  paymentsRoutes,
  simulatorProvider,
} from "../modules/payments/index.ts";
import {
  checkProofs,
  configureProof,
  proofAktePanels,
  proofEventWords,
  proofJobs,
  proofRoutes,
} from "../modules/proof/index.ts";
import {
  defineClosingChecks,
  defineRecordsChecks,
  extendRecords,
  recordsPersonalData,
  recordsRoutes,
} from "../modules/records/index.ts";
import { findTown, listTenants, routes as tenantsRoutes } from "../modules/tenants/index.ts";
import { configureUploads, defineUploadOwner, uploadsJobs } from "../modules/uploads/index.ts";
import {
  configureViewer,
  findSoffice,
  viewerDestructionPart,
  viewerEventWords,
  viewerJobs,
  viewerPersonalData,
  viewerRoutes,
  viewerWatcher,
} from "../modules/viewer/index.ts";
import type { Config } from "../platform/config/index.ts";
import type { Database } from "../platform/db/index.ts";
import { defineTextExtractors } from "../platform/extract/index.ts";
import type { AnyJob } from "../platform/jobs/index.ts";
import type { Route, StreamRoute, Town, WebDependencies } from "../platform/web/index.ts";
import { camtReader } from "../standards/camt/index.ts";
import { genericode } from "../standards/genericode-1/index.ts";
import { writeJsonSchema } from "../standards/json-schema-2020-12/index.ts";
import { xdatenfelder2 } from "../standards/xdatenfelder-2/index.ts";
import { xdatenfelder3 } from "../standards/xdatenfelder-3/index.ts";
import { xdomeaArchiveFormat } from "../standards/xdomea-4/index.ts";
import { xliff2 } from "../standards/xliff-2/index.ts";
import { appointmentSubject } from "./appointment-subject.ts";
import { housekeepingJobs } from "./housekeeping.ts";
import { mailExtractors } from "./mail-text.ts";
import { timestampAuthority } from "./timestamp-authority.ts";
import { xdomeaSchema } from "./xdomea-schema.ts";

/** The program put together: what the server, the worker and the commands need of the modules. */
export interface Assembly {
  readonly routes: readonly Route[];
  readonly streams: readonly StreamRoute[];
  readonly jobs: readonly AnyJob[];
  readonly web: WebDependencies;
  listTenants(): Promise<readonly TenantId[]>;
}

/** How long a process may show an old name or look of a town. */
const townCacheMs = 5000;

function townCache(db: Database): WebDependencies["findTown"] {
  const known = new Map<string, { town: Town; at: number }>();
  return async (slug) => {
    const cached = known.get(slug);
    if (cached !== undefined && Date.now() - cached.at < townCacheMs) return cached.town;
    if (!/^[a-z0-9-]{2,60}$/.test(slug)) return undefined;
    const town = await db.inPlatform((tx) => findTown(tx, slug), { readOnly: true });
    if (town !== undefined) known.set(slug, { town, at: Date.now() });
    return town;
  };
}

/** Every module's routes, in no order that matters: each address is there once. */
export const routes: readonly Route[] = [
  ...tenantsRoutes,
  ...accountsRoutes,
  ...codelistsRoutes,
  ...messagingRoutes,
  ...paymentsRoutes,
  ...appointmentsRoutes,
  ...dataprotectionRoutes,
  ...recordsRoutes,
  ...disposalRoutes,
  ...circulationRoutes,
  ...proofRoutes,
  ...fulltextRoutes,
  ...viewerRoutes,
  ...intakeRoutes,
  ...casesRoutes,
  ...formsRoutes,
  ...catalogueRoutes,
  ...gewerbeRoutes,
  ...ausweisRoutes,
  ...ausweisCitizenRoutes,
  ...apiRoutes,
  ...designerRoutes,
];

/** Every module's background work. */
export const jobs: readonly AnyJob[] = [
  ...dataprotectionJobs,
  ...uploadsJobs,
  ...messagingJobs,
  ...paymentsJobs,
  ...appointmentsJobs,
  ...disposalJobs,
  ...circulationJobs,
  ...proofJobs,
  ...fulltextJobs,
  ...viewerJobs,
  ...intakeJobs,
  ...casesJobs,
  ...formsJobs,
  ...gewerbeJobs,
  ...ausweisJobs,
  ...ausweisOnlineJobs,
  ...apiJobs,
  ...housekeepingJobs,
];

/** Tells each module what the others bring: contracts only point upward, so somebody has to. */
export async function wireModules(): Promise<void> {
  const processes: Record<string, Process> = {};
  for (const { key, processXml } of procedures) processes[key] = await parseProcess(processXml);
  for (const { id, online } of leistungen) {
    const key = online?.process ?? id;
    if (online !== undefined) processes[key] ??= await parseProcess(online.processXml);
  }
  defineProcedures(procedures);
  defineLeistungen(leistungen);
  defineLeistungSource(leistungSource);
  defineTextExchange(xliff2);
  defineProcesses(processes);
  defineEffects([...gewerbeEffects, ...ausweisEffects]);
  defineUploadOwner(intakeUploads, answerUploads, draftUploads);
  defineCaseContent(caseContent);
  defineCasePanels([...gewerbePanels, ...ausweisPanels, ...ausweisOnlinePanels]);
  defineStatusPanels(ausweisStatusPanels);
  defineFormPanels(ausweisFormPanels);
  defineRecordsChecks([checkProofs]);
  definePersonalDataSources([
    casesPersonalData,
    recordsPersonalData,
    messagingPersonalData,
    appointmentsPersonalData,
    paymentsPersonalData,
    gewerbePersonalData,
    ausweisPersonalData,
    viewerPersonalData,
    intakePersonalData,
    fulltextPersonalData,
    circulationPersonalData,
  ]);
  extendRecords({
    aktePanels: [circulationPanel, ...proofAktePanels, intakePanel, akteDisposalPanel],
    dokumentPanels: [fulltextDokumentPanel],
    watchers: [
      casesWatcher,
      gewerbeWatcher,
      circulationWatcher,
      intakeWatcher,
      fulltextWatcher,
      viewerWatcher,
      disposalWatcher,
    ],
    eventWords: {
      ...circulationEventWords,
      ...viewerEventWords,
      ...proofEventWords,
      ...intakeEventWords,
      ...disposalEventWords,
    },
  });
  defineClosingChecks([casesClosingCheck, circulationClosingCheck, intakeClosingCheck]);
  defineArchiveFormat(xdomeaArchiveFormat());
  defineTextExtractors(mailExtractors);
  defineDestructionParts([
    {
      name: "fulltext",
      async destroy(ctx, { akteId }) {
        await forgetAkte(ctx, akteId);
        return [];
      },
    },
    viewerDestructionPart,
    circulationDestructionPart,
    casesDestructionPart,
    formsDestructionPart,
    gewerbeDestructionPart,
  ]);
  defineSendingParts([ausweisSending]);
  defineFormChecks(ausweisFormChecks);
  defineTaskOptions([...gewerbeTaskOptions, ...ausweisTaskOptions]);
  defineTaskGuards(ausweisTaskGuards);
  defineKeptFees(ausweisKeptFees);
  defineMailboxCases(mailboxCases);
  defineCodeResolvers([draftCodeResolver, appointmentCodeResolver, paymentCodeResolver]);
  defineAppointmentSubject(appointmentSubject);
  defineAppointmentSight(listHiddenCases);
  definePaymentSight(listHiddenCases);
  definePaymentListeners([]);
  defineStatementReaders([camtReader]);
  defineCodeLists(findCodeList);
  defineFormSchemaWriter(writeJsonSchema);
  defineCodeListStandard(genericode);
  defineSchemaStandards([xdatenfelder2, xdatenfelder3]);
  defineAvailability(availability);
  definePrefillSources([gewerbePrefillSource, ausweisPrefillSource]);
  checkProcesses();
  checkPanels();
}

/** Puts the program together for an installation. */
export async function assemble(given: { config: Config; publicUrl: string; db: Database }): Promise<Assembly> {
  const { config, publicUrl, db } = given;
  await wireModules();
  configureMail({
    publicUrl,
    transport:
      config.smtpUrl !== undefined && config.mailFrom !== undefined
        ? smtpTransport(config.smtpUrl, config.mailFrom)
        : folderTransport(join(config.dataFolder, "outbox")),
  });
  configureDeliveries({ folder: join(config.dataFolder, "deliveries"), publicUrl });
  // The one provider there is so far is a simulation and says so: only where everything else is invented too.
  configurePayments({ publicUrl, providers: config.demo ? [simulatorProvider] : [] });
  configureAusweis({ folder: join(config.dataFolder, "ausweis") });
  const soffice = findSoffice(config.soffice, process.env.PATH ?? "");
  configureViewer({
    folder: join(config.dataFolder, "renditions"),
    ...(soffice === undefined ? {} : { soffice }),
  });
  // A simulated archive confirms what it does not keep: only where everything else is invented too.
  if (config.standardsFolder !== undefined) {
    defineArchiveFormat(xdomeaArchiveFormat({ schemaMistakes: xdomeaSchema(config.standardsFolder) }));
  }
  configureDisposal({ folder: join(config.dataFolder, "archive"), simulator: config.demo });
  configureUploads({
    folder: join(config.dataFolder, "uploads"),
    ...(config.clamd === undefined ? {} : { clamd: config.clamd }),
  });
  configureProof({
    publicUrl,
    roundDays: config.readingDays,
    formerKeys: config.formerKeys,
    ...(config.timestamps === undefined ? {} : { timestamps: timestampAuthority(config.timestamps) }),
  });
  return {
    routes,
    streams: [...uploadStreams, ...intakeStreams],
    jobs,
    web: { findTown: townCache(db), authenticate },
    listTenants: () =>
      db.inPlatform(async (tx) => (await listTenants(tx)).map(({ tenantId }) => tenantId), { readOnly: true }),
  };
}
