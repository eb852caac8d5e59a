import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import { readApplication } from "./application.ts";
import { checksBeforeOrder, getsPinLetter } from "./visit-checks.ts";

const today = plainDay("2026-11-23");

test.each([
  ["2016-11-23", "ten years old: valid to the day before the 16th birthday, when the 16th year is complete", true],
  ["2016-11-24", "not yet ten: still 15 when the card expires", false],
  ["1950-01-01", "an adult", true],
])("born on %s, %s: gets a PIN letter %s", (born, _why, gets) => {
  expect(getsPinLetter(plainDay(born), today)).toBe(gets);
});

describe("before the order has to be checked", () => {
  const of = (more: Readonly<Record<string, string>>, age: number, visited = true) => {
    const application = readApplication({ geburtsdatum: "1983-08-12", fuerWen: "selbst", ...more });
    return application === undefined ? undefined : checksBeforeOrder(application, today, age, visited);
  };

  test.each([
    ["an adult who collects it", {}, 43, ["unterschrift", "pin-brief"]],
    ["a child of nine", { fuerWen: "kind", geburtsdatum: "2017-01-01" }, 9, ["vertretung"]],
    ["somebody under guardianship", { fuerWen: "vertretung" }, 43, ["unterschrift", "pin-brief", "vertretung"]],
    ["delivery", { uebergabe: "versand" }, 43, ["unterschrift", "pin-brief", "versand"]],
    ["another town", { hauptwohnung: "andernorts" }, 43, ["unterschrift", "pin-brief", "ermaechtigung"]],
    ["from abroad", { hauptwohnung: "ausland" }, 43, ["unterschrift", "pin-brief", "ermaechtigung"]],
    ["no home at all", { hauptwohnung: "keine" }, 43, ["unterschrift", "pin-brief"]],
  ])("%s", (_who, more, age, kinds) => {
    expect(of(more, age)).toEqual(kinds);
  });

  test("without a visit nothing but the authorisation", () => {
    expect(of({ hauptwohnung: "andernorts", uebergabe: "versand", fuerWen: "kind" }, 43, false)).toEqual([
      "ermaechtigung",
    ]);
  });
});

test("the check digit behind the number of the old card is none of it", () => {
  const application = readApplication({ geburtsdatum: "1983-08-12", "alterAusweis.seriennummer": "l01x00t471" });
  expect(application?.alteSeriennummer).toBe("L01X00T47");
});
