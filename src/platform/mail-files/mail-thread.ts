/** Runs in a thread of its own for one e-mail: the readers are synchronous, and a file may be aimed at them. */
import { parentPort, workerData } from "node:worker_threads";
import type { MailAnswer, MailWork } from "./mail-work.ts";

async function answer({ bytes, format }: MailWork): Promise<MailAnswer> {
  try {
    const mail =
      format === "eml"
        ? await (await import("./parse-eml.ts")).parseEml(bytes)
        : await (await import("./parse-msg.ts")).parseMsg(bytes);
    return { kind: "mail", mail };
  } catch {
    return { kind: "unreadable" };
  }
}

parentPort?.postMessage(await answer(workerData as MailWork));
