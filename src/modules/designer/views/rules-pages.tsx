import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Badge,
  ButtonLink,
  Checkbox,
  Empty,
  Facts,
  Form,
  Link,
  Prose,
  Radios,
  Select,
  Sidebar,
  SubmitButton,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Nameable } from "../model/condition.ts";
import type { Mistakes, Typed } from "../model/element-form.ts";
import type { ProseRule } from "../model/prose-rule.ts";
import type { Step } from "../model/service.ts";
import { ConditionFields } from "./condition-fields.tsx";
import { BothLanguages } from "./element-page.tsx";
import { Seen, ServiceFrame, type Shown } from "./frame.tsx";
import { inView, say, servicePath } from "./say.ts";

function State(props: { view: ViewContext; rule: ProseRule }): JSX.Element {
  const { view, rule } = props;
  const on = rule.on === undefined ? "" : formatDayShort(dayInBerlin(new Date(rule.on)), view.language);
  if (rule.state === "open") return <Badge tone="warning">{say(view, "offen", "open")}</Badge>;
  const by = rule.by ?? say(view, "der Herkunft", "the origin");
  return (
    <Badge tone="success" icon="check">
      {rule.state === "formalised"
        ? say(view, `formalisiert von ${by} am ${on}`, `formalised by ${by} on ${on}`)
        : say(view, `nicht nötig, sagt ${by} am ${on}`, `not needed, says ${by} on ${on}`)}
    </Badge>
  );
}

/** The rules that stand in the schema as prose, the open ones first. */
export function RulesPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly done?: string;
}): JSX.Element {
  const { view, shown } = props;
  const { serviceId, rules } = shown.version;
  const sorted = rules
    .map((rule, index) => ({ rule, index }))
    .sort((a, b) => Number(a.rule.state !== "open") - Number(b.rule.state !== "open"));
  return (
    <ServiceFrame view={view} shown={shown} tab="regeln" done={props.done}>
      {rules.length === 0 ? (
        <Empty title={say(view, "Keine Regeln aus einem Datenschema", "No rules of a data schema")} icon="list">
          <p>
            {say(
              view,
              "Lesen Sie ein Datenschema ein, stehen hier die Sätze daraus, die noch niemand als Prüfung ausgedrückt hat.",
              "When you read a data schema, its sentences stand here until somebody has expressed them as checks.",
            )}
          </p>
          <p>
            {say(
              view,
              "Eigene Prüfungen legen Sie am Feld an: Wählen Sie es unter „Formular“ und öffnen Sie „Berechnen, prüfen, Schlüssel“.",
              "Checks of your own belong to a field: choose it under “Form” and open “Compute, check, key”.",
            )}
          </p>
        </Empty>
      ) : (
        <Table
          caption={say(view, "Regeln", "Rules")}
          captionHidden
          keyboard
          columns={[
            { key: "name", label: say(view, "Regel", "Rule"), rowHeader: true },
            { key: "text", label: say(view, "Text", "Text") },
            { key: "state", label: say(view, "Zustand", "State") },
          ]}
          rows={sorted.map(({ rule, index }) => ({
            key: `${rule.ruleId}-${index}`,
            cells: {
              name: (
                <Link href={view.href(servicePath(serviceId, `/regeln/${index}`))}>
                  {rule.name === "" ? rule.ruleId : rule.name}
                </Link>
              ),
              text: rule.text.length > 200 ? `${rule.text.slice(0, 200)} …` : rule.text,
              state: <State view={view} rule={rule} />,
            },
          }))}
        />
      )}
    </ServiceFrame>
  );
}

