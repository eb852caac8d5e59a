import { readFileSync } from "node:fs";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { standards, xsdMistakes } from "../../platform/testing/index.ts";
import {
  type Akte,
  type Aussonderung,
  answerMistakes,
  type Bewertungsverzeichnis,
  type Dokument,
  type DokumentEintrag,
  hashOf,
  type Importbestaetigung,
  inventoryOf,
  type Kontakt,
  type Nachricht,
  nachrichtMistakes,
  newKopf,
  packageName,
  readNachricht,
  readPackage,
  type Vorgang,
  writeNachricht,
  writePackage,
  XdomeaRefused,
} from "./index.ts";

const amt: Kontakt = { institution: { name: "Stadt Paderborn" }, organisationseinheit: { name: "Ordnungsamt" } };
const archiv: Kontakt = {
  behoerdenkennung: { verzeichnisdienst: { code: "DVDV", listVersion: "1" }, kennung: "archiv-1" },
  institution: { name: "Stadtarchiv Paderborn", kurzbezeichnung: "StdA" },
  ansprechpartner: { familienname: "Weiß", vorname: "Jürgen" },
};
const prozessId = "0197f3a0-0000-4000-8000-000000000001";
const vorgangUuid = "0197f3a0-0000-4000-8000-000000000002";
const dokumentUuid = "0197f3a0-0000-4000-8000-000000000003";
const fileName = "0197f3a0-0000-4000-8000-000000000004_Bescheid.txt";
const file = new TextEncoder().encode("Sehr geehrte Frau Brökelmann, …\n");
const now = new Date("2026-11-23T09:00:00Z");

const frame = (from: Kontakt, to: Kontakt) => ({
  kopf: newKopf({ prozessId, autor: from, leser: to, now }),
  produkt: "Klickamt",
  produkthersteller: "Klickamt",
  produktversion: "0.1.0",
  laufendeNummer: 1,
  gesamtzahl: 1,
});

const dokument: Dokument = {
  identifikation: { uuid: dokumentUuid, nummerImContainer: 1 },
  allgemein: { betreff: "Bescheid & <Anlage>", medium: { code: "001" } },
  datumDesSchreibens: "2024-02-29",
  historie: [{ akteur: "System", zeitpunkt: "2024-02-29T10:00:00Z", aktion: "angelegt" }],
  versionen: [
    {
      nummer: "1",
      formate: [
        {
          name: { code: "045", listUri: "urn:xoev-de:xdomea:codeliste:dateiformat", listVersion: "2.0" },
          version: "",
          primaerdokument: { dateiname: fileName, dateinameOriginal: "Bescheid.txt", hash: hashOf(file) },
        },
      ],
    },
  ],
};
const vorgang: Vorgang = {
  identifikation: { uuid: vorgangUuid },
  kontextobjekt: false,
  allgemein: { betreff: "Gewerbe Brökelmann", kennzeichen: "32.40-2026-00017/01" },
  aussonderung: {
    aufbewahrungsdauer: { anzahlJahre: 10 },
    aussonderungsart: { code: { code: "B" } },
    aufbewahrungsende: "2036-12-31",
  },
  zda: true,
  zdaDatum: "2026-01-02",
  laufzeit: { beginn: "2024-01-01", ende: "2026-01-02" },
  dokumente: [{ dokument }],
};
const offer: Nachricht = {
  typ: "0501",
  ...frame(amt, archiv),
  empfangsbestaetigung: true,
  schriftgutobjekte: [{ vorgang }],
};
const handOver: Aussonderung = {
  typ: "0503",
  ...frame(amt, archiv),
  rueckmeldungArchivkennung: true,
  empfangsbestaetigung: true,
  schriftgutobjekte: [{ vorgang }],
};
const appraisal: Bewertungsverzeichnis = {
  typ: "0502",
  ...frame(archiv, amt),
  empfangsbestaetigung: true,
  ursprungsnachricht: offer.kopf.nachrichtenUuid,
  bewertet: [{ uuid: vorgangUuid, aussonderungsart: { code: { code: "A", name: "Archivieren" } } }],
};
const imported: Importbestaetigung = {
  typ: "0506",
  ...frame(archiv, amt),
  ursprungsnachricht: handOver.kopf.nachrichtenUuid,
  ergebnis: { erfolgreich: true },
  ausgesondert: [{ uuid: vorgangUuid, ergebnis: { erfolgreich: true }, archivkennung: "StdA B 17" }],
};
const arrived = (typ: "0504" | "0505" | "0507", of: Nachricht): Nachricht => ({
  typ,
  ...frame(of.kopf.leser, of.kopf.autor),
  ursprungsnachricht: of.kopf.nachrichtenUuid,
});
const all: readonly Nachricht[] = [
  offer,
  arrived("0504", offer),
  appraisal,
  arrived("0505", appraisal),
  handOver,
  arrived("0507", handOver),
  imported,
];

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);

