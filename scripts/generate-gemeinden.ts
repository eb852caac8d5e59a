/**
 * Writes src/modules/tenants/model/gemeinden-data.ts from the official directory of municipalities and from
 * GeoNames. Run: `node scripts/generate-gemeinden.ts [folder of the code lists]`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? join(process.env.KLICKAMT_STANDARDS ?? "../shared/standards", "codelists");
const target = new URL("../src/modules/tenants/model/gemeinden-data.ts", import.meta.url);

type Row = Readonly<Record<string, string>>;

function readCsv(file: string): readonly Row[] {
  const [head, ...lines] = readFileSync(join(folder, file), "utf8").trimEnd().split(/\r?\n/).map(cells);
  return lines.map((line) => Object.fromEntries((head ?? []).map((name, index) => [name, line[index] ?? ""])));
}

function cells(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
}

const get = (row: Row, key: string): string => row[key] ?? "";
/** "Solingen, Klingenstadt" and "Paderborn, Stadt" are Solingen and Paderborn. */
const plainName = (name: string): string => name.split(",", 1)[0] ?? name;
/** GeoNames leaves out or spells out what stands in brackets: Halle, Stolberg (Rheinland), Emmerich. */
const shortName = (name: string): string => name.replace(/ ?\(.*\)| am Rhein$|\/.*$/, "");

const gemeinden = readCsv("nrw-gemeinden-2023-11-30.csv");

/** Postcodes by Kreis and place. Postcodes of big customers carry the name of a firm as their place and fall out. */
const postcodes = new Map<string, Set<string>>();
for (const row of readCsv("plz-nrw-geonames.csv")) {
  const key = `${get(row, "community_code")} ${get(row, "place")}`;
  postcodes.set(key, (postcodes.get(key) ?? new Set()).add(get(row, "zipcode")));
}

function postcodesOf(row: Row): readonly string[] {
  const kreis = get(row, "kreis_schluessel");
  const name = plainName(get(row, "name"));
  const spellings = [name, shortName(name), `${shortName(name)} (Rheinland)`, `${shortName(name)} (Westfalen)`];
  const found = spellings.map((spelling) => postcodes.get(`${kreis} ${spelling}`)).find((codes) => codes !== undefined);
  return [...(found ?? [])].sort();
}

const kreise = new Map<string, string>();
for (const row of gemeinden) kreise.set(get(row, "kreis_schluessel"), plainName(get(row, "kreis")));

const rows = gemeinden.map((row) =>
  [
    get(row, "ags"),
    plainName(get(row, "name")),
    get(row, "textkennzeichen"),
    get(row, "bevoelkerung"),
    get(row, "plz_verwaltungssitz"),
    postcodesOf(row).join(" "),
  ].join(";"),
);

const without = rows.filter((row) => row.endsWith(";"));
if (without.length > 0) throw new Error(`no postcodes found for: ${without.join(", ")}`);

writeFileSync(
  target,
  `// Written by scripts/generate-gemeinden.ts, not by hand. Sources: see README.md beside.

/** Key and name of every Kreis and kreisfreie Stadt of NRW, 2023-11-30. */
export const kreisRows = \`
${[...kreise].map(([key, name]) => `${key};${name}`).join("\n")}
\`;

/**
 * Every municipality of NRW, 2023-11-30: AGS; name; 61 kreisfreie Stadt, 63 Stadt, 64 Gemeinde; population;
 * postcode of the town hall; postcodes.
 */
export const gemeindeRows = \`
${rows.join("\n")}
\`;
`,
);
console.log(`${rows.length} municipalities, ${kreise.size} Kreise`);
