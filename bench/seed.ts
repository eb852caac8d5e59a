import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** Words that look like German ones, the lower the rank the more often chosen: as with names, few are common and many rare. */
const words = `
  create or replace function pg_temp.word(rank double precision, salt integer) returns text language sql immutable as $$
    select (array['ba','be','bro','da','do','fe','fri','ga','gre','ha','hei','ja','ka','kle','kö','la','li','ma','mü','na','no','pa','re','sa','schu','stei','ta','wa','we','zi'])[1 + (rank::bigint * 7 + salt) % 30]
        || (array['ber','cke','der','ffe','gel','hn','ke','ller','ma','nn','pe','r','sch','ss','st','te','ter','tz','v','wig','xe','y','z','b','ck','d','gg','l','n','rt'])[1 + (rank::bigint / 30) % 30]
        || (array['a','au','bach','berg','e','el','en','er','feld','hof','i','ich','ing','isch','mann','o','ow','sen','stein','u','wald','y','ski','lein'])[1 + (rank::bigint / 900) % 24]
  $$`;

/** Words that stand in a tenth of all cases up to every one. */
export const frequentTerms = ["handel", "verkauf", "musterhausen", "reparatur"] as const;

/**
 * Fills a municipality up to `target` cases, straight into the tables: each with answers, a task, a history entry and
 * some fifteen search terms, copied from a case that was really sent and given words of its own. One in sixteen is
 * open, one in fifty waits. Needs the superuser, because triggers and keys are left out while loading.
 */
