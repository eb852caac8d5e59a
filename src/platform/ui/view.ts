import type { Duty, Language } from "../../kernel/index.ts";

/** How a municipality looks: its name, a simple mark of its own and an accent colour. */
export interface Brand {
  /** Short name, `Paderborn`. */
  readonly name: string;
  /** `Stadt Paderborn`. */
  readonly officialName: string;
  /** First part of every path of the town, `paderborn`. */
  readonly slug: string;
  /** `#rrggbb`, at least 4.5:1 against white. */
  readonly accent: string;
  /** Path of the mark, an SVG served by the platform. */
  readonly markPath: string;
  /** Invented data: said on every page. */
  readonly demo: boolean;
}

/** What every view gets: who looks, in which language, at which town, and how to link. */
export interface ViewContext {
  readonly language: Language;
  /** Path as the browser asked for it, without the language prefix and without the query. */
  readonly path: string;
  /** Query string with its `?`, or empty. */
  readonly query: string;
  /** The town whose page it is; absent on pages of the platform itself. */
  readonly brand?: Brand;
  /** Signed-in member of staff, on desk pages. */
  readonly staff?: { readonly name: string; readonly duties: readonly Duty[] };
  /** Value of the hidden field that `Form` puts into every POST form. */
  readonly csrf: string;
  /** A fresh key per rendered form: a double click or a retry is recognised by it. */
  newSubmissionKey(): string;
  /** Link within the town (or the platform, without a town): adds town and language prefix. `href("/leistungen")`. */
  href(path: string): string;
  /** The same page in another language. */
  hrefInLanguage(language: Language): string;
  /** Address of a built asset by its source name: `asset("portal.css")`. */
  asset(name: string): string;
}
