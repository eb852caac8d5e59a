import Holidays from "date-holidays";
import { describe, expect, test } from "vitest";
import { plainDay } from "../../../kernel/index.ts";
import {
  addWorkingDays,
  deadlineEnd,
  findHoliday,
  firstWorkingDayOfNextMonth,
  isWorkingDay,
  listHolidays,
  nextWorkingDay,
} from "./holidays.ts";

const day = plainDay;

describe("holidays of North Rhine-Westphalia", () => {
  // Easter Sunday and Whit Sunday are no public holidays in NRW: § 2 Abs. 1 Feiertagsgesetz NW does not name them.
  const others = new Holidays("DE", "NW", { types: ["public"] });

  test("agree with date-holidays from 2020 to 2040", () => {
    for (let year = 2020; year <= 2040; year++) {
      const expected = others
        .getHolidays(year)
        .map(({ date }) => date.slice(0, 10))
        .filter((date) => new Date(`${date}T00:00:00Z`).getUTCDay() !== 0 || !isMovableSunday(date, year))
        .sort();
      expect(listHolidays(year).map((holiday) => holiday.day)).toEqual(expected);
    }
  });

  function isMovableSunday(date: string, year: number): boolean {
    const monday = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    return listHolidays(year).some(
      (holiday) => holiday.day === monday && ["Ostermontag", "Pfingstmontag"].includes(holiday.name.de),
    );
  }

  test("are eleven a year, named in both languages", () => {
    for (let year = 2020; year <= 2040; year++) expect(listHolidays(year)).toHaveLength(11);
    expect(findHoliday(day("2026-06-04"))?.name).toEqual({ de: "Fronleichnam", en: "Corpus Christi" });
    expect(findHoliday(day("2026-06-05"))).toBeUndefined();
  });

  test("Easter at its earliest and latest", () => {
    expect(findHoliday(day("2038-04-26"))?.name.de).toBe("Ostermontag");
    expect(findHoliday(day("2008-03-24"))?.name.de).toBe("Ostermontag");
  });
});

test.each([
  ["2026-11-25", true],
  ["2026-11-28", false],
  ["2026-11-29", false],
  ["2026-12-25", false],
  ["2026-12-24", true],
])("%s is a working day: %s", (date, expected) => {
  expect(isWorkingDay(day(date))).toBe(expected);
});

test("the next working day is the day itself where it is one", () => {
  expect(nextWorkingDay(day("2026-11-25"))).toBe("2026-11-25");
  expect(nextWorkingDay(day("2026-12-25"))).toBe("2026-12-28");
});

test("working days leave out week-ends and holidays", () => {
  expect(addWorkingDays(day("2026-12-23"), 3)).toBe("2026-12-29");
  expect(addWorkingDays(day("2026-11-28"), 0)).toBe("2026-11-28");
});

test.each([
  ["a Monday ends on Thursday", "2026-11-23", "2026-11-26"],
  ["a Wednesday ends on the Monday after the Saturday", "2026-11-25", "2026-11-30"],
  ["a Thursday ends on Monday, not on Sunday", "2026-11-26", "2026-11-30"],
  ["a Friday ends on Monday", "2026-11-27", "2026-11-30"],
  ["before Christmas it ends after it", "2026-12-22", "2026-12-28"],
  ["Good Friday and Easter Monday do not end it", "2026-03-31", "2026-04-07"],
])("the three days of § 15 GewO: %s", (_, start, end) => {
  expect(deadlineEnd(day(start), 3, "calendar-days")).toBe(end);
});

test("three working days are longer", () => {
  expect(deadlineEnd(day("2026-11-27"), 3, "working-days")).toBe("2026-12-02");
});

test.each([
  ["2026-11-25", "2026-12-01"],
  ["2026-12-15", "2027-01-04"],
  ["2026-10-31", "2026-11-02"],
  ["2027-04-30", "2027-05-03"],
])("statistics of %s go by %s", (start, end) => {
  expect(firstWorkingDayOfNextMonth(day(start))).toBe(end);
});
