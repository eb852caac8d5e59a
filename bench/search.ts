import pg from "pg";
import { signIn } from "./desk.ts";
import { Connection } from "./http-client.ts";
import { town } from "./journey.ts";
import { processorTimes, type Running } from "./program.ts";
import { percentile, type Row, row } from "./rows.ts";
import { type SeededTown, seedTown } from "./search-seed.ts";
import { UnexpectedAnswer, type Visitor } from "./visitor.ts";

const limitMs = 50;

/**
 * The same words asked of PostgreSQL's own index for text (GIN), as the superuser, whom no row-level security keeps from
 * using it, with the circles as a condition beside it: how fast a search could be that guards nothing by itself.
 */
async function timeGin(
  url: string,
  seeded: SeededTown,
  questions: Readonly<Record<string, readonly string[]>>,
): Promise<Record<string, number[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set work_mem = '256MB'; set maintenance_work_mem = '1GB'");
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('public.bench_body') is not null as there",
    );
    if (rows[0]?.there !== true) {
      await client.query(
        "create table public.bench_body as select number, circle_id, to_tsvector('german', text) as body from fulltext.dokument where fingerprint = 'bench'",
      );
      await client.query("create index on public.bench_body using gin (body)");
      await client.query("vacuum (analyze) public.bench_body");
    }
    const took: Record<string, number[]> = {};
    for (const [name, list] of Object.entries(questions)) {
      took[name] = [];
      for (let at = -20; at < 60; at++) {
        const begun = performance.now();
        await client.query(
          `select number from public.bench_body where body @@ websearch_to_tsquery('german', $1) and circle_id = any($2::int[])
         order by number desc limit 20`,
          [list[Math.abs(at) % list.length], Array.from({ length: seeded.seen }, (_, circle) => 1000 + circle)],
        );
        if (at >= 0) took[name].push(performance.now() - begun);
      }
    }
    return took;
  } finally {
    await client.end();
  }
}

interface Asked {
  readonly words: string;
  readonly more?: string;
}

type Questions = Readonly<Record<string, readonly Asked[]>>;

function questionsOf({ samples, large }: SeededTown): Questions {
  const { rare, middling, frequent, parts, phrases, units } = samples;
  const plain = (list: readonly string[]) => list.map((words) => ({ words }));
  const two = (a: readonly string[], b: readonly string[]) =>
    plain(a.map((word, at) => `${word} ${b[(at + 7) % b.length]}`));
  const filtered = (more: (at: number) => string) => frequent.map((words, at) => ({ words, more: more(at) }));
  return {
    "rare word": plain(rare),
    "frequent word": plain(frequent),
    "part of compounds": plain(parts),
    "two frequent words": two(frequent, frequent),
    "frequent and middling word": two(middling, frequent),
    "rare and frequent word": two(rare, frequent),
    phrase: plain(phrases),
    exclusion: plain(frequent.map((word, at) => `${word} -${frequent[(at + 3) % frequent.length]}`)),
    "frequent word, best match first": filtered(() => "&folge=passend"),
    "frequent word in a unit": filtered((at) => `&einheit=${units[at % units.length]}`),
    "frequent word, of a kind": filtered(() => "&art=antrag"),
    "frequent word, in a time": filtered(() => "&von=01.02.2024&bis=15.11.2025"),
    "frequent word, by a person": filtered((at) => `&verfasst=A${at}`),
    "frequent word in a unit, of a kind, in a time": filtered(
      (at) => `&einheit=${units[at % units.length]}&art=antrag&von=01.02.2024&bis=15.11.2026`,
    ),
    "only filters: PDFs of somebody": frequent.map((_, at) => ({ words: "", more: `&typ=pdf&verfasst=A${at}` })),
    "beginning of a word": plain(frequent.map((word) => `${word.slice(0, Math.max(4, word.length - 2))}*`)),
    "frequent word within a large Akte": filtered(() => `&akte=${large}`),
  };
}

/** What one question cost, each in ms. */
interface Cost {
  readonly took: readonly number[];
  readonly program: number;
  readonly postgres: number;
  readonly hits: number;
  readonly more: number;
}

