import type { ComponentChildren, JSX } from "preact";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  Empty,
  Form,
  Icon,
  type IconName,
  Link,
  Prose,
  Select,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Element, Section as FormSection } from "../../forms/index.ts";
import type { Mistakes } from "../model/element-form.ts";
import { type Expression, elementLabel } from "../model/expressions.ts";
import type { Problem } from "../model/problems.ts";
import type { Step } from "../model/service.ts";
import { type Address, isRepeatable, partOf } from "../model/tree.ts";
import { purposeWords, typeWords } from "../model/words.ts";
import { FeelMark, Seen, ServiceFrame, type Shown } from "./frame.tsx";
import { elementPath, inView, say, servicePath } from "./say.ts";

/** Ids of HTML from addresses: pages are linked to the place that was worked on. */
export function anchorOf(address: Address): string {
  return `ort-${address.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
}

const icons: Readonly<Record<Element["kind"] | "section", IconName>> = {
  field: "edit",
  group: "list",
  note: "info",
  section: "file",
};

interface TreeProps {
  readonly view: ViewContext;
  readonly serviceId: string;
  readonly editable: boolean;
  readonly selected: Address | undefined;
  readonly faulty: ReadonlySet<string>;
}

function Marks(props: { view: ViewContext; element: Element }): JSX.Element {
  const { view, element } = props;
  return (
    <>
      {element.kind === "field" ? <span class="tree__kind">{inView(view, typeWords[element.type])}</span> : null}
      {element.kind === "group" && isRepeatable(element) ? (
        <Badge>{say(view, `bis ${element.max} mal`, `up to ${element.max} times`)}</Badge>
      ) : null}
      {element.kind === "field" && element.required === false ? (
        <Badge>{say(view, "freiwillig", "optional")}</Badge>
      ) : null}
      {element.kind === "field" && element.computed !== undefined ? (
        <Badge>{say(view, "berechnet", "computed")}</Badge>
      ) : null}
      {element.when === undefined ? null : <Badge>{say(view, "bedingt", "conditional")}</Badge>}
    </>
  );
}

function Row(
  props: TreeProps & {
    address: Address;
    kind: Element["kind"] | "section";
    label: string;
    children?: ComponentChildren;
  },
): JSX.Element {
  const { view, address, label } = props;
  const id = anchorOf(address);
  return (
    <div class="tree__row">
      {props.editable ? (
        <input
          type="radio"
          id={id}
          name="ort"
          value={address}
          checked={props.selected === address}
          aria-label={label}
        />
      ) : null}
      <Icon name={icons[props.kind]} size="s" />
      <Link href={view.href(elementPath(props.serviceId, address))}>{label}</Link>
      {props.faulty.has(address) ? (
        <Badge tone="error" icon="error">
          {say(view, "Fehler", "mistake")}
        </Badge>
      ) : null}
      {props.children}
    </div>
  );
}

function Elements(props: TreeProps & { container: Address; elements: readonly Element[] }): JSX.Element {
  const { view, container, elements } = props;
  return (
    <ul class="tree__list" data-container={container}>
      {elements.map((element, index) => {
        const address = `${container}/${partOf(element, index)}`;
        const text = inView(view, elementLabel(element));
        const label = text.length > 90 ? `${text.slice(0, 90)} …` : text;
        return (
          <li key={address} class={`tree__item tree__item--${element.kind}`} data-address={address}>
            <Row {...props} address={address} kind={element.kind} label={label === "" ? partOf(element, index) : label}>
              <Marks view={view} element={element} />
            </Row>
            {element.kind === "group" ? <Elements {...props} container={address} elements={element.elements} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

function Toolbar(props: { view: ViewContext; mistakes: Mistakes; name: string; kind: string }): JSX.Element {
  const { view, mistakes } = props;
  const nameMistake = mistakes.name;
  const step = (value: string, de: string, en: string, icon?: IconName) => (
    <SubmitButton variant="secondary" name="_aktion" value={value} {...(icon === undefined ? {} : { icon })}>
      {say(view, de, en)}
    </SubmitButton>
  );
  return (
    <div class="tree__tools">
      <p class="field__hint">
        {say(
          view,
          "Wählen Sie unten eine Seite, eine Gruppe oder ein Feld. Mit der Maus können Sie auch ziehen.",
          "Choose a page, a group or a field below. With a mouse you can drag, too.",
        )}
      </p>
      <Cluster gap="xs">
        {step("hoch", "Nach oben", "Up")}
        {step("runter", "Nach unten", "Down")}
        {step("hinein", "In die Gruppe", "Into the group")}
        {step("hinaus", "Aus der Gruppe", "Out of the group")}
        {step("bearbeiten", "Bearbeiten", "Edit", "edit")}
        {step("entfernen", "Entfernen …", "Remove …", "trash")}
      </Cluster>
      <Cluster gap="s">
        <Select
          view={view}
          name="was"
          label={say(view, "Hinzufügen", "Add")}
          emptyLabel={null}
          width="medium"
          value={props.kind}
          options={[
            { value: "feld", label: say(view, "Feld", "Field") },
            { value: "gruppe", label: say(view, "Gruppe", "Group") },
            { value: "hinweis", label: say(view, "Hinweistext", "Note") },
            { value: "seite", label: say(view, "Seite", "Page") },
          ]}
        />
        <TextField
          view={view}
          name="name"
          label={say(view, "Name oder Frage", "Name or question")}
          value={props.name}
          maxlength={200}
          {...(nameMistake === undefined ? {} : { error: inView(view, nameMistake) })}
        />
        <SubmitButton variant="secondary" icon="plus" name="_aktion" value="hinzufuegen">
          {say(view, "Hinzufügen", "Add")}
        </SubmitButton>
      </Cluster>
    </div>
  );
}

/** All that keeps a service back, each with the way to its place. */
export function ProblemList(props: {
  view: ViewContext;
  serviceId: string;
  problems: readonly Problem[];
}): JSX.Element {
  const { view, problems } = props;
  return (
    <ul class="problems">
      {problems.slice(0, 100).map((problem, index) => (
        <li key={`${index}`}>
          <Link
            href={view.href(
              problem.address === undefined
                ? servicePath(props.serviceId, "/angaben")
                : elementPath(props.serviceId, problem.address),
            )}
          >
            {inView(view, problem.where)}
          </Link>
          : {inView(view, problem.text)}
          {problem.feel === undefined ? null : <FeelMark view={view} fault={problem.feel} />}
        </li>
      ))}
    </ul>
  );
}

/** The form as a tree: pages, groups, fields and notes; moved by buttons, by keys, and by dragging. */
export function TreePage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly selected?: Address;
  readonly problems: readonly Problem[];
  readonly undo: Step | undefined;
  readonly mistakes?: Mistakes;
  readonly name?: string;
  readonly kind?: string;
  readonly fault?: string;
  readonly done?: string;
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean };
}): JSX.Element {
  const { view, shown, problems } = props;
  const { serviceId, definition } = shown.version;
  const { sections } = definition.online.form;
  const selectedPage = props.selected?.split("/")[0] ?? sections[0]?.key ?? "";
  const tree: TreeProps = {
    view,
    serviceId,
    editable: shown.editable,
    selected: props.selected,
    faulty: new Set(problems.flatMap(({ address }) => (address === undefined ? [] : [address]))),
  };
  const list = (
    <ol class="tree" data-tree aria-label={say(view, "Seiten des Formulars", "Pages of the form")}>
      {sections.map((section: FormSection) => (
        <li key={section.key} class="tree__item tree__item--section" data-address={section.key}>
          <Row {...tree} address={section.key} kind="section" label={inView(view, section.title)}>
            {section.when === undefined ? null : <Badge>{say(view, "bedingt", "conditional")}</Badge>}
          </Row>
          <Elements {...tree} container={section.key} elements={section.elements} />
        </li>
      ))}
    </ol>
  );
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="formular"
      preview={selectedPage}
      mistakes={props.mistakes}
      done={props.done}
      conflict={props.conflict}
    >
      {props.fault === undefined ? null : <Alert tone="error" role="alert" title={props.fault} />}
      {problems.length === 0 ? null : (
        <details class="more">
          <summary>
            {say(
              view,
              problems.length === 1
                ? "Eine Stelle steht dem Veröffentlichen im Weg"
                : `${problems.length} Stellen stehen dem Veröffentlichen im Weg`,
              problems.length === 1
                ? "One place stands in the way of publishing"
                : `${problems.length} places stand in the way of publishing`,
            )}
          </summary>
          <ProblemList view={view} serviceId={serviceId} problems={problems} />
        </details>
      )}
      {sections.length === 0 ? <Empty title={say(view, "Noch keine Seite", "No page yet")} icon="file" /> : null}
      {shown.editable ? (
        <>
          <UndoButton view={view} shown={shown} undo={props.undo} />
          <Form view={view} action={view.href(servicePath(serviceId, "/formular"))} id="baum">
            <Seen version={shown.version} />
            <input type="hidden" name="ziel" data-drop-container />
            <input type="hidden" name="platz" data-drop-index />
            <Toolbar view={view} mistakes={props.mistakes ?? {}} name={props.name ?? ""} kind={props.kind ?? "feld"} />
            {list}
          </Form>
        </>
      ) : (
        list
      )}
    </ServiceFrame>
  );
}

/** Takes back the last change. */
export function UndoButton(props: { view: ViewContext; shown: Shown; undo: Step | undefined }): JSX.Element | null {
  const { view, shown, undo } = props;
  if (undo === undefined || !shown.editable) return null;
  return (
    <Form view={view} action={view.href(servicePath(shown.version.serviceId, "/zuruecknehmen"))} class="inline">
      <Seen version={shown.version} />
      <SubmitButton variant="tertiary" icon="arrow-left">
        {`${say(view, "Zurücknehmen", "Take back")}: ${inView(view, undo.what)}`}
      </SubmitButton>
    </Form>
  );
}

/** Asks before something is removed, and says where it is used. */
export function RemovePage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly address: Address;
  readonly label: string;
  readonly kind: Element["kind"] | "section";
  /** Fields in it. */
  readonly fields: number;
  readonly uses: readonly Expression[];
}): JSX.Element {
  const { view, shown, address, uses } = props;
  const { serviceId } = shown.version;
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="formular"
      title={say(view, `„${props.label}“ entfernen?`, `Remove “${props.label}”?`)}
    >
      <Prose>
        {props.kind === "group" || props.kind === "section" ? (
          <p>
            {say(
              view,
              props.fields === 0
                ? "Darin sind keine Felder."
                : `${props.fields === 1 ? "Darin ist ein Feld. Es wird" : `Darin sind ${props.fields} Felder. Sie werden`} mit entfernt.`,
              props.fields === 0
                ? "It holds no fields."
                : props.fields === 1
                  ? "It holds one field. It goes with it."
                  : `It holds ${props.fields} fields. They go with it.`,
            )}
          </p>
        ) : null}
        <p>{say(view, "Sie können den Schritt danach zurücknehmen.", "You can take the step back afterwards.")}</p>
      </Prose>
      {uses.length === 0 ? null : <UsesAlert view={view} serviceId={serviceId} uses={uses} />}
      <Form view={view} action={view.href(servicePath(serviceId, "/formular"))}>
        <Seen version={shown.version} />
        <input type="hidden" name="ort" value={address} />
        <Actions>
          <SubmitButton variant="danger" icon="trash" name="_aktion" value="wirklich-entfernen">
            {say(view, "Entfernen", "Remove")}
          </SubmitButton>
          <ButtonLink
            href={view.href(servicePath(serviceId, `/formular?ort=${encodeURIComponent(address)}`))}
            variant="tertiary"
          >
            {say(view, "Abbrechen", "Cancel")}
          </ButtonLink>
        </Actions>
      </Form>
    </ServiceFrame>
  );
}

/** Where something is used in FEEL. */
export function UsesAlert(props: { view: ViewContext; serviceId: string; uses: readonly Expression[] }): JSX.Element {
  const { view, serviceId, uses } = props;
  return (
    <Alert tone="warning" title={say(view, "Wird hier verwendet", "It is used here")}>
      <ul>
        {uses.map((use, index) => (
          <li key={`${index}`}>
            {use.address === undefined ? (
              inView(view, use.label)
            ) : (
              <Link href={view.href(elementPath(serviceId, use.address))}>{inView(view, use.label)}</Link>
            )}
            : {inView(view, purposeWords[use.purpose])} (<code>{use.feel}</code>)
          </li>
        ))}
      </ul>
      <p>
        {say(
          view,
          "Wird es entfernt oder umbenannt, müssen diese Stellen geändert werden. Vorher lässt sich der Dienst nicht veröffentlichen.",
          "If it is removed or renamed, these places have to be changed. Before that the service cannot be published.",
        )}
      </p>
    </Alert>
  );
}
