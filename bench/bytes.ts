import { gzipSync } from "node:zlib";
import { Connection, type Reply } from "./http-client.ts";
import { fillIn, town } from "./journey.ts";
import { type Row, row } from "./rows.ts";
import { unexpected, Visitor } from "./visitor.ts";

const limits = { pageKb: 60, scriptKb: 15 } as const;
const accept = "Accept-Encoding: gzip, br\r\n";

function assetsOf(html: string, css: string): string[] {
  const linked = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+|\/[^"]+\.(?:css|js|svg|woff2)(?:\?[^"]*)?)"/g)].map(
    (match) => match[1] as string,
  );
  // Fonts without a unicode-range, or whose range holds ASCII, are fetched on every page; the others only where a letter needs them.
  const fonts = [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)]
    .map((match) => match[1] as string)
    .filter((face) => !/unicode-range/.test(face) || /U\+(?:0{0,3}20|0+)\b|U\+0{0,4}[0-7][0-9A-F]?-/i.test(face))
    .map((face) => /url\(["']?([^"')]+)/.exec(face)?.[1])
    .filter((font) => font !== undefined);
  return [...new Set([...linked, ...fonts.map((font) => new URL(font, "http://x/assets/x.css").pathname)])];
}

/** What a browser loads for each page of the journey on a first visit, as the server sends it. */
export async function weighPages(url: string): Promise<Row[]> {
  const connection = new Connection(url);
  const pages: string[] = [];
  const visitor = new Visitor(connection, (path, reply) => {
    if (reply.status === 200 && !pages.includes(path)) pages.push(path);
  });
  const ready = await fillIn(visitor, 0);

  const cache = new Map<string, Promise<Reply>>();
  const fetch = (path: string) => {
    let reply = cache.get(path);
    if (reply === undefined) {
      reply = visitor.get(path, accept);
      cache.set(path, reply);
    }
    return reply;
  };
  const rows: Row[] = [];
  for (const path of ["/", `/${town.slug}`, ...pages, "sent"]) {
    await weigh(path === "sent" ? await visitor.send(ready.path, ready.body) : path);
  }
  async function weigh(path: string): Promise<void> {
    const reply = await visitor.get(path, accept);
    if (reply.status !== 200) throw unexpected(path, reply);
    const plain = (await visitor.get(path)).body;
    const html = plain.toString("utf8");
    let css = "";
    for (const match of html.matchAll(/href="([^"]+\.css[^"]*)"/g))
      css += (await visitor.get(match[1] as string)).body.toString("utf8");
    let total = reply.body.length;
    let script = 0;
    const parts: string[] = [
      `HTML ${(reply.body.length / 1000).toFixed(1)}${reply.headers["content-encoding"] === undefined ? ` not compressed, gz ${(gzipSync(plain).length / 1000).toFixed(1)}` : ""}`,
    ];
    for (const asset of assetsOf(html, css)) {
      const { body, status } = await fetch(asset);
      if (status !== 200) continue;
      total += body.length;
      const kind = /\.(css|js|svg|woff2)/.exec(asset)?.[1] ?? "other";
      if (kind === "js") script += body.length;
      parts.push(`${kind} ${(body.length / 1000).toFixed(1)}`);
    }
    const name = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ":id").replace(`/${town.slug}`, "/:town");
    rows.push(row(`bytes of ${name}`, "kB", total / 1000, limits.pageKb, `${parts.join(", ")}; yardstick: the limit`));
    rows.push(row(`script of ${name}`, "kB", script / 1000, limits.scriptKb, "yardstick: the limit"));
  }
  connection.close();
  return rows;
}
