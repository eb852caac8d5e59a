import type { JSX } from "preact";
import { addDays, dayInBerlin, formatDayShort, type Language } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Form,
  Icon,
  Link,
  LinkRows,
  Progress,
  Section,
  Stack,
  SubmitButton,
  Table,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import { type Akte, dokumentKindWords, type Vorgang } from "../../records/index.ts";
import { sizeLabel, type Upload } from "../../uploads/index.ts";
import type { StagedItem } from "../actions/keep-items.ts";
import { type Filing, itemKinds } from "../model/collection.ts";
import { collectionPath, filingPath } from "../paths.ts";
import { Uploader, UploadList } from "./uploader.tsx";
import { problemText } from "./words.ts";

/** What a person typed for an item, as they typed it. */
export interface TypedItem {
  readonly title: string;
  readonly kind: string;
  readonly day: string;
  readonly sender: string;
  readonly chosen: boolean;
}

export interface FilingPageProps {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly akte: Akte;
  readonly vorgang: Vorgang;
  readonly filing: Filing;
  readonly items: readonly StagedItem[];
  /** Files that are on their way or were refused. */
  readonly others: readonly Upload[];
  readonly keepDays: number;
  readonly typed?: ReadonlyMap<string, TypedItem>;
  readonly errors?: readonly { readonly id: string; readonly message: string }[];
  readonly uploadError?: string | undefined;
}

const field = (name: string, itemId: string) => `${name}-${itemId}`;

function mailNote(item: StagedItem, language: Language): JSX.Element | null {
  const de = language === "de";
  const left =
    item.mailLeftOut > 0
      ? de
        ? ` Nicht herausgenommene Anlagen: ${item.mailLeftOut}.`
        : ` Attachments not taken out: ${item.mailLeftOut}.`
      : "";
  switch (item.mail) {
    case undefined:
      return null;
    case "reading":
      return <Badge tone="info">{de ? "E-Mail wird gelesen" : "e-mail is being read"}</Badge>;
    case "read":
      return left === "" ? null : <Badge tone="warning">{left.trim()}</Badge>;
    case "unreadable":
      return (
        <Badge tone="warning" icon="warning">
          {de ? "E-Mail nicht lesbar, wird als Ganzes abgelegt" : "e-mail cannot be read, will be filed as a whole"}
        </Badge>
      );
    case "sealed":
      return (
        <Badge tone="warning" icon="lock">
          {de ? "verschlüsselt, wird als Ganzes abgelegt" : "encrypted, will be filed as a whole"}
        </Badge>
      );
  }
}

function FileCell(props: { view: ViewContext; item: StagedItem; collectionId: string }): JSX.Element {
  const { view, item } = props;
  const { language } = view;
  const de = language === "de";
  const { sameAs } = item;
  return (
    <span class="staged">
      <span class="staged__name">
        {item.parentId === undefined ? null : (
          <span class="staged__of">{de ? "Anlage der E-Mail: " : "Attachment of the e-mail: "}</span>
        )}
        {item.folder === "" ? "" : `${item.folder}/`}
        {item.upload.filename}
      </span>
      <span class="staged__facts">
        {sizeLabel(item.upload.bytes, language)}
        {item.upload.state === "quarantined" ? (de ? ", wird auf Viren geprüft" : ", is checked for viruses") : ""}
      </span>
      {sameAs === undefined ? null : (
        <Badge tone="warning" icon="warning">
          {sameAs.where === "vorgang"
            ? `${de ? "Liegt schon im Vorgang" : "Already in the case"}: ${sameAs.title}`
            : `${de ? "Gleiche Datei wie" : "Same file as"}: ${sameAs.title}`}
        </Badge>
      )}
      {mailNote(item, language)}
      <Link href={view.href(collectionPath(props.collectionId, `dateien/${item.itemId}/entfernen`))}>
        {de ? "Entfernen" : "Remove"}
        <VisuallyHidden>: {item.upload.filename}</VisuallyHidden>
      </Link>
    </span>
  );
}

