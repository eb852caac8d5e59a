import type { JSX } from "preact";
import { formatInstant, type PlainDay } from "../../../kernel/index.ts";
import {
  Actions,
  Badge,
  ButtonLink,
  Cluster,
  errorOf,
  Facts,
  Fieldset,
  Form,
  Link,
  type Mistakes,
  Prose,
  Radios,
  Section,
  Select,
  SubmitButton,
  Table,
  TextArea,
  TextField,
  type Tone,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Addressee, Station, Umlauf, UmlaufState } from "../model/umlauf.ts";
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
import { orderWords, purposeWords, stationStateWords, umlaufStateWords, wording } from "./wording.ts";

const stateTone: Readonly<Record<UmlaufState, Tone>> = {
  laeuft: "info",
  abgeschlossen: "success",
  abgelehnt: "warning",
  zurueckgezogen: "neutral",
};

function StationsTable(props: { view: ViewContext; stations: readonly Station[]; today: PlainDay }): JSX.Element {
  const { view, today } = props;
  const { language } = view;
  const say = wording[language];
  return (
    <Table
      caption={say.answers}
      captionHidden
      dense
      columns={[
        { key: "number", label: "Nr.", numeric: true, narrow: true },
        { key: "who", label: say.who, rowHeader: true },
        { key: "purpose", label: say.purpose },
        { key: "due", label: say.due, narrow: true },
        { key: "state", label: say.state },
        { key: "note", label: say.note },
      ]}
      rows={props.stations.map((station) => ({
        key: station.stationId,
        cells: {
          number: station.position,
          who: station.addressee.name,
          purpose: purposeWords[station.purpose][language],
          due: <Due view={view} day={station.dueOn} today={today} done={station.state !== "offen"} />,
          state: (
            <>
              {stationStateWords[station.state][language]}
              {station.doneAt === null ? null : `: ${doneWords(station, station.doneAt, language)}`}
            </>
          ),
          note: station.note ?? "–",
        },
      }))}
    />
  );
}

/** An Umlauf: who stands where, and what the reader may answer. */
export function UmlaufPage(
  props: Frame & {
    readonly umlauf: Umlauf;
    readonly akte: Named;
    readonly stations: readonly Station[];
    readonly own: ReadonlySet<string>;
    readonly addressees: readonly Addressee[];
    readonly mayWithdraw: boolean;
    readonly today: PlainDay;
    readonly typed: Typed;
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, umlauf, mistakes, typed } = props;
  const { language } = view;
  const say = wording[language];
  const own = props.stations.find(({ stationId }) => props.own.has(stationId));
  return (
    <Page
      view={view}
      nav={nav}
      title={say.umlaufOf(umlauf.subject)}
      mistakes={mistakes}
      tools={<Badge tone={stateTone[umlauf.state]}>{umlaufStateWords[umlauf.state][language]}</Badge>}
    >
      <Facts
        rows={[
          { term: say.akte, value: <AkteLink view={view} akteId={umlauf.akteId} akte={props.akte} /> },
          ...(umlauf.dokumentId === null
            ? []
            : [
                {
                  term: say.dokument,
                  value: <Link href={view.href(`/amt/dokument/${umlauf.dokumentId}`)}>{say.toDokument}</Link>,
                },
              ]),
          { term: say.startedBy, value: `${umlauf.startedByName}, ${formatInstant(umlauf.startedAt, language)}` },
          { term: say.order, value: orderWords[umlauf.order][language] },
        ]}
      />
      <Section title={say.answers} id="stationen">
        <StationsTable view={view} stations={props.stations} today={props.today} />
      </Section>
      {own === undefined ? null : (
        <Section title={`${say.yourTurn}: ${purposeWords[own.purpose][language]}`} id="antwort">
          <Form view={view} action={view.href(`/amt/umlauf/station/${own.stationId}`)}>
            <Prose>
              <p>{say.noSignature}</p>
            </Prose>
            <TextArea
              view={view}
              name="bemerkung"
              label={say.signNote}
              hint={say.signNoteHint}
              required={false}
              value={typed.bemerkung ?? ""}
              rows={3}
              maxlength={1000}
              {...errorOf(mistakes, "bemerkung")}
            />
            <Actions>
              <SubmitButton name="antwort" value="zeichnen">
                {say.sign[own.purpose]}
              </SubmitButton>
              {own.purpose === "kenntnis" ? null : (
                <SubmitButton name="antwort" value="ablehnen" variant="danger">
                  {say.refuse}
                </SubmitButton>
              )}
            </Actions>
            <AddresseeField
              view={view}
              name="an"
              label={say.passTo}
              addressees={props.addressees.filter(({ id }) => id !== own.addressee.id)}
              typed={typed}
              mistakes={mistakes}
            />
            <Actions>
              <SubmitButton name="antwort" value="weitergeben" variant="secondary">
                {say.pass}
              </SubmitButton>
            </Actions>
          </Form>
        </Section>
      )}
      <Cluster>
        <Link href={view.href("/amt/umlauf")}>{say.toDesk}</Link>
        {props.mayWithdraw ? (
          <Link href={view.href(`/amt/umlauf/${umlauf.umlaufId}/zurueckziehen`)}>{say.withdraw}</Link>
        ) : null}
      </Cluster>
    </Page>
  );
}

