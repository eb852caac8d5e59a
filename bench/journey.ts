import { founders, registrationOf } from "../src/app/demo/founders.ts";
import { dayInBerlin } from "../src/kernel/index.ts";
import { hiddenField, UnexpectedAnswer, unexpected, type Visitor } from "./visitor.ts";

/** The municipality that the benchmarks run in. */
export const town = { slug: "paderborn", name: "Paderborn", postcode: "33098" } as const;

type Answers = Record<string, string | readonly string[]>;

/** Sole traders without a craft: they see every page that everybody sees. */
const soleTraders: readonly Answers[] = founders
  .filter((founder) => founder.legalForm === undefined && !founder.kind.includes("handwerk"))
  .map((founder) => registrationOf(founder, town, dayInBerlin(new Date())));

/** What the founder `number` types. */
export function answersOf(number: number): Answers {
  return soleTraders[number % soleTraders.length] as Answers;
}

/** What is typed on a page does not change between two visitors with equal answers, so it is put together once. */
const bodies = new Map<string, string>();

function bodyOf(founder: number, section: string, html: string): string {
  const key = `${founder % soleTraders.length}:${section}`;
  let body = bodies.get(key);
  if (body === undefined) {
    const answers = answersOf(founder);
    const names = new Set(
      [...html.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map((match) => match[1] as string),
    );
    const pairs: [string, string][] = [];
    for (const name of names) {
      const value = answers[name];
      if (value === undefined) continue;
      for (const one of typeof value === "string" ? [value] : value) pairs.push([name, one]);
    }
    body = new URLSearchParams(pairs).toString();
    bodies.set(key, body);
  }
  return body;
}

function withToken(html: string, body: string): string {
  const token = hiddenField(html, "_csrf");
  if (token === undefined) throw new UnexpectedAnswer("a page without a form");
  const key = hiddenField(html, "_submission") ?? "";
  return `_csrf=${encodeURIComponent(token)}&_submission=${key}${body === "" ? "" : `&${body}`}`;
}

/** Sends a page; where an answer brings up further questions on it, it comes back and is sent again, as without JavaScript. */
async function answerPage(
  visitor: Visitor,
  path: string,
  form: string,
  bodyFor: (html: string, round: number) => string,
): Promise<string> {
  let shown = form;
  for (let round = 1; ; round++) {
    const reply = await visitor.post(path, withToken(shown, bodyFor(shown, round)));
    if (reply.status === 303) return reply.headers.location as string;
    if ((reply.status !== 200 && reply.status !== 422) || round === 3) throw unexpected(path, reply);
    const html = reply.body.toString("latin1");
    shown = html.slice(Math.max(0, html.indexOf('id="antrag"')));
  }
}

/** The last step of an application: everything is typed, it only has to be sent. */
export interface ReadyToSend {
  readonly draftId: string;
  readonly path: string;
  readonly body: string;
}

const service = `/${town.slug}/leistungen/gewerbe-anmelden`;

/**
 * From the service page to the overview: every page is fetched, filled in as a person would, and sent.
 * @throws UnexpectedAnswer, ConnectionLost
 */
export async function fillIn(visitor: Visitor, founder: number): Promise<ReadyToSend> {
  const start = await visitor.page(service);
  const begin = start.indexOf("/beginnen");
  if (begin === -1) throw new UnexpectedAnswer("the service page does not start anything");
  let path = await visitor.send(`${service}/beginnen`, withToken(start.slice(begin), ""));
  const draftId = (path.split("/")[3] as string).split("?")[0] as string;
  for (let pages = 0; pages < 40; pages++) {
    const html = await visitor.page(path);
    const section = path.slice(path.lastIndexOf("/") + 1);
    // The head of a page may hold a form of its own; the application's comes after its id.
    const form = html.slice(Math.max(0, html.indexOf('id="antrag"')));
    if (section === "pruefen") {
      const ticks = [
        ...html.matchAll(/name="erklaerung"[^>]* value="([^"]+)"|value="([^"]+)"[^>]* name="erklaerung"/g),
      ].map((match) => `erklaerung=${match[1] ?? match[2]}`);
      return { draftId, path, body: withToken(form, [...new Set(ticks), "email="].join("&")) };
    }
    path = await answerPage(visitor, path, form, (shown, round) => bodyOf(founder, `${section}:${round}`, shown));
  }
  throw new UnexpectedAnswer("the form has no end");
}

/** Aktenzeichen on the page that confirms the receipt. */
export function aktenzeichenOn(html: string): string {
  const found = /\d{2}(?:\.\d{2})+-\d{4}-\d{5,}\/\d{2}/.exec(html)?.[0];
  if (found === undefined) throw new UnexpectedAnswer("the confirmation names no Aktenzeichen");
  return found;
}

/** A whole journey. @returns the Aktenzeichen that the confirmation shows */
export async function wholeJourney(visitor: Visitor, founder: number): Promise<string> {
  const ready = await fillIn(visitor, founder);
  return aktenzeichenOn(await visitor.page(await visitor.send(ready.path, ready.body)));
}
