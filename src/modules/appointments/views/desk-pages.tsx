import type { JSX } from "preact";
import {
  addDays,
  dayInBerlin,
  formatDay,
  formatDayShort,
  formatInstant,
  type PlainDay,
} from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  BarChart,
  ButtonLink,
  Checkboxes,
  Cluster,
  DateField,
  DeskPage,
  Empty,
  Facts,
  Form,
  Grid,
  Link,
  Section,
  Select,
  Sidebar,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type Tone,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { deskNav } from "../../accounts/index.ts";
import type { WaitingTimes } from "../actions/read-appointments.ts";
import type { SubjectLink } from "../contracts.ts";
import type { Appointment } from "../model/appointment.ts";
import type { BoardRow } from "../model/day-board.ts";
import type { Closure, Counter, Opening, Place, Service } from "../model/places.ts";
import type { Visit } from "../model/queue.ts";
import { formatMinute, formatTime } from "../model/times.ts";
import { stateWords, weekdayWords, wording } from "./wording.ts";

/** What a button of the desk led to: said once, above the page. */
export interface DeskNote {
  readonly tone: "success" | "warning" | "error";
  readonly text: string;
}

/** The menu with the place of appointments lit, wherever the menu of the desk has it. */
function nav(view: ViewContext) {
  const href = view.href("/amt/termine");
  return deskNav(view).map((item) => (item.href === href ? { ...item, current: true } : item));
}

function Note(props: { note: DeskNote | undefined }): JSX.Element | null {
  if (props.note === undefined) return null;
  return (
    <Alert tone={props.note.tone} role={props.note.tone === "success" ? "status" : "alert"} title={props.note.text} />
  );
}

const tones: Readonly<Record<Appointment["state"], Tone>> = {
  held: "neutral",
  booked: "info",
  arrived: "accent",
  finished: "success",
  "no-show": "warning",
  cancelled: "neutral",
};

function StateBadge(props: { view: ViewContext; appointment: Appointment }): JSX.Element {
  const { state } = props.appointment;
  return <Badge tone={tones[state]}>{stateWords[state][props.view.language]}</Badge>;
}

/** Everything that the pages of a place show beside what they are about. */
export interface DeskPlaceFacts {
  readonly place: Place;
  readonly places: readonly Place[];
  readonly counters: readonly Counter[];
  readonly services: readonly Service[];
}

/** Whose appointment it is, for these eyes. */
function nameOf({ name, veiled }: Pick<Appointment, "name" | "veiled">, view: ViewContext): string {
  return veiled === true ? wording[view.language].veiled : (name ?? "–");
}

function nameOfService(props: DeskPlaceFacts, key: string, view: ViewContext): string {
  return props.services.find((service) => service.key === key)?.name[view.language] ?? key;
}