export async function seedCases(
  url: string,
  slug: string,
  target: number,
): Promise<{ added: number; seconds: number }> {
  const begun = performance.now();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant: number; present: number; staff: string }>(
      `select t.tenant_id as tenant, (select count(*)::int from cases.case c where c.tenant_id = t.tenant_id) as present,
         (select staff_id from accounts.staff s where s.tenant_id = t.tenant_id order by email limit 1 offset 1) as staff
       from tenants.tenant t where slug = $1`,
      [slug],
    );
    const facts = rows[0];
    if (facts === undefined) throw new Error(`there is no municipality ${slug}`);
    const added = target - facts.present;
    if (added <= 0) return { added: 0, seconds: 0 };
    const { tenant } = facts;
    await client.query(
      "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '512MB'",
    );
    await client.query(words);

    // Indexes that are no keys are made anew afterwards: cheaper than keeping them up row by row.
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select n.nspname || '.' || c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
       where i.indrelid in ('cases.case'::regclass, 'cases.task'::regclass, 'cases.history'::regclass, 'cases.search_term'::regclass)
         and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
    );
    for (const index of indexes) await client.query(`drop index ${index.name}`);

    await client.query(
      `create temp table seeded as
       select n, uuidv7(make_interval(secs => -60 * (${added} - n) * least(1, 525600.0 / ${added}))) as case_id,
         now() - make_interval(secs => 60 * (${added} - n) * least(1, 525600.0 / ${added})) as received_at,
         1000000 + n + ${facts.present} as number,
         pg_temp.word(floor(21600 * power(random(), 2.5)), 1) as family, pg_temp.word(floor(600 * power(random(), 2)), 5) as given,
         pg_temp.word(floor(21600 * power(random(), 3)), 11) as business, pg_temp.word(floor(21600 * power(random(), 3)), 13) as activity,
         pg_temp.word(floor(9000 * power(random(), 1.5)), 17) || 'straße' as street, 1 + floor(150 * power(random(), 2))::int as house,
         case when random() < 0.4 then 'handel' end as word1, case when random() < 0.3 then 'verkauf' end as word2,
         case when random() < 0.1 then 'reparatur' end as word3,
         case when p < 0.0625 then 'open' when p < 0.0825 then 'waiting' else 'done' end as state
       from (select n, random() as p from generate_series(1, ${added}) as n offset 0) as numbered`,
    );
    const template = `(select * from cases.case where tenant_id = ${tenant} and leistung_id = 'gewerbe-anmelden' and status = 'open' order by case_id limit 1)`;
    await client.query(
      `insert into cases.case (tenant_id, case_id, leistung_id, leistung_version, form_hash, answers, subject_name, language, mailbox_id, akte_id,
         vorgang_id, aktenzeichen, process_id, process_state, variables, status, received_at, due_on, deadline, deadline_met_at, closed_at, row_version, submission_key)
       select ${tenant}, s.case_id, t.leistung_id, t.leistung_version, t.form_hash,
         t.answers || jsonb_build_object('inhaber.familienname', initcap(s.family), 'inhaber.vornamen', initcap(s.given),
           'geschaeftsbezeichnung', initcap(s.business) || ' ' || initcap(s.family), 'wohnung.strasse', initcap(s.street), 'wohnung.hausnummer', s.house::text),
         initcap(s.business) || ' ' || initcap(s.family), t.language, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
         '32.40-2025-' || s.number || '/01', t.process_id, t.process_state, t.variables, s.state, s.received_at,
         case when s.state = 'done' then s.received_at::date + 3 else current_date - 10 + (s.n % 30)::int end, t.deadline,
         case when s.state = 'done' then s.received_at + interval '1 day' end, case when s.state = 'done' then s.received_at + interval '1 day' end,
         1, s.case_id::text
       from seeded s cross join ${template} t order by s.n`,
    );
    await client.query(
      `insert into cases.task (tenant_id, task_id, case_id, token_id, node_id, leistung_id, name_de, name_en, duty, outcomes, form, state, opened_at,
         due_on, assignee, assignee_name, done_at, done_by_name, outcome)
       select ${tenant}, uuidv7(make_interval(secs => -60 * (${added} - s.n) * least(1, 525600.0 / ${added}))), s.case_id, t.token_id, t.node_id,
         t.leistung_id, t.name_de, t.name_en, t.duty, t.outcomes, t.form, s.state, s.received_at,
         case when s.state = 'done' then s.received_at::date + 3 else current_date - 10 + (s.n % 30)::int end,
         case when s.n % 10 = 0 then '${facts.staff}'::uuid end, case when s.n % 10 = 0 then 'Kim Beispiel' end,
         case when s.state = 'done' then s.received_at + interval '1 day' end, case when s.state = 'done' then 'Kim Beispiel' end,
         case when s.state = 'done' then 'vollstaendig' end
       from seeded s cross join (select * from cases.task where tenant_id = ${tenant} and case_id = (select case_id from ${template} c) limit 1) t order by s.n`,
    );
    await client.query(
      `insert into cases.history (tenant_id, history_id, case_id, action, actor_kind, text_de, text_en, citizen_text_de, citizen_text_en, details, case_version, at)
       select ${tenant}, uuidv7(make_interval(secs => -60 * (${added} - s.n) * least(1, 525600.0 / ${added}))), s.case_id, 'cases.opened', 'citizen',
         'Eingegangen', 'Received', 'Ihr Antrag ist bei uns eingegangen.', 'We have received your application.', '{"documents": 1}', 1, s.received_at
       from seeded s order by s.n`,
    );
    await client.query(
      `insert into cases.search_term (tenant_id, term, case_id)
       select distinct ${tenant}, translate(term, 'öüß', 'ous'), case_id from seeded s cross join lateral unnest(array['32.40-2025-' || s.number || '/01',
         s.number::text, s.family, s.given, s.business, s.activity, s.street, s.house::text, s.word1, s.word2, s.word3, 'musterhausen', 'paderborn', 'und', 'mit']) as term
       where term is not null order by 2, 3`,
    );
    for (const index of indexes) await client.query(index.definition);
    await client.query("drop table seeded");
    for (const name of ["cases.case", "cases.task", "cases.history", "cases.search_term"])
      await client.query(`vacuum (analyze) ${name}`);
    await client.query("checkpoint");
    return { added, seconds: (performance.now() - begun) / 1000 };
  } finally {
    await client.end();
  }
}

/** Words of the stored cases: some that stand in one or two of them, and some that stand in about one in a thousand. */
export async function pickTerms(url: string, slug: string): Promise<{ rare: string[]; middling: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const pick = async (least: number, most: number) => {
      const { rows } = await client.query<{ term: string }>(
        `select term from (select term, count(*) as n from cases.search_term
           where tenant_id = (select tenant_id from tenants.tenant where slug = $1) and term ~ '^[a-z]{5,}$' group by term) t
         where n between $2 and $3 order by md5(term) limit 100`,
        [slug, least, most],
      );
      return rows.map(({ term }) => term);
    };
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from cases.case where tenant_id = (select tenant_id from tenants.tenant where slug = $1)",
      [slug],
    );
    const thousandth = (rows[0]?.n ?? 0) / 1000;
    return { rare: await pick(1, 2), middling: await pick(Math.max(2, thousandth / 2), Math.max(20, thousandth * 2)) };
  } finally {
    await client.end();
  }
}

/** Makes the folders that so many documents leave in a store: whoever stores the next one seldom makes a new one. */
export function seedFolders(store: string, documents: number): void {
  const folders = new Set<string>();
  for (let number = 0; number < documents; number++) {
    const address = createHash("sha256").update(String(number)).digest("hex");
    folders.add(join(address.slice(0, 2), address.slice(2, 4)));
  }
  for (const folder of folders) mkdirSync(join(store, folder), { recursive: true, mode: 0o700 });
}
