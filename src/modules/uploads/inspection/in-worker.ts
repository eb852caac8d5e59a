import { runInThread, ThreadEnded, type ThreadProgram, threadAddress } from "../../../platform/threads/index.ts";
import type { UploadKind } from "../model/upload.ts";
import type { Verdict } from "./verdict.ts";

const program: ThreadProgram = {
  address: threadAddress("upload-worker", import.meta.url),
  atOnce: 2,
  mostWaiting: 40,
  heapMegabytes: 384,
  mostGrowthBytes: 1_200 * 1024 * 1024,
};

/**
 * Looks at a file in a thread of its own, two at a time. One that takes too long or too much memory counts as too
 * complex.
 * @throws Unavailable `threads.busy` where too many wait already
 */
export async function identifyInWorker(
  bytes: Uint8Array,
  kinds: readonly UploadKind[],
  timeoutMs = 20_000,
): Promise<Verdict> {
  try {
    return await runInThread<Verdict>(program, { bytes, kinds }, timeoutMs);
  } catch (error) {
    if (error instanceof ThreadEnded) return { kind: "refused", reason: "too-complex" };
    throw error;
  }
}
