import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { baseWords } from "../src/modules/fulltext/model/base-words.ts";
import { keyOf, readDocs, readPlaces, windowSize } from "../src/modules/fulltext/model/postings.ts";
import { fileKindOf, splitsOf, termFor, termsOfDokument, termsOfWord } from "../src/modules/fulltext/model/terms.ts";
import { wordsOf } from "../src/modules/fulltext/model/words.ts";
import { termsOf } from "../src/modules/records/model/search-terms.ts";

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

/** Terms by number: a million Dokumente are counted in numbers, not in texts. */
class Terms {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.length;
    this.#numbers.set(name, number);
    this.names.push(name);
    return number;
  }
}

interface Entry {
  readonly text: string;
  readonly terms: readonly number[];
  readonly split: string | undefined;
}

/** A German vocabulary in the order of how often its words are used: function words, words of the town hall, compounds, names. */
function vocabularyOf(terms: Terms, random: () => number, size: number): readonly Entry[] {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const words: string[] = [...functionWords];
  const order = new Map(baseWords.map((word) => [word, random()]));
  const shuffled = baseWords.toSorted((a, b) => (order.get(a) as number) - (order.get(b) as number));
  for (const word of shuffled) words.push(capital(word));
  while (words.length < size) {
    const kind = random();
    if (kind < 0.45) words.push(capital(pick(baseWords)) + pick(["", "s", ""]) + pick(baseWords) + pick(endings));
    else if (kind < 0.6) words.push(capital(pick(baseWords)) + pick(endings));
    else if (kind < 0.95) words.push(capital(pick(syllables) + pick(closings) + pick(syllables) + pick(closings)));
    else words.push(String(Math.floor(random() * 90_000) + 100));
  }
  return words.map((text) => entryOf(terms, text));
}

function entryOf(terms: Terms, text: string): Entry {
  const list = wordsOf(text);
  const split = splitsOf(list, () => false)[0];
  const [word = "", ...parts] = (split ?? "").split(" ");
  const found = termsOfWord(list[0]?.folded ?? "", split === undefined ? new Map() : new Map([[word, parts]]));
  return { text, terms: found.map((term) => terms.of(term)), split };
}

/** How the filled town looks, for choosing what to ask. */
export interface SeededTown {
  readonly dokumente: number;
  readonly circles: number;
  /** Circles that the caseworker of the demo sees, of all. */
  readonly seen: number;
  readonly seconds: number;
  readonly postingBytes: number;
  /** The Akte with very many Dokumente. */
  readonly large: string;
  readonly samples: {
    readonly rare: readonly string[];
    readonly middling: readonly string[];
    readonly frequent: readonly string[];
    /** Words that stand in compounds above all. */
    readonly parts: readonly string[];
    readonly phrases: readonly string[];
    readonly units: readonly string[];
    readonly akten: readonly string[];
  };
}

/** Raised when the same number of Dokumente would be filled in another way: a folder that was kept is filled anew. */
const seedVersion = 1;

const circleCount = 200;
/** Kim Beispiel sees 60 of 200 circles, Sam Muster one. */
const seenCircles = 60;
const littleCircle = 1150;
const wordsEach = 110;
/** The first words are about as frequent as each other. */
const flat = 8;
/** One Dokument in fifty lies in the large Akte. */
const largeShare = 50;
const perAkte = 10;
const perLargeVorgang = 200;