function Board(props: {
  view: ViewContext;
  facts: DeskPlaceFacts;
  day: PlainDay;
  rows: readonly BoardRow[];
}): JSX.Element {
  const { view, rows } = props;
  const { language } = view;
  const say = wording[language];
  const counters = props.facts.counters.filter(({ placeId }) => placeId === props.facts.place.placeId);
  return (
    <section class="board" tabindex={0} aria-label={say.dayTable}>
      <table class="board__table" data-board={view.href("/amt/termine")}>
        <caption class="vh">
          {say.dayTable}: {formatDay(props.day, language)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say.time}</th>
            {counters.map((counter) => (
              <th scope="col" key={counter.counterId}>
                {counter.name[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.start.toISOString()}>
              <th scope="row">{formatTime(row.start, language)}</th>
              {row.cells.map((cell) => (
                <td
                  key={cell.counterId}
                  class={cell.served ? "" : "is-closed"}
                  {...(cell.freeFrom === undefined
                    ? {}
                    : { "data-counter": cell.counterId, "data-start": cell.freeFrom.toISOString() })}
                >
                  {cell.served || cell.appointments.length > 0 ? null : <span class="vh">{say.closed}</span>}
                  {cell.appointments.map((appointment) => (
                    <div
                      key={appointment.appointmentId}
                      class={`board__entry board__entry--${appointment.state}`}
                      {...(appointment.state === "booked"
                        ? { draggable: true, "data-appointment": appointment.appointmentId }
                        : {})}
                    >
                      {appointment.state === "held" ? (
                        <span>
                          {formatTime(appointment.start, language)} {say.held}
                        </span>
                      ) : (
                        <Link href={view.href(`/amt/termine/${appointment.appointmentId}`)}>
                          {formatTime(appointment.start, language)} {nameOf(appointment, view)}
                        </Link>
                      )}
                      <span class="muted">
                        {nameOfService(props.facts, appointment.serviceKey, view)}
                        {appointment.people === 1 ? "" : `, ${appointment.people}`}
                      </span>
                      {appointment.state === "held" ? null : <StateBadge view={view} appointment={appointment} />}
                    </div>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function QueuePane(props: {
  view: ViewContext;
  facts: DeskPlaceFacts;
  waiting: readonly Visit[];
  called: readonly Visit[];
  expected: readonly Appointment[];
  counterId: string | undefined;
}): JSX.Element {
  const { view, facts } = props;
  const { language } = view;
  const say = wording[language];
  const counters = facts.counters.filter(({ placeId }) => placeId === facts.place.placeId);
  const here = new Set(counters.flatMap(({ services }) => services));
  return (
    <Stack gap="l">
      <Section title={say.inHouse} id="haus">
        <Stack gap="m">
          <Form view={view} action={view.href("/amt/termine/aufrufen")}>
            <Select
              view={view}
              name="schalter"
              label={say.counter}
              emptyLabel={null}
              value={props.counterId ?? counters[0]?.counterId ?? ""}
              options={counters.map(({ counterId, name }) => ({ value: counterId, label: name[language] }))}
            />
            <SubmitButton>{say.callNext}</SubmitButton>
          </Form>
          {props.called.length === 0 ? null : (
            <Section title={say.beingServed} level={3}>
              <Stack gap="m">
                {props.called.map((visit) => (
                  <Form view={view} action={view.href(`/amt/termine/besuch/${visit.visitId}`)} key={visit.visitId}>
                    <Stack gap="s">
                      <span>
                        <strong>{visit.ticket}</strong>,{" "}
                        {counters.find(({ counterId }) => counterId === visit.counterId)?.name[language]}
                      </span>
                      <Cluster>
                        <SubmitButton name="was" value="fertig" variant="secondary">
                          {say.done} <span class="vh">{visit.ticket}</span>
                        </SubmitButton>
                        <SubmitButton name="was" value="weg" variant="tertiary">
                          {say.notCome} <span class="vh">{visit.ticket}</span>
                        </SubmitButton>
                      </Cluster>
                    </Stack>
                  </Form>
                ))}
              </Stack>
            </Section>
          )}
          {props.waiting.length === 0 ? (
            <Empty title={say.nobodyWaits} icon="users">
              <p>{say.nobodyWaitsText}</p>
            </Empty>
          ) : (
            <Table
              caption={say.waiting}
              dense
              columns={[
                { key: "ticket", label: say.ticket, narrow: true },
                { key: "service", label: say.service },
                { key: "since", label: say.since, narrow: true },
              ]}
              rows={props.waiting.map((visit) => ({
                key: visit.visitId,
                cells: {
                  ticket: visit.ticket,
                  service: nameOfService(facts, visit.serviceKey, view),
                  since: formatTime(visit.arrivedAt, language),
                },
              }))}
            />
          )}
        </Stack>
      </Section>
      <Section title={say.expected} id="erwartet">
        {props.expected.length === 0 ? (
          <p class="muted">{say.nobodyExpected}</p>
        ) : (
          <Table
            caption={say.expected}
            captionHidden
            dense
            columns={[
              { key: "time", label: say.time, narrow: true },
              { key: "person", label: say.person, rowHeader: true },
              { key: "act", label: say.isHere, labelHidden: true, narrow: true },
            ]}
            rows={props.expected.map((appointment) => ({
              key: appointment.appointmentId,
              cells: {
                time: formatTime(appointment.start, language),
                person: (
                  <Link href={view.href(`/amt/termine/${appointment.appointmentId}`)}>{nameOf(appointment, view)}</Link>
                ),
                act: (
                  <Form view={view} action={view.href(`/amt/termine/${appointment.appointmentId}/ankunft`)}>
                    <SubmitButton variant="secondary">
                      {say.isHere} <span class="vh">{nameOf(appointment, view)}</span>
                    </SubmitButton>
                  </Form>
                ),
              },
            }))}
          />
        )}
      </Section>
      <Section title={say.walkIn} id="laufkundschaft">
        <Form view={view} action={view.href("/amt/termine/nummer")}>
          <input type="hidden" name="ort" value={facts.place.placeId} />
          <Select
            view={view}
            name="anliegen"
            label={say.service}
            emptyLabel={null}
            options={facts.services
              .filter(({ key, active }) => active && here.has(key))
              .map(({ key, name }) => ({ value: key, label: name[language] }))}
          />
          <SubmitButton variant="secondary">{say.giveNumber}</SubmitButton>
        </Form>
      </Section>
    </Stack>
  );
}

/** The day of a place: who comes when to which counter, and who is in the house. */
export function DayPage(props: {
  readonly view: ViewContext;
  readonly facts: DeskPlaceFacts;
  readonly day: PlainDay;
  readonly today: PlainDay;
  readonly rows: readonly BoardRow[];
  readonly expected: readonly Appointment[];
  readonly waiting: readonly Visit[];
  readonly called: readonly Visit[];
  readonly counterId: string | undefined;
  readonly note: DeskNote | undefined;
}): JSX.Element {
  const { view, facts, day } = props;
  const { language } = view;
  const say = wording[language];
  const place = facts.places.length > 1 ? `&ort=${facts.place.key}` : "";
  const href = (to: PlainDay) => view.href(`/amt/termine?tag=${to}${place}`);
  const board =
    props.rows.length === 0 ? (
      <Empty title={say.nothingToday} icon="calendar">
        <p>{say.nothingTodayText}</p>
      </Empty>
    ) : (
      <>
        <p class="muted">{say.dragHint}</p>
        <Board view={view} facts={facts} day={day} rows={props.rows} />
      </>
    );
  return (
    <DeskPage view={view} title={`${say.appointments}: ${formatDay(day, language)}`} nav={nav(view)}>
      <Stack gap="m">
        <Note note={props.note} />
        <Cluster>
          <ButtonLink variant="secondary" href={href(addDays(day, -1))} icon="chevron-left">
            {say.previousDay}
          </ButtonLink>
          <ButtonLink variant="secondary" href={href(props.today)}>
            {say.today}
          </ButtonLink>
          <ButtonLink variant="secondary" href={href(addDays(day, 1))} icon="chevron-right">
            {say.nextDay}
          </ButtonLink>
          <Link href={view.href("/amt/termine/wartezeiten")}>{say.statistics}</Link>
          <Link href={view.href("/amt/termine/einstellungen")}>{say.settingsShort}</Link>
          <Link href={view.href(`/aufruf/${facts.place.key}`)}>{say.screen}</Link>
        </Cluster>
        {facts.places.length < 2 ? null : (
          <Cluster>
            {facts.places.map((one) => (
              <Link
                key={one.placeId}
                href={view.href(`/amt/termine?tag=${day}&ort=${one.key}`)}
                {...(one.placeId === facts.place.placeId ? { "aria-current": "page" as const } : {})}
              >
                {one.name[language]}
              </Link>
            ))}
          </Cluster>
        )}
        {day === props.today ? (
          <Sidebar
            sideFirst
            side={
              <QueuePane
                view={view}
                facts={facts}
                waiting={props.waiting}
                called={props.called}
                expected={props.expected}
                counterId={props.counterId}
              />
            }
          >
            {board}
          </Sidebar>
        ) : (
          board
        )}
        <Form view={view} id="ziehen" action={view.href("/amt/termine")}>
          <input type="hidden" name="beginn" value="" />
          <input type="hidden" name="schalter" value="" />
        </Form>
        <script type="module" src={view.asset("termine-tag.js")} />
      </Stack>
    </DeskPage>
  );
}

/** No place yet: where the first one is made. */
export function NoPlacePage(props: { readonly view: ViewContext }): JSX.Element {
  const { view } = props;
  const say = wording[view.language];
  return (
    <DeskPage view={view} title={say.appointments} nav={nav(view)}>
      <Empty title={say.noServices} icon="calendar">
        <p>
          <Link href={view.href("/amt/termine/einstellungen")}>{say.settings}</Link>
        </p>
      </Empty>
    </DeskPage>
  );
}

/** One appointment at the desk: what can be done with it, by form and keyboard. */
export function DeskAppointmentPage(props: {
  readonly view: ViewContext;
  readonly facts: DeskPlaceFacts;
  readonly appointment: Appointment;
  readonly subject: SubjectLink | undefined;
  readonly typed: { readonly day: string; readonly time: string; readonly counterId: string };
  readonly note: DeskNote | undefined;
  readonly now: Date;
}): JSX.Element {
  const { view, facts, appointment, typed } = props;
  const { language } = view;
  const say = wording[language];
  const path = `/amt/termine/${appointment.appointmentId}`;
  const day = dayInBerlin(appointment.start);
  const today = dayInBerlin(props.now);
  const counter = facts.counters.find(({ counterId }) => counterId === appointment.counterId);
  const able = facts.counters.filter(({ services }) => services.includes(appointment.serviceKey));
  const booked = appointment.state === "booked";
  return (
    <DeskPage
      view={view}
      title={`${formatTime(appointment.start, language)} ${appointment.veiled === true ? say.veiled : (appointment.name ?? "")}`}
      nav={nav(view)}
      hasErrors={props.note !== undefined && props.note.tone !== "success"}
    >
      <Stack gap="l">
        <Link href={view.href(`/amt/termine?tag=${day}&ort=${facts.place.key}`)}>
          {formatDay(day, language)}, {facts.place.name[language]}
        </Link>
        <Note note={props.note} />
        <Facts
          rows={[
            { term: say.state, value: <StateBadge view={view} appointment={appointment} /> },
            { term: say.service, value: nameOfService(facts, appointment.serviceKey, view) },
            {
              term: say.when,
              value: `${formatTime(appointment.start, language)}–${formatTime(appointment.end, language)}`,
            },
            { term: say.counter, value: counter?.name[language] ?? "" },
            { term: say.howMany, value: String(appointment.people) },
            { term: say.ticket, value: appointment.ticket ?? "–" },
            ...(props.subject === undefined
              ? []
              : [
                  {
                    term: say.belongsTo,
                    value: <Link href={view.href(props.subject.href)}>{props.subject.title}</Link>,
                  },
                ]),
          ]}
        />
        {day === today && (booked || appointment.state === "no-show") ? (
          <Cluster>
            <Form view={view} action={view.href(`${path}/ankunft`)}>
              <SubmitButton>{say.isHere}</SubmitButton>
            </Form>
            {booked && appointment.start <= props.now ? (
              <Form view={view} action={view.href(`${path}/nicht-erschienen`)}>
                <SubmitButton variant="secondary">{say.noShow}</SubmitButton>
              </Form>
            ) : null}
          </Cluster>
        ) : null}
        {booked ? (
          <>
            <Section title={say.move} id="verschieben">
              <Form view={view} action={view.href(`${path}/verschieben`)}>
                <DateField view={view} name="tag" label={say.day} value={typed.day} />
                <TextField
                  view={view}
                  name="zeit"
                  label={say.time}
                  value={typed.time}
                  width="short"
                  autocomplete="off"
                />
                <Select
                  view={view}
                  name="schalter"
                  label={say.counter}
                  emptyLabel={null}
                  value={typed.counterId}
                  options={able.map(({ counterId, name }) => ({ value: counterId, label: name[language] }))}
                />
                <SubmitButton variant="secondary">{say.move}</SubmitButton>
              </Form>
            </Section>
            <Section title={say.cancel} id="absagen">
              <p>{say.cancelText}</p>
              <Form view={view} action={view.href(`${path}/absagen`)}>
                <SubmitButton variant="danger">{say.cancel}</SubmitButton>
              </Form>
            </Section>
          </>
        ) : null}
      </Stack>
    </DeskPage>
  );
}

/** How long people wait, day by day. */
export function WaitingTimesPage(props: {
  readonly view: ViewContext;
  readonly times: readonly WaitingTimes[];
}): JSX.Element {
  const { view, times } = props;
  const { language } = view;
  const say = wording[language];
  const mean = (of: "withAppointment" | "walkIns") => {
    const people = times.reduce((sum, one) => sum + one[of].people, 0);
    return people === 0
      ? undefined
      : Math.round(times.reduce((sum, one) => sum + one[of].people * one[of].minutes, 0) / people);
  };
  const [kept, walked] = [mean("withAppointment"), mean("walkIns")];
  const shown = ({ people, minutes }: WaitingTimes["walkIns"]) => (people === 0 ? "–" : minutes);
  const words = {
    de: [
      kept === undefined ? "" : `Mit Termin warten Menschen im Mittel ${kept} Minuten`,
      walked === undefined ? "" : `ohne Termin ${walked}`,
    ],
    en: [
      kept === undefined ? "" : `People with an appointment wait ${kept} minutes on average`,
      walked === undefined ? "" : `without one ${walked}`,
    ],
  };
  return (
    <DeskPage view={view} title={say.statistics} nav={nav(view)}>
      {times.length === 0 ? (
        <Empty title={say.statisticsNone} icon="clock">
          <p>{say.statisticsNoneText}</p>
        </Empty>
      ) : (
        <Grid min="l" gap="l">
          <BarChart
            view={view}
            title={words[language].filter((one) => one !== "").join(", ")}
            labels={times.map(({ day }) => formatDayShort(day, language).slice(0, 6))}
            unit={say.minutes}
            series={[
              { label: say.withAppointment, values: times.map(({ withAppointment }) => withAppointment.minutes) },
              { label: say.withoutAppointment, values: times.map(({ walkIns }) => walkIns.minutes) },
            ]}
          />
          <Table
            caption={say.statistics}
            dense
            columns={[
              { key: "day", label: say.day },
              { key: "visits", label: say.visits, numeric: true },
              { key: "with", label: `${say.withAppointment} (${say.minutes})`, numeric: true },
              { key: "without", label: `${say.withoutAppointment} (${say.minutes})`, numeric: true },
              { key: "longest", label: `${say.longest} (${say.minutes})`, numeric: true },
            ]}
            rows={times.map((one) => ({
              key: one.day,
              cells: {
                day: formatDayShort(one.day, language),
                visits: one.visits,
                with: shown(one.withAppointment),
                without: shown(one.walkIns),
                longest: one.longest,
              },
            }))}
          />
        </Grid>
      )}
    </DeskPage>
  );
}

/** Closures for everybody at the desk; hours, counters and services for the administration. */
export function SettingsPage(props: {
  readonly view: ViewContext;
  readonly places: readonly Place[];
  readonly counters: readonly Counter[];
  readonly services: readonly Service[];
  readonly openings: readonly Opening[];
  readonly closures: readonly Closure[];
  /** Booked appointments by closure: by time and counter, without names. */
  readonly affected: ReadonlyMap<string, readonly Appointment[]>;
  /** Who looks works on appointments. */
  readonly mayMove: boolean;
  readonly waiting: ReadonlyMap<string, number>;
  readonly mayChange: boolean;
  readonly note: DeskNote | undefined;
  /** What came back with a mistake. */
  readonly typed: Readonly<Record<string, string>>;
}): JSX.Element {
  const { view, places, counters, services, typed } = props;
  const { language } = view;
  const say = wording[language];
  const action = view.href("/amt/termine/einstellungen");
  const placeName = (placeId: string) => places.find((one) => one.placeId === placeId)?.name[language] ?? "";
  const hoursOf = (placeId: string, weekday: number) =>
    props.openings
      .filter((one) => one.placeId === placeId && one.weekday === weekday)
      .map(({ fromMinute, toMinute }) => `${formatMinute(fromMinute)}–${formatMinute(toMinute)}`)
      .join(", ");
  const placeOptions = places.map(({ placeId, name }) => ({ value: placeId, label: name[language] }));
  const affectedBy = (closureId: string) => {
    const appointments = props.affected.get(closureId) ?? [];
    if (appointments.length === 0) return say.affectedNone;
    return (
      <ul>
        {appointments.map(({ appointmentId, start, counterId }) => {
          const words = `${formatInstant(start, language)}, ${counters.find((one) => one.counterId === counterId)?.name[language] ?? ""}`;
          return (
            <li key={appointmentId}>
              {props.mayMove ? <Link href={view.href(`/amt/termine/${appointmentId}`)}>{words}</Link> : words}
            </li>
          );
        })}
      </ul>
    );
  };
  /** A field of one of the page's forms: what came back belongs to the form that was sent. */
  const text =
    (form: "schliessung" | "anliegen" | "schalter" | "ort") =>
    (name: string, label: string, width: "short" | "medium" | "full" = "full", hint?: string) => (
      <TextField
        view={view}
        id={`${form}-${name}`}
        name={name}
        label={label}
        value={typed.formular === form ? (typed[name] ?? "") : ""}
        width={width}
        autocomplete="off"
        {...(hint === undefined ? {} : { hint })}
      />
    );
  const [ofClosure, ofService, ofCounter, ofPlace] = [
    text("schliessung"),
    text("anliegen"),
    text("schalter"),
    text("ort"),
  ];
  return (
    <DeskPage
      view={view}
      title={say.settings}
      nav={nav(view)}
      hasErrors={props.note !== undefined && props.note.tone !== "success"}
    >
      <Stack gap="xl">
        <Note note={props.note} />
        {places.length === 0 ? null : (
          <Section title={say.closures} id="schliessungen">
            {props.closures.length === 0 ? (
              <p class="muted">{say.noClosures}</p>
            ) : (
              <Table
                caption={say.closures}
                captionHidden
                dense
                columns={[
                  { key: "what", label: say.place },
                  { key: "from", label: say.from },
                  { key: "to", label: say.to },
                  { key: "reason", label: say.reason },
                  { key: "affected", label: say.affected },
                  { key: "act", label: say.remove, labelHidden: true, narrow: true },
                ]}
                rows={props.closures.map((closure) => ({
                  key: closure.closureId,
                  cells: {
                    what: `${placeName(closure.placeId)}: ${
                      counters.find(({ counterId }) => counterId === closure.counterId)?.name[language] ?? say.whole
                    }`,
                    from: formatInstant(closure.start, language),
                    to: formatInstant(closure.end, language),
                    reason: closure.reason === "" ? "–" : closure.reason,
                    affected: affectedBy(closure.closureId),
                    act: (
                      <Form view={view} action={`${action}/schliessung-loeschen`}>
                        <input type="hidden" name="schliessung" value={closure.closureId} />
                        <SubmitButton variant="tertiary">{say.remove}</SubmitButton>
                      </Form>
                    ),
                  },
                }))}
              />
            )}
            <Form view={view} action={`${action}/schliessung`}>
              <input type="hidden" name="formular" value="schliessung" />
              <Select
                view={view}
                name="wo"
                label={say.place}
                emptyLabel={null}
                value={typed.wo ?? ""}
                options={places.flatMap((place) => [
                  { value: place.placeId, label: `${place.name[language]}: ${say.whole}` },
                  ...counters
                    .filter(({ placeId }) => placeId === place.placeId)
                    .map((counter) => ({
                      value: `${place.placeId} ${counter.counterId}`,
                      label: `${place.name[language]}: ${counter.name[language]}`,
                    })),
                ])}
              />
              <DateField view={view} name="von" label={say.fromDay} value={typed.von ?? ""} />
              {ofClosure("ab", say.fromTime, "short")}
              <DateField view={view} name="bis" label={say.toDay} value={typed.bis ?? ""} />
              {ofClosure("ende", say.toTime, "short")}
              <TextField
                view={view}
                name="grund"
                label={say.reason}
                value={typed.grund ?? ""}
                required={false}
                maxlength={200}
              />
              <SubmitButton variant="secondary">{say.addClosure}</SubmitButton>
            </Form>
          </Section>
        )}
        {places.map((place) => (
          <Section key={place.placeId} title={`${say.hours}: ${place.name[language]}`} id={`zeiten-${place.key}`}>
            {props.mayChange ? (
              <Form view={view} action={`${action}/zeiten`}>
                <input type="hidden" name="ort" value={place.placeId} />
                <p class="field__hint">{say.hoursHint}</p>
                {weekdayWords[language].map((word, index) => (
                  <TextField
                    key={word}
                    view={view}
                    id={`${place.key}-tag-${index + 1}`}
                    name={`tag${index + 1}`}
                    label={word}
                    required={false}
                    autocomplete="off"
                    value={
                      typed.ort === place.placeId ? (typed[`tag${index + 1}`] ?? "") : hoursOf(place.placeId, index + 1)
                    }
                  />
                ))}
                <SubmitButton variant="secondary">{say.save}</SubmitButton>
              </Form>
            ) : (
              <Facts
                rows={weekdayWords[language].map((word, index) => ({
                  term: word,
                  value: hoursOf(place.placeId, index + 1) || say.closed,
                }))}
              />
            )}
          </Section>
        ))}
        <Section title={say.services} id="anliegen">
          <Table
            caption={say.services}
            captionHidden
            dense
            columns={[
              { key: "name", label: say.services },
              { key: "key", label: say.key },
              { key: "minutes", label: say.minutes, numeric: true },
              { key: "further", label: say.perFurther, numeric: true },
              { key: "waiting", label: say.waitingList, numeric: true },
              { key: "active", label: say.bookable },
            ]}
            rows={services.map((service) => ({
              key: service.key,
              cells: {
                name: service.name[language],
                key: service.key,
                minutes: service.minutes,
                further: service.minutesPerFurther,
                waiting: props.waiting.get(service.key) ?? 0,
                active: service.active ? say.yes : say.no,
              },
            }))}
          />
          {props.mayChange ? (
            <details class="help" open={typed.formular === "anliegen"}>
              <summary>{say.addService}</summary>
              <div class="help__body">
                <Form view={view} action={`${action}/anliegen`}>
                  <input type="hidden" name="formular" value="anliegen" />
                  {ofService("kuerzel", say.key, "medium", say.keyHint)}
                  {ofService("nameDe", say.nameDe)}
                  {ofService("nameEn", say.nameEn)}
                  {ofService("minuten", say.minutes, "short")}
                  {ofService("weitere", say.perFurther, "short")}
                  {ofService("personen", say.mostPeople, "short")}
                  {ofService("vorlauf", say.leadMinutes, "short")}
                  {ofService("voraus", say.horizonDays, "short")}
                  <Select
                    view={view}
                    name="buchbar"
                    label={say.bookable}
                    emptyLabel={null}
                    width="short"
                    value={typed.buchbar ?? "ja"}
                    options={[
                      { value: "ja", label: say.yes },
                      { value: "nein", label: say.no },
                    ]}
                  />
                  <SubmitButton variant="secondary">{say.save}</SubmitButton>
                </Form>
              </div>
            </details>
          ) : null}
        </Section>
        <Section title={say.counters} id="schalter">
          <Table
            caption={say.counters}
            captionHidden
            dense
            columns={[
              { key: "name", label: say.counter },
              { key: "place", label: say.place },
              { key: "does", label: say.does },
            ]}
            rows={counters.map((counter) => ({
              key: counter.counterId,
              cells: {
                name: counter.name[language],
                place: placeName(counter.placeId),
                does: services
                  .filter(({ key }) => counter.services.includes(key))
                  .map(({ name }) => name[language])
                  .join(", "),
              },
            }))}
          />
          {props.mayChange && places.length > 0 ? (
            <details class="help" open={typed.formular === "schalter"}>
              <summary>{say.addCounter}</summary>
              <div class="help__body">
                <Form view={view} action={`${action}/schalter`}>
                  <input type="hidden" name="formular" value="schalter" />
                  <Select
                    view={view}
                    id="schalter-ort"
                    name="ort"
                    label={say.place}
                    emptyLabel={null}
                    options={placeOptions}
                    {...(typed.formular === "schalter" && typed.ort !== undefined ? { value: typed.ort } : {})}
                  />
                  {ofCounter("nummer", say.position, "short")}
                  {ofCounter("nameDe", say.nameDe)}
                  {ofCounter("nameEn", say.nameEn)}
                  <Checkboxes
                    view={view}
                    name="erledigt"
                    legend={say.does}
                    options={services.map(({ key, name }) => ({ value: key, label: name[language] }))}
                  />
                  <SubmitButton variant="secondary">{say.save}</SubmitButton>
                </Form>
              </div>
            </details>
          ) : null}
        </Section>
        {props.mayChange ? (
          <Section title={say.addPlace} id="ort">
            <Form view={view} action={`${action}/ort`}>
              <input type="hidden" name="formular" value="ort" />
              {ofPlace("kuerzel", say.key, "medium", say.keyHint)}
              {ofPlace("nameDe", say.nameDe)}
              {ofPlace("nameEn", say.nameEn)}
              {ofPlace("anschrift", say.address)}
              <Actions>
                <SubmitButton variant="secondary">{say.save}</SubmitButton>
              </Actions>
            </Form>
          </Section>
        ) : null}
      </Stack>
    </DeskPage>
  );
}
