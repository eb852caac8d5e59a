import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, instantInBerlin, type PlainDay, plainDay } from "../../../kernel/index.ts";
import { findHoliday } from "../../tenants/index.ts";
import { calendarFile, escapeText, foldLine } from "./calendar-file.ts";
import type { Closure, Counter, Opening, Service } from "./places.ts";
import { inCallingOrder, waitedMinutes } from "./queue.ts";
import { type Calendar, freeSlots, instantOfMinute } from "./slots.ts";
import { formatMinute, formatTime, parseTimeOfDay } from "./times.ts";
import { inOfferOrder } from "./waiting.ts";

const counter = (position: number, services: readonly string[] = ["ausweis"]): Counter => ({
  counterId: `c${position}`,
  placeId: "p",
  name: { de: `Schalter ${position}`, en: `Counter ${position}` },
  position,
  services,
});
const service: Service = {
  key: "ausweis",
  name: { de: "Ausweis", en: "Card" },
  minutes: 30,
  minutesPerFurther: 15,
  mostPeople: 5,
  leadMinutes: 0,
  horizonDays: 400,
  position: 1,
  active: true,
};
const everyDay = (fromMinute: number, toMinute: number): Opening[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ placeId: "p", weekday, fromMinute, toMinute }));
const calendar = (over: Partial<Calendar> = {}): Calendar => ({
  counters: [counter(1)],
  openings: everyDay(480, 600),
  closures: [],
  isHoliday: () => false,
  ...over,
});
const longAgo = new Date("2026-06-01T00:00:00Z");
const day = plainDay("2026-11-24");
const search = (over: Partial<Parameters<typeof freeSlots>[1]> = {}) => ({
  service,
  people: 1,
  from: day,
  days: 1,
  busy: [],
  now: longAgo,
  ...over,
});
const times = (slots: readonly { start: Date }[]) => slots.map(({ start }) => formatTime(start, "de"));
const at = (time: string, on: PlainDay = day) => instantOfMinute(on, parseTimeOfDay(time) ?? 0);

