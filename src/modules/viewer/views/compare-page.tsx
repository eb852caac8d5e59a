import type { JSX } from "preact";
import {
  type DeskNavItem,
  DeskPage,
  Empty,
  Link,
  Section,
  Select,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Dokument } from "../../records/index.ts";
import { type ContentProps, ContentView } from "./content-view.tsx";
import { wording } from "./wording.ts";

/** One of the two documents. */
export interface CompareSide {
  readonly dokument: Dokument;
  readonly content: ContentProps;
}

/** Two documents beside each other; below each other where there is no room. */
export function ComparePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  /** To choose from: the Dokumente of the Vorgang, then others of the Akte. */
  readonly choices: readonly Dokument[];
  readonly left: CompareSide;
  readonly right: CompareSide | undefined;
}): JSX.Element {
  const { view, left, right, choices } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const here = left.dokument.vorgangId;
  const options = choices.map(({ dokumentId, title, vorgangId, aktenzeichen }) => ({
    value: dokumentId,
    label: vorgangId === here ? title : `${aktenzeichen} ${title}`,
  }));
  const side = (label: string, { dokument, content }: CompareSide) => (
    <Section title={`${label}: ${dokument.title}`} id={content.prefix}>
      <p>
        <Link href={view.href(`/amt/dokument/${dokument.dokumentId}/ansicht`)}>{w("backToDocument")}</Link>
      </p>
      <ContentView {...content} />
    </Section>
  );
  return (
    <DeskPage view={view} title={w("compareTitle")} nav={props.nav}>
      <form class="viewer__choice" method="get" action={view.href("/amt/vergleich")}>
        <Select
          view={view}
          name="links"
          label={w("left")}
          emptyLabel={null}
          value={left.dokument.dokumentId}
          options={options}
        />
        <Select
          view={view}
          name="rechts"
          label={w("right")}
          value={right?.dokument.dokumentId ?? ""}
          options={options}
        />
        <button class="btn btn--secondary" type="submit">
          <span>{w("show")}</span>
        </button>
      </form>
      <div class="viewer__two">
        {side(w("left"), left)}
        {right === undefined ? <Empty title={w("compareEmpty")} icon="file" /> : side(w("right"), right)}
      </div>
    </DeskPage>
  );
}
