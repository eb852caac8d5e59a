import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAssets, withoutUnusedTokens } from "../../../scripts/build-assets.ts";
import { plainDay } from "../../kernel/index.ts";
import {
  BarChart,
  brandCss,
  Checkbox,
  Checkboxes,
  contrastRatio,
  DeskPage,
  DueDate,
  dueState,
  EmailAddress,
  ErrorPage,
  ErrorSummary,
  Form,
  fieldId,
  Icon,
  iconNames,
  isSafeHref,
  Link,
  NameChart,
  PortalPage,
  Radios,
  renderDocument,
  SessionEndedPage,
  Table,
  TextField,
  type ViewContext,
} from "./index.ts";

const view: ViewContext = {
  language: "de",
  path: "/gewerbe",
  query: "",
  csrf: "token",
  brand: {
    name: "Musterstadt",
    officialName: "Stadt Musterstadt",
    slug: "musterstadt",
    accent: "#a3132b",
    markPath: "/musterstadt/marke.svg",
    demo: true,
  },
  newSubmissionKey: () => "fresh",
  href: (path) => `/musterstadt${path}`,
  hrefInLanguage: (language) => `/${language}/gewerbe`,
  asset: (name) => `/assets/${name}`,
};
const { brand: _brand, ...platformView } = view;

const attribute = (html: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1];
const tags = (html: string, tag: string) => html.match(new RegExp(`<${tag}\\b[^>]*>`, "g")) ?? [];

describe("Link", () => {
  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
  ])("shows only the text for %j", (href) => {
    expect(isSafeHref(href)).toBe(false);
    expect(renderToString(<Link href={href}>weiter</Link>)).toBe("<span>weiter</span>");
  });

  test.each([
    "https://example.org",
    "http://localhost:3000/a?b=c:d",
    "mailto:rathaus@example.org",
    "tel:+4952510",
    "/leistungen",
    "leistungen/gewerbe",
    "#fehler",
    "?seite=2&von=08:00",
    "/termine/08:00",
    "",
  ])("leads to %j", (href) => {
    expect(renderToString(<Link href={href}>weiter</Link>)).toMatch(/^<a href/);
  });

  test("never leads where the browser's own reading of an address finds a scheme that runs something", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `javascript:${text}`),
          fc.webUrl(),
        ),
        (href) => {
          if (!isSafeHref(href)) return;
          const url = URL.canParse(href, "https://town.example/") ? new URL(href, "https://town.example/") : undefined;
          expect(["http:", "https:", "mailto:", "tel:", undefined]).toContain(url?.protocol);
        },
      ),
    );
  });
});

describe("what people type", () => {
  test("is escaped in text and attributes", () => {
    const evil = '"><script>alert(1)</script>';
    const html = renderDocument(
      <PortalPage view={view} title={evil} lead={evil}>
        <Form view={view} action="/">
          <TextField view={view} name="name" label={evil} value={evil} hint={evil} error={evil} />
        </Form>
      </PortalPage>,
    );
    expect(html).not.toContain("<script>alert");
    expect(tags(html, "script")).toEqual(['<script type="module" src="/assets/portal.js">']);
  });

  test("comes back in the field", () => {
    expect(renderToString(<TextField view={view} name="name" label="Name" value="Łukasz Ğ. Þórður" />)).toContain(
      'value="Łukasz Ğ. Þórður"',
    );
  });
});

describe("a session that has ended", () => {
  test("gives back what was typed, and sends to the sign-in beside it: in its place there would be no way back", () => {
    const html = renderDocument(
      <SessionEndedPage view={view} typed={["Ein langer <Vermerk>"]} signInHref="/musterstadt/amt/anmelden" />,
    );
    expect(html).toContain("Ein langer &lt;Vermerk>");
    const link = tags(html, "a").find((tag) => tag.includes("/amt/anmelden"));
    expect(link).toContain('target="_blank"');
    expect(link).toContain('rel="noopener"');
    expect(html).toContain("In neuem Fenster anmelden");
  });
});

