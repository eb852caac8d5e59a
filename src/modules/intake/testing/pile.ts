import { PDFDocument } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { renderLetter } from "../../../platform/pdf/index.ts";
import { drawPdf } from "../../../platform/pdf-reading/index.ts";
import { composeScan, type ScanPage } from "../recognition/searchable-pdf.ts";
import { renderSeparator } from "../recognition/separator-sheet.ts";

const now = new Date("2026-11-23T09:00:00Z");

/**
 * A letter from outside, as it would lie in the post.
 * @param reference Aktenzeichen that it answers to, with a date and a reference of its own beside
 */
export function writtenLetter(subject: string, text: string, reference = ""): Promise<Uint8Array> {
  return renderLetter({
    language: "de",
    head: { officialName: "Kanzlei Beispiel", accent: "#333333" },
    senderLine: "Kanzlei Beispiel · Musterweg 3 · 33098 Paderborn",
    recipient: ["Stadt Paderborn", "Ordnungsamt", "Am Abdinghof 11", "33098 Paderborn"],
    reference: "",
    information:
      reference === ""
        ? []
        : [
            { label: "Ihr Zeichen", value: reference },
            { label: "Unser Zeichen", value: "K 17/26" },
            { label: "Datum", value: "20. November 2026" },
          ],
    subject,
    body: [{ kind: "paragraph", text }],
    closing: { greeting: "Mit freundlichen Grüßen", signatory: "Jörg Weiß" },
    footer: [["Kanzlei Beispiel"]],
  });
}

async function pictureOf(pdf: Uint8Array, dpi: number): Promise<Uint8Array> {
  const { pictures } = await drawPdf(pdf, { pages: [1], size: { dpi }, format: "jpeg" });
  const [picture] = pictures;
  if (picture === undefined) throw new Error("not drawn");
  return picture.bytes;
}

async function emptyPage(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawText("");
  return pdf.save();
}

/**
 * What a scanner makes of a pile of five sheets: a letter of two pages, a separator sheet, a letter of one page, and an
 * empty page. Nothing but pictures.
 * @param target Aktenzeichen on the separator sheet
 * @param more.answersTo Aktenzeichen that the first letter names
 * @param more.upsideDown the second page of the first letter lay the wrong way round
 */
export async function scannedPile(
  target: string,
  dpi = 200,
  more: { readonly answersTo?: string; readonly upsideDown?: boolean } = {},
): Promise<Uint8Array> {
  const sheets = [
    await writtenLetter(
      "Widerspruch gegen den Gebührenbescheid",
      "Sehr geehrte Damen und Herren, gegen Ihren Bescheid lege ich Widerspruch ein. Die Größe des Grundstücks ist falsch berechnet.",
      more.answersTo,
    ),
    await writtenLetter("Anlage zum Widerspruch", "Aufstellung der Straßenreinigungsgebühren der letzten drei Jahre."),
    await renderSeparator(target, "Stadt Paderborn"),
    await writtenLetter(
      "Antrag auf Fristverlängerung",
      "Für die Prüfung bitten wir um eine Frist bis zum 15. Dezember 2026.",
    ),
    await emptyPage(),
  ];
  const pictures = new Map<number, { type: "jpeg"; bytes: Uint8Array; dpi: number }>();
  for (const [index, sheet] of sheets.entries()) {
    const picture = await pictureOf(sheet, dpi);
    const bytes =
      more.upsideDown === true && index === 1 ? await sharp(picture).rotate(180).jpeg().toBuffer() : picture;
    pictures.set(index + 1, { type: "jpeg", bytes, dpi });
  }
  const pages: ScanPage[] = sheets.map((_, index) => ({ source: 0, page: index + 1, rotation: 0 }));
  return composeScan([{ kind: "pictures", pictures }], pages, { title: "Stapel", now });
}

/** An e-mail with a PDF, as it is saved in a folder. */
export function savedMail(subject = "Unterlagen zum Widerspruch", content = "JVBERi0xLjcK"): Uint8Array {
  return new TextEncoder().encode(
    `Received: from mx.example.org
From: =?UTF-8?Q?=C3=84nne_M=C3=BCller?= <aenne@example.org>
To: amt@example.org
Date: Mon, 2 Nov 2026 08:30:00 +0100
Subject: ${subject}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Anbei die Unterlagen. Grüße
--a
Content-Type: application/pdf
Content-Disposition: attachment; filename=Kaufvertrag.pdf
Content-Transfer-Encoding: base64

${content}
--a--
`.replaceAll("\n", "\r\n"),
  );
}
