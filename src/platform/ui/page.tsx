import type { ComponentChildren, JSX, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Icon, type IconName } from "./icon.tsx";
import { kept } from "./kept.ts";
import { Link } from "./link.tsx";
import type { ViewContext } from "./view.ts";
import { wording } from "./wording.ts";

/** The page as text, with its doctype. Everything in it is escaped by Preact. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/** The product's own sign: a tick in a doorway. */
function Logo(): JSX.Element {
  return (
    <svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path class="logo__house" d="M16 2 3 9.5V28a2 2 0 0 0 2 2h22a2 2 0 0 0 2-2V9.5z" />
      <path class="logo__tick" d="m9.5 18 4.7 4.7L23 13.5" />
    </svg>
  );
}

/** What the pages of the platform itself keep their parts under: they have no town. */
const platform = {};

/** Under what the parts of a page that look the same for a town and a language are kept. */
const ownerOf = (view: ViewContext): object => view.brand ?? platform;

function Head(props: {
  view: ViewContext;
  title: string;
  sheet: "portal" | "desk";
  script?: string | readonly string[];
}): JSX.Element {
  const { view } = props;
  return (
    <head>
      <meta charset="utf-8" />
      <title>{props.title}</title>
      {kept(ownerOf(view), `head:${props.sheet}`, () => (
        <HeadOfTown view={view} sheet={props.sheet} />
      ))}
      {[props.script ?? []].flat().map((script) => (
        <script key={script} type="module" src={view.asset(script)} />
      ))}
    </head>
  );
}

function HeadOfTown(props: { view: ViewContext; sheet: "portal" | "desk" }): JSX.Element {
  const { view } = props;
  return (
    <>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {view.brand?.demo ? <meta name="robots" content="noindex" /> : null}
      <link
        rel="preload"
        href={view.asset("fira-sans-400-base.woff2")}
        as="font"
        type="font/woff2"
        crossorigin="anonymous"
      />
      <link
        rel="preload"
        href={view.asset("fira-sans-600-base.woff2")}
        as="font"
        type="font/woff2"
        crossorigin="anonymous"
      />
      <link rel="stylesheet" href={view.asset(`${props.sheet}.css`)} />
      {view.brand === undefined ? null : <link rel="stylesheet" href={`/${view.brand.slug}/marke.css`} />}
      <link rel="icon" href={view.brand?.markPath ?? view.asset("klickamt.svg")} type="image/svg+xml" />
      <script type="module" src={view.asset(`${props.sheet}.js`)} />
    </>
  );
}

function LanguageLink(props: { view: ViewContext }): JSX.Element {
  const other = props.view.language === "de" ? "en" : "de";
  return (
    <Link class="languages" href={props.view.hrefInLanguage(other)} lang={other} hreflang={other}>
      {wording.otherLanguage[props.view.language]}
    </Link>
  );
}

function DemoNote(props: { view: ViewContext }): JSX.Element {
  const { language } = props.view;
  return (
    <p class="demo">
      <strong>{wording.demo[language]}</strong> <span>{wording.demoText[language]}</span>
    </p>
  );
}

function SkipLink(props: { view: ViewContext }): JSX.Element {
  return (
    <a class="skip" href="#inhalt">
      {wording.skip[props.view.language]}
    </a>
  );
}

function PortalHeader(props: { view: ViewContext }): JSX.Element {
  const { view } = props;
  return (
    <header class={`head${view.brand === undefined ? " head--platform" : ""}`}>
      {view.brand?.demo ? kept(view.brand, `demo:${view.language}`, () => <DemoNote view={view} />) : null}
      <div class="head__inner">
        {kept(ownerOf(view), `home:${view.language}`, () => (
          <HomeLink view={view} />
        ))}
        <LanguageLink view={view} />
      </div>
    </header>
  );
}

function HomeLink(props: { view: ViewContext }): JSX.Element {
  const { view } = props;
  return (
    <Link class="head__home" href={view.href("/")}>
      {view.brand === undefined ? (
        <>
          <Logo />
          <span class="head__name">Klickamt</span>
        </>
      ) : (
        <>
          <img class="head__mark" src={view.brand.markPath} alt="" width="40" height="40" />
          <span class="head__name">{view.brand.officialName}</span>
        </>
      )}
      <span class="vh">, {wording.home[view.language]}</span>
    </Link>
  );
}

