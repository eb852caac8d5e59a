import { type Actor, dayInBerlin, Forbidden, Invalid, NotFound, newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { listSources, type SoughtPerson } from "../contracts.ts";
import { answerDueOn, type PrivacyRequest } from "../model/request.ts";
import { insertRequest, replaceFindings, selectRequest } from "../store.ts";

const system: Actor = { kind: "system", name: "Datenschutz" };

/**
 * The same transaction with everything in sight: an answer has to be complete, also about what the person who works on
 * it may not open otherwise. Source: Art. 15 Abs. 1 GDPR.
 */
export function withFullSight(ctx: Ctx): Ctx {
  return { ...ctx, actor: system };
}

/** @throws Forbidden `accounts.duty-missing`; NotFound `dataprotection.no-such-request` */
export async function getRequest(ctx: Ctx, requestId: string, forUpdate = false): Promise<PrivacyRequest> {
  requireDuty(ctx.actor, "dataprotection");
  const found = await selectRequest(ctx, requestId, { forUpdate });
  if (found === undefined) throw new NotFound("dataprotection.no-such-request");
  return found;
}

/** Name of who acts, for the record. */
export function nameOf(actor: Actor): string {
  if (actor.kind === "citizen") throw new Forbidden("accounts.duty-missing");
  return actor.name;
}

/** Looks in every source for what may be about the person; decisions that were made stay. */
export async function searchAgain(ctx: Ctx, requestId: string): Promise<void> {
  const request = await getRequest(ctx, requestId, true);
  if (request.closedAt !== undefined) throw new Invalid("dataprotection.closed");
  const person: SoughtPerson = {
    name: request.name,
    ...(request.birthday === undefined ? {} : { birthday: request.birthday }),
    ...(request.email === undefined ? {} : { email: request.email }),
  };
  const findings = [];
  for (const source of listSources()) {
    const found = (await source.search?.(withFullSight(ctx), person)) ?? [];
    findings.push(...found.map((finding) => ({ ...finding, source: source.id })));
  }
  await replaceFindings(ctx, requestId, findings);
}

/**
 * Takes up a request and looks for what may be about the person.
 * @param input.receivedOn day on which it came in; default today
 * @throws Forbidden `accounts.duty-missing`
 */
export async function openRequest(
  ctx: Ctx,
  input: SoughtPerson & { readonly identity: string; readonly receivedOn?: PlainDay },
): Promise<{ readonly requestId: string }> {
  requireDuty(ctx.actor, "dataprotection");
  const requestId = newId(ctx.now.getTime());
  const receivedOn = input.receivedOn ?? dayInBerlin(ctx.now);
  await insertRequest(ctx, {
    requestId,
    name: input.name,
    birthday: input.birthday,
    email: input.email,
    identity: input.identity,
    openedBy: nameOf(ctx.actor),
    openedAt: ctx.now,
    receivedOn,
    dueOn: answerDueOn(receivedOn),
    handedOutAt: undefined,
    closedAt: undefined,
    closedBy: undefined,
  });
  await searchAgain(ctx, requestId);
  return { requestId };
}
