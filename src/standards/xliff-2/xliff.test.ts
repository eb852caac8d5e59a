import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextsRefused } from "../../modules/designer/index.ts";
import { xliff2 } from "./index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const where = { de: "Formular › Name", en: "Form › Name" };
const text = (id: string, de: string, en: string) => ({ id, where, text: { de, en } });
const file = (units: string, attributes = 'version="2.1" srcLang="de" trgLang="en"') =>
  bytes(
    `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" ${attributes}>\n<file id="f">\n${units}\n</file></xliff>`,
  );
const refusal = (content: Uint8Array): TextsRefused => {
  try {
    xliff2.read(content);
  } catch (error) {
    if (error instanceof TextsRefused) return error;
    throw error;
  }
  throw new Error("was taken");
};

describe("Texts as XLIFF 2.1", () => {
  test("come back as they went, with every sign that XML minds", () => {
    // XML itself makes one line break of CR LF and CR; characters it cannot carry are no text for people.
    const words = fc
      .string({ unit: "grapheme", maxLength: 30 })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are meant
      .filter((one) => !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(one) && one.isWellFormed());
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 6 }), (pairs) => {
        const texts = pairs.map(([de, en], index) => text(`form/a/~${index}/text`, de, en));
        const read = xliff2.read(bytes(xliff2.write({ id: "hund", version: 2, texts })));
        expect(read).toEqual(texts.map(({ id, text: { de, en } }) => ({ id, source: de, target: en })));
      }),
    );
  });

  test("may come back in segments and groups", () => {
    const units = xliff2.read(
      file(
        '<group id="g"><unit id="1" name="a"><segment><source>Eins.</source><target>One.</target></segment><ignorable><source> </source></ignorable><segment><source>Zwei.</source><target>Two.</target></segment></unit></group>',
      ),
    );
    expect(units).toEqual([{ id: "a", source: "Eins. Zwei.", target: "One. Two." }]);
  });

  test.each([
    ["no XML", bytes("Guten Tag"), 1, /keine XML-Datei/],
    ["another document", bytes("<html/>"), 1, /erste Element heißt „html“/],
    ["XLIFF 1.2", bytes('\n<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>'), 2, /XLIFF 1/],
    ["another source language", file("", 'version="2.1" srcLang="fr" trgLang="en"'), 1, /nicht Deutsch/],
    ["another target language", file("", 'version="2.1" srcLang="de" trgLang="fr"'), 1, /nicht Englisch/],
    ["no text", file(""), 1, /kein Text/],
    ["a unit without a name", file('<unit id="1"><segment><source>a</source></segment></unit>'), 3, /„name“/],
    ["a unit without a segment", file('<unit id="1" name="a"/>'), 3, /Segment/],
    [
      "markup",
      file('<unit id="1" name="a"><segment><source>a\n<ph id="1"/></source></segment></unit>'),
      4,
      /Auszeichnung/,
    ],
    [
      "a text twice",
      file('<unit id="1" name="a"><segment><source>a</source></segment></unit>'.repeat(2)),
      1,
      /zweimal/,
    ],
    ["an external entity", bytes('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff>&e;</xliff>'), 1, /./],
  ] as const)("%s is refused with line and reason", (_what, content, line, reason) => {
    const refused = refusal(content);
    expect(refused.line).toBe(line);
    expect(refused.reason.de).toMatch(reason);
  });
});
