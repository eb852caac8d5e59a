import type { JSX } from "preact";
import { formatDayShort, formatInstant } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  DateField,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  Link,
  LinkRows,
  Prose,
  Radios,
  SearchForm,
  Section,
  Select,
  Sidebar,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { type Akte, type AkteInList, dokumentKindWords, type Vorgang } from "../../records/index.ts";
import { itemKinds, type Letter, type Pile } from "../model/collection.ts";
import type { LetterProposals } from "../model/letter-proposals.ts";
import { inboxPath, letterPath, pilePath } from "../paths.ts";
import { textOfPage } from "../recognition/recognised.ts";
import type { LetterPage } from "../store/index.ts";
import { letterName, letterStateWords, problemText, turnedText } from "./words.ts";

/** What a person typed about a letter, as they typed it. */
export interface TypedLetter {
  readonly title: string;
  readonly kind: string;
  readonly sender: string;
  readonly day: string;
  readonly theirReference: string;
  readonly remark: string;
  readonly vorgang: string;
}

export interface LetterPageProps {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly letter: Letter;
  readonly pile: Pile;
  readonly pages: readonly LetterPage[];
  readonly search: string;
  /** Undefined where nothing was searched for. */
  readonly found: readonly AkteInList[] | undefined;
  /** The Akte that the letter names, where whoever looks may see it. */
  readonly proposed: Akte | undefined;
  readonly proposals: LetterProposals;
  /** The separator sheet names the Akte, not the text. */
  readonly fromSheet: boolean;
  readonly chosen: { readonly akte: Akte; readonly vorgaenge: readonly Vorgang[] } | undefined;
  readonly typed: TypedLetter;
  readonly errors: readonly { readonly id: string; readonly message: string }[];
  readonly problem: string | undefined;
}

/** What a letter says, as far as it was recognised. */
function LetterText(props: { view: ViewContext; pages: readonly LetterPage[] }): JSX.Element {
  const { view, pages } = props;
  const de = view.language === "de";
  if (pages.every(({ recognised }) => recognised === undefined)) {
    return <p>{de ? "Für dieses Schriftstück wurde kein Text erkannt." : "No text was recognised for this letter."}</p>;
  }
  return (
    <Stack gap="m">
      {pages.map(({ number, recognised, turned, turnedBy }) => (
        <div key={number}>
          <p class="recognised__head">
            {de ? `Seite ${number}` : `Page ${number}`}
            {turned === 0 ? "" : `, ${turnedText(turned, turnedBy, view.language)}`}
            {recognised === undefined
              ? ""
              : de
                ? `, Sicherheit ${recognised.confidence} von 100`
                : `, confidence ${recognised.confidence} of 100`}
          </p>
          <p class="recognised" lang="de">
            {recognised === undefined ? "" : textOfPage(recognised)}
          </p>
        </div>
      ))}
    </Stack>
  );
}

/** Turns one page; works without script, and each button says which way and which page. */
function TurnForm(props: { view: ViewContext; letter: Letter; number: number }): JSX.Element {
  const { view, letter, number } = props;
  const de = view.language === "de";
  const ways = [
    ["90", de ? "nach rechts drehen" : "turn right"],
    ["270", de ? "nach links drehen" : "turn left"],
    ["180", de ? "auf den Kopf drehen" : "turn upside down"],
  ] as const;
  return (
    <Form view={view} action={view.href(letterPath(letter.letterId, "/drehen"))} class="cluster">
      <input type="hidden" name="seite" value={number} />
      {ways.map(([degrees, words]) => (
        <SubmitButton key={degrees} variant="tertiary" name="grad" value={degrees}>
          {de ? `Seite ${number} ${words}` : `Page ${number}: ${words}`}
        </SubmitButton>
      ))}
    </Form>
  );
}

