import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { textOfHtml } from "./html-text.ts";
import { readEml, readMsg } from "./index.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content.replaceAll("\n", "\r\n"));

const mail = text(`Received: from mx.example.org
From: =?UTF-8?Q?=C3=84nne_M=C3=BCller?= <aenne@example.org>
To: "Ordnungsamt, Stadt" <amt@example.org>, bernd@example.org
Cc: =?ISO-8859-1?Q?J=F6rg?= <joerg@example.org>
Date: Mon, 2 Nov 2026 08:30:00 +0100
Subject: =?UTF-8?B?V2lkZXJzcHJ1Y2ggZ2VnZW4gR2Viw7xocmVuYmVzY2hlaWQ=?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<p>Gr=FC=DFe &amp; <b>mehr</b></p><img src=3D"cid:bild"><ul><li>eins</ul>
--b
Content-Type: image/png; name=logo.png
Content-ID: <bild>
Content-Disposition: inline; filename=logo.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
--a
Content-Type: application/pdf
Content-Disposition: attachment; filename*=UTF-8''Geb%C3%BChr.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjcK
--a
Content-Type: message/rfc822

From: a@example.org
Subject: Innen

Text
--a
Content-Type: application/ms-tnef; name=winmail.dat
Content-Transfer-Encoding: base64

eJ8+Ig==
--a--
`);

describe("an e-mail", () => {
  test("says who wrote to whom, when, what about, its text and what came along", async () => {
    const read = await readEml(mail);
    expect(read).toMatchObject({
      from: { name: "Änne Müller", address: "aenne@example.org" },
      to: [
        { name: "Ordnungsamt, Stadt", address: "amt@example.org" },
        { name: "", address: "bernd@example.org" },
      ],
      cc: [{ name: "Jörg", address: "joerg@example.org" }],
      date: new Date("2026-11-02T07:30:00Z"),
      subject: "Widerspruch gegen Gebührenbescheid",
      text: "Grüße & mehr\n- eins",
      textFrom: "html",
      protection: "none",
      leftOut: 0,
    });
    expect(read.attachments.map(({ filename, kind }) => [filename, kind])).toEqual([
      ["logo.png", "inline"],
      ["Gebühr.pdf", "file"],
      ["Nachricht 3.eml", "mail"],
      ["winmail.dat", "wrapped"],
    ]);
    expect(Buffer.from(read.attachments[1]?.bytes ?? []).toString()).toBe("%PDF-1.7\n");
    expect((await readEml(read.attachments[2]?.bytes as Uint8Array)).subject).toBe("Innen");
  });

  test("that is signed keeps its signature, and one that is sealed says so", async () => {
    const signed = await readEml(
      text(`From: a@example.org
Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=s

--s
Content-Type: text/plain

Unterschrieben
--s
Content-Type: application/pkcs7-signature; name=smime.p7s
Content-Disposition: attachment; filename=smime.p7s
Content-Transfer-Encoding: base64

MIIB
--s--
`),
    );
    expect(signed).toMatchObject({ text: "Unterschrieben", protection: "signed" });
    expect(signed.attachments).toMatchObject([{ filename: "smime.p7s", kind: "signature" }]);
    const sealed = await readEml(
      text(`From: a@example.org
Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m
Content-Transfer-Encoding: base64

MIIB
`),
    );
    expect(sealed).toMatchObject({ text: "", textFrom: "nothing", protection: "sealed" });
    expect(sealed.attachments).toHaveLength(1);
  });

  test("says no time that cannot be", async () => {
    for (const date of ["Thu, 1 Jan 20260 00:00:00 +0000", "Mon, 5 Aug 102 08:30:00 +0000", "gestern"]) {
      expect((await readEml(text(`From: a@example.org\nDate: ${date}\n\nText`))).date, date).toBeUndefined();
    }
  });

  test("aimed at the reader is bounded", async () => {
    const parts = Array.from(
      { length: 300 },
      (_, n) => `--x\nContent-Disposition: attachment; filename=${n}.txt\n\n${n}\n`,
    );
    const many = await readEml(
      text(`From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n${parts.join("")}--x--\n`),
    );
    expect([many.attachments.length, many.leftOut]).toEqual([200, 100]);
    let nested = "";
    for (let depth = 0; depth < 80; depth++)
      nested += `Content-Type: multipart/mixed; boundary=n${depth}\n\n--n${depth}\n`;
    await expect(readEml(text(`From: a@example.org\n${nested}`))).rejects.toThrow("mail.unreadable");
    await expect(readEml(mail, 1)).rejects.toThrow("mail.too-complex");
    expect((await readEml(text(`Subject: a\u202etxt.exe\nFrom: a@example.org\n\nText`))).subject).toBe("a txt.exe");
  });

  test("of Outlook is read too, with its attachments and the e-mails in it", async () => {
    const read = await readMsg(outlookMail());
    expect(read).toMatchObject({
      from: { name: "Änne Müller", address: "aenne@example.org" },
      to: [{ name: "Ordnungsamt", address: "amt@example.org" }],
      subject: "Widerspruch",
      text: "Grüße\naus Łódź",
      protection: "none",
    });
    expect(read.attachments).toMatchObject([{ filename: "Gebühr.pdf", mediaType: "application/pdf", kind: "file" }]);
    expect(Buffer.from(read.attachments[0]?.bytes ?? []).toString()).toBe("%PDF-1.7\n");
    await expect(readMsg(text("From: a@example.org\n\nkein Outlook"))).rejects.toThrow("mail.unreadable");
    await expect(readMsg(outlookMail().slice(0, 700))).rejects.toThrow("mail.");
  });
});

