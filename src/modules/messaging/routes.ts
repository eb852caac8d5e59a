import { isId, NotFound, parseAccessCode } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { listMessagesOfMailbox } from "./actions/list-messages.ts";
import { resolveCode } from "./actions/resolve-code.ts";
import { setMailboxEmail } from "./actions/set-mailbox-email.ts";
import { getMailboxCases } from "./contracts.ts";
import { findMailTransport } from "./mail/transport.ts";
import { withMailboxAccess } from "./mailbox-access.ts";
import { accessCookie, codesOf, withCode, withoutCode } from "./model/access.ts";
import { parseEmail } from "./model/email.ts";
import { selectAttachment, selectMails } from "./store.ts";
import { MailboxPage } from "./views/mailbox-page.tsx";
import { NudgeAddressPage } from "./views/nudge-address-page.tsx";
import { OutboxPage } from "./views/outbox-page.tsx";
import { ResumePage } from "./views/resume-page.tsx";
import { wording } from "./views/wording.ts";

const field = (request: WebRequest, name: string): string => {
  const value = request.body[name];
  return typeof value === "string" ? value : "";
};

/** Only pages that a code opens may be gone on to. */
function goalOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\/(postfach|antrag|zahlung|termin)(\/[A-Za-z0-9_-]+)+$/.test(text) ? text : undefined;
}

async function showResume(request: WebRequest): Promise<Answer> {
  return page(
    ResumePage({
      view: request.view,
      typed: "",
      goal: goalOf(request.query.ziel),
      error: undefined,
      forgotten: request.query.abgemeldet === "1",
    }),
  );
}

async function resume(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const typed = field(request, "code");
  const goal = goalOf(field(request, "ziel"));
  const again = (error: string) => page(ResumePage({ view, typed, goal, error, forgotten: false }), { status: 422 });
  if (typed.trim() === "") return again(wording.codeMissing[view.language]);
  const code = parseAccessCode(typed);
  if (code === undefined) return again(wording.codeMalformed[view.language]);
  const found = await resolveCode(request, code);
  if (found === undefined) return again(wording.codeUnknown[view.language]);
  // Payments and appointments check for themselves whether the code is theirs; a mailbox's may be.
  const elsewhere = goal !== undefined && /^\/(zahlung|termin)\//.test(goal);
  const to = goal !== undefined && (elsewhere || goal === found || goal.startsWith(`${found}/`)) ? goal : found;
  return redirect(view.href(to), [accessCookie(withCode(codesOf(request.cookies), code))]);
}

function showMailbox(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox, code }) => {
    const { adresse } = own.query;
    return page(
      MailboxPage({
        view: own.view,
        mailbox,
        code,
        cases: await getMailboxCases().listCases(own, mailbox.mailboxId, own.view.language),
        messages: await listMessagesOfMailbox(own, mailbox.mailboxId),
        done: adresse === "gespeichert" ? "saved" : adresse === "entfernt" ? "removed" : undefined,
        now: own.now,
      }),
    );
  });
}

/** Shown in the browser only where its bytes are what it says; everything else is saved, never opened as a page. */
function sendAttachment(bytes: Uint8Array, attachment: { mediaType: string; filename: string }): Answer {
  const isPdf = attachment.mediaType === "application/pdf" && Buffer.from(bytes.subarray(0, 5)).toString() === "%PDF-";
  if (isPdf) return content(bytes, "application/pdf");
  const known = ["image/jpeg", "image/png"].includes(attachment.mediaType);
  return content(bytes, known ? attachment.mediaType : "application/octet-stream", { filename: attachment.filename });
}

function showAttachment(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const attachmentId = own.params.attachment ?? "";
    const attachment = isId(attachmentId) ? await selectAttachment(own, mailbox.mailboxId, attachmentId) : undefined;
    if (attachment === undefined) throw new NotFound("messaging.no-such-attachment");
    return sendAttachment(await own.files.get(attachment.sha256), attachment);
  });
}

function showNudgeAddress(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async ({ view }, { mailbox }) =>
    page(NudgeAddressPage({ view, mailbox, typed: mailbox.email ?? "", error: undefined })),
  );
}

function changeNudgeAddress(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const { view } = own;
    const path = `/postfach/${mailbox.mailboxId}`;
    if (field(own, "aktion") === "entfernen") {
      await setMailboxEmail(own, mailbox.mailboxId, undefined);
      return redirect(view.href(`${path}?adresse=entfernt`));
    }
    const typed = field(own, "email");
    if (parseEmail(typed) === undefined) {
      const error = (typed.trim() === "" ? wording.emailMissing : wording.emailMalformed)[view.language];
      return page(NudgeAddressPage({ view, mailbox, typed, error }), { status: 422 });
    }
    await setMailboxEmail(own, mailbox.mailboxId, typed);
    return redirect(view.href(`${path}?adresse=gespeichert`));
  });
}

function forgetDevice(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { code }) =>
    redirect(own.view.href("/fortsetzen?abgemeldet=1"), [accessCookie(withoutCode(codesOf(own.cookies), code))]),
  );
}

const mailsPerPage = 50;

async function showOutbox(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const before = isId(request.query.vor ?? "") ? request.query.vor : undefined;
  const mails = await selectMails(request, { before, limit: mailsPerPage + 1 });
  const shown = mails.slice(0, mailsPerPage);
  return page(
    OutboxPage({
      view,
      nav: deskNav(view, "postausgang"),
      mails: shown,
      transport: findMailTransport()?.kind,
      firstHref: before === undefined ? undefined : view.href("/amt/postausgang"),
      nextHref: mails.length > mailsPerPage ? view.href(`/amt/postausgang?vor=${shown.at(-1)?.mailId}`) : undefined,
    }),
  );
}

/** Pages of the mailbox and of the code that opens it, and the desk's outgoing e-mails. */
export const messagingRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/fortsetzen", access: "public", handle: showResume },
  {
    method: "POST",
    path: "/:town/fortsetzen",
    access: "public",
    repeat: "natural",
    guessesPerMinute: 20,
    handle: resume,
  },
  { method: "GET", path: "/:town/postfach/:mailbox", access: "public", handle: showMailbox },
  { method: "GET", path: "/:town/postfach/:mailbox/dokument/:attachment", access: "public", handle: showAttachment },
  { method: "GET", path: "/:town/postfach/:mailbox/benachrichtigung", access: "public", handle: showNudgeAddress },
  {
    method: "POST",
    path: "/:town/postfach/:mailbox/benachrichtigung",
    access: "public",
    repeat: "natural",
    handle: changeNudgeAddress,
  },
  {
    method: "POST",
    path: "/:town/postfach/:mailbox/abmelden",
    access: "public",
    repeat: "natural",
    handle: forgetDevice,
  },
  { method: "GET", path: "/:town/amt/postausgang", access: deskAccess.postausgang, handle: showOutbox },
];