function PortalFooter(props: { view: ViewContext }): JSX.Element {
  const { view } = props;
  const { language } = view;
  const links = [
    ["/impressum", wording.imprint],
    ["/datenschutz", wording.privacy],
    ["/barrierefreiheit", wording.accessibility],
    ["/leichte-sprache", wording.easyLanguage],
  ] as const;
  return (
    <footer class="foot">
      <div class="foot__inner">
        <nav aria-label={wording.footer[language]}>
          <ul>
            {links.map(([path, word]) => (
              <li key={path}>
                <Link href={view.href(path)}>{word[language]}</Link>
              </li>
            ))}
          </ul>
        </nav>
        <p>{wording.poweredBy[language]}</p>
      </div>
    </footer>
  );
}

/** A page for citizens: one column, one h1 (the title), one primary action. */
export function PortalPage(props: {
  readonly view: ViewContext;
  /** Heading of the page and, with the town's name, of the browser's tab. */
  readonly title: string;
  /** One or two sentences below the title. */
  readonly lead?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label: string };
  /** For start pages and tables: 68 rem rather than 38. */
  readonly wide?: boolean;
  /** The h1 stands in the children: for pages whose one question is their heading. */
  readonly titleHidden?: boolean;
  /** Says "Fehler:" first in the browser's tab, which is what a screen reader reads first. */
  readonly hasErrors?: boolean;
  /** Stands above the title: an `ErrorSummary`, or where one is in a form. */
  readonly above?: ComponentChildren;
  /** Names of further scripts of its own, `antrag.js`. */
  readonly script?: string | readonly string[];
  /** Fills the width on the town's colour, with the title in it: for start pages. */
  readonly hero?: ComponentChildren;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { view } = props;
  const owner = view.brand?.officialName ?? "Klickamt";
  const title = `${props.hasErrors ? `${wording.error[view.language]}: ` : ""}${props.title}${props.title === owner ? "" : ` – ${owner}`}`;
  const titles = props.titleHidden ? null : (
    <div class="titles">
      <h1 class="h1">{props.title}</h1>
      {props.lead === undefined ? null : <p class="lead">{props.lead}</p>}
    </div>
  );
  return (
    <html lang={view.language}>
      <Head
        view={view}
        title={title}
        sheet="portal"
        {...(props.script === undefined ? {} : { script: props.script })}
      />
      <body class="portal">
        <SkipLink view={view} />
        <PortalHeader view={view} />
        <main id="inhalt" tabindex={-1}>
          {props.hero === undefined ? null : (
            <div class="hero">
              <div class="column column--wide">
                {titles}
                {props.hero}
              </div>
            </div>
          )}
          <div class={`column${props.wide ? " column--wide" : ""}`}>
            {props.back === undefined ? null : (
              <Link class="back" href={props.back.href}>
                <Icon name="arrow-left" size="s" />
                {props.back.label}
              </Link>
            )}
            {props.above === undefined ? null : <div class="above">{props.above}</div>}
            {props.hero === undefined ? titles : null}
            {props.children}
          </div>
        </main>
        {kept(ownerOf(view), `foot:${view.language}`, () => (
          <PortalFooter view={view} />
        ))}
      </body>
    </html>
  );
}

/** An entry of the desk's menu. */
export interface DeskNavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly current?: boolean;
  readonly count?: number;
  /** The place can be searched: name of the parameter that takes the words. */
  readonly search?: string;
  /** Heading of the places it stands among; places of one group follow each other. */
  readonly group?: string;
}