describe("an error", () => {
  test("of a text field is its description, and the field is invalid", () => {
    const html = renderToString(
      <TextField
        view={view}
        name="person.0.name"
        label="Name"
        hint="Wie im Ausweis"
        error="Geben Sie Ihren Namen an"
      />,
    );
    const input = tags(html, "input")[0] ?? "";
    expect(attribute(input, "id")).toBe("person-0-name");
    expect(attribute(input, "aria-describedby")).toBe("person-0-name-hint person-0-name-error");
    expect(attribute(input, "aria-invalid")).toBe("true");
    expect(html).toMatch(/id="person-0-name-error".*Fehler: .*Geben Sie Ihren Namen an/s);
    expect(html).toContain('for="person-0-name"');
  });

  const options = [
    { value: "gmbh", label: "GmbH" },
    { value: "ug", label: "UG", hint: "haftungsbeschränkt" },
  ];

  test.each([
    ["radios", <Radios view={view} name="form" legend="Rechtsform" options={options} error="Wählen Sie eine" />],
    [
      "checkboxes",
      <Checkboxes view={view} name="form" legend="Rechtsform" options={options} error="Wählen Sie eine" />,
    ],
  ])("of %s is told on the group, on every input, and on the one that the summary leads to", (_name, group) => {
    const html = renderToString(group);
    const fieldset = tags(html, "fieldset")[0] ?? "";
    expect(attribute(fieldset, "aria-describedby")).toBe("form-error");
    const inputs = tags(html, "input");
    expect(inputs.map((input) => attribute(input, "aria-invalid"))).toEqual(["true", "true"]);
    expect(attribute(inputs[0] ?? "", "id")).toBe("form");
    expect(attribute(inputs[0] ?? "", "aria-describedby")).toBe("form-error");
    expect(attribute(inputs[1] ?? "", "aria-describedby")).toBe("form-2-note");
    expect(html).toContain('id="form-error"');
  });

  test("of radios is told by a radiogroup that is invalid", () => {
    const html = renderToString(
      <Radios view={view} name="form" legend="Rechtsform" options={options} error="Wählen Sie eine" />,
    );
    const fieldset = tags(html, "fieldset")[0] ?? "";
    expect(attribute(fieldset, "role")).toBe("radiogroup");
    expect(attribute(fieldset, "aria-invalid")).toBe("true");
  });

  test("of a declaration is its description", () => {
    const html = renderToString(<Checkbox view={view} name="ok" label="Ich versichere" error="Bestätigen Sie das" />);
    const input = tags(html, "input")[0] ?? "";
    expect(attribute(input, "aria-describedby")).toBe("ok-error");
    expect(attribute(input, "aria-invalid")).toBe("true");
  });

  test("without one nothing claims to be invalid", () => {
    const html = renderToString(<Radios view={view} name="form" legend="Rechtsform" options={options} value="ug" />);
    expect(html).not.toContain("aria-invalid");
    expect(html).not.toContain("-error");
    expect(tags(html, "input").map((input) => / checked/.test(input))).toEqual([false, true]);
  });

  test("stands in a summary that takes the focus without script and links to the field", () => {
    const html = renderToString(
      <ErrorSummary view={view} errors={[{ id: fieldId("person.0.name"), message: "Geben Sie Ihren Namen an" }]} />,
    );
    expect(html).toMatch(/id="fehler"[^>]*tabindex="-1"[^>]* autofocus/);
    expect(html).toContain('role="alert"');
    expect(html).toContain('<a href="#person-0-name">Geben Sie Ihren Namen an</a>');
    expect(renderToString(<ErrorSummary view={view} errors={[]} />)).toBe("");
  });

  test("is the first word of the page's title", () => {
    expect(renderDocument(<PortalPage view={view} title="Person" hasErrors />)).toContain(
      "<title>Fehler: Person – Stadt Musterstadt</title>",
    );
  });
});

