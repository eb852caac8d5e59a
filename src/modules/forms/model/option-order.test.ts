import { expect, test } from "vitest";
import type { Option } from "../form.ts";
import { inOrder } from "./option-order.ts";

const state = (value: string, de: string, en: string): Option => ({ value, label: { de, en }, byLabel: true });
const options: readonly Option[] = [
  { value: "de", label: { de: "Deutschland", en: "Germany" } },
  state("eg", "Ägypten", "Egypt"),
  state("al", "Albanien", "Albania"),
  state("cy", "Zypern", "Cyprus"),
  { value: "staatenlos", label: { de: "staatenlos", en: "stateless" } },
];
const order = (language: "de" | "en") => inOrder(options, language).map(({ value }) => value);

test("states stand by the words of the page's language, and what stands first or last stays there", () => {
  expect(order("de")).toEqual(["de", "eg", "al", "cy", "staatenlos"]);
  expect(order("en")).toEqual(["de", "al", "cy", "eg", "staatenlos"]);
});

test("a list in an order of its own is the same list", () => {
  const own = options.filter(({ byLabel }) => byLabel === undefined);
  expect(inOrder(own, "en")).toBe(own);
});