const uuid = (kind: string, number: number) => `0190000${kind}-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
const largeAkte = uuid("4", 1);

/** Rows of a row of the index that grows, in the form in which the program writes them. */
class Growing {
  first = 0;
  last = 0;
  count = 0;
  docs = new Uint8Array(16);
  docsUsed = 0;
  places = new Uint8Array(16);
  placesUsed = 0;
  /** Of the Dokument that is being put in. */
  inDokument = 0;
  lastPlace = 0;

  place(value: number): void {
    if (this.placesUsed + 8 > this.places.length) this.places = larger(this.places);
    let rest = value - this.lastPlace;
    this.lastPlace = value;
    this.inDokument++;
    while (rest >= 0x80) {
      this.places[this.placesUsed++] = (rest & 0x7f) | 0x80;
      rest >>= 7;
    }
    this.places[this.placesUsed++] = rest;
  }

  dokument(key: number, weight: number): void {
    if (this.docsUsed + 16 > this.docs.length) this.docs = larger(this.docs);
    for (let rest = key - this.last; ; rest = Math.floor(rest / 0x80)) {
      this.docs[this.docsUsed++] = rest >= 0x80 ? (rest % 0x80) + 0x80 : rest;
      if (rest < 0x80) break;
    }
    for (let rest = weight; ; rest >>= 7) {
      this.docs[this.docsUsed++] = rest >= 0x80 ? (rest & 0x7f) | 0x80 : rest;
      if (rest < 0x80) break;
    }
    this.last = key;
    this.count++;
  }
}

function larger(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(bytes.length * 2);
  grown.set(bytes);
  return grown;
}

/** A file that PostgreSQL reads with COPY: the fastest way in. The server runs on this machine and as this user. */
class CopyFile {
  readonly #client: pg.Client;
  readonly #path: string;
  readonly #into: string;
  readonly #binary: boolean;
  #buffer = Buffer.allocUnsafe(8_000_000);
  #used = 0;
  #file: number | undefined;

  constructor(client: pg.Client, folder: string, into: string, binary: boolean) {
    this.#client = client;
    this.#path = join(folder, `bench-copy-${/^[\w.]+/.exec(into)?.[0]}`);
    this.#into = into;
    this.#binary = binary;
  }

  #room(bytes: number): void {
    if (this.#used + bytes <= this.#buffer.length) return;
    this.#flush();
    if (bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(bytes * 2);
  }

  #flush(): void {
    if (this.#file === undefined) {
      this.#file = openSync(this.#path, "w");
      if (this.#binary) writeSync(this.#file, Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1"));
    }
    writeSync(this.#file, this.#buffer, 0, this.#used);
    this.#used = 0;
  }

  /** A line of columns that hold no tabs, line ends or backslashes. */
  line(columns: readonly (string | number)[]): void {
    const text = `${columns.join("\t")}\n`;
    this.#room(text.length * 3);
    this.#used += this.#buffer.write(text, this.#used);
  }

  posting(tenant: number, term: string, row: Growing): void {
    this.#room(100 + term.length * 3 + row.docsUsed + row.placesUsed);
    const buffer = this.#buffer;
    let at = buffer.writeInt16BE(6, this.#used);
    at = buffer.writeInt32BE(4, at);
    at = buffer.writeInt32BE(tenant, at);
    const length = buffer.write(term, at + 4);
    at = buffer.writeInt32BE(length, at) + length;
    for (const key of [row.first, row.last]) {
      at = buffer.writeInt32BE(8, at);
      at = buffer.writeUInt32BE(Math.floor(key / 2 ** 32), at);
      at = buffer.writeUInt32BE(key % 2 ** 32, at);
    }
    at = buffer.writeInt32BE(row.docsUsed, at);
    buffer.set(row.docs.subarray(0, row.docsUsed), at);
    at = buffer.writeInt32BE(row.placesUsed, at + row.docsUsed);
    buffer.set(row.places.subarray(0, row.placesUsed), at);
    this.#used = at + row.placesUsed;
  }

  /** Lets PostgreSQL read what was written since. */
  async copy(): Promise<void> {
    if (this.#binary) {
      this.#room(2);
      this.#used = this.#buffer.writeInt16BE(-1, this.#used);
    }
    this.#flush();
    closeSync(this.#file as number);
    this.#file = undefined;
    await this.#client.query(`copy ${this.#into} from '${this.#path}'${this.#binary ? " (format binary)" : ""}`);
    rmSync(this.#path);
  }
}

