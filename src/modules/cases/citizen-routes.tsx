import { Conflict, isId, NotFound } from "../../kernel/index.ts";
import {
  type Answer,
  type EarlyRequest,
  page,
  type Route,
  redirect,
  type Upload as UploadedFile,
  type WebRequest,
} from "../../platform/web/index.ts";
import { codesOf, findMailboxByCode, listMessages, withMailboxAccess } from "../messaging/index.ts";
import { getTenant } from "../tenants/index.ts";
import { inspectSent, type SentFile } from "../uploads/index.ts";
import { answerQuestion, listAnswerFiles } from "./actions/answer-question.ts";
import { planTakingBack } from "./actions/take-back.ts";
import { withdrawCase } from "./actions/withdraw-case.ts";
import { listSteps } from "./citizen-steps.ts";
import { getProcess, listStatusPanels } from "./contracts.ts";
import { answerLimits } from "./model/answer-files.ts";
import type { Case } from "./model/case.ts";
import { conditionVariables } from "./model/process-view.ts";
import { statusLines } from "./model/status-lines.ts";
import { canBeWithdrawn, wasWithdrawn } from "./model/withdrawal.ts";
import { idOf, text, texts, titleOfCase } from "./request-parts.ts";
import { findCase, getCase, listCasesOfMailbox, listHistory } from "./store/index.ts";
import { listHref } from "./views/desk-lists.tsx";
import { StatusPage } from "./views/status-page.tsx";
import { TooLateToWithdrawPage, WithdrawPage } from "./views/withdraw-pages.tsx";

/** @throws NotFound where the case is not of this mailbox */
async function ownCase(request: WebRequest, mailboxId: string): Promise<Case> {
  const subject = await getCase(request, idOf(request, "case"));
  if (subject.mailboxId !== mailboxId) throw new NotFound("cases.no-such-case");
  return subject;
}

async function statusPanels(request: WebRequest, subject: Case): Promise<Parameters<typeof StatusPage>[0]["panels"]> {
  const shown = [];
  for (const panel of listStatusPanels()) {
    const content = await panel.render(request, request.view, subject);
    if (content !== undefined) shown.push({ id: panel.id, title: panel.title[request.view.language], content });
  }
  return shown;
}

type StatusExtras = Pick<Parameters<typeof StatusPage>[0], "typed" | "mistakes" | "notice">;

async function renderStatus(request: WebRequest, subject: Case, extras: StatusExtras, status = 200): Promise<Answer> {
  const { view } = request;
  const history = await listHistory(request, subject.caseId);
  const steps = await listSteps(request, subject, view.language);
  const isOpen = steps.some(({ done }) => !done);
  return page(
    <StatusPage
      view={view}
      subject={subject}
      leistung={await titleOfCase(request, subject)}
      lines={statusLines(subject, history, { language: view.language, stepsOpen: isOpen })}
      // An answer that has to be put right stands on this page alone: its summary leads to it, a link would lose it.
      steps={extras.mistakes.length === 0 ? steps : steps.filter(({ href }) => !href.endsWith("#antworten"))}
      panels={await statusPanels(request, subject)}
      messages={await listMessages(request, subject.caseId)}
      contact={(await getTenant(request)).contact}
      withdrawable={isWithdrawable(subject)}
      twin={await findTwin(request, subject)}
      keptFiles={subject.status === "waiting" ? await listAnswerFiles(request, subject) : []}
      {...extras}
    />,
    { status },
  );
}

function showStatus(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    return renderStatus(own, subject, {
      typed: "",
      mistakes: [],
      notice:
        own.query.antwort === "angekommen"
          ? "answered"
          : own.query.antrag === "zurueckgezogen" && wasWithdrawn(subject.processState)
            ? "withdrawn"
            : undefined,
    });
  });
}

/**
 * Another running application of the same kind and name whose code this device has. Nobody learns of one that they
 * could not open anyway.
 */
async function findTwin(request: WebRequest, subject: Case): Promise<Case | undefined> {
  if (!isWithdrawable(subject)) return undefined;
  for (const code of codesOf(request.cookies)) {
    const mailbox = await findMailboxByCode(request, code);
    if (mailbox === undefined) continue;
    const twin = (await listCasesOfMailbox(request, mailbox.mailboxId)).find(
      ({ caseId, leistungId, subjectName, status }) =>
        caseId !== subject.caseId &&
        leistungId === subject.leistungId &&
        subjectName === subject.subjectName &&
        status !== "done",
    );
    if (twin !== undefined) return twin;
  }
  return undefined;
}

