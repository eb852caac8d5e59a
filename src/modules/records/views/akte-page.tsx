import type { JSX, VNode } from "preact";
import { dayInBerlin, formatDay, formatInstant, type Language, type Localized } from "../../../kernel/index.ts";
import {
  Alert,
  type DeskNavItem,
  DeskPage,
  Facts,
  Link,
  Pager,
  Section,
  Stack,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Akte, Vorgang } from "../model/akte.ts";
import type { Dokument } from "../model/dokument.ts";
import type { HistoryEntry } from "../model/history.ts";
import type { BrokenLink } from "../model/verification.ts";
import { AkteState } from "./akten-page.tsx";
import {
  actionWords,
  aussonderungWords,
  breakWords,
  kindWords,
  mediumWords,
  vertraulichkeitWords,
  wording,
} from "./wording.ts";

/** `2,3 MB`, `812 kB`, `41 B`. */
function formatBytes(bytes: number, language: Language): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "MB"] : bytes >= 1e3 ? [bytes / 1e3, "kB"] : [bytes, "B"];
  const digits = new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", {
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
  return `${digits.format(value)} ${unit}`;
}

/** Enough of a hash to compare it by eye. */
function ShortHash(props: { readonly hash: string }): JSX.Element {
  return (
    <code title={props.hash} translate={false}>
      {props.hash.slice(0, 12)}
    </code>
  );
}

function ChainState(props: {
  readonly view: ViewContext;
  readonly entries: number;
  readonly documents: number;
  readonly broken: BrokenLink | undefined;
}): JSX.Element {
  const { language } = props.view;
  const { broken, entries, documents } = props;
  if (broken !== undefined) {
    return (
      <Alert tone="error" title={wording.chainBroken[language]}>
        <p>
          {language === "de" ? `Eintrag ${broken.sequence}: ` : `Entry ${broken.sequence}: `}
          {breakWords[broken.what][language]}{" "}
          {language === "de"
            ? "Ab hier ist der Verlauf nicht mehr bewiesen. Sagen Sie der Betriebsverantwortlichen oder dem Betriebsverantwortlichen Bescheid."
            : "From here on the history is not proven. Tell those who run this system."}
        </p>
      </Alert>
    );
  }
  return (
    <Alert tone="success" title={wording.chainSound[language]}>
      <p>
        {language === "de"
          ? `Beim Öffnen dieser Seite geprüft. Zahl der Einträge: ${entries}, Zahl der Dokumente: ${documents}. Alles ist unverändert.`
          : `Checked when this page was opened. Entries: ${entries}, documents: ${documents}. Nothing was changed.`}
      </p>
    </Alert>
  );
}

function VorgangSection(props: {
  readonly view: ViewContext;
  readonly vorgang: Vorgang;
  readonly dokumente: readonly Dokument[];
}): JSX.Element {
  const { view, vorgang, dokumente } = props;
  const { language } = view;
  return (
    <Section
      level={3}
      id={`vorgang-${vorgang.vorgangId}`}
      title={`${vorgang.aktenzeichen} ${vorgang.betreff}`}
      aside={<AkteState view={view} zdaAt={vorgang.zdaAt} />}
    >
      <Stack gap="s">
        {vorgang.caseId === null ? null : (
          <p>
            <Link href={view.href(`/amt/vorgang/${vorgang.caseId}`)}>
              {wording.toCase[language]} {vorgang.aktenzeichen}
            </Link>
          </p>
        )}
        {dokumente.length === 0 ? (
          <p>{wording.noDokumente[language]}</p>
        ) : (
          <Table
            caption={`${wording.dokumente[language]}: ${vorgang.aktenzeichen}`}
            captionHidden
            dense
            keyboard
            columns={[
              { key: "title", label: wording.title[language] },
              { key: "kind", label: wording.kind[language], narrow: true },
              { key: "author", label: wording.author[language], narrow: true },
              { key: "filedAt", label: wording.filedAt[language], narrow: true },
              { key: "size", label: wording.size[language], numeric: true, narrow: true },
              { key: "hash", label: wording.hash[language], narrow: true },
            ]}
            rows={dokumente.map((dokument) => ({
              key: dokument.dokumentId,
              cells: {
                title: (
                  <Link href={view.href(`/amt/dokument/${dokument.dokumentId}/ansicht`)}>
                    <img
                      class="thumb"
                      src={view.href(`/amt/dokument/${dokument.dokumentId}/vorschau`)}
                      alt=""
                      width={32}
                      height={45}
                      loading="lazy"
                      decoding="async"
                    />
                    {dokument.title}
                  </Link>
                ),
                kind: kindWords[dokument.kind][language],
                author: dokument.author,
                filedAt: formatInstant(dokument.filedAt, language),
                size: formatBytes(dokument.sizeBytes, language),
                hash: <ShortHash hash={dokument.sha256} />,
              },
            }))}
          />
        )}
      </Stack>
    </Section>
  );
}

