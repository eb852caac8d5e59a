import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, Forbidden, Invalid, NotFound, newAccessCode, newId, sha256 } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { switchOnTown } from "../tenants/index.ts";
import { findMailboxByCode, getMailbox } from "./actions/find-mailbox.ts";
import { listMessages, listMessagesOfMailbox } from "./actions/list-messages.ts";
import { openMailbox } from "./actions/open-mailbox.ts";
import { type NewMessage, postMessage } from "./actions/post-message.ts";
import { setMailboxEmail } from "./actions/set-mailbox-email.ts";
import { messagingJobs } from "./jobs.ts";
import { type FakeSmtp, startFakeSmtp } from "./mail/fake-smtp.ts";
import { configureMail, folderTransport, smtpTransport } from "./mail/transport.ts";
import { selectMails } from "./store.ts";

const system = { kind: "system", name: "test" } as const;
const visitor = { kind: "citizen" } as const;
const clerk: Actor = { kind: "staff", staffId: newId(), name: "Ada Kern", duties: ["casework"] };
const registry: Actor = { kind: "staff", staffId: newId(), name: "Ben Roth", duties: ["records"] };

let database: TestDatabase;
let smtp: FakeSmtp;
let town: number;
let otherTown: number;
let folder: string;
const start = new Date("2026-11-23T09:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), messagingJobs);
  smtp = await startFakeSmtp();
  folder = mkdtempSync(join(tmpdir(), "klickamt-mail-"));
  [town, otherTown] = (await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return [
      (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId,
      (await switchOnTown(ctx, { ags: "delbrueck", demo: true })).tenantId,
    ];
  })) as [number, number];
});
afterAll(async () => {
  await smtp.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  database.now = start;
  configureMail({ transport: smtpTransport(smtp.url, "amt@stadt.example"), publicUrl: "https://rathaus.example" });
});

async function newMailbox(email?: string): Promise<{ mailboxId: string; code: string }> {
  const code = newAccessCode();
  const mailboxId = await database.run(town, visitor, (ctx) =>
    openMailbox(ctx, {
      codeMac: ctx.keyring.mac("access-code", code),
      language: "de",
      ...(email === undefined ? {} : { email }),
    }),
  );
  return { mailboxId, code };
}

const info = (mailboxId: string, over: Partial<NewMessage> = {}): NewMessage => ({
  mailboxId,
  caseId: newId(),
  direction: "to-citizen",
  kind: "info",
  subject: "Ihre Gewerbeanmeldung",
  body: "Wir haben eine Frage.\r\n\r\nViele Grüße",
  attachments: [],
  author: "Ada Kern",
  ...over,
});
const post = (actor: Actor, message: NewMessage) => database.run(town, actor, (ctx) => postMessage(ctx, message));
const mailsTo = (recipient: string) => smtp.taken.filter((mail) => mail.to.includes(recipient));
const rowsTo = async (recipient: string) =>
  (await database.run(town, system, (ctx) => selectMails(ctx, { before: undefined, limit: 100 }))).filter(
    (mail) => mail.recipient === recipient,
  );

/** The queue's clock is the database server's: lets waiting jobs become due. */
async function drainAt(now: Date) {
  database.now = now;
  return database.queue.drain();
}

