import type { JSX } from "preact";
import { dayInBerlin, formatDay } from "../../../kernel/index.ts";
import {
  ButtonLink,
  Cluster,
  DateField,
  DeskPage,
  Facts,
  Form,
  Link,
  Section,
  Select,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { SubjectLink } from "../contracts.ts";
import type { Appointment } from "../model/appointment.ts";
import { formatTime } from "../model/times.ts";
import { type DeskNote, type DeskPlaceFacts, Note, nameOf, nameOfService, nav, StateBadge } from "./desk-frame.tsx";
import { wording } from "./wording.ts";

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
      title={`${formatTime(appointment.start, language)} ${nameOf(appointment, view)}`}
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
            {appointment.veiled ? null : <p>{appointment.mailboxId === undefined ? say.isNotTold : say.isTold}</p>}
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
              <ButtonLink variant="danger" href={view.href(`${path}/absagen`)}>
                {say.cancel}
              </ButtonLink>
            </Section>
          </>
        ) : null}
      </Stack>
    </DeskPage>
  );
}

/** Asks once before a person's time is given away. */
export function DeskCancelPage(props: {
  readonly view: ViewContext;
  readonly facts: DeskPlaceFacts;
  readonly appointment: Appointment;
}): JSX.Element {
  const { view, facts, appointment } = props;
  const { language } = view;
  const say = wording[language];
  const path = `/amt/termine/${appointment.appointmentId}`;
  const told = appointment.mailboxId === undefined ? say.cancelIsNotTold : say.cancelIsTold;
  return (
    <DeskPage view={view} title={say.cancelQuestion} nav={nav(view)}>
      <Stack gap="l">
        <Facts
          rows={[
            { term: say.person, value: nameOf(appointment, view) },
            { term: say.service, value: nameOfService(facts, appointment.serviceKey, view) },
            {
              term: say.when,
              value: `${formatDay(dayInBerlin(appointment.start), language)}, ${formatTime(appointment.start, language)}–${formatTime(appointment.end, language)}`,
            },
          ]}
        />
        <p>{appointment.veiled ? say.cancelText : `${say.cancelText} ${told}`}</p>
        <Form view={view} action={view.href(`${path}/absagen`)}>
          <Cluster>
            <SubmitButton variant="danger">{say.cancelYes}</SubmitButton>
            <ButtonLink variant="secondary" href={view.href(path)}>
              {say.cancelNo}
            </ButtonLink>
          </Cluster>
        </Form>
      </Stack>
    </DeskPage>
  );
}
