import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ERRORS, type Lock, type Locker, type RequestRelease } from "@tus/server";
import { newId } from "../../../kernel/index.ts";
import { pathOf, takeAway } from "../folder.ts";

const waitMs = 8000;
const beatMs = 250;
/** A process that is alive touches its locks far more often. */
const staleMs = 6000;

/**
 * Locks an upload for one request among all processes that share the data folder: a file beside the upload's, whose
 * content says who holds it. Who wants it too writes so into the file beside; the holder, mostly a connection that has
 * died without saying so, then lets go.
 */
export function folderLocker(tenant: number): Locker {
  return { newLock: (id) => folderLock(pathOf(tenant, id, "lock")) };
}

function folderLock(path: string): Lock {
  const token = newId();
  const wanted = `${path}.wanted`;
  let beat: NodeJS.Timeout | undefined;
  return {
    async lock(signal: AbortSignal, letGo: RequestRelease) {
      const until = Date.now() + waitMs;
      for (;;) {
        try {
          await writeFile(path, token, { flag: "wx", mode: 0o600 });
          break;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        }
        const facts = await stat(path).catch(() => undefined);
        if (facts !== undefined && Date.now() - facts.mtimeMs > staleMs) {
          await takeAway(path);
          continue;
        }
        if (signal.aborted || Date.now() > until) throw ERRORS.ERR_LOCK_TIMEOUT;
        await writeFile(wanted, "", { mode: 0o600 });
        await sleep(beatMs / 2);
      }
      beat = setInterval(async () => {
        const now = new Date();
        await utimes(path, now, now).catch(() => undefined);
        const asked = await stat(wanted).catch(() => undefined);
        if (asked === undefined) return;
        await rm(wanted, { force: true });
        await letGo();
      }, beatMs);
    },
    async unlock() {
      clearInterval(beat);
      // Never the lock of somebody who took it when this process seemed dead.
      if ((await readFile(path, "utf8").catch(() => "")) === token) await rm(path, { force: true });
      await rm(wanted, { force: true });
    },
  };
}
