import type { ComponentChildren, JSX } from "preact";
import {
  addDays,
  dayInBerlin,
  daysBetween,
  formatDay,
  formatDayShort,
  type PlainDay,
  weekday,
} from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  CopyCode,
  DateField,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Link,
  LinkRows,
  PortalPage,
  Section,
  Select,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { SubjectLink } from "../contracts.ts";
import { type Appointment, canBeChanged, type Hold } from "../model/appointment.ts";
import { minutesFor, type Place, type Service } from "../model/places.ts";
import type { Slot } from "../model/slots.ts";
import { formatTime } from "../model/times.ts";
import type { WaitingEntry } from "../model/waiting.ts";
import { wording } from "./wording.ts";

function clock(view: ViewContext, instant: Date): string {
  const { clock } = wording[view.language];
  return `${formatTime(instant, view.language)}${clock === "" ? "" : ` ${clock}`}`;
}

function when(view: ViewContext, instant: Date): string {
  return `${formatDay(dayInBerlin(instant), view.language)}, ${clock(view, instant)}`;
}

/** What can be booked. */
export function ServicesPage(props: {
  readonly view: ViewContext;
  readonly services: readonly Service[];
}): JSX.Element {
  const { view } = props;
  const say = wording[view.language];
  return (
    <PortalPage view={view} title={say.appointments} lead={say.appointmentsLead}>
      {props.services.length === 0 ? (
        <Empty title={say.noServices} icon="calendar">
          <p>{say.noServicesText}</p>
        </Empty>
      ) : (
        <LinkRows
          items={props.services.map((service) => ({
            href: view.href(`/termine/${service.key}`),
            label: `${service.name[view.language]} (${service.minutes} ${say.minutes})`,
            icon: "calendar",
          }))}
        />
      )}
      <Section title={say.haveOne}>
        <p>
          <Link href={view.href("/fortsetzen")}>{say.openWithCode}</Link>
        </p>
      </Section>
    </PortalPage>
  );
}

