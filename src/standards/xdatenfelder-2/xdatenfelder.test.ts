import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { type Datenschema, placesOf, type SchemaRefused } from "../../modules/designer/index.ts";
import { standards, xsdMistakes } from "../../platform/testing/index.ts";
import { canonicalXml, parseXml, type XmlElement } from "../../platform/xml/index.ts";
import { xdatenfelder3 } from "../xdatenfelder-3/index.ts";
import { xdatenfelder2 } from "./index.ts";

const realFile = (): Uint8Array => readFileSync(standards.path("fim/examples/S00000009_xdatenfelder.xml"));
const xsd2 = standards.path("fim/xdatenfelder-2.0/xdatenfelder.xsd");
const xsd3 = standards.path("fim/xdatenfelder-3.0.0/xdatenfelder.xsd");

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every text and attribute of an element and below, with the way to it. */
function contents(element: XmlElement, path = ""): readonly (readonly [string, string])[] {
  const at = `${path}/${element.name}`;
  const own = element.children.length === 0 || element.text.trim() !== "" ? [[at, element.text.trim()] as const] : [];
  const attributes = Object.entries(element.attributes).map(([name, value]) => [`${at}/@${name}`, value] as const);
  return [...own, ...attributes, ...element.children.flatMap((child) => contents(child, at))];
}

describe.skipIf(!standards.present)("The Stammdatenschema S00000009 of the Gewerbe-Anmeldung", () => {
  test("has 132 places of fields and 54 of groups, each under a path of its own", () => {
    const places = placesOf(xdatenfelder2.read(realFile()).stammdatenschema);
    expect(places.filter(({ struktur }) => struktur.feld !== undefined)).toHaveLength(132);
    expect(places.filter(({ struktur }) => struktur.gruppe !== undefined)).toHaveLength(54);
    expect(new Set(places.map(({ path }) => path)).size).toBe(186);
  });

  test("comes back canonically equal: every text, every code, every attribute", () => {
    const given = realFile();
    const written = xdatenfelder2.write(xdatenfelder2.read(given));
    expect(canonicalXml(parseXml(written))).toBe(canonicalXml(parseXml(given)));
  });

  test("is not merely equal to itself: a changed letter is seen", () => {
    const schema = xdatenfelder2.read(realFile());
    const changed: Datenschema = {
      ...schema,
      stammdatenschema: { ...schema.stammdatenschema, name: "Gewerbe-Anmeldung" },
    };
    expect(canonicalXml(parseXml(xdatenfelder2.write(changed)))).not.toBe(canonicalXml(parseXml(realFile())));
  });

  test("loses no content on the way in: all of it is in the schema or named as left over", () => {
    const strange = new TextDecoder()
      .decode(realFile())
      .replace("<xdf:name>Betriebsinhaber</xdf:name>", '<xdf:name farbe="rot">Betriebsinhaber</xdf:name>')
      .replace(
        "<xdf:definition>.</xdf:definition>",
        "<xdf:definition>.</xdf:definition><xdf:notiz>Bitte prüfen</xdf:notiz>",
      )
      .replace("<xdf:header>", "<xdf:header>lose");
    const root = parseXml(bytes(strange));
    const schema = xdatenfelder2.read(bytes(strange));
    const kept = new Map<string, number>();
    const count = (text: string, by: number) => kept.set(text, (kept.get(text) ?? 0) + by);
    for (const [, text] of contents(parseXml(xdatenfelder2.write(schema)))) count(text, 1);
    for (const { text } of schema.leftOver) count(text, 1);
    const lost = contents(root).filter(([, text]) => {
      count(text, -1);
      return (kept.get(text) ?? 0) < 0;
    });
    expect(lost).toEqual([]);
    expect(schema.leftOver.map(({ path, text }) => [path.split("/").at(-1), text])).toEqual([
      ["header", "lose"],
      ["notiz", "Bitte prüfen"],
      ["@farbe", "rot"],
    ]);
  });

  test("is valid against the schema of its standard, read and written again; and ours finds no mistake", () => {
    const schema = xdatenfelder2.read(realFile());
    expect(xsdMistakes(realFile(), xsd2)).toEqual([]);
    expect(xsdMistakes(xdatenfelder2.write(schema), xsd2)).toEqual([]);
    expect(xdatenfelder2.validate(schema)).toEqual([]);
    expect(xdatenfelder2.losses(schema)).toEqual([]);
  });

  test("becomes a valid file of version 3.0.0, and one of 2.0 again", () => {
    const schema = xdatenfelder2.read(realFile());
    const third = xdatenfelder3.write(schema);
    expect(xsdMistakes(third, xsd3)).toEqual([]);
    expect(xdatenfelder3.validate(schema)).toEqual([]);
    const again = xdatenfelder3.read(third);
    expect(placesOf(again.stammdatenschema)).toHaveLength(186);
    expect(again.leftOver).toEqual([]);
    expect(canonicalXml(parseXml(xdatenfelder3.write(again)))).toBe(canonicalXml(parseXml(third)));
    expect(xsdMistakes(xdatenfelder2.write(again), xsd2)).toEqual([]);
    expect(xdatenfelder2.losses(again)).toContain("stammdatenschema.dokumentsteckbrief");
  });

  test.each([
    ["a status that is none", "<code>inVorbereitung</code>", "<code>bald</code>", "status.code"],
    ["a version without a point", "<xdf:version>1.0</xdf:version>", "<xdf:version>1</xdf:version>", "version"],
    ["a cardinality in words", "<xdf:anzahl>1:1</xdf:anzahl>", "<xdf:anzahl>einmal</xdf:anzahl>", "anzahl"],
    [
      "a curly quotation mark",
      "<xdf:definition>.</xdf:definition>",
      "<xdf:definition>„so“</xdf:definition>",
      "definition",
    ],
    ["no definition", "<xdf:definition>.</xdf:definition>", "", "definition"],
    ["a day that is none", "<xdf:freigabedatum>", "<xdf:freigabedatum>bald", "statusGesetztAm"],
  ])("with %s is wrong for the standard's own schema and for ours", (_what, from, to, path) => {
    const broken = bytes(new TextDecoder().decode(realFile()).replace(from, to));
    expect(xsdMistakes(broken, xsd2).length).toBeGreaterThan(0);
    const mistakes = xdatenfelder2.validate(xdatenfelder2.read(broken));
    expect(mistakes.length).toBeGreaterThan(0);
    expect(mistakes.every((mistake) => mistake.path.includes(path))).toBe(true);
  });
});

