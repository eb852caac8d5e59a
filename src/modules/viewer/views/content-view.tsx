import type { ComponentChildren, JSX } from "preact";
import { Alert, Form, Link, Pager, SubmitButton, type ViewContext } from "../../../platform/ui/index.ts";
import type { Conversion } from "../actions/conversions.ts";
import type { ShownContent, ShownPage } from "../actions/describe-content.ts";
import { widths, type Zoom } from "../model/showing.ts";
import { wording } from "./wording.ts";

/** Pages that one page of the viewer shows. */
export const pagesShown = 20;

/** A content and the ways around in it. */
export interface ContentProps {
  readonly view: ViewContext;
  /** What the pictures' addresses begin with: `…/bild/1/1`. */
  readonly pictures: string;
  /** Where the bytes are offered. */
  readonly file: string;
  readonly dokumentId: string;
  readonly content: ShownContent;
  readonly zoom: Zoom;
  /** First page that is shown, from 1. */
  readonly from: number;
  /** The same page of the viewer, beginning with another page of the document. */
  hrefFrom(from: number): string;
  /** Anchors of pages begin with it, where two documents are shown. */
  readonly prefix: string;
  readonly conversion: Conversion;
}

function PageFigure(
  props: ContentProps & { readonly page: ShownPage; readonly picture: boolean; readonly count: number },
): JSX.Element {
  const { view, page, zoom } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const width = widths[zoom];
  const height = Math.max(1, Math.round((width * page.heightPoints) / Math.max(1, page.widthPoints)));
  const name = `${props.picture && props.count === 1 ? w("picture") : `${w("page")} ${page.number}`}`;
  const said = page.text.trim();
  return (
    <li class="viewer__page" id={`${props.prefix}-${page.number}`}>
      <figure>
        <div
          class="viewer__sheet"
          {...(zoom === "normal" || zoom === "klein"
            ? {}
            : { tabIndex: 0, role: "group" as const, "aria-label": name })}
        >
          <img
            class={`viewer__picture viewer__picture--${zoom}`}
            src={`${props.pictures}/${page.number}/${zoom}`}
            width={width}
            height={height}
            loading="lazy"
            decoding="async"
            alt={`${name} ${said === "" ? w("pageAltNoText") : w("pageAlt")}`}
          />
        </div>
        <figcaption class="viewer__caption">
          <span>
            {name}
            {props.count === 1 ? null : ` ${w("of")} ${props.count}`}
          </span>
          {said === "" ? (
            props.picture ? null : (
              <span class="muted">{w("noText")}</span>
            )
          ) : (
            <details>
              <summary>
                {w("pageText")}
                <span class="vh"> {page.number}</span>
              </summary>
              <div class="viewer__text">{said}</div>
            </details>
          )}
        </figcaption>
      </figure>
    </li>
  );
}

function Note(props: {
  readonly title: string;
  readonly tone?: "info" | "warning";
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <Alert tone={props.tone ?? "info"} title={props.title}>
      {props.children}
    </Alert>
  );
}

function OfficeNote(props: ContentProps): JSX.Element {
  const { view, conversion } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const words = {
    absent: "officeAbsent",
    possible: "officePossible",
    queued: "officeQueued",
    failed: "officeFailed",
  } as const;
  return (
    <Note title={w("officeTitle")}>
      <p>{w(words[conversion])}</p>
      {conversion === "possible" || conversion === "failed" ? (
        <Form view={view} action={view.href(`/amt/dokument/${props.dokumentId}/umwandeln`)}>
          <SubmitButton variant="secondary">{w("convert")}</SubmitButton>
        </Form>
      ) : null}
      <p>
        <Link href={props.file} download>
          {w("open")}
        </Link>
      </p>
    </Note>
  );
}