/** Where a proposal was read: nobody has to take the program's word for it. */
function ReadFrom(props: { view: ViewContext; from: { readonly page: number; readonly line: string } }): JSX.Element {
  const { from, view } = props;
  return (
    <>
      {view.language === "de" ? `gelesen auf Seite ${from.page}: ` : `read on page ${from.page}: `}
      <q lang="de">{from.line}</q>
    </>
  );
}

/** What the letter says of itself. It is put into no field before a person says so. */
function Proposals(props: LetterPageProps): JSX.Element | null {
  const { view, letter, chosen, proposals } = props;
  const { language } = view;
  const de = language === "de";
  const { title, sender, letterDate, theirReference } = proposals;
  const all = [
    ["title", de ? "Titel" : "Title", title, title?.value],
    ["sender", de ? "Absender" : "Sender", sender, sender?.value],
    [
      "letterDate",
      de ? "Datum des Schreibens" : "Date of the letter",
      letterDate,
      letterDate === undefined ? undefined : formatDayShort(letterDate.value, language),
    ],
    ["theirReference", de ? "Zeichen des Absenders" : "Sender's reference", theirReference, theirReference?.value],
  ] as const;
  const found = all.flatMap(([name, term, from, value]) =>
    from === undefined || value === undefined ? [] : [{ name, term, from, value }],
  );
  if (found.length === 0 || chosen === undefined) return null;
  const take = (names: string) =>
    view.href(`${letterPath(letter.letterId)}?akte=${chosen.akte.akteId}&vorschlag=${names}#ablegen`);
  return (
    <Alert tone="info" title={de ? "Vorschläge aus dem erkannten Text" : "Proposals from the recognised text"}>
      <Stack gap="s">
        <p>
          {de
            ? "Nichts davon ist eingetragen. Vergleichen Sie mit dem Scan, und übernehmen Sie, was stimmt."
            : "None of it is filled in. Compare with the scan, and take what is right."}
        </p>
        <Facts
          rows={found.map(({ name, term, from, value }) => ({
            term,
            value,
            hint: <ReadFrom view={view} from={from} />,
            action: (
              <Link href={take(name)}>
                {de ? "Übernehmen" : "Take"}
                <span class="vh">: {term}</span>
              </Link>
            ),
          }))}
        />
        <p>
          <Link href={take("alle")}>{de ? "Alle Vorschläge übernehmen" : "Take all proposals"}</Link>
        </p>
      </Stack>
    </Alert>
  );
}

function Compared(props: { view: ViewContext; letter: Letter; toCompare: number }): JSX.Element {
  const { view, letter } = props;
  const { language } = view;
  const de = language === "de";
  const href = view.href(letterPath(letter.letterId, "/vergleich"));
  const { comparison } = letter;
  if (comparison === undefined) {
    return (
      <Stack gap="m">
        <p>
          {de
            ? `Vergleichen Sie Scan und Ergebnis, bevor Sie ablegen. Zu vergleichende Seiten: ${props.toCompare} von ${letter.pages}.`
            : `Compare scan and result before you file. Pages to compare: ${props.toCompare} of ${letter.pages}.`}
        </p>
        <Actions>
          <ButtonLink href={href} icon="search">
            {de ? "Seiten vergleichen" : "Compare pages"}
          </ButtonLink>
        </Actions>
      </Stack>
    );
  }
  return (
    <Stack gap="s">
      <Facts
        rows={[
          {
            term: de ? "Verglichen" : "Compared",
            value: `${formatInstant(comparison.at, language)}, ${comparison.by}`,
          },
          {
            term: de ? "Ergebnis" : "Result",
            value:
              comparison.result === "agrees" ? (
                <Badge tone="success" icon="check">
                  {de ? "stimmt überein" : "agrees"}
                </Badge>
              ) : (
                <Badge tone="error" icon="error">
                  {de ? "weicht ab" : "differs"}
                </Badge>
              ),
            hint: comparison.note === "" ? undefined : comparison.note,
          },
        ]}
      />
      <p>
        <Link href={href}>{de ? "Noch einmal vergleichen" : "Compare again"}</Link>
      </p>
    </Stack>
  );
}

