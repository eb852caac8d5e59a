import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advanceUmlauf, type Purpose, type StationState, stationsMistake, type UmlaufOrder } from "./umlauf.ts";

const station = (position: number, purpose: Purpose, state: StationState) => ({
  stationId: String(position),
  position,
  purpose,
  state,
});

describe("Whose turn it is", () => {
  test("one after the other, each once the one before has answered", () => {
    const first = advanceUmlauf("nacheinander", [
      station(1, "kenntnis", "wartet"),
      station(2, "mitzeichnung", "wartet"),
    ]);
    expect(first).toEqual({ opens: ["1"], drops: [], state: "laeuft" });
    const stuck = advanceUmlauf("nacheinander", [
      station(1, "kenntnis", "offen"),
      station(2, "mitzeichnung", "wartet"),
    ]);
    expect(stuck.opens).toEqual([]);
    const second = advanceUmlauf("nacheinander", [
      station(1, "kenntnis", "weitergegeben"),
      station(2, "mitzeichnung", "wartet"),
    ]);
    expect(second.opens).toEqual(["2"]);
  });

  test("all at once, but the Schlusszeichnung when everything before it is done", () => {
    const all = [
      station(1, "kenntnis", "wartet"),
      station(2, "mitzeichnung", "wartet"),
      station(3, "schlusszeichnung", "wartet"),
    ];
    expect(advanceUmlauf("gleichzeitig", all).opens).toEqual(["1", "2"]);
    const one = [
      station(1, "kenntnis", "erledigt"),
      station(2, "mitzeichnung", "offen"),
      all[2] as (typeof all)[number],
    ];
    expect(advanceUmlauf("gleichzeitig", one).opens).toEqual([]);
    const both = [one[0], station(2, "mitzeichnung", "erledigt"), one[2]] as typeof all;
    expect(advanceUmlauf("gleichzeitig", both).opens).toEqual(["3"]);
  });

  test("a refusal ends it, and nobody else is asked", () => {
    expect(
      advanceUmlauf("gleichzeitig", [
        station(1, "mitzeichnung", "abgelehnt"),
        station(2, "mitzeichnung", "offen"),
        station(3, "schlusszeichnung", "wartet"),
      ]),
    ).toEqual({ opens: [], drops: ["2", "3"], state: "abgelehnt" });
  });

  test("whoever answers in whatever order, it ends, and everybody is asked exactly once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<UmlaufOrder>("nacheinander", "gleichzeitig"),
        fc.array(fc.constantFrom<Purpose>("kenntnis", "mitzeichnung"), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        (order, purposes, final, choices) => {
          const all = [...purposes, ...(final ? (["schlusszeichnung"] as const) : [])];
          expect(stationsMistake(all)).toBeUndefined();
          let stations = all.map((purpose, index) => station(index + 1, purpose, "wartet"));
          const asked: string[] = [];
          for (let step = 0; step <= all.length; step++) {
            const { opens, state } = advanceUmlauf(order, stations);
            asked.push(...opens);
            stations = stations.map((one) => (opens.includes(one.stationId) ? { ...one, state: "offen" } : one));
            const open = stations.filter((one) => one.state === "offen");
            if (state === "abgeschlossen") break;
            expect(open.length).toBeGreaterThan(0);
            const chosen = open[choices.next().value % open.length]?.stationId;
            stations = stations.map((one) => (one.stationId === chosen ? { ...one, state: "erledigt" } : one));
          }
          expect(advanceUmlauf(order, stations).state).toBe("abgeschlossen");
          expect(asked.toSorted()).toEqual(all.map((_, index) => String(index + 1)).toSorted());
        },
      ),
    );
  });

  test.each([
    [[], "none"],
    [["schlusszeichnung", "kenntnis"], "final-not-last"],
    [["schlusszeichnung", "schlusszeichnung"], "two-finals"],
    [Array.from({ length: 21 }, () => "kenntnis"), "too-many"],
    [["kenntnis", "schlusszeichnung"], undefined],
  ] as const)("%j: %s", (purposes, mistake) => {
    expect(stationsMistake(purposes as readonly Purpose[])).toBe(mistake);
  });
});
