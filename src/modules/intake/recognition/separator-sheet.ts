import QRCode from "qrcode";
import { renderPdf } from "../../../platform/pdf/index.ts";
import { separatorCode } from "../model/separator.ts";

const template = `
#let d = json("/data.json")
#set document(title: d.title, author: d.town, date: auto)
#set page(paper: "a4", margin: 25mm)
#set text(font: "Fira Sans", size: 14pt, lang: "de", region: "DE")
#align(center)[
  #v(10mm)
  #heading(level: 1, text(size: 34pt, weight: "bold", d.title))
  #v(8mm)
  #image(bytes(d.code), format: "svg", width: 90mm, alt: d.alt)
  #v(8mm)
  #if d.target != "" { text(size: 22pt, weight: "semibold", d.target) }
  #v(8mm)
  #text(size: 14pt, d.how)
  #v(4mm)
  #text(size: 11pt, fill: rgb("#4a4f57"), d.town)
]
`;

/**
 * A sheet to print and to put before a letter: its code says that it is a separator, and what the letter belongs to.
 * @param target Aktenzeichen or unit of the Aktenplan; empty for none
 */
export async function renderSeparator(target: string, town: string): Promise<Uint8Array> {
  const code = await QRCode.toString(separatorCode(target), { type: "svg", errorCorrectionLevel: "H", margin: 4 });
  return renderPdf({
    template,
    standard: "ua-1",
    data: {
      title: "Trennblatt",
      code,
      alt: "QR-Code: Hier beginnt ein neues Schriftstück",
      target,
      how: "Hier beginnt ein neues Schriftstück. Dieses Blatt wird nicht abgelegt und kann wieder verwendet werden.",
      town,
    },
  });
}