function ChooseAkte(props: LetterPageProps): JSX.Element {
  const { view, letter, chosen, found, proposed } = props;
  const de = view.language === "de";
  const here = letterPath(letter.letterId);
  const choose = (akteId: string) => view.href(`${here}?akte=${akteId}#ablegen`);
  return (
    <Stack gap="m">
      {chosen === undefined ? null : (
        <p>
          {de ? "Ausgewählt: " : "Chosen: "}
          <Link href={view.href(`/amt/akte/${chosen.akte.akteId}`)}>
            {chosen.akte.aktenzeichen} {chosen.akte.betreff}
          </Link>
        </p>
      )}
      {proposed === undefined || proposed.akteId === chosen?.akte.akteId ? null : (
        <Alert tone="info" title={de ? "Vorschlag" : "Proposal"}>
          <p>
            {letter.proposal}:{" "}
            <Link href={choose(proposed.akteId)}>{`${proposed.aktenzeichen} ${proposed.betreff}`}</Link>
          </p>
          <p>
            {props.fromSheet ? (
              de ? (
                "Steht auf dem Trennblatt."
              ) : (
                "Stands on the separator sheet."
              )
            ) : props.proposals.aktenzeichen === undefined ? null : (
              <ReadFrom view={view} from={props.proposals.aktenzeichen} />
            )}
          </p>
        </Alert>
      )}
      {letter.proposal !== undefined && proposed === undefined && chosen === undefined ? (
        <p>
          {de
            ? `Genannt wird ${letter.proposal}. Dazu gibt es keine Akte, die Sie sehen dürfen.`
            : `The letter names ${letter.proposal}. There is no such file that you may see.`}
        </p>
      ) : null}
      <SearchForm
        view={view}
        action={view.href(here)}
        name="suche"
        label={de ? "Akte suchen" : "Find a file"}
        hint={de ? "Aktenzeichen oder Wörter aus dem Betreff" : "Reference number or words of the subject"}
        value={props.search}
        button={de ? "Suchen" : "Search"}
      />
      {found === undefined ? null : found.length === 0 ? (
        <p>{de ? "Keine Akte gefunden. Prüfen Sie die Schreibweise." : "No file found. Check the spelling."}</p>
      ) : (
        <LinkRows
          items={found.map((akte) => ({
            href: choose(akte.akteId),
            label: `${akte.aktenzeichen} ${akte.betreff}`,
            icon: "archive",
          }))}
        />
      )}
    </Stack>
  );
}