/** One rule: its prose, and beside it the check that is made of it. */
export function RulePage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly rule: ProseRule;
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly typed: Typed;
  readonly mistakes: Mistakes;
  /** Places of the form that it speaks of, as people find them. */
  readonly places: readonly string[];
  /** What can be compared where the message stands. */
  readonly fields: readonly Nameable[];
  readonly targets: readonly { readonly value: string; readonly label: string }[];
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean };
}): JSX.Element {
  const { view, shown, rule, typed, mistakes } = props;
  const { serviceId } = shown.version;
  const inputs = { view, typed, mistakes };
  const targetMistake = mistakes.feld;
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="regeln"
      title={rule.name === "" ? rule.ruleId : rule.name}
      mistakes={mistakes}
      conflict={props.conflict}
    >
      <Sidebar
        sideFirst
        side={
          <Prose>
            <h2 class="h3">{say(view, "So steht es im Schema", "As the schema says")}</h2>
            {rule.text.split(/\n+/).map((line, index) => (
              <p key={`${index}`}>{line}</p>
            ))}
            <Facts
              look="plain"
              rows={[
                { term: say(view, "Kennung", "Id"), value: rule.ruleId },
                { term: say(view, "Zustand", "State"), value: <State view={view} rule={rule} /> },
              ]}
            />
          </Prose>
        }
      >
        {shown.editable ? (
          <Form view={view} action={view.href(servicePath(serviceId, `/regeln/${props.index}`))}>
            <Seen version={shown.version} />
            <Radios
              view={view}
              name="zustand"
              legend={say(view, "Was wird aus der Regel?", "What becomes of the rule?")}
              options={[
                { value: "formalised", label: say(view, "Eine Prüfung im Formular", "A check in the form") },
                {
                  value: "not-needed",
                  label: say(
                    view,
                    "Nichts: Das Formular stellt es schon sicher",
                    "Nothing: the form makes sure of it already",
                  ),
                },
                { value: "open", label: say(view, "Noch offen", "Still open") },
              ]}
              value={typed.zustand ?? "open"}
            />
            <div class="stack stack--m" data-shown-by="zustand=formalised">
              <Select
                view={view}
                name="feld"
                label={say(view, "Die Meldung steht bei", "The message stands at")}
                options={props.targets}
                value={typed.feld ?? ""}
                {...(targetMistake === undefined ? {} : { error: inView(view, targetMistake) })}
              />
              {props.places.length < 2 ? null : (
                <Checkbox
                  view={view}
                  name="ueberall"
                  label={say(
                    view,
                    `An allen ${props.places.length} Stellen, für die der Satz gilt`,
                    `In all ${props.places.length} places that the sentence is about`,
                  )}
                  hint={`${props.places.join("; ")}. ${say(
                    view,
                    "Namen in FEEL zählen dann von der Stelle aus.",
                    "Names in FEEL then count from the place.",
                  )}`}
                  checked={typed.ueberall === "ja"}
                />
              )}
              <ConditionFields
                {...inputs}
                name="richtig"
                legend={say(view, "Richtig sind die Antworten, wenn …", "The answers are right where …")}
                how={say(view, "Wie legen Sie es fest?", "How do you set it?")}
                fields={props.fields}
                feel={{
                  label: say(view, "Richtig sind die Antworten, wenn (FEEL)", "The answers are right where (FEEL)"),
                  hint: say(
                    view,
                    "Zum Beispiel: betrieb.vollzeit != null. Die Namen stehen oben in Klammern; in einer wiederholbaren Gruppe und bei mehreren Stellen ist value der eingegebene Wert.",
                    "For example: betrieb.vollzeit != null. Names stand above in brackets; in a repeatable group and with several places value is what was typed.",
                  ),
                }}
              />
              <BothLanguages
                {...inputs}
                name="meldung"
                label={say(view, "Meldung, wenn es nicht stimmt", "Message where it is not so")}
                long
              />
            </div>
            <Actions>
              <SubmitButton>{say(view, "Speichern", "Save")}</SubmitButton>
              <ButtonLink href={view.href(servicePath(serviceId, "/regeln"))} variant="tertiary">
                {say(view, "Zu den Regeln", "To the rules")}
              </ButtonLink>
            </Actions>
          </Form>
        ) : (
          <Facts
            rows={[
              { term: "FEEL", value: rule.feel === undefined ? "–" : <code>{rule.feel}</code> },
              {
                term: say(view, "Meldung", "Message"),
                value: rule.message === undefined ? "–" : inView(view, rule.message),
              },
            ]}
          />
        )}
      </Sidebar>
    </ServiceFrame>
  );
}
