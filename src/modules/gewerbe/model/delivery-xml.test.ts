import fc from "fast-check";
import { expect, test } from "vitest";
import { type DeliveryMeta, deliveryNamespace, deliveryXml } from "./delivery-xml.ts";
import { fieldNumbers, type GewaKind, type Gewerbeanzeige } from "./gewa.ts";
import { fieldsFor, recipients } from "./recipients.ts";

const meta: DeliveryMeta = {
  messageId: "0193a2f0-0000-7000-8000-000000000001",
  ags: "05774032",
  municipality: "Paderborn",
  aktenzeichen: "32.40-2026/17",
  certifiedOn: "2026-11-25",
  createdAt: new Date("2026-11-25T10:00:00Z"),
};

function full(kind: GewaKind, text: string): Gewerbeanzeige {
  const fields = Object.fromEntries(
    fieldNumbers(kind).map((number) => [
      number,
      { label: text, values: [{ path: `f${number}`, label: text, display: text, raw: [text, text] }] },
    ]),
  );
  return { kind, person: 1, persons: 1, fields };
}

test("exactly the granted field numbers appear, for every recipient and every form", () => {
  for (const { key, grants } of recipients) {
    for (const kind of Object.keys(grants) as GewaKind[]) {
      const xml = deliveryXml(key, full(kind, "x"), meta);
      const numbers = [...xml.matchAll(/<feld nummer="(\d+)"/g)].map(([, number]) => Number(number));
      expect([key, kind, numbers]).toEqual([key, kind, fieldsFor(key, kind)]);
      const values = [...xml.matchAll(/schluessel="f(\d+)"/g)].map(([, number]) => Number(number));
      expect(values).toEqual(numbers);
    }
  }
});

test("it says that it is no XGewerbeordnung, who sends it and for which Vorgang", () => {
  const xml = deliveryXml("ihk", full("GewA1", "x"), meta);
  expect(xml).toContain(`xmlns="${deliveryNamespace}"`);
  expect(xml).toContain('hinweis="Eigenes Format von Klickamt, nicht XGewerbeordnung"');
  expect(xml).toContain('<absender ags="05774032" name="Paderborn"/>');
  expect(xml).toContain('aktenzeichen="32.40-2026/17"');
});

test("a recipient that is granted nothing gets nothing", () => {
  expect(() => deliveryXml("registergericht", full("GewA1", "x"), meta)).toThrow(RangeError);
  expect(() => deliveryXml("zoll", full("GewA3", "x"), meta)).toThrow(RangeError);
});

test("only customs read the indications", () => {
  const suspicious = { ...meta, customsIndications: "Scheinselbständigkeit <vermutet>" };
  expect(deliveryXml("zoll", full("GewA1", "x"), suspicious)).toContain(
    "<anhaltspunkte>Scheinselbständigkeit &lt;vermutet&gt;</anhaltspunkte>",
  );
  expect(deliveryXml("ihk", full("GewA1", "x"), suspicious)).not.toContain("vermutet");
});

test("whatever is typed stays text", () => {
  const tricky = fc.string({
    unit: fc.constantFrom('"', "<", ">", "&", "]]>", "\u0000", "\ud800", "\n", "\t", "Ș", "a"),
  });
  fc.assert(
    fc.property(tricky, (text) => {
      const xml = deliveryXml("zoll", full("GewA1", text), { ...meta, aktenzeichen: text, customsIndications: text });
      const withoutMarkup = xml.replaceAll(
        /<[?/]?[a-z]+( [a-z]+="[^"<>&\n\t]*(&(?:amp|lt|gt|quot|#\d+);[^"<>&\n\t]*)*")*[?/]?>/g,
        "",
      );
      expect(withoutMarkup).not.toMatch(/[<>]|&(?!(amp|lt|gt|#13);)/);
      expect(xml.isWellFormed()).toBe(true);
      expect(xml.includes("\u0000")).toBe(false);
    }),
  );
});
