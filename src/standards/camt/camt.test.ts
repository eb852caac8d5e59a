import { describe, expect, test } from "vitest";
import { type BookingPart, type StatementPart, StatementRefused } from "../../modules/payments/index.ts";
import { standards } from "../../platform/testing/index.ts";
import { camtReader } from "./index.ts";
import { statementXml, type TestEntry } from "./testing/statement-xml.ts";
import { XmlReader } from "./xml-reader.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): StatementPart[] => [...camtReader.read(bytes(text))];
const bookings = (text: string) => read(text).filter((part): part is BookingPart => part.part === "booking");

function refusal(work: () => unknown): { fault: string; line: number; found: string } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof StatementRefused)) throw error;
    return { fault: error.fault, line: error.line, found: error.found };
  }
}

const iban = "DE02120300000000202051";
const one = (over: TestEntry) => statementXml({ id: "1", iban, entries: [over] });

describe("XML", () => {
  const events = (text: string): string[] => {
    const xml = new XmlReader(bytes(text));
    const found: string[] = [];
    for (let kind = xml.next(); kind !== "end"; kind = xml.next()) {
      found.push(kind === "text" ? `"${xml.text}"` : `${kind === "open" ? "<" : "/"}${xml.name}`);
    }
    return found;
  };

  test("comes apart into elements and words", () => {
    expect(events(`<?xml version="1.0"?><!-- a --><a x='1>2'><b/>c &amp; d&#x20AC;<![CDATA[<e>]]></a >\n`)).toEqual([
      "<a",
      "<b",
      "/b",
      '"c & d€"',
      '"<e>"',
      "/a",
    ]);
  });

  test("keeps letters whole where pieces of the file part them", () => {
    const long = events(`<a>${"<b/>".repeat(16_383)}<c>€ä🙂</c></a>`);
    expect(long).toContain('"€ä🙂"');
  });

  test("knows namespaces by declaration, not by prefix", () => {
    const xml = new XmlReader(bytes(`<p:a xmlns:p="urn:x"><b xmlns="urn:y"/><p:c xmlns:p="urn:z"/></p:a>`));
    const found: string[] = [];
    for (let kind = xml.next(); kind !== "end"; kind = xml.next()) found.push(`${kind} ${xml.namespace} ${xml.name}`);
    expect(found).toEqual([
      "open urn:x a",
      "open urn:y b",
      "close urn:y b",
      "open urn:z c",
      "close urn:z c",
      "close urn:x a",
    ]);
  });

  test.each([
    ["an external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>`, "doctype"],
    ["an entity bomb", `<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>`, "doctype"],
    ["a document type in small letters", "<!doctype a><a/>", "doctype"],
    ["a declaration within", "<a><!ELEMENT b ANY></a>", "doctype"],
    ["an entity nobody declared", "<a>&x;</a>", "not-readable"],
    ["a lone ampersand", "<a>b & c</a>", "not-readable"],
    ["a character XML does not have", "<a>&#0;</a>", "not-readable"],
    ["half a surrogate", "<a>&#xD800;</a>", "not-readable"],
    ["a control character", "<a>\u0001</a>", "not-readable"],
    ["a tag that does not end", "<a", "not-readable"],
    ["an element that does not end", "<a><b></b>", "not-readable"],
    ["elements that cross", "<a><b></a></b>", "not-readable"],
    ["two roots", "<a/><b/>", "not-readable"],
    ["words outside", "<a/>x", "not-readable"],
    ["an attribute twice", `<a x="1" x="2"/>`, "not-readable"],
    ["an attribute without quotes", "<a x=1/>", "not-readable"],
    ["a prefix nobody declared", "<p:a/>", "not-readable"],
    ["nothing", "", "not-readable"],
    ["no XML", "%PDF-1.7", "not-readable"],
    ["another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "encoding"],
    ["a nest without a floor", "<a>".repeat(100), "limit"],
    ["a word without an end", `<a>${"x".repeat(200_000)}</a>`, "limit"],
    ["a comment without an end", `<a><!--${"x".repeat(200_000)}`, "limit"],
    ["a name without an end", `<${"a".repeat(200_000)}`, "limit"],
    [
      "more attributes than anybody needs",
      `<a ${Array.from({ length: 40 }, (_, i) => `x${i}="1"`).join(" ")}/>`,
      "limit",
    ],
  ])("is refused where it holds %s", (_case, text, fault) => {
    expect(refusal(() => events(text))?.fault).toBe(fault);
  });

  test("says on which line it went wrong", () => {
    expect(refusal(() => events("<a>\n\n<b>\r\n</c></b></a>"))).toMatchObject({ line: 4 });
  });

  test("is refused where it is not UTF-8", () => {
    const latin = Uint8Array.from([...bytes("<a>M"), 0xfc, ...bytes("ller</a>")]);
    expect(refusal(() => [...camtReader.read(latin)])?.fault).toBe("encoding");
  });
});

describe("a statement", () => {
  test.each(["02", "04", "08"] as const)("of version %s gives what the payer wrote, to the cent", (version) => {
    const text = statementXml({
      id: "2026-117",
      iban,
      version,
      openingCents: 100_000,
      entries: [
        { amountCents: 4599, text: "KA-12ABC DEFGH & mehr", name: "Ada Kern", iban, reference: "B1" },
        { amountCents: -1234, text: "Strom", name: "Stadtwerke" },
      ],
    });
    const [start, first, second, end] = read(text);
    expect(start).toMatchObject({
      kind: "statement",
      format: `camt.053.001.${version}`,
      bankStatementId: "2026-117",
      page: 1,
      iban,
      openingCents: 100_000,
      closingCents: 103_365,
    });
    expect(first).toMatchObject({
      direction: "credit",
      amountCents: 4599,
      bookedOn: "2026-11-23",
      counterparty: "Ada Kern",
      counterpartyIban: iban,
      remittance: "KA-12ABC DEFGH & mehr",
      bankReference: "B1",
      endToEndId: undefined,
      returned: false,
    });
    expect(second).toMatchObject({ direction: "debit", amountCents: 1234, counterparty: "Stadtwerke" });
    expect(end).toMatchObject({ part: "end", pendingEntries: 0 });
  });

  test("leaves out what is only announced, and does not count it", () => {
    const text = statementXml({
      id: "1",
      iban,
      entries: [{ amountCents: 4600 }, { amountCents: 9900, status: "PDNG" }],
    });
    expect(bookings(text)).toHaveLength(1);
    expect(read(text).at(-1)).toMatchObject({ pendingEntries: 1 });
  });

  test("brings a batch apart where its parts add up", () => {
    const details = [
      { amountCents: 4600, text: "A", name: "Ada" },
      { amountCents: 2760, text: "B", name: "Ben" },
    ];
    expect(
      bookings(one({ amountCents: 7360, details })).map(({ amountCents, position }) => [amountCents, position]),
    ).toEqual([
      [4600, 0],
      [2760, 1],
    ]);
  });

  test("keeps a batch whole where its parts do not add up: no cent is lost", () => {
    const details = [
      { amountCents: 4600, text: "A", name: "Ada" },
      { amountCents: 2760, text: "B", name: "Ben" },
    ];
    expect(bookings(one({ amountCents: 7300, details }))).toMatchObject([{ amountCents: 7300, remittance: "A B" }]);
  });

  test.each([
    ["45.99", 4599],
    ["45.9", 4590],
    ["45", 4500],
    ["0.01", 1],
    ["45.99000", 4599],
    ["9999999999999.99", 999_999_999_999_999],
  ])("reads %s as %i cents", (written, cents) => {
    const text = one({ amountCents: 4600 }).replaceAll(">46.00<", `>${written}<`);
    expect(bookings(text)[0]?.amountCents).toBe(cents);
  });

  test.each([
    ["a third digit behind the point", (text: string) => text.replaceAll(">46.00<", ">46.005<"), "amount", "46.005"],
    ["a comma", (text: string) => text.replaceAll(">46.00<", ">46,00<"), "amount", "46,00"],
    ["a minus", (text: string) => text.replaceAll(">46.00<", ">-46.00<"), "amount", "-46.00"],
    ["an exponent", (text: string) => text.replaceAll(">46.00<", ">4.6e1<"), "amount", "4.6e1"],
    ["francs", (text: string) => text.replaceAll('"EUR"', '"CHF"'), "currency", "0.00 CHF"],
    ["no direction", (text: string) => text.replaceAll("CRDT", "BOTH"), "direction", "BOTH"],
    [
      "a day that does not exist",
      (text: string) => text.replace("<BookgDt><Dt>2026-11-23", "<BookgDt><Dt>2026-02-29"),
      "date",
      "2026-02-29",
    ],
    ["no number", (text: string) => text.replace("<Id>1</Id>", ""), "missing", "Id"],
    ["no account", (text: string) => text.replace(/<Acct>.*<\/Acct>/, ""), "missing", "Acct/Id"],
    ["no opening balance", (text: string) => text.replace("OPBD", "XXXX"), "missing", "Bal OPBD"],
    ["no status", (text: string) => text.replace(/<Sts>.*<\/Sts>/, ""), "missing", "Sts"],
    [
      "another format",
      (text: string) => text.replace("camt.053.001.08", "camt.052.001.08"),
      "unknown-format",
      "urn:iso:std:iso:20022:tech:xsd:camt.052.001.08",
    ],
    ["no namespace", (text: string) => text.replace(/ xmlns="[^"]*"/, ""), "unknown-format", "Document"],
  ])("is refused with line and reason where it has %s", (_case, break_, fault, found) => {
    const refused = refusal(() => read(break_(one({ amountCents: 4600 }))));
    expect(refused).toMatchObject({ fault, found });
    expect(refused?.line).toBeGreaterThan(1);
  });

  test("is refused where a cent is missing between its balances", () => {
    const text = statementXml({
      id: "1",
      iban,
      openingCents: 100,
      closingCents: 4699,
      entries: [{ amountCents: 4600 }],
    });
    expect(refusal(() => read(text))).toMatchObject({ fault: "balance", found: "1.00 + 46.00 ≠ 46.99" });
  });

  test("knows a payment that came back", () => {
    expect(bookings(one({ amountCents: -4600, reversal: true }))[0]).toMatchObject({
      returned: true,
      direction: "debit",
    });
  });

  test("ignores what stands in other namespaces", () => {
    const text = one({ amountCents: 4600 }).replace(
      "</Ntry>",
      `<x:Amt xmlns:x="urn:other" Ccy="CHF">1.00</x:Amt></Ntry>`,
    );
    expect(bookings(text)[0]?.amountCents).toBe(4600);
  });

  test("of a notification is refused where a booking could be counted twice", () => {
    const text = statementXml({ id: "1", iban, notification: true, entries: [{ amountCents: 4600 }] });
    expect(refusal(() => read(text))?.fault).toBe("no-bank-reference");
  });
});

describe.skipIf(!standards.present)("the examples of the standard", () => {
  const example = (name: string) => standards.read(`camt/examples/${name}`);

  test("two statements in one file are read, and their balances hold", () => {
    const parts = read(example("camt053.v2.multi.statement.xml"));
    expect(parts.map(({ part }) => part)).toEqual(["start", "booking", "end", "start", "booking", "end"]);
    expect(parts.filter(({ part }) => part === "booking")).toMatchObject([
      { direction: "credit", amountCents: 885, remittance: "Transaction Description 1" },
      { direction: "debit", amountCents: 700 },
    ]);
  });

  test("the wrong one is refused", () => {
    expect(refusal(() => read(example("camt053.v2.wrong.xml")))).toMatchObject({ fault: "nothing-inside" });
  });

  test.each([
    ["camt053.v2.minimal.xml", "27.00 SEK"],
    ["camt053.v4.xml", "27.00 SEK"],
    ["camt053.v8.xml", "27.00 SEK"],
    ["camt054.v8.xml", "200000 SEK"],
  ])("%s is refused for what is not in euros, on its line", (name, found) => {
    const refused = refusal(() => read(example(name)));
    expect(refused).toMatchObject({ fault: "currency", found });
    expect(example(name).split("\n")[(refused?.line ?? 0) - 1]).toContain(found.split(" ")[0]);
  });

  test.each(["camt053.v2.minimal.xml", "camt053.v4.xml", "camt053.v8.xml"])(
    "%s is read once its closing balance is in euros and right",
    (name) => {
      const text = example(name)
        .replaceAll(/Ccy="(SEK|CHF|JPY)"/g, 'Ccy="EUR"')
        .replace(/(<Cd>CLBD<\/Cd>[\s\S]*?<CdtDbtInd>)DBIT/, "$1CRDT");
      const parts = read(text);
      expect(parts[0]).toMatchObject({ iban: "NL26VAYB8060476890", openingCents: 1815, closingCents: 2700 });
      expect(parts[1]).toMatchObject({
        part: "booking",
        amountCents: 885,
        bookedOn: "2014-12-31",
        counterparty: "NAME NAME",
      });
    },
  );
});

test.each([
  ["a ZIP file", "PK\u0003\u0004abc", "zip"],
  ["the old format", ":20:STARTUMS\n:25:123", "mt940"],
  ["the old format with its head", "{1:F01BANK}{2:O940}", "mt940"],
  ["a table", "Buchungstag;Betrag\n01.01.2026;46,00\n", "table"],
  ["a table in quotes", '"Buchungstag";"Betrag"\n', "table"],
])("of a file that is no camt people read what it is: %s", (_what, text, fault) => {
  const refused = refusal(() => [...camtReader.read(Buffer.from(text, "latin1"))]);
  expect(refused).toMatchObject({ fault, line: 1 });
});
