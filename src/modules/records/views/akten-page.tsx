import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Badge,
  ButtonLink,
  Cluster,
  type DeskNavItem,
  DeskPage,
  Empty,
  Grid,
  Link,
  Pager,
  SearchForm,
  Section,
  Sidebar,
  Stack,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { AkteInList } from "../model/akte.ts";
import type { PlanUnit } from "../model/aktenplan.ts";
import { RecordsTree } from "./records-tree.tsx";
import { words } from "./registry-wording.ts";
import { Tick, TickForm } from "./tick.tsx";
import { wording } from "./wording.ts";

type CountedUnit = PlanUnit & { readonly akten: number };

/** Open, or zu den Akten. */
export function AkteState(props: { readonly view: ViewContext; readonly zdaAt: Date | null }): JSX.Element {
  const { language } = props.view;
  return props.zdaAt === null ? (
    <Badge tone="info">{wording.open[language]}</Badge>
  ) : (
    <Badge tone="neutral" icon="archive">
      {wording.zda[language]}
    </Badge>
  );
}

/** The Akten of a town: by the Aktenplan, or found by what is searched for. */
export function AktenPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly plan: readonly CountedUnit[];
  readonly planUnit: CountedUnit | undefined;
  readonly search: string;
  readonly akten: readonly AkteInList[];
  readonly firstHref: string | undefined;
  readonly nextHref: string | undefined;
  /** Who looks may change the order of the E-Akte. */
  readonly registry: boolean;
}): JSX.Element {
  const { view, akten, planUnit, search } = props;
  const { language } = view;
  const heading = planUnit === undefined ? wording.allUnits[language] : `${planUnit.planUnit} ${planUnit.title}`;
  const table = (
    <Table
      caption={heading}
      captionHidden
      keyboard
      dense
      columns={[
        ...(props.registry ? [{ key: "pick", label: words.select[language], labelHidden: true, narrow: true }] : []),
        { key: "aktenzeichen", label: wording.aktenzeichen[language], narrow: true },
        { key: "betreff", label: wording.betreff[language] },
        { key: "vorgaenge", label: wording.vorgaenge[language], numeric: true, narrow: true },
        { key: "opened", label: wording.openedOn[language], narrow: true },
        { key: "state", label: wording.state[language], narrow: true },
      ]}
      rows={akten.map((akte) => ({
        key: akte.akteId,
        cells: {
          pick: <Tick view={view} name="akte" id={akte.akteId} about={akte.aktenzeichen} />,
          aktenzeichen: <Link href={view.href(`/amt/akte/${akte.akteId}`)}>{akte.aktenzeichen}</Link>,
          betreff: akte.betreff,
          vorgaenge: akte.vorgaenge,
          opened: formatDayShort(dayInBerlin(akte.openedAt), language),
          state: <AkteState view={view} zdaAt={akte.zdaAt} />,
        },
      }))}
    />
  );
  const Ticked = (inner: { children: JSX.Element }) =>
    props.registry ? (
      <TickForm
        view={view}
        verbs={["akten-umziehen", "akten-zusammenfuehren", "verweise-anlegen"]}
        from={`${view.path.replace(/^\/[^/]+/, "")}${view.query}`}
      >
        {inner.children}
      </TickForm>
    ) : (
      inner.children
    );
  return (
    <DeskPage
      view={view}
      title={wording.akten[language]}
      nav={props.nav}
      tools={
        <Cluster gap="s">
          {props.registry ? (
            <>
              <ButtonLink variant="tertiary" href={view.href("/amt/akten/aktionen")}>
                {words.actions[language]}
              </ButtonLink>
              <ButtonLink variant="tertiary" icon="list" href={view.href("/amt/akten/plan")}>
                {words.aktenplan[language]}
              </ButtonLink>
            </>
          ) : null}
          <ButtonLink
            icon="plus"
            href={view.href(
              `/amt/akten/neu${planUnit === undefined ? "" : `?einheit=${encodeURIComponent(planUnit.planUnit)}`}`,
            )}
          >
            {words.newAkte[language]}
          </ButtonLink>
        </Cluster>
      }
    >
      <Stack gap="l">
        <Grid min="l">
          <SearchForm
            view={view}
            action={view.href("/amt/akten")}
            name="suche"
            label={wording.searchLabel[language]}
            hint={wording.searchHint[language]}
            value={search}
            button={wording.search[language]}
          >
            {planUnit === undefined ? null : <input type="hidden" name="einheit" value={planUnit.planUnit} />}
          </SearchForm>
          <SearchForm
            view={view}
            action={view.href("/amt/aktensuche")}
            name="worte"
            label={wording.fullTextLabel[language]}
            hint={wording.fullTextHint[language]}
            button={wording.searchTexts[language]}
          >
            {planUnit === undefined ? null : <input type="hidden" name="einheit" value={planUnit.planUnit} />}
          </SearchForm>
        </Grid>
        <Cluster>
          <Link href={view.href("/amt/akte-oeffnen")}>{wording.openWithReason[language]}</Link>
          {view.staff?.duties.includes("records") ? (
            <Link href={view.href("/amt/akten/zugriff")}>{wording.planAccess[language]}</Link>
          ) : null}
        </Cluster>
        <Sidebar
          sideFirst
          side={<RecordsTree view={view} plan={props.plan} current={planUnit?.planUnit} all={planUnit === undefined} />}
        >
          <Section title={heading}>
            {akten.length === 0 ? (
              search === "" ? (
                <Empty title={wording.empty[language]} icon="archive">
                  <p>{wording.emptyText[language]}</p>
                </Empty>
              ) : (
                <Empty title={wording.nothingFound[language]} icon="search">
                  <p>{wording.nothingFoundText[language]}</p>
                </Empty>
              )
            ) : (
              <Ticked>{table}</Ticked>
            )}
            <Pager
              view={view}
              {...(props.firstHref === undefined ? {} : { previousHref: props.firstHref })}
              {...(props.nextHref === undefined ? {} : { nextHref: props.nextHref })}
            />
          </Section>
        </Sidebar>
      </Stack>
    </DeskPage>
  );
}
