import { Invalid } from "../../kernel/index.ts";
import { runInThread, ThreadEnded, type ThreadProgram, threadAddress } from "../threads/index.ts";
import type { MailFile } from "./mail-file.ts";
import type { MailAnswer, MailWork } from "./mail-work.ts";

const program: ThreadProgram = {
  address: threadAddress("mail-thread", import.meta.url),
  atOnce: 2,
  mostWaiting: 100,
  heapMegabytes: 768,
  mostGrowthBytes: 1_500 * 1024 * 1024,
};

/** Larger e-mails are kept, but not opened. */
const mostBytes = 100 * 1024 * 1024;

async function read(work: MailWork, timeoutMs: number): Promise<MailFile> {
  if (work.bytes.length > mostBytes) throw new Invalid("mail.too-complex");
  try {
    const answer = await runInThread<MailAnswer>(program, work, timeoutMs);
    if (answer.kind === "unreadable") throw new Invalid("mail.unreadable");
    return answer.mail;
  } catch (error) {
    if (error instanceof ThreadEnded) throw new Invalid("mail.too-complex");
    throw error;
  }
}

/**
 * Reads an e-mail as it travels (`.eml`, RFC 5322 and MIME): at most 200 attachments, 200 MiB of them and 2 million
 * letters; what is more is left out and counted. Attached e-mails stay whole.
 * @throws Invalid `mail.unreadable`, `mail.too-complex`; Unavailable `threads.busy`
 */
export function readEml(bytes: Uint8Array, timeoutMs = 30_000): Promise<MailFile> {
  return read({ bytes, format: "eml" }, timeoutMs);
}

/**
 * Reads an e-mail as Outlook stores it (`.msg`, MS-OXMSG), within the same bounds.
 * @throws Invalid `mail.unreadable`, `mail.too-complex`; Unavailable `threads.busy`
 */
export function readMsg(bytes: Uint8Array, timeoutMs = 30_000): Promise<MailFile> {
  return read({ bytes, format: "msg" }, timeoutMs);
}
