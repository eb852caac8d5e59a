import pg from "pg";
import { Connection } from "./http-client.ts";
import { town } from "./journey.ts";
import { percentile, type Row, row } from "./rows.ts";
import { hiddenField, UnexpectedAnswer, unexpected, Visitor } from "./visitor.ts";

/** Five weeks ahead are three quarters full; the rest of the appointments is history. */
const weeksAhead = 5;

/**
 * Fills the counters of a municipality up to `target` appointments, straight into the table: ten minutes each in the
 * opening hours of the mornings, the coming weeks with every fourth time free. Needs the superuser.
 */
async function seedAppointments(url: string, slug: string, target: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant: number; present: number; counters: number }>(
      `select t.tenant_id as tenant,
         (select count(*)::int from appointments.appointment a where a.tenant_id = t.tenant_id) as present,
         (select count(*)::int from appointments.counter c where c.tenant_id = t.tenant_id) as counters
       from tenants.tenant t where slug = $1`,
      [slug],
    );
    const facts = rows[0];
    if (facts === undefined || facts.counters === 0) throw new Error(`${slug} has no counters`);
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    const days = Math.ceil((target - facts.present) / (facts.counters * 27)) + 1;
    await client.query(
      `insert into appointments.appointment (tenant_id, appointment_id, counter_id, service_key, starts_at, ends_at, people,
         state, name, code_mac, language, ticket, booked_at, revision)
       select c.tenant_id, gen_random_uuid(), c.counter_id, 'abholung', s.start, s.start + interval '10 minutes', 1,
         case when s.start < now() then 'finished' else 'booked' end, 'Bench', md5(random()::text), 'de', 'T 1', now(), 0
       from appointments.counter c
       cross join lateral (
         select ((current_date + d)::timestamp + interval '8 hours' + n * interval '10 minutes') at time zone 'Europe/Berlin' as start, d, n
         from generate_series(${7 * weeksAhead}, ${7 * weeksAhead - days}, -1) as d cross join generate_series(0, 26) as n
       ) s
       where c.tenant_id = ${facts.tenant} and (s.d < 0 or (s.n + s.d + c.position) % 4 <> 0) and s.d not in (-14, 0)
         and not exists (select 1 from appointments.appointment a where a.tenant_id = c.tenant_id and a.counter_id = c.counter_id
           and tstzrange(a.starts_at, a.ends_at) && tstzrange(s.start, s.start + interval '10 minutes'))
       limit ${Math.max(0, target - facts.present)}`,
    );
    await client.query("vacuum (analyze) appointments.appointment");
    const { rows: counted } = await client.query<{ n: number }>(
      `select count(*)::int as n from appointments.appointment where tenant_id = ${facts.tenant}`,
    );
    return counted[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

interface Times {
  readonly search: number[];
  readonly hold: number[];
  readonly book: number[];
}

/** Somebody looks for a time, takes one of those that are free, and books it. */
async function bookOnce(visitor: Visitor, number: number, times: Times): Promise<void> {
  const path = `/${town.slug}/termine/abholung`;
  const day = new Date(Date.now() + (1 + (number % 28)) * 86_400_000).toISOString().slice(0, 10);
  const timed = async <T>(into: number[], work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await work();
    into.push(performance.now() - begun);
    return result;
  };
  const html = await timed(times.search, () => visitor.page(`${path}?ab=${day}`));
  const free = [...html.matchAll(/name="beginn" value="([^"]+)"/g)].map((match) => match[1] as string);
  const start = free[number % free.length];
  if (start === undefined) throw new UnexpectedAnswer(`no free time from ${day}`);
  const form = new URLSearchParams({
    _csrf: hiddenField(html, "_csrf") ?? "",
    personen: "1",
    beginn: start,
  });
  const held = await timed(times.hold, () => visitor.post(`${path}/zeit`, form.toString()));
  if (held.status !== 303) throw unexpected(`${path}/zeit`, held);
  const confirmPath = held.headers.location as string;
  const confirm = await visitor.page(confirmPath);
  const booking = new URLSearchParams({
    _csrf: hiddenField(confirm, "_csrf") ?? "",
    _submission: hiddenField(confirm, "_submission") ?? "",
    name: `Bench ${number}`,
    email: "",
    beginn: start,
    personen: "1",
  });
  await timed(times.book, () => visitor.send(confirmPath, booking.toString()));
}

/** Search and booking through the pages, beside `select 1` through the same server. */
export async function timeAppointments(url: string, superuser: string, target: number, times: number): Promise<Row[]> {
  const there = await seedAppointments(superuser, town.slug, target);
  const connection = new Connection(url);
  const ping: number[] = [];
  const took: Times = { search: [], hold: [], book: [] };
  const visitor = new Visitor(connection);
  for (let at = -20; at < times; at++) {
    const begun = performance.now();
    await visitor.get("/readyz");
    if (at >= 0) ping.push(performance.now() - begun);
  }
  // The first ones warm up connections, plans and compiled code. Everybody is somebody new.
  const warm: Times = { search: [], hold: [], book: [] };
  for (let at = 0; at < 20; at++) await bookOnce(new Visitor(connection), at, warm);
  for (let at = 0; at < times; at++) await bookOnce(new Visitor(connection), 20 + at, took);
  connection.close();
  const label = `at ${there.toLocaleString("en")} appointments`;
  const steps: readonly (readonly [string, number[]])[] = [
    [`appointments: search of a week, ${label}`, took.search],
    [`appointments: hold a time, ${label}`, took.hold],
    [`appointments: book it, ${label}`, took.book],
  ];
  return steps.flatMap(([name, values]) => [
    row(
      `${name}: p50`,
      "ms",
      percentile(values, 0.5),
      percentile(ping, 0.5),
      "yardstick: select 1 through the same server",
    ),
    row(`${name}: p95`, "ms", percentile(values, 0.95), 30, "yardstick: the limit"),
  ]);
}
