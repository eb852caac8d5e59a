import type { JSX } from "preact";
import { formatInstant, type PlainDay } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  errorOf,
  Facts,
  Fieldset,
  Form,
  Link,
  type Mistakes,
  Prose,
  SubmitButton,
  Table,
  TextArea,
  TextField,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import type { Addressee } from "../model/umlauf.ts";
import type { Verfuegung } from "../model/verfuegung.ts";
import {
  AddresseeField,
  AkteLink,
  Due,
  DueField,
  doneWords,
  type Frame,
  type Named,
  Page,
  rows,
  type Typed,
} from "./frame.tsx";
import { wording } from "./wording.ts";

/** Form for a Verfügung. */
export function MakeVerfuegungPage(
  props: Frame & {
    readonly vorgang: { readonly vorgangId: string; readonly akteId: string; readonly aktenzeichen: string };
    readonly addressees: readonly Addressee[];
    readonly typed: Typed;
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, vorgang, typed, mistakes } = props;
  const say = wording[view.language];
  return (
    <Page view={view} nav={nav} title={say.verfuegungTitle(vorgang.aktenzeichen)} mistakes={mistakes}>
      <Form view={view} action={view.href(`/amt/verfuegung/neu/${vorgang.vorgangId}`)}>
        <Prose>
          <p>{say.verfuegungLead}</p>
        </Prose>
        <TextField
          view={view}
          name="ueberschrift"
          label={say.heading}
          value={typed.ueberschrift ?? ""}
          autocomplete="off"
          maxlength={200}
          {...errorOf(mistakes, "ueberschrift")}
        />
        {rows.map((row) => (
          <Fieldset key={row} legend={say.point(row)} framed>
            <TextArea
              view={view}
              name={`text_${row}`}
              label={say.pointText}
              required={false}
              value={typed[`text_${row}`] ?? ""}
              rows={2}
              maxlength={2000}
              {...errorOf(mistakes, `text_${row}`)}
            />
            <AddresseeField
              view={view}
              name={`an_${row}`}
              label={say.who}
              addressees={props.addressees}
              typed={typed}
              mistakes={mistakes}
            />
            <DueField view={view} name={`bis_${row}`} typed={typed} mistakes={mistakes} />
          </Fieldset>
        ))}
        <Actions>
          <SubmitButton>{say.makeVerfuegung}</SubmitButton>
          <ButtonLink href={view.href(`/amt/akte/${vorgang.akteId}`)} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}

/** A Verfügung with its points, and what the reader may report as done. */
export function VerfuegungPage(
  props: Frame & {
    readonly verfuegung: Verfuegung;
    readonly akte: Named;
    /** Positions of points that the reader may report as done. */
    readonly own: readonly number[];
    readonly mayFinish: boolean;
    readonly today: PlainDay;
  },
): JSX.Element {
  const { view, nav, verfuegung } = props;
  const { language } = view;
  const say = wording[language];
  const path = `/amt/verfuegung/${verfuegung.verfuegungId}`;
  const allDone = verfuegung.points.every(({ doneAt }) => doneAt !== null);
  const finished = verfuegung.state === "fertig";
  return (
    <Page
      view={view}
      nav={nav}
      title={say.verfuegung(verfuegung.title)}
      tools={<Badge tone={finished ? "success" : "info"}>{finished ? say.finished : say.open}</Badge>}
    >
      <Facts
        rows={[
          { term: say.akte, value: <AkteLink view={view} akteId={verfuegung.akteId} akte={props.akte} /> },
          { term: say.from, value: `${verfuegung.madeByName}, ${formatInstant(verfuegung.madeAt, language)}` },
          ...(verfuegung.dokumentId === null
            ? []
            : [
                {
                  term: say.finished,
                  value: <Link href={view.href(`/amt/dokument/${verfuegung.dokumentId}`)}>{say.toDokument}</Link>,
                },
              ]),
        ]}
      />
      <Table
        caption={say.points}
        captionHidden
        dense
        columns={[
          { key: "number", label: "Nr.", numeric: true, narrow: true },
          { key: "text", label: say.what, rowHeader: true },
          { key: "who", label: say.who },
          { key: "due", label: say.due, narrow: true },
          { key: "done", label: say.done },
        ]}
        rows={verfuegung.points.map((point) => ({
          key: String(point.position),
          cells: {
            number: point.position,
            text: point.text,
            who: point.addressee.name,
            due: <Due view={view} day={point.dueOn} today={props.today} done={point.doneAt !== null} />,
            done:
              point.doneAt !== null ? (
                doneWords(point, point.doneAt, language)
              ) : props.own.includes(point.position) ? (
                <Form view={view} action={view.href(`${path}/punkt/${point.position}`)}>
                  <SubmitButton variant="secondary">
                    {say.markDone}
                    <VisuallyHidden>: {point.position}.</VisuallyHidden>
                  </SubmitButton>
                </Form>
              ) : (
                say.no
              ),
          },
        }))}
      />
      {finished || !props.mayFinish ? null : allDone ? (
        <Form view={view} action={view.href(`${path}/abschliessen`)}>
          <Prose>
            <p>{say.noSignature}</p>
          </Prose>
          <Actions>
            <SubmitButton>{say.finish}</SubmitButton>
          </Actions>
        </Form>
      ) : (
        <Alert tone="info" title={say.notAllDone} />
      )}
      <p>
        <Link href={view.href("/amt/umlauf")}>{say.toDesk}</Link>
      </p>
    </Page>
  );
}
