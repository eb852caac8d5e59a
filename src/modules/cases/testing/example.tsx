import { type Actor, newAccessCode, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { TestDatabase } from "../../../platform/testing/index.ts";
import { openMailbox } from "../../messaging/index.ts";
import { seedAktenplan } from "../../records/index.ts";
import { switchOnTown } from "../../tenants/index.ts";
import { type NewCase, openCase } from "../actions/open-case.ts";
import {
  type CaseContent,
  defineCaseContent,
  defineCasePanels,
  defineEffects,
  defineProcesses,
  defineTaskOptions,
  type Effect,
} from "../contracts.ts";
import type { Case } from "../model/case.ts";
import { parseProcess } from "../model/parse-process.ts";

/** A procedure small enough to read: check, ask back, issue, close; a reminder after two days. */
const processXml = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:klickamt="urn:klickamt:bpmn:1" id="definitions" targetNamespace="urn:klickamt:process">
  <bpmn:message id="nachricht_antwort" name="antwort"/>
  <bpmn:process id="beispiel" name="Anzeige prüfen" klickamt:nameEn="Check notification" isExecutable="true">
    <bpmn:startEvent id="eingang" name="Eingang" klickamt:nameEn="Received"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="pruefen" name="Anzeige prüfen" klickamt:nameEn="Check the notification" klickamt:duty="casework" klickamt:form="beispiel.pruefen" klickamt:outcomes="vollstaendig rueckfrage">
      <bpmn:incoming>f1</bpmn:incoming><bpmn:incoming>f6</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="erinnerung" name="Nach 2 Tagen" klickamt:nameEn="After 2 days" attachedToRef="pruefen" cancelActivity="false">
      <bpmn:outgoing>f7</bpmn:outgoing>
      <bpmn:timerEventDefinition id="zeit"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P2D</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:serviceTask id="erinnern" name="Erinnern" klickamt:nameEn="Remind" klickamt:effect="cases.erinnern"><bpmn:incoming>f7</bpmn:incoming><bpmn:outgoing>f8</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:endEvent id="erinnert" name="Erinnert" klickamt:nameEn="Reminded"><bpmn:incoming>f8</bpmn:incoming></bpmn:endEvent>
    <bpmn:exclusiveGateway id="vollstaendig" name="Vollständig?" klickamt:nameEn="Complete?" default="f4"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing><bpmn:outgoing>f4</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:intermediateCatchEvent id="antwort" name="Antwort abwarten" klickamt:nameEn="Wait for the answer">
      <bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f6</bpmn:outgoing><bpmn:messageEventDefinition id="m" messageRef="nachricht_antwort"/>
    </bpmn:intermediateCatchEvent>
    <bpmn:serviceTask id="bescheinigen" name="Empfangsbescheinigung ausstellen" klickamt:nameEn="Issue the receipt" klickamt:effect="beispiel.bescheinigen"><bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f5</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:serviceTask id="schliessen" name="Zu den Akten" klickamt:nameEn="Close" klickamt:effect="records.schliessen"><bpmn:incoming>f5</bpmn:incoming><bpmn:outgoing>f9</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:endEvent id="erledigt" name="Erledigt" klickamt:nameEn="Done"><bpmn:incoming>f9</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="eingang" targetRef="pruefen"/>
    <bpmn:sequenceFlow id="f2" sourceRef="pruefen" targetRef="vollstaendig"/>
    <bpmn:sequenceFlow id="f3" sourceRef="vollstaendig" targetRef="antwort"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">outcome = "rueckfrage"</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f4" sourceRef="vollstaendig" targetRef="bescheinigen"/>
    <bpmn:sequenceFlow id="f5" sourceRef="bescheinigen" targetRef="schliessen"/>
    <bpmn:sequenceFlow id="f6" sourceRef="antwort" targetRef="pruefen"/>
    <bpmn:sequenceFlow id="f7" sourceRef="erinnerung" targetRef="erinnern"/>
    <bpmn:sequenceFlow id="f8" sourceRef="erinnern" targetRef="erinnert"/>
    <bpmn:sequenceFlow id="f9" sourceRef="schliessen" targetRef="erledigt"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagramm"><bpmndi:BPMNPlane id="flaeche" bpmnElement="beispiel">
    ${[
      "eingang",
      "pruefen",
      "erinnerung",
      "erinnern",
      "erinnert",
      "vollstaendig",
      "antwort",
      "bescheinigen",
      "schliessen",
      "erledigt",
    ]
      .map(
        (id, at) =>
          `<bpmndi:BPMNShape id="${id}_form" bpmnElement="${id}"><dc:Bounds x="${100 + at * 150}" y="100" width="100" height="80"/></bpmndi:BPMNShape>`,
      )
      .join("")}
    ${["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"]
      .map(
        (id, at) =>
          `<bpmndi:BPMNEdge id="${id}_linie" bpmnElement="${id}"><di:waypoint x="${200 + at * 100}" y="140"/><di:waypoint x="${250 + at * 100}" y="140"/></bpmndi:BPMNEdge>`,
      )
      .join("")}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

const labels: Readonly<Record<string, string>> = { familienname: "Familienname", taetigkeit: "Tätigkeit" };

const content: CaseContent = {
  sheet: async (_ctx, subject) => ({
    sections: [
      {
        title: "Betrieb",
        rows: Object.entries(subject.answers).map(([path, value]) => ({
          path,
          label: labels[path] ?? path,
          display: String(value),
          official: [{ form: "GewA1", number: path === "taetigkeit" ? 18 : 4 }],
          source: "§ 14 Abs. 1 GewO",
        })),
      },
    ],
  }),
  editable: async (_ctx, subject, path) =>
    labels[path] === undefined
      ? undefined
      : {
          path,
          label: labels[path],
          type: "text",
          value: subject.answers[path] ?? "",
          source: "§ 14 Abs. 1 GewO",
        },
  parse: async (_ctx, _subject, _path, raw) => {
    const value = String(raw).trim();
    return value === "" ? { message: "Geben Sie etwas an." } : { value };
  },
  searchTexts: async (_ctx, subject) => Object.values(subject.answers).map(String),
  leistungTitle: async (_ctx, _id, language) => (language === "de" ? "Gewerbe anmelden" : "Register a business"),
  listLeistungen: async () => [{ leistungId: "gewerbe-anmelden", title: "Gewerbe anmelden" }],
  subjectName: async (_ctx, subject) => `Bäckerei ${String(subject.answers.familienname)}`,
};

/** Cases for which the example's effect ran, with what was ticked. */
export interface ExampleLog {
  readonly issued: { caseId: string; variables: Case["variables"] }[];
}

/** Puts a small procedure and its content in place, as the assembly does with real ones. */
export async function defineExample(): Promise<ExampleLog> {
  const issued: ExampleLog["issued"] = [];
  const issue: Effect = {
    name: "beispiel.bescheinigen",
    async run(_ctx, subject) {
      issued.push({ caseId: subject.caseId, variables: subject.variables });
    },
  };
  defineEffects([issue]);
  defineProcesses({ "gewerbe-anmelden": await parseProcess(processXml) });
  defineCaseContent(content);
  defineCasePanels([
    {
      id: "weitergabe",
      title: { de: "Weitergabe", en: "Passing on" },
      tab: "antrag",
      render: (_ctx, _view, subject) => (subject.status === "done" ? undefined : <p>Noch nichts weitergegeben</p>),
    },
  ]);
  defineTaskOptions([
    {
      form: "beispiel.pruefen",
      kind: "tick",
      name: "zoll",
      label: { de: "Anhaltspunkte für den Zoll", en: "Indications for customs" },
      hint: { de: "§ 3 Abs. 3 GewAnzV", en: "§ 3 (3) GewAnzV" },
    },
  ]);
  return { issued };
}

/** Two towns; returns the first, with a file plan. */
export async function openTowns(database: TestDatabase): Promise<{ readonly town: number; readonly other: number }> {
  const system = { kind: "system", name: "test" } as const;
  const [town, other] = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return [
      (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId,
      (await switchOnTown(ctx, { ags: "delbrueck", demo: true })).tenantId,
    ];
  });
  for (const tenant of [town, other]) await database.run(tenant as number, system, (ctx) => seedAktenplan(ctx));
  return { town: town as number, other: other as number };
}

