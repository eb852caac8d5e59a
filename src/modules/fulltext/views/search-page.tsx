import type { JSX } from "preact";
import { dayInBerlin, formatDayShort, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Checkbox,
  Cluster,
  DateField,
  type DeskNavItem,
  DeskPage,
  Empty,
  Form,
  Grid,
  Link,
  Pager,
  SearchForm,
  Section,
  Select,
  Sidebar,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { dokumentKindWords } from "../../records/index.ts";
import type { Passage, Piece } from "../model/passages.ts";
import type { Unanswerable } from "../model/question.ts";
import { type FileKind, fileKinds } from "../model/terms.ts";
import { fileKindWords, partWords, unanswerableWords, wording } from "./wording.ts";

/** What stands in the fields, as it was typed. */
export interface TypedQuestion {
  readonly worte: string;
  readonly einheit: string;
  readonly art: string;
  readonly typ: string;
  readonly von: string;
  readonly bis: string;
  readonly verfasst: string;
  readonly offen: boolean;
  readonly folge: "neu" | "passend";
  /** Id of the Akte within which is searched. */
  readonly akte: string;
}

/** A hit as it is shown. */
export interface ShownHit {
  readonly dokumentId: string;
  readonly akteId: string;
  readonly title: readonly Piece[];
  readonly aktenzeichen: string;
  readonly akteBetreff: string;
  readonly kind: string;
  readonly fileKind: FileKind;
  readonly author: string;
  readonly filedAt: Date;
  readonly partKind: string;
  readonly passages: readonly Passage[];
  readonly state: "indexed" | "cut" | "no-text" | "failed";
}

export type ShownOutcome =
  | { readonly kind: "start" }
  | { readonly kind: "mistyped" }
  | { readonly kind: "unanswerable"; readonly why: Exclude<Unanswerable, "empty"> }
  | {
      readonly kind: "found";
      readonly hits: readonly ShownHit[];
      readonly count: { readonly hits: number; readonly more: boolean } | undefined;
      readonly ignored: readonly string[];
      readonly partly: boolean;
      readonly firstHref: string | undefined;
      readonly nextHref: string | undefined;
    };

function Marked(props: { readonly pieces: readonly Piece[] }): JSX.Element {
  return <>{props.pieces.map(({ text, marked }, index) => (marked ? <mark key={index}>{text}</mark> : text))}</>;
}

function HitItem(props: { readonly view: ViewContext; readonly hit: ShownHit }): JSX.Element {
  const { view, hit } = props;
  const { language } = view;
  return (
    <li class="hit">
      <h3 class="hit__title">
        <Link href={view.href(`/amt/dokument/${hit.dokumentId}`)}>
          <Marked pieces={hit.title} />
        </Link>
      </h3>
      {hit.passages.map(({ part, pieces, before, after }) => (
        <p class="hit__passage" key={`${part} ${pieces[0]?.text}`}>
          {partWords[hit.partKind] === undefined ? null : (
            <span class="hit__part">
              {partWords[hit.partKind]?.[language]} {part}:{" "}
            </span>
          )}
          {before ? "… " : null}
          <Marked pieces={pieces} />
          {after ? " …" : null}
        </p>
      ))}
      {hit.state === "failed" || hit.state === "cut" ? (
        <p class="hit__note">{(hit.state === "cut" ? wording.cutText : wording.unreadText)[language]}</p>
      ) : null}
      <Cluster gap="s">
        <Badge>{(dokumentKindWords as Readonly<Record<string, Localized>>)[hit.kind]?.[language] ?? hit.kind}</Badge>
        <Badge>{fileKindWords[hit.fileKind][language]}</Badge>
        <span class="hit__facts">
          {hit.author}, {wording.filed[language]} {formatDayShort(dayInBerlin(hit.filedAt), language)},{" "}
          {wording.inAkte[language]}{" "}
          <Link href={view.href(`/amt/akte/${hit.akteId}`)}>
            {hit.aktenzeichen} {hit.akteBetreff}
          </Link>
        </span>
      </Cluster>
    </li>
  );
}

function countWords(count: { readonly hits: number; readonly more: boolean }, language: "de" | "en"): string {
  if (count.more) return language === "de" ? "Mehr als 1.000 Treffer" : "More than 1,000 hits";
  const hits = count.hits.toLocaleString(language === "de" ? "de-DE" : "en-GB");
  if (language === "de") return `${hits} Treffer`;
  return count.hits === 1 ? "1 hit" : `${hits} hits`;
}

function Found(props: {
  readonly view: ViewContext;
  readonly outcome: Extract<ShownOutcome, { kind: "found" }>;
}): JSX.Element {
  const { view, outcome } = props;
  const { language } = view;
  const { hits, count, ignored } = outcome;
  if (hits.length === 0) {
    return (
      <Empty title={wording.none[language]} icon="search">
        <p>{wording.noneText[language]}</p>
      </Empty>
    );
  }
  return (
    <Section id="treffer" title={count === undefined ? wording.more[language] : countWords(count, language)}>
      <Stack gap="m">
        {ignored.length === 0 ? null : (
          <p>
            {language === "de"
              ? `Nicht beachtet, weil fast überall enthalten: ${ignored.join(", ")}.`
              : `Left out, because almost everything contains it: ${ignored.join(", ")}.`}
          </p>
        )}
        {outcome.partly ? <p>{wording.partly[language]}</p> : null}
        <ol class="hits">
          {hits.map((hit) => (
            <HitItem key={hit.dokumentId} view={view} hit={hit} />
          ))}
        </ol>
        <Pager
          view={view}
          {...(outcome.firstHref === undefined ? {} : { previousHref: outcome.firstHref })}
          {...(outcome.nextHref === undefined ? {} : { nextHref: outcome.nextHref })}
        />
      </Stack>
    </Section>
  );
}

function Filters(props: {
  readonly view: ViewContext;
  readonly typed: TypedQuestion;
  readonly units: readonly { readonly planUnit: string; readonly title: string }[];
  readonly wrong: ReadonlySet<"von" | "bis">;
  readonly clearHref: string;
}): JSX.Element {
  const { view, typed, units, wrong } = props;
  const { language } = view;
  const { worte: _words, folge, offen, akte: _akte, ...rest } = typed;
  const narrowed = offen || folge === "passend" || Object.values(rest).some((value) => value !== "");
  const error = (field: "von" | "bis") => (wrong.has(field) ? { error: wording.badDay[language] } : {});
  return (
    <details class="hit-filters" open={narrowed}>
      <summary>{wording.filters[language]}</summary>
      <Grid min="s" gap="m">
        <Select
          view={view}
          name="einheit"
          label={wording.planUnit[language]}
          emptyLabel={wording.any[language]}
          value={typed.einheit}
          options={units.map(({ planUnit, title }) => ({ value: planUnit, label: `${planUnit} ${title}` }))}
        />
        <Select
          view={view}
          name="art"
          label={wording.kind[language]}
          emptyLabel={wording.any[language]}
          value={typed.art}
          options={Object.entries(dokumentKindWords).map(([value, words]) => ({ value, label: words[language] }))}
        />
        <Select
          view={view}
          name="typ"
          label={wording.fileKind[language]}
          emptyLabel={wording.any[language]}
          value={typed.typ}
          options={fileKinds.map((value) => ({ value, label: fileKindWords[value][language] }))}
        />
        <DateField view={view} name="von" label={wording.from[language]} value={typed.von} {...error("von")} />
        <DateField view={view} name="bis" label={wording.to[language]} value={typed.bis} {...error("bis")} />
        <TextField
          view={view}
          name="verfasst"
          label={wording.author[language]}
          value={typed.verfasst}
          maxlength={100}
        />
        <Select
          view={view}
          name="folge"
          label={wording.order[language]}
          emptyLabel={null}
          value={folge}
          options={[
            { value: "neu", label: wording.newest[language] },
            { value: "passend", label: wording.fitting[language] },
          ]}
        />
        <Checkbox view={view} name="offen" label={wording.onlyOpen[language]} checked={offen} />
      </Grid>
      <Actions>
        <SubmitButton variant="secondary" icon="search">
          {wording.searchNarrowed[language]}
        </SubmitButton>
        <ButtonLink variant="tertiary" href={props.clearHref}>
          {wording.clear[language]}
        </ButtonLink>
      </Actions>
    </details>
  );
}

/** The search over all Dokumente that somebody may see. */
export function SearchPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly typed: TypedQuestion;
  readonly wrong: ReadonlySet<"von" | "bis">;
  readonly units: readonly { readonly planUnit: string; readonly title: string }[];
  readonly outcome: ShownOutcome;
  /** The Akte within which is searched; null where it may not be seen. */
  readonly akte:
    | { readonly akteId: string; readonly aktenzeichen: string; readonly betreff: string }
    | null
    | undefined;
  /** The same words, in all Akten. */
  readonly everywhereHref: string;
  readonly saved: readonly { readonly searchId: string; readonly name: string; readonly href: string }[];
  /** Fields of the question that can be saved; none where there is nothing to save. */
  readonly savable: readonly (readonly [string, string])[];
}): JSX.Element {
  const { view, typed, outcome, saved, savable, akte } = props;
  const { language } = view;
  return (
    <DeskPage view={view} title={wording.title[language]} nav={props.nav}>
      <Stack gap="l">
        <SearchForm
          view={view}
          action={view.href("/amt/aktensuche")}
          name="worte"
          label={(akte === undefined ? wording.label : wording.labelInAkte)[language]}
          hint={wording.hint[language]}
          value={typed.worte}
          button={wording.search[language]}
        >
          {typed.akte === "" ? null : <input type="hidden" name="akte" value={typed.akte} />}
          <Filters
            view={view}
            typed={typed}
            units={props.units}
            wrong={props.wrong}
            clearHref={view.href(`/amt/aktensuche${akte == null ? "" : `?akte=${akte.akteId}`}`)}
          />
        </SearchForm>
        {akte === undefined ? null : (
          <Cluster>
            <p>
              {akte === null ? (
                wording.onlyInHidden[language]
              ) : (
                <>
                  {wording.onlyInAkte[language]}{" "}
                  <Link href={view.href(`/amt/akte/${akte.akteId}`)}>
                    {akte.aktenzeichen} {akte.betreff}
                  </Link>
                  .
                </>
              )}
            </p>
            <Link href={props.everywhereHref}>{wording.everywhere[language]}</Link>
          </Cluster>
        )}
        <Sidebar
          side={
            <Section id="gemerkt" title={wording.saved[language]}>
              <Stack gap="m">
                {saved.length === 0 ? (
                  <p>{wording.savedEmpty[language]}</p>
                ) : (
                  <ul class="saved-searches">
                    {saved.map(({ searchId, name, href }) => (
                      <li key={searchId}>
                        <Link href={href}>{name}</Link>
                        <Link
                          class="saved-searches__remove"
                          href={view.href(`/amt/aktensuche/gemerkt/${searchId}/entfernen`)}
                        >
                          {wording.remove[language]}
                          <span class="vh">: {name}</span>
                        </Link>
                      </li>
                    ))}
                  </ul>
                )}
                {savable.length === 0 ? null : (
                  <Form view={view} action={view.href("/amt/aktensuche/merken")}>
                    {savable.map(([name, value]) => (
                      <input key={name} type="hidden" name={name} value={value} />
                    ))}
                    <TextField
                      view={view}
                      name="name"
                      label={wording.saveName[language]}
                      value={typed.worte.slice(0, 80)}
                      maxlength={80}
                    />
                    <SubmitButton variant="secondary">{wording.save[language]}</SubmitButton>
                  </Form>
                )}
              </Stack>
            </Section>
          }
        >
          {outcome.kind === "start" ? (
            <Empty title={wording.start[language]} icon="search">
              <p>{wording.startText[language]}</p>
            </Empty>
          ) : outcome.kind === "mistyped" ? (
            <Alert tone="error" title={wording.unanswerable[language]} role="alert">
              <p>{wording.badDay[language]}</p>
            </Alert>
          ) : outcome.kind === "unanswerable" ? (
            <Alert tone="warning" title={wording.unanswerable[language]} role="alert">
              <p>{unanswerableWords[outcome.why][language]}</p>
            </Alert>
          ) : (
            <Found view={view} outcome={outcome} />
          )}
        </Sidebar>
      </Stack>
    </DeskPage>
  );
}

/** Asks before a saved search is removed. */
export function RemoveSearchPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly searchId: string;
  readonly name: string;
}): JSX.Element {
  const { view, searchId, name } = props;
  const { language } = view;
  return (
    <DeskPage view={view} title={`${wording.removeTitle[language]}: ${name}`} nav={props.nav}>
      <Form view={view} action={view.href(`/amt/aktensuche/gemerkt/${searchId}/entfernen`)}>
        <p>{wording.removeText[language]}</p>
        <Actions>
          <SubmitButton>{wording.remove[language]}</SubmitButton>
          <ButtonLink variant="secondary" href={view.href("/amt/aktensuche")}>
            {wording.back[language]}
          </ButtonLink>
        </Actions>
      </Form>
    </DeskPage>
  );
}