const head = '<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_2">';
const tail = "</xdf:xdatenfelder.stammdatenschema.0102>";
const code = (name: string, value: string) => `<xdf:${name}><code>${value}</code></xdf:${name}>`;
const field = (id = "F1") =>
  `<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeld><xdf:identifikation><xdf:id>${id}</xdf:id></xdf:identifikation><xdf:name>Feld</xdf:name>${code("feldart", "input")}${code("datentyp", "text")}</xdf:datenfeld></xdf:enthaelt></xdf:struktur>`;
const group = (id: string, inner: string) =>
  `<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeldgruppe><xdf:identifikation><xdf:id>${id}</xdf:id></xdf:identifikation><xdf:name>Gruppe</xdf:name>\n${inner}</xdf:datenfeldgruppe></xdf:enthaelt></xdf:struktur>`;
const schema = (inner: string) =>
  `${head}<xdf:header><xdf:nachrichtID>1</xdf:nachrichtID></xdf:header><xdf:stammdatenschema><xdf:identifikation><xdf:id>S1</xdf:id></xdf:identifikation><xdf:name>Probe</xdf:name>\n${inner}</xdf:stammdatenschema>${tail}`;

function refusal(file: Uint8Array | string): SchemaRefused {
  const begun = performance.now();
  try {
    xdatenfelder2.read(typeof file === "string" ? bytes(file) : file);
  } catch (error) {
    expect((error as Error).name, String(error)).toBe("SchemaRefused");
    expect(performance.now() - begun).toBeLessThan(2000);
    return error as SchemaRefused;
  }
  throw new Error("was read");
}