function refusal(work: () => unknown): XdomeaRefused {
  try {
    work();
  } catch (error) {
    if (error instanceof XdomeaRefused) return error;
    throw error;
  }
  throw new Error("was not refused");
}

const xsdFolder = "xdomea/4.0.0";
function mistakesAfterSchema(nachricht: Nachricht): readonly string[] {
  const catalog = standards.read(`${xsdFolder}/catalog.xml`);
  const addresses = [...catalog.matchAll(/<uri name="([^"]+)" uri="([^"]+)"/g)].map(
    ([, address = "", path = ""]) => [address, standards.path(`${xsdFolder}/${path}`)] as const,
  );
  const xsd = standards.path(`${xsdFolder}/xdomea-Nachrichten-AussonderungDurchfuehren.xsd`);
  return xsdMistakes(writeNachricht(nachricht), xsd, Object.fromEntries(addresses));
}

// Generated files: every optional part is there or not, Akten lie in Akten.
const uuid = fc.uuid();
const words = fc.string({ unit: fc.constantFrom(..."aZß ö<&>\"'\n€7"), maxLength: 12 });
const date = fc.constantFrom("2024-02-29", "1999-12-31", "2036-01-01");
const moment = fc.constantFrom("2024-02-29T23:59:59Z", "2026-11-23T09:00:00.123+01:00");
const listed = fc.record({
  code: fc.constantFrom("001", "045"),
  listUri: fc.constant("urn:x"),
  listVersion: fc.constant("2.0"),
});
const inList = (list: string) =>
  fc
    .record({ code: fc.constant("001"), listVersion: fc.constant("2.0") })
    .map((one) => ({ ...one, listUri: `urn:xoev-de:xdomea:codeliste:${list}` }));
