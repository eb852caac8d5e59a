import type { ComponentChildren, JSX } from "preact";
import {
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  DeskPage,
  ErrorSummary,
  Form,
  fieldId,
  Link,
  Stack,
  SubmitButton,
  Tabs,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { deskNav } from "../../accounts/index.ts";
import type { Mistakes } from "../model/element-form.ts";
import type { FeelFault } from "../model/expressions.ts";
import type { ServiceVersion, Step } from "../model/service.ts";
import { deedText, inView, say, servicePath } from "./say.ts";

/** What every page of one service knows of it. */
export interface Shown {
  readonly version: ServiceVersion;
  /** It is a draft, and this person may change it. */
  readonly editable: boolean;
  readonly mayDesign: boolean;
  readonly mayPublish: boolean;
  readonly openRules: number;
}

export type Tab = "uebersicht" | "formular" | "regeln" | "texte" | "angaben" | "proben" | "fassungen";

export function StateBadge(props: { view: ViewContext; version: ServiceVersion }): JSX.Element {
  const { view, version } = props;
  const number = say(view, `Fassung ${version.version}`, `Version ${version.version}`);
  if (version.state === "published")
    return (
      <Badge tone="success" icon="check">
        {number}: {say(view, "veröffentlicht", "published")}
      </Badge>
    );
  if (version.state === "withdrawn")
    return (
      <Badge tone="warning" icon="close">
        {number}: {say(view, "zurückgezogen", "withdrawn")}
      </Badge>
    );
  return (
    <Badge tone="info" icon="edit">
      {number}:{" "}
      {version.submitted === undefined
        ? say(view, "Entwurf", "draft")
        : say(view, "wartet auf eine zweite Person", "waits for a second person")}
    </Badge>
  );
}

/** What others did since somebody opened the page. */
export function ChangedMeanwhile(props: { view: ViewContext; steps: readonly Step[]; kept: boolean }): JSX.Element {
  const { view, steps } = props;
  return (
    <Alert tone="warning" role="alert" title={say(view, "Jemand war schneller", "Somebody was faster")}>
      <p>
        {say(
          view,
          "Seit Sie die Seite geöffnet haben, wurde dieser Dienst geändert:",
          "This service was changed after you opened the page:",
        )}
      </p>
      <ul>
        {steps.map((step) => (
          <li key={step.step}>
            {inView(view, step.what)} ({deedText(view, step)})
          </li>
        ))}
      </ul>
      <p>
        {props.kept
          ? say(
              view,
              "Was Sie eingegeben haben, steht noch unten. Prüfen Sie es und speichern Sie noch einmal.",
              "What you typed is still below. Check it and save again.",
            )
          : say(
              view,
              "Sie sehen jetzt den neuen Stand. Wiederholen Sie Ihren Schritt, wenn er noch passt.",
              "You see the new state now. Repeat your step if it still fits.",
            )}
      </p>
    </Alert>
  );
}

/** A page of one service: its name and state, its tabs, and beside it a preview where there is one. */
export function ServiceFrame(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly tab: Tab;
  readonly title?: string;
  readonly mistakes?: Mistakes | undefined;
  readonly done?: string | undefined;
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean } | undefined;
  readonly preview?: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { view, shown, tab, mistakes = {} } = props;
  const { version } = shown;
  const { serviceId } = version;
  const name = inView(view, version.definition.title);
  const errors = Object.entries(mistakes).map(([input, message]) => ({
    id: fieldId(input),
    message: inView(view, message),
  }));
  const tabs: readonly (readonly [Tab, string, string, number?])[] = [
    ["uebersicht", "", say(view, "Übersicht", "Overview")],
    ["formular", "/formular", say(view, "Formular", "Form")],
    ["regeln", "/regeln", say(view, "Regeln", "Rules"), shown.openRules === 0 ? undefined : shown.openRules] as never,
    ["texte", "/texte", say(view, "Texte", "Texts")],
    ["angaben", "/angaben", say(view, "Angaben", "Settings")],
    ["proben", "/proben", say(view, "Proben", "Samples")],
    ["fassungen", "/fassungen", say(view, "Fassungen", "Versions")],
  ];
  return (
    <DeskPage
      view={view}
      title={props.title === undefined ? name : `${props.title} – ${name}`}
      titleHidden
      nav={deskNav(view, "dienste")}
      hasErrors={errors.length > 0}
      script="dienste.js"
      {...(props.preview === undefined
        ? {}
        : {
            panes: [
              {
                label: say(view, "Vorschau", "Preview"),
                content: <PreviewPane view={view} serviceId={serviceId} address={props.preview} />,
              },
            ],
          })}
    >
      <Stack gap="m">
        <Cluster justify="between">
          <Link class="back" href={view.href("/amt/dienste")}>
            {say(view, "Alle Dienste", "All services")}
          </Link>
          <StateBadge view={view} version={version} />
        </Cluster>
        <h1 class="h1">{props.title ?? name}</h1>
        {props.title === undefined ? null : <p class="eyebrow">{name}</p>}
        <Tabs
          label={say(view, "Teile des Dienstes", "Parts of the service")}
          items={tabs.map(([key, path, label, count]) => ({
            href: view.href(servicePath(serviceId, path)),
            label,
            current: key === tab,
            ...(count === undefined ? {} : { count }),
          }))}
        />
        <ErrorSummary view={view} errors={errors} />
        {props.done === undefined ? null : <Alert tone="success" role="status" title={props.done} />}
        {props.conflict === undefined ? null : <ChangedMeanwhile view={view} {...props.conflict} />}
        {shown.editable || !["formular", "regeln", "texte", "angaben", "proben"].includes(tab) ? null : (
          <NotADraft view={view} shown={shown} />
        )}
        {props.children}
      </Stack>
    </DeskPage>
  );
}