describe("a form", () => {
  test("carries the token and a submission key, and keeps a key that it is given", () => {
    expect(renderToString(<Form view={view} action="/a" />)).toMatch(
      /name="_csrf" value="token".*name="_submission" value="fresh"/s,
    );
    expect(renderToString(<Form view={view} action="/a" submissionKey="same" />)).toContain(
      'name="_submission" value="same"',
    );
  });

  test("marks what is optional in words, in both languages", () => {
    expect(renderToString(<TextField view={view} name="a" label="Zweiter Vorname" required={false} />)).toContain(
      "(freiwillig)",
    );
    expect(
      renderToString(<TextField view={{ ...view, language: "en" }} name="a" label="Middle name" required={false} />),
    ).toContain("(optional)");
    expect(renderToString(<TextField view={view} name="a" label="Name" />)).not.toContain("freiwillig");
  });

  test("offers no help where there is nothing to read, and no legal source where none is named", () => {
    const html = renderToString(<TextField view={view} name="a" label="Name" help={{ source: " " }} />);
    expect(html).not.toContain("<details");
    const helped = renderToString(
      <TextField view={view} name="a" label="Name" help={{ text: "Der Name heute.", source: "" }} />,
    );
    expect(helped).toContain("Der Name heute.");
    expect(helped).not.toContain("Rechtsgrundlage");
  });

  test("ends a help with the legal source", () => {
    const html = renderToString(
      <TextField view={view} name="a" label="Name" help={{ text: "Der Name heute.", source: "§ 14 Abs. 4 GewO" }} />,
    );
    expect(html).toMatch(/Der Name heute\..*Rechtsgrundlage: § 14 Abs\. 4 GewO<\/p><\/div><\/details>/s);
  });
});

describe("a way on", () => {
  test("is on every page that says something went wrong, the first one primary", () => {
    const html = renderToString(
      <ErrorPage
        view={view}
        title="Diese Seite gibt es nicht"
        text="Vielleicht ist die Adresse nicht vollständig."
        actions={[
          { href: "/musterstadt/amt", label: "Zum Arbeitsplatz" },
          { href: "/musterstadt/", label: "Zur Startseite" },
        ]}
      />,
    );
    expect(html).toContain('<a href="/musterstadt/amt" class="btn btn--primary">Zum Arbeitsplatz</a>');
    expect(html).toContain('<a href="/musterstadt/" class="btn btn--secondary">Zur Startseite</a>');
  });

  test("by Ctrl-K sends words to the place that can be searched, and lists every place", () => {
    const html = renderToString(
      <DeskPage
        view={view}
        title="Aufgaben"
        nav={[
          { href: "/musterstadt/amt/aufgaben", label: "Aufgaben", icon: "list" },
          { href: "/musterstadt/amt/vorgaenge", label: "Vorgänge", icon: "search", search: "suche" },
        ]}
      />,
    );
    const palette = /<dialog[^>]* id="springen".*?<\/dialog>/s.exec(html)?.[0] ?? "";
    expect(attribute(tags(palette, "form")[0] ?? "", "action")).toBe("/musterstadt/amt/vorgaenge");
    expect(attribute(tags(palette, "input")[0] ?? "", "name")).toBe("suche");
    expect(tags(palette, "a").map((link) => attribute(link, "href"))).toEqual([
      "/musterstadt/amt/aufgaben",
      "/musterstadt/amt/vorgaenge",
    ]);
  });
});

