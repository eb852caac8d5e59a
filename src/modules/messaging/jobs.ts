import { Failure, type Invalid } from "../../kernel/index.ts";
import { type AnyJob, defineJob } from "../../platform/jobs/index.ts";
import { getTenant } from "../tenants/index.ts";
import { getMailSettings } from "./mail/transport.ts";
import { nudgeText } from "./model/nudge.ts";
import { nudgePayload } from "./nudge-payload.ts";
import { selectMail, updateMailAttempt, updateMailSent } from "./store.ts";

type Outcome =
  | { readonly kind: "sent"; readonly transport: "smtp" | "folder"; readonly subject: string; readonly body: string }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "nothing-to-do" };

const isRefusal = (error: unknown): error is Invalid => error instanceof Failure && error.kind === "invalid";

/** Sends one waiting e-mail and records what became of it. A refused one is not tried again. */
const nudge = defineJob<{ mailId: string }, Outcome>({
  name: "messaging.nudge",
  payload: nudgePayload,
  async outside(io, { mailId }) {
    const found = await io.read(async (ctx) => ({ mail: await selectMail(ctx, mailId), town: await getTenant(ctx) }));
    const { mail, town } = found;
    if (mail === undefined || mail.state !== "queued") return { kind: "nothing-to-do" };
    const { transport, publicUrl } = getMailSettings();
    const prefix = mail.language === "de" ? "" : `/${mail.language}`;
    const { subject, text } = nudgeText({
      language: mail.language,
      town: town.officialName,
      link: `${publicUrl}${prefix}/${town.slug}/postfach/${mail.mailboxId}`,
    });
    try {
      // The mail's own id rather than the job's: the same mail keeps its Message-ID whoever sends it.
      await transport.send({ to: mail.recipient, subject, text }, mailId);
    } catch (error) {
      if (isRefusal(error)) return { kind: "refused", code: error.code };
      throw error;
    }
    return { kind: "sent", transport: transport.kind, subject, body: text };
  },
  async inside(ctx, { mailId }, outcome) {
    if (outcome.kind === "sent") await updateMailSent(ctx, mailId, outcome);
    if (outcome.kind === "refused") await updateMailAttempt(ctx, mailId, { state: "failed", error: outcome.code });
  },
  async failed(ctx, { mailId }, { code, last }) {
    await updateMailAttempt(ctx, mailId, { state: last ? "failed" : "queued", error: code });
  },
});

/** Background work of the module. */
export const messagingJobs: readonly AnyJob[] = [nudge];