export function staff(name: string, ...duties: Extract<Actor, { kind: "staff" }>["duties"][number][]) {
  return { kind: "staff", staffId: newId(), name, duties } as const;
}

/** An application of somebody, with a mailbox of its own unless one is given. */
export async function apply(
  ctx: Ctx,
  more: Partial<NewCase> & { readonly name?: string; readonly code?: string } = {},
): Promise<Case> {
  const { name = "Müller", code = newAccessCode(), ...given } = more;
  const mailboxId =
    given.mailboxId ?? (await openMailbox(ctx, { codeMac: ctx.keyring.mac("access-code", code), language: "de" }));
  return openCase(ctx, {
    leistungId: "gewerbe-anmelden",
    leistungVersion: 1,
    formHash: "0".repeat(64),
    answers: { familienname: name, taetigkeit: "Backwaren herstellen und verkaufen" },
    subjectName: `Bäckerei ${name}`,
    language: "de",
    planUnit: "32.40",
    akteTitle: `Bäckerei ${name}`,
    retentionYears: 10,
    deadline: {
      days: 3,
      counting: "working-days",
      source: "§ 15 Abs. 1 GewO",
      what: { de: "Empfangsbescheinigung", en: "Receipt" },
    },
    submissionKey: newId(),
    applicationDocuments: [
      {
        title: "Antrag",
        filename: "antrag.json",
        mediaType: "application/json",
        bytes: Buffer.from(`{"name":"${name}"}`),
      },
    ],
    ...given,
    mailboxId,
  });
}
