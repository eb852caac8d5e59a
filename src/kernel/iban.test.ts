import { describe, expect, test } from "vitest";
import { formatIban, parseIban } from "./iban.ts";

describe("An IBAN", () => {
  test.each([
    ["DE02 1203 0000 0000 2020 51", "DE02120300000000202051"],
    ["de02-1203.00000000202051", "DE02120300000000202051"],
    ["DE03 1203 0000 0000 2020 51", { kind: "check-digits" }],
    ["DE0212030000000020205", { kind: "length", length: 22 }],
    ["XX02120300000000202051", { kind: "check-digits" }],
    ["DE02", { kind: "no-iban" }],
    ["", { kind: "no-iban" }],
  ])("%s gives %j", (typed, iban) => expect(parseIban(typed)).toEqual(iban));

  test("is shown in fours", () => expect(formatIban("DE02120300000000202051")).toBe("DE02 1203 0000 0000 2020 51"));
});
