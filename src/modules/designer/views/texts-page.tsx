import type { JSX } from "preact";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  FileField,
  Form,
  Pager,
  Prose,
  Section,
  Stack,
  SubmitButton,
  TextArea,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Mistakes } from "../model/element-form.ts";
import type { Step } from "../model/service.ts";
import type { ServiceText, TextReport } from "../model/texts.ts";
import { Seen, ServiceFrame, type Shown } from "./frame.tsx";
import { counted, inView, say, servicePath } from "./say.ts";

/** Texts on one page of the table. */
export const textsPerPage = 60;

/** All texts of a service side by side in their languages, and the way to translators and back. */
export function TextsPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly texts: readonly ServiceText[];
  /** First text of this page, from 0. */
  readonly from: number;
  readonly total: number;
  readonly missing: number;
  readonly report?: TextReport;
  /** The file was refused. */
  readonly refused?: { readonly line: number | undefined; readonly reason: string };
  readonly mistakes?: Mistakes;
  readonly done?: string;
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean };
}): JSX.Element {
  const { view, shown, texts, from, total, report } = props;
  const { serviceId } = shown.version;
  const page = (first: number) => view.href(servicePath(serviceId, `/texte?ab=${first}`));
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="texte"
      mistakes={props.mistakes}
      done={props.done}
      conflict={props.conflict}
    >
      {props.refused === undefined ? null : (
        <Alert
          tone="error"
          role="alert"
          title={say(view, "Die Datei wurde nicht übernommen", "The file was not taken")}
        >
          <p>
            {props.refused.line === undefined ? "" : `${say(view, "Zeile", "Line")} ${props.refused.line}: `}
            {props.refused.reason}
          </p>
        </Alert>
      )}
      {report === undefined ? null : <Report view={view} report={report} />}
      <Section title={say(view, "Austausch mit Übersetzern", "Exchange with translators")}>
        <Stack gap="m">
          <Prose>
            <p>
              {say(
                view,
                props.missing === 0
                  ? `${total} Texte, alle auf Deutsch und Englisch.`
                  : `${total} Texte, bei ${props.missing} fehlt das Englische oder gleicht dem Deutschen.`,
                props.missing === 0
                  ? `${total} texts, all of them in German and English.`
                  : `${total} texts; in ${props.missing} the English is missing or the same as the German.`,
              )}{" "}
              {say(
                view,
                "XLIFF 2.1 ist das Format der Übersetzungsprogramme.",
                "XLIFF 2.1 is the format of translation programs.",
              )}
            </p>
          </Prose>
          <Cluster>
            <ButtonLink href={view.href(servicePath(serviceId, "/texte.xlf"))} variant="secondary" icon="download">
              {say(view, "XLIFF herunterladen", "Download XLIFF")}
            </ButtonLink>
          </Cluster>
          {shown.editable ? (
            <Form
              view={view}
              action={view.href(servicePath(serviceId, "/texte-einlesen"))}
              enctype="multipart/form-data"
            >
              <Seen version={shown.version} />
              <FileField
                view={view}
                name="datei"
                label={say(view, "Übersetzte Datei", "Translated file")}
                allowed="XLIFF 2.0, 2.1 (.xlf)"
                accept=".xlf,.xliff,application/xliff+xml"
                {...(props.mistakes?.datei === undefined ? {} : { error: inView(view, props.mistakes.datei) })}
              />
              <Actions>
                <SubmitButton variant="secondary" icon="upload">
                  {say(view, "Einlesen", "Read in")}
                </SubmitButton>
              </Actions>
            </Form>
          ) : null}
        </Stack>
      </Section>
      <Section title={say(view, "Alle Texte", "All texts")}>
        <Form view={view} action={view.href(servicePath(serviceId, `/texte?ab=${from}`))}>
          <Seen version={shown.version} />
          <div class="texts">
            {texts.map((text, index) => (
              <fieldset key={text.id} class="texts__row" disabled={!shown.editable}>
                <legend>
                  {inView(view, text.where)}
                  {text.text.en === "" || text.text.en === text.text.de ? (
                    <>
                      {" "}
                      <Badge tone="warning">{say(view, "Englisch prüfen", "check English")}</Badge>
                    </>
                  ) : null}
                </legend>
                <input type="hidden" name={`t${index}_id`} value={text.id} />
                <div class="both">
                  {(["de", "en"] as const).map((language) => (
                    <TextArea
                      key={language}
                      view={view}
                      name={`t${index}_${language}`}
                      label={language === "de" ? say(view, "Deutsch", "German") : say(view, "Englisch", "English")}
                      value={text.text[language]}
                      rows={Math.min(6, Math.ceil(Math.max(text.text.de.length, text.text.en.length) / 60) || 1)}
                    />
                  ))}
                </div>
              </fieldset>
            ))}
          </div>
          {shown.editable ? (
            <Actions>
              <SubmitButton>{say(view, "Texte speichern", "Save texts")}</SubmitButton>
            </Actions>
          ) : null}
        </Form>
        {total <= textsPerPage ? null : (
          <Pager
            view={view}
            {...(from > 0 ? { previousHref: page(Math.max(0, from - textsPerPage)) } : {})}
            {...(from + textsPerPage < total ? { nextHref: page(from + textsPerPage) } : {})}
            position={say(
              view,
              `${from + 1} bis ${from + texts.length} von ${total}`,
              `${from + 1} to ${from + texts.length} of ${total}`,
            )}
          />
        )}
      </Section>
    </ServiceFrame>
  );
}

function Report(props: { view: ViewContext; report: TextReport }): JSX.Element {
  const { view, report } = props;
  return (
    <Alert
      tone={report.outdated.length + report.unknown.length > 0 ? "warning" : "success"}
      role="status"
      title={`${counted(view, report.changed.length, ["Text", "Texte"], ["text", "texts"])} ${say(view, "übernommen", "taken over")}`}
    >
      <p>
        {say(
          view,
          report.unchanged === 1 ? "Einer blieb, wie er ist." : `${report.unchanged} blieben, wie sie sind.`,
          report.unchanged === 1 ? "One stayed as it is." : `${report.unchanged} stayed as they are.`,
        )}
      </p>
      {report.outdated.length === 0 ? null : (
        <>
          <p>
            {say(
              view,
              "Nicht übernommen, weil sich das Deutsche seitdem geändert hat:",
              "Not taken over, because the German has changed since:",
            )}
          </p>
          <ul>
            {report.outdated.slice(0, 30).map((one) => (
              <li key={one.id}>
                {inView(view, one.where)}: „{one.now}“ ({say(view, "in der Datei", "in the file")}: „{one.translated}“)
              </li>
            ))}
          </ul>
        </>
      )}
      {report.unknown.length === 0 ? null : (
        <p>
          {say(view, "Diese Texte gibt es nicht mehr", "These texts are no longer there")}:{" "}
          {report.unknown.slice(0, 30).join(", ")}
        </p>
      )}
    </Alert>
  );
}
