import { type AnyJob, defineJob, enqueue, type Outside } from "../../platform/jobs/index.ts";
import { getTenant } from "../tenants/index.ts";
import { stepDestruction } from "./actions/carry-out-destruction.ts";
import { stepImport } from "./actions/import-package.ts";
import {
  mostPackageBytes,
  type ReadPackage,
  readIncoming,
  readKeptPackage,
  receivePackage,
  tooLarge,
} from "./actions/receive-package.ts";
import { deleteContents, findRemovals, noteRemoved, type Removal } from "./actions/remove-contents.ts";
import { noteDueAkten } from "./actions/retention.ts";
import { getSettings } from "./actions/settings.ts";
import { noteWritten, type Written, writePlanned } from "./actions/write-message.ts";
import { folderOf, transportOf } from "./adapters/settings.ts";
import { playArchive } from "./adapters/simulator.ts";
import type { Fetched } from "./adapters/transport.ts";
import { archiveFormat } from "./contracts.ts";
import type { Way } from "./model/settings.ts";
import {
  collect,
  destroy,
  noteDue,
  playSimulator,
  putAway,
  receiveFetched,
  removeContents,
  runImport,
  sendMessage,
  writeMessage,
} from "./payloads.ts";
import { findMessage, updateMessageAsSent } from "./store/index.ts";

const townOf = (io: Outside): Promise<string> => io.read(async (ctx) => (await getTenant(ctx)).slug);

/** Writes a planned message: from here on its package does not change. */
const write = defineJob<{ messageId: string }, Written>({
  ...writeMessage,
  outside: (io, { messageId }) => io.read((ctx) => writePlanned(ctx, messageId)),
  inside: (ctx, { messageId }, written) => noteWritten(ctx, messageId, written),
});

/** Hands a written package to the archive. */
const send = defineJob<{ messageId: string }, Way | "nothing-to-do">({
  ...sendMessage,
  async outside(io, { messageId }) {
    const found = await io.read(async (ctx) => {
      const message = await findMessage(ctx, messageId);
      if (message?.sha256 === undefined || message.sentAt !== undefined) return undefined;
      return { message, way: (await getSettings(ctx)).way, bytes: await readKeptPackage(ctx, message.sha256) };
    });
    if (found === undefined) return "nothing-to-do";
    await transportOf(await townOf(io), found.way).send(found.message.name, found.bytes);
    return found.way;
  },
  async inside(ctx, { messageId }, way) {
    if (way === "nothing-to-do") return;
    await updateMessageAsSent(ctx, messageId, ctx.now);
    if (way === "simulator") await enqueue(ctx, playSimulator, {});
  },
});

/** Lets the simulated archive answer, and fetches what it says. */
const play = defineJob<object>({
  ...playSimulator,
  async outside(io) {
    const now = await io.read(async (ctx) => ctx.now);
    await playArchive(folderOf(await townOf(io), "simulator"), archiveFormat(), now);
    return undefined;
  },
  // Whatever it has answered now: a run before may have died after it had answered.
  inside: (ctx) => enqueue(ctx, collect, {}),
});

/** Looks into the folder of the archive. */
const collectJob = defineJob<object, { readonly way: Way; readonly fetched: readonly Fetched[] }>({
  ...collect,
  schedule: "*/5 * * * *",
  async outside(io) {
    const way = await io.read(async (ctx) => (await getSettings(ctx)).way);
    return { way, fetched: await transportOf(await townOf(io), way).fetch() };
  },
  async inside(ctx, _payload, { way, fetched }) {
    for (const { claim } of fetched) await enqueue(ctx, receiveFetched, { way, claim });
  },
});

/** Takes one fetched package in; it is put away once that is committed. */
const receive = defineJob<{ way: Way; claim: string }, ReadPackage | undefined>({
  ...receiveFetched,
  async outside(io, { way, claim }) {
    const transport = transportOf(await townOf(io), way);
    const name = claim.slice(claim.indexOf("__") + 2);
    const found = (await transport.fetch()).find((one) => one.claim === claim);
    if (found !== undefined && found.sizeBytes > mostPackageBytes) {
      return tooLarge({ way, claim, name, sizeBytes: found.sizeBytes });
    }
    const bytes = await transport.read(claim);
    if (bytes === undefined) return undefined;
    return io.read((ctx) => readIncoming(ctx.files, bytes, { way, claim, name, checkName: true }));
  },
  async inside(ctx, payload, read) {
    if (read === undefined) return;
    await receivePackage(ctx, read);
    await enqueue(ctx, putAway, payload);
  },
});

/** Removes from the folder what was taken in. */
const putAwayJob = defineJob<{ way: Way; claim: string }>({
  ...putAway,
  async outside(io, { way, claim }) {
    await transportOf(await townOf(io), way).putAway(claim);
    return undefined;
  },
  async inside() {
    // The folder is all there was to change.
  },
});

/** Carries out an approved destruction, one step in each run. */
const destroyJob = defineJob<{ destructionId: string }>({
  ...destroy,
  async inside(ctx, payload) {
    if (await stepDestruction(ctx, payload.destructionId)) await enqueue(ctx, destroy, payload);
  },
  // A backup may run for longer than a job is tried again: what was approved is not forgotten over it.
  async failed(ctx, payload, { code, last }) {
    if (last && code === "platform.backup-running") await enqueue(ctx, destroy, payload);
  },
});

/** So that a store that is far away does not keep a transaction open for long. */
const removedAtOnce = 25;

/** Deletes contents that nothing names any more. */
const remove = defineJob<object, { readonly removal: Removal; readonly gone: readonly string[] }>({
  ...removeContents,
  schedule: "20 4 * * *",
  async outside(io) {
    const { removal, files, now } = await io.read(async (ctx) => ({
      removal: await findRemovals(ctx),
      files: ctx.files,
      now: ctx.now,
    }));
    const gone: string[] = [];
    for (let from = 0; from < removal.unnamed.length; from += removedAtOnce) {
      const some = removal.unnamed.slice(from, from + removedAtOnce);
      gone.push(...(await io.remove(() => deleteContents(files, some, now))));
    }
    return { removal, gone };
  },
  async inside(ctx, _payload, { removal, gone }) {
    await noteRemoved(ctx, [...gone, ...removal.named]);
    if (gone.length > 0) await enqueue(ctx, removeContents, {});
  },
});

/** Notes every night what has fallen due. */
const due = defineJob<object>({
  ...noteDue,
  schedule: "10 4 * * *",
  inside: (ctx) => noteDueAkten(ctx),
});

/** Takes a package over, one step in each run. */
const importJob = defineJob<{ importId: string }>({
  ...runImport,
  async inside(ctx, payload) {
    if (await stepImport(ctx, payload.importId)) await enqueue(ctx, runImport, payload);
  },
});

/** Background work of the module. */
export const disposalJobs: readonly AnyJob[] = [
  write,
  send,
  play,
  collectJob,
  receive,
  putAwayJob,
  destroyJob,
  remove,
  due,
  importJob,
];