/** Everything about one Dokument that does not need its words. */
interface Place {
  /** Number of its Akte from 0; -1: the large one. */
  readonly akte: number;
  /** Which Dokument of the Akte it is, from 0. */
  readonly at: number;
}

const kinds = ["antrag", "schreiben", "anlage", "bescheinigung"] as const;
const medias = ["application/pdf", "application/pdf", "text/plain", "text/html"] as const;
const dayMs = 86_400_000;
const firstDay = Date.UTC(2017, 10, 20);
const daysInAll = 3285;

/**
 * What a town of this size is made of, the same each time. Dokumente come in the order of filing and lie scattered over
 * their Akten, ten in each; one in fifty lies in one large Akte.
 */
class Town {
  readonly dokumente: number;
  readonly akten: number;
  readonly units: readonly string[];
  readonly terms = new Terms();
  readonly vocabulary: readonly Entry[];
  readonly #span: number;

  constructor(dokumente: number, units: readonly string[]) {
    this.dokumente = dokumente;
    this.akten = Math.ceil((dokumente - Math.floor(dokumente / largeShare)) / perAkte);
    this.units = units;
    this.vocabulary = vocabularyOf(this.terms, randomFrom(42), Math.max(30_000, Math.round(dokumente * 0.3)));
    this.#span = Math.log((this.vocabulary.length + flat) / flat);
  }

