import { existsSync, readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readWords } from "../pdf-reading/index.ts";
import { loadFonts } from "./fonts.ts";
import { type Letter, renderLetter } from "./letter.ts";
import { printable } from "./printable.ts";
import { renderPdf } from "./render-pdf.ts";
import { renderSheet, type Sheet } from "./sheet.ts";

const now = new Date("2026-11-25T10:00:00Z");

const letter: Letter = {
  language: "de",
  head: { officialName: "Stadt Musterstadt", office: "Ordnungsamt", accent: "#0b5c6b" },
  senderLine: "Stadt Musterstadt · Rathausplatz 1 · 33098 Musterstadt",
  recipient: ["Frau", "Łucja Öztürk", "Marienplatz 1", "33098 Musterstadt"],
  reference: "32.40-2026/00017",
  information: [
    { label: "Aktenzeichen", value: "32.40-2026/00017" },
    { label: "Datum", value: "25. November 2026" },
  ],
  subject: "Empfangsbescheinigung",
  body: [
    { kind: "paragraph", text: "Sehr geehrte Frau Öztürk," },
    { kind: "facts", rows: [{ label: "Beginn", value: "1. Dezember 2026" }] },
    { kind: "heading", text: "So geht es weiter" },
    { kind: "list", items: ["Wir geben Ihre Anzeige weiter (§ 3 GewAnzV)."] },
  ],
  closing: { greeting: "Mit freundlichen Grüßen", onBehalf: "Im Auftrag", signatory: "Jana Beispiel" },
  enclosures: ["Kopie Ihrer Anzeige"],
  verify: { url: "https://klickamt.example/pruefen/K7F3", title: "Ist dieses Schreiben echt?", text: "Prüfen Sie es." },
  remedy: { title: "Ihre Rechte", paragraphs: ["Sie können Widerspruch einlegen."] },
  footer: [["Rathausplatz 1", "33098 Musterstadt"], ["Telefon 05251 88-0"]],
};

const sheet: Sheet = {
  language: "de",
  head: letter.head,
  title: "Gewerbe anmelden",
  facts: [{ label: "Gesendet", value: "24. November 2026" }],
  sections: [
    {
      title: "Person",
      rows: [
        { label: "Name", value: "Öztürk", mark: "geändert" },
        { label: "Telefon", value: "" },
      ],
    },
  ],
  footer: "Kopie",
};

/** The objects of a PDF as text, compressed streams unpacked. */
function unpacked(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const raw = bytes.toString("latin1");
  const streams = [...raw.matchAll(/\/Length (\d+)[\s\S]*?stream\r?\n/g)].map((match) => {
    const from = (match.index ?? 0) + match[0].length;
    const stream = bytes.subarray(from, from + Number(match[1]));
    return match[0].includes("/FlateDecode") ? inflateSync(stream).toString("latin1") : stream.toString("latin1");
  });
  return [raw, ...streams].join("\n");
}

/** Text of a PDF in drawing order, by the character maps that PDF/A has to contain. */
function textOf(pdf: Uint8Array): string {
  const content = unpacked(pdf);
  const glyphs = new Set<string>();
  for (const [, section] of content.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, , hex] of (section as string).matchAll(/<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi)) {
      glyphs.add(
        Buffer.from(hex as string, "hex")
          .swap16()
          .toString("utf16le"),
      );
    }
  }
  return [...glyphs].join("");
}