function FileForm(props: LetterPageProps): JSX.Element {
  const { view, letter, chosen, typed } = props;
  const { language } = view;
  const de = language === "de";
  if (chosen === undefined) return <p>{de ? "Wählen Sie zuerst eine Akte." : "Choose a file first."}</p>;
  const open = chosen.vorgaenge.filter(({ zdaAt }) => zdaAt === null);
  if (open.length === 0) {
    return (
      <Alert tone="warning" title={de ? "Kein offener Vorgang" : "No open case"}>
        <p>
          {de
            ? "In dieser Akte ist kein Vorgang offen. Wählen Sie eine andere, oder legen Sie in der Akte einen Vorgang an."
            : "There is no open case in this file. Choose another, or open a case in it."}{" "}
          <Link href={view.href(`/amt/akte/${chosen.akte.akteId}`)}>{chosen.akte.aktenzeichen}</Link>
        </p>
      </Alert>
    );
  }
  const wrong = (name: string) => {
    const message = props.errors.find(({ id }) => id === name)?.message;
    return message === undefined ? {} : { error: message };
  };
  return (
    <Form view={view} action={view.href(letterPath(letter.letterId, "/ablegen"))}>
      <input type="hidden" name="akte" value={chosen.akte.akteId} />
      <Select
        view={view}
        name="vorgang"
        label={de ? "Vorgang" : "Case"}
        {...(open.length === 1 ? { emptyLabel: null } : {})}
        value={typed.vorgang}
        options={open.map(({ vorgangId, aktenzeichen, betreff }) => ({
          value: vorgangId,
          label: `${aktenzeichen} ${betreff}`,
        }))}
        {...wrong("vorgang")}
      />
      <TextField
        view={view}
        name="title"
        label={de ? "Titel" : "Title"}
        value={typed.title}
        maxlength={300}
        {...wrong("title")}
      />
      <Select
        view={view}
        name="kind"
        label={de ? "Art" : "Kind"}
        width="medium"
        emptyLabel={null}
        value={typed.kind}
        options={itemKinds.map((kind) => ({ value: kind, label: dokumentKindWords[kind][language] }))}
      />
      <TextField
        view={view}
        name="sender"
        label={de ? "Absender" : "Sender"}
        value={typed.sender}
        maxlength={200}
        required={false}
      />
      <DateField
        view={view}
        name="day"
        label={de ? "Datum des Schreibens" : "Date of the letter"}
        value={typed.day}
        required={false}
        {...wrong("day")}
      />
      <TextField
        view={view}
        name="theirReference"
        label={de ? "Zeichen des Absenders" : "Sender's reference"}
        value={typed.theirReference}
        maxlength={200}
        width="medium"
        required={false}
      />
      <TextArea
        view={view}
        name="remark"
        label={de ? "Bemerkung" : "Remark"}
        value={typed.remark}
        rows={2}
        maxlength={2000}
        required={false}
      />
      <Actions>
        <SubmitButton icon="archive">{de ? "In der Akte ablegen" : "Put on file"}</SubmitButton>
      </Actions>
    </Form>
  );
}

