import type { FastifyInstance } from "fastify";
import { elementsOf, type PageElement, readPage, textOf } from "./page-tree.ts";

/** A file to choose in a form. */
export interface ChosenFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What can be put into a field: text, a choice by its label or value, several, ticked or not, files. */
export type Filling = string | boolean | readonly string[] | ChosenFile | readonly ChosenFile[];

/**
 * A browser without script, driven as a person would: by the words on the page. It keeps cookies, follows redirects,
 * sends forms with their hidden fields, and throws where the page has no such field, button or link.
 *
 * @example
 * await browser.open("/paderborn/amt/anmelden");
 * browser.fill({ "E-Mail-Adresse": "a@b.example", Passwort: "…" });
 * await browser.submit("Anmelden");
 * expect(browser.text()).toContain("Aufgaben");
 */
export interface Browser {
  /** Status of the last answer, after redirects. */
  readonly status: number;
  /** Path and query of the page that is open. */
  readonly path: string;
  /** The last answer as it was sent. */
  readonly html: string;
  /** The last answer's bytes, for downloads. */
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Names and values, not decoded. */
  readonly cookies: ReadonlyMap<string, string>;
  open(path: string): Promise<void>;
  /**
   * Fills fields, found by their label (whole, or its unmistakable beginning), the legend of their group, or their
   * name. Radios and selects take the label or value of a choice, checkbox groups a list of them, a single checkbox
   * a boolean. Nothing is sent.
   */
  fill(values: Readonly<Record<string, Filling>>): void;
  /**
   * Presses a button by its words and waits for the page that follows. Without words: sends the form that was filled
   * last, or the only one in the page's main part, by its first button.
   * @param options.nth which of several buttons with the same words, from 0
   */
  submit(button?: string, options?: { readonly nth?: number }): Promise<void>;
  /** Follows a link by its words. */
  click(link: string, options?: { readonly nth?: number }): Promise<void>;
  /** All words of the page, one line a block, hidden words for screen readers included. */
  text(): string;
  /** Words of the page's first h1. */
  heading(): string;
  /** Content of the page's title. */
  title(): string;
  /** What a field holds now. @throws Error where there is none */
  value(field: string): string;
  /** Words of the error summary's entries. */
  errors(): string[];
  /** Words of the page's links, with where they lead. */
  links(): { readonly text: string; readonly href: string }[];
  /** Sends a POST that no form of the page offers, as an attacker would: with this body and the browser's cookies. */
  post(path: string, body: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<void>;
  /** Forgets all cookies. */
  clearCookies(): void;
  /** Sets a cookie, e.g. one copied from another browser. */
  setCookie(name: string, value: string): void;
}

type Control = PageElement;

function attribute(element: PageElement, name: string): string {
  return element.attributes.get(name) ?? "";
}

function words(text: string): string {
  return text.replaceAll("\u00ad", "").replaceAll(/\s+/g, " ").trim();
}

function closest(element: PageElement, tag: string): PageElement | undefined {
  for (let one: PageElement | undefined = element; one !== undefined; one = one.parent) if (one.tag === tag) return one;
  return undefined;
}

function isChoice(control: Control): boolean {
  return control.tag === "input" && ["radio", "checkbox"].includes(attribute(control, "type"));
}

/** The state of a form's fields as a person sees it: what the page said, then what was filled in. */
class Fields {
  readonly #page: PageElement;
  readonly #values = new Map<Control, string>();
  readonly #ticked = new Map<Control, boolean>();
  readonly #files = new Map<Control, readonly ChosenFile[]>();
  readonly #labels = new Map<string, PageElement>();
  lastFilled: Control | undefined;

  constructor(page: PageElement) {
    this.#page = page;
    for (const element of elementsOf(page)) {
      if (element.tag === "label" && element.attributes.has("for"))
        this.#labels.set(attribute(element, "for"), element);
    }
  }

  #controls(): Control[] {
    return [...elementsOf(this.#page)].filter(
      (element) =>
        ["input", "select", "textarea"].includes(element.tag) &&
        !["hidden", "submit", "button"].includes(attribute(element, "type")),
    );
  }

  #labelOf(control: Control): string {
    const label = this.#labels.get(attribute(control, "id")) ?? closest(control, "label");
    return words(label === undefined ? attribute(control, "aria-label") : textOf(label));
  }