/** What Outlook writes, put together by the library's own writer of compound files. */
function outlookMail(): Uint8Array {
  const { burn } = createRequire(import.meta.url)("@kenjiuno/msgreader/lib/Burner.js") as {
    burn(entries: readonly object[]): Uint8Array;
  };
  const types = { directory: 1, document: 2, root: 5 };
  const entries: { name: string; type: number; children?: number[]; length: number; binaryProvider?(): Uint8Array }[] =
    [];
  const stream = (name: string, bytes: Uint8Array) =>
    entries.push({ name, type: types.document, length: bytes.length, binaryProvider: () => new Uint8Array(bytes) }) - 1;
  const words = (tag: string, value: string) => stream(`__substg1.0_${tag}001F`, Buffer.from(value, "utf16le"));
  entries.push({ name: "Root Entry", type: types.root, length: 0, children: [] });
  const folder = (name: string, children: number[]) =>
    entries.push({ name, type: types.directory, length: 0, children }) - 1;
  const root = entries[0] as { children: number[] };
  const properties = (header: number, rows: readonly (readonly [number, number])[]) => {
    const bytes = Buffer.alloc(header + rows.length * 16);
    for (const [index, [tag, value]] of rows.entries()) {
      bytes.writeUInt32LE(tag, header + index * 16);
      bytes.writeUInt32LE(6, header + index * 16 + 4);
      bytes.writeUInt32LE(value, header + index * 16 + 8);
    }
    return stream("__properties_version1.0", bytes);
  };
  root.children.push(
    properties(32, []),
    words("001A", "IPM.Note"),
    words("0037", "Widerspruch"),
    words("1000", "Grüße\r\naus Łódź"),
    words("0C1A", "Änne Müller"),
    words("5D01", "aenne@example.org"),
    folder("__recip_version1.0_#00000000", [
      properties(8, [[0x0c150003, 1]]),
      words("3001", "Ordnungsamt"),
      words("39FE", "amt@example.org"),
    ]),
    folder("__attach_version1.0_#00000000", [
      properties(8, [[0x37050003, 1]]),
      words("3707", "Gebühr.pdf"),
      words("370E", "application/pdf"),
      stream("__substg1.0_37010102", Buffer.from("%PDF-1.7\n")),
    ]),
  );
  return burn(entries);
}

describe("HTML becomes text", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["<p>Ein<br>Zwei</p><p>Drei", "Ein\nZwei\n\nDrei"],
    ["<style>p{}</style><script>alert(1)</script>Text", "Text"],
    ["<a href='https://example.org/x'>hier</a>", "hier <https://example.org/x>"],
    ["<a href='javascript:x()'>hier</a>", "hier"],
    ["1 < 2 &uuml;&#228;&#x20AC;&unbekannt;", "1 < 2 üä€&unbekannt;"],
    ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"],
    ["<!-- <p>nichts</p> -->etwas", "etwas"],
  ];
  test.each(cases)("%s", (html, expected) => {
    expect(textOfHtml(html).trim()).toBe(expected);
  });

  test("in one pass, however it is built", () => {
    const started = performance.now();
    textOfHtml("<".repeat(300_000));
    textOfHtml(`<a href="${"x".repeat(100_000)}`.repeat(20));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
