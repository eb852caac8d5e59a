import { constants, inflateRawSync } from "node:zlib";
import { Refused } from "./verdict.ts";

export interface ZipEntry {
  readonly name: string;
  /** Unpacks it, within the budget. @throws Refused `explodes`, `damaged` */
  read(): Uint8Array;
}

/** How much may be unpacked in all, archives within archives included. */
export interface Budget {
  bytesLeft: number;
  entriesLeft: number;
}

export const newBudget = (): Budget => ({ bytesLeft: 200 * 1024 * 1024, entriesLeft: 4000 });

/** More than Office ever writes: a page of the letter a repeated shrinks to a thousandth. */
const mostRatio = 250;
const leastSuspiciousBytes = 8 * 1024 * 1024;

/**
 * Reads the directory of a ZIP file, as Office documents are. Nothing is unpacked before it is asked for, and never
 * more than the budget, whatever the directory claims.
 * @throws Refused `damaged`, `explodes`, `encrypted`
 */
export function readZip(bytes: Uint8Array, budget: Budget): readonly ZipEntry[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end === -1 || end + 22 > file.length || end < file.length - 22 - 0xffff) throw new Refused("damaged");
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  // ZIP64 is for four gigabytes or 65,535 parts: no document.
  if (count === 0xffff || at === 0xffffffff) throw new Refused("explodes");
  budget.entriesLeft -= count;
  if (budget.entriesLeft < 0) throw new Refused("explodes");

  const entries: ZipEntry[] = [];
  const places = new Set<number>();
  const names = new Set<string>();
  let claimed = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new Refused("damaged");
    const flags = file.readUInt16LE(at + 8);
    const method = file.readUInt16LE(at + 10);
    const packed = file.readUInt32LE(at + 20);
    const size = file.readUInt32LE(at + 24);
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString("utf8", at + 46, at + 46 + nameLength);
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);

    if ((flags & 1) !== 0) throw new Refused("encrypted");
    if (method !== 0 && method !== 8) throw new Refused("damaged");
    if (name.includes("\0") || /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:/i.test(name)) throw new Refused("damaged");
    // Two parts under one name, or two names for one part: readers would disagree about what is in it.
    if (names.has(name.toLowerCase()) || places.has(local)) throw new Refused("damaged");
    names.add(name.toLowerCase());
    places.add(local);
    claimed += size;
    if (claimed > budget.bytesLeft || (size > leastSuspiciousBytes && size > packed * mostRatio)) {
      throw new Refused("explodes");
    }
    if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) throw new Refused("damaged");
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (start + packed > file.length) throw new Refused("damaged");
    entries.push({
      name,
      read() {
        const content = file.subarray(start, start + packed);
        const unpacked = method === 0 ? content : inflated(content, Math.min(budget.bytesLeft, size + 1));
        if (unpacked.length !== size) throw new Refused("damaged");
        budget.bytesLeft -= unpacked.length;
        if (budget.bytesLeft < 0) throw new Refused("explodes");
        return unpacked;
      },
    });
  }
  return entries;
}

function inflated(content: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(most, 1), finishFlush: constants.Z_FINISH });
  } catch (error) {
    throw new Refused((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? "explodes" : "damaged");
  }
}
