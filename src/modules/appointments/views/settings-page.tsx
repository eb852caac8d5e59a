import type { JSX } from "preact";
import { formatInstant } from "../../../kernel/index.ts";
import {
  Actions,
  Checkboxes,
  DateField,
  DeskPage,
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
import type { Appointment } from "../model/appointment.ts";
import type { Closure, Counter, Opening, Place, Service } from "../model/places.ts";
import { formatMinute } from "../model/times.ts";
import { type DeskNote, Note, nav } from "./desk-frame.tsx";
import { weekdayWords, wording } from "./wording.ts";

interface SettingsProps {
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
}

/** What of the settings is changed by a form of its own, and comes back with what was typed. */
type SettingsForm = "schliessung" | "anliegen" | "schalter" | "ort";

/** Text fields of one of the page's forms: what came back belongs to the form that was sent. */
const textOf =
  ({ view, typed }: SettingsProps, form: SettingsForm) =>
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

const actionOf = ({ view }: SettingsProps, what: string): string => view.href(`/amt/termine/einstellungen/${what}`);

const nameOfPlace = ({ view, places }: SettingsProps, placeId: string): string =>
  places.find((one) => one.placeId === placeId)?.name[view.language] ?? "";

/** Booked appointments that a closure falls upon, with the way to move them for whoever may. */
function Affected({ settings, closureId }: { settings: SettingsProps; closureId: string }): JSX.Element {
  const { view, counters } = settings;
  const { language } = view;
  const appointments = settings.affected.get(closureId) ?? [];
  if (appointments.length === 0) return <>{wording[language].affectedNone}</>;
  return (
    <ul>
      {appointments.map(({ appointmentId, start, counterId }) => {
        const counter = counters.find((one) => one.counterId === counterId)?.name[language] ?? "";
        const words = `${formatInstant(start, language)}, ${counter}`;
        return (
          <li key={appointmentId}>
            {settings.mayMove ? <Link href={view.href(`/amt/termine/${appointmentId}`)}>{words}</Link> : words}
          </li>
        );
      })}
    </ul>
  );
}

function Closures(props: SettingsProps): JSX.Element {
  const { view, places, counters, typed } = props;
  const { language } = view;
  const say = wording[language];
  const text = textOf(props, "schliessung");
  return (
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
              what: `${nameOfPlace(props, closure.placeId)}: ${
                counters.find(({ counterId }) => counterId === closure.counterId)?.name[language] ?? say.whole
              }`,
              from: formatInstant(closure.start, language),
              to: formatInstant(closure.end, language),
              reason: closure.reason === "" ? "–" : closure.reason,
              affected: <Affected settings={props} closureId={closure.closureId} />,
              act: (
                <Form view={view} action={actionOf(props, "schliessung-loeschen")}>
                  <input type="hidden" name="schliessung" value={closure.closureId} />
                  <SubmitButton variant="tertiary">{say.remove}</SubmitButton>
                </Form>
              ),
            },
          }))}
        />
      )}
      <Form view={view} action={actionOf(props, "schliessung")}>
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
        {text("ab", say.fromTime, "short")}
        <DateField view={view} name="bis" label={say.toDay} value={typed.bis ?? ""} />
        {text("ende", say.toTime, "short")}
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
  );
}

/** Opening hours of one place: to change, or to read. */
function Hours({ settings, place }: { settings: SettingsProps; place: Place }): JSX.Element {
  const { view, typed } = settings;
  const { language } = view;
  const say = wording[language];
  const hoursOf = (weekday: number) =>
    settings.openings
      .filter((one) => one.placeId === place.placeId && one.weekday === weekday)
      .map(({ fromMinute, toMinute }) => `${formatMinute(fromMinute)}–${formatMinute(toMinute)}`)
      .join(", ");
  return (
    <Section title={`${say.hours}: ${place.name[language]}`} id={`zeiten-${place.key}`}>
      {settings.mayChange ? (
        <Form view={view} action={actionOf(settings, "zeiten")}>
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
              value={typed.ort === place.placeId ? (typed[`tag${index + 1}`] ?? "") : hoursOf(index + 1)}
            />
          ))}
          <SubmitButton variant="secondary">{say.save}</SubmitButton>
        </Form>
      ) : (
        <Facts
          rows={weekdayWords[language].map((word, index) => ({
            term: word,
            value: hoursOf(index + 1) || say.closed,
          }))}
        />
      )}
    </Section>
  );
}

function Services(props: SettingsProps): JSX.Element {
  const { view, services, typed } = props;
  const { language } = view;
  const say = wording[language];
  const text = textOf(props, "anliegen");
  return (
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
            <Form view={view} action={actionOf(props, "anliegen")}>
              <input type="hidden" name="formular" value="anliegen" />
              {text("kuerzel", say.key, "medium", say.keyHint)}
              {text("nameDe", say.nameDe)}
              {text("nameEn", say.nameEn)}
              {text("minuten", say.minutes, "short")}
              {text("weitere", say.perFurther, "short")}
              {text("personen", say.mostPeople, "short")}
              {text("vorlauf", say.leadMinutes, "short")}
              {text("voraus", say.horizonDays, "short")}
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
  );
}

function Counters(props: SettingsProps): JSX.Element {
  const { view, places, counters, services, typed } = props;
  const { language } = view;
  const say = wording[language];
  const text = textOf(props, "schalter");
  return (
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
            place: nameOfPlace(props, counter.placeId),
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
            <Form view={view} action={actionOf(props, "schalter")}>
              <input type="hidden" name="formular" value="schalter" />
              <Select
                view={view}
                id="schalter-ort"
                name="ort"
                label={say.place}
                emptyLabel={null}
                options={places.map(({ placeId, name }) => ({ value: placeId, label: name[language] }))}
                {...(typed.formular === "schalter" && typed.ort !== undefined ? { value: typed.ort } : {})}
              />
              {text("nummer", say.position, "short")}
              {text("nameDe", say.nameDe)}
              {text("nameEn", say.nameEn)}
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
  );
}

function NewPlace(props: SettingsProps): JSX.Element {
  const say = wording[props.view.language];
  const text = textOf(props, "ort");
  return (
    <Section title={say.addPlace} id="ort">
      <Form view={props.view} action={actionOf(props, "ort")}>
        <input type="hidden" name="formular" value="ort" />
        {text("kuerzel", say.key, "medium", say.keyHint)}
        {text("nameDe", say.nameDe)}
        {text("nameEn", say.nameEn)}
        {text("anschrift", say.address)}
        <Actions>
          <SubmitButton variant="secondary">{say.save}</SubmitButton>
        </Actions>
      </Form>
    </Section>
  );
}

/** Closures for everybody at the desk; hours, counters and services for the administration. */
export function SettingsPage(props: SettingsProps): JSX.Element {
  const { view, places } = props;
  return (
    <DeskPage
      view={view}
      title={wording[view.language].settings}
      nav={nav(view)}
      hasErrors={props.note !== undefined && props.note.tone !== "success"}
    >
      <Stack gap="xl">
        <Note note={props.note} />
        {places.length === 0 ? null : <Closures {...props} />}
        {places.map((place) => (
          <Hours key={place.placeId} settings={props} place={place} />
        ))}
        <Services {...props} />
        <Counters {...props} />
        {props.mayChange ? <NewPlace {...props} /> : null}
      </Stack>
    </DeskPage>
  );
}
