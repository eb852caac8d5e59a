import { StatementRefused } from "../../modules/payments/index.ts";

/** More than any statement needs; less than what would fill the memory. */
const mostDepth = 40;
const longestToken = 64 * 1024;
const mostAttributes = 16;
const chunkBytes = 64 * 1024;

const namePattern = "[A-Za-z_][A-Za-z0-9_.-]{0,99}(?::[A-Za-z_][A-Za-z0-9_.-]{0,99})?";
const opening = new RegExp(`^(${namePattern})((?:\\s[^]*)?)$`);
const closing = new RegExp(`^(${namePattern})\\s*$`);
const attribute = new RegExp(`\\s+(${namePattern})\\s*=\\s*("[^<"]*"|'[^<']*')`, "y");
const noAttributes: ReadonlyMap<string, string> = new Map();
/** Tags without attributes that are remembered as good: statements say the same few a hundred thousand times. */
const mostKnownTags = 500;
const predefined: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are no characters of XML
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

interface Open {
  readonly name: string;
  /** Prefixes in force, shared with the parent where nothing is declared. */
  readonly scope: ReadonlyMap<string, string>;
}

/**
 * Reads a file of XML 1.0 in UTF-8 piece by piece, with a fixed amount of memory. Strict, and poorer than XML on
 * purpose: no DOCTYPE, so that there are no entities but the five predefined ones and nothing is fetched or expanded;
 * names in ASCII; bounded depth, lengths and attributes.
 */
export class XmlReader {
  /** Of the element that opened or closed, without prefix. */
  name = "";
  /** Of the element that opened or closed; empty where it has none. */
  namespace = "";
  /** After `text`. */
  text = "";
  /** Where the current piece begins, from 1. */
  line = 1;
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #open: Open[] = [];
  #offset = 0;
  #buffer = "";
  #at = 0;
  #nextLine = 1;
  #attributes = noAttributes;
  readonly #knownTags = new Set<string>();
  #pendingClose = false;
  #begun = false;
  #rootSeen = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws StatementRefused where the file is no XML, or more than this reader takes */
  next(): "open" | "close" | "text" | "end" {
    if (this.#pendingClose) {
      this.#pendingClose = false;
      return this.#close();
    }
    for (;;) {
      if (this.#at >= this.#buffer.length && !this.#more()) return this.#end();
      this.line = this.#nextLine;
      if (this.#buffer.charCodeAt(this.#at) !== 60) {
        if (this.#readText()) return "text";
        continue;
      }
      const kind = this.#readMarkup();
      if (kind !== undefined) return kind;
    }
  }

  /** Of the element that opened, by its local name; prefixed ones are not kept. */
  attribute(name: string): string | undefined {
    return this.#attributes.get(name);
  }

  #fail(fault: "not-readable" | "doctype" | "limit" | "encoding", found = ""): never {
    throw new StatementRefused(fault, this.line, found);
  }

  #end(): "end" {
    if (this.#open.length > 0 || !this.#rootSeen) this.#fail("not-readable");
    return "end";
  }

  #more(): boolean {
    if (this.#offset >= this.#bytes.length) return false;
    const end = Math.min(this.#offset + chunkBytes, this.#bytes.length);
    let piece: string;
    try {
      piece = this.#decoder.decode(this.#bytes.subarray(this.#offset, end), { stream: end < this.#bytes.length });
    } catch {
      this.line = this.#nextLine;
      return this.#fail("encoding");
    }
    this.#offset = end;
    this.#buffer = this.#at >= this.#buffer.length ? piece : this.#buffer.slice(this.#at) + piece;
    this.#at = 0;
    return true;
  }

  /** Position of `mark` at or after `from` (relative to the current piece), reading on where necessary. */
  #find(mark: string, from: number): number {
    let searched = from;
    for (;;) {
      const found = this.#buffer.indexOf(mark, this.#at + searched);
      if (found !== -1) {
        if (found - this.#at > longestToken) this.#fail("limit");
        return found - this.#at;
      }
      const length = this.#buffer.length - this.#at;
      if (length > longestToken) this.#fail("limit");
      searched = Math.max(from, length - mark.length + 1);
      if (!this.#more()) return -1;
    }
  }

  /** The next characters, with as many read as are needed to know. */
  #startsWith(text: string): boolean {
    while (this.#buffer.length - this.#at < text.length) if (!this.#more()) return false;
    return this.#buffer.startsWith(text, this.#at);
  }

  #take(length: number): string {
    const taken = this.#buffer.slice(this.#at, this.#at + length);
    for (let at = taken.indexOf("\n"); at !== -1; at = taken.indexOf("\n", at + 1)) this.#nextLine++;
    this.#at += length;
    this.#begun = true;
    return taken;
  }

  #required(mark: string, from: number): number {
    const found = this.#find(mark, from);
    return found === -1 ? this.#fail("not-readable") : found;
  }

  #readText(): boolean {
    const end = this.#find("<", 0);
    const raw = this.#take(end === -1 ? this.#buffer.length - this.#at : end);
    if (this.#open.length === 0) {
      if (/[^\t\r\n ]/.test(raw)) this.#fail("not-readable");
      return false;
    }
    if (raw.includes("]]>")) this.#fail("not-readable");
    this.text = this.#decoded(raw);
    return true;
  }

