import type { JSX } from "preact";
import { formatInstant } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  ButtonLink,
  DeskPage,
  Empty,
  Facts,
  Form,
  Link,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { ShownAction } from "../actions/registry-actions.ts";
import type { Teilakte } from "../model/akte.ts";
import type { PlanUnit } from "../model/aktenplan.ts";
import { mostCharacters } from "../model/dokument.ts";
import { mostTicked, type RegistryReport, type RegistryVerb, type WishPreview } from "../model/registry-action.ts";
import type { KeptAction } from "../store/index.ts";
import { unitOptions } from "./akte-forms.tsx";
import { cancelTo, FormPage, field, type PageProps, type Typed } from "./form-page.tsx";
import { doWords, refusalWords, verbWords, willWords, words } from "./registry-wording.ts";
import { wording } from "./wording.ts";

/** What was ticked, as the pages carry it along. */
export interface TickedFields {
  readonly verb: RegistryVerb;
  readonly akte: readonly string[];
  readonly vorgang: readonly string[];
  readonly dokument: readonly string[];
  /** Where somebody comes back to. */
  readonly from: string;
}

function HiddenTicks(props: { readonly ticked: TickedFields }): JSX.Element {
  const { ticked } = props;
  return (
    <>
      <input type="hidden" name="tun" value={ticked.verb} />
      <input type="hidden" name="von" value={ticked.from} />
      {(["akte", "vorgang", "dokument"] as const).flatMap((name) =>
        ticked[name].map((id) => <input key={id} type="hidden" name={name} value={id} />),
      )}
    </>
  );
}

function TargetFields(props: {
  readonly view: ViewContext;
  readonly verb: RegistryVerb;
  readonly typed: Typed;
  readonly plan: readonly PlanUnit[];
  readonly teilakten: readonly Teilakte[];
}): JSX.Element {
  const { view, verb, typed, plan } = props;
  const { language } = view;
  const unit = (
    <Select view={view} {...field(typed, "einheit")} label={wording.planUnit[language]} options={unitOptions(plan)} />
  );
  const place = (label: string, example: string) => (
    <TextField
      view={view}
      {...field(typed, "ziel")}
      label={label}
      hint={
        language === "de" ? `Zum Beispiel ${example}. Auch ein früheres.` : `For example ${example}. A former one, too.`
      }
      spellcheck={false}
      autocomplete="off"
    />
  );
  switch (verb) {
    case "akten-umziehen":
      return unit;
    case "akte-teilen":
      return (
        <>
          <TextField
            view={view}
            {...field(typed, "betreff")}
            label={language === "de" ? "Betreff der neuen Akte" : "Subject of the new file"}
            maxlength={mostCharacters.title}
          />
          {unit}
        </>
      );
    case "dokumente-verschieben":
      return place(
        language === "de" ? "Aktenzeichen des Vorgangs" : "Reference number of the case",
        "32.40-2026-00017/01",
      );
    case "verweise-anlegen":
      return (
        <>
          {place(language === "de" ? "Aktenzeichen der Akte" : "Reference number of the file", "32.40-2026-00017")}
          <TextField
            view={view}
            {...field(typed, "bemerkung")}
            label={words.note[language]}
            required={false}
            maxlength={mostCharacters.title}
          />
        </>
      );
    default:
      return (
        <>
          {place(language === "de" ? "Aktenzeichen der Akte" : "Reference number of the file", "32.40-2026-00017")}
          {verb === "vorgaenge-verschieben" && props.teilakten.length > 0 ? (
            <Select
              view={view}
              {...field(typed, "teilakte")}
              label={words.teilakte[language]}
              required={false}
              emptyLabel={language === "de" ? "keine" : "none"}
              options={props.teilakten.map((one) => ({ value: one.teilakteId, label: `${one.number} ${one.betreff}` }))}
            />
          ) : null}
        </>
      );
  }
}

