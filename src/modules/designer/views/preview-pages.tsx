import type { JSX } from "preact";
import { formatCents, inLanguage } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  ErrorSummary,
  Facts,
  Form,
  Link,
  PortalPage,
  Progress,
  Section,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import {
  type Answers,
  type Charge,
  type FieldError,
  FormPreview,
  type Section as FormSection,
  type Leistung,
  type SheetSection,
  type visibleElements,
} from "../../forms/index.ts";
import type { Problem } from "../model/problems.ts";
import type { Sample } from "../model/service.ts";
import { inView, say, servicePath } from "./say.ts";

export interface PreviewPlace {
  readonly serviceId: string;
  readonly leistung: Leistung;
  /** Pages that the answers lead over. */
  readonly sections: readonly FormSection[];
  readonly answers: Answers;
  /** The sample these answers come from, where they do. */
  readonly sample: Sample | undefined;
}

function Carried(props: { answers: Answers; sample: Sample | undefined }): JSX.Element {
  return (
    <>
      <input type="hidden" name="_antworten" value={JSON.stringify(props.answers)} />
      {props.sample === undefined ? null : <input type="hidden" name="_probe" value={props.sample.sampleId} />}
    </>
  );
}

function Banner(props: { view: ViewContext; serviceId: string }): JSX.Element {
  const { view } = props;
  return (
    <p class="eyebrow">
      {say(view, "Vorschau. Hier wird nichts gespeichert.", "Preview. Nothing is stored here.")}{" "}
      <Link href={view.href(servicePath(props.serviceId, "/formular"))}>{say(view, "Zum Baum", "To the tree")}</Link>
    </p>
  );
}

/** One page of the form as citizens get it, from a version that is not published. Answers travel along in the form. */
export function PreviewPage(
  props: PreviewPlace & {
    readonly view: ViewContext;
    readonly section: FormSection;
    readonly elements: ReturnType<typeof visibleElements>;
    readonly errors: readonly FieldError[];
  },
): JSX.Element {
  const { view, section, sections, errors } = props;
  const position = sections.findIndex(({ key }) => key === section.key) + 1;
  const last = sections.length + 1;
  return (
    <PortalPage
      view={view}
      title={inLanguage(section.title, view.language)}
      hasErrors={errors.length > 0}
      {...(section.intro === undefined ? {} : { lead: inLanguage(section.intro, view.language) })}
      above={
        <Stack gap="m">
          <Banner view={view} serviceId={props.serviceId} />
          <p class="eyebrow">{inView(view, props.leistung.title)}</p>
          <Progress
            value={position}
            max={last}
            label={say(view, `Seite ${position} von ${last}`, `Page ${position} of ${last}`)}
          />
          <ErrorSummary view={view} errors={errors} />
        </Stack>
      }
    >
      <Form view={view} action={view.href(servicePath(props.serviceId, `/vorschau/${section.key}`))} id="vorschau">
        <Carried answers={props.answers} sample={props.sample} />
        <FormPreview view={view} title={inView(view, section.title)} elements={props.elements} errors={errors} />
        <Actions>
          <SubmitButton>{say(view, "Weiter", "Continue")}</SubmitButton>
          <SubmitButton variant="secondary" name="_aktion" value="zurueck">
            {say(view, "Zurück", "Back")}
          </SubmitButton>
          <SubmitButton variant="tertiary" name="_aktion" value="ende">
            {say(view, "Zum Ergebnis", "To the result")}
          </SubmitButton>
        </Actions>
      </Form>
    </PortalPage>
  );
}

/** The form cannot be asked yet. */
export function NoPreviewPage(props: {
  readonly view: ViewContext;
  readonly serviceId: string;
  readonly problems: readonly Problem[];
}): JSX.Element {
  const { view, problems } = props;
  return (
    <PortalPage
      view={view}
      title={say(view, "Noch keine Vorschau", "No preview yet")}
      above={<Banner view={view} serviceId={props.serviceId} />}
    >
      <p>{say(view, "So lässt sich das Formular noch nicht ausfüllen:", "The form cannot be filled in like this:")}</p>
      <ul>
        {problems.slice(0, 20).map((problem, index) => (
          <li key={`${index}`}>
            <strong>{inView(view, problem.where)}</strong>: {inView(view, problem.text)}
          </li>
        ))}
      </ul>
    </PortalPage>
  );
}

