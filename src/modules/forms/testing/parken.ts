import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { createTestDatabase, createTestWeb, type TestDatabase, type TestWeb } from "../../../platform/testing/index.ts";
import { casesRoutes, defineCaseContent, defineProcesses, parseProcess } from "../../cases/index.ts";
import { defineCodeResolvers, messagingJobs, messagingRoutes } from "../../messaging/index.ts";
import { seedAktenplan } from "../../records/index.ts";
import { findTown, switchOnTown, type Tenant, routes as tenantsRoutes } from "../../tenants/index.ts";
import { configureUploads, defineUploadOwner, uploadsJobs } from "../../uploads/index.ts";
import { caseContent } from "../case-content.ts";
import { draftCodeResolver } from "../code-resolver.ts";
import { draftUploads } from "../draft-uploads.ts";
import { formsJobs } from "../jobs.ts";
import type { Leistung } from "../leistung.ts";
import { defineLeistungen } from "../registry.ts";
import { routes } from "../routes.ts";
import { uploadStreams } from "../upload-routes.ts";

const both = (de: string) => ({ de, en: `${de} (en)` });
const none = { de: [], en: [] } as const;
const file = (key: string, de: string, more: object = {}) =>
  ({
    kind: "field",
    key,
    type: "file",
    label: both(de),
    source: "Satzung",
    file: { kinds: ["pdf", "picture", "text"], maxBytes: 200_000, maxFiles: 2 },
    ...more,
  }) as const;

/** A parking permit: a name, two kinds of proof, and one proof for each car. */
export const parken: Leistung = {
  id: "parken",
  version: 1,
  title: both("Bewohnerparkausweis"),
  summary: both("Parken, wo Sie wohnen."),
  icon: "car",
  lebenslagen: ["wohnen"],
  keywords: none,
  page: { what: none, forWhom: none, cost: none, time: none, needed: none, legalBasis: [], dataProtection: none },
  online: {
    trustLevel: "low",
    minutes: 2,
    processXml: "",
    fees: [],
    feesFor: () => [],
    records: { planUnit: "32.40", retentionYears: 5, retentionSource: "Satzung", akteTitle: () => "Parken" },
    subjectName: (answers) => String(answers.name),
    declarations: [],
    form: {
      id: "parken",
      version: 1,
      sections: [
        {
          key: "nachweise",
          title: both("Ihre Nachweise"),
          elements: [
            { kind: "field", key: "name", type: "name", label: both("Ihr Name"), source: "Satzung" },
            file("mietvertrag", "Mietvertrag"),
            file("ausweis", "Ausweis", { required: false, file: { kinds: ["picture"], maxFiles: 1 } }),
          ],
        },
        {
          key: "autos",
          title: both("Ihre Autos"),
          elements: [
            {
              kind: "group",
              key: "autos",
              min: 0,
              max: 3,
              title: both("Autos"),
              entryName: both("Auto"),
              elements: [file("schein", "Fahrzeugschein")],
            },
          ],
        },
      ],
    },
  },
};

const processXml = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:klickamt="urn:klickamt:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="p" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="pruefen"/>
    <userTask id="pruefen" name="Prüfen" klickamt:nameEn="Check" klickamt:duty="casework"/>
    <sequenceFlow id="b" sourceRef="pruefen" targetRef="ende"/><endEvent id="ende"/>
  </process>
  <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI" id="diagram">
    <di:BPMNPlane id="plane" bpmnElement="p">
      <di:BPMNShape id="s1" bpmnElement="start"><dc:Bounds x="0" y="20" width="36" height="36"/></di:BPMNShape>
      <di:BPMNShape id="s2" bpmnElement="pruefen"><dc:Bounds x="80" y="0" width="120" height="80"/></di:BPMNShape>
      <di:BPMNShape id="s3" bpmnElement="ende"><dc:Bounds x="250" y="20" width="36" height="36"/></di:BPMNShape>
      <di:BPMNEdge id="e1" bpmnElement="a"><dd:waypoint x="36" y="38"/><dd:waypoint x="80" y="38"/></di:BPMNEdge>
      <di:BPMNEdge id="e2" bpmnElement="b"><dd:waypoint x="200" y="38"/><dd:waypoint x="250" y="38"/></di:BPMNEdge>
    </di:BPMNPlane>
  </di:BPMNDiagram>
</definitions>`;

/** A town where the parking permit can be applied for, with its web server. */
export interface Parken {
  readonly database: TestDatabase;
  readonly web: TestWeb;
  readonly town: Tenant;
  /** Of files that are not sent yet. */
  readonly folder: string;
  /** One more web server on the same database and folder. */
  openAnother(): Promise<TestWeb["app"]>;
  close(): Promise<void>;
}

/** @param assetsFolder of built scripts and styles, for a real browser */
export async function openParken(assetsFolder?: string): Promise<Parken> {
  const database = await createTestDatabase(inject("testServer"), [...uploadsJobs, ...formsJobs, ...messagingJobs]);
  const folder = await mkdtemp(join(tmpdir(), "klickamt-uploads-"));
  const town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags: "05774032", demo: false }),
  );
  await database.run(town.tenantId, { kind: "system", name: "test" }, seedAktenplan);
  defineLeistungen([parken]);
  defineCaseContent(caseContent);
  defineProcesses({ parken: await parseProcess(processXml) });
  defineCodeResolvers([draftCodeResolver]);
  defineUploadOwner(draftUploads);
  configureUploads({ folder });
  const options: Parameters<typeof createTestWeb>[1] = {
    routes: [...routes, ...messagingRoutes, ...casesRoutes, ...tenantsRoutes],
    streams: uploadStreams,
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async () => undefined,
    },
    ...(assetsFolder === undefined ? {} : { assetsFolder }),
  };
  const web = await createTestWeb(database, options);
  const more: TestWeb[] = [];
  return {
    database,
    web,
    town,
    folder,
    async openAnother() {
      const another = await createTestWeb(database, options);
      more.push(another);
      return another.app;
    },
    async close() {
      for (const server of [web, ...more]) await server.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
