import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/**
 * Whether an address may be a link: `http`, `https`, `mailto`, `tel`, or relative. Everything else that a browser
 * would run or open (`javascript:`, `data:`, `vbscript:` …) is refused, also when written with spaces, control
 * characters or capitals.
 */
export function isSafeHref(href: string): boolean {
  // Whatever follows, it is no scheme.
  if (href.startsWith("/")) return true;
  // Browsers drop these characters before they look for the scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are meant
  const address = href.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1];
  if (scheme !== undefined) return ["http", "https", "mailto", "tel"].includes(scheme.toLowerCase());
  return !address.includes(":") || /^[^:]*[/?#]/.test(address);
}

export interface LinkProps {
  readonly href: string;
  readonly children?: ComponentChildren;
  readonly class?: string;
  readonly id?: string;
  readonly rel?: string;
  readonly lang?: string;
  readonly hreflang?: string;
  /** Offers to save under this name. */
  readonly download?: string | true;
  /** Leads to another site: shows it with an icon and keeps the referrer back. */
  readonly external?: boolean;
  /** Opens beside this page, which is still needed. Its words have to say so. */
  readonly newWindow?: boolean;
  readonly "aria-current"?: "page" | "step" | "true";
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
}

/** A link whose address is checked: with an address that is not safe, only its text is shown. */
export function Link(props: LinkProps): JSX.Element {
  const { href, children, external, newWindow, ...rest } = props;
  if (!isSafeHref(href)) return <span>{children}</span>;
  return (
    <a
      href={href}
      {...(external ? { rel: "noopener noreferrer" } : {})}
      {...(newWindow ? { rel: "noopener", target: "_blank" } : {})}
      {...rest}
    >
      {children}
      {external ? (
        <>
          {"\u202f"}
          <Icon name="external" size="s" />
        </>
      ) : null}
    </a>
  );
}

/** Looks of a button: one primary button a page. */
export type ButtonVariant = "primary" | "secondary" | "tertiary" | "danger";

/** A link that looks like a button: leads somewhere, changes nothing. */
export function ButtonLink(
  props: LinkProps & { readonly variant?: ButtonVariant; readonly icon?: IconName },
): JSX.Element {
  const { variant, icon, children, ...rest } = props;
  return (
    <Link {...rest} class={`btn btn--${variant ?? "primary"}`}>
      {icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
    </Link>
  );
}
