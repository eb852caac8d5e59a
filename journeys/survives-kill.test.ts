import { expect, test } from "vitest";
import { surviveKills } from "../bench/kill.ts";

test("kill -9 of the server and of PostgreSQL loses no confirmed submission and doubles none", async () => {
  const report = await surviveKills({ submissions: 150, clients: 8, kills: 3 });
  expect(report.problems).toEqual([]);
  expect(report.confirmed).toBe(150);
  expect(report.serverKills).toBe(2);
  expect(report.databaseKills).toBe(2);
});
