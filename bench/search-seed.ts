import pg from "pg";
import { baseWords } from "../src/modules/fulltext/model/base-words.ts";
import { cellRange, keyOf, windowSize } from "../src/modules/fulltext/model/postings.ts";
import { fileKindOf, splitsOf, termFor, termsOfWord } from "../src/modules/fulltext/model/terms.ts";
import { type Word, wordsOf } from "../src/modules/fulltext/model/words.ts";

/** Always the same numbers from 0 to 1, so that two runs search the same. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const functionWords =
  "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch wurde Sie Ihre Ihnen wir".split(
    " ",
  );
const endings = ["", "", "", "en", "s", "e"];
const syllables =
  "ba be bro da do fe fri ga gre ha hei ja ka kle kö la li ma mü na no pa re sa schu stei ta wa we zi".split(" ");
const closings = "ber cke der ffe gel hn ke ller mann pe r sch ss st te ter tz v wig xe y z b ck d gg l n rt".split(
  " ",
);

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

interface Entry {
  readonly text: string;
  readonly terms: readonly string[];
  readonly split: string | undefined;
}

/** A German vocabulary in the order of how often its words are used: function words, words of the town hall, compounds, names. */
function vocabularyOf(random: () => number, size: number): readonly Entry[] {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const words: string[] = [...functionWords];
  const shuffled = [...baseWords].sort(() => random() - 0.5);
  for (const word of shuffled) words.push(capital(word));
  while (words.length < size) {
    const kind = random();
    if (kind < 0.45) words.push(capital(pick(baseWords)) + pick(["", "s", ""]) + pick(baseWords) + pick(endings));
    else if (kind < 0.6) words.push(capital(pick(baseWords)) + pick(endings));
    else if (kind < 0.95) words.push(capital(pick(syllables) + pick(closings) + pick(syllables) + pick(closings)));
    else words.push(String(Math.floor(random() * 90_000) + 100));
  }
  return words.map((text) => {
    const list: readonly Word[] = wordsOf(text);
    const split = splitsOf(list, () => false)[0];
    const [word = "", ...parts] = (split ?? "").split(" ");
    const terms = termsOfWord(list[0]?.folded ?? "", split === undefined ? new Map() : new Map([[word, parts]]));
    return { text, terms, split };
  });
}

class Bytes {
  bytes = new Uint8Array(64);
  used = 0;
  number(value: number): void {
    if (this.used + 8 > this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.used++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.used++] = rest;
  }
  hex(): string {
    return `\\x${Buffer.from(this.bytes.buffer, 0, this.used).toString("hex")}`;
  }
}

/** A row of the index that grows: the same form as the module writes. */
interface Open {
  first: number;
  last: number;
  count: number;
  docs: Bytes;
  places: Bytes;
}

/** How the filled index looks, for choosing what to search. */
export interface SeededIndex {
  readonly dokumente: number;
  readonly circles: number;
  readonly seen: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly samples: {
    readonly rare: readonly string[];
    readonly middling: readonly string[];
    readonly frequent: readonly string[];
    readonly phrases: readonly string[];
    readonly units: readonly string[];
  };
}

const circleCount = 200;
const wordsEach = 110;
/** The first words are about as frequent as each other. */
const flat = 8;

/** Text of a Dokument: the same each time for the same number. */
function textWords(number: number, size: number): readonly number[] {
  const random = randomFrom(number * 7919 + 17);
  const length = Math.floor(wordsEach * (0.4 + 1.2 * random()));
  // Zipf's law: the word of rank r is used about 1/r times as often as the first.
  const span = Math.log((size + flat) / flat);
  return Array.from({ length }, () => Math.min(size - 1, Math.floor(flat * Math.exp(random() * span) - flat)));
}

/**
 * Fills the index of a town with Dokumente in 200 circles, straight into the tables and in the form in which the
 * program itself writes them. Where there are circles with grants, the caseworker is let into 30 % of them; otherwise
 * 30 % of the Dokumente lie in the one that everybody sees.
 */
