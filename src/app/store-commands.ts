import { randomBytes } from "node:crypto";
import { type BlobStore, Failure, NotFound, sha256 } from "../kernel/index.ts";
import type { Config, StoreKind } from "../platform/config/index.ts";
import { isIntact, listPages } from "../platform/files/index.ts";
import { InstallationError, openInstallation, openStore } from "./installation.ts";
import { findBlob, readNamed, toldInOneLine } from "./named-documents.ts";
import { inParallel, mebibytes, progress, step } from "./progress.ts";

/** The places where documents may be kept, as one writes them. */
export const storeKinds: readonly StoreKind[] = ["folder", "s3"];

/** How a place is called on the screen. */
function titleOf(config: Config, kind: StoreKind): string {
  if (kind === "folder" || config.s3 === undefined) return `the folder ${config.dataFolder}/blobs`;
  return `the bucket ${config.s3.bucket}${config.s3.prefix === "" ? "" : `, ${config.s3.prefix}`}`;
}

interface Copied {
  copied: number;
  copiedBytes: number;
  present: number;
  mended: number;
  /** In the source, and no row names them. */
  others: number;
  /** Addresses whose bytes are wrong in the source, too. */
  readonly damaged: string[];
}

async function copyOne(from: BlobStore, to: BlobStore, address: string, result: Copied): Promise<boolean> {
  const bytes = await findBlob(from, address);
  if (bytes === undefined) return false;
  if (sha256(bytes) !== address) {
    result.damaged.push(address);
    return false;
  }
  await to.put(bytes);
  if (!(await isIntact(to, address))) {
    throw new InstallationError(
      `${address} came back changed from where it was just stored. Nothing there can be trusted.`,
    );
  }
  result.copiedBytes += bytes.length;
  return true;
}

async function copyNamed(
  from: BlobStore,
  to: BlobStore,
  named: ReadonlySet<string>,
  options: { readonly trustPresent: boolean },
): Promise<Copied> {
  const result: Copied = { copied: 0, copiedBytes: 0, present: 0, mended: 0, others: 0, damaged: [] };
  const there = new Set<string>();
  for await (const page of listPages(to)) for (const address of page) there.add(address);
  const tell = progress("documents");
  for await (const page of listPages(from)) {
    const wanted = page.filter((address) => named.has(address));
    result.others += page.length - wanted.length;
    await inParallel(wanted, async (address) => {
      tell(result.copied + result.present + result.mended);
      if (!there.has(address)) {
        if (await copyOne(from, to, address, result)) result.copied += 1;
      } else if (options.trustPresent || (await isIntact(to, address))) result.present += 1;
      else {
        // Storing alone might leave bytes that are there already.
        await to.delete(address);
        if (await copyOne(from, to, address, result)) result.mended += 1;
      }
    });
  }
  return result;
}

/**
 * Copies every document that a row names from the other place, and reads each again where it came to. What is there
 * already is only read, so the command may be repeated: after it broke off, and for what has come since.
 * @param options `trustPresent`: do not read again what was there before
 * @returns 1 where a document is damaged at its source
 * @throws InstallationError
 */
export async function copyStore(
  config: Config,
  to: StoreKind,
  options: { readonly trustPresent: boolean },
): Promise<number> {
  const from = to === "s3" ? "folder" : "s3";
  const target = await openStore(config, to);
  const source = await openStore(config, from);
  const installation = await openInstallation(config, "join");
  try {
    // Before the store is listed: a document is there before the row that names it.
    const named = await step(
      "Database",
      () => readNamed(installation),
      ({ size }) => `${size} hashes in its rows`,
    );
    const { damaged } = await step(
      "Documents",
      () => toldInOneLine(() => copyNamed(source, target, named, options)),
      ({ copied, copiedBytes, present, mended, others }) =>
        `${copied} copied and read again, ${mebibytes(copiedBytes)}; ${present} were there${options.trustPresent ? "" : " and match"}${mended === 0 ? "" : `, ${mended} were wrong there and are mended`}; ${others} that no row names stay where they are`,
    );
    for (const address of damaged.sort())
      console.log(`  ✗ damaged in ${titleOf(config, from)}, not copied: ${address}`);
    if (damaged.length > 0) return 1;
    console.log(
      config.store === to
        ? `\nThe program keeps its documents in ${titleOf(config, to)}.`
        : `\nThe program still keeps its documents in ${titleOf(config, from)}. Stop it, run this once more for what has come since, set KLICKAMT_STORE=${to}, start it.`,
    );
    return 0;
  } finally {
    await installation.stop();
  }
}

/**
 * Reads every document of a place again and compares it with its address.
 * @returns 1 where one does not match
 * @throws InstallationError
 */
export async function verifyStore(config: Config, kind: StoreKind): Promise<number> {
  const store = await openStore(config, kind);
  const damaged: string[] = [];
  const count = await step(
    "Documents read",
    () =>
      toldInOneLine(async () => {
        let read = 0;
        const tell = progress("documents");
        for await (const page of listPages(store)) {
          await inParallel(page, async (address) => {
            try {
              if (!(await isIntact(store, address))) damaged.push(address);
              tell(++read);
            } catch (error) {
              // Erased since it was listed.
              if (!(error instanceof NotFound)) throw error;
            }
          });
        }
        return read;
      }),
    (read) => `${read} in ${titleOf(config, kind)}`,
  );
  for (const address of damaged.sort()) console.log(`  ✗ not what was stored: ${address}`);
  console.log(
    damaged.length === 0
      ? `All ${count} match. Whether one is missing, records verify says.`
      : `${damaged.length} of ${count} do not match. Take them from a backup, or from the other place with store copy.`,
  );
  return damaged.length === 0 ? 0 : 1;
}

/** What the doctor says about the place of the documents: it stores, reads and erases one of its own. */
export async function examineStore(
  config: Config,
): Promise<readonly { readonly what: string; readonly remedy?: string }[]> {
  const findings: { what: string; remedy?: string }[] = [];
  const title = titleOf(config, config.store);
  const { s3 } = config;
  if (
    config.store === "s3" &&
    s3?.endpoint?.startsWith("http:") === true &&
    !/^http:\/\/(localhost|127\.|\[::1\])/.test(s3.endpoint)
  ) {
    findings.push({
      what: `documents travel to ${s3.endpoint} without encryption`,
      remedy: "Set KLICKAMT_S3_ENDPOINT to https://…",
    });
  }
  let doing = "opened";
  try {
    const begun = performance.now();
    const store = await openStore(config);
    const probe = randomBytes(32);
    doing = "written to";
    const address = await store.put(probe);
    doing = "read";
    const intact = await isIntact(store, address);
    doing = "asked to erase";
    await store.delete(address);
    findings.push(
      intact
        ? {
            what: `documents are kept in ${title} (written, read, erased in ${(performance.now() - begun).toFixed(0)} ms)`,
          }
        : {
            what: `${title} gives back other bytes than were stored`,
            remedy: "Run store verify; look for a broken disk or proxy.",
          },
    );
  } catch (error) {
    findings.push({
      what: `${title} cannot be ${doing}`,
      remedy:
        error instanceof InstallationError
          ? error.message
          : error instanceof Failure
            ? `It says ${error.facts["cause"]}, ${error.facts["status"]}: the key needs s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject.`
            : (error as Error).message,
    });
  }
  return findings;
}
