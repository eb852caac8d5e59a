import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Checkbox,
  Empty,
  Form,
  Link,
  Prose,
  Section,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { elementLabel } from "../model/expressions.ts";
import type { OpenKind } from "../model/import-report.ts";
import type { OpenPlace } from "../model/open-places.ts";
import { find } from "../model/tree.ts";
import { Seen, ServiceFrame, type Shown } from "./frame.tsx";
import { elementPath, inView, say, servicePath } from "./say.ts";

const titles: Readonly<Record<OpenKind, { readonly de: string; readonly en: string }>> = {
  rule: { de: "Regeln", en: "Rules" },
  "code-list": { de: "Codelisten, die fehlen", en: "Code lists that are missing" },
  pattern: { de: "Muster, die sich nicht prüfen lassen", en: "Patterns that cannot be checked" },
  cardinality: { de: "Häufigkeiten", en: "Cardinalities" },
  datatype: { de: "Datentypen", en: "Datatypes" },
  precision: { de: "Längen und Grenzen", en: "Lengths and bounds" },
  "duplicate-id": { de: "Gleiche Kennung, anderer Inhalt", en: "Same id, different content" },
  "static-text": { de: "Texte ohne Inhalt", en: "Texts without content" },
  "hidden-field": { de: "Felder, die nur das Amt sieht", en: "Fields that only the office sees" },
  "unknown-content": { de: "Was der Standard nicht kennt", en: "What the standard does not know" },
  mistake: { de: "Gegen den Standard", en: "Against the standard" },
  "page-text": { de: "Texte der Seite", en: "Texts of the page" },
  records: { de: "Akte und Namen", en: "Filing and names" },
  translation: { de: "Übersetzung", en: "Translation" },
};

/** Where a point that belongs to no place of the form is put right. */
const pages: Readonly<Partial<Record<OpenKind, string>>> = {
  "page-text": "/angaben",
  records: "/angaben",
  translation: "/texte",
};

/** Name of the box of one point. */
export const boxOf = (index: number): string => `stelle_${index}`;

function WhereTo(props: { view: ViewContext; shown: Shown; place: OpenPlace }): JSX.Element | null {
  const { view, shown, place } = props;
  const { serviceId, definition } = shown.version;
  const element = place.address === undefined ? undefined : find(definition.online.form, place.address)?.element;
  if (place.address !== undefined && element !== undefined)
    return (
      <Link href={view.href(elementPath(serviceId, place.address))}>
        {say(view, `Zu „${inView(view, elementLabel(element))}“`, `To “${inView(view, elementLabel(element))}”`)}
      </Link>
    );
  const path = pages[place.point.kind];
  return path === undefined ? null : (
    <Link href={view.href(servicePath(serviceId, path))}>
      {path === "/texte" ? say(view, "Zu den Texten", "To the texts") : say(view, "Zu den Angaben", "To the settings")}
    </Link>
  );
}

function settledText(view: ViewContext, { point }: OpenPlace): string | undefined {
  const { settled } = point;
  if (settled === undefined) return undefined;
  const day = formatDayShort(dayInBerlin(new Date(settled.on)), view.language);
  return say(view, `gesehen von ${settled.by} am ${day}`, `seen to by ${settled.by} on ${day}`);
}

