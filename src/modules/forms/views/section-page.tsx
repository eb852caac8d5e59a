import type { JSX, VNode } from "preact";
import { inLanguage } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ErrorSummary,
  Form,
  PortalPage,
  Progress,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Upload } from "../../uploads/index.ts";
import type { NewQuestion } from "../actions/save-section.ts";
import type { Draft } from "../draft.ts";
import { asksForFiles } from "../file-fields.ts";
import type { Section } from "../form.ts";
import type { Leistung } from "../leistung.ts";
import type { FieldError, PageElement } from "../model/index.ts";
import { listShownNotes, shownNotesField } from "../model/shown.ts";
import { draftPath } from "../paths.ts";
import { DraftNotice } from "./draft-notice.tsx";
import { Elements } from "./elements.tsx";
import { wording } from "./wording.ts";

export interface SectionPageProps {
  readonly view: ViewContext;
  readonly leistung: Leistung;
  readonly draft: Draft;
  readonly code: string;
  readonly sections: readonly Section[];
  readonly section: Section;
  readonly elements: readonly PageElement[];
  /** Files of the whole draft. */
  readonly uploads: readonly Upload[];
  readonly errors: readonly FieldError[];
  /** Questions that an answer has just brought up; then the mistakes are only that they have no answer yet. */
  readonly newQuestions: readonly NewQuestion[];
  /** Warnings that an answer has just brought up; who has read them goes on. */
  readonly newWarnings: readonly string[];
  /** What modules above work out from the answers; stands below the questions. */
  readonly panels: readonly VNode[];
  /** Came from the overview to change something, and goes back there. */
  readonly fromReview: boolean;
}

/** "Seite 3 von 9", with a list of all pages that can be opened. */
function WhereAmI(props: SectionPageProps): JSX.Element {
  const { view, sections, draft } = props;
  const position = sections.findIndex(({ key }) => key === props.section.key) + 1;
  const label =
    view.language === "de"
      ? `Seite ${position} von ${sections.length + 1}`
      : `Page ${position} of ${sections.length + 1}`;
  const done = new Set(draft.doneSections);
  const base = view.href(draftPath(draft.draftId, ""));
  return (
    <nav aria-label={wording.pages[view.language]} class="where">
      <Progress value={position} max={sections.length + 1} label={label} />
      <details class="where__pages">
        <summary>{wording.pages[view.language]}</summary>
        <ol>
          {sections.map(({ key, title }) => {
            const text = inLanguage(title, view.language);
            const isDone = done.has(key);
            return (
              <li key={key} class={isDone ? "where__done" : ""}>
                {key === props.section.key ? (
                  <span aria-current="step">{text}</span>
                ) : isDone ? (
                  <a href={`${base}${key}`}>{text}</a>
                ) : (
                  <span>{text}</span>
                )}
              </li>
            );
          })}
          <li>{wording.review[view.language]}</li>
        </ol>
      </details>
    </nav>
  );
}

/** One page of an application: one topic, what is saved and under which code, and the ways on. */
export function SectionPage(props: SectionPageProps): JSX.Element {
  const { view, section, draft, errors } = props;
  const { language } = view;
  const messages = new Map(errors.map((error) => [error.path, error.message]));
  const several = props.newQuestions.length > 1;
  const files = asksForFiles(props.elements);
  const notes = listShownNotes(props.elements);
  const mistakes = errors.length > 0 && props.newQuestions.length === 0;
  const action = view.href(`${draftPath(draft.draftId, section.key)}${props.fromReview ? "?aus=pruefen" : ""}`);
  return (
    <PortalPage
      view={view}
      title={inLanguage(section.title, language)}
      hasErrors={mistakes}
      script={files ? ["antrag.js", "upload.js"] : "antrag.js"}
      {...(section.intro === undefined ? {} : { lead: inLanguage(section.intro, language) })}
      above={
        <Stack gap="m">
          <p class="eyebrow">{inLanguage(props.leistung.title, language)}</p>
          <WhereAmI {...props} />
          <DraftNotice view={view} draft={draft} />
          {mistakes ? <ErrorSummary view={view} errors={errors.map(({ id, message }) => ({ id, message }))} /> : null}
          {props.newQuestions.length === 0 ? null : (
            <Alert
              tone="info"
              title={(several ? wording.severalNewQuestions : wording.newQuestions)[language]}
              role="status"
            >
              <p>{(several ? wording.severalNewQuestionsText : wording.newQuestionsText)[language]}</p>
              <ul>
                {props.newQuestions.map(({ id, text }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{text}</a>
                  </li>
                ))}
              </ul>
            </Alert>
          )}
          {props.newWarnings.length === 0 ? null : (
            <Alert tone="warning" title={wording.newWarnings[language]} role="status">
              {props.newWarnings.map((text) => (
                <p key={text}>{text}</p>
              ))}
              {props.newQuestions.length === 0 ? <p>{wording.newWarningsText[language]}</p> : null}
            </Alert>
          )}
        </Stack>
      }
    >
      <div
        id="ohne-netz-hier"
        role="status"
        data-worker={view.asset("antrag-worker.js")}
        data-pages={props.sections.map(({ key }) => key).join(" ")}
        data-here={section.key}
      />
      <template id="ohne-netz">
        <Alert tone="warning" title={wording.noNetwork[language]}>
          <p>{wording.noNetworkText[language]}</p>
        </Alert>
      </template>
      <Form view={view} action={action} id="antrag" {...(files ? { enctype: "multipart/form-data" } : {})}>
        {/* The enter key presses a form's first button: it must go on, not search or remove something. */}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nobody reaches it, the same button stands below */}
        <button type="submit" class="vh" tabindex={-1} aria-hidden="true" />
        <Elements
          context={{
            view,
            pageTitle: inLanguage(section.title, language),
            errors: mistakes ? messages : new Map(),
            prefill: draft.prefill,
            draftId: draft.draftId,
            uploads: props.uploads,
          }}
          elements={props.elements}
        />
        {notes.length === 0 ? null : (
          <input type="hidden" name={shownNotesField} value={notes.map(({ key }) => key).join(" ")} />
        )}
        {props.panels}
        <Actions>
          <SubmitButton>{(props.fromReview ? wording.saveChange : wording.next)[language]}</SubmitButton>
          <SubmitButton variant="secondary" name="_aktion" value="zurueck">
            {(props.fromReview ? wording.toReview : wording.back)[language]}
          </SubmitButton>
          <SubmitButton variant="tertiary" name="_aktion" value="pause">
            {wording.later[language]}
          </SubmitButton>
        </Actions>
      </Form>
      <p class="saved" data-autosave={wording.savedAt[language]} data-waiting={wording.waitsSince[language]}>
        {wording.saved[language]} <strong class="saved__code">{props.code}</strong>. {wording.savedHelp[language]}
      </p>
    </PortalPage>
  );
}
