import type { JSX, VNode } from "preact";
import { formatDay, formatInstant, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  Cluster,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Facts,
  Form,
  Link,
  Section,
  Select,
  Sidebar,
  Stack,
  SubmitButton,
  Tabs,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { type Akte, type Dokument, type DokumentFormat, dokumentKindWords } from "../../records/index.ts";
import type { Disclosure } from "../model/disclosure.ts";
import { mostLetters, type Note } from "../model/note.ts";
import { canBeRedacted } from "../model/showing.ts";
import { type ContentProps, ContentView, PageThumbs } from "./content-view.tsx";
import { stateWords, wording, zoomWords } from "./wording.ts";

/** What a note's form came back with. */
export interface NoteForm {
  readonly body: string;
  readonly page: string;
  readonly errors: readonly { readonly id: "text" | "seite"; readonly message: string }[];
}

/** What the page of a Dokument shows. */
export interface DokumentPageProps extends ContentProps {
  readonly nav: readonly DeskNavItem[];
  readonly akte: Akte;
  readonly dokument: Dokument;
  readonly formats: readonly DokumentFormat[];
  readonly format: DokumentFormat;
  /** Of the same Vorgang, in the order of filing. */
  readonly siblings: readonly Dokument[];
  readonly notes: readonly Note[];
  readonly ownStaffId: string | undefined;
  readonly noteForm: NoteForm | undefined;
  readonly noteAdded: boolean;
  readonly disclosures: readonly Disclosure[];
  readonly panels: readonly { readonly id: string; readonly title: Localized; readonly content: VNode }[];
  /** The same page with another zoom. */
  hrefZoom(zoom: keyof typeof zoomWords): string;
}

function Around(props: DokumentPageProps): JSX.Element | null {
  const { view, siblings, dokument } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const at = siblings.findIndex(({ dokumentId }) => dokumentId === dokument.dokumentId);
  const before = siblings[at - 1];
  const after = siblings[at + 1];
  if (before === undefined && after === undefined) return null;
  return (
    <nav class="viewer__around" aria-label={w("otherDocuments")}>
      {before === undefined ? null : (
        <Link href={view.href(`/amt/dokument/${before.dokumentId}/ansicht`)} rel="prev">
          {w("previousDocument")}: {before.title} <kbd>p</kbd>
        </Link>
      )}
      {after === undefined ? null : (
        <Link href={view.href(`/amt/dokument/${after.dokumentId}/ansicht`)} rel="next">
          {w("nextDocument")}: {after.title} <kbd>n</kbd>
        </Link>
      )}
    </nav>
  );
}

function FormatChoice(props: DokumentPageProps): JSX.Element | null {
  const { view, formats, format, dokument } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  if (formats.length < 2) return null;
  return (
    <form class="viewer__choice" method="get" action={view.href(`/amt/dokument/${dokument.dokumentId}/ansicht`)}>
      <Select
        view={view}
        name="form"
        label={w("forms")}
        emptyLabel={null}
        value={`${format.version}-${format.number}`}
        options={formats.map((one) => ({
          value: `${one.version}-${one.number}`,
          label: `${w("version")} ${one.version}, ${one.number === 1 ? w("original") : w("otherForm")}: ${one.filename}`,
        }))}
      />
      <button class="btn btn--secondary" type="submit">
        <span>{w("show")}</span>
      </button>
    </form>
  );
}

function Head(props: DokumentPageProps): JSX.Element {
  const { view, dokument, akte, format, siblings } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const parent = siblings.find(({ dokumentId }) => dokumentId === dokument.parentId);
  const anlagen = siblings.filter(({ parentId }) => parentId === dokument.dokumentId);
  const { metadata } = dokument;
  const days = (["posteingang", "postausgang", "datumDesSchreibens"] as const).flatMap((name) => {
    const day = metadata[name];
    return day === undefined ? [] : [{ term: w(name), value: formatDay(day, language) }];
  });
  const link = (one: Dokument) => (
    <Link key={one.dokumentId} href={view.href(`/amt/dokument/${one.dokumentId}/ansicht`)}>
      {one.title}
    </Link>
  );
  return (
    <Facts
      look="plain"
      rows={[
        { term: w("kind"), value: dokumentKindWords[dokument.kind][language] },
        { term: w("author"), value: dokument.author },
        { term: w("filed"), value: formatInstant(dokument.filedAt, language) },
        ...days,
        ...(metadata.fremdesGeschaeftszeichen === undefined
          ? []
          : [{ term: w("fremdesGeschaeftszeichen"), value: metadata.fremdesGeschaeftszeichen }]),
        ...(metadata.bemerkung === undefined ? [] : [{ term: w("bemerkung"), value: metadata.bemerkung }]),
        {
          term: w("akte"),
          value: <Link href={view.href(`/amt/akte/${dokument.akteId}`)}>{`${akte.aktenzeichen} ${akte.betreff}`}</Link>,
        },
        {
          term: w("vorgang"),
          value: (
            <Link href={view.href(`/amt/akte/${dokument.akteId}?vorgang=${dokument.vorgangId}#inhalt-der-akte`)}>
              {dokument.aktenzeichen}
            </Link>
          ),
        },
        ...(dokument.caseId === null
          ? []
          : [
              {
                term: w("work"),
                value: <Link href={view.href(`/amt/vorgang/${dokument.caseId}`)}>{w("toVorgang")}</Link>,
              },
            ]),
        ...(parent === undefined ? [] : [{ term: w("parent"), value: link(parent) }]),
        ...(anlagen.length === 0 ? [] : [{ term: w("anlagen"), value: <Stack gap="xs">{anlagen.map(link)}</Stack> }]),
        {
          term: w("file"),
          value: (
            <Link href={props.file} download>
              {format.filename}
            </Link>
          ),
        },
      ]}
    />
  );
}

function Notes(props: DokumentPageProps): JSX.Element {
  const { view, notes, dokument, noteForm } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const error = (id: "text" | "seite") => noteForm?.errors.find((one) => one.id === id)?.message;
  const wrong = { text: error("text"), seite: error("seite") };
  return (
    <Stack gap="s">
      <p class="muted">{w("notesLead")}</p>
      {props.noteAdded ? (
        <Alert tone="success" role="status">
          <p>{w("noteAdded")}</p>
        </Alert>
      ) : null}
      {notes.length === 0 ? (
        <p>{w("noNotes")}</p>
      ) : (
        <ul class="viewer__notes">
          {notes.map((note) => (
            <li key={note.noteId}>
              <p class="viewer__note">{note.body}</p>
              <p class="muted">
                {note.authorName}, {formatInstant(note.writtenAt, language)}
                {note.page === null ? null : `, ${w("page")} ${note.page}`}
              </p>
              {note.authorId === props.ownStaffId ? (
                <Link href={view.href(`/amt/dokument/${dokument.dokumentId}/notiz/${note.noteId}/loeschen`)}>
                  {w("noteDelete")}
                </Link>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Form view={view} action={view.href(`/amt/dokument/${dokument.dokumentId}/notiz`)}>
        <TextArea
          view={view}
          name="text"
          label={w("noteLabel")}
          rows={3}
          maxlength={mostLetters}
          value={noteForm?.body ?? ""}
          {...(wrong.text === undefined ? {} : { error: wrong.text })}
        />
        <TextField
          view={view}
          name="seite"
          label={w("notePage")}
          required={false}
          inputmode="numeric"
          width="short"
          maxlength={6}
          value={noteForm?.page ?? ""}
          {...(wrong.seite === undefined ? {} : { error: wrong.seite })}
        />
        <Actions>
          <SubmitButton variant="secondary">{w("noteAdd")}</SubmitButton>
        </Actions>
      </Form>
    </Stack>
  );
}

function Redaction(props: DokumentPageProps): JSX.Element {
  const { view, disclosures, format, dokument } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  return (
    <Stack gap="s">
      {disclosures.length === 0 ? null : (
        <ul class="viewer__notes">
          {disclosures.map((one) => (
            <li key={one.disclosureId}>
              <Link href={view.href(`/amt/schwaerzung/${one.disclosureId}`)}>
                {formatInstant(one.begunAt, language)}, {stateWords[one.state][language]}
              </Link>
              <p class="muted">
                {w("draftOf")} {one.authorName}
              </p>
            </li>
          ))}
        </ul>
      )}
      {canBeRedacted(format.mediaType) ? (
        <p>
          <Link
            href={view.href(`/amt/dokument/${dokument.dokumentId}/schwaerzen?form=${format.version}-${format.number}`)}
          >
            {w("redactBegin")}
          </Link>
        </p>
      ) : (
        <p class="muted">{w("redactFormatHint")}</p>
      )}
    </Stack>
  );
}

/** A Dokument: what it says, what is known of it, and what stands beside it. */
export function DokumentPage(props: DokumentPageProps): JSX.Element {
  const { view, dokument, siblings } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const errors = props.noteForm?.errors ?? [];
  return (
    <DeskPage
      view={view}
      title={dokument.title}
      nav={props.nav}
      script="viewer.js"
      hasErrors={errors.length > 0}
      tools={
        siblings.length > 1 ? (
          <ButtonLink variant="secondary" href={view.href(`/amt/vergleich?links=${dokument.dokumentId}`)}>
            {w("compare")}
          </ButtonLink>
        ) : undefined
      }
    >
      <ErrorSummary view={view} errors={errors} />
      <Sidebar
        side={
          <Stack gap="l">
            <Section title={w("about")} id="angaben">
              <Head {...props} />
              <p>
                <Link href={view.href(`/amt/dokument/${dokument.dokumentId}/angaben`)}>{w("changeAbout")}</Link>
              </p>
            </Section>
            <Section title={w("notes")} id="notizen">
              <Notes {...props} />
            </Section>
            <Section title={w("redact")} id="schwaerzung">
              <Redaction {...props} />
            </Section>
            {props.panels.map(({ id, title, content }) => (
              <Section key={id} id={id} title={title[language]}>
                {content}
              </Section>
            ))}
          </Stack>
        }
      >
        <Stack gap="m">
          <Around {...props} />
          <FormatChoice {...props} />
          <Section title={w("content")} id="inhalt-des-dokuments">
            <Stack gap="s">
              {props.content.kind === "pages" ? (
                <Cluster gap="s">
                  <Tabs
                    label={w("size")}
                    items={(["klein", "normal", "gross", "riesig"] as const).map((zoom) => ({
                      href: props.hrefZoom(zoom),
                      label: zoomWords[zoom][language],
                      current: zoom === props.zoom,
                    }))}
                  />
                </Cluster>
              ) : null}
              <PageThumbs {...props} />
              <ContentView {...props} />
            </Stack>
          </Section>
        </Stack>
      </Sidebar>
    </DeskPage>
  );
}

/** Asks once more before a note goes. */
export function DeleteNotePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly note: Note;
}): JSX.Element {
  const { view, note } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const back = view.href(`/amt/dokument/${note.dokumentId}/ansicht#notizen`);
  return (
    <DeskPage view={view} title={w("noteDelete")} nav={props.nav}>
      <Form view={view} action={view.href(`/amt/dokument/${note.dokumentId}/notiz/${note.noteId}/loeschen`)}>
        <p class="viewer__note">{note.body}</p>
        <p>{w("noteDeleteText")}</p>
        <Actions>
          <SubmitButton variant="danger">{w("noteDelete")}</SubmitButton>
          <ButtonLink variant="tertiary" href={back}>
            {w("back")}
          </ButtonLink>
        </Actions>
      </Form>
    </DeskPage>
  );
}
