import type { ComponentChildren, JSX } from "preact";
import { daysBetween, formatDayShort, type PlainDay } from "../../kernel/index.ts";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import type { ViewContext } from "./view.ts";
import { wording } from "./wording.ts";

/** Terms with their values: what is known about something. */
export function Facts(props: {
  readonly rows: readonly {
    readonly term: ComponentChildren;
    readonly value: ComponentChildren;
    readonly hint?: ComponentChildren;
    /** Stands at the end of the line: a link that changes it. */
    readonly action?: ComponentChildren;
  }[];
  /** `plain` without lines, for the side of a page. */
  readonly look?: "lines" | "plain";
}): JSX.Element {
  return (
    <div class={`facts facts--${props.look ?? "lines"}`}>
      <dl>
        {props.rows.map((row) => (
          <div class="facts__row">
            <dt>{row.term}</dt>
            <dd>
              {row.value}
              {row.hint === undefined ? null : <span class="facts__hint">{row.hint}</span>}
            </dd>
            {row.action === undefined ? null : <dd class="facts__action">{row.action}</dd>}
          </div>
        ))}
      </dl>
    </div>
  );
}

export interface Column {
  readonly key: string;
  readonly label: ComponentChildren;
  /** Numbers stand right. */
  readonly numeric?: boolean;
  /** Takes no more room than it needs and does not wrap. */
  readonly narrow?: boolean;
  /** Words for screen readers only, for a column of checkboxes or buttons. */
  readonly labelHidden?: boolean;
  /** The cell names the row. Default: the first column that holds words. */
  readonly rowHeader?: boolean;
}

export interface Row {
  readonly key: string;
  readonly cells: Readonly<Record<string, ComponentChildren>>;
  /** The row that is open in another pane. */
  readonly current?: boolean;
}