describe("a mailbox", () => {
  test("is found by its code however it is typed, and only in its municipality", async () => {
    const { mailboxId, code } = await newMailbox();
    const typed = ` ${code.toLowerCase().replaceAll("-", " ")}`;
    expect((await database.run(town, visitor, (ctx) => findMailboxByCode(ctx, typed)))?.mailboxId).toBe(mailboxId);
    expect(await database.run(otherTown, visitor, (ctx) => findMailboxByCode(ctx, code))).toBeUndefined();
    expect(await database.run(town, visitor, (ctx) => findMailboxByCode(ctx, newAccessCode()))).toBeUndefined();
    expect(await database.run(town, visitor, (ctx) => findMailboxByCode(ctx, "kein Code"))).toBeUndefined();
  });

  test("is opened once for a code, and takes the address that came later", async () => {
    const { mailboxId, code } = await newMailbox();
    const again = await database.run(town, visitor, (ctx) =>
      openMailbox(ctx, {
        codeMac: ctx.keyring.mac("access-code", code),
        email: "spaeter@example.org",
        language: "de",
      }),
    );
    expect(again).toBe(mailboxId);
    const mailbox = await database.run(town, visitor, (ctx) => getMailbox(ctx, mailboxId));
    expect(mailbox.email).toBe("spaeter@example.org");
    expect(mailbox.codeMac).not.toContain(code.slice(0, 4));
  });

  test("refuses an address that could be several", async () => {
    await expect(newMailbox("a@b.example, c@d.example")).rejects.toThrow(Invalid);
  });
});

describe("a message", () => {
  test("is read as it was written, in order, with its attachments", async () => {
    const { mailboxId } = await newMailbox();
    const bytes = Buffer.from("%PDF-1.7 Bescheinigung");
    const caseId = newId();
    const documentId = newId();
    await post(clerk, info(mailboxId, { caseId }));
    await database.run(town, clerk, async (ctx) => {
      const attachment = {
        title: "Bescheinigung",
        filename: "bescheinigung.pdf",
        mediaType: "application/pdf",
        sizeBytes: bytes.length,
        sha256: await ctx.files.put(bytes),
      };
      await postMessage(
        ctx,
        info(mailboxId, {
          caseId,
          kind: "notice",
          attachments: [attachment, { ...attachment, title: "Kopie", documentId }],
        }),
      );
    });
    const [first, second] = await database.run(town, clerk, (ctx) => listMessages(ctx, caseId));
    expect(first).toMatchObject({
      body: "Wir haben eine Frage.\n\nViele Grüße",
      effectiveOn: undefined,
      postedAt: start,
    });
    expect(second).toMatchObject({ kind: "notice", effectiveOn: "2026-11-27" });
    expect(second?.attachments.map(({ title, documentId: id, sha256: hash }) => [title, id, hash])).toEqual([
      ["Bescheinigung", undefined, sha256(bytes)],
      ["Kopie", documentId, sha256(bytes)],
    ]);
    const newestFirst = await database.run(town, clerk, (ctx) => listMessagesOfMailbox(ctx, mailboxId));
    expect(newestFirst.map((message) => message.kind)).toEqual(["notice", "info"]);
    expect(await database.run(otherTown, clerk, (ctx) => listMessages(ctx, caseId))).toEqual([]);
  });

  test("takes its effect date from the day in Berlin, not in Greenwich", async () => {
    const { mailboxId } = await newMailbox();
    database.now = new Date("2026-11-23T23:30:00Z");
    const message = info(mailboxId, { kind: "notice" });
    await post(clerk, message);
    const [read] = await database.run(town, clerk, (ctx) => listMessages(ctx, message.caseId));
    expect(read?.effectiveOn).toBe("2026-11-28");
  });

  test("cannot be changed or removed, even in the database", async () => {
    const { mailboxId } = await newMailbox();
    await post(clerk, info(mailboxId));
    for (const change of ["set body = 'x'", "set posted_at = now()"]) {
      await expect(
        database.run(town, system, (ctx) =>
          ctx.tx.executeQuery({ sql: `update messaging.message ${change}`, parameters: [] } as never),
        ),
      ).rejects.toThrow(/permission denied|never changed/);
    }
  });

  test.each<[string, Actor, Partial<NewMessage>]>([
    ["staff without casework write to citizens", registry, {}],
    ["a citizen writes in the office's name", visitor, { kind: "info" }],
    ["a citizen writes a notice", visitor, { kind: "notice" }],
    ["somebody without the code writes to the office", visitor, { direction: "to-office", kind: "answer" }],
    [
      "the citizen of another mailbox writes",
      { kind: "citizen", mailboxId: newId() },
      { direction: "to-office", kind: "answer" },
    ],
    ["staff write in the citizen's name", clerk, { direction: "to-office", kind: "answer" }],
  ])("is refused when %s", async (_case, actor, over) => {
    const { mailboxId } = await newMailbox();
    await expect(post(actor, info(mailboxId, over))).rejects.toThrow(Forbidden);
    expect(await database.run(town, system, (ctx) => listMessagesOfMailbox(ctx, mailboxId))).toEqual([]);
  });

  test("may be a receipt for what a citizen sent, or the citizen's own answer", async () => {
    const { mailboxId } = await newMailbox();
    await post(visitor, info(mailboxId, { kind: "receipt" }));
    await post({ kind: "citizen", mailboxId }, info(mailboxId, { direction: "to-office", kind: "answer" }));
    expect(await database.run(town, system, (ctx) => listMessagesOfMailbox(ctx, mailboxId))).toHaveLength(2);
  });

  test("needs a mailbox, words, and attachments that are there", async () => {
    const { mailboxId } = await newMailbox();
    await expect(post(clerk, info(newId()))).rejects.toThrow(NotFound);
    await expect(post(clerk, info(mailboxId, { body: "  " }))).rejects.toThrow(Invalid);
    const missing = { title: "x", filename: "x", mediaType: "x/y", sizeBytes: 1, sha256: "0".repeat(64) };
    await expect(post(clerk, info(mailboxId, { attachments: [missing] }))).rejects.toThrow(Invalid);
  });
});

