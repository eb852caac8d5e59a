import { searchEntries } from "../src/modules/codelists/model/search.ts";
import { percentile, type Row, row } from "./rows.ts";

const letters = "abcdefghijklmnoprstuwz";
const word = (seed: number) =>
  Array.from({ length: 9 }, (_, at) => letters[(seed * (at + 7) * 31 + at * at) % letters.length]).join("");

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Suggestions out of a list as long as that of occupations, beside a mere look for the same letters. */
export function timeCodeLists(): Row[] {
  const entries = Array.from({ length: 12_000 }, (_, at) => ({
    code: String(at),
    label: `${word(at)} ${word(at + 99)} und ${word(at * 3)}`,
  }));
  const list = { uri: "urn:example:gross", version: "1", name: { de: "Groß", en: "Large" }, entries };
  const misspelt = `${word(9).slice(0, 5)}q${word(9).slice(6)}`;
  const queries = [word(4711), "und", word(77).slice(0, 4), misspelt, "zzzzqqqq", "11999"];
  searchEntries(list, "a");
  const ours: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < 20; round++) {
    for (const query of queries) {
      ours.push(timed(() => searchEntries(list, query)));
      plain.push(timed(() => entries.filter(({ label }) => label.toLowerCase().includes(query))));
    }
  }
  const note = "whole words, beginnings, a slip, nothing; yardstick: the same letters anywhere, unranked";
  return [
    row("suggestions of 12,000 entries: p50", "ms", percentile(ours, 0.5), percentile(plain, 0.5), note),
    row("suggestions of 12,000 entries: p95", "ms", percentile(ours, 0.95), percentile(plain, 0.95), "goal < 5"),
  ];
}
