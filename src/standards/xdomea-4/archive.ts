import { crc32, inflateRawSync } from "node:zlib";
import type { Localized } from "../../kernel/index.ts";
import { XdomeaRefused } from "./refused.ts";

/** What a package may cost. */
export interface PackageLimits {
  /** Of the package as it comes, and of all that is in it; 512 MiB where absent. */
  readonly mostBytes?: number;
  /** 10,000 where absent. */
  readonly mostFiles?: number;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly from: number;
}

const mebibyte = 1024 * 1024;
const refuse = (de: string, en: string): never => {
  throw new XdomeaRefused("package", { de, en } satisfies Localized);
};
const broken = (): never => refuse("Das Paket ist beschädigt oder kein ZIP.", "The package is damaged or no ZIP.");

/** Where the list of contents begins, and how long it says it is. Source: PKWARE APPNOTE 6.3.10, 4.3.16. */
function endOf(bytes: Buffer): { readonly count: number; readonly from: number; readonly length: number } {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (bytes.readUInt32LE(at) !== 0x06054b50 || at + 22 + bytes.readUInt16LE(at + 20) !== bytes.length) continue;
    const count = bytes.readUInt16LE(at + 10);
    const length = bytes.readUInt32LE(at + 12);
    const from = bytes.readUInt32LE(at + 16);
    if (bytes.readUInt16LE(at + 4) !== 0 || bytes.readUInt16LE(at + 8) !== count) {
      refuse("Das Paket ist auf mehrere Teile verteilt.", "The package is spread over several parts.");
    }
    if (from === 0xffffffff || count === 0xffff) refuse("ZIP64 lesen wir nicht.", "We do not read ZIP64.");
    return from + length === at ? { count, from, length } : broken();
  }
  return broken();
}

/** A flat name: anything that a file system could take for a way elsewhere is refused. */
function requirePlainName(name: string): void {
  const plain =
    name !== "" &&
    name.length <= 255 &&
    !/[/\\:\p{Cc}\u{fffd}]/u.test(name) &&
    !/^\.+$/.test(name) &&
    name === name.trim();
  if (!plain) {
    const shown = name.replaceAll(/\p{Cc}/gu, "\u{fffd}").slice(0, 120);
    refuse(
      `Das Paket enthält einen Namen, der nicht erlaubt ist: „${shown}“. Ordner und Pfade gibt es darin nicht.`,
      `The package contains a name that is not allowed: “${shown}”. There are no folders and paths in it.`,
    );
  }
}

function entryAt(bytes: Buffer, at: number): { readonly entry: Entry; readonly next: number } {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) broken();
  const flags = bytes.readUInt16LE(at + 8);
  const nameLength = bytes.readUInt16LE(at + 28);
  const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
  requirePlainName(name);
  if ((flags & 0x2041) !== 0) refuse(`„${name}“ ist verschlüsselt.`, `“${name}” is encrypted.`);
  const local = bytes.readUInt32LE(at + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50) broken();
  const localName = bytes.toString("utf8", local + 30, local + 30 + bytes.readUInt16LE(local + 26));
  if (localName !== name) {
    refuse(`„${name}“ heißt im Paket zweierlei.`, `“${name}” has two names in the package.`);
  }
  const entry = {
    name,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    from: local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28),
  };
  return { entry, next: at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32) };
}

function unpacked(bytes: Buffer, { name, method, crc, packed, size, from }: Entry): Uint8Array {
  const raw = bytes.subarray(from, from + packed);
  if (method !== 0 && method !== 8) {
    refuse(`„${name}“ ist mit einem Verfahren gepackt, das wir nicht lesen.`, `“${name}” is packed in an unknown way.`);
  }
  let content: Buffer = raw;
  if (method === 8 && size === 0) content = Buffer.alloc(0);
  else if (method === 8) {
    try {
      content = inflateRawSync(raw, { maxOutputLength: size });
    } catch {
      refuse(
        `„${name}“ ist größer, als das Paket sagt, oder beschädigt.`,
        `“${name}” is larger than the package says, or damaged.`,
      );
    }
  }
  if (content.length !== size || crc32(content) !== crc) {
    refuse(`„${name}“ ist beschädigt: Die Prüfsumme stimmt nicht.`, `“${name}” is damaged: its checksum is wrong.`);
  }
  return new Uint8Array(content);
}

/**
 * The files of a ZIP of a stranger, by name, in memory. All sizes are summed up before the first byte is unpacked;
 * nothing is unpacked beyond the size it announced; files may not share bytes; names are flat and appear once.
 * @throws XdomeaRefused
 */
export function readArchive(packed: Uint8Array, limits: PackageLimits = {}): ReadonlyMap<string, Uint8Array> {
  const mostBytes = limits.mostBytes ?? 512 * mebibyte;
  const mostFiles = limits.mostFiles ?? 10_000;
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const tooLarge = (): never =>
    refuse(
      `Das Paket ist zu groß. Wir lesen höchstens ${Math.floor(mostBytes / mebibyte)} MB.`,
      `The package is too large. We read at most ${Math.floor(mostBytes / mebibyte)} MB.`,
    );
  if (bytes.length > mostBytes) tooLarge();
  const end = endOf(bytes);
  if (end.count > mostFiles) {
    refuse(
      `Das Paket enthält ${end.count} Dateien. Wir lesen höchstens ${mostFiles}.`,
      `The package contains ${end.count} files. We read at most ${mostFiles}.`,
    );
  }
  const entries: Entry[] = [];
  const names = new Set<string>();
  let at = end.from;
  let total = 0;
  for (let index = 0; index < end.count; index++) {
    const { entry, next } = entryAt(bytes, at);
    at = next;
    total += entry.size;
    if (total > mostBytes) tooLarge();
    if (entry.from + entry.packed > end.from) broken();
    const same = entry.name.normalize("NFC").toLowerCase();
    if (names.has(same)) {
      refuse(`„${entry.name}“ steht zweimal im Paket.`, `“${entry.name}” is in the package twice.`);
    }
    names.add(same);
    entries.push(entry);
  }
  if (at !== end.from + end.length) broken();
  entries.sort((a, b) => a.from - b.from);
  for (const [index, entry] of entries.entries()) {
    const following = entries[index + 1];
    if (following !== undefined && entry.from + entry.packed > following.from) {
      refuse("Dateien des Pakets liegen übereinander.", "Files of the package lie over each other.");
    }
  }
  return new Map(entries.map((entry) => [entry.name, unpacked(bytes, entry)]));
}