/** A letter: what it says, where it goes, and what is still to do. */
export function LetterDeskPage(props: LetterPageProps): JSX.Element {
  const { view, letter, pile, pages } = props;
  const { language } = view;
  const de = language === "de";
  const name = `${letterName(letter, language)}, ${formatDayShort(pile.scan.scannedOn, language)}`;
  const shell = (content: JSX.Element, busy = false) => (
    <DeskPage
      view={view}
      nav={props.nav}
      title={name}
      script="posteingang.js"
      hasErrors={props.errors.length > 0 || props.problem !== undefined}
      tools={
        <ButtonLink variant="secondary" icon="inbox" href={view.href(inboxPath)}>
          {de ? "Zum Posteingang" : "To the incoming post"}
        </ButtonLink>
      }
    >
      <div id="eingang-inhalt" {...(busy ? { "data-refresh": "" } : {})}>
        {content}
      </div>
    </DeskPage>
  );
  const drop = (
    <ButtonLink variant="tertiary" icon="trash" href={view.href(letterPath(letter.letterId, "/verwerfen"))}>
      {de ? "Schriftstück verwerfen" : "Throw the letter away"}
    </ButtonLink>
  );
  if (letter.state === "filed") {
    return shell(
      <Alert tone="success" title={de ? "Dieses Schriftstück liegt in der Akte." : "This letter is on file."}>
        <p>
          <Link href={view.href(`/amt/dokument/${letter.dokumentId}`)}>{de ? "Zum Dokument" : "To the document"}</Link>
        </p>
      </Alert>,
    );
  }
  if (letter.state === "composing" || letter.state === "recognising") {
    const done = pages.filter(({ recognised }) => recognised !== undefined).length;
    return shell(
      <Stack gap="m">
        <Alert tone="info" title={letterStateWords[letter.state][language]}>
          <p>
            {de
              ? `Seiten: ${done} von ${letter.pages}. Sie können die Seite verlassen.`
              : `Pages: ${done} of ${letter.pages}. You may leave this page.`}
          </p>
        </Alert>
        <p>
          <Link href={view.href(letterPath(letter.letterId))}>{de ? "Seite aktualisieren" : "Reload the page"}</Link>
        </p>
      </Stack>,
      true,
    );
  }
  if (letter.state === "failed") {
    return shell(
      <Stack gap="m">
        <Alert tone="error" title={de ? "Das hat nicht geklappt" : "This did not work"}>
          <p>{problemText(letter.problem, language)}</p>
        </Alert>
        <Form view={view} action={view.href(letterPath(letter.letterId, "/nochmal"))} class="stack stack--m">
          <Actions>
            <SubmitButton>{de ? "Noch einmal versuchen" : "Try again"}</SubmitButton>
            {letter.scanSha256 === undefined ? null : (
              <SubmitButton variant="secondary" formaction={view.href(letterPath(letter.letterId, "/ohne-text"))}>
                {de ? "Ohne Texterkennung weiter" : "Go on without text recognition"}
              </SubmitButton>
            )}
            {drop}
          </Actions>
        </Form>
      </Stack>,
    );
  }
  const toCompare = pages.filter((page) => page.toCompare).length;
  return shell(
    <Stack gap="l">
      <ErrorSummary view={view} errors={props.errors} />
      {props.problem === undefined ? null : (
        <Alert tone="error" role="alert">
          <p>{problemText(props.problem, language)}</p>
        </Alert>
      )}
      <Sidebar
        side={
          <Stack gap="m">
            <Section title={de ? "Erste Seite" : "First page"}>
              <img
                class="letter__picture"
                src={view.href(letterPath(letter.letterId, "/bild/scan/1"))}
                alt={de ? "Scan der ersten Seite" : "Scan of the first page"}
              />
            </Section>
            <p>
              <Link href={view.href(letterPath(letter.letterId, "/scan.pdf"))}>
                {de ? "Scan als PDF" : "Scan as PDF"}
              </Link>
            </p>
            {letter.searchableSha256 === undefined ? null : (
              <p>
                <Link href={view.href(letterPath(letter.letterId, "/durchsuchbar.pdf"))}>
                  {de ? "Durchsuchbares PDF" : "Searchable PDF"}
                </Link>
              </p>
            )}
            <p>
              <Link href={view.href(pilePath(pile.collectionId))}>{de ? "Ganzer Stapel" : "Whole pile"}</Link>
            </p>
          </Stack>
        }
      >
        <Stack gap="l">
          <Section title={de ? "1. Vergleichen" : "1. Compare"} id="vergleich">
            <Compared view={view} letter={letter} toCompare={toCompare} />
          </Section>
          <Section title={de ? "2. Akte wählen" : "2. Choose a file"} id="akte">
            <ChooseAkte {...props} />
          </Section>
          <Section title={de ? "3. Ablegen" : "3. Put on file"} id="ablegen">
            <Stack gap="m">
              {/* After a mistake the fields hold what was typed: taking a proposal would lose it. */}
              {props.errors.length > 0 || props.problem !== undefined ? null : <Proposals {...props} />}
              <FileForm {...props} />
            </Stack>
          </Section>
          <Section title={de ? "Erkannter Text" : "Recognised text"} id="text">
            <LetterText view={view} pages={pages} />
          </Section>
          <details class="help">
            <summary>{de ? "Eine Seite liegt falsch herum" : "A page lies the wrong way"}</summary>
            <Stack gap="s">
              <p>
                {de
                  ? "Der Text der Seite wird danach neu erkannt, und Sie vergleichen noch einmal."
                  : "The text of the page is recognised again afterwards, and you compare once more."}
              </p>
              {pages.map(({ number }) => (
                <TurnForm key={number} view={view} letter={letter} number={number} />
              ))}
            </Stack>
          </details>
          <p>{drop}</p>
        </Stack>
      </Sidebar>
    </Stack>,
  );
}