  #groupOf(control: Control): string {
    const fieldset = closest(control, "fieldset");
    const legend = fieldset?.children.find((child) => typeof child !== "string" && child.tag === "legend");
    return legend === undefined ? "" : words(textOf(legend as PageElement));
  }

  /** All controls that these words name: one, or the choices of one group. */
  find(wanted: string): Control[] {
    const controls = this.#controls();
    const named = controls.filter((control) => attribute(control, "name") === wanted);
    const name = words(wanted);
    const bare = (label: string) => label.replace(/ \((freiwillig|optional)\)$/, "");
    const ways: ((control: Control) => boolean)[] = [
      (control) => bare(this.#labelOf(control)) === name,
      (control) => isChoice(control) && bare(this.#groupOf(control)) === name,
      (control) => this.#labelOf(control).startsWith(name),
      (control) => isChoice(control) && this.#groupOf(control).startsWith(name),
    ];
    const found =
      named.length > 0 ? named : (ways.map((way) => controls.filter(way)).find((all) => all.length > 0) ?? []);
    const [first] = found;
    if (first === undefined) {
      const there = new Set(controls.map((control) => this.#labelOf(control) || attribute(control, "name")));
      throw new Error(`no field "${wanted}" on the page; there are: ${[...there].map((one) => `"${one}"`).join(", ")}`);
    }
    const different = new Set(found.map((control) => `${attribute(control, "name")}|${attribute(control, "type")}`));
    if (different.size > 1 || (found.length > 1 && !isChoice(first))) {
      throw new Error(`"${wanted}" names several fields: ${[...different].join(", ")}`);
    }
    return found;
  }

  #choose(controls: readonly Control[], wanted: string): Control {
    const found =
      controls.find((control) => attribute(control, "value") === wanted) ??
      controls.find((control) => this.#labelOf(control) === words(wanted)) ??
      controls.find((control) => this.#labelOf(control).startsWith(words(wanted)));
    if (found === undefined) {
      const there = controls.map((control) => `"${this.#labelOf(control)}"`).join(", ");
      throw new Error(`no choice "${wanted}"; there are: ${there}`);
    }
    return found;
  }

  fill(field: string, value: Filling): void {
    const controls = this.find(field);
    const first = controls[0] as Control;
    this.lastFilled = first;
    const type = attribute(first, "type");
    if (type === "file") {
      this.#files.set(first, (Array.isArray(value) ? value : [value]) as readonly ChosenFile[]);
    } else if (isChoice(first)) {
      if (typeof value === "boolean") {
        for (const control of controls) this.#ticked.set(control, value);
      } else {
        const chosen = (Array.isArray(value) ? value : [value]).map((one) => this.#choose(controls, String(one)));
        for (const control of this.#controls()) {
          if (
            attribute(control, "name") === attribute(first, "name") &&
            closest(control, "form") === closest(first, "form")
          ) {
            this.#ticked.set(control, chosen.includes(control));
          }
        }
      }
    } else if (first.tag === "select") {
      const options = [...elementsOf(first)].filter((element) => element.tag === "option");
      const wanted = String(value);
      const option =
        options.find((one) => this.#optionValue(one) === wanted) ??
        options.find((one) => words(textOf(one)) === words(wanted)) ??
        options.find((one) => words(textOf(one)).startsWith(words(wanted)));
      if (option === undefined) throw new Error(`no choice "${wanted}" in "${field}"`);
      this.#values.set(first, this.#optionValue(option));
    } else {
      this.#values.set(first, String(value));
    }
  }

  #optionValue(option: PageElement): string {
    return option.attributes.has("value") ? attribute(option, "value") : words(textOf(option));
  }

  valueOf(control: Control): string {
    const filled = this.#values.get(control);
    if (filled !== undefined) return filled;
    if (control.tag === "textarea") return control.children.join("");
    if (control.tag === "select") {
      const options = [...elementsOf(control)].filter((element) => element.tag === "option");
      const option = options.findLast((one) => one.attributes.has("selected")) ?? options[0];
      return option === undefined ? "" : this.#optionValue(option);
    }
    return attribute(control, "value");
  }

  isTicked(control: Control): boolean {
    return this.#ticked.get(control) ?? control.attributes.has("checked");
  }

  shown(field: string): string {
    const controls = this.find(field);
    const first = controls[0] as Control;
    if (!isChoice(first)) return this.valueOf(first);
    return controls
      .filter((control) => this.isTicked(control))
      .map((control) => (control.attributes.has("value") ? attribute(control, "value") : "on"))
      .join(", ");
  }

  /** What a browser would send for this form and button. Source: HTML standard, constructing the entry list. */
  entries(form: PageElement, button: PageElement | undefined): [string, string | ChosenFile][] {
    const entries: [string, string | ChosenFile][] = [];
    const id = attribute(form, "id");
    for (const control of elementsOf(this.#page)) {
      if (!["input", "select", "textarea", "button"].includes(control.tag)) continue;
      const owner = control.attributes.has("form")
        ? id !== "" && attribute(control, "form") === id
        : closest(control, "form") === form;
      const name = attribute(control, "name");
      if (!owner || name === "" || control.attributes.has("disabled")) continue;
      const type = control.tag === "button" ? attribute(control, "type") || "submit" : attribute(control, "type");
      if (control.tag === "button" || type === "submit") {
        if (control === button) entries.push([name, attribute(control, "value")]);
      } else if (isChoice(control)) {
        if (this.isTicked(control)) {
          entries.push([name, control.attributes.has("value") ? attribute(control, "value") : "on"]);
        }
      } else if (type === "file") {
        const files = this.#files.get(control) ?? [];
        if (files.length === 0) {
          entries.push([name, { filename: "", mediaType: "application/octet-stream", bytes: new Uint8Array() }]);
        }
        for (const file of files) entries.push([name, file]);
      } else {
        entries.push([name, this.valueOf(control).replaceAll(/\r?\n/g, "\r\n")]);
      }
    }
    return entries;
  }
}

function multipart(entries: readonly [string, string | ChosenFile][]): { body: Buffer; type: string } {
  const boundary = "----page-of-a-test-7d1c55a0";
  const parts: Buffer[] = [];
  for (const [name, value] of entries) {
    const file = typeof value === "string" ? "" : `; filename="${value.filename}"\r\nContent-Type: ${value.mediaType}`;
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`));
    parts.push(typeof value === "string" ? Buffer.from(value) : Buffer.from(value.bytes), Buffer.from("\r\n"));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

/** Opens a browser on a server that need not listen. Each call is another person with cookies of their own. */
export function openBrowser(app: FastifyInstance): Browser {
  const cookies = new Map<string, string>();
  let status = 0;
  let path = "about:blank";
  let bytes: Buffer = Buffer.alloc(0);
  let headers: Record<string, string | undefined> = {};
  let page = readPage("");
  let fields = new Fields(page);

  async function request(
    method: "GET" | "POST",
    to: string,
    send?: { body: Buffer; type: string; headers?: Readonly<Record<string, string>> },
  ): Promise<void> {
    let next = { method, to, send };
    for (let hop = 0; hop < 10; hop++) {
      const address = new URL(next.to, `http://test${path.startsWith("/") ? path : "/"}`);
      const url = `${address.pathname}${address.search}`;
      const response = await app.inject({
        method: next.method,
        url,
        headers: {
          ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
          ...(next.send === undefined ? {} : { "content-type": next.send.type, "sec-fetch-site": "same-origin" }),
          ...next.send?.headers,
        },
        ...(next.send === undefined ? {} : { payload: next.send.body }),
      });
      for (const line of [response.headers["set-cookie"] ?? []].flat()) {
        const [pair = "", ...rest] = line.split(";");
        const name = pair.slice(0, pair.indexOf("=")).trim();
        if (rest.some((one) => one.trim().toLowerCase() === "max-age=0")) cookies.delete(name);
        else cookies.set(name, pair.slice(pair.indexOf("=") + 1).trim());
      }
      path = url;
      const location = response.headers.location;
      if (response.statusCode >= 300 && response.statusCode < 400 && location !== undefined) {
        next = { method: "GET", to: String(location), send: undefined };
        continue;
      }
      status = response.statusCode;
      headers = response.headers as Record<string, string | undefined>;
      bytes = response.rawPayload;
      const isPage = String(response.headers["content-type"] ?? "").startsWith("text/html");
      page = readPage(isPage ? response.payload : "");
      fields = new Fields(page);
      return;
    }
    throw new Error(`${to} redirects in a circle`);
  }

  const all = (tag: string) => [...elementsOf(page)].filter((element) => element.tag === tag);
  const labelOf = (element: PageElement) => words(textOf(element) || attribute(element, "aria-label"));

  function pick(elements: readonly PageElement[], wanted: string, nth: number | undefined, kind: string): PageElement {
    const exact = elements.filter((element) => labelOf(element) === words(wanted));
    const found = exact.length > 0 ? exact : elements.filter((element) => labelOf(element).startsWith(words(wanted)));
    const one = found[nth ?? 0];
    if (one === undefined) {
      throw new Error(
        `no ${kind} "${wanted}" on ${path} (status ${status}); there are: ${elements.map((element) => `"${labelOf(element)}"`).join(", ")}`,
      );
    }
    if (nth === undefined && found.length > 1) {
      const goals = new Set(found.map((element) => attribute(element, "href")));
      if (kind === "button" || goals.size > 1) throw new Error(`${found.length} of ${kind} "${wanted}"; say nth`);
    }
    return one;
  }

  function formOf(button: PageElement): PageElement {
    const owner = attribute(button, "form");
    const form = owner === "" ? closest(button, "form") : all("form").find((one) => attribute(one, "id") === owner);
    if (form === undefined) throw new Error(`the button "${labelOf(button)}" belongs to no form`);
    return form;
  }

  const buttonsOf = () => all("button").filter((one) => (attribute(one, "type") || "submit") === "submit");

  function defaultForm(): PageElement {
    const filled = fields.lastFilled === undefined ? undefined : closest(fields.lastFilled, "form");
    if (filled !== undefined) return filled;
    const forms = all("form").filter((form) => closest(form, "main") !== undefined);
    if (forms.length !== 1 || forms[0] === undefined)
      throw new Error(`${forms.length} forms on ${path}: name the button`);
    return forms[0];
  }

  return {
    get status() {
      return status;
    },
    get path() {
      return path;
    },
    get html() {
      return bytes.toString("utf8");
    },
    get bytes() {
      return bytes;
    },
    get headers() {
      return headers;
    },
    cookies,
    open: (to) => request("GET", to),
    fill(values) {
      for (const [field, value] of Object.entries(values)) fields.fill(field, value);
    },
    async submit(wanted, options) {
      const button =
        wanted === undefined
          ? buttonsOf().find((one) => formOf(one) === defaultForm())
          : pick(buttonsOf(), wanted, options?.nth, "button");
      const form = button === undefined ? defaultForm() : formOf(button);
      const entries = fields.entries(form, button);
      const action = (button === undefined ? "" : attribute(button, "formaction")) || attribute(form, "action") || path;
      if (attribute(form, "method").toLowerCase() !== "post") {
        const query = new URLSearchParams(
          entries.map(([name, value]) => [name, typeof value === "string" ? value : value.filename]),
        );
        await request("GET", `${action.split("?")[0]}?${query}`);
      } else if (attribute(form, "enctype") === "multipart/form-data") {
        await request("POST", action, multipart(entries));
      } else {
        const body = new URLSearchParams(
          entries.map(([name, value]) => [name, typeof value === "string" ? value : value.filename]),
        );
        await request("POST", action, {
          body: Buffer.from(body.toString()),
          type: "application/x-www-form-urlencoded",
        });
      }
    },
    async click(wanted, options) {
      const links = all("a").filter((one) => one.attributes.has("href"));
      await request("GET", attribute(pick(links, wanted, options?.nth, "link"), "href"));
    },
    text: () => textOf(page),
    heading() {
      const heading = all("h1")[0];
      if (heading === undefined) throw new Error(`${path} has no h1`);
      return words(textOf(heading));
    },
    title: () => words(all("title")[0]?.children.join("") ?? ""),
    value: (field) => fields.shown(field),
    errors: () =>
      [...elementsOf(page)]
        .filter((element) => attribute(element, "id") === "fehler")
        .flatMap((element) => [...elementsOf(element)].filter((one) => one.tag === "a").map(labelOf)),
    links: () =>
      all("a")
        .filter((one) => one.attributes.has("href"))
        .map((one) => ({ text: labelOf(one), href: attribute(one, "href") })),
    async post(to, body, more) {
      await request("POST", to, {
        body: Buffer.from(new URLSearchParams(body).toString()),
        type: "application/x-www-form-urlencoded",
        ...(more === undefined ? {} : { headers: more }),
      });
    },
    clearCookies() {
      cookies.clear();
    },
    setCookie(name, value) {
      cookies.set(name, value);
    },
  };
}
