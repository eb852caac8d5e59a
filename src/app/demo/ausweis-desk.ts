import { cents, dayInBerlin, formatDayShort, instantInBerlin } from "../../kernel/index.ts";
import {
  captureFingerprints,
  checkIdentity,
  findCardOfCase,
  noteChecks,
  noteHandover,
  noteSignature,
  redeemPhoto,
  saveSignature,
  setAusweisSetting,
  setOnlineSetting,
  settleFees,
  takeReceipt,
} from "../../modules/ausweis/index.ts";
import { completeTask, getCase, listOpenTasks, type TaskCompletion } from "../../modules/cases/index.ts";
import { findAccountOfCase, recordPayment } from "../../modules/payments/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { type Applicant, applicantsOf, type Stage } from "./applicants.ts";
import { earlier, minutesAfter, workingDayBefore } from "./clock.ts";
import { sendForm } from "./send-form.ts";

/** Somebody of the desk, for what only people may do. */
const caseworker = {
  kind: "staff" as const,
  staffId: "00000000-0000-7000-8000-000000000000",
  name: "Kim Beispiel",
  duties: ["casework"] as const,
};

/** An application with the case that it has become. */
export interface SentApplication {
  readonly applicant: Applicant;
  readonly caseId: string;
}

const stages: readonly Stage[] = [
  "eingegangen",
  "termin",
  "am-schalter",
  "freigabe",
  "bestellt",
  "hergestellt",
  "bereit",
  "ausgehaendigt",
];

async function complete(ctx: Ctx, caseId: string, more: Pick<TaskCompletion, "outcome" | "options"> = {}) {
  const [task] = await listOpenTasks(ctx, caseId);
  if (task === undefined) throw new Error("demo: there is nothing to do in the case");
  const { rowVersion } = await getCase(ctx, caseId);
  await completeTask(ctx, { caseId, taskId: task.taskId, rowVersion, ...more });
}

/** Works an application off as far as its stage says, a step a day. */
async function workOff(ctx: Ctx, { applicant, caseId }: SentApplication, number: number): Promise<void> {
  const reached = (stage: Stage) => stages.indexOf(applicant.stage) >= stages.indexOf(stage);
  const today = dayInBerlin(ctx.now);
  const daysAgo = (days: number): Ctx => ({
    ...ctx,
    actor: caseworker,
    now: earlier(ctx.now, instantInBerlin(workingDayBefore(today, days), 10, (number * 11) % 60)),
  });
  if (!reached("termin")) return;
  await complete(daysAgo(8), caseId, { outcome: "vollstaendig" });
  if (!reached("am-schalter")) return;
  const visit = reached("freigabe") ? daysAgo(6) : { ...ctx, actor: caseworker };
  await checkIdentity(visit, caseId, "personalausweis");
  const redeemed = await redeemPhoto(visit, caseId, applicant.fotoCode);
  if (redeemed !== "fetched") throw new Error(`demo: the code of a photograph is ${redeemed}`);
  await settleFees(visit, caseId);
  if (!reached("freigabe")) return;
  await captureFingerprints(visit, caseId);
  await noteSignature(visit, caseId, { way: "bildschirm", path: signature });
  await noteChecks(visit, caseId, {
    pinBrief: true,
    vertretung: applicant.answers.fuerWen !== "selbst",
    versand: applicant.answers.uebergabe === "versand",
    ausserhalbDienstzeit: false,
    ermaechtigung: "",
  });
  const account = await findAccountOfCase(visit, caseId);
  if (account !== undefined && account.balanceCents > 0) {
    await recordPayment(minutesIn(visit, 2), {
      accountId: account.accountId,
      amountCents: cents(account.balanceCents),
      ledger: "cash",
      source: `Kartenzahlung, Beleg ${200 + number}`,
      idempotencyKey: `demo:${caseId}`,
    });
  }
  const options = { vierAugen: applicant.stage === "freigabe" };
  await complete(minutesIn(visit, 3), caseId, { outcome: "erfasst", options });
  if (!reached("hergestellt")) return;
  const card = await findCardOfCase(ctx, caseId);
  if (card === undefined) throw new Error("demo: no card was ordered");
  await takeReceipt(
    { ...daysAgo(3), actor: ctx.actor },
    card.cardId,
    `L${String(number * 104_729 + 1_000_000).padStart(8, "0")}`,
  );
  if (!reached("bereit")) return;
  await complete(daysAgo(2), caseId);
  if (!reached("ausgehaendigt")) return;
  await noteHandover(daysAgo(1), caseId, {
    receivedBy: "selbst",
    name: `${applicant.vornamen} ${applicant.familienname}`,
    signature,
    oldCard: "entwertet",
  });
  await complete(minutesIn(daysAgo(1), 1), caseId);
}

const signature = "M180 260l60 -140 40 120 50 -110 30 90 60 -40 80 60 120 -70 90 40 110 -30";

const minutesIn = (ctx: Ctx, minutes: number): Ctx => ({ ...ctx, now: minutesAfter(ctx.now, minutes) });

/** Applications at every stage, and a card that is reported as lost. @returns those whose people come today */
export async function loadApplications(ctx: Ctx, town: string): Promise<readonly SentApplication[]> {
  await setAusweisSetting(ctx, { vierAugen: "im-einzelfall", unterschriftAmBildschirm: true });
  await setOnlineSetting(ctx, { unterschriftAmHandy: true, ohneTermin: false, klausel: "" });
  const today = dayInBerlin(ctx.now);
  const sentOn = workingDayBefore(today, 9);
  const expected: SentApplication[] = [];
  const applicants = applicantsOf(town);
  for (const [number, applicant] of applicants.entries()) {
    const day = applicant.stage === "eingegangen" ? workingDayBefore(today, 1) : sentOn;
    const sending: Ctx = {
      ...ctx,
      actor: { kind: "citizen" },
      now: earlier(ctx.now, instantInBerlin(day, 7 + number, (number * 13) % 60)),
    };
    const caseId = await sendForm(sending, "personalausweis-beantragen", applicant.answers, day, async (draftId) => {
      // Whoever comes to the counter has signed on their own screen before.
      if (applicant.stage === "eingegangen" || applicant.stage === "termin") {
        await saveSignature(sending, draftId, { path: signature, name: "" });
      }
    });
    const sent = { applicant, caseId };
    await workOff(ctx, sent, number);
    if (applicant.stage === "termin" || applicant.stage === "am-schalter") expected.push(sent);
  }
  const lost = applicants.at(-1);
  if (lost !== undefined) await reportLoss(ctx, lost);
  return expected;
}

/** The last one has lost the new card again. */
async function reportLoss(ctx: Ctx, applicant: Applicant): Promise<void> {
  const today = dayInBerlin(ctx.now);
  const { familienname, vornamen, geburtsdatum, geburtsort } = applicant.answers;
  await sendForm(
    { ...ctx, actor: { kind: "citizen" } },
    "ausweis-verlust-melden",
    {
      art: "verloren",
      ausweisart: "personalausweis",
      "verlust.am": formatDayShort(today, "de"),
      "verlust.ort": "Paderborn, im Bus",
      "verlust.polizei": "nein",
      notrufGesperrt: "nein",
      familienname: familienname ?? "",
      vornamen: vornamen ?? "",
      geburtsdatum: geburtsdatum ?? "",
      geburtsort: geburtsort ?? "",
      ...Object.fromEntries(Object.entries(applicant.answers).filter(([path]) => path.startsWith("wohnung."))),
    },
    today,
  );
}