/** What a document says, as far as the page can show it; otherwise why not, and the file itself. */
export function ContentView(props: ContentProps): JSX.Element {
  const { view, content, from } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const download = (
    <p>
      <Link href={props.file} download>
        {w("open")}
      </Link>
    </p>
  );
  switch (content.kind) {
    case "pages": {
      const shown = content.pages.slice(from - 1, from - 1 + pagesShown);
      const last = shown.at(-1)?.number ?? from;
      return (
        <>
          <ol class="viewer__pages">
            {shown.map((page) => (
              <PageFigure
                key={page.number}
                {...props}
                page={page}
                picture={content.showing === "picture"}
                count={content.count}
              />
            ))}
          </ol>
          {last >= content.pages.length && content.count > content.pages.length ? <p>{w("tooManyPages")}</p> : null}
          <Pager
            view={view}
            position={`${w("pages")} ${from}–${last} ${w("of")} ${content.count}`}
            {...(from > 1 ? { previousHref: props.hrefFrom(Math.max(1, from - pagesShown)) } : {})}
            {...(last < content.pages.length ? { nextHref: props.hrefFrom(last + 1) } : {})}
          />
        </>
      );
    }
    case "text":
      return (
        <>
          {content.text === "" ? (
            <p>{w("emptyText")}</p>
          ) : (
            <div class="viewer__text viewer__text--whole">{content.text}</div>
          )}
          <p class="muted">
            {w("encoding")} {content.encoding.toUpperCase()}
          </p>
          <Pager
            view={view}
            position={`${w("page")} ${content.page} ${w("of")} ${content.count}`}
            {...(content.page > 1 ? { previousHref: props.hrefFrom(content.page - 1) } : {})}
            {...(content.page < content.count ? { nextHref: props.hrefFrom(content.page + 1) } : {})}
          />
        </>
      );
    case "table": {
      const [head = [], ...rows] = content.rows;
      return content.rows.length === 0 ? (
        <p>{w("emptyText")}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse rolls it by keyboard */}
          <section class="viewer__table" tabIndex={0} aria-label={w("tableLabel")}>
            <table>
              <thead>
                <tr>
                  {head.map((cell, index) => (
                    <th key={`${index}`} scope="col">
                      {cell === "" ? `${w("column")} ${index + 1}` : cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, index) => (
                  <tr key={`${index}`}>
                    {row.map((cell, at) => (
                      <td key={`${at}`}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {content.more ? <p>{w("tableMore")}</p> : null}
        </>
      );
    }
    case "office":
      return <OfficeNote {...props} />;
    case "refused": {
      const words = { "pdf.locked": "refusedLocked", "pdf.too-complex": "refusedComplex" } as const;
      return (
        <Note title={w("refusedTitle")} tone="warning">
          <p>{w(words[content.code as keyof typeof words] ?? "refusedOther")}</p>
          {download}
        </Note>
      );
    }
    case "too-large":
    case "other":
      return (
        <Note title={w("otherTitle")}>
          <p>{w(content.kind === "other" ? "otherText" : "tooLargeText")}</p>
          {download}
        </Note>
      );
  }
}

/** Small pictures of all pages, each leading to its page. */
export function PageThumbs(
  props: Pick<ContentProps, "view" | "pictures" | "content" | "from" | "hrefFrom" | "prefix">,
): JSX.Element | null {
  const { view, content, from } = props;
  if (content.kind !== "pages" || content.count < 2) return null;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const hrefTo = (page: number) => {
    const start = page - ((page - 1) % pagesShown);
    const anchor = `#${props.prefix}-${page}`;
    return page >= from && page < from + pagesShown ? anchor : `${props.hrefFrom(start)}${anchor}`;
  };
  return (
    <nav class="viewer__thumbs" aria-label={w("allPages")}>
      <ol>
        {content.pages.slice(0, 500).map((page) => (
          <li key={page.number}>
            <Link href={hrefTo(page.number)}>
              <img
                src={`${props.pictures}/${page.number}/vorschau`}
                alt=""
                width={60}
                height={84}
                loading="lazy"
                decoding="async"
              />
              <span>
                <span class="vh">{w("page")} </span>
                {page.number}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
