import { isId, parseAccessCode } from "../../kernel/index.ts";
import { type Answer, page, redirect, type WebRequest } from "../../platform/web/index.ts";
import { accessCookie, codesOf, getMailbox, withCode } from "../messaging/index.ts";
import type { Appointment } from "./model/appointment.ts";
import type { WaitingEntry } from "./model/waiting.ts";
import { selectAppointment, selectWaiting } from "./store/index.ts";
import { CodePage } from "./views/citizen-pages.tsx";
import { wording } from "./views/wording.ts";

/** Something of a citizen's, and the code by which this device may see it. */
export interface OwnAccess<T> {
  readonly owned: T;
  readonly code: string;
  /** Proof for the actions. */
  readonly codeMac: string;
}

/** The code among these that opens it: that of its mailbox, which people know already, or its own. */
async function findCode(
  request: WebRequest,
  owned: Pick<Appointment | WaitingEntry, "codeMac" | "mailboxId">,
  codes: readonly string[],
): Promise<string | undefined> {
  const macs = codes.map((code) => ({ code, mac: request.keyring.mac("access-code", code) }));
  const codeOf = (wanted: string | undefined) => macs.find(({ mac }) => mac === wanted)?.code;
  if (owned.mailboxId === undefined) return codeOf(owned.codeMac);
  const { codeMac } = await getMailbox(request, owned.mailboxId);
  return codeOf(codeMac) ?? codeOf(owned.codeMac);
}

/** One kind of thing that codes open. */
interface Owned<T> {
  readonly path: string;
  find(request: WebRequest, id: string): Promise<T | undefined>;
}

const appointments: Owned<Appointment> = {
  path: "/termin",
  find: (request, id) => selectAppointment(request, id),
};
const waiting: Owned<WaitingEntry> = { path: "/warteliste", find: (request, id) => selectWaiting(request, id) };

async function withOwn<T extends Pick<Appointment | WaitingEntry, "codeMac" | "mailboxId">>(
  kind: Owned<T>,
  request: WebRequest,
  id: string,
  handle: (request: WebRequest, access: OwnAccess<T>) => Promise<Answer>,
): Promise<Answer> {
  const owned = isId(id) ? await kind.find(request, id) : undefined;
  const code = owned === undefined ? undefined : await findCode(request, owned, codesOf(request.cookies));
  if (owned === undefined || code === undefined) {
    // The same answer whether there is such a thing or not.
    const action = `${kind.path}/${encodeURIComponent(id)}/code`;
    return page(CodePage({ view: request.view, action, typed: "", error: undefined }), { status: 403 });
  }
  const codeMac = request.keyring.mac("access-code", code);
  const actor = { kind: "citizen", ...(owned.mailboxId === undefined ? {} : { mailboxId: owned.mailboxId }) } as const;
  return handle({ ...request, actor }, { owned, code, codeMac });
}

async function takeCode<T extends Pick<Appointment | WaitingEntry, "codeMac" | "mailboxId">>(
  kind: Owned<T>,
  request: WebRequest,
  id: string,
): Promise<Answer> {
  const typed = typeof request.body.code === "string" ? request.body.code : "";
  const parsed = parseAccessCode(typed);
  const owned = isId(id) ? await kind.find(request, id) : undefined;
  const code = parsed === undefined || owned === undefined ? undefined : await findCode(request, owned, [parsed]);
  if (code !== undefined) {
    return redirect(request.view.href(`${kind.path}/${id}`), [accessCookie(withCode(codesOf(request.cookies), code))]);
  }
  const action = `${kind.path}/${encodeURIComponent(id)}/code`;
  const error = wording[request.view.language].codeWrong;
  return page(CodePage({ view: request.view, action, typed, error }), { status: 422 });
}

/** Answers as `handle` does where this device has the appointment's code or its mailbox's; otherwise asks for the code. */
export function withAppointment(
  request: WebRequest,
  handle: (request: WebRequest, access: OwnAccess<Appointment>) => Promise<Answer>,
): Promise<Answer> {
  return withOwn(appointments, request, request.params.appointment ?? "", handle);
}

/** As `withAppointment`, for an entry of the waiting list. */
export function withWaiting(
  request: WebRequest,
  handle: (request: WebRequest, access: OwnAccess<WaitingEntry>) => Promise<Answer>,
): Promise<Answer> {
  return withOwn(waiting, request, request.params.entry ?? "", handle);
}

/** Takes the code that somebody typed for an appointment. */
export function takeAppointmentCode(request: WebRequest): Promise<Answer> {
  return takeCode(appointments, request, request.params.appointment ?? "");
}

/** Takes the code that somebody typed for the waiting list. */
export function takeWaitingCode(request: WebRequest): Promise<Answer> {
  return takeCode(waiting, request, request.params.entry ?? "");
}