function Times(props: { view: ViewContext; day: PlainDay; slots: readonly Slot[] }): JSX.Element {
  const { view } = props;
  const day = formatDay(props.day, view.language);
  return (
    <ul class="times">
      {props.slots.map((slot) => (
        <li key={slot.start.toISOString()}>
          <button
            class="btn btn--secondary"
            type="submit"
            name="beginn"
            value={`${slot.start.toISOString()} ${slot.placeId}`}
          >
            <span>
              {formatTime(slot.start, view.language)}
              <span class="vh">
                {" "}
                {wording[view.language].clock}, {day}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Days with their free times, each time a button of the form it stands in. */
function Days(props: {
  view: ViewContext;
  from: PlainDay;
  days: number;
  slots: readonly Slot[];
  places: readonly Place[];
  holidayOf: (day: PlainDay) => string | undefined;
}): JSX.Element {
  const { view } = props;
  const say = wording[view.language];
  const all = Array.from({ length: props.days }, (_, index) => addDays(props.from, index));
  const byDay = Map.groupBy(props.slots, ({ start }) => dayInBerlin(start));
  const shown = all.filter((day) => weekday(day) <= 5 || byDay.has(day));
  const firstFree = shown.find((day) => byDay.has(day));
  return (
    <Stack gap="l">
      {shown.map((day) => {
        const ofDay = byDay.get(day) ?? [];
        const places = props.places.filter(({ placeId }) => ofDay.some((slot) => slot.placeId === placeId));
        const holiday = props.holidayOf(day);
        return (
          <section key={day} aria-labelledby={`tag-${day}`}>
            <h2 class="h3" id={`tag-${day}`}>
              {formatDay(day, view.language)}
            </h2>
            {ofDay.length === 0 ? (
              <p class="muted">{holiday === undefined ? say.allTaken : `${say.holiday}: ${holiday}`}</p>
            ) : (
              // A week of ten minutes each is a long way on a phone: one day is open, the others say what they have.
              <details class="reveal" open={day === firstFree}>
                <summary>
                  {ofDay.length === 1 ? say.oneFreeTime : `${ofDay.length} ${say.freeTimes}`}
                  <span class="vh">, {formatDay(day, view.language)}</span>
                </summary>
                {places.map((place) => (
                  <div key={place.placeId}>
                    {props.places.length > 1 ? <h3 class="h4">{place.name[view.language]}</h3> : null}
                    <Times view={view} day={day} slots={ofDay.filter(({ placeId }) => placeId === place.placeId)} />
                  </div>
                ))}
              </details>
            )}
          </section>
        );
      })}
    </Stack>
  );
}

/** Free times of a service, a week at a time; for booking, and for changing an appointment. */
export function TimesPage(props: {
  readonly view: ViewContext;
  readonly service: Service;
  readonly people: number;
  /** First day shown. */
  readonly from: PlainDay;
  readonly days: number;
  readonly today: PlainDay;
  readonly slots: readonly Slot[];
  /** The next one from today on, whatever the week. */
  readonly next: Slot | undefined;
  readonly places: readonly Place[];
  readonly holidayOf: (day: PlainDay) => string | undefined;
  /** Where a chosen time is sent. */
  readonly action: string;
  /** Path of this page, without a query. */
  readonly path: string;
  readonly changing: boolean;
  readonly problem?: "taken" | "not-a-time" | "hold-gone" | "released";
}): JSX.Element {
  const { view, service, people, from } = props;
  const { language } = view;
  const say = wording[language];
  const lastDay = addDays(props.today, service.horizonDays);
  const href = (day: PlainDay) =>
    view.href(`${props.path}?ab=${day}${props.changing || people === 1 ? "" : `&personen=${people}`}`);
  const earlier = addDays(from, -props.days);
  const later = addDays(from, props.days);
  const problems = {
    taken: { tone: "warning", title: say.taken, text: props.next === undefined ? say.takenNothing : say.takenText },
    "not-a-time": { tone: "warning", title: say.notATime, text: say.takenText },
    "hold-gone": { tone: "warning", title: say.holdGone, text: say.holdGoneText },
    released: { tone: "success", title: say.released, text: undefined },
  } as const;
  const problem = props.problem === undefined ? undefined : problems[props.problem];
  const name = service.name[language];
  return (
    <PortalPage
      view={view}
      title={props.changing ? say.change : name}
      lead={props.changing ? say.changeLead : say.timesLead}
      back={{ href: view.href(props.changing ? props.path.replace(/\/aendern$/, "") : "/termine"), label: say.back }}
      {...(problem === undefined
        ? {}
        : {
            above: (
              <Alert tone={problem.tone} role={problem.tone === "warning" ? "alert" : "status"} title={problem.title}>
                {problem.text === undefined ? null : <p>{problem.text}</p>}
              </Alert>
            ),
          })}
    >
      <Stack gap="l">
        <p class="muted">
          {props.changing ? `${name}, ` : ""}
          {minutesFor(service, people)} {say.minutes}
        </p>
        {props.changing || service.mostPeople === 1 ? null : (
          <form class="form" method="get" action={view.href(props.path)}>
            <Select
              view={view}
              name="personen"
              label={say.people}
              value={String(people)}
              emptyLabel={null}
              width="short"
              options={Array.from({ length: service.mostPeople }, (_, index) => ({
                value: String(index + 1),
                label: String(index + 1),
              }))}
            />
            <SubmitButton variant="secondary">{say.show}</SubmitButton>
          </form>
        )}
        {props.slots.length > 0 ? (
          <Form view={view} action={view.href(props.action)}>
            <input type="hidden" name="personen" value={people} />
            <Days
              view={view}
              from={from}
              days={props.days}
              slots={props.slots}
              places={props.places}
              holidayOf={props.holidayOf}
            />
          </Form>
        ) : (
          <Empty title={props.next === undefined ? say.noTimesAtAll : say.noTimes} icon="calendar">
            <p>{props.next === undefined ? say.noTimesAtAllText : say.noTimesText}</p>
            {props.next === undefined ? null : (
              <p>
                <Link href={href(dayInBerlin(props.next.start))}>
                  {say.nextFree}: {when(view, props.next.start)}
                </Link>
              </p>
            )}
          </Empty>
        )}
        <nav class="pager" aria-label={say.times}>
          {from <= props.today ? null : (
            <Link
              class="btn btn--secondary"
              rel="prev"
              href={href(daysBetween(props.today, earlier) < 0 ? props.today : earlier)}
            >
              {language === "de" ? "Frühere Tage" : "Earlier days"}
            </Link>
          )}
          {later > lastDay ? null : (
            <Link class="btn btn--secondary" rel="next" href={href(later)}>
              {language === "de" ? "Spätere Tage" : "Later days"}
            </Link>
          )}
        </nav>
        {props.changing ? null : (
          <Section title={say.wantEarlier}>
            <p>{say.wantEarlierText}</p>
            <p>
              <Link href={view.href(`/termine/${service.key}/warteliste`)}>{say.toWaitingList}</Link>
            </p>
          </Section>
        )}
      </Stack>
    </PortalPage>
  );
}

function facts(
  view: ViewContext,
  of: {
    readonly service: Service | undefined;
    readonly start: Date;
    readonly people: number;
    readonly place: Place | undefined;
  },
): { term: string; value: ComponentChildren }[] {
  const say = wording[view.language];
  return [
    { term: say.what, value: of.service?.name[view.language] ?? "" },
    { term: say.when, value: when(view, of.start) },
    {
      term: say.where,
      value: (
        <>
          {of.place?.name[view.language]}
          <br />
          {of.place?.address}
        </>
      ),
    },
    ...(of.people === 1 ? [] : [{ term: say.howMany, value: String(of.people) }]),
  ];
}

/** What is wrong with what somebody typed. */
export interface BookingMistakes {
  readonly name?: string;
  readonly email?: string;
  readonly lastDay?: string;
}

function summary(
  view: ViewContext,
  fields: readonly (readonly [name: string, message: string | undefined])[],
): JSX.Element {
  return (
    <ErrorSummary
      view={view}
      errors={fields.flatMap(([name, message]) => (message === undefined ? [] : [{ id: fieldId(name), message }]))}
    />
  );
}

/** A time is held: who comes? */
export function ConfirmPage(props: {
  readonly view: ViewContext;
  readonly service: Service;
  readonly hold: Pick<Hold, "holdKey" | "start" | "people" | "until">;
  readonly place: Place | undefined;
  readonly typed: { readonly name: string; readonly email: string };
  readonly mistakes: BookingMistakes;
  /** It belongs to a case: the reminder goes into its mailbox. */
  readonly hasMailbox: boolean;
}): JSX.Element {
  const { view, hold, mistakes } = props;
  const say = wording[view.language];
  const path = `/termine/${props.service.key}/zeit/${hold.holdKey}`;
  const errors = summary(view, [
    ["name", mistakes.name],
    ["email", mistakes.email],
  ]);
  return (
    <PortalPage
      view={view}
      title={say.confirm}
      back={{ href: view.href(`/termine/${props.service.key}?ab=${dayInBerlin(hold.start)}`), label: say.back }}
      above={errors}
      hasErrors={Object.keys(mistakes).length > 0}
    >
      <Stack gap="l">
        <Facts rows={facts(view, { ...hold, service: props.service, place: props.place })} />
        <Alert tone="info" title={`${say.kept} ${clock(view, hold.until)}.`} />
        <Form view={view} action={view.href(path)}>
          <input type="hidden" name="beginn" value={hold.start.toISOString()} />
          <input type="hidden" name="personen" value={hold.people} />
          <TextField
            view={view}
            name="name"
            label={say.name}
            hint={say.nameHint}
            value={props.typed.name}
            autocomplete="name"
            maxlength={120}
            {...(mistakes.name === undefined ? {} : { error: mistakes.name })}
          />
          {props.hasMailbox ? null : (
            <TextField
              view={view}
              name="email"
              type="email"
              label={say.email}
              hint={say.emailHint}
              required={false}
              value={props.typed.email}
              autocomplete="email"
              {...(mistakes.email === undefined ? {} : { error: mistakes.email })}
            />
          )}
          <Actions>
            <SubmitButton>{say.book}</SubmitButton>
          </Actions>
        </Form>
        <Form view={view} action={view.href(`${path}/freigeben`)}>
          <SubmitButton variant="tertiary">{say.release}</SubmitButton>
        </Form>
      </Stack>
    </PortalPage>
  );
}

/** An appointment, for whoever has its code. */
export function AppointmentPage(props: {
  readonly view: ViewContext;
  readonly appointment: Appointment;
  readonly service: Service | undefined;
  readonly place: Place | undefined;
  readonly code: string;
  readonly subject: SubjectLink | undefined;
  readonly done: "booked" | "changed" | undefined;
  readonly now: Date;
}): JSX.Element {
  const { view, appointment } = props;
  const say = wording[view.language];
  const path = `/termin/${appointment.appointmentId}`;
  const cancelled = appointment.state === "cancelled";
  const changeable = canBeChanged(appointment, props.now);
  return (
    <PortalPage
      view={view}
      title={props.done === "booked" ? say.booked : say.yours}
      {...(props.done === "booked" ? { lead: say.bookedText } : {})}
    >
      <Stack gap="l">
        {props.done === "changed" ? <Alert tone="success" role="status" title={say.changed} /> : null}
        {cancelled ? (
          <Alert tone="info" title={say.isCancelled} role="status">
            <p>{say.isCancelledText}</p>
          </Alert>
        ) : null}
        <Facts
          rows={[
            ...facts(view, { ...appointment, service: props.service, place: props.place }),
            ...(cancelled
              ? []
              : [{ term: say.number, value: <strong>{appointment.ticket}</strong>, hint: say.numberHint }]),
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
        {cancelled ? (
          <ButtonLink href={view.href(`/termine/${appointment.serviceKey}`)}>{say.bookAgain}</ButtonLink>
        ) : (
          <CopyCode view={view} code={props.code} label={say.code} />
        )}
        {changeable ? (
          <Actions>
            <ButtonLink href={view.href(`${path}/termin.ics`)} icon="calendar">
              {say.calendar}
            </ButtonLink>
            <ButtonLink variant="secondary" href={view.href(`${path}/aendern`)}>
              {say.change}
            </ButtonLink>
            <ButtonLink variant="tertiary" href={view.href(`${path}/absagen`)}>
              {say.cancel}
            </ButtonLink>
          </Actions>
        ) : null}
      </Stack>
    </PortalPage>
  );
}

/** Asks once before a time is given away. */
export function CancelPage(props: {
  readonly view: ViewContext;
  readonly appointment: Appointment;
  readonly service: Service | undefined;
  readonly place: Place | undefined;
}): JSX.Element {
  const { view, appointment } = props;
  const say = wording[view.language];
  const path = `/termin/${appointment.appointmentId}`;
  return (
    <PortalPage view={view} title={say.cancelQuestion} lead={say.cancelText}>
      <Stack gap="l">
        <Facts rows={facts(view, { ...appointment, service: props.service, place: props.place })} />
        <Form view={view} action={view.href(`${path}/absagen`)}>
          <Actions>
            <SubmitButton variant="danger">{say.cancelYes}</SubmitButton>
            <ButtonLink variant="secondary" href={view.href(path)}>
              {say.cancelNo}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </PortalPage>
  );
}

/** This device does not know the code of what it wants to see. */
export function CodePage(props: {
  readonly view: ViewContext;
  /** Where the code is sent. */
  readonly action: string;
  readonly typed: string;
  readonly error: string | undefined;
}): JSX.Element {
  const { view } = props;
  const say = wording[view.language];
  return (
    <PortalPage
      view={view}
      title={say.enterCode}
      lead={say.enterCodeLead}
      above={summary(view, [["code", props.error]])}
      hasErrors={props.error !== undefined}
    >
      <Form view={view} action={view.href(props.action)}>
        <TextField
          view={view}
          name="code"
          label={say.code}
          hint={say.codeHint}
          value={props.typed}
          autocomplete="off"
          spellcheck={false}
          maxlength={40}
          width="medium"
          {...(props.error === undefined ? {} : { error: props.error })}
        />
        <Actions>
          <SubmitButton>{say.next}</SubmitButton>
        </Actions>
      </Form>
    </PortalPage>
  );
}

/** Who wants an earlier time, until when. */
export function JoinWaitingPage(props: {
  readonly view: ViewContext;
  readonly service: Service;
  readonly typed: { readonly name: string; readonly email: string; readonly lastDay: string; readonly people: string };
  readonly mistakes: BookingMistakes;
}): JSX.Element {
  const { view, service, typed, mistakes } = props;
  const say = wording[view.language];
  const errors = summary(view, [
    ["name", mistakes.name],
    ["bis", mistakes.lastDay],
    ["email", mistakes.email],
  ]);
  return (
    <PortalPage
      view={view}
      title={say.waitingList}
      lead={say.waitingLead}
      back={{ href: view.href(`/termine/${service.key}`), label: say.back }}
      above={errors}
      hasErrors={Object.keys(mistakes).length > 0}
    >
      <Form view={view} action={view.href(`/termine/${service.key}/warteliste`)}>
        <p>
          {say.what}: <strong>{service.name[view.language]}</strong>
        </p>
        <TextField
          view={view}
          name="name"
          label={say.name}
          value={typed.name}
          autocomplete="name"
          maxlength={120}
          {...(mistakes.name === undefined ? {} : { error: mistakes.name })}
        />
        {service.mostPeople === 1 ? null : (
          <Select
            view={view}
            name="personen"
            label={say.people}
            value={typed.people}
            emptyLabel={null}
            width="short"
            options={Array.from({ length: service.mostPeople }, (_, index) => ({
              value: String(index + 1),
              label: String(index + 1),
            }))}
          />
        )}
        <DateField
          view={view}
          name="bis"
          label={say.lastDay}
          value={typed.lastDay}
          {...(mistakes.lastDay === undefined ? {} : { error: mistakes.lastDay })}
        />
        <TextField
          view={view}
          name="email"
          type="email"
          label={say.email}
          hint={say.waitingEmailHint}
          required={false}
          value={typed.email}
          autocomplete="email"
          {...(mistakes.email === undefined ? {} : { error: mistakes.email })}
        />
        <Actions>
          <SubmitButton>{say.join}</SubmitButton>
        </Actions>
      </Form>
    </PortalPage>
  );
}

/** An entry of the waiting list, for whoever has its code. */
export function WaitingPage(props: {
  readonly view: ViewContext;
  readonly entry: WaitingEntry;
  readonly service: Service | undefined;
  readonly place: Place | undefined;
  readonly code: string;
  readonly note: "offer-over" | "declined" | undefined;
  readonly now: Date;
}): JSX.Element {
  const { view, entry } = props;
  const say = wording[view.language];
  const path = `/warteliste/${entry.waitingId}`;
  const { offer } = entry;
  const open = entry.state === "offered" && offer?.until !== undefined && offer.until > props.now;
  if (entry.state === "left" || entry.state === "booked") {
    return (
      <PortalPage view={view} title={entry.state === "left" ? say.left : say.booked}>
        <Actions>
          {entry.state === "left" ? (
            <ButtonLink href={view.href(`/termine/${entry.serviceKey}`)}>{say.bookAgain}</ButtonLink>
          ) : (
            <ButtonLink href={view.href("/fortsetzen")}>{say.openWithCode}</ButtonLink>
          )}
        </Actions>
      </PortalPage>
    );
  }
  return (
    <PortalPage view={view} title={open ? say.offer : say.joined} script="warteliste.js">
      <Stack gap="l">
        {props.note === undefined ? null : (
          <Alert tone="info" role="status" title={props.note === "declined" ? say.declined : say.offerOver} />
        )}
        {open && offer?.until !== undefined ? (
          <>
            <Facts
              rows={facts(view, {
                start: offer.start,
                people: entry.people,
                service: props.service,
                place: props.place,
              })}
            />
            <Alert tone="warning" title={`${say.offerUntil} ${clock(view, offer.until)}.`} />
            <Form view={view} action={view.href(`${path}/angebot`)}>
              <Actions>
                <SubmitButton name="antwort" value="ja">
                  {say.accept}
                </SubmitButton>
                <SubmitButton name="antwort" value="nein" variant="secondary">
                  {say.decline}
                </SubmitButton>
              </Actions>
            </Form>
          </>
        ) : (
          <>
            <p data-reload="60">{say.joinedText}</p>
            <Facts
              rows={[
                { term: say.what, value: props.service?.name[view.language] ?? "" },
                { term: say.until, value: formatDayShort(entry.lastDay, view.language) },
                ...(entry.people === 1 ? [] : [{ term: say.howMany, value: String(entry.people) }]),
              ]}
            />
          </>
        )}
        <CopyCode view={view} code={props.code} label={say.code} />
        <Form view={view} action={view.href(`${path}/verlassen`)}>
          <SubmitButton variant="tertiary">{say.leave}</SubmitButton>
        </Form>
      </Stack>
    </PortalPage>
  );
}
