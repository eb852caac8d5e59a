import { fileTypeFromBuffer } from "file-type";
import { type FileType, fileTypes } from "../model/kind.ts";
import type { UploadKind } from "../model/upload.ts";
import { holdsTestVirus, isProgram, startsWith } from "./signatures.ts";
import { isReadableText } from "./text.ts";
import { Refused, type Verdict } from "./verdict.ts";

const pictures: Readonly<Record<string, FileType>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
  "image/heic": "heic",
  "image/heif": "heic",
};

const archives =
  /^application\/(?:zip|gzip|x-(?:7z-compressed|rar-compressed|tar|bzip2|xz|compress|lzip|lzh-compressed|apple-diskimage|iso9660-image|compressed-tar|ms-wim|stuffit|ace-compressed|cpio|arj)|vnd\.(?:ms-cab-compressed|rar)|zstd|java-archive|x-lz4|x-unix-archive)/;
const programs =
  /^application\/(?:x-msdownload|x-elf|x-mach-binary|java-vm|wasm|x-shockwave-flash|vnd\.android|x-(?:chrome-extension|apple-application|ms-shortcut|nintendo|google-chrome|xpinstall|deb|rpm|msdos-program))/;

async function typeOf(bytes: Uint8Array): Promise<FileType> {
  if (bytes.length === 0) throw new Refused("empty");
  if (holdsTestVirus(bytes)) throw new Refused("malware");
  if (isProgram(bytes)) throw new Refused("executable");
  if (startsWith(bytes, "%PDF-")) return "pdf";
  if (startsWith(bytes, "PK\x03\x04") || startsWith(bytes, "PK\x05\x06")) {
    const { checkZip } = await import("./office.ts");
    const { newBudget } = await import("./zip.ts");
    return checkZip(bytes, newBudget());
  }
  if (startsWith(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) throw new Refused("old-office");
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = found?.mime as string | undefined;
  if (mime !== undefined) {
    const picture = pictures[mime];
    if (picture !== undefined) return picture;
    if (mime === "image/svg+xml" || mime === "application/xml" || mime === "text/html" || mime === "application/rtf") {
      throw new Refused("script");
    }
    if (mime.startsWith("image/")) throw new Refused("picture-kind");
    if (archives.test(mime)) throw new Refused("archive");
    if (programs.test(mime)) throw new Refused("executable");
    if (!mime.startsWith("text/")) throw new Refused("wrong-kind");
  }
  if (isReadableText(bytes)) return "text";
  throw new Refused("unknown-kind");
}

/** Ends of files that are two at once: a picture or PDF in front, an archive or a page behind. */
function refuseSecondFile(bytes: Uint8Array, type: FileType): void {
  if (type !== "pdf") return;
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 66_000)));
  if (tail.includes(Buffer.from("PK\x05\x06", "latin1"))) throw new Refused("pdf-attachments");
}

/**
 * Says what a file is, by its content, and whether it may be kept.
 * @returns never throws: what goes wrong while looking is a file that cannot be read
 */
export async function identify(bytes: Uint8Array, kinds: readonly UploadKind[]): Promise<Verdict> {
  try {
    if (kinds.includes("original")) {
      const { mediaTypeOf } = await import("./original.ts");
      return { kind: "original", mediaType: await mediaTypeOf(bytes) };
    }
    const type = await typeOf(bytes);
    if (!kinds.includes(fileTypes[type].kind)) throw new Refused("wrong-kind");
    refuseSecondFile(bytes, type);
    if (type === "pdf") {
      const { checkPdf } = await import("./pdf.ts");
      await checkPdf(bytes);
    }
    if (type === "heic") {
      const { jpegOfHeic } = await import("./heic.ts");
      return { kind: "taken", type, bytes: await jpegOfHeic(bytes) };
    }
    return { kind: "taken", type };
  } catch (error) {
    return { kind: "refused", reason: error instanceof Refused ? error.reason : "damaged" };
  }
}
