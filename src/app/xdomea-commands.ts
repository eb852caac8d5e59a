import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import {
  inventoryOf,
  packageName,
  type ReadNachricht,
  readNachricht,
  readPackage,
  XdomeaRefused,
} from "../standards/xdomea-4/index.ts";

/** Larger files are not even read. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Prints what an xdomea message or package is and what of it we do not keep, or why it is refused and in which line.
 * @returns 0 where it can be read, 1 where not
 */
export function checkXdomea(path: string): number {
  if (statSync(path).size > mostBytes) {
    console.error(`✗ ${path} is larger than 512 MB.`);
    return 1;
  }
  const bytes = readFileSync(path);
  const isPackage = bytes.subarray(0, 2).toString("latin1") === "PK";
  try {
    const read: ReadNachricht = isPackage ? readPackage(bytes, { name: basename(path) }) : readNachricht(bytes);
    const { objects, files } = inventoryOf(read.nachricht);
    const { typ, kopf, laufendeNummer, gesamtzahl } = read.nachricht;
    console.log(
      `✓ xdomea ${read.version}, message ${typ}, ${laufendeNummer} of ${gesamtzahl}, process ${kopf.prozessId}`,
    );
    console.log(`  ${objects.length} objects, ${files.length} files named, from ${kopf.erstellungszeitpunkt}`);
    if (!isPackage) console.log(`  as a package it would be ${packageName(read.nachricht, read.version)}.zip`);
    for (const { line, path: where } of read.leftOver) console.log(`  not kept, line ${line}: ${where}`);
    return 0;
  } catch (error) {
    if (!(error instanceof XdomeaRefused)) throw error;
    console.error(`✗ ${error.line === undefined ? "" : `line ${error.line}: `}${error.reason.en}`);
    return 1;
  }
}