const optional = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, requiredKeys: (keyof T)[]) =>
  fc.record(model, { requiredKeys }) as fc.Arbitrary<T>;
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 2 });
const general = optional(
  {
    betreff: words,
    kennzeichen: words,
    federfuehrung: words,
    bemerkung: words,
    medium: fc.constant({ code: "002" }),
    aktenplaneinheit: fc.record({ kennzeichen: words, inhaltsangabe: words }),
    letzteAenderung: moment,
    datenschutzstufeCode: listed,
    geheimhaltung: fc.record({ grad: listed, einstufungsfrist: fc.constant("2030"), eingestuftAm: date }),
  },
  [],
);
const disposal = optional(
  {
    aufbewahrungsdauer: fc.oneof(fc.record({ anzahlJahre: fc.nat(99) }), fc.constant({ unbefristet: true })),
    aussonderungsart: fc.oneof(fc.record({ konfigurierbar: words }), fc.constant({ code: { code: "V" } })),
    bewertungsvorschlag: inList("bewertungsvorschlag"),
    aufbewahrungsende: date,
  },
  [],
);
const history = several(
  optional({ akteur: words, zeitpunkt: moment, aktion: words, alterWert: words }, ["akteur", "zeitpunkt", "aktion"]),
);
const identity = optional({ uuid, nummerImContainer: fc.nat(99) }, ["uuid"]);
const versions = several(
  fc.record({
    nummer: words,
    formate: several(
      fc.record({
        name: inList("dateiformat"),
        version: words,
        primaerdokument: optional(
          { dateiname: uuid.map((id) => `${id}_Brief an X.pdf`), ersteller: words, zeitpunkt: moment },
          ["dateiname"],
        ),
      }),
    ),
  }),
);
const { akten } = fc.letrec<{ eintrag: DokumentEintrag; vorgang: Vorgang; akten: Akte }>((tie) => ({
  eintrag: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    optional({ identifikation: identity, allgemein: general, historie: history, versionen: versions }, [
      "identifikation",
    ]).map((one): DokumentEintrag => ({ dokument: one })),
    fc
      .record({ identifikation: identity, anlagen: several(tie("eintrag")) })
      .map((one): DokumentEintrag => ({ mitSchriftstuecken: one as never })),
  ),
  vorgang: optional(
    {
      identifikation: identity,
      kontextobjekt: fc.boolean(),
      allgemein: general,
      aussonderung: disposal,
      aktenbetreff: words,
      zda: fc.boolean(),
      zdaDatum: date,
      laufzeit: optional({ beginn: date, ende: date }, []),
      verweise: several(optional({ uuid, bemerkung: words }, [])),
      dokumente: several(tie("eintrag")),
    },
    ["identifikation", "kontextobjekt"],
  ) as fc.Arbitrary<Vorgang>,
  akten: optional(
    {
      identifikation: identity,
      kontextobjekt: fc.boolean(),
      standort: words,
      historie: history,
      zda: fc.boolean(),
      inhalt: optional({ dokumente: several(tie("eintrag")), vorgaenge: several(tie("vorgang")) }, []),
    },
    ["identifikation", "kontextobjekt"],
  ) as fc.Arbitrary<Akte>,
}));

/** Every object and file gets a UUID that no other has. */
function numbered(akte: Akte): Akte {
  let count = 0;
  const next = (): string => `0197f3a0-0000-4000-8000-${String(++count).padStart(12, "0")}`;
  return JSON.parse(JSON.stringify(akte), (key, value) => {
    if (key === "uuid") return next();
    return key === "dateiname" ? next() + String(value).slice(36) : value;
  });
}
const generated = akten.map(
  (akte): Nachricht => ({ ...offer, schriftgutobjekte: [{ akte: numbered(akte) }] }) as Nachricht,
);

