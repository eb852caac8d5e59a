import type { JSX } from "preact";
import {
  Card,
  Cluster,
  Grid,
  Link,
  PortalPage,
  Prose,
  SearchForm,
  Section,
  Stack,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Gemeinde } from "../model/gemeinden.ts";
import { officialNameOf, type Tenant } from "../model/tenant.ts";
import type { RegionWithTowns } from "../store.ts";
import { wording } from "./wording.ts";

interface Props {
  readonly view: ViewContext;
  /** What was typed; empty before the first search. */
  readonly wanted: string;
  readonly found: readonly Gemeinde[];
  readonly towns: readonly Tenant[];
  readonly regions: readonly RegionWithTowns[];
  /** The region that was meant, where it was one. */
  readonly region?: RegionWithTowns;
}

function Results(props: Props): JSX.Element {
  const { view, found, towns, region } = props;
  const say = wording[view.language];
  const inRegion = region?.towns ?? [];
  const named = found.filter((gemeinde) => !inRegion.some((town) => town.ags === gemeinde.ags));
  const on = [...named.flatMap((gemeinde) => towns.filter((town) => town.ags === gemeinde.ags)), ...inRegion];
  const off = named.filter((gemeinde) => !towns.some((town) => town.ags === gemeinde.ags));
  if (on.length + off.length === 0) {
    return (
      <Section title={say.nothingTitle(props.wanted)} id="treffer">
        <Prose>
          <p>{say.nothing}</p>
        </Prose>
      </Section>
    );
  }
  return (
    <Section
      title={region === undefined ? say.found(props.wanted) : say.foundRegion(region.name[view.language])}
      id="treffer"
    >
      <Stack gap="m">
        {on.map((town) => (
          <Card key={town.ags} title={town.officialName} href={view.href(`/${town.slug}`)} icon="building" level={3}>
            <p>{town.kreis}</p>
          </Card>
        ))}
        {off.length === 0 ? null : (
          <Card title={say.notYet} icon="info" level={3}>
            <Prose>
              <ul>
                {off.map((gemeinde) => (
                  <li key={gemeinde.ags}>
                    {officialNameOf(gemeinde)} ({gemeinde.kreis ?? gemeinde.kind})
                  </li>
                ))}
              </ul>
              <p>{say.notYetWhat}</p>
            </Prose>
          </Card>
        )}
      </Stack>
    </Section>
  );
}

/** The start page of the platform: which town or municipality is yours? */
export function ChooseTown(props: Props): JSX.Element {
  const { view, wanted, regions, towns } = props;
  const say = wording[view.language];
  const withoutRegion = towns.filter((town) => town.region === undefined);
  const groups = [
    ...regions
      .filter((region) => region.towns.length > 0)
      .map((region) => ({ key: region.slug, name: region.name[view.language], towns: region.towns })),
    ...(withoutRegion.length === 0
      ? []
      : [{ key: "weitere", name: regions.length === 0 ? say.allTowns : say.otherTowns, towns: withoutRegion }]),
  ];
  return (
    <PortalPage
      view={view}
      title={say.startTitle}
      lead={say.startLead}
      wide
      hero={
        <SearchForm
          view={view}
          action={view.href("/")}
          name="ort"
          label={say.question}
          hint={say.questionHint}
          value={wanted}
          button={say.search}
          large
          autocomplete="address-level2"
        />
      }
    >
      <Stack gap="xl">
        {wanted === "" ? null : <Results {...props} />}
        {groups.length === 0 ? (
          <Prose>
            <p>{say.noTowns}</p>
          </Prose>
        ) : (
          <Section title={towns.every((town) => town.demo) ? say.demoRegions : say.regions} id="regionen">
            <Grid min="m">
              {groups.map((group) => (
                <Card key={group.key} title={group.name} icon="map-pin" level={3}>
                  <Cluster gap="m">
                    {group.towns.map((town) => (
                      <Link key={town.ags} href={view.href(`/${town.slug}`)}>
                        {town.name}
                      </Link>
                    ))}
                  </Cluster>
                </Card>
              ))}
            </Grid>
          </Section>
        )}
        <Section title={say.whatTitle} id="klickamt">
          <Prose>
            <p>{say.what}</p>
          </Prose>
        </Section>
      </Stack>
    </PortalPage>
  );
}