describe("free times", () => {
  test("begin with the opening, one length after the other, and end with it", () => {
    expect(times(freeSlots(calendar(), search()))).toEqual(["08:00", "08:30", "09:00", "09:30"]);
  });

  test("are left out where one is booked, also where the booked one only touches them", () => {
    const busy = [{ counterId: "c1", start: at("08:40"), end: at("09:00") }];
    expect(times(freeSlots(calendar(), search({ busy })))).toEqual(["08:00", "09:00", "09:30"]);
  });

  test("stay as long as one counter is free, and say which", () => {
    const busy = [{ counterId: "c1", start: at("08:00"), end: at("08:30") }];
    const two = calendar({ counters: [counter(2), counter(1), counter(3, ["anderes"])] });
    const slots = freeSlots(two, search({ busy }));
    expect(times(slots)).toEqual(["08:00", "08:30", "09:00", "09:30"]);
    expect(slots.map(({ counterIds }) => counterIds)).toEqual([["c2"], ["c1", "c2"], ["c1", "c2"], ["c1", "c2"]]);
  });

  test("are longer, and so fewer, for more people", () => {
    const slots = freeSlots(calendar(), search({ people: 3 }));
    expect(times(slots)).toEqual(["08:00", "08:30", "09:00"]);
    expect(slots.map(({ start, end }) => (end.getTime() - start.getTime()) / 60_000)).toEqual([60, 60, 60]);
  });

  test("leave out closures of the place and absences of a counter, but not of another counter", () => {
    const closure = (counterId: string | undefined, from: string, to: string): Closure => ({
      closureId: "x",
      placeId: "p",
      counterId,
      start: at(from),
      end: at(to),
      reason: "",
    });
    const closed = (closures: Closure[]) => times(freeSlots(calendar({ closures }), search()));
    expect(closed([closure(undefined, "08:30", "09:30")])).toEqual(["08:00", "09:30"]);
    expect(closed([closure("c1", "08:15", "08:45")])).toEqual(["09:00", "09:30"]);
    expect(closed([closure("c2", "08:15", "08:45")])).toHaveLength(4);
  });

  test("are none on the public holidays of North Rhine-Westphalia", () => {
    const isHoliday = (one: PlainDay) => findHoliday(one) !== undefined;
    const around = freeSlots(calendar({ isHoliday }), search({ from: plainDay("2026-12-24"), days: 4 }));
    expect([...new Set(around.map(({ start }) => start.toISOString().slice(0, 10)))]).toEqual([
      "2026-12-24",
      "2026-12-27",
    ]);
  });

  test("are none before the lead time and none beyond the horizon", () => {
    const now = at("08:05");
    expect(times(freeSlots(calendar(), search({ now, service: { ...service, leadMinutes: 30 } })))).toEqual([
      "09:00",
      "09:30",
    ]);
    const near = freeSlots(calendar(), search({ now, days: 10, service: { ...service, horizonDays: 2 } }));
    expect(near.at(-1)?.start).toEqual(at("09:30", addDays(day, 2)));
  });

  test("never lie outside opening hours, never meet what is booked, at any time of the year", () => {
    const days = fc.integer({ min: 0, max: 400 }).map((offset) => addDays(plainDay("2026-06-01"), offset));
    const span = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 }));
    fc.assert(
      fc.property(
        days,
        span,
        fc.array(span, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (on, open, taken, people) => {
          const toMinute = Math.min(1440, open[0] + open[1]);
          const busy = taken.map(([minute, length]) => {
            const start = instantOfMinute(on, minute);
            return { counterId: "c1", start, end: new Date(start.getTime() + length * 60_000) };
          });
          const slots = freeSlots(
            calendar({ openings: everyDay(open[0], toMinute) }),
            search({ from: on, people, busy }),
          );
          for (const { start, end } of slots) {
            expect(start >= instantOfMinute(on, open[0]) && end <= instantOfMinute(on, toMinute)).toBe(true);
            expect(busy.some((one) => one.start < end && start < one.end)).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("when the clocks change", () => {
  const night = calendar({ openings: everyDay(60, 240) });

  test("on 25 October 2026 the hour from 2 to 3 has its times twice, and each says which", () => {
    const slots = freeSlots(night, search({ from: plainDay("2026-10-25") }));
    expect(times(slots)).toEqual([
      "01:00",
      "01:30",
      "02:00 (Sommerzeit)",
      "02:30 (Sommerzeit)",
      "02:00 (Winterzeit)",
      "02:30 (Winterzeit)",
      "03:00",
      "03:30",
    ]);
    expect(new Set(slots.map(({ start }) => start.getTime())).size).toBe(8);
  });

  test("on 28 March 2027 the hour from 2 to 3 is not there", () => {
    const slots = freeSlots(night, search({ from: plainDay("2027-03-28") }));
    expect(times(slots)).toEqual(["01:00", "01:30", "03:00", "03:30"]);
    expect(freeSlots(calendar({ openings: everyDay(120, 180) }), search({ from: plainDay("2027-03-28") }))).toEqual([]);
  });

  test("an office hour of the morning is at the same time by the clock, before and after", () => {
    for (const [from, hours] of [
      ["2026-10-23", ["06", "06", "07", "07"]],
      ["2027-03-26", ["07", "07", "06", "06"]],
    ] as const) {
      const slots = freeSlots(calendar({ openings: everyDay(480, 510) }), search({ from: plainDay(from), days: 4 }));
      expect(times(slots)).toEqual(["08:00", "08:00", "08:00", "08:00"]);
      expect(slots.map(({ start }) => start.toISOString().slice(11, 13))).toEqual(hours);
    }
  });

  test("a day from midnight to midnight has 24 hours, 25 in October and 23 in March", () => {
    const all = calendar({ openings: everyDay(0, 1440) });
    const count = (from: string) => freeSlots(all, search({ from: plainDay(from) })).length;
    expect([count("2026-10-24"), count("2026-10-25"), count("2027-03-28")]).toEqual([48, 50, 46]);
  });
});

describe("midnight", () => {
  test("ends the last time of a day and begins the first of the next one", () => {
    const late = calendar({ openings: [...everyDay(0, 60), ...everyDay(1380, 1440)] });
    const slots = freeSlots(late, search({ days: 2 }));
    expect(times(slots)).toEqual(["00:00", "00:30", "23:00", "23:30", "00:00", "00:30", "23:00", "23:30"]);
    expect(slots[3]?.end).toEqual(instantInBerlin(addDays(day, 1)));
    expect(slots[4]?.start).toEqual(instantInBerlin(addDays(day, 1)));
  });

  test("does not let one that ends there block the first of the next day", () => {
    const late = calendar({ openings: everyDay(0, 30) });
    const busy = [{ counterId: "c1", start: at("23:30", addDays(day, -1)), end: instantInBerlin(day) }];
    expect(times(freeSlots(late, search({ busy })))).toEqual(["00:00"]);
  });
});

test("times of day are read as people write them", () => {
  expect(["8", "08:30", "8.30", " 24:00 ", "24:01", "8:60", "halb neun"].map(parseTimeOfDay)).toEqual([
    480,
    510,
    510,
    1440,
    undefined,
    undefined,
    undefined,
  ]);
  expect([formatMinute(510), formatMinute(1440)]).toEqual(["08:30", "24:00"]);
});

describe("people are called", () => {
  const visit = (ticket: string, due: string, arrived: string, appointment = true) => ({
    ticket,
    appointmentId: appointment ? ticket : undefined,
    dueAt: at(due),
    arrivedAt: at(arrived),
  });
  const waiting = [
    visit("W 1", "08:50", "08:50", false),
    visit("T 2", "09:30", "08:40"),
    visit("T 3", "09:00", "08:58"),
    visit("T 4", "08:50", "09:00"),
    visit("W 5", "08:30", "08:30", false),
  ];
  test("by their appointment first, then without one by arrival, then those who are early", () => {
    expect(inCallingOrder(waiting, at("08:56")).map(({ ticket }) => ticket)).toEqual([
      "T 4",
      "T 3",
      "W 5",
      "W 1",
      "T 2",
    ]);
  });

  test("and whoever came early has waited from the appointment's time on only", () => {
    expect(waitedMinutes({ arrivedAt: at("08:40"), dueAt: at("09:00"), calledAt: at("09:07") })).toBe(7);
    expect(waitedMinutes({ arrivedAt: at("09:10"), dueAt: at("09:00"), calledAt: at("09:15") })).toBe(5);
    expect(waitedMinutes({ arrivedAt: at("08:40"), dueAt: at("09:00"), calledAt: at("08:55") })).toBe(0);
  });
});

test("a freed time goes to who has passed fewer offers, then to who joined first, and never to the same person twice", () => {
  const entry = (id: string, over: object = {}) => ({
    id,
    state: "waiting" as const,
    passed: 0,
    joinedAt: new Date(`2026-11-0${id}T00:00:00Z`),
    firstDay: plainDay("2026-11-01"),
    lastDay: plainDay("2026-11-30"),
    offer: undefined,
    ...over,
  });
  const start = at("09:00");
  const line = [
    entry("5"),
    entry("1", { passed: 1 }),
    entry("2", { lastDay: plainDay("2026-11-20") }),
    entry("3", { offer: { start, counterId: "c1", until: undefined } }),
    entry("4"),
    entry("6", { state: "offered" }),
  ];
  expect(inOfferOrder(line, { start, day }).map(({ id }) => id)).toEqual(["4", "5", "1"]);
});

describe("a calendar file", () => {
  const entry = {
    appointmentId: "0195",
    host: "klickamt.example",
    start: at("09:30"),
    end: at("09:40"),
    summary: "Personalausweis; Bürgerbüro",
    location: "Marienplatz 11, 33098 Paderborn",
    description: "Zeile eins\nZeile \\ zwei",
    url: "https://klickamt.example/paderborn/termin/0195",
    revision: 2,
    cancelled: false,
    writtenAt: new Date("2026-11-20T10:00:00Z"),
  };
  const lines = (over: object = {}) => calendarFile({ ...entry, ...over }).split("\r\n");

  test("escapes what has a meaning in it (RFC 5545, 3.3.11)", () => {
    expect(escapeText("a,b;c\\d\r\ne\nf\u0007")).toBe("a\\,b\\;c\\\\d\\ne\\nf");
    expect(lines()).toContain("SUMMARY:Personalausweis\\; Bürgerbüro");
    expect(lines()).toContain("LOCATION:Marienplatz 11\\, 33098 Paderborn");
    expect(lines()).toContain("DESCRIPTION:Zeile eins\\nZeile \\\\ zwei");
  });

  test("lets nobody add a property by a line break", () => {
    expect(lines({ summary: "x\r\nATTACH:http://evil.example" }).some((line) => line.startsWith("ATTACH"))).toBe(false);
  });

  test("folds lines at 75 octets without cutting a letter (RFC 5545, 3.1)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const line = `SUMMARY:${escapeText(text)}`;
        const folded = foldLine(line);
        for (const part of folded.split("\r\n")) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        expect(folded.replaceAll("\r\n ", "")).toBe(line);
      }),
    );
    expect(Buffer.byteLength(foldLine("ä".repeat(40)).split("\r\n")[0] ?? "")).toBe(74);
  });

  test("gives the time as Berlin's clocks show it, with the zone's rules", () => {
    expect(lines()).toContain("DTSTART;TZID=Europe/Berlin:20261124T093000");
    expect(lines()).toContain("DTEND;TZID=Europe/Berlin:20261124T094000");
    expect(lines()).toContain("DTSTAMP:20261120T100000Z");
    expect(lines().filter((line) => line === "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")).toHaveLength(1);
    expect(lines({ start: new Date("2027-03-28T01:00:00Z") })).toContain("DTSTART;TZID=Europe/Berlin:20270328T030000");
  });

  test("gives the later of the two hours of 25 October 2026 in UTC, because local time means the earlier", () => {
    expect(lines({ start: new Date("2026-10-25T00:30:00Z") })).toContain("DTSTART;TZID=Europe/Berlin:20261025T023000");
    expect(lines({ start: new Date("2026-10-25T01:30:00Z") })).toContain("DTSTART:20261025T013000Z");
  });

  test("ends every line with CRLF, begins and ends its parts, and says when it is cancelled", () => {
    const text = calendarFile(entry);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const part of ["VCALENDAR", "VTIMEZONE", "VEVENT", "VALARM"]) {
      expect(lines().filter((line) => line === `BEGIN:${part}`)).toHaveLength(1);
      expect(lines().filter((line) => line === `END:${part}`)).toHaveLength(1);
    }
    expect(lines()).toContain("SEQUENCE:2");
    expect(lines({ cancelled: true })).toContain("STATUS:CANCELLED");
    expect(lines({ cancelled: true })).not.toContain("BEGIN:VALARM");
  });
});