describe("the e-mail about a message", () => {
  test("goes out once, says where the mailbox is and nothing about the case", async () => {
    const { mailboxId } = await newMailbox("einmal@example.org");
    const message = info(mailboxId);
    await post(clerk, message);
    await database.queue.drain();
    const [mail, ...more] = mailsTo("einmal@example.org");
    expect(more).toEqual([]);
    const [row] = await rowsTo("einmal@example.org");
    expect(row).toMatchObject({ state: "sent", attempts: 1, transport: "smtp", sentAt: start });
    expect(row?.body).toContain(`https://rathaus.example/paderborn/postfach/${mailboxId}`);
    expect(row?.body).toContain("Stadt Paderborn");
    expect(mail?.data).toContain(`Message-ID: <${row?.mailId}@stadt.example>`);
    for (const secret of [message.caseId, message.subject, "Frage", "Ada"]) expect(row?.body).not.toContain(secret);
  });

  test("is not written when there is no address, or the citizen writes", async () => {
    const before = smtp.taken.length;
    const silent = await newMailbox();
    await post(clerk, info(silent.mailboxId));
    const { mailboxId } = await newMailbox("selbst@example.org");
    await post({ kind: "citizen", mailboxId }, info(mailboxId, { direction: "to-office", kind: "answer" }));
    await database.queue.drain();
    expect(smtp.taken).toHaveLength(before);
  });

  test("is one for ten messages in a row", async () => {
    const { mailboxId } = await newMailbox("zehn@example.org");
    for (let nth = 0; nth < 10; nth++) await post(clerk, info(mailboxId));
    await database.queue.drain();
    expect(mailsTo("zehn@example.org")).toHaveLength(1);
    // Right after it was sent: the next one waits for the pause.
    await post(clerk, info(mailboxId));
    await post(clerk, info(mailboxId));
    await database.queue.drain();
    expect(mailsTo("zehn@example.org")).toHaveLength(1);
    const waiting = (await rowsTo("zehn@example.org")).filter((mail) => mail.state === "queued");
    expect(waiting.map((mail) => mail.notBefore)).toEqual([new Date("2026-11-23T09:10:00Z")]);
  });

  test("is one when two messages come at the same moment", async () => {
    const { mailboxId } = await newMailbox("zugleich@example.org");
    await Promise.all(Array.from({ length: 4 }, () => post(clerk, info(mailboxId))));
    expect(await rowsTo("zugleich@example.org")).toHaveLength(1);
    await database.queue.drain();
  });

  test("is tried again after 451, and then arrives once", async () => {
    const { mailboxId } = await newMailbox("spaeter@example.org");
    smtp.answer("END", "451 4.3.0 try again");
    await post(clerk, info(mailboxId));
    const first = await database.queue.drain();
    expect(first.failed).toEqual([{ job: "messaging.nudge", code: "messaging.mail-unavailable" }]);
    expect(await rowsTo("spaeter@example.org")).toMatchObject([
      { state: "queued", attempts: 1, lastError: "messaging.mail-unavailable" },
    ]);
    await database.letRetriesFallDue();
    expect((await drainAt(new Date("2026-11-23T09:01:00Z"))).done).toBe(1);
    expect(mailsTo("spaeter@example.org")).toHaveLength(1);
    expect(await rowsTo("spaeter@example.org")).toMatchObject([{ state: "sent", attempts: 2, lastError: undefined }]);
  });

  test("is given up when the address is refused", async () => {
    const { mailboxId } = await newMailbox("niemand@example.org");
    smtp.answer("RCPT", "550 5.1.1 no such user");
    await post(clerk, info(mailboxId));
    expect((await database.queue.drain()).failed).toEqual([]);
    expect(await rowsTo("niemand@example.org")).toMatchObject([
      { state: "failed", attempts: 1, lastError: "messaging.mail-refused" },
    ]);
  });

  test("becomes a file where there is no mail server", async () => {
    configureMail({ transport: folderTransport(folder), publicUrl: "https://rathaus.example" });
    const { mailboxId } = await newMailbox("ordner@example.org");
    await post(clerk, info(mailboxId));
    await database.queue.drain();
    const [row] = await rowsTo("ordner@example.org");
    expect(row).toMatchObject({ state: "sent", transport: "folder" });
    expect(readdirSync(folder)).toEqual([`${row?.mailId}.eml`]);
    expect(readFileSync(join(folder, `${row?.mailId}.eml`), "utf8")).toContain("ordner@example.org");
  });
});