function StagedTable(props: FilingPageProps): JSX.Element {
  const { view, items, typed, errors = [] } = props;
  const { language } = view;
  const de = language === "de";
  const wrong = new Map(errors.map(({ id, message }) => [id, message]));
  const about = (label: string, item: StagedItem) => `${label}: ${item.upload.filename}`;
  const input = (name: string, label: string, item: StagedItem, value: string, width: string, most: number) => {
    const id = field(name, item.itemId);
    const message = wrong.get(id);
    return (
      <>
        <input
          class={`input input--${width}`}
          id={id}
          name={id}
          value={value}
          maxlength={most}
          aria-label={about(label, item)}
          {...(message === undefined ? {} : { "aria-invalid": "true" as const, "aria-describedby": `${id}-error` })}
        />
        {message === undefined ? null : (
          <span class="staged__error" id={`${id}-error`}>
            {message}
          </span>
        )}
      </>
    );
  };
  return (
    <Table
      caption={de ? "Was abgelegt wird" : "What will be filed"}
      captionHidden
      dense
      columns={[
        { key: "chosen", label: de ? "Ablegen" : "File", narrow: true },
        { key: "title", label: de ? "Titel" : "Title", rowHeader: true },
        { key: "kind", label: de ? "Art" : "Kind", narrow: true },
        { key: "day", label: de ? "Datum des Schreibens" : "Date of the letter", narrow: true },
        { key: "sender", label: de ? "Absender" : "Sender", narrow: true },
        { key: "file", label: de ? "Datei" : "File name" },
      ]}
      rows={items.map((item) => {
        const said: TypedItem = typed?.get(item.itemId) ?? {
          title: item.title,
          kind: item.kind,
          day: item.letterDate === undefined ? "" : formatDayShort(item.letterDate, "de"),
          sender: item.sender,
          chosen: item.chosen,
        };
        const chosenId = field("ablegen", item.itemId);
        return {
          key: item.itemId,
          cells: {
            chosen: (
              <>
                <input type="hidden" name="eintrag" value={item.itemId} />
                <input
                  class="choice__input choice__input--checkbox choice__input--bare"
                  type="checkbox"
                  id={chosenId}
                  name={chosenId}
                  value="ja"
                  checked={said.chosen}
                  aria-label={about(de ? "Ablegen" : "File", item)}
                />
              </>
            ),
            title: (
              <span class="staged__title">{input("titel", de ? "Titel" : "Title", item, said.title, "full", 300)}</span>
            ),
            kind: (
              <span class="select staged__kind">
                <select
                  class="input input--full"
                  id={field("art", item.itemId)}
                  name={field("art", item.itemId)}
                  aria-label={about(de ? "Art" : "Kind", item)}
                >
                  {itemKinds.map((kind) => (
                    <option key={kind} value={kind} selected={kind === said.kind}>
                      {dokumentKindWords[kind][language]}
                    </option>
                  ))}
                </select>
                <Icon name="chevron-down" size="s" />
              </span>
            ),
            day: input(
              "datum",
              de ? "Datum, zum Beispiel 2.11.2026" : "Date, for example 2.11.2026",
              item,
              said.day,
              "short",
              12,
            ),
            sender: (
              <span class="staged__sender">
                {input("absender", de ? "Absender" : "Sender", item, said.sender, "full", 200)}
              </span>
            ),
            file: <FileCell view={view} item={item} collectionId={props.filing.collectionId} />,
          },
        };
      })}
    />
  );
}

