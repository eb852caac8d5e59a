import type { JSX, VNode } from "preact";
import { dayInBerlin, formatDay, formatInstant, type Language, type Localized } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  type DeskNavItem,
  DeskPage,
  Facts,
  Link,
  Pager,
  SearchForm,
  Section,
  Sidebar,
  Stack,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { AkteContents } from "../actions/read-pages.ts";
import type { VerifiedAkte } from "../actions/verify-records.ts";
import { wordsOfEvent } from "../extensions.ts";
import type { Akte, Teilakte } from "../model/akte.ts";
import type { Dokument } from "../model/dokument.ts";
import { type HistoryEntry, otherAktenOf } from "../model/history.ts";
import type { ShownVerweis } from "../model/verweis.ts";
import { AkteState } from "./akten-page.tsx";
import { historyFacts } from "./history-facts.ts";
import { verweisWords, verweisWordsBack, words } from "./registry-wording.ts";
import { Tick, TickForm } from "./tick.tsx";
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
  readonly path: string;
  /** Undefined where the Akte is so large that it is only verified when somebody asks. */
  readonly verified: VerifiedAkte | undefined;
}): JSX.Element {
  const { view, verified } = props;
  const { language } = view;
  const check = (words: Localized) => (
    <p>
      <Link href={view.href(`${props.path}?pruefen=ja`)}>{words[language]}</Link>
    </p>
  );
  if (verified === undefined) {
    return (
      <Alert tone="info" title={wording.unchecked[language]}>
        <p>
          {language === "de"
            ? "Diese Akte ist sehr groß. Sie wird geprüft, wenn Sie es wünschen."
            : "This file is very large. It is verified when you ask for it."}
        </p>
        {check(wording.checkAll)}
      </Alert>
    );
  }
  const { broken, entries, documents, contents } = verified;
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
  const counted =
    language === "de"
      ? `Zahl der Einträge: ${entries}, Zahl der Dokumente: ${documents}.`
      : `Entries: ${entries}, documents: ${documents}.`;
  return (
    <Alert tone="success" title={wording.chainSound[language]}>
      <p>
        {contents
          ? language === "de"
            ? `Verlauf, Angaben und Inhalte jetzt geprüft. ${counted} Alles ist unverändert.`
            : `History, particulars and contents checked now. ${counted} Nothing was changed.`
          : language === "de"
            ? `Verlauf und Angaben beim Öffnen dieser Seite geprüft. ${counted} Alles ist unverändert.`
            : `History and particulars checked when this page was opened. ${counted} Nothing was changed.`}
      </p>
      {contents ? null : check(wording.check)}
    </Alert>
  );
}

function DokumenteTable(props: {
  readonly view: ViewContext;
  readonly aktenzeichen: string;
  readonly dokumente: readonly Dokument[];
  readonly registry: boolean;
}): JSX.Element {
  const { view, dokumente } = props;
  const { language } = view;
  const here = new Set(dokumente.map(({ dokumentId }) => dokumentId));
  return (
    <Table
      caption={`${wording.dokumente[language]}: ${props.aktenzeichen}`}
      captionHidden
      dense
      keyboard
      columns={[
        ...(props.registry ? [{ key: "pick", label: words.select[language], labelHidden: true, narrow: true }] : []),
        { key: "title", label: wording.title[language] },
        { key: "kind", label: wording.kind[language], narrow: true },
        { key: "author", label: wording.author[language], narrow: true },
        { key: "filedAt", label: wording.filedAt[language], narrow: true },
        { key: "size", label: wording.size[language], numeric: true, narrow: true },
        { key: "hash", label: wording.hash[language], narrow: true },
        { key: "change", label: words.dokumentDetails[language], labelHidden: true, narrow: true },
      ]}
      rows={dokumente.map((dokument) => ({
        key: dokument.dokumentId,
        cells: {
          pick: <Tick view={view} name="dokument" id={dokument.dokumentId} about={dokument.title} />,
          title: (
            <Cluster gap="xs">
              {dokument.parentId !== null && here.has(dokument.parentId) ? (
                <span class="muted">{language === "de" ? "Anlage:" : "Attachment:"}</span>
              ) : null}
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
              {dokument.version > 1 ? <Badge>{`Version ${dokument.version}`}</Badge> : null}
            </Cluster>
          ),
          kind: kindWords[dokument.kind][language],
          author: dokument.author,
          filedAt: formatInstant(dokument.filedAt, language),
          size: formatBytes(dokument.sizeBytes, language),
          hash: <ShortHash hash={dokument.sha256} />,
          change: (
            <Link href={view.href(`/amt/dokument/${dokument.dokumentId}/angaben`)}>
              {language === "de" ? "Angaben" : "Particulars"}
              <span class="vh">: {dokument.title}</span>
            </Link>
          ),
        },
      }))}
    />
  );
}