describe("the address for e-mails", () => {
  const set = (mailboxId: string, email: string | undefined, actor: Actor = { kind: "citizen", mailboxId }) =>
    database.run(town, actor, (ctx) => setMailboxEmail(ctx, mailboxId, email));

  test("is changed by the citizen: what waits goes to the new one only", async () => {
    const { mailboxId } = await newMailbox("alt@example.org");
    await post(clerk, info(mailboxId));
    await set(mailboxId, "neu@example.org");
    expect(await rowsTo("alt@example.org")).toMatchObject([{ state: "withdrawn" }]);
    expect(await rowsTo("neu@example.org")).toMatchObject([{ state: "queued" }]);
    await database.queue.drain();
    expect(mailsTo("alt@example.org")).toEqual([]);
    expect(mailsTo("neu@example.org")).toHaveLength(1);
  });

  test("is removed by the citizen: nothing is sent any more", async () => {
    const { mailboxId } = await newMailbox("weg@example.org");
    await post(clerk, info(mailboxId));
    await set(mailboxId, undefined);
    await post(clerk, info(mailboxId));
    await database.queue.drain();
    expect(mailsTo("weg@example.org")).toEqual([]);
    expect(await rowsTo("weg@example.org")).toMatchObject([{ state: "withdrawn" }]);
  });

  test.each<[string, Actor]>([
    ["a visitor", visitor],
    ["the citizen of another mailbox", { kind: "citizen", mailboxId: newId() }],
    ["staff", clerk],
  ])("is not changed by %s", async (_case, actor) => {
    const { mailboxId } = await newMailbox("meine@example.org");
    await expect(set(mailboxId, "fremd@example.org", actor)).rejects.toThrow(Forbidden);
    expect((await database.run(town, system, (ctx) => getMailbox(ctx, mailboxId))).email).toBe("meine@example.org");
  });

  test("must be one", async () => {
    const { mailboxId } = await newMailbox();
    await expect(set(mailboxId, "keine")).rejects.toThrow(Invalid);
  });
});