/** What of an imported schema needs a person, by kind, each with the way to its place and a box to tick. */
export function OpenPlacesPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly places: readonly OpenPlace[];
  /** Fields whose code list has come meanwhile. */
  readonly connectable: number;
  readonly mayUploadLists: boolean;
  readonly done?: string;
}): JSX.Element {
  const { view, shown, places, connectable } = props;
  const { serviceId } = shown.version;
  const byKind = [...Map.groupBy(places, ({ point }) => point.kind)];
  const missing = places.some(({ point, isDone }) => point.kind === "code-list" && !isDone);
  const settled = places.filter(({ point }) => point.settled !== undefined).map(({ index }) => index);
  const times = (count: number): string => say(view, `An ${count} Stellen gleich.`, `The same in ${count} places.`);
  const sections = byKind.map(([kind, of]) => (
    <Section key={kind} title={inView(view, titles[kind])}>
      <Stack gap="m">
        {of.map((place) => {
          const { index, point, isDone } = place;
          const hint = [point.times === undefined ? "" : times(point.times), settledText(view, place) ?? ""]
            .filter((part) => part !== "")
            .join(" ");
          const text = inView(view, point.text);
          return (
            <div key={`${index}`} class="open-place">
              {isDone && point.settled === undefined ? (
                <p>
                  {text}{" "}
                  <strong>{say(view, "Erledigt: Die Liste ist angeschlossen.", "Done: the list is connected.")}</strong>
                </p>
              ) : shown.editable ? (
                <Checkbox
                  view={view}
                  name={boxOf(index)}
                  label={text}
                  checked={isDone}
                  {...(hint === "" ? {} : { hint })}
                />
              ) : (
                <p>
                  {text} {hint}
                </p>
              )}
              <WhereTo view={view} shown={shown} place={place} />
            </div>
          );
        })}
      </Stack>
    </Section>
  ));
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="uebersicht"
      title={say(view, "Was nach dem Einlesen offen ist", "What is open after the import")}
      done={props.done}
    >
      {connectable === 0 || !shown.editable ? null : (
        <Alert
          tone="info"
          title={say(
            view,
            connectable === 1
              ? "Die Codeliste für ein Feld ist jetzt da"
              : `Codelisten für ${connectable} Felder sind jetzt da`,
            connectable === 1
              ? "The code list of one field is there now"
              : `Code lists of ${connectable} fields are there now`,
          )}
        >
          <p>
            {say(
              view,
              "Bisher wird dort frei eingegeben. Sind sie angeschlossen, wird ausgewählt.",
              "People type freely there so far. Once connected, they choose.",
            )}
          </p>
          <Form view={view} action={view.href(servicePath(serviceId, "/codelisten-anschliessen"))}>
            <Seen version={shown.version} />
            <SubmitButton>{say(view, "Codelisten anschließen", "Connect code lists")}</SubmitButton>
          </Form>
        </Alert>
      )}
      {missing && props.mayUploadLists ? (
        <Prose>
          <p>
            {say(view, "Fehlende Codelisten laden Sie hier hoch: ", "Upload missing code lists here: ")}
            <Link href={view.href("/amt/codelisten")}>{say(view, "Codelisten", "Code lists")}</Link>.{" "}
            {say(view, "Danach schließen Sie sie auf dieser Seite an.", "Then connect them on this page.")}
          </p>
        </Prose>
      ) : null}
      {shown.openRules === 0 ? null : (
        <p>
          <Link href={view.href(servicePath(serviceId, "/regeln"))}>
            {say(
              view,
              shown.openRules === 1 ? "Eine Regel ist noch offen" : `${shown.openRules} Regeln sind noch offen`,
              shown.openRules === 1 ? "One rule is still open" : `${shown.openRules} rules are still open`,
            )}
          </Link>
        </p>
      )}
      {places.length === 0 ? (
        <Empty title={say(view, "Sonst ist nichts offen", "Nothing else is open")} icon="check" />
      ) : shown.editable ? (
        <Form view={view} action={view.href(servicePath(serviceId, "/offene-stellen"))}>
          <Seen version={shown.version} />
          <input type="hidden" name="waren" value={settled.join(" ")} />
          <Stack gap="l">
            <p>{say(view, "Haken Sie ab, was Sie angesehen haben.", "Tick what you have looked at.")}</p>
            {sections}
            <Actions>
              <SubmitButton>{say(view, "Häkchen speichern", "Save ticks")}</SubmitButton>
            </Actions>
          </Stack>
        </Form>
      ) : (
        <Stack gap="l">{sections}</Stack>
      )}
    </ServiceFrame>
  );
}
