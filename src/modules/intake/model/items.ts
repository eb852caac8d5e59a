import { beginningOf } from "../../../kernel/index.ts";
import type { Upload } from "../../uploads/index.ts";
import type { ItemKind } from "./collection.ts";

/** Longest title and folder that are kept. */
export const mostTitle = 300;

/** A title that a person may improve: the name of the file without its ending, with spaces for what programs write. */
export function titleOfFile(filename: string): string {
  const words = filename
    .replace(/\.(?:[a-z][a-z0-9]{1,4}|7z)$/i, "")
    .replace(/_+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return beginningOf(words === "" ? filename : words, mostTitle);
}

/** Whether a stored type is an e-mail, and which. */
export function mailFormatOf(mediaType: string): "eml" | "msg" | undefined {
  if (mediaType === "message/rfc822") return "eml";
  return mediaType === "application/vnd.ms-outlook" ? "msg" : undefined;
}

export function kindOfUpload(upload: Pick<Upload, "mediaType">, depth: number): ItemKind {
  if (mailFormatOf(upload.mediaType) !== undefined) return "email";
  return depth > 0 ? "anlage" : "eingang";
}

/**
 * Folders of the path that the browser gave: `Bauantrag/Pläne/Plan 1.pdf` gives `Bauantrag/Pläne`. Nothing in it leads
 * anywhere: it is only shown.
 */
export function folderOfPath(path: string): string {
  const folders = path
    .split(/[\\/]/)
    .slice(0, -1)
    .map((part) => part.replace(/[\p{C}<>:"|?*]/gu, "").trim())
    .filter((part) => part !== "" && part !== "." && part !== "..");
  return beginningOf(folders.join("/"), mostTitle);
}

/**
 * Where an upload stands in its filing: `datei:` and its path for what a person gave, `mail:` and the item for what came
 * with an e-mail.
 */
export const fieldOfPath = (path: string): string => `datei:${path.slice(-400)}`;
export const fieldOfMail = (itemId: string): string => `mail:${itemId}`;

export function parseField(field: string): { readonly path: string } | { readonly mailId: string } | undefined {
  if (field.startsWith("datei:")) return { path: field.slice(6) };
  return field.startsWith("mail:") ? { mailId: field.slice(5) } : undefined;
}

/** In which order files stand: by folder and name as people count (2 before 10), what came with an e-mail behind it. */
export function byName(a: string, b: string): number {
  return a.localeCompare(b, "de", { numeric: true, sensitivity: "base" });
}
