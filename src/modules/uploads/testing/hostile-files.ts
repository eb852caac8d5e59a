import { deflateRawSync, deflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import sharp from "sharp";

/** Builders of files, good and bad, for tests. Everything is made here; nothing was collected. */

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory claims; the truth where absent. */
  readonly claimed?: number;
  readonly encrypted?: boolean;
}

/** A ZIP file of these parts; checksums are left at zero, which no check of ours relies on. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content as string);
    const packed = deflateRawSync(content);
    const name = Buffer.from(part.name);
    const flags = u16(part.encrypted ? 1 : 0);
    const sizes = [u32(0), u32(packed.length), u32(part.claimed ?? content.length), u16(name.length), u16(0)];
    const local = Buffer.concat([u32(0x04034b50), u16(20), flags, u16(8), u32(0), ...sizes, name, packed]);
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(20),
        u16(20),
        flags,
        u16(8),
        u32(0),
        ...sizes,
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(at),
        name,
      ]),
    );
    locals.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const count = u16(parts.length);
  return Buffer.concat([
    ...locals,
    index,
    u32(0x06054b50),
    u16(0),
    u16(0),
    count,
    count,
    u32(index.length),
    u32(at),
    u16(0),
  ]);
}

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/** A Word document, with further parts or another content type. */
export function docx(more: readonly Part[] = [], contentType = wordType): Buffer {
  return zipOf([
    {
      name: "[Content_Types].xml",
      content: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${contentType}"/></Types>`,
    },
    { name: "word/document.xml", content: "<w:document><w:body><w:p>Guten Tag</w:p></w:body></w:document>" },
    ...more,
  ]);
}

/** A text document of LibreOffice, with further parts. */
export function odt(more: readonly Part[] = [], content = "<office:document-content/>"): Buffer {
  return zipOf([
    { name: "mimetype", content: "application/vnd.oasis.opendocument.text" },
    { name: "content.xml", content },
    { name: "META-INF/manifest.xml", content: "<manifest:manifest/>" },
    ...more,
  ]);
}

/** Relationships of a Word document, with one that leads outside. */
export const outside = (type: string, target: string): Part => ({
  name: "word/_rels/document.xml.rels",
  content: `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
});

/** A PDF of one page, changed before it is written. */
export async function pdf(
  change: (document: PDFDocument) => void = () => undefined,
  options: { readonly objectStreams?: boolean } = {},
): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([300, 200]).drawText("Mietvertrag");
  change(document);
  return Buffer.from(await document.save({ useObjectStreams: options.objectStreams ?? false }));
}

/** Sets a key of the catalogue. */
export function inCatalogue(key: string, value: object | string): (document: PDFDocument) => void {
  return ({ context, catalog }) => catalog.set(PDFName.of(key), context.obj(value as never));
}

/** An action of this kind, registered as an object of its own. */
export function action(kind: string, more: Readonly<Record<string, string>> = {}): object {
  return {
    Type: "Action",
    S: kind,
    ...Object.fromEntries(Object.entries(more).map(([key, text]) => [key, PDFString.of(text)])),
  };
}

/** A PDF made by hand, object by object, as a person does who wants to hide something. */
export function handmadePdf(objects: readonly string[], trailer = ""): Buffer {
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join("");
  return Buffer.from(
    `%PDF-1.7\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} ${trailer} >>\nstartxref\n0\n%%EOF\n`,
    "latin1",
  );
}

/** Catalogue, pages and one page: the first three objects of a hand-made PDF. */
export const plainPages = (catalogue = ""): readonly string[] => [
  `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
  "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>",
];

/** An object stream that holds one object under this number. */
export function objectStream(number: number, object: string): string {
  const head = `${number} 0 `;
  const packed = deflateSync(Buffer.from(head + object, "latin1"));
  return `<< /Type /ObjStm /N 1 /First ${head.length} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed.toString("latin1")}\nendstream`;
}

/** A picture of a phone, with where and by what it was taken, in EXIF and XMP. */
export async function photo(format: "jpeg" | "png" | "webp"): Promise<Buffer> {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: "#4a7" } })
    .withExif({
      IFD0: { Make: "Testphone", Software: "Camera 1.0" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 43/1 7/1", GPSLongitudeRef: "E", GPSLongitude: "8/1 45/1 15/1" },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,43.1N"/></rdf:RDF></x:xmpmeta>',
    );
  return Buffer.from(await picture.toFormat(format).toBuffer());
}

/** A PNG whose header claims a size that nobody could unpack. */
export async function hugePng(width: number, height: number): Promise<Buffer> {
  const bytes = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The test file of the virus scanners. Put together only where it is used. */
export const testVirus = (): Buffer =>
  Buffer.from(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("-"));
