import type { JSX } from "preact";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  Empty,
  Form,
  Prose,
  SubmitButton,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Problem } from "../model/problems.ts";
import type { SampleResult } from "../model/samples.ts";
import type { Sample, Step } from "../model/service.ts";
import { Seen, ServiceFrame, type Shown } from "./frame.tsx";
import { say, servicePath } from "./say.ts";
import { ProblemList } from "./tree-page.tsx";

/** What came of a sample, in words. */
export function SampleOutcome(props: { view: ViewContext; result: SampleResult }): JSX.Element {
  const { view, result } = props;
  if (result.passed)
    return (
      <Badge tone="success" icon="check">
        {say(view, "wie erwartet", "as expected")}
      </Badge>
    );
  return (
    <>
      <Badge tone="error" icon="error">
        {say(view, "anders als erwartet", "other than expected")}
      </Badge>
      <ul>
        {result.surprising.map((path) => (
          <li key={path}>
            {say(view, "Fehler, der nicht erwartet war", "mistake that was not expected")}: <code>{path}</code>{" "}
            {result.errors.find((error) => error.path === path)?.message}
          </li>
        ))}
        {result.missed.map((path) => (
          <li key={path}>
            {say(view, "erwarteter Fehler bleibt aus", "expected mistake does not come")}: <code>{path}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Saved answers that run as tests before publishing. */
export function SamplesPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly results: readonly SampleResult[];
  /** The form cannot be filled in: nothing could be tried. */
  readonly problems: readonly Problem[];
  readonly done?: string;
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean };
}): JSX.Element {
  const { view, shown, results, problems } = props;
  const { serviceId, samples, definition } = shown.version;
  const byId = new Map(results.map((result) => [result.sample.sampleId, result]));
  const first = definition.online.form.sections[0]?.key ?? "";
  return (
    <ServiceFrame view={view} shown={shown} tab="proben" done={props.done} conflict={props.conflict}>
      <Prose>
        <p>
          {say(
            view,
            "Eine Probe ist ein ausgefülltes Formular mit dem, was herauskommen soll. Alle Proben laufen vor jedem Veröffentlichen.",
            "A sample is a form that was filled in, with what is to come of it. All samples run before each publishing.",
          )}
        </p>
      </Prose>
      {problems.length === 0 ? null : (
        <Alert tone="warning" title={say(view, "Die Proben können noch nicht laufen", "The samples cannot run yet")}>
          <ProblemList view={view} serviceId={serviceId} problems={problems} />
        </Alert>
      )}
      <Cluster>
        <ButtonLink href={view.href(servicePath(serviceId, `/vorschau/${first}`))} icon="plus" variant="secondary">
          {say(view, "Formular ausprobieren", "Try the form")}
        </ButtonLink>
      </Cluster>
      {samples.length === 0 ? (
        <Empty title={say(view, "Noch keine Probe", "No sample yet")} icon="list">
          <p>
            {say(
              view,
              "Füllen Sie das Formular aus. Auf der letzten Seite können Sie die Antworten als Probe behalten.",
              "Fill in the form. On the last page you can keep the answers as a sample.",
            )}
          </p>
        </Empty>
      ) : (
        <Table
          caption={say(view, "Proben", "Samples")}
          captionHidden
          columns={[
            { key: "name", label: say(view, "Probe", "Sample"), rowHeader: true },
            { key: "expected", label: say(view, "Soll", "Expected") },
            { key: "result", label: say(view, "Ergebnis", "Result") },
            { key: "tools", label: say(view, "Ändern", "Change"), labelHidden: true },
          ]}
          rows={samples.map((sample) => {
            const result = byId.get(sample.sampleId);
            return {
              key: sample.sampleId,
              cells: {
                name: sample.name,
                expected:
                  sample.expected.kind === "accepted"
                    ? say(view, "angenommen", "accepted")
                    : say(
                        view,
                        `Fehler bei: ${sample.expected.paths.join(", ")}`,
                        `mistakes at: ${sample.expected.paths.join(", ")}`,
                      ),
                result: result === undefined ? "–" : <SampleOutcome view={view} result={result} />,
                tools: (
                  <SampleTools
                    view={view}
                    shown={shown}
                    sample={sample}
                    first={first}
                    failed={result?.passed === false}
                  />
                ),
              },
            };
          })}
        />
      )}
    </ServiceFrame>
  );
}

function SampleTools(props: {
  view: ViewContext;
  shown: Shown;
  sample: Sample;
  first: string;
  failed: boolean;
}): JSX.Element {
  const { view, shown, sample } = props;
  const { serviceId } = shown.version;
  return (
    <Cluster gap="xs">
      <ButtonLink
        href={view.href(servicePath(serviceId, `/vorschau/${props.first}?probe=${sample.sampleId}`))}
        variant="tertiary"
      >
        {say(view, "Öffnen", "Open")}
      </ButtonLink>
      {shown.editable ? (
        <Form view={view} action={view.href(servicePath(serviceId, `/proben/${sample.sampleId}`))} class="inline">
          <Seen version={shown.version} />
          {props.failed ? (
            <SubmitButton variant="tertiary" name="_aktion" value="erwarten">
              {say(view, "Dieses Ergebnis ab jetzt erwarten", "Expect this result from now on")}
            </SubmitButton>
          ) : null}
          <SubmitButton variant="tertiary" name="_aktion" value="loeschen" icon="trash">
            {say(view, "Löschen …", "Delete …")}
          </SubmitButton>
        </Form>
      ) : null}
    </Cluster>
  );
}

/** Asks before a sample is deleted. */
export function DeleteSamplePage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly sample: Sample;
}): JSX.Element {
  const { view, shown, sample } = props;
  const { serviceId } = shown.version;
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="proben"
      title={say(view, `Probe „${sample.name}“ löschen?`, `Delete sample “${sample.name}”?`)}
    >
      <Form view={view} action={view.href(servicePath(serviceId, `/proben/${sample.sampleId}`))}>
        <Seen version={shown.version} />
        <Actions>
          <SubmitButton variant="danger" name="_aktion" value="wirklich-loeschen">
            {say(view, "Löschen", "Delete")}
          </SubmitButton>
          <ButtonLink href={view.href(servicePath(serviceId, "/proben"))} variant="tertiary">
            {say(view, "Abbrechen", "Cancel")}
          </ButtonLink>
        </Actions>
      </Form>
    </ServiceFrame>
  );
}