/** What would come of these answers; they can be kept as a sample. */
export function PreviewEndPage(
  props: PreviewPlace & {
    readonly view: ViewContext;
    readonly sheet: readonly SheetSection[];
    readonly errors: readonly FieldError[];
    readonly charges: readonly Charge[];
    readonly akteTitle: string;
    readonly subjectName: string;
    /** Samples belong to drafts. */
    readonly maySave: boolean;
    readonly rowVersion: number;
    readonly name: string;
    readonly nameError?: string;
  },
): JSX.Element {
  const { view, errors, sample, serviceId } = props;
  const { language } = view;
  return (
    <PortalPage
      view={view}
      title={say(view, "Ergebnis der Vorschau", "Result of the preview")}
      hasErrors={props.nameError !== undefined}
      above={<Banner view={view} serviceId={serviceId} />}
    >
      <Stack gap="l">
        {errors.length === 0 ? (
          <Alert tone="success" title={say(view, "Diese Antworten werden angenommen", "These answers are accepted")} />
        ) : (
          <Alert
            tone="warning"
            title={say(
              view,
              `${errors.length} Fehler in diesen Antworten`,
              `${errors.length} mistakes in these answers`,
            )}
          >
            <ul>
              {errors.map((error) => (
                <li key={error.path}>
                  {error.message} <code>{error.path}</code>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Facts
          rows={[
            {
              term: say(view, "Gebühr", "Fee"),
              value:
                props.charges.length === 0
                  ? say(view, "keine", "none")
                  : props.charges
                      .map(
                        (charge) =>
                          `${inLanguage(charge.fee.label, language)} ${formatCents(charge.amountCents, language)}`,
                      )
                      .join(", "),
            },
            { term: say(view, "Titel der Akte", "Title of the file"), value: props.akteTitle },
            { term: say(view, "Name des Vorgangs", "Name of the case"), value: props.subjectName },
          ]}
        />
        {props.sheet.map((section) => (
          <Section key={section.key} title={section.title}>
            {section.blocks.map((block) => (
              <Facts
                key={block.path}
                rows={block.rows.map((row) => ({ term: row.label, value: row.display === "" ? "–" : row.display }))}
              />
            ))}
          </Section>
        ))}
        {props.maySave ? (
          <Section title={say(view, "Als Probe behalten", "Keep as a sample")}>
            <p>
              {say(
                view,
                "Vor dem Veröffentlichen wird geprüft, ob mit diesen Antworten noch dasselbe herauskommt.",
                "Before publishing it is checked that the same still comes of these answers.",
              )}
            </p>
            <Form view={view} action={view.href(servicePath(serviceId, "/proben"))}>
              <Carried answers={props.answers} sample={sample} />
              <input type="hidden" name="stand" value={String(props.rowVersion)} />
              <TextField
                view={view}
                name="name"
                label={say(view, "Name der Probe", "Name of the sample")}
                hint={say(view, "Zum Beispiel: Hund unter sechs Monaten", "For example: dog under six months")}
                value={props.name}
                maxlength={120}
                {...(props.nameError === undefined ? {} : { error: props.nameError })}
              />
              <Actions>
                <SubmitButton>
                  {sample === undefined
                    ? say(view, "Probe speichern", "Save sample")
                    : say(view, "Probe ersetzen", "Replace sample")}
                </SubmitButton>
                <ButtonLink href={view.href(servicePath(serviceId, "/proben"))} variant="tertiary">
                  {say(view, "Zu den Proben", "To the samples")}
                </ButtonLink>
              </Actions>
            </Form>
          </Section>
        ) : null}
      </Stack>
    </PortalPage>
  );
}
