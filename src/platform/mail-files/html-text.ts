/** Names of signs that German and English e-mails use; others are written by number. */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  euro: "€",
  sect: "§",
  para: "¶",
  copy: "©",
  reg: "®",
  deg: "°",
  middot: "·",
  bull: "•",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  sbquo: "‚",
  ldquo: "“",
  rdquo: "”",
  bdquo: "„",
  laquo: "«",
  raquo: "»",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  ccedil: "ç",
  ntilde: "ñ",
  times: "×",
  thinsp: " ",
  ensp: " ",
  emsp: " ",
  zwnj: "",
  zwj: "",
};

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name as string] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : "";
  });
}

/** Elements whose content nobody reads. */
const unread = new Set(["script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"]);
/** Elements that begin a line of their own. */
const blocks = new Set(
  "address article aside blockquote dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);
const spaced = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"]);

/**
 * What a person would read of an HTML text: lines, items of lists with a dash, cells apart, addresses of links behind
 * their words. Goes through the text once, however it is built.
 */
export function textOfHtml(html: string): string {
  let text = "";
  let at = 0;
  let href: string | undefined;
  let linkStart = 0;
  const put = (words: string): void => {
    const plain = decoded(words).replace(/\s+/g, " ");
    text += text === "" || /\s$/.test(text.slice(-1)) ? plain.trimStart() : plain;
  };
  const newLine = (count: number): void => {
    text = text.trimEnd();
    if (text !== "") text += "\n".repeat(count);
  };
  while (at < html.length) {
    const open = html.indexOf("<", at);
    put(html.slice(at, open === -1 ? html.length : open));
    if (open === -1) break;
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const close = html.indexOf(">", open);
    if (close === -1) {
      put(html.slice(open));
      break;
    }
    const tag = html.slice(open + 1, close);
    const ending = tag.startsWith("/");
    const name = /^\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase();
    at = close + 1;
    if (name === undefined) {
      // A lone sign such as `1 < 2`.
      if (!/^[!?/]/.test(tag)) {
        put("<");
        at = open + 1;
      }
      continue;
    }
    if (!ending && unread.has(name)) {
      const end = new RegExp(`</${name}`, "gi");
      end.lastIndex = at;
      at = end.exec(html)?.index ?? html.length;
    } else if (name === "br") text = `${text.replace(/ $/, "")}\n`;
    else if (name === "a") {
      if (!ending) {
        href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag.slice(0, 4000))?.slice(1).find(Boolean);
        linkStart = text.length;
      } else if (href !== undefined) {
        const address = decoded(href).replace(/^mailto:/i, "");
        if (/^(?:https?:|[^:]+@)/i.test(address) && !text.slice(linkStart).includes(address)) put(` <${address}>`);
        href = undefined;
      }
    } else if (blocks.has(name)) {
      newLine(spaced.has(name) ? 2 : 1);
      if (name === "li" && !ending) text += "- ";
    } else if ((name === "td" || name === "th") && ending) text = `${text.trimEnd()}\t`;
  }
  return text;
}
