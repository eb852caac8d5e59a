import { isUtf8 } from "node:buffer";
import type { Format } from "./model.ts";

/**
 * The standard's list of file formats, in the version of which we know every code. The schema of 4.0.0 fixes the list and
 * leaves its version open.
 */
const list = { listUri: "urn:xoev-de:xdomea:codeliste:dateiformat", listVersion: "1.0" } as const;

/** “Sonstiges”: the name stands beside it (SonstigerName). */
const other = "100";
const codes = {
  pdf: "018",
  pdfArchival: "044",
  text: "045",
} as const;

/** Codes by media type and, where the list has several for one type, by the end of the file's name. */
const codesOfTypes: Readonly<
  Record<string, { readonly code: string; readonly byEnding?: Readonly<Record<string, string>> }>
> = {
  "image/bmp": { code: "001" },
  "text/csv": { code: "002" },
  "application/msword": { code: "003", byEnding: { dot: "032" } },
  "message/rfc822": { code: "006" },
  "text/html": { code: "008", byEnding: { htm: "007" } },
  "image/jpeg": { code: "011", byEnding: { jpe: "009", jpeg: "010" } },
  "application/vnd.ms-outlook": { code: "012" },
  "application/vnd.oasis.opendocument.presentation": { code: "013" },
  "application/vnd.oasis.opendocument.spreadsheet": { code: "014" },
  "application/vnd.oasis.opendocument.text": { code: "015" },
  "application/vnd.oasis.opendocument.presentation-template": { code: "016" },
  "application/vnd.oasis.opendocument.spreadsheet-template": { code: "017" },
  "image/png": { code: "019" },
  "application/vnd.ms-powerpoint": { code: "020", byEnding: { pot: "033" } },
  "application/postscript": { code: "021" },
  "application/rtf": { code: "022" },
  "text/rtf": { code: "022" },
  "image/tiff": { code: "024", byEnding: { tif: "023" } },
  "application/vnd.ms-excel": { code: "028", byEnding: { xlt: "034" } },
  "application/xml": { code: "030", byEnding: { xsd: "031" } },
  "text/xml": { code: "030", byEnding: { xsd: "031" } },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": { code: "035" },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { code: "036" },
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": { code: "037" },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.template": { code: "038" },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.template": { code: "039" },
  "application/vnd.openxmlformats-officedocument.presentationml.template": { code: "040" },
  "application/vnd.ms-project": { code: "042" },
  "application/vnd.oasis.opendocument.text-template": { code: "043" },
};

const typesOfCodes: ReadonlyMap<string, string> = new Map([
  [codes.pdf, "application/pdf"],
  [codes.pdfArchival, "application/pdf"],
  [codes.text, "text/plain"],
  ...Object.entries(codesOfTypes)
    // Of two names of a type the first one counts.
    .reverse()
    .flatMap(([type, { code, byEnding = {} }]) =>
      [code, ...Object.values(byEnding)].map((one) => [one, type] as const),
    ),
]);

/** What a PDF says of itself: its own metadata call it PDF/A, which has a code of its own. */
function pdfFormat(bytes: Uint8Array | undefined): { readonly code: string; readonly version: string } {
  const text = bytes === undefined ? "" : Buffer.from(bytes).toString("latin1");
  const part = /pdfaid:part(?:>\s*|\s*=\s*["'])([1-4])/.exec(text)?.[1];
  if (part === undefined) return { code: codes.pdf, version: /^%PDF-(\d\.\d)/.exec(text)?.[1] ?? "" };
  const conformance = /pdfaid:conformance(?:>\s*|\s*=\s*["'])([ABUFE])/.exec(text)?.[1] ?? "";
  return { code: codes.pdfArchival, version: `${part}${conformance.toLowerCase()}` };
}

/**
 * How the standard calls the format of a file.
 * @param file.mediaType as it was filed; parameters do not matter
 * @param file.bytes where they are at hand: only they tell PDF/A from PDF, and Unicode from other text
 */
export function formatOfFile(file: {
  readonly mediaType: string;
  readonly filename: string;
  readonly bytes?: Uint8Array;
}): Pick<Format, "name" | "sonstigerName" | "version"> {
  const type = file.mediaType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const ending = /\.([A-Za-z0-9]+)$/.exec(file.filename)?.[1]?.toLowerCase() ?? "";
  const named = (code: string, version = "") => ({ name: { code, ...list }, version });
  if (type === "application/pdf") {
    const { code, version } = pdfFormat(file.bytes);
    return named(code, version);
  }
  // The list knows text as Unicode only.
  if (type === "text/plain" && (file.bytes === undefined || isUtf8(file.bytes))) return named(codes.text);
  const known = codesOfTypes[type];
  if (known !== undefined) return named(known.byEnding?.[ending] ?? known.code);
  return { ...named(other), sonstigerName: type === "" ? "application/octet-stream" : type };
}

/**
 * Media type of a format of a stranger; undefined where neither the list nor the name beside it says one. The codes are the
 * same in both versions of the list that we have met.
 */
export function mediaTypeOfFormat({ name, sonstigerName }: Pick<Format, "name" | "sonstigerName">): string | undefined {
  const known = typesOfCodes.get(name.code.trim());
  if (known !== undefined) return known;
  const said = sonstigerName?.trim().toLowerCase() ?? "";
  return /^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*$/.test(said) ? said : undefined;
}