/** Puts files into a Vorgang: takes them, lists what will be filed, and files all at once. */
export function FilingPage(props: FilingPageProps): JSX.Element {
  const { view, filing, akte, vorgang, items, errors = [] } = props;
  const { language } = view;
  const de = language === "de";
  const akteHref = view.href(`/amt/akte/${akte.akteId}`);
  const until = formatDayShort(addDays(dayInBerlin(filing.changedAt), props.keepDays), language);
  const reading = items.some(({ mail }) => mail === "reading");
  const chosen = items.filter((item) => item.chosen).length;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={de ? `Dokumente hinzufügen: ${vorgang.aktenzeichen}` : `Add documents: ${vorgang.aktenzeichen}`}
      hasErrors={errors.length > 0 || props.uploadError !== undefined}
      script="posteingang.js"
      tools={
        <ButtonLink variant="secondary" icon="archive" href={akteHref}>
          {de ? "Zur Akte" : "To the file"}
        </ButtonLink>
      }
    >
      <Stack gap="l">
        <ErrorSummary view={view} errors={errors} />
        <p>
          {akte.aktenzeichen} {akte.betreff}, {vorgang.betreff}.{" "}
          {de
            ? `Abgelegt wird erst, wenn Sie es sagen. Was Sie nicht ablegen, wird am ${until} gelöscht.`
            : `Nothing is filed until you say so. What you do not file is deleted on ${until}.`}
        </p>
        {filing.problem === undefined ? null : (
          <Alert tone="error" title={de ? "Das Ablegen wurde unterbrochen" : "The filing was interrupted"}>
            <p>{problemText(filing.problem, language)}</p>
          </Alert>
        )}
        <Section title={de ? "Dateien" : "Files"} id="dateien-bereich">
          <Uploader
            view={view}
            collectionId={filing.collectionId}
            label={de ? "Dateien auswählen" : "Choose files"}
            hint={
              de
                ? "Auch E-Mails (.eml und .msg): ihre Anlagen werden eigene Dokumente."
                : "E-mails too (.eml and .msg): their attachments become documents of their own."
            }
            error={props.uploadError}
          />
        </Section>
        <div id="eingang-inhalt" {...(reading ? { "data-refresh": "" } : {})}>
          <Stack gap="l">
            <UploadList
              view={view}
              collectionId={filing.collectionId}
              uploads={props.others}
              label={
                de
                  ? "Dateien, die noch nicht oder nicht abgelegt werden können"
                  : "Files that cannot be filed, or not yet"
              }
            />
            <Section title={de ? "Was abgelegt wird" : "What will be filed"} id="ablage">
              {items.length === 0 ? (
                <Empty title={de ? "Noch keine Datei" : "No file yet"} icon="upload">
                  <p>
                    {de
                      ? "Wählen Sie oben Dateien aus. Hier prüfen Sie dann Titel, Art, Datum und Absender."
                      : "Choose files above. Here you then check title, kind, date and sender."}
                  </p>
                </Empty>
              ) : (
                <Form
                  view={view}
                  action={view.href(filingPath(filing.collectionId))}
                  id="ablage-formular"
                  class="stack stack--m"
                >
                  <StagedTable {...props} />
                  {reading ? (
                    <p>
                      {de ? "Eine E-Mail wird noch gelesen. " : "An e-mail is still being read. "}
                      <Link href={view.href(filingPath(filing.collectionId))}>
                        {de ? "Seite aktualisieren" : "Reload the page"}
                      </Link>
                    </p>
                  ) : null}
                  <Actions>
                    <SubmitButton name="aktion" value="ablegen" icon="archive">
                      {de ? `Ablegen (ausgewählt: ${chosen})` : `File (chosen: ${chosen})`}
                    </SubmitButton>
                    <SubmitButton name="aktion" value="speichern" variant="secondary">
                      {de ? "Angaben speichern" : "Save details"}
                    </SubmitButton>
                    <ButtonLink
                      variant="tertiary"
                      icon="trash"
                      href={view.href(collectionPath(filing.collectionId, "verwerfen"))}
                    >
                      {de ? "Alles verwerfen" : "Throw everything away"}
                    </ButtonLink>
                  </Actions>
                </Form>
              )}
            </Section>
          </Stack>
        </div>
      </Stack>
    </DeskPage>
  );
}