describe("a letter", () => {
  it("is a PDF/A-2a: says so, is tagged, has a language, a title and its fonts", async () => {
    const pdf = await renderLetter(letter, { now });
    const content = unpacked(pdf);
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(content).toMatch(/<pdfaid:part>2<\/pdfaid:part>/);
    expect(content).toMatch(/<pdfaid:conformance>A<\/pdfaid:conformance>/);
    expect(content).toContain("/StructTreeRoot");
    expect(content).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(content).toMatch(/\/Lang\s*\(de/);
    expect(content).toContain("Empfangsbescheinigung");
    expect(content).toMatch(/\/S \/H1/);
    expect(content).toMatch(/\/S \/Table/);
    expect(content).toMatch(/\/S \/Figure[\s\S]*?\/Alt/);
    expect(content).toContain("/FontFile2");
  });

  it("is a PDF/UA-1 when asked", async () => {
    const content = unpacked(await renderLetter(letter, { now, standard: "ua-1" }));
    expect(content).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
  });

  it("is the same, byte for byte, for the same content and time, and another for another", async () => {
    const first = Buffer.from(await renderLetter(letter, { now }));
    await renderSheet(sheet, { now });
    expect(first.equals(await renderLetter(letter, { now }))).toBe(true);
    expect(first.equals(await renderLetter({ ...letter, subject: "Anders" }, { now }))).toBe(false);
    expect(first.equals(await renderLetter(letter, { now: new Date(0) }))).toBe(false);
  });

  it("keeps an address of long names apart from the subject (DIN 5008)", async () => {
    const long = "Internationale Handelsgesellschaft für landwirtschaftliche Maschinen, Geräte und Zubehör ".repeat(3);
    const street = "Bürgermeister-Doktor-Johannes-Gottfried-von-Mallinckrodt-Gedächtnisstraße am Alten Hafen 12 a";
    for (const name of ["Łucja Öztürk", long.slice(0, 241)]) {
      const recipient = [name, street, "33098 Zielstadt"];
      const { pages } = await readWords(await renderLetter({ ...letter, recipient }, { now }), { pages: [1] });
      const find = (text: string) => pages[0]?.words.find((word) => word.text === text);
      const [last, subject] = [find("Zielstadt"), find("Empfangsbescheinigung")];
      if (last === undefined || subject === undefined) throw new Error("address or subject is missing");
      // Parts of the height of the page: 297 mm.
      expect((subject.y - last.y - last.height) * 297).toBeGreaterThan(5);
      expect(last.height * 297).toBeGreaterThan(1.5);
    }
  });

  it("goes on to further pages and needs nothing but the necessary parts", async () => {
    const { verify, remedy, enclosures, ...bare } = letter;
    const long: Letter = {
      ...bare,
      language: "en",
      body: Array.from({ length: 60 }, (_, index) => ({ kind: "paragraph" as const, text: `Paragraph ${index}` })),
      closing: { greeting: "Yours sincerely" },
      footer: [],
    };
    expect([verify, remedy, enclosures]).not.toContain(undefined);
    const pages = unpacked(await renderLetter(long, { now })).match(/\/Type \/Page\b(?!s)/g);
    expect(pages?.length).toBeGreaterThan(2);
  });
});

describe("a sheet", () => {
  it("is a tagged PDF/A-2a", async () => {
    const content = unpacked(await renderSheet(sheet, { now }));
    expect(content).toMatch(/<pdfaid:part>2<\/pdfaid:part>/);
    expect(content).toContain("/StructTreeRoot");
  });

  it("takes no sections and empty facts", async () => {
    const pdf = await renderSheet({ ...sheet, facts: [], sections: [] }, { now });
    expect(pdf.length).toBeGreaterThan(1000);
  });
});

describe("what people typed stays text", () => {
  // Every sign shows up as a glyph of its own: had it been read as markup, it would be gone.
  const hostile = [
    '#panic("x")',
    "\\u{41}",
    "$x^2$",
    "*a* _b_",
    "= a",
    "<a>@b",
    "`c`",
    '"; #read("/etc/passwd")',
    "//x",
    "[~]",
  ];

  it.each(hostile)("%s", async (text) => {
    const only = `#set document(title: "x")\n#json("/data.json").text`;
    const pdf = await renderPdf({ template: only, data: { text }, standard: "a-2a", now });
    for (const sign of text.replaceAll(/\s/g, "")) expect(textOf(pdf)).toContain(sign);
    const row = [{ label: text, value: text }];
    await renderLetter({ ...letter, recipient: [text], subject: text, body: [{ kind: "facts", rows: row }] }, { now });
    await renderSheet({ ...sheet, title: text, sections: [{ title: text, rows: row }] }, { now });
  });

  it("a template sees its data and no file of the machine", async () => {
    for (const path of ["/etc/passwd", "../../../../etc/passwd", "/package.json"]) {
      const order = { template: `#read("${path}")`, data: {}, standard: "a-2a", now } as const;
      await expect(renderPdf(order)).rejects.toThrow("template cannot be set");
    }
  });

  it("a mistake in a template quotes no data", async () => {
    const order = {
      template: `#panic(json("/data.json").name)`,
      data: { name: "Öztürk" },
      standard: "a-2a",
      now,
    } as const;
    const error = await renderPdf(order).catch((reason: unknown) => String(reason));
    expect(error).toContain("PdfTemplateError");
    expect(error).not.toContain("Öztürk");
  });
});

describe("signs", () => {
  it("no emoji and no control character stops a letter", async () => {
    const { covered } = await loadFonts();
    expect(printable("Bäckerei 🎉 漢\u0000\u202e\u200b", covered)).toBe("Bäckerei □ □");
    expect(printable("e\u0301\r\nx\ty", covered)).toBe("é\nx\ty");
    await renderLetter({ ...letter, recipient: ["🎉 漢字 \u0000\u0007\u202e \ud800"] }, { now });
  });

  const xsd = `${process.env.KLICKAMT_STANDARDS ?? "../shared/standards"}/xdomea/4.0.0/din-norm-91379-datatypes.xsd`;

  it.skipIf(!existsSync(xsd))("every letter of DIN 91379 is shown, in regular and bold", async () => {
    const patterns = [...readFileSync(xsd, "utf8").matchAll(/pattern value="([^"]*)"/g)].map((match) =>
      (match[1] as string).replaceAll(/&#x([0-9A-F]+);/gi, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      ),
    );
    const known = patterns.map((pattern) => new RegExp(`^(?:${pattern})$`, "u"));
    const letters = Array.from({ length: 0x2fff }, (_, code) => String.fromCodePoint(code)).filter(
      (letter) => letter > " " && known.some((pattern) => pattern.test(letter)),
    );
    const sequences = patterns.flatMap((pattern) =>
      [...pattern.matchAll(/[|(]([^|()[\]]{2,3})(?=[|)])/gu)].map((match) => match[1] as string),
    );
    expect(letters.length).toBeGreaterThan(700);
    expect(sequences.length).toBeGreaterThan(25);
    const { covered } = await loadFonts();
    const visible = letters.filter((letter) => !/[\u007f-\u009f]/.test(letter));
    expect(visible.filter((letter) => printable(letter, covered) === "□")).toEqual([]);
    const text = [...visible, ...new Set(sequences)].join(" ");
    const template = `#set document(title: "x")\n#set text(font: "Fira Sans")\n#let t = json("/data.json").text\n#t *#t*`;
    await renderPdf({ template, data: { text }, standard: "a-2a", now });
  });
});