/** Where it is to go, what will happen, what cannot and why; nothing has happened yet. */
export function WishPage(
  props: PageProps & {
    readonly ticked: TickedFields;
    readonly plan: readonly PlanUnit[];
    /** Of the Akte that was chosen as the target. */
    readonly teilakten: readonly Teilakte[];
    /** Once a target is given. */
    readonly preview: WishPreview | undefined;
  },
): JSX.Element {
  const { view, typed, ticked, preview } = props;
  const { language } = view;
  const { verb } = ticked;
  const will = preview?.steps.filter(({ refusal }) => refusal === undefined).length ?? 0;
  const count = ticked.akte.length + ticked.vorgang.length + ticked.dokument.length;
  return (
    <FormPage
      {...props}
      title={verbWords[verb][language]}
      secondary={will > 0}
      action={view.href("/amt/akten/aktion")}
      submit={
        preview === undefined ? words.preview[language] : language === "de" ? "Vorschau erneuern" : "Renew the preview"
      }
      back={cancelTo(view, ticked.from)}
      lead={
        <p>
          {language === "de"
            ? `Ausgewählt: ${count}. Noch ist nichts geschehen.`
            : `Selected: ${count}. Nothing has happened yet.`}
        </p>
      }
      below={
        preview === undefined ? null : (
          <Section title={words.preview[language]} id="vorschau">
            <Stack gap="m">
              <p>
                {language === "de" ? "Ziel" : "Target"}:{" "}
                <strong>
                  {preview.target} {preview.targetTitle}
                </strong>
              </p>
              {preview.steps.some(({ otherAccess, refusal }) => otherAccess && refusal === undefined) ? (
                <Alert
                  tone="warning"
                  title={language === "de" ? "Andere dürfen das Ziel sehen" : "Others may see the target"}
                >
                  <p>
                    {language === "de"
                      ? "Für die Zielakte gilt ein anderer Zugriff. Was dorthin geht, sehen danach die, die die Zielakte sehen."
                      : "Other people have access to the target file. What goes there is seen by those who see the target file."}
                  </p>
                </Alert>
              ) : null}
              <Table
                caption={words.preview[language]}
                captionHidden
                dense
                keyboard
                columns={[
                  { key: "aktenzeichen", label: wording.aktenzeichen[language], narrow: true },
                  { key: "title", label: wording.betreff[language] },
                  { key: "contents", label: language === "de" ? "Enthält" : "Holds", numeric: true, narrow: true },
                  { key: "will", label: language === "de" ? "Was geschieht" : "What will happen" },
                ]}
                rows={preview.steps.map((step) => ({
                  key: step.id,
                  cells: {
                    aktenzeichen: step.aktenzeichen,
                    title: step.title,
                    contents: step.contents,
                    will:
                      step.refusal === undefined ? (
                        willWords[verb][language]
                      ) : (
                        <Badge tone="warning">{refusalWords[step.refusal][language]}</Badge>
                      ),
                  },
                }))}
              />
              {preview.steps.length < count ? (
                <p>
                  {language === "de"
                    ? `Nicht mehr da: ${count - preview.steps.length}.`
                    : `Not there any more: ${count - preview.steps.length}.`}
                </p>
              ) : null}
              {will === 0 ? (
                <Alert tone="info">
                  <p>{language === "de" ? "Hier kann nichts geschehen." : "Nothing can be done here."}</p>
                </Alert>
              ) : (
                <Form view={view} action={view.href("/amt/akten/aktion/ausfuehren")}>
                  <HiddenTicks ticked={ticked} />
                  {["ziel", "einheit", "betreff", "bemerkung", "teilakte"].map((name) => (
                    <input key={name} type="hidden" name={name} value={typed.values[name] ?? ""} />
                  ))}
                  <SubmitButton>{doWords[verb](will, language)}</SubmitButton>
                </Form>
              )}
            </Stack>
          </Section>
        )
      }
    >
      <HiddenTicks ticked={ticked} />
      <TargetFields view={view} verb={verb} typed={typed} plan={props.plan} teilakten={props.teilakten} />
    </FormPage>
  );
}

/** Somebody asked for something and ticked nothing, or too much. */
export function NothingTickedPage(
  props: Omit<PageProps, "typed"> & { readonly from: string; readonly verb: RegistryVerb | undefined },
): JSX.Element {
  const { view } = props;
  const { language } = view;
  return (
    <DeskPage
      view={view}
      title={props.verb === undefined ? words.withTicked[language] : verbWords[props.verb][language]}
      nav={props.nav}
      hasErrors
    >
      <Stack gap="l">
        <Alert tone="error" role="alert">
          <p>{words.nothingTicked[language]}</p>
        </Alert>
        <p>
          <ButtonLink href={view.href(props.from)}>
            {language === "de" ? "Zurück zur Liste" : "Back to the list"}
          </ButtonLink>
        </p>
      </Stack>
    </DeskPage>
  );
}

const reportTitle = (verb: RegistryReport["verb"], view: ViewContext): string =>
  verb === "rueckgaengig" ? { de: "Zurückgenommen", en: "Taken back" }[view.language] : verbWords[verb][view.language];

const obstacleWords: Readonly<Record<NonNullable<ShownAction["obstacle"]>, { de: string; en: string }>> = {
  "is-undo": {
    de: "Das war selbst eine Rücknahme. Was Sie noch ändern möchten, tun Sie von Neuem.",
    en: "This itself took something back. Do anew what you still want to change.",
  },
  undone: { de: "Diese Aktion ist zurückgenommen.", en: "This action was taken back." },
  "nothing-done": { de: "Es ist nichts zurückzunehmen.", en: "There is nothing to take back." },
  changed: {
    de: "Nicht mehr zurückzunehmen: In einer der Akten ist seitdem etwas geschehen.",
    en: "Cannot be taken back any more: something happened in one of the files since.",
  },
};

