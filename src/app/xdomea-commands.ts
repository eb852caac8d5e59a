import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { TenantId } from "../kernel/index.ts";
import {
  getImport,
  listImportedObjects,
  noteImport,
  previewImport,
  readImport,
  startImport,
  stepImport,
} from "../modules/disposal/index.ts";
import {
  inventoryOf,
  packageName,
  type ReadNachricht,
  readNachricht,
  readPackage,
  XdomeaRefused,
} from "../standards/xdomea-4/index.ts";

import type { Runtime } from "./runtime.ts";
import { xdomeaSchema } from "./xdomea-schema.ts";

/** Larger files are not even read. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Prints what an xdomea message or package is and what of it we do not keep, or why it is refused and in which line.
 * @param standardsFolder where the schema of 4.0.0 is asked, too
 * @returns 0 where it can be read and nothing is wrong with it, 1 where not
 * @throws InstallationError where the folder does not hold the schema
 */
export function checkXdomea(path: string, standardsFolder?: string): number {
  if (statSync(path).size > mostBytes) {
    console.error(`✗ ${path} is larger than 512 MB.`);
    return 1;
  }
  const bytes = readFileSync(path);
  const isPackage = bytes.subarray(0, 2).toString("latin1") === "PK";
  try {
    const read: ReadNachricht & { readonly message: Uint8Array } = isPackage
      ? readPackage(bytes, { name: basename(path) })
      : { ...readNachricht(bytes), message: bytes };
    const { objects, files } = inventoryOf(read.nachricht);
    const { typ, kopf, laufendeNummer, gesamtzahl } = read.nachricht;
    console.log(
      `✓ xdomea ${read.version}, message ${typ}, ${laufendeNummer} of ${gesamtzahl}, process ${kopf.prozessId}`,
    );
    console.log(`  ${objects.length} objects, ${files.length} files named, from ${kopf.erstellungszeitpunkt}`);
    if (!isPackage) console.log(`  as a package it would be ${packageName(read.nachricht, read.version)}.zip`);
    for (const { line, path: where } of read.leftOver) console.log(`  not kept, line ${line}: ${where}`);
    if (standardsFolder === undefined || read.version !== "4.0.0") {
      console.log("  not checked against the schema of the standard (KLICKAMT_STANDARDS, 4.0.0 only)");
      return 0;
    }
    const mistakes = xdomeaSchema(standardsFolder)(read.message);
    if (mistakes.length === 0) console.log("  valid against the schema of the standard");
    for (const mistake of mistakes) console.error(`✗ against the schema, line ${mistake}`);
    return mistakes.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof XdomeaRefused)) throw error;
    console.error(`✗ ${error.line === undefined ? "" : `line ${error.line}: `}${error.reason.en}`);
    return 1;
  }
}

/**
 * Takes the Akten of an xdomea package (0503) over into a town, or, without a unit of the Aktenplan, says what would be
 * made. A run that was cut off goes on in the worker.
 * @returns 0 where it is done, 1 where it is refused
 */
export async function importXdomea(
  runtime: Runtime,
  town: TenantId,
  path: string,
  planUnit: string | undefined,
): Promise<number> {
  if (statSync(path).size > mostBytes) {
    console.error(`✗ ${path} is larger than 512 MB.`);
    return 1;
  }
  const operator = { kind: "system", name: "operator" } as const;
  const bytes = readFileSync(path);
  const read = await runtime.inTown(town, operator, (ctx) => readImport(ctx.files, bytes, basename(path)));
  if (read.kind === "refused") {
    console.error(`✗ ${read.reason.en}`);
    return 1;
  }
  const importId = await runtime.inTown(town, operator, (ctx) => noteImport(ctx, read));
  const { akten, known } = await runtime.inTown(town, operator, async (ctx) =>
    previewImport(ctx, await getImport(ctx, importId)),
  );
  for (const akte of akten) {
    const dokumente = akte.vorgaenge.reduce((sum, vorgang) => sum + vorgang.dokumente.length, 0);
    const there = known.has(akte.sourceUuid) ? " (there already: passed over)" : "";
    console.log(`  ${akte.title}: ${akte.vorgaenge.length} Vorgänge, ${dokumente} documents${there}`);
  }
  if (planUnit === undefined) {
    console.log(
      "Nothing was made yet. Name a unit of the Aktenplan with --unit, or go on at the desk under Übernahmen.",
    );
    return 0;
  }
  await runtime.inTown(town, operator, (ctx) => startImport(ctx, importId, planUnit));
  while (await runtime.inTown(town, operator, (ctx) => stepImport(ctx, importId)));
  const objects = await runtime.inTown(town, operator, (ctx) => listImportedObjects(ctx, importId));
  const count = (result: string) => objects.filter((one) => one.result === result).length;
  console.log(
    `✓ taken ${count("taken")}, there already ${count("there-already")}, not possible ${count("not-possible")}`,
  );
  for (const { title, remark, result } of objects)
    if (result === "not-possible") console.log(`  ✗ ${title}: ${remark}`);
  for (const line of read.message.leftOver) console.log(`  not kept: ${line}`);
  return 0;
}
