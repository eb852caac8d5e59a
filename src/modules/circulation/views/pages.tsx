import type { ComponentChildren, JSX } from "preact";
import { formatDayShort, formatInstant, type PlainDay } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  DateField,
  type DeskNavItem,
  DeskPage,
  DueDate,
  Empty,
  ErrorSummary,
  Facts,
  Fieldset,
  Form,
  fieldId,
  Link,
  Prose,
  Radios,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  TextField,
  type Tone,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import type { Addressee, Station, Umlauf, UmlaufState } from "../model/umlauf.ts";
import type { Verfuegung, VerfuegungPoint, Wiedervorlage } from "../model/verfuegung.ts";
import { orderWords, purposeWords, stationStateWords, umlaufStateWords, wording } from "./wording.ts";

/** What was typed wrong, by the name of the field. */
export type Mistakes = Readonly<Record<string, string>>;

interface Frame {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

interface Named {
  readonly aktenzeichen: string;
  readonly betreff: string;
}

/** Typed values of a form by field. */
export type Typed = Readonly<Record<string, string>>;

const errorOf = (mistakes: Mistakes | undefined, name: string) =>
  mistakes?.[name] === undefined ? {} : { error: mistakes[name] };

function Page(
  props: Frame & {
    title: string;
    mistakes?: Mistakes | undefined;
    tools?: ComponentChildren;
    children: ComponentChildren;
  },
): JSX.Element {
  const errors = Object.entries(props.mistakes ?? {}).map(([name, message]) => ({ id: fieldId(name), message }));
  return (
    <DeskPage
      view={props.view}
      title={props.title}
      nav={props.nav}
      hasErrors={errors.length > 0}
      {...(props.tools === undefined ? {} : { tools: props.tools })}
    >
      <Stack gap="l">
        <ErrorSummary view={props.view} errors={errors} />
        {props.children}
      </Stack>
    </DeskPage>
  );
}

const stateTone: Readonly<Record<UmlaufState, Tone>> = {
  laeuft: "info",
  abgeschlossen: "success",
  abgelehnt: "warning",
  zurueckgezogen: "neutral",
};

const keyOf = ({ kind, id }: Pick<Addressee, "kind" | "id">) => `${kind} ${id}`;
const optionsOf = (addressees: readonly Addressee[]) =>
  addressees.map((one) => ({ value: keyOf(one), label: one.name }));

function Due(props: { view: ViewContext; day: PlainDay | null; today: PlainDay }): JSX.Element {
  const { view, day, today } = props;
  return day === null ? <span>{wording[view.language].noDue}</span> : <DueDate view={view} day={day} today={today} />;
}

function AkteLink(props: { view: ViewContext; akteId: string; akte: Named }): JSX.Element {
  return (
    <>
      <Link href={props.view.href(`/amt/akte/${props.akteId}`)}>{props.akte.aktenzeichen}</Link> {props.akte.betreff}
    </>
  );
}

function For(props: { view: ViewContext; addressee: Addressee; ownId: string }): JSX.Element | null {
  const { addressee, ownId, view } = props;
  if (addressee.kind === "person" && addressee.id === ownId) return null;
  return <> ({addressee.kind === "person" ? wording[view.language].insteadOf(addressee.name) : addressee.name})</>;
}

/** Everything that lies on the reader's desk. */
export function UmlaufDeskPage(
  props: Frame & {
    readonly ownId: string;
    readonly today: PlainDay;
    readonly deputising: readonly string[];
    readonly stations: readonly (Station & { readonly umlauf: Umlauf; readonly akte: Named })[];
    readonly wiedervorlagen: readonly (Wiedervorlage & { readonly akte: Named })[];
    readonly points: readonly {
      readonly verfuegung: Verfuegung;
      readonly point: VerfuegungPoint;
      readonly akte: Named;
    }[];
    readonly started: readonly (Umlauf & { readonly akte: Named })[];
  },
): JSX.Element {
  const { view, nav, today, ownId } = props;
  const { language } = view;
  const say = wording[language];
  return (
    <Page view={view} nav={nav} title={say.place}>
      <Prose>
        <p>{say.lead}</p>
        {props.deputising.length === 0 ? null : <p>{say.deputising(props.deputising.join(", "))}</p>}
      </Prose>
      <Section title={say.stations} id="stationen">
        {props.stations.length === 0 ? (
          <Empty title={say.nothing} icon="check">
            <p>{say.nothingText}</p>
          </Empty>
        ) : (
          <Table
            caption={say.stations}
            captionHidden
            keyboard
            dense
            columns={[
              { key: "due", label: say.due, narrow: true },
              { key: "what", label: say.what, rowHeader: true },
              { key: "purpose", label: say.purpose },
              { key: "akte", label: say.akte },
              { key: "from", label: say.from, narrow: true },
            ]}
            rows={props.stations.map((station) => ({
              key: station.stationId,
              cells: {
                due: <Due view={view} day={station.dueOn} today={today} />,
                what: <Link href={view.href(`/amt/umlauf/${station.umlaufId}`)}>{station.umlauf.subject}</Link>,
                purpose: (
                  <>
                    {purposeWords[station.purpose][language]}
                    <For view={view} addressee={station.addressee} ownId={ownId} />
                  </>
                ),
                akte: `${station.akte.aktenzeichen} ${station.akte.betreff}`,
                from: station.umlauf.startedByName,
              },
            }))}
          />
        )}
      </Section>
      <Section title={say.wiedervorlagen} id="wiedervorlage">
        {props.wiedervorlagen.length === 0 ? (
          <p>{say.noWiedervorlage}</p>
        ) : (
          <Table
            caption={say.wiedervorlagen}
            captionHidden
            dense
            columns={[
              { key: "day", label: say.due, narrow: true },
              { key: "note", label: say.what, rowHeader: true },
              { key: "akte", label: say.akte },
              { key: "from", label: say.from, narrow: true },
              { key: "act", label: say.markDone, labelHidden: true, narrow: true },
            ]}
            rows={props.wiedervorlagen.map((one) => ({
              key: one.wiedervorlageId,
              cells: {
                day: <DueDate view={view} day={one.day} today={today} />,
                note: (
                  <>
                    {one.note}
                    <For view={view} addressee={one.addressee} ownId={ownId} />
                  </>
                ),
                akte: <AkteLink view={view} akteId={one.akteId} akte={one.akte} />,
                from: one.madeByName,
                act: (
                  <Form view={view} action={view.href(`/amt/wiedervorlage/${one.wiedervorlageId}/erledigt`)}>
                    <SubmitButton variant="secondary">
                      {say.done}
                      <VisuallyHidden>: {one.note}</VisuallyHidden>
                    </SubmitButton>
                  </Form>
                ),
              },
            }))}
          />
        )}
      </Section>
      <Section title={say.points} id="verfuegungen">
        {props.points.length === 0 ? (
          <p>{say.noPoints}</p>
        ) : (
          <Table
            caption={say.points}
            captionHidden
            dense
            columns={[
              { key: "due", label: say.due, narrow: true },
              { key: "what", label: say.what, rowHeader: true },
              { key: "akte", label: say.akte },
              { key: "from", label: say.from, narrow: true },
            ]}
            rows={props.points.map(({ verfuegung, point, akte }) => ({
              key: `${verfuegung.verfuegungId}-${point.position}`,
              cells: {
                due: <Due view={view} day={point.dueOn} today={today} />,
                what: (
                  <>
                    <Link href={view.href(`/amt/verfuegung/${verfuegung.verfuegungId}`)}>
                      {verfuegung.title}, {point.position}.
                    </Link>{" "}
                    {point.text}
                    <For view={view} addressee={point.addressee} ownId={ownId} />
                  </>
                ),
                akte: `${akte.aktenzeichen} ${akte.betreff}`,
                from: verfuegung.madeByName,
              },
            }))}
          />
        )}
      </Section>
      <Section title={say.started} id="begonnen">
        {props.started.length === 0 ? (
          <p>{say.noStarted}</p>
        ) : (
          <ul>
            {props.started.map((umlauf) => (
              <li key={umlauf.umlaufId}>
                <Link href={view.href(`/amt/umlauf/${umlauf.umlaufId}`)}>{umlauf.subject}</Link>,{" "}
                {umlauf.akte.aktenzeichen}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}

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
          due:
            station.state === "offen" ? (
              <Due view={view} day={station.dueOn} today={today} />
            ) : station.dueOn === null ? (
              say.noDue
            ) : (
              formatDayShort(station.dueOn, language)
            ),
          state: (
            <>
              {stationStateWords[station.state][language]}
              {station.doneAt === null
                ? null
                : `: ${station.doneByName}${station.doneForName === null ? "" : ` ${say.insteadOf(station.doneForName)}`}, ${formatInstant(station.doneAt, language)}`}
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
            <Select
              view={view}
              name="an"
              label={say.passTo}
              required={false}
              emptyLabel={say.choosePerson}
              value={typed.an ?? ""}
              options={optionsOf(props.addressees.filter(({ id }) => id !== own.addressee.id))}
              {...errorOf(mistakes, "an")}
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

/** Stations and points that a form offers: more take another Umlauf, or are passed on. */
export const rowsOffered = 6;
const rows = Array.from({ length: rowsOffered }, (_, index) => index + 1);

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
            <Select
              view={view}
              name={`an_${row}`}
              label={say.addressee}
              required={false}
              emptyLabel={say.choosePerson}
              value={typed[`an_${row}`] ?? ""}
              options={optionsOf(props.addressees)}
              {...errorOf(mistakes, `an_${row}`)}
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
            <DateField
              view={view}
              name={`bis_${row}`}
              label={say.due}
              required={false}
              value={typed[`bis_${row}`] ?? ""}
              {...errorOf(mistakes, `bis_${row}`)}
            />
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

/** Form for a Wiedervorlage. */
export function PlanPage(
  props: Frame & {
    readonly akte: { readonly akteId: string; readonly aktenzeichen: string };
    readonly addressees: readonly Addressee[];
    readonly typed: Typed;
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, akte, typed, mistakes } = props;
  const say = wording[view.language];
  return (
    <Page view={view} nav={nav} title={say.planTitle(akte.aktenzeichen)} mistakes={mistakes}>
      <Form view={view} action={view.href(`/amt/wiedervorlage/neu/${akte.akteId}`)}>
        <DateField view={view} name="tag" label={say.day} value={typed.tag ?? ""} {...errorOf(mistakes, "tag")} />
        <Select
          view={view}
          name="an"
          label={say.forWhom}
          value={typed.an ?? ""}
          options={optionsOf(props.addressees)}
          {...errorOf(mistakes, "an")}
        />
        <TextArea
          view={view}
          name="notiz"
          label={say.planNote}
          value={typed.notiz ?? ""}
          rows={3}
          maxlength={500}
          {...errorOf(mistakes, "notiz")}
        />
        <Actions>
          <SubmitButton>{say.plan}</SubmitButton>
          <ButtonLink href={view.href(`/amt/akte/${akte.akteId}`)} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}

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
            <Select
              view={view}
              name={`an_${row}`}
              label={say.who}
              required={false}
              emptyLabel={say.choosePerson}
              value={typed[`an_${row}`] ?? ""}
              options={optionsOf(props.addressees)}
              {...errorOf(mistakes, `an_${row}`)}
            />
            <DateField
              view={view}
              name={`bis_${row}`}
              label={say.due}
              required={false}
              value={typed[`bis_${row}`] ?? ""}
              {...errorOf(mistakes, `bis_${row}`)}
            />
          </Fieldset>
        ))}
        <Actions>
          <SubmitButton>{say.order_}</SubmitButton>
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
            due:
              point.doneAt === null ? (
                <Due view={view} day={point.dueOn} today={props.today} />
              ) : point.dueOn === null ? (
                say.noDue
              ) : (
                formatDayShort(point.dueOn, language)
              ),
            done:
              point.doneAt !== null ? (
                `${point.doneByName}${point.doneForName === null ? "" : ` ${say.insteadOf(point.doneForName)}`}, ${formatInstant(point.doneAt, language)}`
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

/** On the page of an Akte: what goes round, what comes back, what was ordered, and the ways to begin. */
export function GeschaeftsgangPanel(props: {
  readonly view: ViewContext;
  readonly akteId: string;
  readonly umlaeufe: readonly { readonly umlauf: Umlauf; readonly stations: readonly Station[] }[];
  readonly wiedervorlagen: readonly Wiedervorlage[];
  readonly verfuegungen: readonly Verfuegung[];
  /** Vorgänge in which the reader may begin something. */
  readonly vorgaenge: readonly { readonly vorgangId: string; readonly aktenzeichen: string }[];
  readonly mayPlan: boolean;
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  const say = wording[language];
  const list = [
    ...props.umlaeufe.map(({ umlauf, stations }) => ({
      key: umlauf.umlaufId,
      kind: say.place,
      what: <Link href={view.href(`/amt/umlauf/${umlauf.umlaufId}`)}>{umlauf.subject}</Link>,
      state: umlaufStateWords[umlauf.state][language],
      who: stations.map((one) => `${one.addressee.name}: ${stationStateWords[one.state][language]}`).join("; "),
    })),
    ...props.verfuegungen.map((verfuegung) => ({
      key: verfuegung.verfuegungId,
      kind: "Verfügung",
      what: <Link href={view.href(`/amt/verfuegung/${verfuegung.verfuegungId}`)}>{verfuegung.title}</Link>,
      state: verfuegung.state === "fertig" ? say.finished : say.open,
      who: verfuegung.points
        .map(({ position, addressee, doneAt }) => `${position}. ${addressee.name}${doneAt === null ? "" : " ✓"}`)
        .join("; "),
    })),
    ...props.wiedervorlagen.map((one) => ({
      key: one.wiedervorlageId,
      kind: say.wiedervorlagen,
      what: one.note,
      state: formatDayShort(one.day, language),
      who: one.addressee.name,
    })),
  ];
  return (
    <Stack gap="m">
      {list.length === 0 ? (
        <p>{say.nothingYet}</p>
      ) : (
        <Table
          caption={say.panel}
          captionHidden
          dense
          columns={[
            { key: "kind", label: say.kind, narrow: true },
            { key: "what", label: say.what, rowHeader: true },
            { key: "state", label: say.state, narrow: true },
            { key: "who", label: say.answers },
          ]}
          rows={list.map(({ key, ...cells }) => ({ key, cells }))}
        />
      )}
      {props.mayPlan ? (
        <ul>
          {props.vorgaenge.map(({ vorgangId, aktenzeichen }) => (
            <li key={vorgangId}>
              {aktenzeichen}:{" "}
              <Link href={view.href(`/amt/umlauf/neu/${vorgangId}`)}>
                {say.newUmlauf}
                <VisuallyHidden> {aktenzeichen}</VisuallyHidden>
              </Link>
              ,{" "}
              <Link href={view.href(`/amt/verfuegung/neu/${vorgangId}`)}>
                {say.newVerfuegung}
                <VisuallyHidden> {aktenzeichen}</VisuallyHidden>
              </Link>
            </li>
          ))}
          <li>
            <Link href={view.href(`/amt/wiedervorlage/neu/${props.akteId}`)}>{say.newWiedervorlage}</Link>
          </li>
        </ul>
      ) : null}
    </Stack>
  );
}