function VorgangSection(props: {
  readonly view: ViewContext;
  readonly path: string;
  readonly vorgang: AkteContents["vorgaenge"][number];
  readonly teilakte: Teilakte | undefined;
  readonly registry: boolean;
  readonly akteOpen: boolean;
}): JSX.Element {
  const { view, vorgang, teilakte, path } = props;
  const { language } = view;
  const last = vorgang.dokumente.at(-1);
  return (
    <Section
      level={3}
      id={`vorgang-${vorgang.vorgangId}`}
      title={`${vorgang.aktenzeichen} ${vorgang.betreff}`}
      aside={
        <Cluster gap="s">
          {teilakte === undefined ? null : <Badge>{`${words.teilakte[language]} ${teilakte.number}`}</Badge>}
          <AkteState view={view} zdaAt={vorgang.zdaAt} />
          {props.registry ? (
            <Tick view={view} name="vorgang" id={vorgang.vorgangId} about={vorgang.aktenzeichen} />
          ) : null}
        </Cluster>
      }
    >
      <Stack gap="s">
        <Cluster gap="m">
          {vorgang.caseId === null ? null : (
            <Link href={view.href(`/amt/vorgang/${vorgang.caseId}`)}>
              {wording.toCase[language]} {vorgang.aktenzeichen}
            </Link>
          )}
          {props.akteOpen && vorgang.zdaAt === null ? (
            <Link href={view.href(`${path}/vorgang/${vorgang.vorgangId}`)}>
              {words.rename[language]}
              <span class="vh">: {vorgang.aktenzeichen}</span>
            </Link>
          ) : null}
        </Cluster>
        {vorgang.dokumente.length === 0 ? (
          <p>{wording.noDokumente[language]}</p>
        ) : (
          <DokumenteTable
            view={view}
            aktenzeichen={vorgang.aktenzeichen}
            dokumente={vorgang.dokumente}
            registry={props.registry}
          />
        )}
        {vorgang.moreDokumente ? (
          <p>
            <Link href={view.href(`${path}?vorgang=${vorgang.vorgangId}&nach=${last?.sequence ?? 0}#inhalt-der-akte`)}>
              {language === "de" ? "Weitere Dokumente von" : "More documents of"} {vorgang.aktenzeichen}
            </Link>
          </p>
        ) : null}
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

/**
 * What an entry is about, beside its action: the title of a Dokument, the number of a Vorgang.
 * @param seen other Akten that whoever looks may see: no others are named
 */
function entryWords(entry: HistoryEntry, language: Language, seen: ReadonlySet<string>): string {
  const action = (actionWords[entry.action] ?? wordsOfEvent(entry.action))?.[language] ?? entry.action;
  const { details } = entry;
  const after = typeof details.after === "object" && details.after !== null ? details.after : {};
  const named =
    "betreff" in after
      ? after.betreff
      : "title" in after
        ? after.title
        : "aktenzeichen" in after
          ? after.aktenzeichen
          : undefined;
  const [other] = otherAktenOf(entry);
  const mayName = other === undefined || seen.has(other);
  const about =
    named ?? details.title ?? details.aktenzeichen ?? details.betreff ?? (mayName ? details.inAktenzeichen : undefined);
  const place = mayName ? (details.toAktenzeichen ?? details.fromAktenzeichen) : undefined;
  const parts = [about, place === undefined ? undefined : `(${String(place)})`].filter(
    (part) => typeof part === "string",
  );
  return parts.length === 0 ? action : `${action}: ${parts.join(" ")}`;
}

function Entry(props: {
  readonly entry: HistoryEntry;
  readonly language: Language;
  readonly seen: ReadonlySet<string>;
}): JSX.Element {
  const facts = historyFacts(props.entry, props.language);
  return (
    <>
      {entryWords(props.entry, props.language, props.seen)}
      {facts.map((fact) => (
        <span key={fact} class="muted">
          <br />
          {fact}
        </span>
      ))}
    </>
  );
}

function Verweise(props: {
  readonly view: ViewContext;
  readonly path: string;
  readonly verweise: readonly ShownVerweis[];
  readonly akteOpen: boolean;
}): JSX.Element {
  const { view, verweise } = props;
  const { language } = view;
  if (verweise.length === 0)
    return <p>{language === "de" ? "Diese Akte hat keine Verweise." : "This file has no references."}</p>;
  return (
    <Table
      caption={words.verweise[language]}
      captionHidden
      dense
      keyboard
      columns={[
        { key: "other", label: wording.aktenzeichen[language], narrow: true },
        { key: "title", label: wording.betreff[language] },
        { key: "kind", label: wording.kind[language] },
        { key: "note", label: words.note[language] },
        { key: "remove", label: words.remove[language], labelHidden: true, narrow: true },
      ]}
      rows={verweise.map((verweis) => ({
        key: verweis.verweisId,
        cells: {
          other: <Link href={view.href(`/amt/akte/${verweis.otherAkteId}`)}>{verweis.otherAktenzeichen}</Link>,
          title: verweis.otherTitle,
          kind: (verweis.direction === "out" ? verweisWords : verweisWordsBack)[verweis.kind][language],
          note: verweis.note ?? "",
          remove:
            verweis.direction === "out" && props.akteOpen ? (
              <Link href={view.href(`${props.path}/verweis/${verweis.verweisId}/entfernen`)}>
                {words.remove[language]}
                <span class="vh">: {verweis.otherAktenzeichen}</span>
              </Link>
            ) : null,
        },
      }))}
    />
  );
}

function AkteFacts(props: { readonly view: ViewContext; readonly akte: Akte; readonly former: readonly string[] }) {
  const { view, akte } = props;
  const { language } = view;
  const years = (count: number) =>
    language === "de" ? `${count} ${count === 1 ? "Jahr" : "Jahre"}` : `${count} ${count === 1 ? "year" : "years"}`;
  return (
    <Facts
      rows={[
        { term: wording.aktenzeichen[language], value: akte.aktenzeichen },
        ...(props.former.length === 0
          ? []
          : [
              {
                term: language === "de" ? "Frühere Aktenzeichen" : "Former reference numbers",
                value: props.former.join(", "),
              },
            ]),
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
  );
}

function Teilakten(props: {
  readonly view: ViewContext;
  readonly path: string;
  readonly teilakten: readonly Teilakte[];
  readonly current: Teilakte | undefined;
  readonly akteOpen: boolean;
}): JSX.Element {
  const { view, path, current } = props;
  const { language } = view;
  return (
    <Table
      caption={words.teilakten[language]}
      captionHidden
      dense
      keyboard
      columns={[
        { key: "number", label: wording.number[language], numeric: true, narrow: true },
        { key: "betreff", label: wording.betreff[language], rowHeader: true },
        { key: "change", label: words.rename[language], labelHidden: true, narrow: true },
      ]}
      rows={props.teilakten.map((teilakte) => ({
        key: teilakte.teilakteId,
        current: teilakte.teilakteId === current?.teilakteId,
        cells: {
          number: teilakte.number,
          betreff: (
            <Link href={view.href(`${path}?teilakte=${teilakte.teilakteId}#inhalt-der-akte`)}>{teilakte.betreff}</Link>
          ),
          change: props.akteOpen ? (
            <Link href={view.href(`${path}/teilakte/${teilakte.teilakteId}`)}>
              {words.rename[language]}
              <span class="vh">: {teilakte.betreff}</span>
            </Link>
          ) : null,
        },
      }))}
    />
  );
}

/** One Akte: its metadata, what lies in it, and its history with the outcome of its verification. */
export function AktePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly akte: Akte;
  readonly former: readonly string[];
  readonly teilakten: readonly Teilakte[];
  readonly teilakte: Teilakte | undefined;
  readonly contents: AkteContents;
  /** Shows less than the whole Akte: one Vorgang, one Teilakte, or not the first page. */
  readonly part: boolean;
  readonly moreHref: string | undefined;
  readonly verweise: readonly ShownVerweis[];
  readonly tree: JSX.Element;
  /** Newest first, one page. */
  readonly entries: readonly HistoryEntry[];
  /** Other Akten that the entries name, as far as who looks may see them. */
  readonly seenAkten: ReadonlySet<string>;
  readonly verified: VerifiedAkte | undefined;
  /** What modules above have to say about it. */
  readonly panels: readonly { readonly id: string; readonly title: Localized; readonly content: VNode }[];
  readonly newestHref: string | undefined;
  readonly earlierHref: string | undefined;
  /** Who looks may change the order of the E-Akte. */
  readonly registry: boolean;
  /** Something was just changed: said once. */
  readonly saved: boolean;
}): JSX.Element {
  const { view, akte, entries, contents } = props;
  const { language } = view;
  const path = `/amt/akte/${akte.akteId}`;
  const akteOpen = akte.zdaAt === null;
  const registry = props.registry && akteOpen;
  const teilakteOf = new Map(props.teilakten.map((teilakte) => [teilakte.teilakteId, teilakte]));
  const parts = [
    { id: "inhalt-der-akte", title: wording.vorgaenge[language] },
    { id: "verweise", title: words.verweise[language] },
    ...props.panels.map(({ id, title }) => ({ id, title: title[language] })),
    { id: "verlauf", title: wording.history[language] },
  ];
  const vorgaenge = (
    <Stack gap="l">
      {contents.vorgaenge.map((vorgang) => (
        <VorgangSection
          key={vorgang.vorgangId}
          view={view}
          path={path}
          vorgang={vorgang}
          teilakte={teilakteOf.get(vorgang.teilakteId ?? "")}
          registry={registry}
          akteOpen={akteOpen}
        />
      ))}
    </Stack>
  );
  return (
    <DeskPage
      view={view}
      title={`${akte.aktenzeichen} ${akte.betreff}`}
      nav={props.nav}
      tools={<AkteState view={view} zdaAt={akte.zdaAt} />}
    >
      <Stack gap="l">
        {props.saved ? (
          <Alert tone="success" role="status">
            <p>
              {language === "de"
                ? "Gespeichert. Der Verlauf sagt, was war."
                : "Saved. The history says what was before."}
            </p>
          </Alert>
        ) : null}
        <ChainState view={view} path={path} verified={props.verified} />
        <nav aria-label={language === "de" ? "Auf dieser Seite" : "On this page"}>
          <Cluster gap="m">
            {parts.map(({ id, title }) => (
              <Link key={id} href={`#${id}`}>
                {title}
              </Link>
            ))}
          </Cluster>
        </nav>
        <Sidebar side={<Section title={words.tree[language]}>{props.tree}</Section>}>
          <Section
            title={wording.metadata[language]}
            aside={
              akteOpen ? (
                <ButtonLink variant="secondary" icon="edit" href={view.href(`${path}/angaben`)}>
                  {words.changeAkte[language]}
                </ButtonLink>
              ) : undefined
            }
          >
            <AkteFacts view={view} akte={akte} former={props.former} />
          </Section>
          {props.teilakten.length === 0 && !akteOpen ? null : (
            <Section
              title={words.teilakten[language]}
              aside={
                akteOpen ? (
                  <ButtonLink variant="secondary" icon="plus" href={view.href(`${path}/teilakte`)}>
                    {words.newTeilakte[language]}
                  </ButtonLink>
                ) : undefined
              }
            >
              {props.teilakten.length === 0 ? (
                <p>{language === "de" ? "Diese Akte ist nicht unterteilt." : "This file has no parts."}</p>
              ) : (
                <Teilakten
                  view={view}
                  path={path}
                  teilakten={props.teilakten}
                  current={props.teilakte}
                  akteOpen={akteOpen}
                />
              )}
            </Section>
          )}
        </Sidebar>
        <Section
          id="inhalt-der-akte"
          title={
            props.teilakte === undefined
              ? wording.vorgaenge[language]
              : `${wording.vorgaenge[language]}: ${props.teilakte.betreff}`
          }
          aside={
            akteOpen ? (
              <ButtonLink
                variant="secondary"
                icon="plus"
                href={view.href(
                  `${path}/vorgang${props.teilakte === undefined ? "" : `?teilakte=${props.teilakte.teilakteId}`}`,
                )}
              >
                {words.newVorgang[language]}
              </ButtonLink>
            ) : undefined
          }
        >
          <Stack gap="l">
            <SearchForm
              view={view}
              action={view.href("/amt/aktensuche")}
              name="worte"
              label={wording.searchWithinLabel[language]}
              button={wording.searchTexts[language]}
            >
              <input type="hidden" name="akte" value={akte.akteId} />
            </SearchForm>
            {props.part ? (
              <p>
                <Link href={view.href(`${path}#inhalt-der-akte`)}>{words.wholeAkte[language]}</Link>
              </p>
            ) : null}
            {contents.vorgaenge.length === 0 ? (
              <p>{wording.noVorgaenge[language]}</p>
            ) : registry ? (
              <TickForm
                view={view}
                verbs={["vorgaenge-verschieben", "akte-teilen", "dokumente-verschieben", "verweise-anlegen"]}
                from={path}
              >
                {vorgaenge}
              </TickForm>
            ) : (
              vorgaenge
            )}
            {props.moreHref === undefined ? null : <Pager view={view} nextHref={props.moreHref} />}
          </Stack>
        </Section>
        <Section
          id="verweise"
          title={words.verweise[language]}
          aside={
            akteOpen ? (
              <ButtonLink variant="secondary" icon="plus" href={view.href(`${path}/verweis`)}>
                {words.newVerweis[language]}
              </ButtonLink>
            ) : undefined
          }
        >
          <Verweise view={view} path={path} verweise={props.verweise} akteOpen={akteOpen} />
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
                  what: <Entry entry={entry} language={language} seen={props.seenAkten} />,
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
