import type { Language } from "../../../kernel/index.ts";
import type { UploadKind } from "./upload.ts";

/** What a file is, by its content. */
export type FileType =
  | "pdf"
  | "jpeg"
  | "png"
  | "webp"
  | "heic"
  | "text"
  | "docx"
  | "xlsx"
  | "pptx"
  | "odt"
  | "ods"
  | "odp";

interface Known {
  readonly kind: UploadKind;
  readonly mediaType: string;
  /** Endings of a name that fit; the first is given where none does. */
  readonly endings: readonly string[];
  readonly label: string;
}

/** Types that are taken, each where its field allows its kind. */
export const fileTypes: Readonly<Record<FileType, Known>> = {
  pdf: { kind: "pdf", mediaType: "application/pdf", endings: ["pdf"], label: "PDF" },
  jpeg: { kind: "picture", mediaType: "image/jpeg", endings: ["jpg", "jpeg", "jpe"], label: "JPG" },
  png: { kind: "picture", mediaType: "image/png", endings: ["png"], label: "PNG" },
  webp: { kind: "picture", mediaType: "image/webp", endings: ["webp"], label: "WebP" },
  heic: { kind: "picture", mediaType: "image/heic", endings: ["heic", "heif"], label: "HEIC" },
  text: { kind: "text", mediaType: "text/plain", endings: ["txt", "csv", "md"], label: "TXT" },
  docx: {
    kind: "office",
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    endings: ["docx"],
    label: "DOCX",
  },
  xlsx: {
    kind: "office",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    endings: ["xlsx"],
    label: "XLSX",
  },
  pptx: {
    kind: "office",
    mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    endings: ["pptx"],
    label: "PPTX",
  },
  odt: { kind: "office", mediaType: "application/vnd.oasis.opendocument.text", endings: ["odt"], label: "ODT" },
  ods: { kind: "office", mediaType: "application/vnd.oasis.opendocument.spreadsheet", endings: ["ods"], label: "ODS" },
  odp: { kind: "office", mediaType: "application/vnd.oasis.opendocument.presentation", endings: ["odp"], label: "ODP" },
};

const entries = Object.entries(fileTypes) as [FileType, Known][];

/** What stands on the page: `PDF, JPG, PNG, WebP oder HEIC`. */
export function allowedLabel(kinds: readonly UploadKind[], language: Language): string {
  if (kinds.includes("original"))
    return language === "de" ? "alle Dateien außer Programmen" : "all files except programs";
  const labels = entries.filter(([, known]) => kinds.includes(known.kind)).map(([, known]) => known.label);
  const or = language === "de" ? " oder " : " or ";
  return labels.length < 2 ? labels.join("") : `${labels.slice(0, -1).join(", ")}${or}${labels.at(-1)}`;
}

/** For the attribute `accept` of a file input: what the device offers first. A hint only. */
export function acceptOf(kinds: readonly UploadKind[]): string {
  return entries
    .filter(([, known]) => kinds.includes(known.kind))
    .flatMap(([, known]) => [known.mediaType, ...known.endings.map((ending) => `.${ending}`)])
    .join(",");
}

/** What people call a stored type: `PDF`, `JPG`. */
export function typeLabel(mediaType: string): string {
  return entries.find(([, known]) => known.mediaType === mediaType)?.[1].label ?? "";
}

/** Bytes as people read them, in steps of 1,000: `2,4 MB`. */
export function sizeLabel(bytes: number, language: Language): string {
  const format = (value: number, unit: string) =>
    `${value.toLocaleString(language, { maximumFractionDigits: value < 10 && unit === "MB" ? 1 : 0 })} ${unit}`;
  if (bytes < 1000) return language === "de" ? `${bytes} Byte` : `${bytes} bytes`;
  // A limit of 10 MiB is told as 10 MB: nobody counts in 1.05 millions.
  const limit = bytes / (1024 * 1024);
  if (Number.isInteger(limit)) return format(limit, "MB");
  return bytes < 1_000_000 ? format(bytes / 1000, "KB") : format(bytes / 1_000_000, "MB");
}
