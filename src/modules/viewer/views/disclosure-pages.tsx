import type { JSX } from "preact";
import {
  Actions,
  Alert,
  ButtonLink,
  Checkbox,
  Checkboxes,
  Cluster,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Facts,
  Form,
  Link,
  Pager,
  Progress,
  Section,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Dokument } from "../../records/index.ts";
import type { Box } from "../model/boxes.ts";
import type { Disclosure, DisclosurePage } from "../model/disclosure.ts";
import { redactedKinds } from "../model/terms.ts";
import { redactedKindWords, stateWords, wording } from "./wording.ts";

interface Base {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly dokument: Dokument;
}

/** What was typed into the form of an order. */
export interface OrderForm {
  readonly seiten: string;
  readonly begriffe: string;
  readonly arten: readonly string[];
  readonly grundlage: string;
  readonly zweck: string;
  readonly text: boolean;
}

/** A field of a form and what is wrong with it. */
export interface FormError {
  readonly id: string;
  readonly message: string;
}

const given = (errors: readonly FormError[], id: string): { error?: string } => {
  const message = errors.find((one) => one.id === id)?.message;
  return message === undefined ? {} : { error: message };
};

/** What is given out, what is blacked out, and by which law. */
export function OrderPage(
  props: Base & {
    readonly form: OrderForm;
    readonly errors: readonly FormError[];
    readonly action: string;
    readonly backHref: string;
    /** The form of the document that is given out, `1-2`. */
    readonly format: string;
    readonly begun: boolean;
  },
): JSX.Element {
  const { view, form, errors } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  return (
    <DeskPage
      view={view}
      title={`${w("redact")}: ${props.dokument.title}`}
      nav={props.nav}
      hasErrors={errors.length > 0}
    >
      <ErrorSummary view={view} errors={errors} />
      <Stack gap="m">
        <p>{w("redactLead")}</p>
        <Form view={view} action={props.action}>
          <input type="hidden" name="form" value={props.format} />
          <TextField
            view={view}
            name="seiten"
            label={w("pagesLabel")}
            hint={w("pagesHint")}
            required={false}
            width="medium"
            maxlength={500}
            value={form.seiten}
            {...given(errors, "seiten")}
          />
          <TextArea
            view={view}
            name="begriffe"
            label={w("termsLabel")}
            hint={w("termsHint")}
            required={false}
            rows={5}
            value={form.begriffe}
            {...given(errors, "begriffe")}
          />
          <Checkboxes
            view={view}
            name="arten"
            legend={w("kindsLabel")}
            required={false}
            values={form.arten}
            options={redactedKinds.map((kind) => ({ value: kind, label: redactedKindWords[kind][language] }))}
          />
          <TextField
            view={view}
            name="grundlage"
            label={w("basisLabel")}
            hint={w("basisHint")}
            maxlength={500}
            value={form.grundlage}
            {...given(errors, "grundlage")}
          />
          <TextField
            view={view}
            name="zweck"
            label={w("reasonLabel")}
            hint={w("reasonHint")}
            maxlength={500}
            value={form.zweck}
            {...given(errors, "zweck")}
          />
          <Checkbox
            view={view}
            name="text"
            label={w("withTextLabel")}
            hint={w("withTextHint")}
            required={true}
            checked={form.text}
          />
          <Actions>
            <SubmitButton>{w(props.begun ? "saveOrder" : "begin")}</SubmitButton>
            <ButtonLink variant="tertiary" href={props.backHref}>
              {w("back")}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}

/** A word that can be chosen. */
export interface WordChoice {
  readonly index: number;
  readonly text: string;
  readonly line: number;
  readonly state: "free" | "chosen" | "term";
}

/** Per cent of the page at its upper and left edge: by it bars can be written down without a mouse. */
function Scale(props: { readonly height: number }): JSX.Element {
  return (
    <g class="viewer__scale">
      {[10, 20, 30, 40, 50, 60, 70, 80, 90].map((percent) => (
        <g key={percent}>
          <path d={`M${percent * 10} 0v12M0 ${(percent * props.height) / 100}h12`} />
          <text x={percent * 10} y={28} text-anchor="middle">
            {percent}
          </text>
          <text x={16} y={(percent * props.height) / 100 + 5}>
            {percent}
          </text>
        </g>
      ))}
    </g>
  );
}

/** One page to be worked on: its picture with what becomes black, and the ways to say what. */
export function MarkPage(
  props: Base & {
    readonly disclosure: Disclosure;
    readonly page: number;
    /** Address of the picture of the page. */
    readonly picture: string;
    /** Height in thousandths of the width. */
    readonly height: number;
    /** All that becomes black. */
    readonly marks: readonly Box[];
    readonly boxes: string;
    readonly words: readonly WordChoice[];
    /** `recognised`: read by a machine in the picture. */
    readonly text: "own" | "recognised" | "none";
    readonly saved: boolean;
    readonly errors: readonly FormError[];
  },
): JSX.Element {
  const { view, disclosure, page, height, errors } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const at = disclosure.pages.indexOf(page);
  const base = `/amt/schwaerzung/${disclosure.disclosureId}`;
  const previous = disclosure.pages[at - 1];
  const next = disclosure.pages[at + 1];
  const lines = new Map<number, WordChoice[]>();
  for (const word of props.words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  return (
    <DeskPage
      view={view}
      title={`${w("redact")}: ${props.dokument.title}`}
      nav={props.nav}
      script="viewer.js"
      hasErrors={errors.length > 0}
    >
      <ErrorSummary view={view} errors={errors} />
      <Stack gap="m">
        {props.saved ? (
          <Alert tone="success" role="status">
            <p>{w("savedPage")}</p>
          </Alert>
        ) : null}
        <DisclosureFacts view={view} disclosure={disclosure} />
        <Section
          title={`${w("page")} ${page} ${w("of")} ${disclosure.pageCount}`}
          id="seite"
          aside={
            <span>
              {props.marks.length} {w("marked")}
            </span>
          }
        >
          <Stack gap="s">
            {props.text === "own" ? null : (
              <Alert tone={props.text === "none" ? "warning" : "info"}>
                <p>{w(props.text === "none" ? "pageNoText" : "pageRecognised")}</p>
              </Alert>
            )}
            <p>
              {w("pageMarks")}{" "}
              <span data-draw-hint hidden>
                {w("drawHint")}
              </span>
            </p>
            <div class="viewer__sheet">
              <svg
                class="viewer__draw"
                viewBox={`0 0 1000 ${height}`}
                role="img"
                aria-label={`${w("page")} ${page}, ${props.marks.length} ${w("marked")}`}
                data-draw="kaesten"
              >
                <image href={props.picture} x="0" y="0" width="1000" height={height} preserveAspectRatio="none" />
                <Scale height={height} />
                {props.marks.map((mark, index) => (
                  <rect
                    key={`${index}`}
                    class="viewer__mark"
                    x={mark.x * 1000}
                    y={mark.y * height}
                    width={mark.width * 1000}
                    height={mark.height * height}
                  />
                ))}
              </svg>
            </div>
            <Pager
              view={view}
              position={`${at + 1} ${w("of")} ${disclosure.pages.length}`}
              {...(previous === undefined ? {} : { previousHref: view.href(`${base}?seite=${previous}`) })}
              {...(next === undefined ? {} : { nextHref: view.href(`${base}?seite=${next}`) })}
            />
            <Form view={view} action={view.href(`${base}/seite/${page}`)}>
              <TextArea
                view={view}
                name="kaesten"
                label={w("boxesLabel")}
                hint={w("boxesHint")}
                required={false}
                rows={4}
                value={props.boxes}
                {...given(errors, "kaesten")}
              />
              {props.words.length === 0 ? null : (
                <details class="viewer__words" open={props.words.some(({ state }) => state === "chosen")}>
                  <summary>{w("wordsLabel")}</summary>
                  <fieldset>
                    <legend class="vh">{w("wordsLabel")}</legend>
                    {[...lines.values()].map((line) => (
                      <p key={line[0]?.index}>
                        {line.map((word) =>
                          word.state === "term" ? (
                            <span key={word.index} class="viewer__word viewer__word--term">
                              {word.text}
                              <span class="vh"> ({w("wordByTerm")})</span>
                            </span>
                          ) : (
                            <label key={word.index} class="viewer__word">
                              <input type="checkbox" name="wort" value={word.index} checked={word.state === "chosen"} />
                              {word.text}
                            </label>
                          ),
                        )}
                      </p>
                    ))}
                  </fieldset>
                </details>
              )}
              <Actions>
                <SubmitButton variant="secondary">{w("savePage")}</SubmitButton>
                {next === undefined ? null : (
                  <SubmitButton variant="secondary" name="danach" value="weiter">
                    {w("saveAndNext")}
                  </SubmitButton>
                )}
                <SubmitButton name="danach" value="vorschau">
                  {w("make")}
                </SubmitButton>
              </Actions>
            </Form>
          </Stack>
        </Section>
        <Ways view={view} disclosure={disclosure} />
      </Stack>
    </DeskPage>
  );
}

function DisclosureFacts(props: { readonly view: ViewContext; readonly disclosure: Disclosure }): JSX.Element {
  const { view, disclosure } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const blacked = [...disclosure.terms, ...disclosure.kinds.map((kind) => redactedKindWords[kind][view.language])];
  return (
    <Facts
      rows={[
        { term: w("basisLabel"), value: disclosure.legalBasis },
        { term: w("reasonLabel"), value: disclosure.reason },
        {
          term: w("orderTitle"),
          value: blacked.length === 0 ? "–" : blacked.join(", "),
          action: <Link href={view.href(`/amt/schwaerzung/${disclosure.disclosureId}/angaben`)}>{w("editOrder")}</Link>,
        },
      ]}
    />
  );
}

function Ways(props: { readonly view: ViewContext; readonly disclosure: Disclosure }): JSX.Element {
  const { view, disclosure } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  return (
    <Cluster gap="m">
      <Link href={view.href(`/amt/dokument/${disclosure.dokumentId}/ansicht`)}>{w("backToDocument")}</Link>
      <Link href={view.href(`/amt/schwaerzung/${disclosure.disclosureId}/verwerfen`)}>{w("discard")}</Link>
    </Cluster>
  );
}

/** How far the pages are drawn. With script the page looks by itself. */
export function MakingPage(props: Base & { readonly disclosure: Disclosure }): JSX.Element {
  const { view, disclosure } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const failed = disclosure.state === "failed";
  return (
    <DeskPage view={view} title={`${w("redact")}: ${props.dokument.title}`} nav={props.nav} script="viewer.js">
      <Stack gap="m">
        {failed ? (
          <Alert tone="error">
            <p>{w("failed")}</p>
          </Alert>
        ) : (
          <div data-until-ready={disclosure.state}>
            <p role="status">
              {stateWords[disclosure.state][language]}. {w("making")}
            </p>
            <Progress
              value={disclosure.madePages}
              max={disclosure.pages.length}
              label={`${w("madePages")}: ${disclosure.madePages} ${w("of")} ${disclosure.pages.length}`}
            />
          </div>
        )}
        {failed ? (
          <Form view={view} action={view.href(`/amt/schwaerzung/${disclosure.disclosureId}/vorschau`)}>
            <Actions>
              <SubmitButton>{w("make")}</SubmitButton>
            </Actions>
          </Form>
        ) : (
          <p>
            <Link href={view.href(`/amt/schwaerzung/${disclosure.disclosureId}`)}>{w("reload")}</Link>
          </p>
        )}
        <Ways view={view} disclosure={disclosure} />
      </Stack>
    </DeskPage>
  );
}

/** The copy as it goes out, page by page. */
export function PreviewPage(
  props: Base & {
    readonly disclosure: Disclosure;
    readonly pages: readonly DisclosurePage[];
    readonly previousHref: string | undefined;
    readonly nextHref: string | undefined;
  },
): JSX.Element {
  const { view, disclosure } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const base = `/amt/schwaerzung/${disclosure.disclosureId}`;
  return (
    <DeskPage
      view={view}
      title={`${w("preview")}: ${props.dokument.title}`}
      nav={props.nav}
      tools={<ButtonLink href={view.href(`${base}/ablegen`)}>{w("toFile")}</ButtonLink>}
    >
      <Stack gap="m">
        <p>{w("previewLead")}</p>
        <DisclosureFacts view={view} disclosure={disclosure} />
        <p>
          <Link href={view.href(`${base}/datei`)} download>
            {w("previewPdf")}
          </Link>
        </p>
        <ol class="viewer__pages">
          {props.pages.map((page) => {
            const name = `${w("page")} ${page.page}`;
            return (
              <li key={page.page} class="viewer__page">
                <figure>
                  <div class="viewer__sheet">
                    <img
                      class="viewer__picture viewer__picture--normal"
                      src={view.href(`${base}/bild/${page.page}`)}
                      width={page.width}
                      height={page.height}
                      loading="lazy"
                      decoding="async"
                      alt={`${name}, ${page.boxes} ${w("blackPassages")}`}
                    />
                  </div>
                  <figcaption class="viewer__caption">
                    <span>
                      {name}: {page.boxes} {w("blackPassages")}
                    </span>
                    <Link href={view.href(`${base}?seite=${page.page}`)} aria-label={`${name}: ${w("editOrder")}`}>
                      {w("editOrder")}
                    </Link>
                    {page.words.length === 0 ? (
                      <span class="muted">{w("previewNoText")}</span>
                    ) : (
                      <details>
                        <summary>
                          {w("previewText")}
                          <span class="vh"> {page.page}</span>
                        </summary>
                        <div class="viewer__text">{page.words.map(({ text }) => text).join(" ")}</div>
                      </details>
                    )}
                  </figcaption>
                </figure>
              </li>
            );
          })}
        </ol>
        <Pager
          view={view}
          {...(props.previousHref === undefined ? {} : { previousHref: props.previousHref })}
          {...(props.nextHref === undefined ? {} : { nextHref: props.nextHref })}
        />
        <Ways view={view} disclosure={disclosure} />
      </Stack>
    </DeskPage>
  );
}

/** Asks once more before the copy becomes part of the Akte. */
export function FileDisclosurePage(
  props: Base & {
    readonly disclosure: Disclosure;
    readonly title: string;
    readonly checked: boolean;
    readonly errors: readonly FormError[];
    readonly closed: boolean;
  },
): JSX.Element {
  const { view, disclosure, errors } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const base = `/amt/schwaerzung/${disclosure.disclosureId}`;
  return (
    <DeskPage view={view} title={w("fileTitle")} nav={props.nav} hasErrors={errors.length > 0}>
      <ErrorSummary view={view} errors={errors} />
      <Stack gap="m">
        {props.closed ? (
          <Alert tone="error" role="alert">
            <p>{w("fileClosed")}</p>
          </Alert>
        ) : null}
        <p>{w("fileText")}</p>
        <DisclosureFacts view={view} disclosure={disclosure} />
        <Form view={view} action={view.href(`${base}/ablegen`)}>
          <TextField
            view={view}
            name="titel"
            label={w("fileName")}
            hint={w("fileTitleHint")}
            maxlength={500}
            value={props.title}
            {...given(errors, "titel")}
          />
          <Checkbox
            view={view}
            name="geprueft"
            label={w("fileChecked")}
            checked={props.checked}
            {...given(errors, "geprueft")}
          />
          <Actions>
            <SubmitButton>{w("fileNow")}</SubmitButton>
            <ButtonLink variant="tertiary" href={view.href(base)}>
              {w("back")}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}

/** Asks once more before a disclosure is given up. */
export function DiscardPage(props: Base & { readonly disclosure: Disclosure }): JSX.Element {
  const { view, disclosure } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const base = `/amt/schwaerzung/${disclosure.disclosureId}`;
  return (
    <DeskPage view={view} title={w("discard")} nav={props.nav}>
      <Form view={view} action={view.href(`${base}/verwerfen`)}>
        <p>{w("discardText")}</p>
        <Actions>
          <SubmitButton variant="danger">{w("discardNow")}</SubmitButton>
          <ButtonLink variant="tertiary" href={view.href(base)}>
            {w("back")}
          </ButtonLink>
        </Actions>
      </Form>
    </DeskPage>
  );
}
