import { Invalid } from "../../../kernel/index.ts";
import { runInThread, ThreadEnded, type ThreadProgram, threadAddress } from "../../../platform/threads/index.ts";
import template from "./complete-file.typ?raw";
import type { CompleteFileWork } from "./complete-file-work.ts";

const program: ThreadProgram = {
  address: threadAddress("complete-file-thread", import.meta.url),
  atOnce: 1,
  mostWaiting: 20,
  heapMegabytes: 1024,
  mostGrowthBytes: 3_000 * 1024 * 1024,
};

const timeoutMs = 600_000;

/** Sets the complete file of an Akte. @throws Invalid `proof.too-complex`; Unavailable `threads.busy` */
export async function setCompleteFile(work: Omit<CompleteFileWork, "template">): Promise<Uint8Array> {
  try {
    return await runInThread<Uint8Array>(program, { ...work, template } satisfies CompleteFileWork, timeoutMs);
  } catch (error) {
    if (error instanceof ThreadEnded) throw new Invalid("proof.too-complex");
    throw error;
  }
}
