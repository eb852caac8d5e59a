import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Invalid, Unavailable } from "../../../kernel/index.ts";
import { type FakeSmtp, startFakeSmtp } from "./fake-smtp.ts";
import { folderTransport, smtpTransport } from "./transport.ts";

const mail = { to: "anna@example.org", subject: "Neue Nachricht – Büren", text: "Guten Tag,\n\n.\nin Büren" };

/** The text part, whatever its encoding. */
function textOf(message: string): string {
  const [head = "", ...rest] = message.replaceAll("\r\n", "\n").split("\n\n");
  const body = rest.join("\n\n");
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(head)) return body;
  return Buffer.from(
    body
      .replaceAll("=\n", "")
      .replaceAll(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
}

describe("mail by SMTP", () => {
  let server: FakeSmtp;
  beforeAll(async () => {
    server = await startFakeSmtp();
  });
  afterAll(() => server.close());

  test("reaches the server whole, with a Message-ID made of the key", async () => {
    await smtpTransport(server.url, "amt@stadt.example").send(mail, "0198-key");
    const taken = server.taken.at(-1);
    expect(taken).toMatchObject({ from: "amt@stadt.example", to: ["anna@example.org"] });
    expect(taken?.data).toContain("Message-ID: <0198-key@stadt.example>");
    expect(taken?.data).toContain("Auto-Submitted: auto-generated");
    expect(textOf(taken?.data ?? "").trim()).toBe(mail.text);
  });

  test.each([
    ["451 at the end", "END" as const, "451 4.3.0 try again"],
    ["450 for the recipient", "RCPT" as const, "450 4.2.1 greylisted"],
    ["421 for the sender", "MAIL" as const, "421 4.3.2 shutting down"],
  ])("that the server puts off (%s) is worth trying again", async (_case, command, reply) => {
    const before = server.taken.length;
    server.answer(command, reply);
    await expect(smtpTransport(server.url, "amt@stadt.example").send(mail, "later")).rejects.toThrow(Unavailable);
    expect(server.taken).toHaveLength(before);
    await smtpTransport(server.url, "amt@stadt.example").send(mail, "later");
    expect(server.taken).toHaveLength(before + 1);
  });

  test.each([
    ["550 for the recipient", "RCPT" as const, "550 5.1.1 no such user"],
    ["554 for the message", "END" as const, "554 5.7.1 refused"],
  ])("that the server refuses (%s) is not", async (_case, command, reply) => {
    server.answer(command, reply);
    await expect(smtpTransport(server.url, "amt@stadt.example").send(mail, "never")).rejects.toThrow(Invalid);
  });

  test("to a server that is not there is worth trying again", async () => {
    const gone = await startFakeSmtp();
    await gone.close();
    await expect(smtpTransport(gone.url, "amt@stadt.example").send(mail, "key")).rejects.toThrow(Unavailable);
  });

  test("goes to one address, whatever is smuggled into it", async () => {
    const transport = smtpTransport(server.url, "amt@stadt.example");
    await transport.send({ ...mail, to: "a@b.example, c@d.example" }, "key").catch(() => undefined);
    await transport.send({ ...mail, to: "a@b.example\r\nBcc: c@d.example" }, "key").catch(() => undefined);
    expect(server.taken.flatMap((one) => one.to)).not.toContain("c@d.example");
  });
});

describe("mail into a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "klickamt-mail-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is one file that mail programs open, also when it is sent twice", async () => {
    const transport = folderTransport(join(folder, "post"));
    await transport.send(mail, "0198-key");
    await transport.send(mail, "0198-key");
    expect(readdirSync(join(folder, "post"))).toEqual(["0198-key.eml"]);
    const written = readFileSync(join(folder, "post", "0198-key.eml"), "utf8");
    expect(written).toContain("To: anna@example.org");
    expect(textOf(written).trim()).toBe(mail.text);
  });

  test("never leaves the folder", async () => {
    await expect(folderTransport(folder).send(mail, "../out")).rejects.toThrow(RangeError);
  });
});