/** Asks before an Umlauf is withdrawn. */
export function WithdrawPage(props: Frame & { readonly umlauf: Umlauf }): JSX.Element {
  const { view, nav, umlauf } = props;
  const say = wording[view.language];
  return (
    <Page view={view} nav={nav} title={say.withdrawTitle(umlauf.subject)}>
      <Form view={view} action={view.href(`/amt/umlauf/${umlauf.umlaufId}/zurueckziehen`)}>
        <Prose>
          <p>{say.withdrawText}</p>
        </Prose>
        <Actions>
          <SubmitButton variant="danger">{say.withdraw}</SubmitButton>
          <ButtonLink href={view.href(`/amt/umlauf/${umlauf.umlaufId}`)} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}

/** Form for a new Umlauf. */
export function StartUmlaufPage(
  props: Frame & {
    readonly vorgang: { readonly vorgangId: string; readonly akteId: string; readonly aktenzeichen: string };
    readonly dokumente: readonly { readonly dokumentId: string; readonly title: string }[];
    readonly addressees: readonly Addressee[];
    readonly typed: Typed;
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, vorgang, typed, mistakes } = props;
  const { language } = view;
  const say = wording[language];
  return (
    <Page view={view} nav={nav} title={say.startTitle(vorgang.aktenzeichen)} mistakes={mistakes}>
      <Form view={view} action={view.href(`/amt/umlauf/neu/${vorgang.vorgangId}`)}>
        <Prose>
          <p>{say.startLead}</p>
        </Prose>
        <TextField
          view={view}
          name="betreff"
          label={say.subject}
          value={typed.betreff ?? ""}
          autocomplete="off"
          maxlength={200}
          {...errorOf(mistakes, "betreff")}
        />
        <Select
          view={view}
          name="dokument"
          label={say.dokument}
          required={false}
          emptyLabel={say.wholeVorgang}
          value={typed.dokument ?? ""}
          options={props.dokumente.map(({ dokumentId, title }) => ({ value: dokumentId, label: title }))}
        />
        <Radios
          view={view}
          name="reihenfolge"
          legend={say.order}
          value={typed.reihenfolge ?? "nacheinander"}
          options={(["nacheinander", "gleichzeitig"] as const).map((value) => ({
            value,
            label: orderWords[value][language],
          }))}
        />
        {rows.map((row) => (
          <Fieldset key={row} legend={say.station(row)} framed>
            <AddresseeField
              view={view}
              name={`an_${row}`}
              label={say.addressee}
              addressees={props.addressees}
              typed={typed}
              mistakes={mistakes}
            />
            <Select
              view={view}
              name={`zweck_${row}`}
              label={say.purpose}
              emptyLabel={null}
              value={typed[`zweck_${row}`] ?? "mitzeichnung"}
              options={(["kenntnis", "mitzeichnung", "schlusszeichnung"] as const).map((value) => ({
                value,
                label: purposeWords[value][language],
              }))}
            />
            <DueField view={view} name={`bis_${row}`} typed={typed} mistakes={mistakes} />
          </Fieldset>
        ))}
        <Actions>
          <SubmitButton>{say.start}</SubmitButton>
          <ButtonLink href={view.href(`/amt/akte/${vorgang.akteId}`)} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}