  #decoded(raw: string): string {
    if (forbidden.test(raw)) this.#fail("not-readable");
    if (!raw.includes("&")) return raw;
    // An ampersand that begins no reference matches with an empty name.
    return raw.replaceAll(/&(?:([A-Za-z#][A-Za-z0-9]{0,9});)?/g, (_whole, name: string | undefined) => {
      if (name === undefined) return this.#fail("not-readable", "&");
      const known = predefined[name];
      if (known !== undefined) return known;
      const number = /^#x[0-9a-fA-F]{1,6}$/.test(name)
        ? Number.parseInt(name.slice(2), 16)
        : /^#\d{1,7}$/.test(name)
          ? Number(name.slice(1))
          : Number.NaN;
      const isCharacter = number <= 0x10ffff && (number < 0xd800 || number > 0xdfff);
      const character = isCharacter ? String.fromCodePoint(number) : "\u0000";
      return forbidden.test(character) ? this.#fail("not-readable", `&${name};`) : character;
    });
  }

  #readMarkup(): "open" | "close" | "text" | undefined {
    while (this.#buffer.length - this.#at < 2 && this.#more());
    const second = this.#buffer.charCodeAt(this.#at + 1);
    if (second === 47) return this.#readClosing();
    if (second !== 33 && second !== 63) return this.#readOpening();
    if (this.#startsWith("<!--")) {
      const end = this.#required("--", 4);
      if (this.#take(end + 3).at(-1) !== ">") this.#fail("not-readable");
      return undefined;
    }
    if (this.#startsWith("<![CDATA[")) {
      if (this.#open.length === 0) this.#fail("not-readable");
      const end = this.#required("]]>", 9);
      this.text = this.#take(end + 3).slice(9, -3);
      if (forbidden.test(this.text)) this.#fail("not-readable");
      return "text";
    }
    if (this.#startsWith("<!")) this.#fail("doctype");
    return this.#readInstruction();
  }

  #readInstruction(): undefined {
    const first = !this.#begun;
    const end = this.#required("?>", 2);
    const instruction = this.#take(end + 2);
    if (!/^<\?xml[\s?]/i.test(instruction)) return undefined;
    if (!first) this.#fail("not-readable");
    const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(instruction)?.[1];
    if (encoding !== undefined && encoding.toUpperCase() !== "UTF-8") this.#fail("encoding", encoding);
    return undefined;
  }

  #readClosing(): "close" {
    const end = this.#required(">", 2);
    const tag = this.#take(end + 1).slice(2, -1);
    const open = this.#open.at(-1)?.name;
    if (tag === open) return this.#close();
    const name = closing.exec(tag)?.[1];
    if (name === undefined || name !== open) this.#fail("not-readable", name);
    return this.#close();
  }

  #close(): "close" {
    const { name, scope } = this.#open.pop() as Open;
    this.#nameElement(name, scope);
    return "close";
  }

  #nameElement(name: string, scope: ReadonlyMap<string, string>): void {
    const colon = name.indexOf(":");
    this.name = colon === -1 ? name : name.slice(colon + 1);
    const namespace = scope.get(colon === -1 ? "" : name.slice(0, colon));
    if (namespace === undefined && colon !== -1) this.#fail("not-readable", name);
    this.namespace = namespace ?? "";
  }

  /** Where the tag ends: a `>` within quotes is part of a value. */
  #endOfTag(): number {
    for (let from = 1; ; ) {
      const end = this.#required(">", from);
      const tag = this.#buffer.slice(this.#at + 1, this.#at + end);
      let quote = "";
      for (const letter of /["']/.test(tag) ? tag : "") {
        if (quote === "" && (letter === '"' || letter === "'")) quote = letter;
        else if (letter === quote) quote = "";
      }
      if (quote === "") return end;
      from = end + 1;
    }
  }

  #readOpening(): "open" {
    const end = this.#endOfTag();
    let tag = this.#take(end + 1).slice(1, -1);
    const empty = tag.endsWith("/");
    if (empty) tag = tag.slice(0, -1);
    const [, name, rest = ""] = this.#knownTags.has(tag)
      ? ["", tag]
      : (opening.exec(tag) ?? this.#fail("not-readable", tag.slice(0, 40)));
    if (rest === "" && this.#knownTags.size < mostKnownTags) this.#knownTags.add(tag);
    if (this.#open.length === 0 && this.#rootSeen) this.#fail("not-readable");
    if (this.#open.length >= mostDepth) this.#fail("limit");
    this.#rootSeen = true;
    let scope = this.#open.at(-1)?.scope ?? new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);
    this.#attributes = rest.trim() === "" ? noAttributes : this.#readAttributes(rest);
    for (const [key, value] of this.#attributes) {
      if (key !== "xmlns" && !key.startsWith("xmlns:")) continue;
      scope = new Map([...scope, [key.slice(6), value]]);
    }
    this.#open.push({ name: name as string, scope });
    this.#nameElement(name as string, scope);
    this.#pendingClose = empty;
    return "open";
  }

  #readAttributes(text: string): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    attribute.lastIndex = 0;
    let read = 0;
    for (let match = attribute.exec(text); match !== null; match = attribute.exec(text)) {
      const [, key = "", value = ""] = match;
      if (found.has(key)) this.#fail("not-readable", key);
      if (found.size >= mostAttributes) this.#fail("limit");
      found.set(key, this.#decoded(value.slice(1, -1)));
      read = attribute.lastIndex;
    }
    if (text.slice(read).trim() !== "") this.#fail("not-readable", text.slice(read, read + 40));
    return found;
  }
}
