import pg from "pg";
import { demoPassword } from "../src/app/demo/index.ts";
import { demoIban } from "../src/app/demo/treasury.ts";
import { formatReference, newReference } from "../src/modules/payments/model/reference.ts";
import { statementFile, type TestEntry } from "../src/standards/camt/testing/statement-xml.ts";
import { town } from "./journey.ts";
import { memoryMb } from "./program.ts";
import { type Row, row } from "./rows.ts";
import { hiddenField } from "./visitor.ts";

const claims = 5000;

/** Opens claims straight in the tables. @returns their references */
async function seedClaims(client: pg.Client): Promise<readonly string[]> {
  const references = Array.from({ length: claims }, () => newReference());
  await client.query("set session_replication_role = replica; set synchronous_commit = off");
  const facts = `(select tenant_id from tenants.tenant where slug = '${town.slug}')`;
  await client.query(
    `with opened as (
       insert into payments.account (tenant_id, account_id, reference, purpose_de, purpose_en, payer_name, payer_key, opened_at, idempotency_key)
       select ${facts}, uuidv7(), r.reference, 'Gebühr', 'Fee', 'Bench ' || r.n, 'bench ' || r.n, now(), 'bench:' || r.reference
       from unnest($1::text[]) with ordinality as r (reference, n) returning tenant_id, account_id)
     insert into payments.entry (tenant_id, entry_id, account_id, kind, debit, credit, amount_cents, line_key, label_de, label_en, source,
       booked_on, recorded_at, recorded_by, idempotency_key)
     select tenant_id, uuidv7(), account_id, 'charge', 'claim', 'revenue', 4600, 'card', 'Ausweis', 'Card', '§ 1', current_date, now(), 'bench',
       'bench:' || account_id from opened`,
    [references],
  );
  await client.query("analyze payments.account; analyze payments.entry");
  return references;
}

/** The least that has to be written: the rows of an import, each table in one statement. */
async function timeBareInsert(client: pg.Client, rows: number): Promise<number> {
  for (const table of ["booking", "entry"]) {
    await client.query(`create temp table bare_${table} (like payments.${table} including indexes)`);
  }
  await client.query("set session_replication_role = origin; set synchronous_commit = on");
  const begun = performance.now();
  await client.query("begin");
  await client.query(
    `insert into bare_booking (tenant_id, booking_id, statement_id, booking_key, line, direction, amount_cents, booked_on, remittance, returned)
     select 1, uuidv7(), uuidv7(), md5(n::text), n, 'credit', 4600, current_date, 'x', false from generate_series(1, ${rows}) as n`,
  );
  await client.query(
    `insert into bare_entry (tenant_id, entry_id, account_id, kind, debit, credit, amount_cents, source, booked_on, recorded_at, recorded_by, idempotency_key)
     select 1, uuidv7(), uuidv7(), 'payment', 'bank', 'claim', 4600, 'x', current_date, now(), 'x', 'bare:' || n from generate_series(1, ${rows}) as n`,
  );
  await client.query("commit");
  return performance.now() - begun;
}

/** Half of the entries name a claim, a quarter is of somebody unknown, a quarter pays a claim a second time. */
function entriesFor(references: readonly string[], rows: number): readonly TestEntry[] {
  return Array.from({ length: rows }, (_, index): TestEntry => {
    const reference = references[index % references.length] ?? "";
    const known = index < references.length || index % 2 === 0;
    return {
      amountCents: 4600,
      text: known ? `Gebühr ${formatReference(reference)}` : `Miete ${index}`,
      name: `Konto ${index}`,
      reference: `BENCH${index}`,
    };
  });
}

/** Signs in and sends a file as the desk's page does. */
async function upload(url: string, file: Uint8Array): Promise<number> {
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${url}${path}`, { redirect: "manual", ...init, headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const pair = line.slice(0, line.indexOf(";"));
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return answer;
  };
  const hidden = (html: string) => ({
    _csrf: hiddenField(html, "_csrf") ?? "",
    _submission: hiddenField(html, "_submission") ?? "",
  });
  const desk = `/${town.slug}/amt`;
  const signInPage = await (await ask(`${desk}/anmelden`)).text();
  const credentials = { email: `kim.beispiel@${town.slug}.example`, passwort: demoPassword, password: demoPassword };
  await ask(`${desk}/anmelden`, {
    method: "POST",
    body: new URLSearchParams({ ...hidden(signInPage), ...credentials }),
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(hidden(await (await ask(`${desk}/zahlungen/auszuege`)).text()))) {
    form.set(name, value);
  }
  form.set("datei", new Blob([Buffer.from(file)], { type: "text/xml" }), "auszug.xml");
  const begun = performance.now();
  const answer = await ask(`${desk}/zahlungen/auszuege`, { method: "POST", body: form });
  const took = performance.now() - begun;
  if (answer.status !== 303) throw new Error(`${answer.status}: ${(await answer.text()).slice(0, 400)}`);
  return took;
}

/** Import of one statement through the desk's page: time and the most memory that the program took above its start. */
export async function timeImport(web: { url: string; pid: number }, superuser: string, rows: number): Promise<Row[]> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  try {
    const references = await seedClaims(client);
    // A small one first: plans and compiled code.
    await upload(web.url, statementFile({ id: `WARM-${Date.now()}`, iban: demoIban, entries: [{ amountCents: 100 }] }));
    const file = statementFile({ id: `BENCH-${Date.now()}`, iban: demoIban, entries: entriesFor(references, rows) });
    const before = memoryMb(web.pid);
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, memoryMb(web.pid));
    }, 100);
    const took = await upload(web.url, file);
    clearInterval(watch);
    const bare = await timeBareInsert(client, rows);
    const again = await upload(web.url, file);
    const size = (file.length / 1024 ** 2).toFixed(1);
    return [
      row(
        `camt.053 of ${rows.toLocaleString("en")} entries`,
        "ms",
        took,
        bare,
        `yardstick: the same rows written to bare copies of the tables; file of ${size} MB, upload to answer`,
      ),
      row(
        "memory above start while it is taken over",
        "MB",
        most - before,
        Number(size),
        "yardstick: size of the file",
      ),
      row("the same statement again, which changes nothing", "ms", again, bare, "yardstick: as above"),
    ];
  } finally {
    await client.end();
  }
}
