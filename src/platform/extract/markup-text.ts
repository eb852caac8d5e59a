const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  euro: "€",
  sect: "§",
  ndash: "–",
  mdash: "—",
  bdquo: "„",
  ldquo: "“",
  rdquo: "”",
  shy: "\u00ad",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  ccedil: "ç",
};

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : " ";
}

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return character(Number(decimal));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    return entities[name] ?? whole;
  });

/** Elements that do not end a word. */
const inline: ReadonlySet<string> = new Set(
  "a abbr b bdi bdo big cite code data dfn em font i kbd label mark q s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);
/** Elements whose content nobody reads. */
const unread: ReadonlySet<string> = new Set(["script", "style", "template", "noscript", "svg", "head", "object"]);

/**
 * What a person would read of an HTML page: never scripts and styles. One pass over the text, whatever it holds.
 * @returns the text with line breaks where blocks end; of the head, the title
 */
export function textOfHtml(html: string): string {
  const pieces: string[] = [];
  const title = /<title[^>]{0,200}>([^<]{0,1000})/i.exec(html.slice(0, 20_000))?.[1];
  if (title !== undefined) pieces.push(unescaped(title), "\n");
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open === -1) {
      pieces.push(unescaped(html.slice(at)));
      break;
    }
    pieces.push(unescaped(html.slice(at, open)));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const close = html.indexOf(">", open);
    if (close === -1) break;
    const name = /^<\/?([a-zA-Z][a-zA-Z0-9]{0,20})/.exec(html.slice(open, open + 24))?.[1]?.toLowerCase();
    at = close + 1;
    if (name === undefined) {
      if (!/^<[!?]/.test(html.slice(open, open + 2))) {
        // No tag at all: "a < b".
        pieces.push("<");
        at = open + 1;
      }
      continue;
    }
    if (unread.has(name) && html[open + 1] !== "/") {
      const end = new RegExp(`</${name}\\s*>`, "gi");
      end.lastIndex = at;
      const ended = end.exec(html);
      at = ended === null ? html.length : ended.index + ended[0].length;
    } else if (!inline.has(name)) pieces.push("\n");
  }
  return pieces
    .join("")
    .replace(/[ \t]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

const cp1252 = new TextDecoder("windows-1252");

/** Groups of RTF whose content is no text. */
const rtfUnread =
  /^(?:\\\*|\\(?:fonttbl|colortbl|stylesheet|info|pict|object|themedata|datastore|listtable|xmlnstbl|rsidtbl)\b)/;

/** The text of an RTF file (Word's old format). One pass; groups that are no text are left out. */
export function textOfRtf(rtf: string): string {
  const pieces: string[] = [];
  let depth = 0;
  let skipFrom: number | undefined;
  let skipCharacters = 0;
  let at = 0;
  const put = (text: string) => {
    if (skipFrom !== undefined) return;
    if (skipCharacters > 0) skipCharacters -= 1;
    else pieces.push(text);
  };
  while (at < rtf.length) {
    const sign = rtf[at] as string;
    if (sign === "{") {
      depth++;
      if (skipFrom === undefined && rtfUnread.test(rtf.slice(at + 1, at + 20))) skipFrom = depth;
      at++;
    } else if (sign === "}") {
      if (skipFrom === depth) skipFrom = undefined;
      depth--;
      at++;
    } else if (sign === "\\") {
      const next = rtf[at + 1] ?? "";
      if (next === "'") {
        const code = Number.parseInt(rtf.slice(at + 2, at + 4), 16);
        put(Number.isNaN(code) ? " " : cp1252.decode(Uint8Array.of(code)));
        at += 4;
      } else if (/[a-z]/i.test(next)) {
        const [whole = "", word = "", number] = /^\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/.exec(rtf.slice(at, at + 48)) ?? [];
        at += Math.max(whole.length, 2);
        if (word === "u" && number !== undefined) {
          put(character(Number(number) < 0 ? Number(number) + 65_536 : Number(number)));
          // The next sign stands there for programs that do not know Unicode.
          if (skipFrom === undefined) skipCharacters = 1;
        } else if (word === "par" || word === "line" || word === "row" || word === "sect" || word === "page") put("\n");
        else if (word === "tab" || word === "cell") put(" ");
        else if (word === "bin") at += Math.max(0, Math.min(Number(number ?? 0), rtf.length - at));
      } else {
        put(next === "~" ? " " : next === "-" ? "\u00ad" : next === "\n" || next === "\r" ? "\n" : next);
        at += 2;
      }
    } else if (sign === "\r" || sign === "\n") at++;
    else {
      put(sign);
      at++;
    }
  }
  return pieces.join("");
}