/** Scan and result side by side, page by page, and what the person says to it. */
export function ComparePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly letter: Letter;
  readonly pages: readonly LetterPage[];
  readonly typed: { readonly with: string; readonly result: string; readonly note: string };
  readonly errors: readonly { readonly id: string; readonly message: string }[];
}): JSX.Element {
  const { view, letter, typed } = props;
  const de = view.language === "de";
  const chosen = props.pages.filter(({ toCompare }) => toCompare);
  const picture = (form: string, number: number) => view.href(letterPath(letter.letterId, `/bild/${form}/${number}`));
  const result = letter.searchableSha256 === undefined ? "scan" : "durchsuchbar";
  const wrong = (name: string) => {
    const message = props.errors.find(({ id }) => id === name)?.message;
    return message === undefined ? {} : { error: message };
  };
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={de ? `Vergleichen: ${letterName(letter, "de")}` : `Compare: ${letterName(letter, "en")}`}
      hasErrors={props.errors.length > 0}
    >
      <Stack gap="l">
        <ErrorSummary view={view} errors={props.errors} />
        <Prose>
          <p>
            {de
              ? "Prüfen Sie jede gezeigte Seite: Ist sie vollständig, gerade und lesbar? Zeigen Scan und Ergebnis dasselbe? Fehler im erkannten Text schaden nicht, denn das Bild bleibt maßgeblich."
              : "Check every page shown: is it complete, straight and readable? Do scan and result show the same? Mistakes in the recognised text do no harm, because the picture is what counts."}
          </p>
        </Prose>
        {chosen.map(({ number, recognised, turned, turnedBy }) => (
          <Section
            key={number}
            title={de ? `Seite ${number} von ${letter.pages}` : `Page ${number} of ${letter.pages}`}
          >
            <div class="compare">
              <figure class="compare__side">
                <figcaption>{de ? "Scan" : "Scan"}</figcaption>
                <img src={picture("scan", number)} alt={de ? `Scan, Seite ${number}` : `Scan, page ${number}`} />
              </figure>
              <figure class="compare__side">
                <figcaption>{de ? "Ergebnis" : "Result"}</figcaption>
                <img src={picture(result, number)} alt={de ? `Ergebnis, Seite ${number}` : `Result, page ${number}`} />
              </figure>
            </div>
            {turned === 0 ? null : <p>{turnedText(turned, turnedBy, view.language)}</p>}
            {recognised === undefined ? null : (
              <details class="help">
                <summary>{de ? `Erkannter Text von Seite ${number}` : `Recognised text of page ${number}`}</summary>
                <p class="recognised" lang="de">
                  {textOfPage(recognised)}
                </p>
              </details>
            )}
          </Section>
        ))}
        {chosen.length === 0 ? <Empty title={de ? "Keine Seite zu vergleichen" : "No page to compare"} /> : null}
        <Form view={view} action={view.href(letterPath(letter.letterId, "/vergleich"))}>
          <Radios
            view={view}
            name="with"
            legend={de ? "Womit haben Sie verglichen?" : "What did you compare with?"}
            value={typed.with}
            options={[
              { value: "paper", label: de ? "mit dem Papieroriginal" : "with the paper original" },
              { value: "scan", label: de ? "nur mit dem Scan am Bildschirm" : "only with the scan on the screen" },
            ]}
            {...wrong("with")}
          />
          <Radios
            view={view}
            name="result"
            legend={de ? "Ergebnis" : "Result"}
            value={typed.result}
            options={[
              {
                value: "agrees",
                label: de
                  ? "Das Ergebnis stimmt bildlich und inhaltlich überein"
                  : "The result agrees in picture and content",
              },
              { value: "differs", label: de ? "Das Ergebnis weicht ab" : "The result differs" },
            ]}
            {...wrong("result")}
          />
          <TextArea
            view={view}
            name="note"
            label={de ? "Bemerkung" : "Remark"}
            hint={de ? "Bei einer Abweichung: was weicht ab?" : "Where it differs: what does?"}
            value={typed.note}
            rows={2}
            maxlength={2000}
            required={false}
            {...wrong("note")}
          />
          <Actions>
            <SubmitButton icon="check">{de ? "Vergleich bestätigen" : "Confirm the comparison"}</SubmitButton>
            <ButtonLink variant="secondary" href={view.href(letterPath(letter.letterId))}>
              {de ? "Zurück" : "Back"}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}
