import type { JSX } from "preact";
import { addDays, dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  DateField,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Facts,
  Form,
  Icon,
  Link,
  Progress,
  Radios,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Upload } from "../../uploads/index.ts";
import type { Letter, Pile, PilePage } from "../model/collection.ts";
import { colourWords } from "../model/protocol.ts";
import { lettersOf } from "../model/split-pile.ts";
import { collectionPath, inboxPath, letterPath, pilePath } from "../paths.ts";
import { Uploader, UploadList } from "./uploader.tsx";
import { brokenFileText, letterName, letterStateWords, notScansText, problemText } from "./words.ts";

interface PageProps {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

/** What a person typed about a scan, as they typed it. */
export interface TypedScan {
  readonly scannedBy: string;
  readonly day: string;
  readonly device: string;
  readonly software: string;
  readonly resolution: string;
  readonly colour: string;
  readonly sides: string;
  readonly blankPages: string;
  readonly note: string;
}

/** Asks how a pile was scanned, before its files come. */
export function NewPilePage(
  props: PageProps & {
    readonly typed: TypedScan;
    readonly errors: Readonly<Partial<Record<keyof TypedScan, string>>>;
  },
): JSX.Element {
  const { view, typed, errors } = props;
  const de = view.language === "de";
  const wrong = (name: keyof TypedScan) => (errors[name] === undefined ? {} : { error: errors[name] });
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={de ? "Stapel einscannen" : "Scan a pile"}
      hasErrors={Object.keys(errors).length > 0}
    >
      <Stack gap="l">
        <ErrorSummary
          view={view}
          errors={Object.entries(errors).map(([name, message]) => ({ id: name, message: message ?? "" }))}
        />
        <p>
          {de
            ? "Diese Angaben stehen später im Transfervermerk jedes Schriftstücks. Danach laden Sie die Dateien des Scanners hoch."
            : "These details will stand in the transfer note of every letter. Then you upload the scanner's files."}
        </p>
        <Form view={view} action={view.href(`${inboxPath}/neu`)}>
          <TextField
            view={view}
            name="scannedBy"
            label={de ? "Gescannt von" : "Scanned by"}
            value={typed.scannedBy}
            maxlength={200}
            width="medium"
            {...wrong("scannedBy")}
          />
          <DateField
            view={view}
            name="day"
            label={de ? "Gescannt am" : "Scanned on"}
            value={typed.day}
            {...wrong("day")}
          />
          <TextField
            view={view}
            name="device"
            label={de ? "Scanner" : "Scanner"}
            hint={
              de
                ? "Hersteller und Modell, zum Beispiel Musterscan 5000"
                : "Maker and model, for example Musterscan 5000"
            }
            value={typed.device}
            maxlength={200}
            {...wrong("device")}
          />
          <TextField
            view={view}
            name="software"
            label={de ? "Software mit Version" : "Software with version"}
            value={typed.software}
            maxlength={200}
            {...wrong("software")}
          />
          <Select
            view={view}
            name="resolution"
            label={de ? "Auflösung" : "Resolution"}
            width="medium"
            emptyLabel={null}
            value={typed.resolution}
            options={["200", "300", "400", "600"].map((value) => ({ value, label: `${value} dpi` }))}
          />
          <Radios
            view={view}
            name="colour"
            legend={de ? "Farbe" : "Colour"}
            value={typed.colour}
            inline
            options={[
              { value: "colour", label: de ? colourWords.colour : "colour" },
              { value: "grey", label: de ? colourWords.grey : "greyscale" },
              { value: "black-white", label: de ? colourWords["black-white"] : "black and white" },
            ]}
          />
          <Radios
            view={view}
            name="sides"
            legend={de ? "Gescannte Seiten" : "Scanned sides"}
            value={typed.sides}
            inline
            options={[
              { value: "both", label: de ? "Vorder- und Rückseite" : "both sides" },
              { value: "front", label: de ? "nur Vorderseite" : "front only" },
            ]}
          />
          <Radios
            view={view}
            name="blankPages"
            legend={de ? "Leere Seiten" : "Empty pages"}
            value={typed.blankPages}
            options={[
              { value: "drop", label: de ? "weglassen" : "leave out" },
              {
                value: "split",
                label: de
                  ? "weglassen, danach beginnt ein neues Schriftstück"
                  : "leave out, and a new letter begins after them",
              },
              { value: "keep", label: de ? "behalten" : "keep" },
            ]}
          />
          <TextArea
            view={view}
            name="note"
            label={de ? "Auffälligkeiten" : "Anything unusual"}
            hint={
              de ? "Zum Beispiel: Klammern entfernt, Ecke geknickt." : "For example: staples removed, corner folded."
            }
            required={false}
            rows={3}
            maxlength={2000}
            value={typed.note}
          />
          <Actions>
            <SubmitButton>{de ? "Weiter zu den Dateien" : "On to the files"}</SubmitButton>
            <ButtonLink variant="secondary" href={view.href(inboxPath)}>
              {de ? "Abbrechen" : "Cancel"}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}

function DropPile(props: { view: ViewContext; pile: Pile }): JSX.Element {
  const { view, pile } = props;
  return (
    <ButtonLink variant="tertiary" icon="trash" href={view.href(collectionPath(pile.collectionId, "verwerfen"))}>
      {view.language === "de" ? "Stapel verwerfen" : "Throw the pile away"}
    </ButtonLink>
  );
}

/** A pile that takes files, is being read, or could not be read. */
export function PileFilesPage(
  props: PageProps & {
    readonly pile: Pile;
    readonly uploads: readonly Upload[];
    /** Names of files among them that are no scans. */
    readonly strangers: readonly string[];
    readonly pagesRead: number;
    readonly keepDays: number;
    readonly problem: string | undefined;
    readonly uploadError?: string | undefined;
  },
): JSX.Element {
  const { view, pile } = props;
  const { language } = view;
  const de = language === "de";
  const here = view.href(pilePath(pile.collectionId));
  const title = de ? "Stapel einscannen" : "Scan a pile";
  const until = formatDayShort(addDays(dayInBerlin(pile.changedAt), props.keepDays), language);
  if (pile.state === "reading") {
    return (
      <DeskPage view={view} nav={props.nav} title={title} script="posteingang.js">
        <div id="eingang-inhalt" data-refresh="">
          <Stack gap="l">
            <Alert tone="info" title={de ? "Der Stapel wird gelesen" : "The pile is being read"}>
              <p>
                {de
                  ? `Bisher gelesene Seiten: ${props.pagesRead}. Sie können die Seite verlassen; es geht ohne Sie weiter.`
                  : `Pages read so far: ${props.pagesRead}. You may leave this page; it goes on without you.`}
              </p>
            </Alert>
            <p>
              <Link href={here}>{de ? "Seite aktualisieren" : "Reload the page"}</Link>
            </p>
          </Stack>
        </div>
      </DeskPage>
    );
  }
  const problem = props.problem ?? (pile.state === "failed" ? pile.problem : undefined);
  const broken =
    problem !== undefined && problem === pile.problem
      ? props.uploads.find(({ uploadId }) => uploadId === pile.problemUploadId)
      : undefined;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={title}
      script="posteingang.js"
      hasErrors={problem !== undefined || props.uploadError !== undefined}
    >
      <Stack gap="l">
        {problem === undefined ? null : (
          <Alert
            tone="error"
            role="alert"
            title={de ? "Der Stapel konnte nicht gelesen werden" : "The pile could not be read"}
          >
            <p>
              {problem === "intake.not-a-scan" && props.strangers.length > 0
                ? notScansText(props.strangers, language)
                : problemText(problem, language)}
              {broken === undefined ? null : ` ${brokenFileText(broken.filename, language)}`}
            </p>
          </Alert>
        )}
        <p>
          {de
            ? `Laden Sie die Dateien des Scanners hoch: PDF, TIFF, JPEG oder PNG. Mehrere Dateien werden nach ihrem Namen geordnet. Was nicht abgelegt wird, wird am ${until} gelöscht.`
            : `Upload the scanner's files: PDF, TIFF, JPEG or PNG. Several files are ordered by name. What is not filed is deleted on ${until}.`}
        </p>
        <Uploader
          view={view}
          collectionId={pile.collectionId}
          label={de ? "Dateien des Scanners" : "The scanner's files"}
          hint={de ? "Höchstens 300 Seiten." : "300 pages at most."}
          allowed={
            de ? "PDF, TIFF, JPEG oder PNG; höchstens 100 MB je Datei" : "PDF, TIFF, JPEG or PNG; 100 MB a file at most"
          }
          error={props.uploadError}
        />
        <div id="eingang-inhalt">
          <UploadList
            view={view}
            collectionId={pile.collectionId}
            uploads={props.uploads}
            label={de ? "Dateien des Stapels" : "Files of the pile"}
          />
        </div>
        <Form view={view} action={view.href(pilePath(pile.collectionId, "/lesen"))} class="stack stack--m">
          <Actions>
            <SubmitButton>
              {pile.state === "failed"
                ? de
                  ? "Noch einmal lesen"
                  : "Read again"
                : de
                  ? "Stapel aufteilen"
                  : "Split the pile"}
            </SubmitButton>
            <DropPile view={view} pile={pile} />
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}

function Sheet(props: { view: ViewContext; pile: Pile; page: PilePage }): JSX.Element {
  const { view, pile, page } = props;
  const de = view.language === "de";
  const { number } = page;
  const name = de ? `Seite ${number}` : `Page ${number}`;
  return (
    <li class={`sheet sheet--${page.fate}`}>
      <span class="sheet__picture">
        <img
          class={`sheet__image sheet__image--${page.rotation}`}
          src={view.href(pilePath(pile.collectionId, `/seite/${number}`))}
          alt={name}
          loading="lazy"
        />
      </span>
      <span class="sheet__name">
        {name}
        {page.found === "separator" ? <Badge tone="accent">{de ? "Trennblatt" : "separator"}</Badge> : null}
        {page.found === "blank" ? <Badge>{de ? "leer" : "empty"}</Badge> : null}
        {page.fate === "drop" ? <Badge tone="warning">{de ? "wird weggelassen" : "is left out"}</Badge> : null}
      </span>
      <span class="select">
        <select
          class="input input--full"
          name={`seite-${number}`}
          aria-label={`${name}: ${de ? "Zuordnung" : "belongs to"}`}
        >
          <option value="start" selected={page.fate === "start"}>
            {de ? "beginnt ein Schriftstück" : "begins a letter"}
          </option>
          <option value="continue" selected={page.fate === "continue"}>
            {de ? "gehört zur Seite davor" : "belongs to the page before"}
          </option>
          <option value="drop" selected={page.fate === "drop"}>
            {de ? "weglassen" : "leave out"}
          </option>
        </select>
        <Icon name="chevron-down" size="s" />
      </span>
      <span class="select">
        <select
          class="input input--full"
          name={`drehung-${number}`}
          aria-label={`${name}: ${de ? "Drehung" : "rotation"}`}
        >
          {[0, 90, 180, 270].map((degrees) => (
            <option key={degrees} value={degrees} selected={page.rotation === degrees}>
              {degrees === 0
                ? de
                  ? "nicht drehen"
                  : "do not turn"
                : de
                  ? `${degrees}° nach rechts`
                  : `${degrees}° to the right`}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size="s" />
      </span>
    </li>
  );
}

/** Where letters begin: a person looks page by page, and corrects. */
export function SortPage(
  props: PageProps & {
    readonly pile: Pile;
    readonly pages: readonly PilePage[];
    readonly saved: boolean;
    readonly problem: string | undefined;
  },
): JSX.Element {
  const { view, pile, pages } = props;
  const de = view.language === "de";
  const letters = lettersOf(pages);
  const dropped = pages.filter(({ fate }) => fate === "drop").length;
  const groups: PilePage[][] = [];
  let started = false;
  for (const page of pages) {
    const begins = page.fate === "start" || (page.fate === "continue" && !started);
    if (begins || groups.length === 0) groups.push([page]);
    else groups.at(-1)?.push(page);
    if (page.fate !== "drop") started = true;
  }
  let number = 0;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={de ? "Aufteilung prüfen" : "Check the splits"}
      hasErrors={props.problem !== undefined}
    >
      <Form view={view} action={view.href(pilePath(pile.collectionId, "/sortieren"))} class="stack stack--l">
        {props.problem === undefined ? null : (
          <Alert tone="error" role="alert">
            <p>{problemText(props.problem, view.language)}</p>
          </Alert>
        )}
        {props.saved ? (
          <Alert tone="success" role="status">
            <p>{de ? "Gespeichert." : "Saved."}</p>
          </Alert>
        ) : null}
        <p>
          {de
            ? `Seiten: ${pages.length}. Schriftstücke: ${letters.length}. Weggelassen: ${dropped}. Sehen Sie jede Seite an und berichtigen Sie, wo ein Schriftstück beginnt.`
            : `Pages: ${pages.length}. Letters: ${letters.length}. Left out: ${dropped}. Look at every page and correct where a letter begins.`}
        </p>
        {groups.map((group) => {
          const kept = group.some(({ fate }) => fate !== "drop");
          if (kept) number++;
          const count = group.filter(({ fate }) => fate !== "drop").length;
          const target = group.find(({ target }) => target !== undefined)?.target;
          return (
            <Section
              key={group[0]?.number}
              title={
                kept
                  ? `${letterName({ number }, view.language)} (${count} ${de ? (count === 1 ? "Seite" : "Seiten") : count === 1 ? "page" : "pages"})`
                  : de
                    ? "Weggelassen"
                    : "Left out"
              }
              aside={target === undefined ? undefined : <Badge tone="info">{target}</Badge>}
            >
              <ul class="sheets">
                {group.map((page) => (
                  <Sheet key={page.number} view={view} pile={pile} page={page} />
                ))}
              </ul>
            </Section>
          );
        })}
        <Actions>
          <SubmitButton name="aktion" value="uebernehmen">
            {de ? "Aufteilung übernehmen und Text erkennen" : "Accept the splits and recognise text"}
          </SubmitButton>
          <SubmitButton name="aktion" value="speichern" variant="secondary">
            {de ? "Speichern und neu anzeigen" : "Save and show again"}
          </SubmitButton>
          {pile.thrownAway ? null : (
            <SubmitButton variant="tertiary" formaction={view.href(pilePath(pile.collectionId, "/wieder-oeffnen"))}>
              {de ? "Weitere Dateien hinzufügen" : "Add more files"}
            </SubmitButton>
          )}
          <DropPile view={view} pile={pile} />
        </Actions>
      </Form>
    </DeskPage>
  );
}

/** The letters that were made of a pile. */
export function LettersPage(
  props: PageProps & {
    readonly pile: Pile;
    readonly letters: readonly (Letter & { readonly recognised: number })[];
    readonly resortable: boolean;
  },
): JSX.Element {
  const { view, pile, letters } = props;
  const de = view.language === "de";
  const busy = letters.some(({ state }) => state === "composing" || state === "recognising");
  const all = letters.reduce((sum, { pages }) => sum + pages, 0);
  const done = letters.reduce((sum, one) => sum + (one.state === "filed" ? one.pages : one.recognised), 0);
  const { scan } = pile;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={
        de ? `Stapel vom ${formatDayShort(scan.scannedOn, "de")}` : `Pile of ${formatDayShort(scan.scannedOn, "en")}`
      }
      script="posteingang.js"
    >
      <div id="eingang-inhalt" {...(busy ? { "data-refresh": "" } : {})}>
        <Stack gap="l">
          {busy ? (
            <>
              <Progress
                value={done}
                max={all}
                label={de ? `Text erkannt: ${done} von ${all} Seiten` : `Text recognised: ${done} of ${all} pages`}
              />
              <p>
                {de
                  ? "Das dauert einige Sekunden je Seite und geht ohne Sie weiter. "
                  : "This takes a few seconds a page and goes on without you. "}
                <Link href={view.href(pilePath(pile.collectionId))}>
                  {de ? "Seite aktualisieren" : "Reload the page"}
                </Link>
              </p>
            </>
          ) : null}
          <LetterTable
            view={view}
            letters={letters}
            caption={de ? "Schriftstücke dieses Stapels" : "Letters of this pile"}
          />
          <Section title={de ? "Erfassung" : "Scanning"}>
            <Facts
              rows={[
                { term: de ? "Gescannt von" : "Scanned by", value: scan.scannedBy },
                { term: de ? "Scanner" : "Scanner", value: scan.device },
                { term: "Software", value: scan.software },
                { term: de ? "Auflösung" : "Resolution", value: `${scan.resolutionDpi} dpi` },
                {
                  term: de ? "Auffälligkeiten" : "Anything unusual",
                  value: scan.note === "" ? (de ? "keine" : "none") : scan.note,
                },
              ]}
            />
          </Section>
          <Form view={view} action={view.href(pilePath(pile.collectionId, "/neu-aufteilen"))} class="stack stack--m">
            <Actions>
              <ButtonLink variant="secondary" icon="inbox" href={view.href(inboxPath)}>
                {de ? "Zum Posteingang" : "To the incoming post"}
              </ButtonLink>
              {props.resortable ? (
                <>
                  <SubmitButton variant="tertiary">{de ? "Neu aufteilen" : "Split again"}</SubmitButton>
                  <DropPile view={view} pile={pile} />
                </>
              ) : null}
            </Actions>
          </Form>
        </Stack>
      </div>
    </DeskPage>
  );
}

/** Letters with their states. */
export function LetterTable(props: {
  readonly view: ViewContext;
  readonly letters: readonly (Letter & { readonly recognised: number; readonly title?: string })[];
  readonly caption: string;
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  const de = language === "de";
  return (
    <Table
      caption={props.caption}
      captionHidden
      dense
      keyboard
      columns={[
        { key: "name", label: de ? "Schriftstück" : "Letter", rowHeader: true },
        { key: "state", label: de ? "Stand" : "State", narrow: true },
        { key: "pages", label: de ? "Seiten" : "Pages", numeric: true, narrow: true },
        { key: "proposal", label: de ? "Genanntes Aktenzeichen" : "Reference named", narrow: true },
        { key: "day", label: de ? "Eingang" : "Came in", narrow: true },
      ]}
      rows={props.letters.map((letter) => ({
        key: letter.letterId,
        cells: {
          name: (
            <Link href={view.href(letterPath(letter.letterId))}>{letter.title ?? letterName(letter, language)}</Link>
          ),
          state: <LetterBadge view={view} letter={letter} />,
          pages: letter.pages,
          proposal: letter.proposal ?? (de ? "keines" : "none"),
          day: formatDayShort(dayInBerlin(letter.filedAt ?? letter.changedAt), language),
        },
      }))}
    />
  );
}

function LetterBadge(props: { view: ViewContext; letter: Letter & { readonly recognised: number } }): JSX.Element {
  const { letter } = props;
  const { language } = props.view;
  const words = letterStateWords[letter.state][language];
  if (letter.state === "recognising")
    return <Badge tone="info">{`${words} (${letter.recognised}/${letter.pages})`}</Badge>;
  if (letter.state === "failed") {
    return (
      <Badge tone="error" icon="error">
        {words}
      </Badge>
    );
  }
  if (letter.state === "ready" && letter.comparison === undefined) {
    return <Badge tone="accent">{language === "de" ? "zu vergleichen" : "to be compared"}</Badge>;
  }
  return <Badge tone={letter.state === "filed" || letter.state === "ready" ? "success" : "info"}>{words}</Badge>;
}