/** What was done and what not, and the way back as long as there is one. */
export function ReportPage(
  props: Omit<PageProps, "typed"> & { readonly action: ShownAction; readonly fresh: boolean },
): JSX.Element {
  const { view, action } = props;
  const { language } = view;
  const { report } = action;
  return (
    <DeskPage view={view} title={reportTitle(report.verb, view)} nav={props.nav}>
      <Stack gap="l">
        {props.fresh ? (
          <Alert tone="success" role="status">
            <p>
              {language === "de" ? `Erledigt: ${report.done.length}.` : `Done: ${report.done.length}.`}
              {report.refused.length === 0
                ? null
                : language === "de"
                  ? ` Nicht erledigt: ${report.refused.length}.`
                  : ` Not done: ${report.refused.length}.`}
            </p>
          </Alert>
        ) : null}
        <Facts
          rows={[
            { term: wording.when[language], value: formatInstant(action.madeAt, language) },
            ...(report.target === ""
              ? []
              : [
                  {
                    term: language === "de" ? "Ziel" : "Target",
                    value:
                      report.targetAkteId === null ? (
                        report.target
                      ) : (
                        <Link href={view.href(`/amt/akte/${report.targetAkteId}`)}>{report.target}</Link>
                      ),
                  },
                ]),
          ]}
        />
        <Section title={language === "de" ? "Erledigt" : "Done"}>
          <Table
            caption={language === "de" ? "Erledigt" : "Done"}
            captionHidden
            dense
            keyboard
            columns={[
              { key: "before", label: language === "de" ? "Vorher" : "Before", narrow: true },
              { key: "after", label: language === "de" ? "Jetzt" : "Now", rowHeader: true },
            ]}
            rows={report.done.map((one) => ({
              key: one.id,
              cells: {
                before: one.before,
                after: <Link href={view.href(`/amt/akte/${one.akteId}`)}>{one.after}</Link>,
              },
            }))}
          />
        </Section>
        {report.refused.length === 0 ? null : (
          <Section title={language === "de" ? "Nicht erledigt" : "Not done"}>
            <ul>
              {report.refused.map((one) => (
                <li key={one.aktenzeichen}>
                  {one.aktenzeichen}: {refusalWords[one.refusal][language]}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={language === "de" ? "Zurücknehmen" : "Take back"}>
          {action.obstacle === undefined ? (
            <Stack gap="s">
              <p>
                {language === "de"
                  ? "Alles kommt dorthin zurück, wo es lag. Der Verlauf behält beides."
                  : "Everything goes back where it was. The history keeps both."}
              </p>
              <Form view={view} action={view.href(`/amt/akten/aktion/${action.actionId}/zurueck`)}>
                <SubmitButton variant="danger">
                  {language === "de" ? "Die ganze Aktion zurücknehmen" : "Take the whole action back"}
                </SubmitButton>
              </Form>
            </Stack>
          ) : (
            <p>{obstacleWords[action.obstacle][language]}</p>
          )}
        </Section>
        <p>
          <Link href={view.href("/amt/akten")}>{words.toAkten[language]}</Link>
        </p>
      </Stack>
    </DeskPage>
  );
}

/** What was done lately by many at once: each with its report. */
export function ActionsPage(
  props: Omit<PageProps, "typed"> & { readonly actions: readonly KeptAction[] },
): JSX.Element {
  const { view, actions } = props;
  const { language } = view;
  return (
    <DeskPage view={view} title={words.actions[language]} nav={props.nav}>
      <Stack gap="l">
        {actions.length === 0 ? (
          <Empty title={language === "de" ? "Noch keine Aktion" : "No action yet"} icon="list">
            <p>
              {language === "de"
                ? `Hier steht, was Sie mit mehreren Akten, Vorgängen oder Dokumenten auf einmal getan haben. Wählen Sie dazu in einer Liste bis zu ${mostTicked} aus.`
                : `What you did with several files, cases or documents at once stands here. Select up to ${mostTicked} in a list.`}
            </p>
          </Empty>
        ) : (
          <Table
            caption={words.actions[language]}
            captionHidden
            dense
            keyboard
            columns={[
              { key: "what", label: wording.what[language] },
              { key: "target", label: language === "de" ? "Ziel" : "Target", narrow: true },
              { key: "count", label: language === "de" ? "Erledigt" : "Done", numeric: true, narrow: true },
              { key: "when", label: wording.when[language], narrow: true },
            ]}
            rows={actions.map((action) => ({
              key: action.actionId,
              cells: {
                what: (
                  <Link href={view.href(`/amt/akten/aktion/${action.actionId}`)}>
                    {reportTitle(action.report.verb, view)}
                  </Link>
                ),
                target: action.report.target,
                count: action.report.done.length,
                when: formatInstant(action.madeAt, language),
              },
            }))}
          />
        )}
        <p>
          <Link href={view.href("/amt/akten")}>{words.toAkten[language]}</Link>
        </p>
      </Stack>
    </DeskPage>
  );
}
