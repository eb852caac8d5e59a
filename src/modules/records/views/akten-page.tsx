import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Badge,
  Cluster,
  type DeskNavItem,
  DeskPage,
  Empty,
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
import { wording } from "./wording.ts";

type CountedUnit = PlanUnit & { readonly akten: number };

/** Groups of the plan, each with the units below it. */
function PlanTree(props: {
  readonly view: ViewContext;
  readonly plan: readonly CountedUnit[];
  readonly current: string | undefined;
}): JSX.Element {
  const { view, plan, current } = props;
  const link = (unit: CountedUnit) => (
    <Link
      href={view.href(`/amt/akten?einheit=${encodeURIComponent(unit.planUnit)}`)}
      {...(unit.planUnit === current ? { "aria-current": "page" as const } : {})}
    >
      {unit.planUnit} {unit.title} ({unit.akten})
    </Link>
  );
  return (
    <nav aria-label={wording.plan[view.language]}>
      <Stack gap="s">
        <Link href={view.href("/amt/akten")} {...(current === undefined ? { "aria-current": "page" as const } : {})}>
          {wording.allUnits[view.language]}
        </Link>
        {plan
          .filter((unit) => !unit.takesAkten)
          .map((group) => {
            const units = plan.filter((unit) => unit.takesAkten && unit.planUnit.startsWith(`${group.planUnit}.`));
            const akten = units.reduce((sum, unit) => sum + unit.akten, 0);
            return (
              <details key={group.planUnit} open={akten > 0 || current?.startsWith(`${group.planUnit}.`) === true}>
                <summary>
                  {group.planUnit} {group.title}
                </summary>
                <ul>
                  {units.map((unit) => (
                    <li key={unit.planUnit}>{link(unit)}</li>
                  ))}
                </ul>
              </details>
            );
          })}
      </Stack>
    </nav>
  );
}

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
}): JSX.Element {
  const { view, akten, planUnit, search } = props;
  const { language } = view;
  const heading = planUnit === undefined ? wording.allUnits[language] : `${planUnit.planUnit} ${planUnit.title}`;
  return (
    <DeskPage view={view} title={wording.akten[language]} nav={props.nav}>
      <Stack gap="l">
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
        <Cluster>
          <Link href={view.href("/amt/akte-oeffnen")}>{wording.openWithReason[language]}</Link>
          {view.staff?.duties.includes("records") ? (
            <Link href={view.href("/amt/akten/zugriff")}>{wording.planAccess[language]}</Link>
          ) : null}
        </Cluster>
        <Sidebar sideFirst side={<PlanTree view={view} plan={props.plan} current={planUnit?.planUnit} />}>
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
              <Table
                caption={heading}
                captionHidden
                keyboard
                dense
                columns={[
                  { key: "aktenzeichen", label: wording.aktenzeichen[language], narrow: true },
                  { key: "betreff", label: wording.betreff[language] },
                  { key: "vorgaenge", label: wording.vorgaenge[language], numeric: true, narrow: true },
                  { key: "opened", label: wording.openedOn[language], narrow: true },
                  { key: "state", label: wording.state[language], narrow: true },
                ]}
                rows={akten.map((akte) => ({
                  key: akte.akteId,
                  cells: {
                    aktenzeichen: <Link href={view.href(`/amt/akte/${akte.akteId}`)}>{akte.aktenzeichen}</Link>,
                    betreff: akte.betreff,
                    vorgaenge: akte.vorgaenge,
                    opened: formatDayShort(dayInBerlin(akte.openedAt), language),
                    state: <AkteState view={view} zdaAt={akte.zdaAt} />,
                  },
                }))}
              />
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