describe.skipIf(!standards.present)("after the schema of 4.0.0", () => {
  test.each(all)("message $typ is valid", (nachricht) => {
    expect(mistakesAfterSchema(nachricht)).toEqual([]);
  });

  test("the schema would find a mistake", () => {
    const xsd = standards.path(`${xsdFolder}/xdomea-Nachrichten-AussonderungDurchfuehren.xsd`);
    mistakesAfterSchema(offer);
    expect(xsdMistakes(bytes(text(writeNachricht(offer)).replace("<xdomea:ZdA>1", "<xdomea:ZdA>ja")), xsd)).not.toEqual(
      [],
    );
  });

  test("every generated file is valid", () => {
    fc.assert(
      fc.property(generated, (nachricht) => {
        expect(mistakesAfterSchema(nachricht)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("the example of the Landesarchiv NRW in 3.0.0 is read", () => {
    const path = "xdomea/examples/lav-nrw-3.0.0";
    const name = "9fde4e7a-b41b-11ec-9225-005056871b7c_Aussonderung.Aussonderung.0503";
    const primary = "f4bcaaf7-d7cb-11ef-a278-005056871b7c.txt";
    const packed = zipSync({
      [`${name}.xml`]: new Uint8Array(readFileSync(standards.path(`${path}/${name}.xml`))),
      [primary]: new Uint8Array(readFileSync(standards.path(`${path}/${primary}`))),
    });
    const read = readPackage(packed, { name: `${name}.zip` });
    expect(read.version).toBe("3.0.0");
    expect(read.nachricht.kopf.leser.institution?.name).toBe("Landesarchiv NRW");
    expect(inventoryOf(read.nachricht)).toMatchObject({
      objects: [
        { kind: "vorgang", uuid: "67e456ea-b420-11ec-b503-005056871b7c" },
        { kind: "dokument", uuid: "7bf9473a-b4a7-11ec-a407-005056871b7c" },
      ],
      files: [{ dateiname: primary }],
    });
    expect(read.leftOver.map(({ path: where }) => where.split("/").at(-1))).toEqual(["Vertraulichkeitsstufe"]);
  });
});

describe.skipIf(!standards.present)("of 3.0.0", () => {
  test("a package with an offer is read, and what is not kept is named", () => {
    const name = "9a75050f-323a-4e84-94c9-a889aa2b4fe8_Aussonderung.Anbieteverzeichnis.0501.zip";
    const read = readPackage(readFileSync(standards.path(`xdomea/examples/${name}`)), { name });
    expect(read.nachricht).toMatchObject({ typ: "0501", kopf: { prozessId: name.slice(0, 36) } });
    expect(inventoryOf(read.nachricht).objects).toHaveLength(13);
    const lost = new Set(read.leftOver.map(({ path }) => path.split("/").at(-1)));
    expect(lost).toContain("ArchivspezifischeMetadaten");
    expect(lost).not.toContain("Betreff");
  });
});

describe("a message", () => {
  test.each(all)("of type $typ comes back as it was written", (nachricht) => {
    expect(readNachricht(writeNachricht(nachricht))).toEqual({ nachricht, version: "4.0.0", leftOver: [] });
  });

  test("comes back as it was written, whatever the file looks like", () => {
    fc.assert(
      fc.property(generated, (nachricht) => {
        expect(readNachricht(writeNachricht(nachricht)).nachricht).toEqual(nachricht);
      }),
      { numRuns: 60 },
    );
  });

  test("bears the prefix that the specification asks for, and a UUID of its own", () => {
    expect(text(writeNachricht(offer))).toMatch(
      /<xdomea:Aussonderung\.Anbieteverzeichnis\.0501 xmlns:xdomea="urn:xoev-de:xdomea:schema:4\.0\.0"/,
    );
    expect(new Set(all.map(({ kopf }) => kopf.nachrichtenUuid)).size).toBe(all.length);
  });

  const written = text(writeNachricht(handOver));
  test.each([
    ["a DOCTYPE", written.replace("?>", "?><!DOCTYPE x>"), "xml", "DOCTYPE"],
    ["no XML", "PK", "xml", "XML"],
    ["depth without end", "<a>".repeat(300) + "</a>".repeat(300), "xml", "250"],
    ["another version", written.replace("schema:4.0.0", "schema:2.4.0"), "version", "2.4.0"],
    ["something else", "<a/>", "version", "keine xdomea-Nachricht"],
    ["an answer of 3.1.0", text(writeNachricht(appraisal)).replace("schema:4.0.0", "schema:3.1.0"), "version", "3.1.0"],
    ["another message", written.replaceAll("Aussonderung.Aussonderung.0503", "Abgabe.Abgabe.0401"), "message", "0401"],
    ["a head that says otherwise", written.replace("<code>0503", "<code>0501"), "content", "0501"],
    ["a code of another list", written.replace("codeliste:dateiformat", "codeliste:x"), "content", "listUri"],
    ["no process", written.replace(/<xdomea:ProzessID>.*<\/xdomea:ProzessID>/, ""), "content", "ProzessID"],
    ["a UUID that is none", written.replace(vorgangUuid, "17"), "content", "identifikation.uuid"],
    ["a day that is none", written.replace("2024-02-29", "2023-02-29"), "content", "2023-02-29"],
    ["a file name that is a path", written.replace("_Bescheid", "_../../x"), "content", "dateiname"],
    ["a file name with a separator", written.replace("_Bescheid", "_B\\x"), "content", "Pfad"],
    ["a file with the UUID of its document", written.replace(fileName, `${dokumentUuid}.txt`), "content", "eigene"],
    ["one UUID for two objects", written.replace(dokumentUuid, vorgangUuid), "content", "Zwei Objekte"],
    ["number 2 of 1", written.replace("Typ>1<", "Typ>2<"), "content", "Nummer 2"],
  ] as const)("with %s is refused with line and reason", (_, xml, kind, reason) => {
    const refused = refusal(() => readNachricht(bytes(xml)));
    expect(refused.kind).toBe(kind);
    expect(refused.reason.de).toContain(reason);
    expect(refused.line).toBeGreaterThan(0);
  });

  test("is refused in the line where the mistake is", () => {
    const line = written.slice(0, written.indexOf("2024-02-29")).split("\n").length;
    expect(refusal(() => readNachricht(bytes(written.replace("2024-02-29", "gestern")))).line).toBe(line);
  });

  test("that is too large is refused", () => {
    expect(refusal(() => readNachricht(bytes(written), { mostBytes: 1000 })).kind).toBe("xml");
  });

  test("names what it does not keep", () => {
    const xml = written.replace("<xdomea:ZdA>", "<xdomea:Farbe>blau</xdomea:Farbe><xdomea:ZdA>");
    expect(readNachricht(bytes(xml)).leftOver).toMatchObject([{ text: "blau" }]);
  });

  test("with a mistake does not leave", () => {
    const wrong: Nachricht = { ...handOver, schriftgutobjekte: [] };
    expect(nachrichtMistakes(wrong)[0]?.de).toContain("schriftgutobjekte");
    expect(refusal(() => writeNachricht(wrong)).kind).toBe("content");
    const empty = { ...dokument, anlagen: [{ nummer: "1" }] };
    const attached: Nachricht = {
      ...handOver,
      schriftgutobjekte: [{ vorgang: { ...vorgang, dokumente: [{ dokument: empty }] } }],
    };
    expect(nachrichtMistakes(attached)[0]?.de).toContain("Anlage");
    expect(nachrichtMistakes(handOver)).toEqual([]);
  });
});

describe("an answer", () => {
  const stranger = "0197f3a0-0000-4000-8000-0000000000ff";
  test("that fits is taken", () => {
    expect(answerMistakes(appraisal, offer)).toEqual([]);
    expect(answerMistakes(imported, handOver)).toEqual([]);
    expect(answerMistakes(arrived("0507", handOver), handOver)).toEqual([]);
  });

  test.each<[string, Nachricht, string]>([
    ["of another process", { ...appraisal, kopf: { ...appraisal.kopf, prozessId: stranger } }, "Prozess"],
    ["to another message", { ...appraisal, ursprungsnachricht: stranger }, "bezieht sich"],
    [
      "with the UUID of the offer",
      { ...appraisal, kopf: { ...appraisal.kopf, nachrichtenUuid: offer.kopf.nachrichtenUuid } },
      "trägt die UUID",
    ],
    [
      "about what was not offered",
      { ...appraisal, bewertet: [{ ...appraisal.bewertet[0], uuid: stranger } as never] },
      "nicht angeboten",
    ],
    ["of the wrong type", imported, "keine Antwort"],
  ])("%s is refused", (_, answer, reason) => {
    expect(answerMistakes(answer, offer)[0]?.de).toContain(reason);
  });

  test("about one object twice is refused", () => {
    const [one] = appraisal.bewertet;
    expect(nachrichtMistakes({ ...appraisal, bewertet: [one, one] as never })[0]?.de).toContain("zweimal");
  });

  test("about an object that only showed the context is refused", () => {
    const context = { ...offer, schriftgutobjekte: [{ vorgang: { ...vorgang, kontextobjekt: true } }] } as Nachricht;
    expect(answerMistakes(appraisal, context)[0]?.de).toContain("nicht angeboten");
  });
});

describe("a package", () => {
  const files = new Map([[fileName, file]]);
  const whole = writePackage(handOver, files);
  const name = packageName(handOver);
  const message = writeNachricht(handOver);
  const plain = { [`${name}.xml`]: message, [fileName]: file };

  test("comes back with message and files, and is the same each time", () => {
    expect(whole.name).toBe(`${prozessId}_0503_1.zip`);
    expect(readPackage(whole.bytes, { name: whole.name })).toEqual({
      nachricht: handOver,
      version: "4.0.0",
      leftOver: [],
      files,
      message: expect.any(Uint8Array),
    });
    expect(writePackage(handOver, files).bytes).toEqual(whole.bytes);
  });

  test("with an offer carries the message alone", () => {
    expect(readPackage(writePackage(offer, new Map()).bytes).files.size).toBe(0);
  });

  test.each<[string, ReadonlyMap<string, Uint8Array>, string]>([
    ["a missing file", new Map(), "fehlt"],
    ["another file", new Map([[fileName, bytes("anders")]]), "Hash"],
    ["a file too many", new Map([...files, ["x.txt", file]]), "gehört zu keinem"],
  ])("is not written with %s", (_, given, reason) => {
    expect(refusal(() => writePackage(handOver, given)).reason.de).toContain(reason);
  });

  /** Changes bytes of the list of contents, at an offset in the first entry. */
  function patched(offset: number, value: number): Uint8Array {
    const changed = Buffer.from(whole.bytes);
    const at = changed.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    changed.writeUInt32LE(value, at + offset);
    return changed;
  }

  const twice = Buffer.from(zipSync({ ...plain, "a.txt": file, "b.txt": file }));
  for (let at = twice.indexOf("b.txt"); at !== -1; at = twice.indexOf("b.txt")) twice.write("a.txt", at);
  const overlap = Buffer.from(zipSync(plain, { level: 0 }));
  const list = overlap.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  overlap.writeUInt32LE(overlap.readUInt32LE(list + 24) + 100, list + 20);

  test.each<[string, Uint8Array, string]>([
    ["that is none", bytes("kein ZIP"), "kein ZIP"],
    ["that was cut off", whole.bytes.subarray(0, -30), "kein ZIP"],
    ["with a way up", zipSync({ ...plain, "../x.txt": file }), "nicht erlaubt"],
    ["with a folder", zipSync({ ...plain, "a/x.txt": file }), "nicht erlaubt"],
    ["with a way of Windows", zipSync({ ...plain, "C:\\x.txt": file }), "nicht erlaubt"],
    ["with an empty byte in a name", zipSync({ ...plain, "x\u0000.txt": file }), "nicht erlaubt"],
    ["with one name twice", twice, "zweimal"],
    ["with names that differ in case", zipSync({ ...plain, [fileName.toUpperCase()]: file }), "zweimal"],
    ["without message", zipSync({ [fileName]: file }), "genau eine"],
    ["with two messages", zipSync({ ...plain, [`${prozessId}_0501_1.xml`]: message }), "genau eine"],
    [
      "with a message of another name",
      zipSync({ [`${prozessId}_0503_2.xml`]: message, [fileName]: file }),
      "passt nicht",
    ],
    ["without its file", zipSync({ [`${name}.xml`]: message }), "fehlt"],
    ["with another file", zipSync({ ...plain, [fileName]: bytes("anders") }), "Hash"],
    ["with a file too many", zipSync({ ...plain, "x.exe": file }), "gehört zu keinem"],
    ["that lies about a size", patched(24, 10), "größer"],
    ["that lies about a checksum", patched(16, 10), "Prüfsumme"],
    ["that is encrypted", patched(8, 1), "verschlüsselt"],
    ["whose files lie over each other", overlap, "übereinander"],
  ])("%s is refused with the reason", (_, hostile, reason) => {
    const refused = refusal(() => readPackage(hostile));
    expect(refused.kind).toBe("package");
    expect(refused.reason.de).toContain(reason);
  });

  test("that would unpack to more than is allowed is refused before it is unpacked", () => {
    const bomb = zipSync({ ...plain, "0.txt": new Uint8Array(3_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(refusal(() => readPackage(bomb, { limits: { mostBytes: 1_000_000 } })).reason.de).toContain("zu groß");
    expect(refusal(() => readPackage(bomb, { limits: { mostFiles: 2 } })).reason.de).toContain("3 Dateien");
  });

  test("under another name is refused", () => {
    expect(refusal(() => readPackage(whole.bytes, { name: "x.zip" })).reason.de).toContain("passt nicht");
  });

  test("cut or changed anywhere is refused or read, never anything else", () => {
    fc.assert(
      fc.property(fc.nat(whole.bytes.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const changed = Uint8Array.from(whole.bytes);
        changed[at] = value;
        try {
          readPackage(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(XdomeaRefused);
        }
      }),
      { numRuns: 300 },
    );
  });
});
