import type { JSX } from "preact";
import {
  Alert,
  Empty,
  Grid,
  Link,
  PortalPage,
  SearchForm,
  Section,
  Stack,
  Tabs,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Lebenslage, Leistung } from "../../forms/index.ts";
import type { Tenant } from "../../tenants/index.ts";
import { countByLebenslage } from "../model/offer.ts";
import type { SearchAnswer, SearchResult } from "../model/search.ts";
import { LeistungCard, PhoneLink, Situations } from "./parts.tsx";
import { lebenslageWords, wording } from "./wording.ts";

interface Props {
  readonly view: ViewContext;
  /** Switched on, in the town's order. */
  readonly leistungen: readonly Leistung[];
  /** What was typed; empty where nothing was. */
  readonly question: string;
  /** What the search found, where something was typed. */
  readonly answer?: SearchAnswer;
  readonly lebenslage?: Lebenslage;
  /** Only where nothing was found: whom to call. */
  readonly tenant?: Tenant;
}

/** Why it was found, where the title does not show it. */
function whyOf(result: SearchResult, say: (typeof wording)["de"]): string | undefined {
  if (result.foundIn === "keyword") return `${say.alsoCalled} ${result.words}`;
  if (result.foundIn === "text") return `${say.inText} ${result.words}`;
  return undefined;
}

function Results(props: Props & { readonly answer: SearchAnswer }): JSX.Element {
  const { view, answer, question, tenant } = props;
  const say = wording[view.language];
  return (
    <Stack gap="l">
      {answer.meant === undefined ? null : (
        <p>
          <Link href={view.href(`/leistungen?q=${encodeURIComponent(answer.meant)}`)}>{say.meant(answer.meant)}</Link>
        </p>
      )}
      {answer.results.length === 0 ? (
        <>
          <Empty title={say.nothingFound(question)} icon="search">
            <p>{say.nothingFoundTry}</p>
            {tenant === undefined || tenant.contact.phone === "" ? (
              <p>{say.nothingFoundAsk}</p>
            ) : (
              <p>
                {say.nothingFoundCall} <PhoneLink phone={tenant.contact.phone} />
              </p>
            )}
          </Empty>
          <Section title={say.situations} id="lebenslagen">
            <Situations view={view} counts={countByLebenslage(props.leistungen)} />
          </Section>
        </>
      ) : (
        <Section title={say.found(answer.results.length)} id="treffer">
          <Stack gap="m">
            {answer.results.map((result) => {
              const why = whyOf(result, say);
              return (
                <LeistungCard
                  key={result.leistung.id}
                  view={view}
                  leistung={result.leistung}
                  {...(why === undefined ? {} : { why })}
                />
              );
            })}
          </Stack>
        </Section>
      )}
    </Stack>
  );
}

/** All services of a town, those of a situation in life, or what a search found. */
export function LeistungList(props: Props): JSX.Element {
  const { view, question, answer, lebenslage, leistungen } = props;
  const say = wording[view.language];
  const counts = countByLebenslage(leistungen);
  const shown =
    lebenslage === undefined ? leistungen : leistungen.filter((one) => one.lebenslagen.includes(lebenslage));
  const title =
    question !== ""
      ? say.searchTitle(question)
      : lebenslage === undefined
        ? say.listTitle
        : say.listIn(lebenslageWords[lebenslage].label[view.language]);
  return (
    <PortalPage view={view} title={title} wide back={{ href: view.href("/"), label: say.backHome }}>
      <Stack gap="l">
        <SearchForm
          view={view}
          action={view.href("/leistungen")}
          name="q"
          label={say.question}
          hint={say.searchHint}
          value={question}
          button={say.search}
        />
        {answer === undefined ? (
          <>
            <Tabs
              label={say.filter}
              items={[
                {
                  href: view.href("/leistungen"),
                  label: say.all,
                  count: leistungen.length,
                  current: lebenslage === undefined,
                },
                ...counts.map((one) => ({
                  href: view.href(`/leistungen?lage=${one.lebenslage}`),
                  label: lebenslageWords[one.lebenslage].label[view.language],
                  count: one.count,
                  current: one.lebenslage === lebenslage,
                })),
              ]}
            />
            {shown.length === 0 ? (
              <Alert tone="info" title={say.nothingOffered}>
                <p>{say.nothingFoundAsk}</p>
              </Alert>
            ) : (
              <Grid min="m">
                {shown.map((leistung) => (
                  <LeistungCard key={leistung.id} view={view} leistung={leistung} level={2} />
                ))}
              </Grid>
            )}
          </>
        ) : (
          <Results {...props} answer={answer} />
        )}
      </Stack>
    </PortalPage>
  );
}
