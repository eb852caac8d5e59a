import { formatInstant } from "../../kernel/index.ts";
import type { Holding, PersonalDataSource } from "../dataprotection/index.ts";
import { parseEmail } from "./model/email.ts";
import {
  selectMailbox,
  selectMailboxesByEmail,
  selectMessagesOfMailbox,
  updateMailboxEmail,
  withdrawQueuedMails,
} from "./store.ts";

const mostMessages = 5000;

/** Mailboxes: the address for hints, which may go, and the letters, which belong to their cases. */
export const messagingPersonalData: PersonalDataSource = {
  id: "messaging",
  title: { de: "Postfächer", en: "Mailboxes" },
  async search(ctx, person) {
    const email = person.email === undefined ? undefined : parseEmail(person.email);
    if (email === undefined) return [];
    return (await selectMailboxesByEmail(ctx, email)).map((mailbox) => ({
      key: mailbox.mailboxId,
      label: `Postfach vom ${formatInstant(mailbox.openedAt, "de")}`,
      person: email,
      trace: { caseIds: [], mailboxIds: [mailbox.mailboxId] },
    }));
  },
  async collect(ctx, keys, trace) {
    const holdings: Holding[] = [];
    for (const mailboxId of new Set([...keys, ...trace.mailboxIds])) {
      const mailbox = await selectMailbox(ctx, mailboxId);
      if (mailbox === undefined) continue;
      const title = `Postfach vom ${formatInstant(mailbox.openedAt, "de")}`;
      if (mailbox.email !== undefined) {
        holdings.push({
          key: mailboxId,
          title: `E-Mail-Adresse, ${title}`,
          facts: [{ label: "E-Mail-Adresse", value: mailbox.email }],
          documents: [],
          purpose: { de: "Hinweis, dass eine Nachricht da ist", en: "Hint that a message is there" },
          law: "Art. 6 Abs. 1 Buchst. a DSGVO (Einwilligung)",
          origin: { de: "von der Person selbst angegeben", en: "given by the person" },
          recipients: ["der Mailserver der Stadt"],
          kept: { de: "bis zum Widerruf", en: "until it is withdrawn" },
          erasure: { possible: true },
        });
      }
      const messages = await selectMessagesOfMailbox(ctx, mailboxId, mostMessages);
      if (messages.length === 0) continue;
      holdings.push({
        key: `${mailboxId} messages`,
        title: `Nachrichten, ${title}`,
        facts: messages.map((message) => ({
          label: `${formatInstant(message.postedAt, "de")}, ${message.author}: ${message.subject}`,
          value: message.body,
        })),
        documents: messages.flatMap(({ attachments }) =>
          attachments.map(({ filename, sha256 }) => ({ filename, sha256 })),
        ),
        purpose: { de: "Schriftwechsel zu Vorgängen", en: "Correspondence about cases" },
        law: "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW; § 9 OZG",
        origin: { de: "von der Person und von der Stadt geschrieben", en: "written by the person and by the town" },
        recipients: [],
        kept: { de: "so lange wie die Akten der Vorgänge", en: "as long as the files of the cases" },
        erasure: {
          possible: false,
          law: "Art. 17 Abs. 3 Buchst. b DSGVO",
          why: {
            de: "Der Schriftwechsel beweist, was beantragt und bekannt gegeben wurde.",
            en: "The correspondence proves what was applied for and announced.",
          },
        },
      });
    }
    return holdings;
  },
  async erase(ctx, mailboxId) {
    await updateMailboxEmail(ctx, mailboxId, undefined);
    await withdrawQueuedMails(ctx, mailboxId);
  },
};
