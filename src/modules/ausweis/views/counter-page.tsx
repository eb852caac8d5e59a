import type { ComponentChildren, JSX } from "preact";
import { formatDay, type Localized } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Form,
  fieldId,
  Grid,
  Link,
  Section,
  Stack,
  SubmitButton,
  Tabs,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Case, Task } from "../../cases/index.ts";
import { type Application, ageOn } from "../model/index.ts";

/** An appointment of the day as a tab: who comes when. */
export interface CounterTab {
  readonly caseId: string;
  readonly label: string;
}

/** A part of the page with its heading. */
export interface CounterPart {
  readonly id: string;
  readonly title: Localized;
  readonly content: ComponentChildren;
}

/** The appointment itself: the application, with the photograph large beside the check, and what is captured now. */
export function CounterPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly tabs: readonly CounterTab[];
  readonly subject: Case;
  readonly application: Application;
  readonly today: Parameters<typeof ageOn>[1];
  /** The open step of the procedure; undefined where it waits, or is over. */
  readonly task: Task | undefined;
  /** What its button says; undefined where the step is done in the case. */
  readonly button: Localized | undefined;
  /** What is missing before the step can be completed; `at` is the id of a part. */
  readonly missing: readonly { readonly at: string; readonly text: Localized }[];
  readonly portrait: CounterPart;
  readonly parts: readonly CounterPart[];
  readonly mistakes: readonly { readonly field: string; readonly message: string }[];
  /** Why something was not done that is no mistake of a field. */
  readonly notice: string | undefined;
}): JSX.Element {
  const { view, subject, application, task } = props;
  const { language } = view;
  const age = ageOn(application.geburtsdatum, props.today);
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={subject.subjectName}
      hasErrors={props.mistakes.length > 0}
      tools={
        <Cluster>
          <strong class="nowrap">{subject.aktenzeichen}</strong>
          <span>
            {
              {
                de: `geboren am ${formatDay(application.geburtsdatum, "de")}, ${age} Jahre`,
                en: `born ${formatDay(application.geburtsdatum, "en")}, aged ${age}`,
              }[language]
            }
          </span>
          <ButtonLink variant="tertiary" href={view.href(`/amt/vorgang/${subject.caseId}`)}>
            {{ de: "Zum ganzen Vorgang", en: "To the whole case" }[language]}
          </ButtonLink>
        </Cluster>
      }
    >
      <Stack gap="l">
        <ErrorSummary
          view={view}
          errors={props.mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))}
        />
        {props.notice === undefined ? null : (
          <Alert tone="warning" role="alert">
            <p>{props.notice}</p>
          </Alert>
        )}
        {props.tabs.length === 0 ? null : (
          <Tabs
            label={{ de: "Termine heute", en: "Appointments today" }[language]}
            items={props.tabs.map(({ caseId, label }) => ({
              href: view.href(`/amt/ausweis/schalter/${caseId}`),
              label,
              current: caseId === subject.caseId,
            }))}
          />
        )}
        {task === undefined ? (
          <Alert tone="info">
            <p>
              {subject.status === "done"
                ? { de: "Der Vorgang ist erledigt.", en: "The case is done." }[language]
                : { de: "Im Moment ist hier nichts zu tun.", en: "There is nothing to do here at the moment." }[
                    language
                  ]}
            </p>
          </Alert>
        ) : (
          <Section id="schritt" title={task.name[language]}>
            {props.button === undefined ? (
              <p>
                <Link href={view.href(`/amt/vorgang/${subject.caseId}`)}>
                  {{ de: "Diesen Schritt im Vorgang erledigen", en: "Do this step in the case" }[language]}
                </Link>
              </p>
            ) : (
              <Stack>
                {props.missing.length === 0 ? (
                  <Cluster>
                    <Badge tone="success" icon="check">
                      {{ de: "Alles da", en: "All there" }[language]}
                    </Badge>
                    <Form view={view} action={view.href(`/amt/ausweis/vorgang/${subject.caseId}/schritt`)}>
                      <input type="hidden" name="gesehen" value={String(subject.rowVersion)} />
                      <SubmitButton>{props.button[language]}</SubmitButton>
                    </Form>
                  </Cluster>
                ) : (
                  <>
                    <p>{{ de: "Es fehlt noch:", en: "Still missing:" }[language]}</p>
                    <ul>
                      {props.missing.map(({ at, text }) => (
                        <li key={text.de}>
                          <Link href={`#${at}`}>{text[language]}</Link>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </Stack>
            )}
          </Section>
        )}
        <Grid min="l" gap="l">
          <Section id={props.portrait.id} title={props.portrait.title[language]}>
            {props.portrait.content}
          </Section>
          <Stack gap="l">
            {props.parts.slice(0, 2).map((part) => (
              <Section key={part.id} id={part.id} title={part.title[language]}>
                {part.content}
              </Section>
            ))}
          </Stack>
        </Grid>
        <Grid min="l" gap="l">
          {props.parts.slice(2).map((part) => (
            <Section key={part.id} id={part.id} title={part.title[language]}>
              {part.content}
            </Section>
          ))}
        </Grid>
      </Stack>
    </DeskPage>
  );
}
