/** How a content is shown in the page. */
export type Showing = "pages" | "picture" | "text" | "table" | "office" | "other";

const texts = new Set(["text/plain", "text/markdown", "text/html", "text/xml", "application/xml", "application/json"]);
const pictures = new Set(["image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/avif"]);
const office = new Map<string, string>([
  ["application/msword", "doc"],
  ["application/vnd.ms-excel", "xls"],
  ["application/vnd.ms-powerpoint", "ppt"],
  ["application/rtf", "rtf"],
  ["text/rtf", "rtf"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"],
  ["application/vnd.oasis.opendocument.text", "odt"],
  ["application/vnd.oasis.opendocument.spreadsheet", "ods"],
  ["application/vnd.oasis.opendocument.presentation", "odp"],
]);

const plainType = (mediaType: string): string => (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();

/** How a content of this type is shown. HTML and XML are shown as their source, never run. */
export function showingOf(mediaType: string): Showing {
  const type = plainType(mediaType);
  if (type === "application/pdf") return "pages";
  if (type === "text/csv") return "table";
  if (texts.has(type)) return "text";
  if (pictures.has(type)) return "picture";
  return office.has(type) ? "office" : "other";
}

/** Ending under which an office program knows the type; undefined for what is no office file. */
export function officeEnding(mediaType: string): string | undefined {
  return office.get(plainType(mediaType));
}

/** Whether passages can be blacked out of it: it has pages that can be drawn. */
export const canBeRedacted = (mediaType: string): boolean => ["pages", "picture"].includes(showingOf(mediaType));

/** Widths in which pages are drawn, in pixels: a bounded number of pictures a page. */
export const widths = { vorschau: 160, klein: 480, normal: 800, gross: 1200, riesig: 1800 } as const;

/** How large a page is shown. */
export type Zoom = Exclude<keyof typeof widths, "vorschau">;

/** What was asked for, or how it is shown otherwise. */
export function zoomOf(asked: string | undefined): Zoom {
  return asked === "klein" || asked === "gross" || asked === "riesig" ? asked : "normal";
}

/** A format of a version, as far as choosing one needs it. */
interface Choosable {
  readonly version: number;
  readonly number: number;
  readonly mediaType: string;
}

/**
 * The format that is shown: the one that was asked for, otherwise of the newest version the original where it can be
 * shown, otherwise the first that can be (the readable text of an e-mail, the PDF of an office file).
 * @param formats in their order, not empty
 */
export function chosenFormat<Format extends Choosable>(
  formats: readonly Format[],
  asked: { readonly version?: number; readonly number?: number },
): Format {
  const version = formats.some((one) => one.version === asked.version)
    ? asked.version
    : Math.max(...formats.map((one) => one.version));
  const ofVersion = formats.filter((one) => one.version === version);
  const shown = (format: Format) => !["office", "other"].includes(showingOf(format.mediaType));
  const found =
    ofVersion.find((one) => one.number === asked.number) ?? ofVersion.find(shown) ?? (ofVersion[0] as Format);
  return found;
}

/**
 * Formats that may say what another one shows: PDFs beside it in the same version.
 * @param formats of the Dokument
 */
export function searchableBeside<Format extends Choosable & { readonly sha256: string }>(
  formats: readonly Format[],
  of: { readonly version: number; readonly sha256: string },
): readonly Format[] {
  return formats.filter(
    ({ version, sha256, mediaType }) =>
      version === of.version && sha256 !== of.sha256 && showingOf(mediaType) === "pages",
  );
}