/** Places in the order given, each run of one group together. */
function groupsOf(nav: readonly DeskNavItem[]): readonly (readonly DeskNavItem[])[] {
  const groups: DeskNavItem[][] = [];
  for (const item of nav) {
    const last = groups.at(-1);
    if (last !== undefined && last[0]?.group === item.group) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

/** The menu: headings where there is more than one group, so that nobody reads one over all there is. */
function DeskMenu(props: { view: ViewContext; nav: readonly DeskNavItem[] }): JSX.Element {
  const groups = groupsOf(props.nav);
  return (
    <nav class="side" aria-label={wording.deskNav[props.view.language]}>
      <div class="side__groups">
        {groups.map((items, index) => {
          const group = groups.length > 1 ? items[0]?.group : undefined;
          const id = `menue-${index + 1}`;
          return (
            <div class="side__group" key={id}>
              {group === undefined ? null : (
                <h2 class="side__head" id={id}>
                  {group}
                </h2>
              )}
              <ul {...(group === undefined ? {} : { "aria-labelledby": id })}>
                {items.map((item) => (
                  <li key={item.href}>
                    <Link href={item.href} {...(item.current ? { "aria-current": "page" as const } : {})}>
                      <Icon name={item.icon} size="s" />
                      <span>{item.label}</span>
                      {item.count === undefined ? null : <span class="count">{item.count}</span>}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </nav>
  );
}

function KeyHelp(props: { view: ViewContext }): JSX.Element {
  const { language } = props.view;
  const keys = [
    ["j", wording.keysDown],
    ["k", wording.keysUp],
    ["Enter", wording.keysOpen],
    ["x", wording.keysSelect],
    ["/", wording.keysSearch],
    [wording.jumpKey[language], wording.jumpHelp],
    ["?", wording.keysHelp],
  ] as const;
  return (
    <dialog class="keys" id="tasten" aria-labelledby="tasten-titel">
      <h2 class="h2" id="tasten-titel">
        {wording.keys[language]}
      </h2>
      <dl>
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{word[language]}</dd>
          </div>
        ))}
      </dl>
      <label class="keys__on">
        <input type="checkbox" data-keys-on checked /> {wording.keysOn[language]}
      </label>
      <form method="dialog">
        <button class="btn btn--secondary" type="submit">
          {wording.close[language]}
        </button>
      </form>
    </dialog>
  );
}

/**
 * Ctrl-K: to every place of the menu, and to a search, without the hand leaving the keys. Opened by script only; what
 * it offers is in the menu too.
 */
function Palette(props: { view: ViewContext; nav: readonly DeskNavItem[] }): JSX.Element | null {
  const { language } = props.view;
  const searched = props.nav.find((item) => item.search !== undefined);
  if (props.nav.length === 0) return null;
  return (
    <dialog class="keys palette" id="springen" aria-label={wording.jump[language]}>
      <form method="get" action={searched?.href ?? props.nav[0]?.href}>
        <label class="search__label" for="springen-feld">
          {wording.jumpTo[language]}
        </label>
        <input class="input input--full" id="springen-feld" name={searched?.search} autocomplete="off" />
        <ul class="palette__list" data-places>
          {props.nav.map((item) => (
            <li key={item.href}>
              <Link href={item.href}>
                <Icon name={item.icon} size="s" />
                {item.label}
              </Link>
            </li>
          ))}
        </ul>
        {searched === undefined ? null : (
          <button class="btn btn--secondary" type="submit">
            <Icon name="search" size="s" />
            <span>
              {wording.jumpSearch[language]} {searched.label}
            </span>
          </button>
        )}
      </form>
    </dialog>
  );
}

/**
 * A page of the desk: menu, list, and beside it what is open. The panes stand beside each other where there is room
 * (three on wide screens with the menu, two on a laptop, one on a phone: then the last pane comes first).
 */
export function DeskPage(props: {
  readonly view: ViewContext;
  readonly title: string;
  readonly nav: readonly DeskNavItem[];
  /** Stands at the end of the title's line: the next step as the one primary button, a search. */
  readonly tools?: ComponentChildren;
  readonly hasErrors?: boolean;
  /** The h1 stands in the children. */
  readonly titleHidden?: boolean;
  /** Name of a further script of its own, `dienste.js`. */
  readonly script?: string;
  /** Where the sign-out form goes; default `view.href("/amt/abmelden")`. */
  readonly signOutAction?: string;
  /** The list that what is open comes from: stands before it where the window is wide, and is left out elsewhere. */
  readonly queue?: { readonly label: string; readonly content: ComponentChildren };
  readonly panes?: readonly { readonly label: string; readonly content: ComponentChildren }[];
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  const owner = view.brand?.name ?? "Klickamt";
  return (
    <html lang={language}>
      <Head
        view={view}
        title={`${props.hasErrors ? `${wording.error[language]}: ` : ""}${props.title} – ${owner}`}
        sheet="desk"
        {...(props.script === undefined ? {} : { script: props.script })}
      />
      <body class="desk">
        <SkipLink view={view} />
        <header class="bar">
          <span class="bar__home">
            {view.brand === undefined ? <Logo /> : <img src={view.brand.markPath} alt="" width="28" height="28" />}
            <span class="bar__name">{view.brand?.officialName ?? "Klickamt"}</span>
          </span>
          {view.brand?.demo ? (
            <span class="bar__demo">
              <strong>{wording.demo[language]}</strong>
              <span>{wording.demoText[language]}</span>
            </span>
          ) : null}
          <span class="bar__end">
            <button class="bar__out" type="button" data-jump hidden>
              {wording.jump[language]} <kbd>{wording.jumpKey[language]}</kbd>
            </button>
            <button class="bar__out" type="button" data-keys-help hidden>
              {wording.keys[language]}
            </button>
            <LanguageLink view={view} />
            {view.staff === undefined ? null : (
              <>
                <span class="bar__who">
                  <Icon name="user" size="s" />
                  <span class="vh">{wording.signedInAs[language]} </span>
                  {view.staff.name}
                </span>
                <form method="post" action={props.signOutAction ?? view.href("/amt/abmelden")}>
                  <input type="hidden" name="_csrf" value={view.csrf} />
                  <input type="hidden" name="_submission" value={view.newSubmissionKey()} />
                  <button class="bar__out" type="submit">
                    {wording.signOut[language]}
                  </button>
                </form>
              </>
            )}
          </span>
        </header>
        <div
          class={`desk__body${props.nav.length === 0 ? " desk__body--plain" : ""}${props.queue === undefined ? "" : " desk__body--queue"}`}
        >
          {props.nav.length === 0 ? null : <DeskMenu view={view} nav={props.nav} />}
          {props.queue === undefined ? null : (
            <nav class="queue" aria-label={props.queue.label}>
              {props.queue.content}
            </nav>
          )}
          <main
            class={`work${props.panes === undefined || props.panes.length === 0 ? "" : ` work--${props.panes.length + 1}`}`}
            id="inhalt"
            tabindex={-1}
          >
            <div class="pane">
              {props.titleHidden && props.tools === undefined ? null : (
                <div class="pane__head">
                  {props.titleHidden ? null : <h1 class="h1">{props.title}</h1>}
                  {props.tools}
                </div>
              )}
              {props.children}
            </div>
            {props.panes?.map((pane) => (
              <section class="pane" key={pane.label} aria-label={pane.label}>
                {pane.content}
              </section>
            ))}
          </main>
        </div>
        <Palette view={view} nav={props.nav} />
        <KeyHelp view={view} />
      </body>
    </html>
  );
}

/** Something went wrong, said plainly, with a way on. */
export function ErrorPage(props: {
  readonly view: ViewContext;
  readonly title: string;
  readonly text: ComponentChildren;
  /** Number under which the log tells more. */
  readonly incident?: string;
  /** There is always a way on; the first is the primary one. */
  readonly actions: readonly { readonly href: string; readonly label: string }[];
  /** What was sent and not taken. */
  readonly typed?: readonly string[];
}): JSX.Element {
  return (
    <PortalPage view={props.view} title={props.title}>
      <div class="prose">
        {typeof props.text === "string" ? <p>{props.text}</p> : props.text}
        {props.incident === undefined ? null : (
          <p class="muted">
            {wording.incident[props.view.language]}: <code>{props.incident}</code>
          </p>
        )}
      </div>
      <div class="actions">
        {props.actions.map(({ href, label }, index) => (
          <Link key={href} class={`btn btn--${index === 0 ? "primary" : "secondary"}`} href={href}>
            {label}
          </Link>
        ))}
      </div>
      <WhatWasTyped view={props.view} typed={props.typed ?? []} />
    </PortalPage>
  );
}

/** What was typed and not taken, to be copied: nobody types a letter twice. Nothing where nothing was typed. */
export function WhatWasTyped(props: {
  readonly view: ViewContext;
  readonly typed: readonly string[];
}): JSX.Element | null {
  const { view, typed } = props;
  if (typed.length === 0) return null;
  return (
    <section class="section">
      <h2 class="h2">{wording.typed[view.language]}</h2>
      {typed.map((words) => (
        <p class="typed" key={words}>
          {words}
        </p>
      ))}
    </section>
  );
}

/**
 * A form was sent after the session had ended: nothing was done, and what was typed is there to be copied. Who signs in
 * beside this page needs one step back to the form, which the browser fills as it was; in this window the way back would
 * lead over the sign-in and over this answer to a POST, which browsers refuse to show again.
 */
export function SessionEndedPage(props: {
  readonly view: ViewContext;
  readonly typed: readonly string[];
  readonly signInHref: string;
}): JSX.Element {
  const { view } = props;
  const de = view.language === "de";
  return (
    <PortalPage
      view={view}
      title={de ? "Sie sind nicht mehr angemeldet" : "You are no longer signed in"}
      lead={
        de
          ? "Ihre Eingabe ist noch nicht bei uns. Melden Sie sich in einem neuen Fenster an. Gehen Sie dann in diesem Fenster eine Seite zurück und senden Sie noch einmal."
          : "We do not have your input yet. Sign in in a new window. Then go back one page in this window and send it again."
      }
    >
      <p>
        <Link class="btn btn--primary" href={props.signInHref} newWindow>
          {de ? "In neuem Fenster anmelden" : "Sign in in a new window"}
        </Link>
      </p>
      <WhatWasTyped view={view} typed={props.typed} />
    </PortalPage>
  );
}
