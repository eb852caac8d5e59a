import { demoPassword } from "../src/app/demo/index.ts";
import { Connection } from "./http-client.ts";
import { town } from "./journey.ts";
import { percentile, type Row, row } from "./rows.ts";
import { frequentTerms, pickTerms } from "./seed.ts";
import { hiddenField, UnexpectedAnswer, Visitor } from "./visitor.ts";

const desk = `/${town.slug}/amt`;

/** Signs somebody of the demo in, a caseworker where nobody is named. */
export async function signIn(connection: Connection, local = "kim.beispiel"): Promise<Visitor> {
  const visitor = new Visitor(connection);
  const html = await visitor.page(`${desk}/anmelden`);
  const form = new URLSearchParams({
    _csrf: hiddenField(html, "_csrf") ?? "",
    _submission: hiddenField(html, "_submission") ?? "",
    email: `${local}@${town.slug}.example`,
    passwort: demoPassword,
    password: demoPassword,
  });
  await visitor.send(`${desk}/anmelden`, form.toString());
  return visitor;
}

/** Milliseconds of each of `times` answers, once everything is warm. */
export async function timed(
  visitor: Visitor,
  paths: readonly string[],
  times: number,
  see: (html: string) => void,
): Promise<number[]> {
  const took: number[] = [];
  // The first ones warm up connections, plans and compiled code.
  for (let at = -20; at < times; at++) {
    const path = paths[Math.abs(at) % paths.length] as string;
    const begun = performance.now();
    const reply = await visitor.get(path);
    if (at >= 0) took.push(performance.now() - begun);
    if (reply.status !== 200) throw new UnexpectedAnswer(`${reply.status} ${path}`);
    see(reply.body.toString("utf8"));
  }
  return took;
}

const rowsOn = (html: string) => html.match(/<tr/g)?.length ?? 0;

/** p95 in milliseconds by name of the page, to compare sizes. */
export type DeskTimes = Readonly<Record<string, number>>;

/** Times the desk's lists as a signed-in caseworker gets them, beside `select 1` through the same server. */
export async function timeDesk(
  url: string,
  superuser: string,
  cases: number,
  limitMs: number,
  times: number,
): Promise<{ rows: Row[]; p95: DeskTimes }> {
  const connection = new Connection(url);
  const visitor = await signIn(connection);
  const { rare, middling } = await pickTerms(superuser, town.slug);
  const search = (words: string) => `${desk}/vorgaenge?suche=${encodeURIComponent(words)}`;
  const first = await visitor.page(`${desk}/aufgaben?reiter=offen`);
  const deep: string[] = [];
  for (let page = 0, html = first; page < 5; page++) {
    const next = /href="([^"]*[?&;]nach=[^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    if (next === undefined) break;
    deep.push(next);
    html = await visitor.page(next);
  }
  const pages: Record<string, readonly string[]> = {
    "task list": [`${desk}/aufgaben?reiter=offen`],
    ...(deep.length === 0 ? {} : { "task list, next page": [deep.at(-1) as string] }),
    "search, rare word": rare.map(search),
    "search, frequent word": frequentTerms.map(search),
    "search, two frequent words": [
      search(`${frequentTerms[0]} ${frequentTerms[1]}`),
      search(`${frequentTerms[0]} ${frequentTerms[3]}`),
    ],
    "search, frequent and middling word": middling.slice(0, 50).map((word) => search(`${frequentTerms[0]} ${word}`)),
  };
  const ping = await timed(visitor, ["/readyz"], times, () => undefined);
  const rows: Row[] = [];
  const p95: Record<string, number> = {};
  for (const [name, paths] of Object.entries(pages)) {
    if (paths.length === 0) continue;
    const counts: number[] = [];
    const took = await timed(visitor, paths, times, (html) => counts.push(rowsOn(html)));
    const label = `${name}, ${cases.toLocaleString("en")} cases`;
    p95[name] = percentile(took, 0.95);
    rows.push(
      row(
        `${label}: p50`,
        "ms",
        percentile(took, 0.5),
        percentile(ping, 0.5),
        `yardstick: select 1 through the same server; ${Math.max(0, percentile(counts, 0.5) - 1)} rows shown`,
      ),
      row(`${label}: p95`, "ms", p95[name], limitMs, "yardstick: the limit"),
    );
  }
  connection.close();
  return { rows, p95 };
}
