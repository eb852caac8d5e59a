import type { FileType } from "../model/kind.ts";
import { holdsTestVirus, isProgram, startsWith } from "./signatures.ts";
import { Refused } from "./verdict.ts";
import { type Budget, readZip, type ZipEntry } from "./zip.ts";

const mainParts: readonly (readonly [FileType, string])[] = [
  ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"],
  ["pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"],
];

const odfTypes: Readonly<Record<string, FileType>> = {
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "application/vnd.oasis.opendocument.presentation": "odp",
};

/** Charts bring their table along as a document of its own. */
const deepest = 2;

/**
 * What kind of Office document a ZIP file is, once every part of it has been looked at: no macros, no controls, no
 * foreign files, nothing that is loaded from elsewhere.
 * @throws Refused; `archive` where it is no Office document
 */
export function checkZip(bytes: Uint8Array, budget: Budget, depth = 0): FileType {
  const entries = readZip(bytes, budget);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const types = byName.get("[Content_Types].xml");
  const odf = byName.get("mimetype");
  if (types === undefined && odf === undefined) throw new Refused("archive");
  if (types !== undefined && odf !== undefined) throw new Refused("damaged");
  const type = types === undefined ? odfType(odf as ZipEntry) : ooxmlType(types);
  for (const entry of entries) {
    if (entry !== types && entry !== odf) checkPart(entry, budget, depth);
  }
  return type;
}

function textOf(entry: ZipEntry): string {
  const bytes = entry.read();
  const wide = bytes[0] === 0xff || bytes[0] === 0xfe;
  const text = wide
    ? new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes)
    : new TextDecoder("utf-8").decode(bytes);
  // No program writes them into these documents; they are made to read files or to explode.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Refused("damaged");
  return text;
}

function ooxmlType(types: ZipEntry): FileType {
  const text = textOf(types);
  if (/macroEnabled|vbaProject|ms-office\.activeX/i.test(text)) throw new Refused("macro");
  const found = mainParts.filter(([, main]) => text.includes(main));
  const [first] = found;
  if (found.length > 1) throw new Refused("damaged");
  // Other packages: templates, drawings, XPS, and programs of other systems.
  if (first === undefined) throw new Refused("archive");
  return first[0];
}

function odfType(mimetype: ZipEntry): FileType {
  const type = odfTypes[Buffer.from(mimetype.read()).toString("latin1").trim()];
  if (type === undefined) throw new Refused("archive");
  return type;
}

function checkPart(entry: ZipEntry, budget: Budget, depth: number): void {
  const name = entry.name.toLowerCase();
  if (/(?:^|\/)(?:vbaproject|vbadata|_vba)|(?:^|\/)(?:basic|scripts)\//.test(name)) throw new Refused("macro");
  if (/(?:^|\/)activex|(?:^|\/)ctrlprops\//.test(name)) throw new Refused("macro");
  if (name.endsWith("/")) return;
  if (/\.(?:xml|rels|vml|rdf)$/.test(name)) {
    const text = textOf(entry);
    checkXml(name, text);
    return;
  }
  const bytes = entry.read();
  if (holdsTestVirus(bytes)) throw new Refused("malware");
  if (isProgram(bytes) || /\.(?:exe|dll|js|vbs|bat|cmd|ps1|scr|com|msi|jar|lnk|hta|html?|svg)$/.test(name)) {
    throw new Refused("embedded-object");
  }
  // OLE: the box in which Office hides files of any kind.
  if (startsWith(bytes, "\xd0\xcf\x11\xe0") || startsWith(bytes, "%PDF-")) throw new Refused("embedded-object");
  if (startsWith(bytes, "PK\x03\x04")) {
    if (depth >= deepest) throw new Refused("explodes");
    try {
      checkZip(bytes, budget, depth + 1);
    } catch (error) {
      throw error instanceof Refused && error.reason === "archive" ? new Refused("embedded-object") : error;
    }
  }
}

function checkXml(name: string, text: string): void {
  if (holdsTestVirus(Buffer.from(text))) throw new Refused("malware");
  if (name.endsWith(".rels")) {
    for (const [relationship] of text.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/gi)) {
      if (!/TargetMode\s*=\s*["']External["']/i.test(relationship)) continue;
      const target = /Target\s*=\s*["']([^"']*)["']/i.exec(relationship)?.[1] ?? "";
      // Links that a person follows stay; what is loaded by itself, or starts something, does not.
      const link = /Type\s*=\s*["'][^"']*\/hyperlink["']/i.test(relationship);
      if (!link || !/^(?:https?:|mailto:|tel:|#)/i.test(target) || isProgramAddress(target)) {
        throw new Refused("external-link");
      }
    }
  }
  if (name === "meta-inf/manifest.xml" && /encryption-data/i.test(text)) throw new Refused("encrypted");
  if (/<office:scripts?\b[^>]*[^/]>[\s\S]*?<office:(?:script|event-listeners)\b|<script:event-listener\b/i.test(text)) {
    throw new Refused("macro");
  }
  if (/\bDDEAUTO\b|\bDDE\s+["\w]|<ddeLink\b|office:dde-source/i.test(text)) throw new Refused("external-link");
  for (const [, target = ""] of text.matchAll(/xlink:href\s*=\s*["']([^"']*)["']/gi)) {
    if (/^(?:file|javascript|vnd\.sun\.star[\w.]*|macro|vbscript|data):/i.test(target) || /^\\\\/.test(target)) {
      throw new Refused("external-link");
    }
  }
}

/** A link that ends like a program would be started by a click. */
function isProgramAddress(target: string): boolean {
  const path = (target.split(/[?#]/, 1)[0] ?? "").replace(/^[a-z]+:\/\/[^/]*/i, "");
  return /\.(?:exe|dll|js|vbs|bat|cmd|ps1|scr|com|msi|jar|lnk|hta)$/i.test(path);
}
