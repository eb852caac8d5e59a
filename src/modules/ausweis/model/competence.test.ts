import { describe, expect, test } from "vitest";
import { addressMistake } from "./competence.ts";

const town = { name: "Paderborn", postcodes: ["33098", "33100", "33106"] };

describe("the address and the answer where the main residence is", () => {
  test.each([
    ["hier", "33098", ["Paderborn"]],
    ["hier", "33106", ["Paderborn", "Salzkotten"]],
    // Nobody here knows it, but it is of this region: rather a new postcode than another town.
    ["hier", "33199", []],
    ["andernorts", "51147", ["Köln"]],
    ["andernorts", "33106", ["Paderborn", "Salzkotten"]],
    ["andernorts", "10115", []],
  ] as const)("fit: %s, %s", (said, postcode, places) => {
    expect(addressMistake(said, postcode, town, places)).toBeUndefined();
  });

  test.each([
    ["hier", "51147", ["Köln"], /51147 \(Köln\) gehört nicht zu Paderborn/],
    ["hier", "10115", [], /10115 gehört nicht zu Paderborn/],
    ["hier", "33154", ["Salzkotten"], /33154 \(Salzkotten\) gehört nicht/],
    ["andernorts", "33098", ["Paderborn"], /gehört zu Paderborn.*13 € weniger/],
  ] as const)("do not fit: %s, %s", (said, postcode, places, message) => {
    const mistake = addressMistake(said, postcode, town, places);
    expect(mistake?.de).toMatch(message);
    expect(mistake?.en).toContain(postcode);
  });

  test.each(["keine", "ausland"] as const)("where there is no address here nothing has to fit: %s", (said) => {
    expect(addressMistake(said, "", town, [])).toBeUndefined();
  });
});
