import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { Invalid, Unavailable } from "../../../kernel/index.ts";
import { writeWhole } from "../../../platform/files/index.ts";

/** A mail as plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Takes mails out of the house. */
export interface MailTransport {
  /** `folder`: mails only become files, nobody gets them; the desk says so. */
  readonly kind: "smtp" | "folder";
  /**
   * @param idempotencyKey the same for each attempt with this mail; becomes its Message-ID, by which mail systems
   *   recognise a repeat
   * @throws Unavailable `messaging.mail-unavailable`: worth trying again
   * @throws Invalid `messaging.mail-refused`: this mail will never be taken
   */
  send(mail: Mail, idempotencyKey: string): Promise<void>;
}

/** What is known when the installation starts. */
export interface MailSettings {
  readonly transport: MailTransport;
  /** Address that links begin with, without a slash at the end. */
  readonly publicUrl: string;
}

let settings: MailSettings | undefined;

/** Says how mails leave the house; once at start, in web and worker. Calling it again replaces. */
export function configureMail(given: MailSettings): void {
  settings = given;
}

/** How mails leave the house, where that is set up. */
export function findMailTransport(): MailTransport | undefined {
  return settings?.transport;
}

/** @throws Unavailable `messaging.mail-not-configured` */
export function getMailSettings(): MailSettings {
  if (settings === undefined) throw new Unavailable("messaging.mail-not-configured");
  return settings;
}

function envelope(mail: Mail, from: string, idempotencyKey: string) {
  const domain = from.replace(/^.*@/, "").replace(/[^A-Za-z0-9.-]/g, "");
  return {
    from,
    // As an object, so that the address cannot be read as a list of addresses.
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    messageId: `<${idempotencyKey}@${domain}>`,
    // Keeps holiday answers from coming back. Source: RFC 3834.
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/**
 * Sends by SMTP.
 * @param url `smtp://user:password@host:587` or `smtps://…`
 * @param from the sender's address
 */
export function smtpTransport(url: string, from: string): MailTransport {
  const target = new URL(url);
  const transport = createTransport({
    host: target.hostname.replace(/^\[|\]$/g, ""),
    port: target.port === "" ? (target.protocol === "smtps:" ? 465 : 587) : Number(target.port),
    secure: target.protocol === "smtps:",
    ...(target.username === ""
      ? {}
      : { auth: { user: decodeURIComponent(target.username), pass: decodeURIComponent(target.password) } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: "smtp",
    async send(mail, idempotencyKey) {
      try {
        await transport.sendMail(envelope(mail, from, idempotencyKey));
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        // Only a refusal of this recipient or this message is final; a wrong password is the operator's to mend.
        if ((code === "EENVELOPE" || code === "EMESSAGE") && (responseCode === undefined || responseCode >= 500)) {
          throw new Invalid("messaging.mail-refused", { smtp: responseCode ?? 0 });
        }
        throw new Unavailable("messaging.mail-unavailable", { smtp: responseCode ?? 0, code: code ?? "unknown" });
      }
    },
  };
}

/** Writes each mail into a folder as `<key>.eml`, which mail programs open. A repeat replaces its own file. */
export function folderTransport(folder: string): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "unix" });
  return {
    kind: "folder",
    async send(mail, idempotencyKey) {
      if (!/^[A-Za-z0-9-]{1,80}$/.test(idempotencyKey)) throw new RangeError("the key becomes a file name");
      const { message } = await composer.sendMail(envelope(mail, "postfach@klickamt.invalid", idempotencyKey));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(join(folder, `${idempotencyKey}.eml`), message as Buffer);
    },
  };
}
