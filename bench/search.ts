import pg from "pg";
import { signIn } from "./desk.ts";
import { Connection } from "./http-client.ts";
import { town } from "./journey.ts";
import { percentile, type Row, row } from "./rows.ts";
import { type SeededIndex, seedIndex } from "./search-seed.ts";
import { UnexpectedAnswer } from "./visitor.ts";

const limitMs = 50;

/**
 * The same words asked of PostgreSQL's own index for text (GIN), as the superuser, whom no row-level security keeps from
 * using it, with the circles as a condition beside it: how fast a search could be that guards nothing by itself.
 */
async function timeGin(
  url: string,
  seeded: SeededIndex,
  questions: Readonly<Record<string, readonly string[]>>,
): Promise<Record<string, number[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set work_mem = '256MB'; set maintenance_work_mem = '512MB'");
    await client.query(
      "create temp table body as select number, circle_id, to_tsvector('german', text) as body from fulltext.dokument where fingerprint = 'bench'",
    );
    await client.query("create index on body using gin (body)");
    await client.query("vacuum (analyze) body");
    const took: Record<string, number[]> = {};
    for (const [name, list] of Object.entries(questions)) {
      took[name] = [];
      for (let at = -20; at < 60; at++) {
        const begun = performance.now();
        await client.query(
          `select number from body where body @@ websearch_to_tsquery('german', $1) and circle_id = any($2::int[])
         order by number desc limit 20`,
          [
            list[Math.abs(at) % list.length],
            seeded.seen === 1 ? [0] : Array.from({ length: seeded.seen }, (_, circle) => 1000 + circle),
          ],
        );
        if (at >= 0) took[name].push(performance.now() - begun);
      }
    }
    return took;
  } finally {
    await client.end();
  }
}

/** Times the full-text search as a signed-in caseworker gets it, rights applied, at so many Dokumente. */
export async function timeSearch(url: string, superuser: string, dokumente: number, times: number): Promise<Row[]> {
  const seeded = await seedIndex(superuser, town.slug, dokumente);
  const { rare, middling, frequent, phrases, units } = seeded.samples;
  const count = dokumente.toLocaleString("en");
  const rows: Row[] = [
    row(
      `seeding ${count} documents into the full-text index`,
      "documents/s",
      dokumente / seeded.seconds,
      null,
      `${seeded.seconds.toFixed(0)} s; ${Math.round(seeded.bytes / 1e6)} MB of postings; caseworker sees ${seeded.seen} of ${seeded.circles} circles, 30 % of the documents`,
    ),
  ];
  const connection = new Connection(url);
  const visitor = await signIn(connection);
  const two = (a: readonly string[], b: readonly string[]) => a.map((word, at) => `${word} ${b[(at + 7) % b.length]}`);
  const questions: Record<string, readonly { readonly words: string; readonly more?: string }[]> = {
    "rare word": rare.map((words) => ({ words })),
    "frequent word": frequent.map((words) => ({ words })),
    "two frequent words": two(frequent, frequent).map((words) => ({ words })),
    "frequent and middling word": two(middling, frequent).map((words) => ({ words })),
    "rare and frequent word": two(rare, frequent).map((words) => ({ words })),
    phrase: phrases.map((words) => ({ words })),
    exclusion: frequent.map((word, at) => ({ words: `${word} -${frequent[(at + 3) % frequent.length]}` })),
    "frequent word, best match first": frequent.map((words) => ({ words, more: "&folge=passend" })),
    "frequent word in a unit, of a kind, in a year": frequent.map((words, at) => ({
      words,
      more: `&einheit=${units[at % units.length]}&art=antrag&von=01.02.2024&bis=15.11.2026`,
    })),
    "only filters: PDFs of somebody": frequent.map((_, at) => ({ words: "", more: `&typ=pdf&verfasst=A${at}` })),
  };
  const compared = ["rare word", "frequent word", "two frequent words", "phrase"];
  const gin = await timeGin(
    superuser,
    seeded,
    Object.fromEntries(compared.map((name) => [name, (questions[name] ?? []).map(({ words }) => words)])),
  );
  for (const [name, list] of Object.entries(questions)) {
    const took: number[] = [];
    let hits = 0;
    let more = 0;
    for (let at = -20; at < times; at++) {
      const { words, more: filters = "" } = list[Math.abs(at) % list.length] as { words: string; more?: string };
      const begun = performance.now();
      const reply = await visitor.get(`/${town.slug}/amt/aktensuche?worte=${encodeURIComponent(words)}${filters}`);
      if (at >= 0) took.push(performance.now() - begun);
      if (reply.status !== 200) throw new UnexpectedAnswer(`${reply.status} ${words}`);
      const html = reply.body.toString("utf8");
      hits += html.includes('class="hit"') ? 1 : 0;
      more += html.includes("Mehr als 1.000 Treffer") ? 1 : 0;
    }
    const told = `${Math.round((hits / (times + 20)) * 100)} % with hits, ${Math.round((more / (times + 20)) * 100)} % with more than 1,000`;
    const yardstick = gin[name];
    rows.push(
      row(
        `full text, ${name}, ${count} documents: p50`,
        "ms",
        percentile(took, 0.5),
        yardstick === undefined ? null : percentile(yardstick, 0.5),
        yardstick === undefined
          ? told
          : `yardstick: GIN without row-level security, 20 numbers and no page, p95 ${percentile(yardstick, 0.95).toFixed(1)} ms; ${told}`,
      ),
      row(`full text, ${name}, ${count} documents: p95`, "ms", percentile(took, 0.95), limitMs, "yardstick: the limit"),
    );
  }
  connection.close();
  return rows;
}