async function ask(
  visitor: Visitor,
  list: readonly Asked[],
  times: number,
  spent: () => { program: number; postgres: number },
): Promise<Cost> {
  const took: number[] = [];
  let hits = 0;
  let more = 0;
  let before = spent();
  for (let at = -20; at < times; at++) {
    if (at === 0) before = spent();
    const { words, more: filters = "" } = list[Math.abs(at) % list.length] as Asked;
    const begun = performance.now();
    const reply = await visitor.get(`/${town.slug}/amt/aktensuche?worte=${encodeURIComponent(words)}${filters}`);
    if (reply.status !== 200) throw new UnexpectedAnswer(`${reply.status} ${words}`);
    if (at < 0) continue;
    took.push(performance.now() - begun);
    const html = reply.body.toString("utf8");
    hits += html.includes('class="hit"') ? 1 : 0;
    more += html.includes("Mehr als 1.000 Treffer") ? 1 : 0;
  }
  const after = spent();
  return {
    took,
    program: (after.program - before.program) / times,
    postgres: (after.postgres - before.postgres) / times,
    hits: hits / times,
    more: more / times,
  };
}

const share = (value: number) => `${Math.round(value * 100)} %`;

/** Times the full-text search as people get it who see part of a town, at so many Dokumente. */
export async function timeSearch(options: {
  readonly web: Running;
  readonly dataFolder: string;
  readonly superuser: string;
  readonly dokumente: number;
  readonly times: number;
  /** Also builds PostgreSQL's own index for text beside it: minutes at a million. */
  readonly gin: boolean;
  /** Only questions whose name contains this. */
  readonly matching: string;
}): Promise<Row[]> {
  const { web, dataFolder, superuser, dokumente, times } = options;
  const seeded = await seedTown(superuser, dataFolder, town.slug, dokumente);
  const count = dokumente.toLocaleString("en");
  const rows: Row[] = [];
  if (seeded.seconds > 0)
    rows.push(
      row(
        `filling a town with ${count} documents`,
        "documents/s",
        dokumente / seeded.seconds,
        null,
        `${seeded.seconds.toFixed(0)} s; ${Math.round(seeded.postingBytes / 1e6)} MB of postings`,
      ),
    );
  const questions = Object.fromEntries(
    Object.entries(questionsOf(seeded)).filter(([name]) => name.includes(options.matching)),
  );
  const compared = ["rare word", "frequent word", "two frequent words", "phrase"].filter((name) => name in questions);
  const gin = options.gin
    ? await timeGin(
        superuser,
        seeded,
        Object.fromEntries(compared.map((name) => [name, (questions[name] ?? []).map(({ words }) => words)])),
      )
    : {};
  const spent = () => processorTimes(web.pid, dataFolder);
  const sights = [
    { local: "kim.beispiel", sees: `${seeded.seen} of ${seeded.circles} circles` },
    { local: "sam.muster", sees: `1 of ${seeded.circles} circles` },
  ];
  for (const { local, sees } of sights) {
    const connection = new Connection(web.url);
    const visitor = await signIn(connection, local);
    // What a page costs on which nothing is searched.
    const bare = await ask(visitor, [{ words: "" }], 50, spent);
    for (const [name, list] of Object.entries(questions)) {
      const cost = await ask(visitor, list, times, spent);
      const yardstick = local === "kim.beispiel" ? gin[name] : undefined;
      const label = `full text, ${name}, ${count} documents, sees ${sees}`;
      const ofGin =
        yardstick === undefined
          ? ""
          : `; GIN without row-level security, 20 numbers and no page: p50 ${percentile(yardstick, 0.5).toFixed(1)} ms`;
      rows.push(
        row(
          `${label}: processor`,
          "ms",
          cost.program + cost.postgres,
          limitMs,
          `program ${cost.program.toFixed(1)} + PostgreSQL ${cost.postgres.toFixed(1)}, the page alone ${bare.program.toFixed(1)} + ${bare.postgres.toFixed(1)}; ${share(cost.hits)} with hits, ${share(cost.more)} with more than 1,000${ofGin}`,
        ),
        row(
          `${label}: p95`,
          "ms",
          percentile(cost.took, 0.95),
          limitMs,
          `yardstick: the limit; p50 ${percentile(cost.took, 0.5).toFixed(1)} ms`,
        ),
      );
      console.log(
        `    ${local} ${name}: ${cost.program.toFixed(1)} + ${cost.postgres.toFixed(1)} ms of processor, p50 ${percentile(cost.took, 0.5).toFixed(1)}, p95 ${percentile(cost.took, 0.95).toFixed(1)}`,
      );
    }
    connection.close();
  }
  return rows;
}
