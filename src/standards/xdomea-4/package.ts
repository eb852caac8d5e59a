import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { type PackageLimits, readArchive } from "./archive.ts";
import type { Nachricht, Primaerdokument } from "./model.ts";
import { type ReadNachricht, readNachricht, writeNachricht } from "./nachricht.ts";
import { XdomeaRefused } from "./refused.ts";
import { rootNames } from "./shapes.ts";
import { inventoryOf } from "./walk.ts";

/** A message with its primary files, by name. */
export interface ReadPackage extends ReadNachricht {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The message as it came, XML. */
  readonly message: Uint8Array;
}

/** Hash as this program writes it: SHA-256, hexadecimal. */
export function hashOf(file: Uint8Array): NonNullable<Primaerdokument["hash"]> {
  return { wert: createHash("sha256").update(file).digest("hex"), sonstigerAlgorithmus: "SHA-256" };
}

/** `<ProzessID>_<type>_<n>`, the name of package and message without ending; in 3.x `<ProzessID>_<message>`. */
export function packageName(nachricht: Nachricht, version: ReadNachricht["version"] = "4.0.0"): string {
  const { kopf, typ, laufendeNummer } = nachricht;
  return version === "4.0.0" ? `${kopf.prozessId}_${typ}_${laufendeNummer}` : `${kopf.prozessId}_${rootNames[typ]}`;
}

/** The algorithm in Node's words; the standard takes codes that end so, or a word of one's own. */
function algorithmOf({ algorithmus, sonstigerAlgorithmus }: NonNullable<Primaerdokument["hash"]>): string | undefined {
  const said = algorithmus?.code ?? sonstigerAlgorithmus ?? "";
  const bits = /sha-?(256|384|512)$/i.exec(said.trim())?.[1];
  return bits === undefined ? undefined : `sha${bits}`;
}

function requireHash({ dateiname, hash }: Primaerdokument, file: Uint8Array): void {
  const algorithm = hash === undefined ? undefined : algorithmOf(hash);
  if (hash === undefined || algorithm === undefined) return;
  const digest = createHash(algorithm).update(file).digest();
  const said = hash.wert.trim();
  if (said.toLowerCase() === digest.toString("hex") || said === digest.toString("base64")) return;
  throw new XdomeaRefused("package", {
    de: `Die Datei ${dateiname} ist nicht die, von der die Nachricht spricht: Der Hash stimmt nicht.`,
    en: `The file ${dateiname} is not the one that the message speaks of: the hash does not match.`,
  });
}

/** Every named file is there and is the one that was meant; nothing else is there. An offer names files it does not carry. */
function requireFiles(nachricht: Nachricht, files: ReadonlyMap<string, Uint8Array>): void {
  const named = inventoryOf(nachricht).files;
  for (const primary of named) {
    const file = files.get(primary.dateiname);
    if (file !== undefined) requireHash(primary, file);
    else if (nachricht.typ === "0503") {
      throw new XdomeaRefused("package", {
        de: `Die Datei ${primary.dateiname} fehlt im Paket.`,
        en: `The file ${primary.dateiname} is missing in the package.`,
      });
    }
  }
  const known = new Set(named.map(({ dateiname }) => dateiname));
  for (const name of files.keys()) {
    if (!known.has(name)) {
      throw new XdomeaRefused("package", {
        de: `Die Datei „${name}“ gehört zu keinem Dokument der Nachricht.`,
        en: `The file “${name}” belongs to no document of the message.`,
      });
    }
  }
}

/**
 * Message and primary files as one ZIP. The same input gives the same bytes.
 * @throws XdomeaRefused where the message is not right, a file is missing, not named in it, or not the one of its hash
 */
export function writePackage(
  nachricht: Nachricht,
  files: ReadonlyMap<string, Uint8Array>,
): { readonly name: string; readonly bytes: Uint8Array } {
  const name = packageName(nachricht);
  const message = writeNachricht(nachricht);
  requireFiles(nachricht, files);
  // A ZIP knows no time before 1980; a fixed one keeps the bytes the same. It is local time, so not the first of January.
  const mtime = new Date(1980, 0, 2);
  const bytes = zipSync({ [`${name}.xml`]: message, ...Object.fromEntries(files) }, { mtime, level: 6 });
  return { name: `${name}.zip`, bytes };
}

/**
 * Reads a package of a stranger and checks it against its message.
 * @param name of the package, where it is known; it has to fit the message
 * @throws XdomeaRefused with the reason, and the line where it lies in the message
 */
export function readPackage(
  bytes: Uint8Array,
  options: { readonly name?: string; readonly limits?: PackageLimits } = {},
): ReadPackage {
  const files = new Map(readArchive(bytes, options.limits));
  const messages = [...files.keys()].filter((file) =>
    /^[0-9a-f-]{36}_(?:\d{4}_\d+|[A-Za-z]+\.[A-Za-z]+\.\d{4})\.xml$/i.test(file),
  );
  const [message] = messages;
  if (message === undefined || messages.length > 1) {
    throw new XdomeaRefused("package", {
      de: `Im Paket muss genau eine xdomea-Nachricht liegen. Gefunden: ${messages.length}.`,
      en: `There has to be exactly one xdomea message in the package. Found: ${messages.length}.`,
    });
  }
  const xml = files.get(message) as Uint8Array;
  const read = readNachricht(xml);
  files.delete(message);
  const wanted = packageName(read.nachricht, read.version);
  for (const [found, ending] of [[message, ".xml"], ...(options.name === undefined ? [] : [[options.name, ".zip"]])]) {
    if (found?.toLowerCase() === `${wanted}${ending}`.toLowerCase()) continue;
    throw new XdomeaRefused("package", {
      de: `„${found}“ passt nicht zur Nachricht. Erwartet: ${wanted}${ending}.`,
      en: `“${found}” does not fit the message. Expected: ${wanted}${ending}.`,
    });
  }
  requireFiles(read.nachricht, files);
  return { ...read, files, message: xml };
}
