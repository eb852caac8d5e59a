import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { ageOn } from "./age.ts";
import { ausweisFees, type FeeFacts, feesOf, totalOf } from "./fees.ts";
import { days } from "./testing/days.ts";

const adult: FeeFacts = {
  bornOn: plainDay("1985-03-27"),
  appliedOn: plainDay("2026-11-22"),
  personalausweis: true,
  vorlaeufiger: false,
  competence: "zustaendig",
  delivery: false,
  photoAtOffice: false,
};

const onlyProvisional: Partial<FeeFacts> = { personalausweis: false, vorlaeufiger: true };

describe("what an identity card costs", () => {
  test.each<[string, Partial<FeeFacts>, number]>([
    ["an adult", {}, 4600],
    ["the day before the 24th birthday", { bornOn: plainDay("2002-11-23") }, 2760],
    ["on the 24th birthday", { bornOn: plainDay("2002-11-22") }, 4600],
    ["born on 29 February, on 28 February 24 years later", leap("2028-02-28"), 2760],
    ["born on 29 February, on 29 February 24 years later", leap("2028-02-29"), 4600],
    ["with a provisional card", { vorlaeufiger: true }, 5600],
    ["a provisional card alone, photograph at the office", { ...onlyProvisional, photoAtOffice: true }, 1000],
    ["a provisional card alone cannot be delivered", { ...onlyProvisional, delivery: true }, 1000],
    ["at another office", { competence: "nicht-zustaendig" }, 5900],
    ["at another office and outside hours: once", { competence: "nicht-zustaendig", outsideHours: true }, 5900],
    ["outside hours with a provisional card: for both", { outsideHours: true, vorlaeufiger: true }, 8200],
    ["living abroad", { competence: "ausland" }, 7600],
    ["delivered, photograph at the office", { delivery: true, photoAtOffice: true }, 6700],
    ["reduced to nothing", { delivery: true, reducedToCents: 0 }, 0],
    ["reduced to a half", { reducedToCents: 2300 }, 2300],
    ["never raised by a reduction", { reducedToCents: 9900 }, 4600],
  ])("%s", (_, more, sum) => {
    expect(totalOf(feesOf({ ...adult, ...more }))).toBe(sum);
  });

  test("each line names its paragraph in both languages", () => {
    for (const { label, source, amountCents } of ausweisFees) {
      expect(source).toMatch(/^§ 1 Abs\. [1-6].* PAuswGebV$/);
      expect(label.de.length > 3 && label.en.length > 3 && amountCents > 0).toBe(true);
    }
  });

  test("whatever is asked for: every line once, the base by age, and a reduction never below zero", () => {
    const facts = fc.record({
      bornOn: days,
      appliedOn: days,
      personalausweis: fc.boolean(),
      vorlaeufiger: fc.boolean(),
      competence: fc.constantFrom<FeeFacts["competence"]>("zustaendig", "nicht-zustaendig", "ausland"),
      outsideHours: fc.boolean(),
      delivery: fc.boolean(),
      photoAtOffice: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 20_000 }), (given, reducedToCents) => {
        const lines = feesOf(given);
        expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
        expect(lines.some(({ key }) => key === "personalausweis-unter-24")).toBe(
          given.personalausweis && ageOn(given.bornOn, given.appliedOn) < 24,
        );
        const reduced = totalOf(feesOf({ ...given, reducedToCents }));
        expect(reduced).toBe(Math.min(reducedToCents, totalOf(lines)));
      }),
    );
  });
});

const law = resolve(process.env.KLICKAMT_STANDARDS ?? "../shared/standards", "laws/PAuswGebV-BJNR147700010.md");
test.skipIf(!existsSync(law))(`the amounts are those of the law (${law})`, () => {
  const text = readFileSync(law, "utf8");
  const first = text.slice(text.indexOf("# § 1 –"), text.indexOf("# § 2 –"));
  const paragraphs = new Map(
    [...first.matchAll(/^\((\d)\)(?:(?!^\(\d\))[\s\S])*/gm)].map((found) => [found[1], found[0]]),
  );
  for (const { source, amountCents } of ausweisFees) {
    const [, paragraph, number] = /Abs\. (\d)(?: Nr\. (\d))?/.exec(source) ?? [];
    const whole = paragraphs.get(paragraph as string) as string;
    const part = number === undefined ? whole : (new RegExp(`^${number}\\.(.*)$`, "m").exec(whole)?.[1] as string);
    const euros = String(amountCents / 100)
      .replace(".", ",")
      .replace(/,(\d)$/, ",$10");
    expect([source, part]).toEqual([source, expect.stringMatching(new RegExp(`(^|\\D)${euros} Euro`))]);
  }
});

function leap(appliedOn: string): Partial<FeeFacts> {
  return { bornOn: plainDay("2004-02-29"), appliedOn: plainDay(appliedOn) };
}