/** Said aloud because another `display`, which a phone needs, takes the roles of table elements away. */
const role = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** Rows and columns; on a phone every row becomes a block whose cells say their column. */
export function Table(props: {
  readonly caption: ComponentChildren;
  /** Caption for screen readers only, where a heading above says the same. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** On the desk: j and k move from row to row, Enter opens the row's first link, x its checkbox. */
  readonly keyboard?: boolean;
  readonly dense?: boolean;
}): JSX.Element {
  const rowHeader =
    props.columns.find((column) => column.rowHeader)?.key ?? props.columns.find((column) => !column.labelHidden)?.key;
  const look = (column: Column) =>
    [column.numeric && "num", column.narrow && "narrow", column.labelHidden && "bare"].filter(Boolean).join(" ");
  return (
    <div class={`table${props.dense ? " table--dense" : ""}`}>
      <table {...role.table} {...(props.keyboard ? { "data-rows": "" } : {})}>
        <caption class={props.captionHidden ? "vh" : ""}>{props.caption}</caption>
        <thead {...role.rowgroup}>
          <tr {...role.row}>
            {props.columns.map((column) => (
              <th key={column.key} {...role.columnheader} scope="col" class={look(column)}>
                {column.labelHidden ? <span class="vh">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...role.rowgroup}>
          {props.rows.map((row) => (
            <tr
              key={row.key}
              {...role.row}
              class={row.current ? "is-current" : ""}
              {...(row.current ? { "aria-current": "true" as const } : {})}
            >
              {props.columns.map((column) => {
                const content = (
                  <>
                    {column.labelHidden ? null : (
                      <span class="table__label" aria-hidden="true">
                        {column.label}
                      </span>
                    )}
                    <span class="table__cell">{row.cells[column.key]}</span>
                  </>
                );
                return column.key === rowHeader ? (
                  <th key={column.key} {...role.rowheader} scope="row" class={look(column)}>
                    {content}
                  </th>
                ) : (
                  <td key={column.key} {...role.cell} class={look(column)}>
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What happened, what is now, what comes: a line of plain sentences. */
export function Timeline(props: {
  readonly view: ViewContext;
  readonly items: readonly {
    readonly title: ComponentChildren;
    readonly text?: ComponentChildren;
    readonly when?: ComponentChildren;
    readonly state: "done" | "current" | "next";
  }[];
}): JSX.Element {
  const { language } = props.view;
  const words = { done: wording.done, current: wording.current, next: wording.upcoming };
  return (
    <ol class="timeline">
      {props.items.map((item) => (
        <li
          class={`timeline__item timeline__item--${item.state}`}
          {...(item.state === "current" ? { "aria-current": "step" as const } : {})}
        >
          <span class="timeline__mark">{item.state === "done" ? <Icon name="check" size="s" /> : null}</span>
          <div>
            <p class="timeline__title">
              <span class="vh">{words[item.state][language]}: </span>
              {item.title}
            </p>
            {item.when === undefined ? null : <p class="timeline__when">{item.when}</p>}
            {item.text === undefined ? null : <div class="timeline__text">{item.text}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Views of the same thing, each a page of its own: links, not a widget. */
export function Tabs(props: {
  /** Says what is being switched, for screen readers. */
  readonly label: string;
  readonly items: readonly {
    readonly href: string;
    readonly label: ComponentChildren;
    readonly count?: number;
    readonly current?: boolean;
  }[];
}): JSX.Element {
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul>
        {props.items.map((item) => (
          <li key={item.href}>
            <Link href={item.href} {...(item.current ? { "aria-current": "page" as const } : {})}>
              {item.label}
              {item.count === undefined ? null : <span class="count">{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** To the page before and the page after of a long list. */
export function Pager(props: {
  readonly view: ViewContext;
  readonly previousHref?: string;
  readonly nextHref?: string;
  /** "51 bis 100 von 312". */
  readonly position?: string;
}): JSX.Element | null {
  if (props.previousHref === undefined && props.nextHref === undefined) return null;
  const { language } = props.view;
  return (
    <nav class="pager" aria-label={wording.pages[language]}>
      {props.previousHref === undefined ? null : (
        <Link class="btn btn--secondary" href={props.previousHref} rel="prev">
          <Icon name="chevron-left" size="s" />
          <span>{wording.previous[language]}</span>
        </Link>
      )}
      {props.position === undefined ? null : <span class="pager__position">{props.position}</span>}
      {props.nextHref === undefined ? null : (
        <Link class="btn btn--secondary" href={props.nextHref} rel="next">
          <span>{wording.next[language]}</span>
          <Icon name="chevron-right" size="s" />
        </Link>
      )}
    </nav>
  );
}

/** How near a deadline is: `soon` is tomorrow and the day after. */
export type DueState = "overdue" | "today" | "soon" | "later" | "done";

/** How near the day is, seen from today. */
export function dueState(day: PlainDay, today: PlainDay, done = false): DueState {
  if (done) return "done";
  const days = daysBetween(today, day);
  if (days < 0) return "overdue";
  if (days === 0) return "today";
  return days <= 2 ? "soon" : "later";
}

const dueShapes: Record<DueState, JSX.Element> = {
  overdue: <path d="M8 1.5 15 14.5H1z" />,
  today: <path d="M8 1 15 8 8 15 1 8z" />,
  soon: (
    <>
      <circle cx="8" cy="8" r="6.5" class="due__ring" />
      <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" />
    </>
  ),
  later: <circle cx="8" cy="8" r="6.5" class="due__ring" />,
  done: <path d="m3 8.5 3.5 3.5L13 4.5" class="due__ring" />,
};

/** A deadline as a coloured word and a shape: nobody has to tell colours apart. */
export function DueDate(props: {
  readonly view: ViewContext;
  readonly day: PlainDay;
  readonly today: PlainDay;
  readonly done?: boolean;
}): JSX.Element {
  const { language } = props.view;
  const state = dueState(props.day, props.today, props.done);
  const days = daysBetween(props.today, props.day);
  const date = formatDayShort(props.day, language);
  const late = language === "de" ? (days === -1 ? "1 Tag" : `${-days} Tage`) : days === -1 ? "1 day" : `${-days} days`;
  const inDays = language === "de" ? `in ${days} Tagen` : `in ${days} days`;
  const words: Record<DueState, string> = {
    overdue: language === "de" ? `${late} überfällig` : `${late} overdue`,
    today: wording.today[language],
    soon: days === 1 ? wording.tomorrow[language] : inDays,
    later: date,
    done: wording.fixed[language],
  };
  return (
    <span class={`due due--${state}`}>
      <svg class="due__shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        {dueShapes[state]}
      </svg>
      <span class="due__word">{words[state]}</span>
      {state === "later" ? null : (
        <span class="due__day">
          {/* Beside "done" a bare day would read as the day on which it was done. */}
          {state === "done" ? `${wording.deadline[language]} ` : null}
          <time datetime={props.day}>{date}</time>
        </span>
      )}
    </span>
  );
}

/** How far something is, in words and as a bar. */
export function Progress(props: { readonly value: number; readonly max: number; readonly label: string }): JSX.Element {
  return (
    <div class="progress">
      <span class="progress__label">{props.label}</span>
      <progress value={props.value} max={props.max} aria-label={props.label} />
    </div>
  );
}

/** An access code, large enough to copy by hand, with a button where there is script. */
export function CopyCode(props: {
  readonly view: ViewContext;
  readonly code: string;
  readonly label?: string;
  /** For what nobody copies by hand: a long key. */
  readonly small?: boolean;
}): JSX.Element {
  const { language } = props.view;
  return (
    <div
      class={`code${props.small ? " code--small" : ""}`}
      data-copy={props.code}
      data-copy-word={wording.copy[language]}
      data-copied-word={wording.copied[language]}
    >
      {props.label === undefined ? null : <span class="code__label">{props.label}</span>}
      <code class="code__text" translate={false}>
        {props.code}
      </code>
      <span class="code__status" role="status" />
    </div>
  );
}