describe("A wrong or hostile file is refused with line and reason", () => {
  test.each([
    ["nothing", "", 1, "leer"],
    ["blanks", " \n \n", 1, "leer"],
    ["no XML", "Guten Tag", 1, "keine XML-Datei"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 1, "UTF-8"],
    ["half a file", schema(field()).slice(0, -tail.length), 2, "hört mittendrin auf"],
    ["a wrong end", `<a>\n<b>\n</a>`, 3, "falsch geschlossen"],
    ["another namespace", '<a xmlns="urn:example:anders"/>', 1, "urn:example:anders"],
    ["no namespace", "<a/>", 1, "Namensraum"],
    ["a prefix that is not declared", "<xdf:xdatenfelder.stammdatenschema.0102/>", 1, "Namensraum"],
    [
      "another message",
      '<x:xdatenfelder.datenfeld.0104 xmlns:x="urn:xoev-de:fim:standard:xdatenfelder_2"/>',
      1,
      "ein einzelnes Datenfeld",
    ],
    ["no schema in it", `${head}\n${tail}`, 1, "„header“"],
    ["a field without a type", schema(field().replace(code("datentyp", "text"), "")), 2, "„datentyp“"],
    ["a group that contains itself", schema(group("G1", group("G2", `\n${group("G1", field())}`))), 5, "G1 → G2 → G1"],
    [
      "ten thousand levels",
      schema(group("G", "").replace("\n", "").repeat(1)).replace(/^/, "<a>".repeat(10_000)),
      1,
      "tief",
    ],
    [
      "an external entity",
      `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>`,
      2,
      "DOCTYPE",
    ],
    [
      "a billion laughs",
      `<!-- so -->\n\n<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>`,
      3,
      "DOCTYPE",
    ],
    ["an entity from nowhere", `${head}\n&nbsp;${tail}`, 2, "Entität"],
    ["a control character", `${head}\n\u0001${tail}`, 2, "nicht erlaubt"],
    ["a NUL", `${head}\n\u0000${tail}`, 2, "nicht erlaubt"],
    ["an unknown encoding", '<?xml version="1.0" encoding="EBCDIC-DE"?><a/>', 1, "ebcdic-de"],
    [
      "bytes that are no UTF-8",
      new Uint8Array([...bytes(`${head}\n\n<xdf:header>`), 0xfc, ...bytes(tail)]),
      3,
      "UTF-8",
    ],
    ["half of UTF-16", new Uint8Array([0xff, 0xfe, 0x3c, 0x00, 0x61]), 1, "UTF-16"],
    ["too many elements", `<a>${"<b/>".repeat(400_000)}</a>`, 1, "zu viele"],
    [
      "too many attributes",
      `<a ${Array.from({ length: 700_000 }, (_, index) => `a${index}=""`).join(" ")}/>`,
      1,
      "zu viele",
    ],
    ["too many fields", schema(field().repeat(5001)), 2, "5000"],
  ])("%s", (_what, file, line, reason) => {
    const error = refusal(file);
    expect(error.reason.de).toContain(reason);
    expect(error.reason.en).not.toBe(error.reason.de);
    expect(error.line).toBe(line);
  });

  test("200 MB, before anything is read", () => {
    const decode = vi.spyOn(TextDecoder.prototype, "decode");
    try {
      expect(refusal(new Uint8Array(200 * 1024 * 1024)).reason.de).toContain("zu groß: 200 MB");
      expect(decode).not.toHaveBeenCalled();
    } finally {
      decode.mockRestore();
    }
  });
});

describe("A right file in another dress is read", () => {
  const plain = schema(field());
  const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
    const swapped = Buffer.from(`\ufeff${text}`, "utf16le");
    return bigEndian ? swapped.swap16() : swapped;
  };

  test.each([
    ["with a mark", bytes(`\ufeff${plain}`)],
    ["in UTF-16, little end first", utf16(`<?xml version="1.0" encoding="UTF-16"?>${plain}`, false)],
    ["in UTF-16, big end first", utf16(`<?xml version="1.0" encoding="UTF-16"?>${plain}`, true)],
    [
      "in Latin-1",
      Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${plain}`.replace("Feld", "Größe"), "latin1"),
    ],
    ["with another prefix", bytes(plain.replaceAll("xdf:", "fim:").replace("xmlns:xdf", "xmlns:fim"))],
    ["with its namespace in single quotation marks", bytes(plain.replace(/(xmlns:xdf=)"([^"]+)"/, "$1'$2'"))],
    ["with codes in the standard's namespace", bytes(plain.replaceAll("code>", "xdf:code>"))],
  ])("%s", (_what, file) => {
    expect(xdatenfelder2.sniff(file)).toBe(true);
    const read = xdatenfelder2.read(file);
    expect(placesOf(read.stammdatenschema).map(({ path }) => path)).toEqual(["F1"]);
    expect(read.leftOver).toEqual([]);
  });

  test("and recognised by its namespace alone", () => {
    expect(xdatenfelder2.sniff(bytes("<a/>"))).toBe(false);
    expect(xdatenfelder3.sniff(bytes(plain))).toBe(false);
    expect(xdatenfelder3.sniff(bytes(plain.replace("xdatenfelder_2", "xdatenfelder_3.0.0")))).toBe(true);
  });
});

test("what Klickamt writes itself uses letters that the standard allows", () => {
  const read = xdatenfelder2.read(bytes(schema(field())));
  const made: Datenschema = {
    ...read,
    origin: "made",
    stammdatenschema: { ...read.stammdatenschema, name: "„Größe“ – für Đặng … Ǹ", beschreibung: "日" },
  };
  const again = xdatenfelder2.read(xdatenfelder2.write(made)).stammdatenschema;
  expect([again.name, again.beschreibung]).toEqual(['"Größe" - für Đặng ... N', "?"]);
});
