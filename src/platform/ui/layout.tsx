import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon.tsx";
import { Link } from "./link.tsx";

/** Space between the parts of a layout, from KERN's spacing tokens. */
export type Gap = "xs" | "s" | "m" | "l" | "xl";

/** Parts below each other with even space. */
export function Stack(props: { gap?: Gap; children?: ComponentChildren }): JSX.Element {
  return <div class={`stack stack--${props.gap ?? "m"}`}>{props.children}</div>;
}

/** Parts beside each other, wrapping where there is no room. */
export function Cluster(props: {
  gap?: Gap;
  justify?: "start" | "between" | "end";
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`cluster stack--${props.gap ?? "s"}${props.justify ? ` cluster--${props.justify}` : ""}`}>
      {props.children}
    </div>
  );
}

/** Columns of equal width, as many as fit: `s` 11 rem, `m` 18 rem, `l` 22 rem at least. */
export function Grid(props: { min?: "s" | "m" | "l"; gap?: Gap; children?: ComponentChildren }): JSX.Element {
  return <div class={`grid grid--${props.min ?? "m"}${props.gap ? ` stack--${props.gap}` : ""}`}>{props.children}</div>;
}

/** Main part and a narrower part beside it, below it on small screens. */
export function Sidebar(props: {
  side: ComponentChildren;
  sideFirst?: boolean;
  children?: ComponentChildren;
}): JSX.Element {
  const side = <div class="sidebar__side">{props.side}</div>;
  return (
    <div class="sidebar">
      {props.sideFirst ? side : null}
      <div class="sidebar__main">{props.children}</div>
      {props.sideFirst ? null : side}
    </div>
  );
}

/** Something that stands for itself. With `href` the whole card leads there; its title is the link. */
export function Card(props: {
  title?: ComponentChildren;
  href?: string;
  icon?: IconName;
  /** Level of the title's heading, 2 to 4. Default 2. */
  level?: 2 | 3 | 4;
  children?: ComponentChildren;
}): JSX.Element {
  const Title = `h${props.level ?? 2}` as "h2";
  return (
    <div class={`card${props.href === undefined ? "" : " card--link"}${props.icon ? " card--icon" : ""}`}>
      {props.icon ? (
        <span class="card__icon">
          <Icon name={props.icon} />
        </span>
      ) : null}
      <div class="card__body">
        {props.title === undefined ? null : (
          <Title class="card__title">
            {props.href === undefined ? props.title : <Link href={props.href}>{props.title}</Link>}
          </Title>
        )}
        {props.children}
      </div>
      {props.href === undefined ? null : (
        <span class="card__go">
          <Icon name="chevron-right" size="s" />
        </span>
      )}
    </div>
  );
}

/** Many ways on, one short line each: a list that can be run through with the eye. */
export function LinkRows(props: {
  readonly items: readonly {
    readonly href: string;
    readonly label: string;
    readonly icon: IconName;
    /** Stands at the end of the line: how many, and for screen readers of what ("4 Leistungen"). */
    readonly count?: { readonly shown: number; readonly words: string };
  }[];
}): JSX.Element {
  return (
    <ul class="rows">
      {props.items.map((item) => (
        <li key={item.href}>
          <Link href={item.href}>
            <Icon name={item.icon} />
            <span class="rows__label">{item.label}</span>
            {item.count === undefined ? null : (
              <>
                <span class="count" aria-hidden="true">
                  {item.count.shown}
                </span>
                <span class="vh">, {item.count.words}</span>
              </>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Running text: measures, space between paragraphs, lists. */
export function Prose(props: { children?: ComponentChildren }): JSX.Element {
  return <div class="prose">{props.children}</div>;
}

/** A part of a page under a heading of its own. */
export function Section(props: {
  title: ComponentChildren;
  id?: string;
  level?: 2 | 3 | 4;
  /** Stands at the end of the heading's line: a link or a badge. */
  aside?: ComponentChildren;
  children?: ComponentChildren;
}): JSX.Element {
  const Title = `h${props.level ?? 2}` as "h2";
  return (
    <section
      class={`section section--${props.level ?? 2}`}
      {...(props.id === undefined ? {} : { id: props.id, "aria-labelledby": `${props.id}-title` })}
    >
      <div class="section__head">
        <Title class={`h${props.level ?? 2}`} {...(props.id === undefined ? {} : { id: `${props.id}-title` })}>
          {props.title}
        </Title>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** Read by screen readers only. */
export function VisuallyHidden(props: { children?: ComponentChildren }): JSX.Element {
  return <span class="vh">{props.children}</span>;
}