/** What was filed, or how far it is. */
export function FiledPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly akte: Akte;
  readonly filing: Filing;
  readonly items: readonly {
    readonly itemId: string;
    readonly title: string;
    readonly dokumentId: string | undefined;
    readonly chosen: boolean;
  }[];
}): JSX.Element {
  const { view, filing, akte } = props;
  const de = view.language === "de";
  const chosen = props.items.filter((item) => item.chosen);
  const filed = props.items.filter(({ dokumentId }) => dokumentId !== undefined);
  const busy = filing.state === "filing";
  const akteHref = view.href(`/amt/akte/${akte.akteId}`);
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={
        busy
          ? de
            ? "Dokumente werden abgelegt"
            : "Documents are being filed"
          : de
            ? "Dokumente abgelegt"
            : "Documents filed"
      }
      script="posteingang.js"
    >
      <div id="eingang-inhalt" {...(busy ? { "data-refresh": "" } : {})}>
        <Stack gap="l">
          {busy ? (
            <>
              <Progress
                value={filed.length}
                max={chosen.length}
                label={
                  de ? `${filed.length} von ${chosen.length} abgelegt` : `${filed.length} of ${chosen.length} filed`
                }
              />
              <p>
                <Link href={view.href(filingPath(filing.collectionId))}>
                  {de ? "Seite aktualisieren" : "Reload the page"}
                </Link>
              </p>
            </>
          ) : (
            <Alert
              tone="success"
              role="status"
              title={de ? `Dokumente in der Akte: ${filed.length}` : `Documents on file: ${filed.length}`}
            >
              <p>
                {props.items.length > filed.length
                  ? de
                    ? "Nicht ausgewählte Dateien wurden gelöscht."
                    : "Files that were not chosen have been deleted."
                  : de
                    ? "Alle Dateien sind abgelegt."
                    : "All files are filed."}
              </p>
            </Alert>
          )}
          <LinkRows
            items={filed.map(({ title, dokumentId }) => ({
              href: view.href(`/amt/dokument/${dokumentId}`),
              label: title,
              icon: "file",
            }))}
          />
          <Actions>
            <ButtonLink icon="archive" href={akteHref}>
              {de ? `Zur Akte ${akte.aktenzeichen}` : `To the file ${akte.aktenzeichen}`}
            </ButtonLink>
          </Actions>
        </Stack>
      </div>
    </DeskPage>
  );
}

/** Asks before something is thrown away. */
export function ConfirmPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly yes: string;
  readonly backHref: string;
}): JSX.Element {
  const { view } = props;
  return (
    <DeskPage view={view} nav={props.nav} title={props.title}>
      <Stack gap="l">
        <p>{props.text}</p>
        <Form view={view} action={props.action}>
          <Actions>
            <SubmitButton variant="danger" icon="trash">
              {props.yes}
            </SubmitButton>
            <ButtonLink variant="secondary" href={props.backHref}>
              {view.language === "de" ? "Behalten" : "Keep"}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}

/** On the page of an Akte: the way to more documents. */
export function AddDocuments(props: {
  readonly view: ViewContext;
  readonly akte: Akte;
  readonly open: readonly Vorgang[];
  readonly begun: readonly Filing[];
}): JSX.Element {
  const { view, akte, open } = props;
  const de = view.language === "de";
  return (
    <Stack gap="m">
      <Form view={view} action={view.href("/amt/posteingang/ablage")} class="stack stack--m">
        <input type="hidden" name="akte" value={akte.akteId} />
        {open.length === 1 ? (
          <input type="hidden" name="vorgang" value={open[0]?.vorgangId} />
        ) : (
          <span class="field">
            <label class="field__label" for="ablage-vorgang">
              {de ? "Vorgang" : "Case"}
            </label>
            <span class="select">
              <select class="input input--full" id="ablage-vorgang" name="vorgang">
                {open.map(({ vorgangId, aktenzeichen, betreff }) => (
                  <option key={vorgangId} value={vorgangId}>
                    {aktenzeichen} {betreff}
                  </option>
                ))}
              </select>
              <Icon name="chevron-down" size="s" />
            </span>
          </span>
        )}
        <Actions>
          <SubmitButton variant="secondary" icon="plus">
            {de ? "Dokumente hinzufügen" : "Add documents"}
          </SubmitButton>
        </Actions>
      </Form>
      {props.begun.length === 0 ? null : (
        <LinkRows
          items={props.begun.map(({ collectionId, staffName, openedAt }) => ({
            href: view.href(filingPath(collectionId)),
            label: `${de ? "Begonnen" : "Begun"}: ${staffName}, ${formatDayShort(dayInBerlin(openedAt), view.language)}`,
            icon: "upload",
          }))}
        />
      )}
    </Stack>
  );
}