function actorWords(entry: HistoryEntry, language: Language): string {
  switch (entry.actor.kind) {
    case "citizen":
      return wording.citizen[language];
    case "staff":
      return entry.actor.name ?? "";
    case "system":
      return wording.program[language];
  }
}

/** What an entry is about, beside its action: the title of a Dokument, the number of a Vorgang. */
function entryWords(entry: HistoryEntry, language: Language): string {
  const action = actionWords[entry.action]?.[language] ?? entry.action;
  const about = entry.details.title ?? entry.details.aktenzeichen;
  return typeof about === "string" ? `${action}: ${about}` : action;
}

/** One Akte: its metadata, its Vorgänge with their Dokumente, and its history with the outcome of its verification. */
export function AktePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly akte: Akte;
  readonly vorgaenge: readonly Vorgang[];
  readonly dokumente: readonly Dokument[];
  /** Newest first, one page. */
  readonly entries: readonly HistoryEntry[];
  readonly entriesInAll: number;
  readonly documentsVerified: number;
  /** What modules above have to say about it. */
  readonly panels: readonly { readonly id: string; readonly title: Localized; readonly content: VNode }[];
  readonly broken: BrokenLink | undefined;
  readonly newestHref: string | undefined;
  readonly earlierHref: string | undefined;
}): JSX.Element {
  const { view, akte, entries } = props;
  const { language } = view;
  const years = (count: number) =>
    language === "de" ? `${count} ${count === 1 ? "Jahr" : "Jahre"}` : `${count} ${count === 1 ? "year" : "years"}`;
  return (
    <DeskPage
      view={view}
      title={`${akte.aktenzeichen} ${akte.betreff}`}
      nav={props.nav}
      tools={<AkteState view={view} zdaAt={akte.zdaAt} />}
    >
      <Stack gap="l">
        <ChainState
          view={view}
          entries={props.entriesInAll}
          documents={props.documentsVerified}
          broken={props.broken}
        />
        <Section title={wording.metadata[language]}>
          <Facts
            rows={[
              { term: wording.aktenzeichen[language], value: akte.aktenzeichen },
              { term: wording.betreff[language], value: akte.betreff },
              {
                term: wording.planUnit[language],
                value: (
                  <Link href={view.href(`/amt/akten?einheit=${encodeURIComponent(akte.planUnit)}`)}>
                    {akte.planUnit} {akte.planUnitTitle}
                  </Link>
                ),
              },
              { term: wording.openedOn[language], value: formatDay(dayInBerlin(akte.openedAt), language) },
              {
                term: wording.zdaAt[language],
                value: akte.zdaAt === null ? wording.stillOpen[language] : formatDay(dayInBerlin(akte.zdaAt), language),
              },
              {
                term: wording.retention[language],
                value: years(akte.retentionYears),
                hint: wording.retentionHint[language],
              },
              { term: wording.aussonderung[language], value: aussonderungWords[akte.aussonderungsart][language] },
              { term: wording.medium[language], value: mediumWords[akte.medium]?.[language] ?? akte.medium },
              {
                term: wording.vertraulichkeit[language],
                value: vertraulichkeitWords[akte.vertraulichkeit]?.[language] ?? akte.vertraulichkeit,
              },
            ]}
          />
        </Section>
        <Section title={wording.vorgaenge[language]}>
          {props.vorgaenge.length === 0 ? (
            <p>{wording.noVorgaenge[language]}</p>
          ) : (
            <Stack gap="l">
              {props.vorgaenge.map((vorgang) => (
                <VorgangSection
                  key={vorgang.vorgangId}
                  view={view}
                  vorgang={vorgang}
                  dokumente={props.dokumente.filter((dokument) => dokument.vorgangId === vorgang.vorgangId)}
                />
              ))}
            </Stack>
          )}
        </Section>
        {props.panels.map(({ id, title, content }) => (
          <Section key={id} id={id} title={title[language]}>
            {content}
          </Section>
        ))}
        <Section title={wording.history[language]} id="verlauf">
          <Stack gap="s">
            <p>{wording.historyLead[language]}</p>
            <Table
              caption={wording.history[language]}
              captionHidden
              dense
              columns={[
                { key: "number", label: wording.number[language], numeric: true, narrow: true },
                { key: "what", label: wording.what[language], rowHeader: true },
                { key: "when", label: wording.when[language], narrow: true },
                { key: "who", label: wording.who[language], narrow: true },
                { key: "hash", label: wording.hash[language], narrow: true },
              ]}
              rows={entries.map((entry) => ({
                key: String(entry.sequence),
                cells: {
                  number: entry.sequence,
                  what: entryWords(entry, language),
                  when: formatInstant(new Date(entry.recordedAt), language),
                  who: actorWords(entry, language),
                  hash: <ShortHash hash={entry.hash} />,
                },
              }))}
            />
            {props.newestHref === undefined ? null : (
              <p>
                <Link href={props.newestHref}>{wording.newest[language]}</Link>
              </p>
            )}
            {props.earlierHref === undefined ? null : <Pager view={view} nextHref={props.earlierHref} />}
          </Stack>
        </Section>
      </Stack>
    </DeskPage>
  );
}