const isWithdrawable = (subject: Case): boolean =>
  canBeWithdrawn(getProcess(subject.processKey), subject.processState, conditionVariables(subject));

function showWithdraw(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    if (wasWithdrawn(subject.processState)) return redirect(withdrawnHref(own, subject));
    if (!isWithdrawable(subject)) return tooLateToWithdraw(own, subject);
    const leistung = await titleOfCase(own, subject);
    const plan = await planTakingBack(own, subject);
    return page(<WithdrawPage view={own.view} subject={subject} leistung={leistung} plan={plan} />);
  });
}

function withdraw(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    try {
      await withdrawCase(own, { caseId: subject.caseId });
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== "cases.not-withdrawable") throw error;
      return tooLateToWithdraw(own, subject);
    }
    return redirect(withdrawnHref(own, subject));
  });
}

function withdrawnHref(request: WebRequest, { mailboxId, caseId }: Case): string {
  return listHref(request.view, `/postfach/${mailboxId}/vorgang/${caseId}`, { antrag: "zurueckgezogen" });
}

async function tooLateToWithdraw(request: WebRequest, subject: Case): Promise<Answer> {
  const { contact } = await getTenant(request);
  return page(<TooLateToWithdrawPage view={request.view} subject={subject} contact={contact} />, { status: 409 });
}

/** Whether somebody may answer there: asked before a file is read, so that nobody fills disk or memory. */
async function mayAnswer(request: EarlyRequest): Promise<number | undefined> {
  const { case: caseId = "", mailbox = "" } = request.params;
  return request.read(async (ctx) => {
    const subject = isId(caseId) ? await findCase(ctx, caseId) : undefined;
    if (subject?.mailboxId !== mailbox || subject.status !== "waiting") return undefined;
    for (const code of codesOf(request.cookies)) {
      if ((await findMailboxByCode(ctx, code))?.mailboxId === mailbox) return ctx.tenant;
    }
    return undefined;
  });
}

/** Looks at the files of an answer before the transaction opens. What goes wrong with one does not touch the others. */
async function prepareAnswer(
  request: EarlyRequest & { readonly uploads: readonly UploadedFile[] },
): Promise<readonly SentFile[]> {
  const tenant = request.uploads.length === 0 ? undefined : await mayAnswer(request);
  if (tenant === undefined) return [];
  const files: SentFile[] = [];
  for (const file of request.uploads) {
    if (file.field === "dateien") files.push(await inspectSent(tenant, file, answerLimits));
  }
  return files;
}

function answer(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    const typed = text(own, "text");
    try {
      const result = await answerQuestion(own, {
        caseId: subject.caseId,
        text: typed,
        files: (own.prepared ?? []) as readonly SentFile[],
        withoutFiles: texts(own, "ohne"),
        language: own.view.language,
      });
      if ("mistakes" in result) {
        return renderStatus(own, subject, { typed, mistakes: result.mistakes, notice: undefined }, 422);
      }
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== "cases.nobody-asked") throw error;
      const now = await getCase(own, subject.caseId);
      return renderStatus(own, now, { typed: "", mistakes: [], notice: "nobody-asked" }, 409);
    }
    return redirect(
      listHref(own.view, `/postfach/${mailbox.mailboxId}/vorgang/${subject.caseId}`, { antwort: "angekommen" }),
    );
  });
}

/** A case as its citizen sees it. */
export const citizenRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/postfach/:mailbox/vorgang/:case", access: "public", handle: showStatus },
  {
    method: "GET",
    path: "/:town/postfach/:mailbox/vorgang/:case/zurueckziehen",
    access: "public",
    handle: showWithdraw,
  },
  { method: "POST", path: "/:town/postfach/:mailbox/vorgang/:case/zurueckziehen", access: "public", handle: withdraw },
  {
    method: "POST",
    path: "/:town/postfach/:mailbox/vorgang/:case/antwort",
    access: "public",
    upload: {
      maxFiles: answerLimits.maxFiles,
      maxFileBytes: answerLimits.maxBytes,
      oversize: "told",
      allowed: async (early) => (await mayAnswer(early)) !== undefined,
    },
    prepare: prepareAnswer,
    handle: answer,
  },
];
