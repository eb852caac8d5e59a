import { type ComponentChildren, Fragment, type JSX } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** A heading; `size` lets it look like another level without breaking the order of levels. */
export function Heading(props: {
  level: 1 | 2 | 3 | 4;
  size?: 1 | 2 | 3 | 4;
  id?: string;
  children?: ComponentChildren;
}): JSX.Element {
  const Tag = `h${props.level}` as "h1";
  return (
    <Tag class={`h${props.size ?? props.level}`} {...(props.id === undefined ? {} : { id: props.id })}>
      {props.children}
    </Tag>
  );
}

/** Meaning of a colour. Every tone also has a word or an icon of its own. */
export type Tone = "neutral" | "info" | "success" | "warning" | "error" | "accent";

/** One or two words about the state of something; a sentence breaks into lines. */
export function Badge(props: { tone?: Tone; icon?: IconName; children?: ComponentChildren }): JSX.Element {
  const long = typeof props.children === "string" && props.children.length > 24;
  return (
    <span class={`badge badge--${props.tone ?? "neutral"}${long ? " badge--long" : ""}`}>
      {props.icon ? <Icon name={props.icon} size="s" /> : null}
      {props.children}
    </span>
  );
}

const alertIcons = { info: "info", success: "check", warning: "warning", error: "error" } as const;

/**
 * A message in the page. `role="status"` or `"alert"` only where it appears in answer to what someone did.
 */
export function Alert(props: {
  tone: "info" | "success" | "warning" | "error";
  /** Left out where the message is one plain sentence. */
  title?: ComponentChildren;
  /** Makes the title a heading of this level; without it, strong text. */
  level?: 2 | 3;
  role?: "alert" | "status";
  children?: ComponentChildren;
}): JSX.Element {
  const Title = props.level === undefined ? "p" : (`h${props.level}` as "h2");
  return (
    <div class={`alert alert--${props.tone}`} {...(props.role === undefined ? {} : { role: props.role })}>
      <span class="alert__icon">
        <Icon name={alertIcons[props.tone]} />
      </span>
      <div class="alert__body">
        {props.title === undefined ? null : <Title class="alert__title">{props.title}</Title>}
        {props.children}
      </div>
    </div>
  );
}

/** An empty list: says what will be here and how it gets here. */
export function Empty(props: { title: ComponentChildren; icon?: IconName; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <Icon name={props.icon ?? "inbox"} size="l" />
      <p class="empty__title">{props.title}</p>
      {props.children}
    </div>
  );
}

/** An e-mail address that breaks, where it must, before a dot or the at sign and never inside a word. */
export function EmailAddress(props: { address: string }): JSX.Element {
  return (
    <>
      {props.address.split(/(?=[@.])/).map((part, index) => (
        <Fragment key={`${index}`}>
          {index === 0 ? null : <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** Lines for a terminal or a program. What is too wide scrolls in its box, also by keyboard. */
export function CodeBlock(props: {
  /** Says what it is, for screen readers. */
  readonly label: string;
  readonly code: string;
}): JSX.Element {
  return (
    <section class="code-block" aria-label={props.label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keyboard */}
      <pre tabIndex={0} translate={false}>
        <code>{props.code}</code>
      </pre>
    </section>
  );
}
