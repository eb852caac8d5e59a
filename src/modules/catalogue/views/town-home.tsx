import type { JSX } from "preact";
import {
  ButtonLink,
  Cluster,
  Empty,
  Grid,
  Link,
  PortalPage,
  Prose,
  SearchForm,
  Section,
  Stack,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Lebenslage, Leistung } from "../../forms/index.ts";
import type { Tenant } from "../../tenants/index.ts";
import { countByLebenslage } from "../model/offer.ts";
import { ContactFacts, LeistungCard, Situations } from "./parts.tsx";
import { wording } from "./wording.ts";

const mostOnHome = 6;
const examples = 3;

/** The first page of a town: search, what people often need, situations in life, continue, contact. */
export function TownHome(props: {
  readonly view: ViewContext;
  readonly tenant: Tenant;
  /** Switched on, in the town's order. */
  readonly leistungen: readonly Leistung[];
}): JSX.Element {
  const { view, tenant, leistungen } = props;
  const { language } = view;
  const say = wording[language];
  return (
    <PortalPage
      view={view}
      title={tenant.officialName}
      lead={say.homeLead}
      wide
      hero={
        <SearchForm
          view={view}
          action={view.href("/leistungen")}
          name="q"
          label={say.question}
          button={say.search}
          large
        >
          {leistungen.length === 0 ? null : (
            <Cluster gap="m">
              <span>{say.examples}</span>
              {exampleWords(leistungen, language).map((words) => (
                <Link key={words} href={view.href(`/leistungen?q=${encodeURIComponent(words)}`)}>
                  {words}
                </Link>
              ))}
            </Cluster>
          )}
        </SearchForm>
      }
    >
      <Stack gap="xl">
        <Section
          title={say.mostUsed}
          id="oft-gebraucht"
          aside={
            leistungen.length > mostOnHome ? (
              <Link href={view.href("/leistungen")}>{say.allServicesCount(leistungen.length)}</Link>
            ) : undefined
          }
        >
          {leistungen.length === 0 ? (
            <Empty title={say.nothingOffered} icon="list">
              <p>{say.nothingOfferedText(tenant.officialName)}</p>
            </Empty>
          ) : (
            <Grid min="m">
              {leistungen.slice(0, mostOnHome).map((leistung) => (
                <LeistungCard key={leistung.id} view={view} leistung={leistung} />
              ))}
            </Grid>
          )}
        </Section>
        <Grid min="l" gap="xl">
          <Section title={say.resume} id="fortsetzen">
            <Stack gap="m">
              <Prose>
                <p>{say.resumeText}</p>
              </Prose>
              <Cluster>
                <ButtonLink href={view.href("/fortsetzen")} variant="secondary" icon="lock">
                  {say.resumeButton}
                </ButtonLink>
              </Cluster>
            </Stack>
          </Section>
          <Section title={say.appointment} id="termin">
            <Stack gap="m">
              <Prose>
                <p>{say.appointmentText}</p>
              </Prose>
              <Cluster>
                <ButtonLink href={view.href("/termine")} variant="secondary" icon="calendar">
                  {say.appointmentButton}
                </ButtonLink>
              </Cluster>
            </Stack>
          </Section>
        </Grid>
        {leistungen.length === 0 ? null : (
          <Section title={say.situations} id="lebenslagen">
            <Situations view={view} counts={countByLebenslage(leistungen)} />
          </Section>
        )}
        <Section title={say.contact} id="kontakt">
          <ContactFacts view={view} tenant={tenant} />
        </Section>
      </Stack>
    </PortalPage>
  );
}

/** Everyday words of Leistungen from different situations in life: they show that one may write as one speaks. */
function exampleWords(leistungen: readonly Leistung[], language: "de" | "en"): readonly string[] {
  const words = new Map<Lebenslage, string>();
  for (const leistung of leistungen) {
    const [situation] = leistung.lebenslagen;
    const [first] = leistung.keywords[language];
    if (situation !== undefined && first !== undefined && !words.has(situation)) words.set(situation, first);
  }
  return [...new Set(words.values())].slice(0, examples);
}
