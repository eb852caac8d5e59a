import type { JSX } from "preact";
import { addDays, formatDay, type PlainDay } from "../../../kernel/index.ts";
import {
  ButtonLink,
  Cluster,
  DeskPage,
  Empty,
  Form,
  Link,
  Section,
  Select,
  Sidebar,
  Stack,
  SubmitButton,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Appointment } from "../model/appointment.ts";
import type { BoardRow } from "../model/day-board.ts";
import type { Visit } from "../model/queue.ts";
import { formatTime } from "../model/times.ts";
import { type DeskNote, type DeskPlaceFacts, Note, nameOf, nameOfService, nav, StateBadge } from "./desk-frame.tsx";
import { wording } from "./wording.ts";

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