describe("the menu of the desk", () => {
  const menuOf = (nav: Parameters<typeof DeskPage>[0]["nav"]) =>
    /<nav class="side".*?<\/nav>/s.exec(renderToString(<DeskPage view={view} title="Akten" nav={nav} />))?.[0] ?? "";

  test("names what belongs together, and each list by its heading", () => {
    const menu = menuOf([
      { href: "/a", label: "Aufgaben", icon: "list", group: "Meine Arbeit" },
      { href: "/b", label: "Termine", icon: "calendar", group: "Meine Arbeit" },
      { href: "/c", label: "Akten", icon: "archive", group: "E-Akte", current: true },
    ]);
    expect(tags(menu, "h2").map((head) => attribute(head, "id"))).toEqual(["menue-1", "menue-2"]);
    expect(tags(menu, "ul").map((list) => attribute(list, "aria-labelledby"))).toEqual(["menue-1", "menue-2"]);
    expect(
      menu
        .replaceAll(/<[^>]*>/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim(),
    ).toBe("Meine Arbeit Aufgaben Termine E-Akte Akten");
    expect(tags(menu, "a").map((link) => attribute(link, "aria-current"))).toEqual([undefined, undefined, "page"]);
  });

  test("has no heading over all there is", () => {
    const menu = menuOf([{ href: "/a", label: "Codelisten", icon: "tag", group: "Steuerung" }]);
    expect(menu).not.toContain("<h2");
    expect(menu).not.toContain("aria-labelledby");
  });
});

test("an e-mail address breaks before the at sign and dots only, and reads as it is", () => {
  const html = renderToString(<EmailAddress address="buero.amt@example.org" />);
  expect(html.replaceAll(/<wbr\s*\/?>/g, "|")).toBe("buero|.amt|@example|.org");
});

describe("a page", () => {
  test("names its language, skips to its content, says that the demo is invented, and holds no inline style or script", () => {
    for (const html of [
      renderDocument(<PortalPage view={view} title="Start" wide hero={<p>Suche</p>} />),
      renderDocument(
        <DeskPage
          view={{ ...view, staff: { name: "Miriam Köster", duties: ["casework"] } }}
          title="Aufgaben"
          nav={[{ href: "/a", label: "Aufgaben", icon: "inbox", current: true, count: 3 }]}
        />,
      ),
    ]) {
      expect(html).toMatch(/^<!doctype html><html lang="de">/);
      expect(html).toContain('href="#inhalt"');
      expect(html).toContain('id="inhalt"');
      expect(html).toContain("Alle Daten und Personen sind erfunden.");
      expect(html).toContain('href="/musterstadt/marke.css"');
      expect(html).not.toMatch(/ style=| on[a-z]+="/);
      expect(tags(html, "h1")).toHaveLength(1);
    }
  });

  test("of the platform has neither a town's colour nor the note about the demo", () => {
    const html = renderDocument(<PortalPage view={platformView} title="Klickamt" />);
    expect(html).not.toContain("marke.css");
    expect(html).not.toContain("erfunden");
    expect(html).toContain("<title>Klickamt</title>");
  });

  test("of the desk signs out by POST, with the token", () => {
    const html = renderDocument(
      <DeskPage
        view={{ ...view, staff: { name: "Miriam Köster", duties: ["casework"] } }}
        title="Aufgaben"
        nav={[]}
        signOutAction="/raus"
      />,
    );
    expect(html).toMatch(/<form method="post" action="\/raus"><input type="hidden" name="_csrf" value="token"/);
  });
});

describe("a deadline", () => {
  const today = plainDay("2026-11-23");
  test.each([
    ["2026-11-20", "overdue", "3 Tage überfällig"],
    ["2026-11-22", "overdue", "1 Tag überfällig"],
    ["2026-11-23", "today", "heute"],
    ["2026-11-24", "soon", "morgen"],
    ["2026-11-25", "soon", "in 2 Tagen"],
    ["2026-11-26", "later", "26.11.2026"],
  ] as const)("on %s is %s: %s", (day, state, words) => {
    expect(dueState(plainDay(day), today)).toBe(state);
    const html = renderToString(<DueDate view={view} day={plainDay(day)} today={today} />);
    expect(html).toContain(`due--${state}`);
    expect(html).toContain(`>${words}<`);
  });

  test("does not pass off the deadline of something done as the day on which it was done", () => {
    const html = renderToString(<DueDate view={view} day={plainDay("2026-11-19")} today={today} done />);
    expect(
      html
        .replaceAll(/<[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim(),
    ).toBe("erledigt Frist 19.11.2026");
  });

  test("has a shape of its own in every state", () => {
    const shapes = ["2026-11-20", "2026-11-23", "2026-11-24", "2026-12-24"].map(
      (day) => /<svg.*<\/svg>/.exec(renderToString(<DueDate view={view} day={plainDay(day)} today={today} />))?.[0],
    );
    const done = /<svg.*<\/svg>/.exec(renderToString(<DueDate view={view} day={today} today={today} done />))?.[0];
    expect(new Set([...shapes, done]).size).toBe(5);
  });
});

describe("a table", () => {
  test("says its column in every cell on a phone, names its rows, and keeps its roles", () => {
    const html = renderToString(
      <Table
        caption="Dokumente"
        columns={[
          { key: "pick", label: "Auswählen", labelHidden: true },
          { key: "name", label: "Dokument" },
          { key: "size", label: "Größe", numeric: true },
        ]}
        rows={[{ key: "1", cells: { pick: "x", name: "Bescheid", size: "84 kB" } }]}
      />,
    );
    expect(tags(html, "th").filter((tag) => tag.includes('scope="row"'))).toHaveLength(1);
    expect(html).toMatch(/role="rowheader" scope="row"[^>]*>.*Bescheid/s);
    expect(html).toContain('<span class="table__label" aria-hidden="true">Größe</span>');
    expect(tags(html, "(?:table|thead|tbody|tr|th|td)").every((tag) => tag.includes(" role="))).toBe(true);
  });
});

describe("a chart", () => {
  test("has every figure in a table behind it, and fits its scale", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 24 }), (values) => {
        const labels = values.map((_, index) => `M${index}`);
        const html = renderToString(
          <BarChart view={view} title="Eingang" labels={labels} series={[{ label: "Fälle", values }]} />,
        );
        for (const value of values) expect(html).toContain(`<td class="num">${value.toLocaleString("de-DE")}</td>`);
        for (const [, y] of html.matchAll(/<rect class="chart__fill-1" x="[^"]*" y="([^"]*)"/g))
          expect(Number(y)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 50 },
    );
  });
});

test("a chart by names says each of them, however many there are, and what they are", () => {
  const labels = Array.from({ length: 16 }, (_, index) => `Amt ${index}`);
  const series = [
    { label: "Übermittelt", values: labels.map((_, index) => index) },
    { label: "Wartet", values: labels.map(() => 1) },
  ];
  const html = renderToString(
    <NameChart view={view} title="16 warten" labelled="Empfänger" labels={labels} series={series} />,
  );
  const drawing = /<svg class="chart__drawing".*?<\/svg>/s.exec(html)?.[0] ?? "";
  for (const label of labels) expect(drawing).toContain(`>${label}</text>`);
  for (const [, x, width] of drawing.matchAll(/<rect [^>]*x="([^"]*)" y="[^"]*" width="([^"]*)"/g))
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(420 - 40);
  expect(html).toContain('<th scope="col">Empfänger</th>');
});

test("every icon draws something and is hidden from screen readers unless it has words", () => {
  for (const name of iconNames) {
    const html = renderToString(<Icon name={name} />);
    expect(html).toContain('aria-hidden="true"');
    // After the start nothing begins with a relative move: paths are joined.
    expect(attribute(html, "d")).toMatch(/^M[^m]+$/);
  }
  expect(renderToString(<Icon name="mail" label="Nachricht" />)).toContain('role="img" aria-label="Nachricht"');
});

describe("a town's colour", () => {
  const grey = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, "0"));
  const colour = fc.tuple(grey, grey, grey).map((parts) => `#${parts.join("")}`);

  test("keeps its contrast in light and dark mode, whatever it is", () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const [light, dark] = brandCss({ accent }).split("@media (prefers-color-scheme:dark)");
        const value = (css: string | undefined, name: string) =>
          new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(css ?? "")?.[1] ?? "missing";
        for (const css of [light, dark]) {
          expect(contrastRatio(value(css, "brand"), value(css, "on-brand"))).toBeGreaterThanOrEqual(4.5);
          expect(contrastRatio(value(css, "brand"), value(css, "brand-soft"))).toBeGreaterThanOrEqual(4.5);
          expect(contrastRatio(value(css, "brand-strong"), value(css, "on-brand"))).toBeGreaterThanOrEqual(4.5);
          expect(contrastRatio(value(css, "brand-band"), "#ffffff")).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrastRatio(value(light, "brand"), "#ffffff")).toBeGreaterThanOrEqual(4.5);
        expect(contrastRatio(value(dark, "brand"), "#1d2034")).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  test("stays as it is where its contrast is enough", () => {
    expect(brandCss({ accent: "#a3132b" })).toContain("--brand:#a3132b;");
  });

  test("is refused where it is none", () => {
    expect(() => brandCss({ accent: "red;}" })).toThrow(RangeError);
  });

  test("is measured as WCAG does", () => {
    expect(contrastRatio("#ffffff", "#000000")).toBeCloseTo(21);
    expect(contrastRatio("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

describe("the built assets", () => {
  let folder: string;
  let manifest: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "klickamt-assets-"));
    manifest = await buildAssets(folder);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const file = (name: string) => join(folder, (manifest[name] ?? `/assets/missing-${name}`).slice("/assets/".length));
  const gzipped = async (name: string) => (await stat(`${file(name)}.gz`)).size;

  test("of a first visit weigh less than 45 kB, so that a page has 15 kB of the 60 left", async () => {
    const fonts =
      (await stat(file("fira-sans-400-base.woff2"))).size + (await stat(file("fira-sans-600-base.woff2"))).size;
    const rest = (await gzipped("portal.css")) + (await gzipped("portal.js")) + (await gzipped("klickamt.svg"));
    expect(fonts + rest).toBeLessThan(45_000);
    expect(await gzipped("portal.css")).toBeLessThan(14_000);
    expect(await gzipped("portal.js")).toBeLessThan(4_000);
  });

  test("refer to fonts and tokens that exist, in light and in dark mode", async () => {
    const names = new Set(await readdir(folder));
    for (const sheet of ["portal.css", "desk.css"]) {
      const css = await readFile(file(sheet), "utf8");
      const fonts = [...css.matchAll(/url\(([^)]+\.woff2)\)/g)].map((match) => match[1] ?? "");
      // Four cuts of two weights; a browser loads those whose letters a page has.
      expect(fonts).toHaveLength(8);
      for (const font of fonts) expect(names).toContain(font);
      const defined = new Set([...css.matchAll(/[{;](--[\w-]+):/g)].map((match) => match[1]));
      // Those of a town come from its own sheet and have a fallback here.
      const used = [...css.matchAll(/var\((--[\w-]+)\)/g)].map((match) => match[1]);
      expect(used.filter((name) => !defined.has(name))).toEqual([]);
      expect(css).toMatch(/prefers-color-scheme: ?dark/);
      expect(css).not.toMatch(/unicode-range:(base|extended)/);
    }
  });

  test("keep only the tokens that something refers to", () => {
    expect(
      withoutUnusedTokens(
        ":root{--kern-a:1px;--kern-b:var(--kern-a);--kern-c:var(--kern-d);--kern-d:2px}p{margin:var(--kern-b)}",
      ),
    ).toBe(":root{--kern-a:1px;--kern-b:var(--kern-a);}p{margin:var(--kern-b)}");
  });
});