export async function seedIndex(url: string, slug: string, dokumente: number): Promise<SeededIndex> {
  const begun = performance.now();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'");
    const { rows } = await client.query<{ tenant: number; staff: string; granted: boolean }>(
      `select t.tenant_id as tenant, to_regclass('records.circle') is not null as granted,
         (select staff_id from accounts.staff s where s.tenant_id = t.tenant_id and email like 'kim.beispiel@%' limit 1) as staff
       from tenants.tenant t where slug = $1`,
      [slug],
    );
    const { tenant, staff, granted } = rows[0] as { tenant: number; staff: string; granted: boolean };
    const circleOf = (number: number): number => {
      const random = randomFrom(number * 31 + 5)();
      if (granted) return 1000 + Math.floor(random * circleCount);
      return random < 0.3 ? 0 : 1000 + Math.floor(((random - 0.3) / 0.7) * (circleCount - 1));
    };
    const seen = granted ? Math.round(circleCount * 0.3) : 1;
    if (granted) {
      await client.query(
        `insert into records.circle (tenant_id, circle_id, scope, vertraulichkeit, access_key)
         select $1, 1000 + n, 'benannte', '003', 'bench ' || n from generate_series(0, $2::int - 1) n on conflict do nothing`,
        [tenant, circleCount],
      );
      await client.query(
        `insert into records.circle_grant (tenant_id, grantee_id, circle_id, grantee_kind, grantee_name, may_work)
         select $1, $2::uuid, 1000 + n, 'person', 'Kim Beispiel', true from generate_series(0, $3::int - 1) n on conflict do nothing`,
        [tenant, staff, seen],
      );
    }
    const present = await client.query<{ n: number }>(
      "select count(*)::int as n from fulltext.dokument where tenant_id = $1 and fingerprint = 'bench'",
      [tenant],
    );
    // A folder that is kept is filled once.
    const filled = present.rows[0]?.n === dokumente;
    for (const table of filled ? [] : ["posting", "cell", "dokument", "word", "waiting", "counter"]) {
      await client.query(`delete from fulltext.${table} where tenant_id = $1`, [tenant]);
    }
    const unit = await client.query<{ plan_unit: string }>(
      "select plan_unit from records.plan_unit where tenant_id = $1 and takes_akten order by 1",
      [tenant],
    );
    const units = unit.rows.map(({ plan_unit }) => plan_unit);
    const unitOf = (number: number) => units[(number * 37) % units.length] as string;
    const kindOf = (number: number) => ["antrag", "schreiben", "anlage", "bescheinigung"][number % 4] as string;
    const mediaOf = (number: number) =>
      ["application/pdf", "application/pdf", "text/plain", "text/html"][(number >> 2) % 4] as string;

    const vocabulary = vocabularyOf(randomFrom(42), Math.max(30_000, Math.round(dokumente * 0.3)));
    const open = new Map<string, Open>();
    let ready: [string, number, number, string, string][] = [];
    let bytes = 0;
    const flushRows = async () => {
      if (ready.length === 0) return;
      const batch = ready;
      ready = [];
      await client.query(
        `insert into fulltext.posting (tenant_id, term, first_key, last_key, docs, places)
         select $1, t, f, l, d::bytea, p::bytea from unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[]) as x(t, f, l, d, p)`,
        [
          tenant,
          batch.map((r) => r[0]),
          batch.map((r) => r[1]),
          batch.map((r) => r[2]),
          batch.map((r) => r[3]),
          batch.map((r) => r[4]),
        ],
      );
    };
    const close = (term: string, row: Open) => {
      bytes += row.docs.used + row.places.used;
      ready.push([term, row.first, row.last, row.docs.hex(), row.places.hex()]);
    };
    const put = (term: string, key: number, places: readonly number[]) => {
      let row = open.get(term);
      if (row !== undefined && (row.count === 256 || row.places.used >= 16_384)) {
        close(term, row);
        row = undefined;
      }
      if (row === undefined) {
        row = { first: key, last: key, count: 0, docs: new Bytes(), places: new Bytes() };
        open.set(term, row);
      }
      row.docs.number(key - row.last);
      row.docs.number(places.length * 2);
      row.last = key;
      row.count++;
      let last = 0;
      for (const place of places) {
        row.places.number(place - last);
        last = place;
      }
    };

    // Index rows: window by window, in it circle by circle.
    const cells: { window: number; circle: number; count: number }[] = [];
    for (let from = 0; !filled && from <= dokumente; from += windowSize) {
      const byCircle = new Map<number, number[]>();
      for (let number = Math.max(1, from); number < Math.min(from + windowSize, dokumente + 1); number++) {
        const circle = circleOf(number);
        const list = byCircle.get(circle);
        if (list === undefined) byCircle.set(circle, [number]);
        else list.push(number);
      }
      for (const [circle, numbers] of [...byCircle].sort(([a], [b]) => a - b)) {
        if (cellRange(from / windowSize, circle).from > keyOf(circle, numbers[0] as number))
          throw new Error("no such cell");
        cells.push({ window: from / windowSize, circle, count: numbers.length });
        for (const number of numbers) {
          const terms = new Map<string, number[]>();
          textWords(number, vocabulary.length).forEach((index, place) => {
            for (const term of (vocabulary[index] as Entry).terms) {
              const list = terms.get(term);
              if (list === undefined) terms.set(term, [place + 320]);
              else list.push(place + 320);
            }
          });
          const key = keyOf(circle, number);
          for (const [term, places] of terms) put(term, key, places);
          const unitName = unitOf(number);
          const month = `20${17 + Math.floor((number / (dokumente + 1)) * 9)}-${String(1 + (number % 12)).padStart(2, "0")}`;
          for (const term of [
            termFor.all,
            termFor.planUnit(unitName),
            termFor.planUnit(unitName.split(".")[0] as string),
            termFor.kind(kindOf(number)),
            termFor.fileKind(fileKindOf(mediaOf(number))),
            termFor.year(month.slice(0, 4)),
            termFor.month(month),
            ...(number % 5 === 0 ? [termFor.open] : []),
            termFor.author(`a${number % 400}`),
          ])
            put(term, key, []);
        }
        if (ready.length > 4000) await flushRows();
      }
    }
    for (const [term, row] of open) {
      close(term, row);
      if (ready.length > 4000) await flushRows();
    }
    await flushRows();
    await client.query(
      "insert into fulltext.cell (tenant_id, window_no, circle_id, dokumente) select $1, * from unnest($2::int[], $3::int[], $4::int[])",
      [tenant, cells.map(({ window }) => window), cells.map(({ circle }) => circle), cells.map(({ count }) => count)],
    );

    // Dokumente with their texts, four to an Akte.
    const uuid = (kind: string, number: number) =>
      `0190000${kind}-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
    const akten: { id: string; circle: number; unit: string }[] = [];
    const openAkten = new Map<string, { id: string; left: number }>();
    for (let from = 1; !filled && from <= dokumente; from += 5000) {
      const numbers = Array.from({ length: Math.min(5000, dokumente - from + 1) }, (_, at) => from + at);
      const akteIds = numbers.map((number) => {
        const place = `${circleOf(number)} ${unitOf(number)}`;
        const known = openAkten.get(place);
        if (known !== undefined && known.left > 0) {
          known.left--;
          return known.id;
        }
        const id = uuid("1", akten.length + 1);
        akten.push({ id, circle: circleOf(number), unit: unitOf(number) });
        openAkten.set(place, { id, left: 3 });
        return id;
      });
      const words = numbers.map((number) =>
        textWords(number, vocabulary.length).map((index) => vocabulary[index] as Entry),
      );
      await client.query(
        `insert into fulltext.dokument (tenant_id, number, dokument_id, akte_id, circle_id, fingerprint, plan_unit, aktenzeichen, akte_betreff,
           kind, file_kind, title, author, filename, media_type, filed_at, open, text, part_kind, splits, state, indexed_at)
         select $1, n, d::uuid, a::uuid, c, 'bench', u, u || '-2026-' || n, 'Akte ' || n, k, f, 'Dokument ' || n, 'A' || n % 400, n || '.pdf', m,
           now() - make_interval(mins => $2::int - n), n % 5 = 0, t, 'page', string_to_array(s, '|'), 'indexed', now()
         from unnest($3::int[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
           as x(n, d, a, c, u, k, f, m, t, s)`,
        [
          tenant,
          dokumente,
          numbers,
          numbers.map((number) => uuid("2", number)),
          akteIds,
          numbers.map(circleOf),
          numbers.map(unitOf),
          numbers.map(kindOf),
          numbers.map((number) => fileKindOf(mediaOf(number))),
          numbers.map(mediaOf),
          words.map((list) => list.map(({ text }) => text).join(" ")),
          words.map((list) => [...new Set(list.flatMap(({ split }) => split ?? []))].join("|")),
        ],
      );
    }
    for (let from = 0; from < akten.length; from += 20_000) {
      const some = akten.slice(from, from + 20_000);
      await client.query(
        `insert into records.akte (tenant_id, akte_id, plan_unit, year, number, aktenzeichen, betreff, aufbewahrungsdauer, aussonderungsart,
           opened_at, head_sequence, head_hash, circle_id)
         select $1, a::uuid, u, 2020, 1000000 + n, u || '-bench-' || n, 'Akte ' || n, 10, 'V', now(), 1, repeat('0', 64), c
         from unnest($2::text[], $3::int[], $4::text[], $5::int[]) as x(a, c, u, n) on conflict do nothing`,
        [
          tenant,
          some.map(({ id }) => id),
          some.map(({ circle }) => circle),
          some.map((akte) => akte.unit),
          some.map((_, at) => from + at),
        ],
      );
    }
    await client.query(
      "insert into fulltext.counter values ($1, $2) on conflict (tenant_id) do update set last_number = excluded.last_number",
      [tenant, dokumente],
    );
    for (const table of filled ? [] : ["fulltext.posting", "fulltext.dokument", "fulltext.cell", "records.akte"]) {
      await client.query(`vacuum (analyze) ${table}`);
    }
    await client.query("checkpoint");

    const wordAt = (rank: number) => (vocabulary[Math.min(rank, vocabulary.length - 1)] as Entry).text;
    const phrases: string[] = [];
    for (let number = dokumente; phrases.length < 40 && number > 0; number -= 97) {
      const list = textWords(number, vocabulary.length);
      const at = list.findIndex(
        (rank, index) => rank > 60 && rank < 3000 && (list[index + 1] ?? 0) > 60 && (list[index + 1] as number) < 3000,
      );
      if (at !== -1) phrases.push(`"${wordAt(list[at] as number)} ${wordAt(list[at + 1] as number)}"`);
    }
    return {
      dokumente,
      circles: circleCount,
      seen,
      bytes,
      seconds: (performance.now() - begun) / 1000,
      samples: {
        rare: Array.from({ length: 40 }, (_, at) => wordAt(Math.round(vocabulary.length * (0.5 + at / 100)))),
        middling: Array.from({ length: 40 }, (_, at) => wordAt(2000 + at * 50)),
        frequent: Array.from({ length: 20 }, (_, at) => wordAt(functionWords.length + at)),
        phrases,
        units: units.slice(0, 10),
      },
    };
  } finally {
    await client.end();
  }
}
