/** An element of a page as a browser would build it; texts are decoded. */
export interface PageElement {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (PageElement | string)[];
  readonly parent: PageElement | undefined;
}

const empty = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const raw = new Set(["script", "style", "textarea", "title"]);
/** Elements whose text does not run on into the text of their neighbours. */
const inline = new Set(
  "a abbr b bdi bdo cite code dfn em i kbd label mark q s samp small span strong sub sup time u var wbr".split(" "),
);

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  shy: "\u00ad",
};

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, entity: string) => {
    if (entity.startsWith("#")) {
      const hex = entity[1] === "x" || entity[1] === "X";
      return String.fromCodePoint(Number.parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10));
    }
    return entities[entity] ?? whole;
  });
}

const token =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([a-z][^\s/>]*)\s*>|<([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/giy;
const attribute = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/**
 * Reads a page that was rendered as one tree. Strict where a browser is lenient, because a tag that closes nothing is
 * a fault in our own page.
 * @throws Error where tags are not balanced
 */
export function readPage(html: string): PageElement {
  const root: PageElement = { tag: "#page", attributes: new Map(), children: [], parent: undefined };
  let open = root;
  let at = 0;
  while (at < html.length) {
    token.lastIndex = at;
    const match = html[at] === "<" ? token.exec(html) : null;
    if (match === null) {
      const next = html.indexOf("<", at + 1);
      const end = next === -1 ? html.length : next;
      open.children.push(decoded(html.slice(at, end)));
      at = end;
      continue;
    }
    at = token.lastIndex;
    const [, closing, opening, rest = ""] = match;
    if (closing !== undefined) {
      if (open.tag !== closing.toLowerCase()) throw new Error(`</${closing}> closes <${open.tag}>`);
      open = open.parent ?? root;
    } else if (opening !== undefined) {
      const tag = opening.toLowerCase();
      const attributes = new Map<string, string>();
      for (const [, name = "", double, single, bare] of rest.matchAll(attribute)) {
        attributes.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ""));
      }
      const element: PageElement = { tag, attributes, children: [], parent: open };
      open.children.push(element);
      if (raw.has(tag)) {
        const close = html.toLowerCase().indexOf(`</${tag}>`, at);
        if (close === -1) throw new Error(`<${tag}> is never closed`);
        // A line break right behind the tag is not part of what is written in the field.
        element.children.push(decoded(html.slice(at, close).replace(/^\n/, tag === "textarea" ? "" : "\n")));
        at = close + tag.length + 3;
      } else if (!empty.has(tag) && !rest.trimEnd().endsWith("/")) {
        open = element;
      }
    }
  }
  if (open !== root) throw new Error(`<${open.tag}> is never closed`);
  return root;
}

/** All elements below (and not including) this one, in the order of the page; nobody sees into a dialog that is closed. */
export function* elementsOf(element: PageElement): Generator<PageElement> {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    yield child;
    if (child.tag === "dialog" && !child.attributes.has("open")) continue;
    yield* elementsOf(child);
  }
}

function collect(element: PageElement, into: string[]): void {
  for (const child of element.children) {
    if (typeof child === "string") {
      into.push(child);
      continue;
    }
    if (["script", "style", "head", "template"].includes(child.tag) || child.attributes.has("hidden")) continue;
    if (inline.has(child.tag)) {
      collect(child, into);
    } else {
      into.push("\n");
      collect(child, into);
      into.push("\n");
    }
  }
}

/** What a screen reader would read in it: hidden words included, one line a block. */
export function textOf(element: PageElement): string {
  const parts: string[] = [];
  if (element.tag === "#page") {
    const body = [...elementsOf(element)].find((one) => one.tag === "body");
    collect(body ?? element, parts);
  } else {
    collect(element, parts);
  }
  return parts
    .join("")
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