  #rank(random: number): number {
    // Zipf's law: the word of rank r is used about 1/r times as often as the first.
    return Math.min(this.vocabulary.length - 1, Math.floor(flat * Math.exp(random * this.#span) - flat));
  }

  /** Ranks of the words of a text. */
  text(number: number): Int32Array {
    const random = randomFrom(number * 7919 + 17);
    const ranks = new Int32Array(Math.floor(wordsEach * (0.4 + 1.2 * random())));
    for (let at = 0; at < ranks.length; at++) ranks[at] = this.#rank(random());
    return ranks;
  }

  /** Two words that mean something. */
  title(seed: number): readonly [number, number] {
    const random = randomFrom(seed);
    const one = () => Math.min(this.vocabulary.length - 1, functionWords.length + this.#rank(random()));
    return [one(), one()];
  }

  words(ranks: readonly number[]): string {
    return ranks.map((rank) => (this.vocabulary[rank] as Entry).text).join(" ");
  }

  placeOf(number: number): Place {
    const before = Math.floor(number / largeShare);
    if (number % largeShare === 0) return { akte: -1, at: before - 1 };
    const other = number - before - 1;
    // 7919 is prime: each Akte gets one before any gets its next.
    return { akte: (other * 7919) % this.akten, at: Math.floor(other / this.akten) };
  }

  akteId(akte: number): string {
    return akte === -1 ? largeAkte : uuid("1", akte + 1);
  }

  circle(akte: number): number {
    return akte === -1 ? 1000 : 1000 + Math.floor(randomFrom(akte * 31 + 5)() * circleCount);
  }

  unit(akte: number): string {
    return this.units[akte === -1 ? 0 : (akte * 37) % this.units.length] as string;
  }

  aktenzeichen(akte: number): string {
    return `${this.unit(akte)}-2018-${String(100_001 + akte).padStart(6, "0")}`;
  }

  betreff(akte: number): readonly [number, number] {
    return this.title(akte * 104_729 + 11);
  }

  filedAt(number: number): number {
    const exact = (number * daysInAll) / (this.dokumente + 1);
    // In working hours, so that the day is the same in Berlin and in UTC.
    return firstDay + Math.floor(exact) * dayMs + Math.floor(8 * 3_600_000 * (1 + (exact % 1)));
  }
}

const author = (number: number) => `A${number % 400}`;
const kindOf = (number: number) => kinds[number % 4] as string;
const mediaOf = (number: number) => medias[(number >> 2) % 4] as string;
const filename = "scan.pdf";
/** As `termsOfDokument` has it. */
const gap = 64;

type Log = (line: string) => void;

/** Rows of the index: window by window, in it circle by circle, as the keys run. @returns bytes of postings */
async function fillIndex(client: pg.Client, folder: string, tenant: number, town: Town, log: Log): Promise<number> {
  const { terms, vocabulary, dokumente } = town;
  const plain = (text: string) => wordsOf(text).map((word) => entryOf(terms, text.slice(word.from, word.to)).terms);
  const unitWords = new Map(town.units.map((unit) => [unit, plain(unit)]));
  const numberWords = new Map<string, readonly number[]>();
  const authorWords = Array.from({ length: 400 }, (_, n) => plain(author(n)));
  const fileWords = plain(filename);
  const yearWord = plain("2018")[0] as readonly number[];
  const property = (name: string) => terms.of(name);
  const all = property(termFor.all);
  const open = property(termFor.open);
  const unitTerms = new Map(
    town.units.map((unit) => [
      unit,
      unit.split(".").map((_, at, parts) => property(termFor.planUnit(parts.slice(0, at + 1).join(".")))),
    ]),
  );
  const growing: (Growing | undefined)[] = [];
  const seenIn: number[] = [];
  const postings = new CopyFile(
    client,
    folder,
    "fulltext.posting (tenant_id, term, first_key, last_key, docs, places)",
    true,
  );
  let bytes = 0;
  let current = 0;
  let currentKey = 0;
  let touched: Growing[] = [];

  const rowFor = (term: number): Growing => {
    let row = growing[term];
    if (row === undefined) {
      row = new Growing();
      row.first = currentKey;
      row.last = currentKey;
      growing[term] = row;
    } else if (seenIn[term] !== current && (row.count === 256 || row.placesUsed >= 16_384)) {
      postings.posting(tenant, terms.names[term] as string, row);
      bytes += row.docsUsed + row.placesUsed;
      row.first = currentKey;
      row.last = currentKey;
      row.count = 0;
      row.docsUsed = 0;
      row.placesUsed = 0;
    }
    if (seenIn[term] !== current) {
      seenIn[term] = current;
      row.inDokument = 0;
      row.lastPlace = 0;
      touched.push(row);
    }
    return row;
  };
  const cells = new CopyFile(client, folder, "fulltext.cell (tenant_id, window_no, circle_id, dokumente)", false);

  for (let from = 0; from <= dokumente; from += windowSize) {
    const byCircle = new Map<number, number[]>();
    for (let number = Math.max(1, from); number < Math.min(from + windowSize, dokumente + 1); number++) {
      const circle = town.circle(town.placeOf(number).akte);
      const list = byCircle.get(circle);
      if (list === undefined) byCircle.set(circle, [number]);
      else list.push(number);
    }
    for (const [circle, numbers] of [...byCircle].sort(([a], [b]) => a - b)) {
      cells.line([tenant, from / windowSize, circle, numbers.length]);
      for (const number of numbers) {
        current = number;
        currentKey = keyOf(circle, number);
        touched = [];
        let place = 0;
        const inTitle = new Set<Growing>();
        const add = (words: Iterable<readonly number[]>, title: boolean) => {
          for (const word of words) {
            for (const term of word) {
              const row = rowFor(term);
              if (title) inTitle.add(row);
              row.place(place);
            }
            place++;
          }
          place += gap;
        };
        const { akte } = town.placeOf(number);
        const unit = town.unit(akte);
        add(
          town.title(number * 613 + 7).map((rank) => (vocabulary[rank] as Entry).terms),
          true,
        );
        add(
          town.betreff(akte).map((rank) => (vocabulary[rank] as Entry).terms),
          false,
        );
        const akteNumber = town.aktenzeichen(akte).slice(-6);
        let numberWord = numberWords.get(akteNumber);
        if (numberWord === undefined) {
          numberWord = [terms.of(akteNumber)];
          numberWords.set(akteNumber, numberWord);
        }
        add([...(unitWords.get(unit) ?? []), yearWord, numberWord], false);
        add(fileWords, false);
        add(authorWords[number % 400] ?? [], false);
        for (const rank of town.text(number)) {
          for (const term of (vocabulary[rank] as Entry).terms) rowFor(term).place(place);
          place++;
        }
        const day = new Date(town.filedAt(number)).toISOString();
        for (const term of [
          all,
          ...(unitTerms.get(unit) ?? []),
          property(termFor.kind(kindOf(number))),
          property(termFor.fileKind(fileKindOf(mediaOf(number)))),
          property(termFor.year(day.slice(0, 4))),
          property(termFor.month(day.slice(0, 7))),
          property(termFor.author(author(number).toLowerCase())),
          ...(akte % 5 === 0 ? [open] : []),
        ])
          rowFor(term);
        for (const row of touched) row.dokument(currentKey, row.inDokument * 2 + (inTitle.has(row) ? 1 : 0));
      }
    }
    await postings.copy();
    log(`index: ${Math.min(from + windowSize, dokumente).toLocaleString("en")} documents`);
  }
  for (const [term, row] of growing.entries()) {
    if (row === undefined) continue;
    postings.posting(tenant, terms.names[term] as string, row);
    bytes += row.docsUsed + row.placesUsed;
  }
  await postings.copy();
  await cells.copy();
  return bytes;
}

/** Dokumente with their texts, in the index and in the E-Akte. */
async function fillDokumente(client: pg.Client, folder: string, tenant: number, town: Town, log: Log): Promise<void> {
  const { dokumente } = town;
  const texts = new CopyFile(
    client,
    folder,
    `fulltext.dokument (tenant_id, number, dokument_id, akte_id, circle_id, fingerprint, plan_unit, aktenzeichen, akte_betreff, kind,
      file_kind, title, author, filename, media_type, filed_at, open, text, part_kind, splits, state, indexed_at)`,
    false,
  );
  const filed = new CopyFile(
    client,
    folder,
    "records.dokument (tenant_id, dokument_id, vorgang_id, sequence, kind, title, author, filed_at)",
    false,
  );
  for (let from = 1; from <= dokumente; from += 100_000) {
    for (let number = from; number < Math.min(from + 100_000, dokumente + 1); number++) {
      const { akte, at } = town.placeOf(number);
      const title = town.title(number * 613 + 7);
      const betreff = town.betreff(akte);
      const ranks = town.text(number);
      const when = new Date(town.filedAt(number)).toISOString();
      const dokumentId = uuid("2", number);
      const splits = new Set<string>();
      for (const rank of [...title, ...betreff, ...ranks]) {
        const { split } = town.vocabulary[rank] as Entry;
        if (split !== undefined) splits.add(split);
      }
      const titleText = town.words(title);
      const media = mediaOf(number);
      const kind = kindOf(number);
      texts.line([
        tenant,
        number,
        dokumentId,
        town.akteId(akte),
        town.circle(akte),
        "bench",
        town.unit(akte),
        town.aktenzeichen(akte),
        town.words(betreff),
        kind,
        fileKindOf(media),
        titleText,
        author(number),
        filename,
        media,
        when,
        akte % 5 === 0 ? "t" : "f",
        town.words([...ranks]),
        "page",
        `{${[...splits].map((split) => `"${split}"`).join(",")}}`,
        "indexed",
        when,
      ]);
      const vorgang = akte === -1 ? uuid("5", Math.floor(at / perLargeVorgang) + 1) : uuid("3", akte + 1);
      filed.line([tenant, dokumentId, vorgang, at + 3, kind, titleText, author(number), when]);
    }
    await texts.copy();
    await filed.copy();
    log(`texts: ${Math.min(from + 99_999, dokumente).toLocaleString("en")} documents`);
  }
  await client.query(
    `insert into records.dokument_version (tenant_id, dokument_id, version, sha256, size_bytes, media_type, filename, made_at)
     select tenant_id, dokument_id, 1, repeat('b', 64), 1000 + number % 90000, media_type, filename, filed_at
     from fulltext.dokument where tenant_id = $1 order by number`,
    [tenant],
  );
}

/** Akten and their Vorgänge, with the words the list is searched by, and as many in each unit as the trigger would count. */
async function fillAkten(client: pg.Client, folder: string, tenant: number, town: Town): Promise<void> {
  const akten = new CopyFile(
    client,
    folder,
    `records.akte (tenant_id, akte_id, plan_unit, year, number, aktenzeichen, betreff, aufbewahrungsdauer, aussonderungsart, opened_at,
      zda_at, last_vorgang, head_sequence, head_hash, circle_id)`,
    false,
  );
  const vorgaenge = new CopyFile(
    client,
    folder,
    "records.vorgang (tenant_id, vorgang_id, akte_id, number, aktenzeichen, betreff, opened_at)",
    false,
  );
  const found = new CopyFile(client, folder, "records.akte_term (tenant_id, term, akte_id)", false);
  const inLarge = Math.floor(town.dokumente / largeShare);
  const when = new Date(firstDay).toISOString();
  for (let akte = -1; akte < town.akten; akte++) {
    const akteId = town.akteId(akte);
    const zeichen = town.aktenzeichen(akte);
    const betreff = town.words(town.betreff(akte));
    const count = akte === -1 ? Math.ceil(inLarge / perLargeVorgang) : 1;
    akten.line([
      tenant,
      akteId,
      town.unit(akte),
      2018,
      100_001 + akte,
      zeichen,
      betreff,
      10,
      "V",
      when,
      akte % 5 === 0 ? "\\N" : when,
      count,
      akte === -1 ? inLarge + 2 : perAkte + 2,
      "a".repeat(64),
      town.circle(akte),
    ]);
    for (let number = 1; number <= count; number++) {
      const vorgang = akte === -1 ? uuid("5", number) : uuid("3", akte + 1);
      vorgaenge.line([tenant, vorgang, akteId, number, `${zeichen}/${String(number).padStart(2, "0")}`, betreff, when]);
    }
    for (const term of new Set([...termsOf(betreff), ...termsOf(zeichen)])) found.line([tenant, term, akteId]);
  }
  await akten.copy();
  await vorgaenge.copy();
  await found.copy();
  // The trigger that counts new Akten is off while they are copied: the same figures, in one statement.
  await client.query("delete from records.plan_unit_count where tenant_id = $1", [tenant]);
  await client.query(
    `insert into records.plan_unit_count (tenant_id, plan_unit, circle_id, akten)
     select tenant_id, plan_unit, circle_id, count(*) from records.akte where tenant_id = $1 group by 1, 2, 3`,
    [tenant],
  );
  await client.query(
    `insert into records.history (tenant_id, akte_id, sequence, recorded_at, action, actor_kind, details, previous_hash, hash)
     select $1::int, $2::uuid, n, now(), 'dokument.abgelegt', 'system', '{"title": "Dokument"}', repeat('a', 64), repeat('a', 64)
     from generate_series(1, $3::int) as n`,
    [tenant, largeAkte, inLarge + 2],
  );
}

/** What the program itself would write of some Dokumente is compared with what stands in the index. */
async function compare(client: pg.Client, tenant: number, dokumente: number): Promise<void> {
  const numbers = Array.from({ length: 12 }, (_, at) => 1 + Math.floor((at * (dokumente - 1)) / 11));
  const { rows } = await client.query(
    `select number, circle_id, title, filename, aktenzeichen, akte_betreff, author, plan_unit, kind, media_type, filed_at, open, text, splits
     from fulltext.dokument where tenant_id = $1 and number = any($2::int[])`,
    [tenant, numbers],
  );
  if (rows.length !== new Set(numbers).size) throw new Error("the index lacks Dokumente");
  for (const row of rows) {
    const key = keyOf(row.circle_id, row.number);
    const terms = termsOfDokument({
      ...row,
      akteBetreff: row.akte_betreff,
      planUnit: row.plan_unit,
      mediaType: row.media_type,
      filedAt: row.filed_at,
    });
    for (const [term, { places, inTitle }] of terms) {
      const { rows: chunks } = await client.query(
        `select first_key, docs, places from fulltext.posting where tenant_id = $1 and term = $2 and first_key <= $3::bigint
         order by first_key desc limit 1`,
        [tenant, term, key],
      );
      const [chunk] = chunks;
      const docs = chunk && readDocs(Number(chunk.first_key), chunk.docs);
      const at = docs?.keys.indexOf(key) ?? -1;
      const there = docs && readPlaces(docs, chunk.places, (one) => one === key).get(key);
      if (at === -1 || (((docs?.weights[at] as number) & 1) === 1) !== inTitle || there?.join() !== places.join())
        throw new Error(`Dokument ${row.number}: ${term} is not as the program writes it`);
    }
  }
}

/** Indexes and keys of tables that are filled from nothing are made anew afterwards: cheaper than row by row. */
async function withoutIndexes(client: pg.Client, tables: readonly string[], log: Log, fill: () => Promise<void>) {
  const { rows } = await client.query<{ drop: string; make: string; name: string }>(
    `select c.relname as name, case when k.oid is null then format('drop index %s', i.indexrelid::regclass)
         else format('alter table %s drop constraint %I', i.indrelid::regclass, k.conname) end as drop,
       case when k.oid is null then pg_get_indexdef(i.indexrelid)
         else format('alter table %s add constraint %I %s', i.indrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) end as make
     from pg_index i join pg_class c on c.oid = i.indexrelid left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
     where i.indrelid = any($1::regclass[])`,
    [tables],
  );
  for (const { drop } of rows) await client.query(drop);
  try {
    await fill();
  } finally {
    for (const { make, name } of rows) {
      await client.query(make);
      log(`index ${name} made`);
    }
  }
}

const markOf = (folder: string) => join(folder, "bench-town.json");

/**
 * Fills a town with Akten, Dokumente and their full text, straight into the tables and in the form in which the program
 * itself writes them (a dozen are compared). They lie in 200 circles of named persons: Kim Beispiel is let into 60 of
 * them, Sam Muster into one. A folder that is kept is filled once.
 */
export async function seedTown(
  url: string,
  folder: string,
  slug: string,
  dokumente: number,
  log: Log = (line) => console.log(`    ${line}`),
): Promise<SeededTown> {
  if (existsSync(markOf(folder))) {
    const kept = JSON.parse(readFileSync(markOf(folder), "utf8")) as SeededTown & { readonly version: number };
    if (kept.version === seedVersion && kept.dokumente === dokumente) return { ...kept, seconds: 0 };
    throw new Error(`${folder} was filled in another way: take an empty one`);
  }
  const begun = performance.now();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '1GB'",
    );
    const { rows } = await client.query<{ tenant: number; kim: string; sam: string }>(
      `select t.tenant_id as tenant,
         (select staff_id from accounts.staff s where s.tenant_id = t.tenant_id and email like 'kim.beispiel@%') as kim,
         (select staff_id from accounts.staff s where s.tenant_id = t.tenant_id and email like 'sam.muster@%') as sam
       from tenants.tenant t where slug = $1`,
      [slug],
    );
    const { tenant, kim, sam } = rows[0] as { tenant: number; kim: string; sam: string };
    const { rows: units } = await client.query<{ plan_unit: string }>(
      "select plan_unit from records.plan_unit where tenant_id = $1 and takes_akten order by 1",
      [tenant],
    );
    const town = new Town(
      dokumente,
      units.map(({ plan_unit }) => plan_unit),
    );
    log(`vocabulary of ${town.vocabulary.length.toLocaleString("en")} words`);
    // What a run that was stopped has left behind, and what the demo has indexed: numbers begin anew.
    for (const table of ["posting", "cell", "dokument", "word", "waiting", "counter"])
      await client.query(`delete from fulltext.${table} where tenant_id = $1`, [tenant]);
    for (const [table, key] of [
      ["dokument_version", "dokument_id"],
      ["dokument", "dokument_id"],
      ["akte_term", "akte_id"],
      ["history", "akte_id"],
      ["vorgang", "akte_id"],
      ["akte", "akte_id"],
    ])
      await client.query(
        `delete from records.${table} where tenant_id = $1 and ${key} >= '01900001-0000-7000-8000-000000000000' and ${key} < '01900006-0000-7000-8000-000000000000'`,
        [tenant],
      );
    await client.query(
      `insert into records.circle (tenant_id, circle_id, scope, vertraulichkeit, access_key)
       select $1::int, 1000 + n, 'benannte', '003', 'bench ' || n from generate_series(0, $2::int - 1) n on conflict do nothing`,
      [tenant, circleCount],
    );
    await client.query(
      `insert into records.circle_grant (tenant_id, grantee_id, circle_id, grantee_kind, grantee_name, may_work)
       select $1::int, $2::uuid, 1000 + n, 'person', 'Kim Beispiel', true from generate_series(0, $3::int - 1) n
       union all select $1::int, $4::uuid, $5::int, 'person', 'Sam Muster', true on conflict do nothing`,
      [tenant, kim, seenCircles, sam, littleCircle],
    );
    await fillAkten(client, folder, tenant, town);
    log(`${town.akten.toLocaleString("en")} Akten`);
    let postingBytes = 0;
    await withoutIndexes(client, ["fulltext.dokument", "fulltext.posting"], log, async () => {
      await fillDokumente(client, folder, tenant, town, log);
      postingBytes = await fillIndex(client, folder, tenant, town, log);
    });
    await client.query("insert into fulltext.counter values ($1, $2)", [tenant, dokumente]);
    for (const table of [
      "fulltext.posting",
      "fulltext.dokument",
      "fulltext.cell",
      "records.akte",
      "records.vorgang",
      "records.dokument",
      "records.dokument_version",
      "records.history",
      "records.akte_term",
      "records.plan_unit_count",
      "records.circle",
      "records.circle_grant",
    ])
      await client.query(`vacuum (analyze) ${table}`);
    await client.query("checkpoint");
    await compare(client, tenant, dokumente);

    const wordAt = (rank: number) => (town.vocabulary[Math.min(rank, town.vocabulary.length - 1)] as Entry).text;
    const phrases: string[] = [];
    for (let number = dokumente; phrases.length < 40 && number > 0; number -= 97) {
      const list = town.text(number);
      const at = list.findIndex(
        (rank, index) => rank > 60 && rank < 3000 && (list[index + 1] ?? 0) > 60 && (list[index + 1] as number) < 3000,
      );
      if (at !== -1) phrases.push(`"${wordAt(list[at] as number)} ${wordAt(list[at + 1] as number)}"`);
    }
    const seeded: SeededTown = {
      dokumente,
      circles: circleCount,
      seen: seenCircles,
      postingBytes,
      seconds: (performance.now() - begun) / 1000,
      large: largeAkte,
      samples: {
        rare: Array.from({ length: 40 }, (_, at) => wordAt(Math.round(town.vocabulary.length * (0.5 + at / 100)))),
        middling: Array.from({ length: 40 }, (_, at) => wordAt(2000 + at * 50)),
        frequent: Array.from({ length: 20 }, (_, at) => wordAt(functionWords.length + at)),
        // Late words of the list are rare by themselves and stand in many compounds.
        parts: Array.from({ length: 20 }, (_, at) => wordAt(functionWords.length + baseWords.length - 1 - at)),
        phrases,
        units: town.units.slice(0, 10),
        akten: Array.from({ length: 5000 }, (_, at) => at * 17)
          .filter((akte) => akte < town.akten && town.circle(akte) < 1000 + seenCircles)
          .slice(0, 50)
          .map((akte) => town.akteId(akte)),
      },
    };
    writeFileSync(markOf(folder), JSON.stringify({ version: seedVersion, ...seeded }));
    return seeded;
  } finally {
    await client.end();
  }
}
