import type { JSX } from "preact";
import { dayInBerlin, formatDayShort, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  type DeskNavItem,
  DeskPage,
  Empty,
  Facts,
  FileField,
  Form,
  Link,
  SearchForm,
  Section,
  Stack,
  SubmitButton,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { CodeList, CodeListEntry, CodeListInfo } from "../model/code-list.ts";

interface Page {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

/** Why an uploaded file was not taken over. */
export type UploadMistake =
  | { readonly kind: "no-file" }
  | { readonly kind: "refused"; readonly filename: string; readonly line: number; readonly reason: Localized }
  | { readonly kind: "other-content"; readonly uri: string; readonly version: string };

const title: Localized = { de: "Codelisten", en: "Code lists" };

function countOf(entries: number, view: ViewContext): string {
  const number = entries.toLocaleString(view.language === "de" ? "de-DE" : "en-GB");
  return view.language === "de"
    ? `${number} ${entries === 1 ? "Eintrag" : "Einträge"}`
    : `${number} ${entries === 1 ? "entry" : "entries"}`;
}

function hrefOf({ uri, version }: { readonly uri: string; readonly version: string }, view: ViewContext): string {
  return view.href(`/amt/codelisten/liste?${new URLSearchParams({ uri, version })}`);
}

function originOf({ imported }: CodeListInfo, view: ViewContext): string {
  const { language } = view;
  if (imported === undefined) return { de: "von Klickamt mitgebracht", en: "brought along by Klickamt" }[language];
  const day = formatDayShort(dayInBerlin(imported.at), language);
  if (imported.ownTown) return `${day}, ${imported.by}`;
  return { de: `${day}, andere Kommune der Region`, en: `${day}, another municipality of the region` }[language];
}

function Mistake({
  view,
  mistake,
}: {
  readonly view: ViewContext;
  readonly mistake: UploadMistake;
}): JSX.Element | null {
  const { language } = view;
  if (mistake.kind === "no-file") return null;
  return (
    <Alert
      tone="error"
      role="alert"
      level={2}
      title={{ de: "Die Liste wurde nicht übernommen", en: "The list was not taken over" }[language]}
    >
      {mistake.kind === "refused" ? (
        <p>
          {{ de: "Zeile", en: "Line" }[language]} {mistake.line} ({mistake.filename}): {mistake.reason[language]}
        </p>
      ) : (
        <p>
          {
            {
              de: "Die Region hat diese Liste in dieser Version schon, aber mit anderen Einträgen. Formulare verlassen sich darauf. Geben Sie Ihrer Liste eine neue Version.",
              en: "The region has this list in this version already, but with other entries. Forms rely on it. Give your list a new version.",
            }[language]
          }{" "}
          <Link href={hrefOf(mistake, view)}>
            {{ de: "Die vorhandene Liste ansehen", en: "See the list that is there" }[language]}
          </Link>
        </p>
      )}
    </Alert>
  );
}

/** All lists of the region, and the way to bring another one. */
export function CodeListsPage(
  props: Page & { readonly lists: readonly CodeListInfo[]; readonly mistake?: UploadMistake },
): JSX.Element {
  const { view, lists, mistake } = props;
  const { language } = view;
  return (
    <DeskPage view={view} nav={props.nav} title={title[language]} hasErrors={mistake !== undefined}>
      <Stack>
        {mistake === undefined ? null : <Mistake view={view} mistake={mistake} />}
        <p>
          {
            {
              de: "Listen von Werten, aus denen Formulare auswählen lassen. Alle Kommunen der Region nutzen sie gemeinsam.",
              en: "Lists of values that forms let people choose from. All municipalities of the region share them.",
            }[language]
          }
        </p>
        {lists.length === 0 ? (
          <Empty icon="list" title={{ de: "Noch keine Liste", en: "No list yet" }[language]} />
        ) : (
          <Table
            caption={{ de: "Codelisten, nach Namen", en: "Code lists, by name" }[language]}
            captionHidden
            keyboard
            columns={[
              { key: "name", label: "Name", rowHeader: true },
              { key: "uri", label: { de: "Kennung", en: "Address" }[language] },
              { key: "version", label: "Version", narrow: true },
              { key: "entries", label: { de: "Umfang", en: "Size" }[language], narrow: true },
              { key: "origin", label: { de: "Herkunft", en: "Origin" }[language] },
            ]}
            rows={lists.map((list) => ({
              key: `${list.uri} ${list.version}`,
              cells: {
                name: <Link href={hrefOf(list, view)}>{list.name[language]}</Link>,
                uri: <code>{list.uri}</code>,
                version: list.version,
                entries: countOf(list.entries, view),
                origin: originOf(list, view),
              },
            }))}
          />
        )}
        <Section title={{ de: "Liste hochladen", en: "Upload a list" }[language]}>
          <Form view={view} action={view.href("/amt/codelisten")} enctype="multipart/form-data">
            <FileField
              view={view}
              name="datei"
              label={{ de: "Codeliste in genericode", en: "Code list in genericode" }[language]}
              accept=".xml,.gc,application/xml,text/xml"
              allowed="genericode 1.0 (XML), 20 MB"
              hint={
                {
                  de: "Aus dem XRepository oder aus dem FIM-Portal. Dieselbe Liste noch einmal hochzuladen schadet nicht.",
                  en: "From XRepository or the FIM portal. Uploading the same list again does no harm.",
                }[language]
              }
              {...(mistake?.kind === "no-file"
                ? { error: { de: "Wählen Sie eine Datei aus.", en: "Choose a file." }[language] }
                : {})}
            />
            <Actions>
              <SubmitButton icon="upload">{{ de: "Hochladen", en: "Upload" }[language]}</SubmitButton>
            </Actions>
          </Form>
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** One list with its first entries, or those that were searched. */
export function CodeListPage(
  props: Page & {
    readonly list: CodeList;
    readonly query: string;
    readonly entries: readonly CodeListEntry[];
    readonly download: string;
    /** What became of an upload, and what was strange about the file. */
    readonly imported?: { readonly isNew: boolean; readonly notes: readonly Localized[] };
  },
): JSX.Element {
  const { view, list, query, entries, imported } = props;
  const { language } = view;
  const inEnglish = list.entries.some(({ labelEn }) => labelEn !== undefined);
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={list.name[language]}
      tools={
        <ButtonLink href={props.download} variant="secondary" icon="download">
          genericode
        </ButtonLink>
      }
    >
      <Stack>
        <p>
          <Link href={view.href("/amt/codelisten")}>{{ de: "Alle Codelisten", en: "All code lists" }[language]}</Link>
        </p>
        {imported === undefined ? null : (
          <Alert
            tone="success"
            role="status"
            title={
              imported.isNew
                ? { de: "Die Liste ist übernommen.", en: "The list has been taken over." }[language]
                : {
                    de: "Diese Liste war schon da. Es hat sich nichts geändert.",
                    en: "This list was there already. Nothing has changed.",
                  }[language]
            }
          >
            {imported.notes.length === 0 ? null : (
              <>
                <p>
                  {
                    {
                      de: "Die Datei war nicht ganz nach der Norm. Sehen Sie nach, ob Codes und Bezeichnungen stimmen.",
                      en: "The file did not quite keep to the standard. Check that codes and labels are right.",
                    }[language]
                  }
                </p>
                <ul>
                  {imported.notes.map((note) => (
                    <li key={note.de}>{note[language]}</li>
                  ))}
                </ul>
              </>
            )}
          </Alert>
        )}
        <Facts
          rows={[
            { term: { de: "Kennung", en: "Address" }[language], value: <code>{list.uri}</code> },
            { term: "Version", value: list.version },
            { term: { de: "Umfang", en: "Size" }[language], value: countOf(list.entries.length, view) },
          ]}
        />
        <SearchForm
          view={view}
          action={view.href("/amt/codelisten/liste")}
          name="q"
          label={{ de: "Code oder Bezeichnung", en: "Code or label" }[language]}
          value={query}
          button={{ de: "Suchen", en: "Search" }[language]}
        >
          <input type="hidden" name="uri" value={list.uri} />
          <input type="hidden" name="version" value={list.version} />
        </SearchForm>
        {entries.length === 0 ? (
          <Empty icon="search" title={{ de: "Kein Eintrag gefunden", en: "No entry found" }[language]}>
            <p>
              {
                {
                  de: "Suchen Sie mit weniger Buchstaben. Der Anfang eines Wortes genügt.",
                  en: "Search with fewer letters. The beginning of a word is enough.",
                }[language]
              }
            </p>
          </Empty>
        ) : (
          <Table
            dense
            caption={
              entries.length < list.entries.length
                ? {
                    de: `${entries.length} von ${countOf(list.entries.length, view)}`,
                    en: `${entries.length} of ${countOf(list.entries.length, view)}`,
                  }[language]
                : countOf(entries.length, view)
            }
            columns={[
              { key: "code", label: "Code", narrow: true, rowHeader: true },
              { key: "label", label: { de: "Bezeichnung", en: "Label" }[language] },
              ...(inEnglish ? [{ key: "english", label: { de: "Englisch", en: "English" }[language] }] : []),
            ]}
            rows={entries.map(({ code, label, labelEn }) => ({
              key: code,
              cells: { code: <code>{code}</code>, label, english: labelEn ?? "" },
            }))}
          />
        )}
      </Stack>
    </DeskPage>
  );
}