function NotADraft(props: { view: ViewContext; shown: Shown }): JSX.Element {
  const { view, shown } = props;
  const { version } = shown;
  return (
    <Alert tone="info" title={say(view, "Nur zum Lesen", "For reading only")}>
      <p>
        {version.state === "draft"
          ? say(
              view,
              "Ändern dürfen Sie hier nichts: Dafür braucht es die Aufgabe „Dienste gestalten“.",
              "You may not change anything here: that takes the duty “design services”.",
            )
          : say(
              view,
              "Diese Fassung ist fertig und bleibt, wie sie ist. Zum Ändern beginnen Sie eine neue.",
              "This version is done and stays as it is. To change something, begin a new one.",
            )}
      </p>
      {version.state !== "draft" && shown.mayDesign ? (
        <Form view={view} action={view.href(servicePath(version.serviceId, "/neue-fassung"))} class="inline">
          <SubmitButton variant="secondary" icon="edit">
            {say(view, "Neue Fassung beginnen", "Begin a new version")}
          </SubmitButton>
        </Form>
      ) : null}
    </Alert>
  );
}

/** The form as citizens see it, in the width of a phone; the page of the preview itself works without script. */
function PreviewPane(props: { view: ViewContext; serviceId: string; address: string }): JSX.Element {
  const { view, serviceId, address } = props;
  const href = view.href(servicePath(serviceId, `/vorschau/${address}`));
  return (
    <Stack gap="s">
      <div class="pane__head">
        <h2 class="h3">{say(view, "Vorschau", "Preview")}</h2>
        <ButtonLink href={href} variant="tertiary" icon="external">
          {say(view, "Als ganze Seite", "As a whole page")}
        </ButtonLink>
      </div>
      <div class="preview" data-preview>
        <fieldset class="preview__size" data-preview-size hidden>
          <legend class="vh">{say(view, "Breite der Vorschau", "Width of the preview")}</legend>
          <label>
            <input type="radio" name="breite" value="telefon" checked /> {say(view, "Telefon", "Phone")}
          </label>
          <label>
            <input type="radio" name="breite" value="schreibtisch" /> {say(view, "Schreibtisch", "Desk")}
          </label>
        </fieldset>
        <iframe
          class="preview__frame"
          src={href}
          title={say(view, "Vorschau des Formulars", "Preview of the form")}
          data-preview-frame
        />
      </div>
    </Stack>
  );
}

/** FEEL with the character marked at which it is not understood. */
export function FeelMark(props: { view: ViewContext; fault: FeelFault }): JSX.Element {
  const { view } = props;
  const { source, position } = props.fault;
  const rest = source.slice(position);
  const word = /^(\s*\S{1,20}|\s+)/u.exec(rest)?.[0] ?? "";
  return (
    <p class="feel">
      <code>
        {source.slice(0, position)}
        <mark>{word.trim() === "" ? say(view, "▲ hier fehlt etwas", "▲ something is missing here") : word}</mark>
        {rest.slice(word.length)}
      </code>
    </p>
  );
}

/** The state that a form was made from: the second of two people is told what the first did. */
export function Seen(props: { version: ServiceVersion }): JSX.Element {
  return <input type="hidden" name="stand" value={String(props.version.rowVersion)} />;
}
