import { describe, expect, test } from "vitest";
import { renderSheet } from "../../platform/pdf/index.ts";
import { formatOfFile, mediaTypeOfFormat } from "./file-formats.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const codeOf = (mediaType: string, filename: string, content?: Uint8Array) => {
  const { name, sonstigerName, version } = formatOfFile({
    mediaType,
    filename,
    ...(content === undefined ? {} : { bytes: content }),
  });
  return [name.code, version, sonstigerName];
};

describe("The standard's code of a file format", () => {
  test.each([
    ["image/png", "bild.png", "019"],
    ["image/jpeg", "bild.JPG", "011"],
    ["image/jpeg", "bild.jpeg", "010"],
    ["image/jpeg", "bild", "011"],
    ["image/tiff", "scan.tif", "023"],
    ["image/tiff", "scan.tiff", "024"],
    ["application/xml", "daten.xml", "030"],
    ["text/xml; charset=utf-8", "daten.xml", "030"],
    ["message/rfc822", "post.eml", "006"],
    ["application/vnd.ms-outlook", "post.msg", "012"],
    ["application/msword", "brief.doc", "003"],
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "brief.docx", "035"],
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "liste.xlsx", "036"],
    ["application/vnd.oasis.opendocument.text", "brief.odt", "015"],
    ["application/vnd.oasis.opendocument.spreadsheet", "liste.ods", "014"],
    ["text/plain", "notiz.txt", "045"],
    ["text/csv", "liste.csv", "002"],
    ["text/html", "seite.htm", "007"],
  ])("%s, %s: %s", (mediaType, filename, code) => {
    expect(codeOf(mediaType, filename)).toEqual([code, "", undefined]);
    expect(mediaTypeOfFormat(formatOfFile({ mediaType, filename }))).toBe(
      mediaType.split(";")[0]?.replace("text/xml", "application/xml"),
    );
  });

  test("tells PDF/A from PDF by what the file says of itself", async () => {
    const sheet = await renderSheet(
      {
        language: "de",
        head: {
          officialName: "Stadt Paderborn",
          accent: "#003366",
          markSvg: "<svg xmlns='http://www.w3.org/2000/svg'/>",
        },
        title: "Vermerk",
        facts: [],
        sections: [],
        footer: "Vermerk",
      },
      { now: new Date("2026-01-02T03:04:05Z") },
    );
    expect(codeOf("application/pdf", "vermerk.pdf", sheet)).toEqual(["044", "2a", undefined]);
    expect(codeOf("application/pdf", "alt.pdf", bytes("%PDF-1.4 …"))).toEqual(["018", "1.4", undefined]);
    expect(codeOf("application/pdf", "alt.pdf")).toEqual(["018", "", undefined]);
  });

  test("says by its media type what the list has nothing for, and what is no Unicode text", () => {
    expect(codeOf("image/webp", "bild.webp")).toEqual(["100", "", "image/webp"]);
    expect(codeOf("text/plain", "alt.txt", new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65]))).toEqual([
      "100",
      "",
      "text/plain",
    ]);
    expect(codeOf("", "ohne")).toEqual(["100", "", "application/octet-stream"]);
    const webp = formatOfFile({ mediaType: "image/webp", filename: "bild.webp" });
    expect(mediaTypeOfFormat(webp)).toBe("image/webp");
    expect(mediaTypeOfFormat({ name: { code: "100" }, sonstigerName: "CorelDRAW 7" })).toBeUndefined();
  });
});
