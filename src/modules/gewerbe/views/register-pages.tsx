import type { JSX } from "preact";
import { formatDay, formatDayShort } from "../../../kernel/index.ts";
import {
  Badge,
  ButtonLink,
  Cluster,
  type DeskNavItem,
  DeskPage,
  Empty,
  Facts,
  Link,
  Pager,
  SearchForm,
  Section,
  Stack,
  Table,
  Tabs,
  Timeline,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { addressOf, type Entry, type EntryChange, type EntryStatus } from "../model/entry.ts";
import { publicPart } from "../model/register.ts";
import { changeWords, kindWords, statusWords } from "./wording.ts";

interface Page {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

/** What is looked for in the register. */
export interface RegisterQuery {
  readonly text: string;
  readonly status?: EntryStatus;
  readonly before?: string;
}

/** Address of the register list with these filters. */
export function registerHref(view: ViewContext, query: RegisterQuery): string {
  const parts = new URLSearchParams();
  if (query.text !== "") parts.set("q", query.text);
  if (query.status !== undefined) parts.set("stand", query.status === "active" ? "gemeldet" : "abgemeldet");
  if (query.before !== undefined) parts.set("vor", query.before);
  const search = parts.toString();
  return view.href(`/amt/gewerberegister${search === "" ? "" : `?${search}`}`);
}

/** The list of businesses. */
export function RegisterPage(
  props: Page & {
    readonly query: RegisterQuery;
    readonly entries: readonly Entry[];
    readonly next?: string;
  },
): JSX.Element {
  const { view, query } = props;
  const { language } = view;
  const { before: _, ...first } = query;
  const tab = (status: EntryStatus | undefined, label: string) => ({
    href: registerHref(view, { text: query.text, ...(status === undefined ? {} : { status }) }),
    label,
    current: query.status === status,
  });
  return (
    <DeskPage view={view} nav={props.nav} title={{ de: "Gewerberegister", en: "Business register" }[language]}>
      <Stack>
        <SearchForm
          view={view}
          action={view.href("/amt/gewerberegister")}
          name="q"
          label={{ de: "Name, Anschrift oder Tätigkeit", en: "Name, address or activity" }[language]}
          value={query.text}
          button={{ de: "Suchen", en: "Search" }[language]}
        >
          {query.status === undefined ? null : (
            <input type="hidden" name="stand" value={query.status === "active" ? "gemeldet" : "abgemeldet"} />
          )}
        </SearchForm>
        <Tabs
          label={{ de: "Stand", en: "Status" }[language]}
          items={[
            tab(undefined, { de: "Alle", en: "All" }[language]),
            tab("active", statusWords.active[language]),
            tab("deregistered", statusWords.deregistered[language]),
          ]}
        />
        {props.entries.length === 0 ? (
          <Empty
            icon="briefcase"
            title={
              query.text === ""
                ? { de: "Hier steht noch kein Gewerbe", en: "No business here yet" }[language]
                : { de: "Kein Gewerbe gefunden", en: "No business found" }[language]
            }
          >
            <p>
              {query.text === ""
                ? {
                    de: "Ein Gewerbe kommt hierher, sobald für seine Anzeige die Empfangsbescheinigung ausgestellt ist.",
                    en: "A business comes here as soon as the official receipt for its notification has been issued.",
                  }[language]
                : {
                    de: "Suchen Sie mit weniger Wörtern. Wortanfänge genügen.",
                    en: "Search with fewer words. Beginnings of words are enough.",
                  }[language]}
            </p>
          </Empty>
        ) : (
          <Table
            caption={{ de: "Gewerbe, zuletzt eingetragene zuerst", en: "Businesses, latest first" }[language]}
            captionHidden
            keyboard
            columns={[
              { key: "name", label: "Name", rowHeader: true },
              { key: "address", label: { de: "Betriebsstätte", en: "Place of business" }[language] },
              { key: "activity", label: { de: "Tätigkeit", en: "Activity" }[language] },
              { key: "status", label: { de: "Stand", en: "Status" }[language], narrow: true },
              { key: "since", label: { de: "Seit", en: "Since" }[language], narrow: true },
            ]}
            rows={props.entries.map((entry) => ({
              key: entry.entryId,
              cells: {
                name: (
                  <>
                    <Link href={view.href(`/amt/gewerberegister/${entry.entryId}`)}>{entry.name}</Link>
                    {entry.businessName === undefined ? null : <span class="muted"> {entry.businessName}</span>}
                  </>
                ),
                address: addressOf(entry),
                activity: entry.activity.length > 90 ? `${entry.activity.slice(0, 88)}…` : entry.activity,
                status: <StatusBadge view={view} entry={entry} />,
                since: sinceOf(entry, view),
              },
            }))}
          />
        )}
        <Pager
          view={view}
          {...(query.before === undefined ? {} : { previousHref: registerHref(view, first) })}
          {...(props.next === undefined ? {} : { nextHref: registerHref(view, { ...query, before: props.next }) })}
        />
      </Stack>
    </DeskPage>
  );
}

function sinceOf(entry: Entry, view: ViewContext): string {
  const day = entry.status === "deregistered" ? entry.endedOn : entry.startedOn;
  return day === undefined ? "–" : formatDayShort(day, view.language);
}

function StatusBadge(props: { view: ViewContext; entry: Entry }): JSX.Element {
  const { status } = props.entry;
  return (
    <Badge tone={status === "active" ? "success" : "neutral"} icon={status === "active" ? "check" : "archive"}>
      {statusWords[status][props.view.language]}
    </Badge>
  );
}

/** A case that has made or changed an entry. */
export interface EntryCase {
  readonly caseId: string;
  readonly aktenzeichen: string;
  readonly title: string;
}

/** One question of the latest Anzeige with its answer. */
export interface EntryField {
  readonly number: string;
  readonly label: string;
  readonly value: string;
}

/** One business with everything the register knows. */
export function EntryPage(
  props: Page & {
    readonly entry: Entry;
    readonly changes: readonly EntryChange[];
    readonly cases: readonly EntryCase[];
    /** Only for who works on cases: people's own data. */
    readonly fields: readonly EntryField[];
    readonly mayOpenCases: boolean;
  },
): JSX.Element {
  const { view, entry } = props;
  const { language } = view;
  const publicFacts = publicPart(entry);
  const caseOf = (caseId: string) => props.cases.find((one) => one.caseId === caseId);
  const fact = (de: string, en: string, value: string | undefined) =>
    value === undefined || value === "" ? [] : [{ term: { de, en }[language], value }];
  return (
    <DeskPage view={view} nav={props.nav} title={entry.name}>
      <Stack gap="l">
        <Cluster>
          <StatusBadge view={view} entry={entry} />
          {props.mayOpenCases ? (
            <ButtonLink variant="secondary" icon="archive" href={view.href(`/amt/akte/${entry.akteId}`)}>
              {{ de: "Akte öffnen", en: "Open file" }[language]}
            </ButtonLink>
          ) : null}
        </Cluster>
        <Section
          id="oeffentlich"
          title={{ de: "Öffentlicher Teil", en: "Public part" }[language]}
          aside={<Badge tone="info">§ 14 Abs. 5 Satz 2 GewO</Badge>}
        >
          <Stack gap="s">
            <p class="muted">
              {
                {
                  de: "Diese Angaben dürfen allgemein zugänglich gemacht werden.",
                  en: "These details may be made accessible to everyone.",
                }[language]
              }
            </p>
            <Facts
              rows={[
                ...fact("Name", "Name", publicFacts.name),
                ...fact("Geschäftsbezeichnung", "Business name", publicFacts.businessName),
                ...fact("Betriebliche Anschrift", "Business address", addressOf(publicFacts)),
                ...fact("Angezeigte Tätigkeit", "Reported activity", publicFacts.activity),
              ]}
            />
          </Stack>
        </Section>
        <Section id="intern" title={{ de: "Nicht öffentlich", en: "Not public" }[language]}>
          <Stack gap="s">
            <p class="muted">
              {
                {
                  de: "Nur für die Überwachung der Gewerbeausübung und die Statistik (§ 14 Abs. 5 Satz 1 GewO).",
                  en: "Only for the supervision of business activity and for statistics (§ 14 Abs. 5 Satz 1 GewO).",
                }[language]
              }
            </p>
            <Facts
              rows={[
                ...fact("Personen", "People", entry.owners.join(", ")),
                ...fact("Beginn", "Start", entry.startedOn && formatDay(entry.startedOn, language)),
                ...fact("Ende", "End", entry.endedOn && formatDay(entry.endedOn, language)),
              ]}
            />
            {props.fields.length === 0 ? null : (
              <Table
                caption={
                  {
                    de: `Alle Angaben der letzten Anzeige (${entry.kind})`,
                    en: `All details of the latest notification (${entry.kind})`,
                  }[language]
                }
                dense
                columns={[
                  { key: "number", label: { de: "Feld", en: "Field" }[language], narrow: true },
                  { key: "label", label: { de: "Frage", en: "Question" }[language], rowHeader: true },
                  { key: "value", label: { de: "Antwort", en: "Answer" }[language] },
                ]}
                rows={props.fields.map((field, index) => ({ key: String(index), cells: { ...field } }))}
              />
            )}
          </Stack>
        </Section>
        <Section id="aenderungen" title={{ de: "Änderungen", en: "Changes" }[language]}>
          <Timeline
            view={view}
            items={props.changes.map((change, index) => {
              const made = caseOf(change.caseId);
              return {
                title: changeWords[change.what][language],
                when: {
                  de: `Gilt ab ${formatDay(change.day, "de")}, eingetragen von ${change.actorName}`,
                  en: `Holds from ${formatDay(change.day, "en")}, entered by ${change.actorName}`,
                }[language],
                text: (
                  <>
                    {change.oldValue === undefined || change.newValue === undefined ? null : (
                      <p>
                        <del>{change.oldValue}</del> → <ins>{change.newValue}</ins>
                      </p>
                    )}
                    {made === undefined ? null : (
                      <p>
                        {props.mayOpenCases ? (
                          <Link href={view.href(`/amt/vorgang/${made.caseId}`)}>{made.aktenzeichen}</Link>
                        ) : (
                          made.aktenzeichen
                        )}
                        , {made.title}
                      </p>
                    )}
                  </>
                ),
                state: index === props.changes.length - 1 ? ("current" as const) : ("done" as const),
              };
            })}
          />
        </Section>
        <Section id="vorgaenge" title={{ de: "Vorgänge", en: "Cases" }[language]}>
          <Facts
            rows={props.cases.map((one) => ({
              term: one.title,
              value: props.mayOpenCases ? (
                <Link href={view.href(`/amt/vorgang/${one.caseId}`)}>{one.aktenzeichen}</Link>
              ) : (
                one.aktenzeichen
              ),
            }))}
          />
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** Title of a case by the form it stands for. */
export function caseTitle(kind: Entry["kind"], view: ViewContext): string {
  return kindWords[kind][view.language];
}
