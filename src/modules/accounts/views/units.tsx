import type { ComponentChildren, JSX } from "preact";
import { formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  DateField,
  DeskPage,
  Empty,
  ErrorSummary,
  errorOf,
  Form,
  fieldId,
  Link,
  type Mistakes,
  Prose,
  Radios,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import { type Vertraulichkeitsstufe, vertraulichkeitsstufen } from "../model/clearance.ts";
import { type Deputyship, type Unit, type UnitMember, unitTree } from "../model/unit.ts";
import type { Staff } from "../store.ts";
import { deskNav } from "./desk-nav.ts";
import { clearanceWords, roleWords, unitsWording } from "./units-wording.ts";

function UnitsFrame(props: {
  view: ViewContext;
  title: string;
  mistakes?: Mistakes;
  tools?: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element {
  const { view, mistakes = {} } = props;
  const errors = Object.entries(mistakes).map(([name, message]) => ({ id: fieldId(name), message }));
  return (
    <DeskPage
      view={view}
      title={props.title}
      nav={deskNav(view, "verwaltung")}
      hasErrors={errors.length > 0}
      {...(props.tools === undefined ? {} : { tools: props.tools })}
    >
      <Stack gap="l">
        <ErrorSummary view={view} errors={errors} />
        {props.children}
      </Stack>
    </DeskPage>
  );
}

const unitLabel = (unit: Unit) => `${unit.code} ${unit.name}`;

/** Fields of a unit. */
export interface UnitDraft {
  readonly code: string;
  readonly name: string;
  readonly parentId: string;
}

function UnitFields(props: {
  view: ViewContext;
  units: readonly Unit[];
  draft: UnitDraft;
  mistakes: Mistakes | undefined;
}): JSX.Element {
  const { view, draft, mistakes } = props;
  const say = unitsWording[view.language];
  return (
    <>
      <TextField
        view={view}
        name="kuerzel"
        label={say.code}
        hint={say.codeHint}
        value={draft.code}
        width="short"
        autocomplete="off"
        {...errorOf(mistakes, "kuerzel")}
      />
      <TextField
        view={view}
        name="bezeichnung"
        label={say.unitName}
        value={draft.name}
        autocomplete="off"
        {...errorOf(mistakes, "bezeichnung")}
      />
      <Select
        view={view}
        name="gehoert_zu"
        label={say.parent}
        value={draft.parentId}
        required={false}
        emptyLabel={say.parentNone}
        options={unitTree(props.units)
          .filter(({ dissolvedAt }) => dissolvedAt === undefined)
          .map((unit) => ({ value: unit.unitId, label: `${"– ".repeat(unit.depth)}${unitLabel(unit)}` }))}
        {...errorOf(mistakes, "gehoert_zu")}
      />
    </>
  );
}

/** All units as a tree with who belongs to them, how far people are cleared, and a form for another unit. */
export function UnitsPage(props: {
  readonly view: ViewContext;
  readonly units: readonly Unit[];
  readonly members: readonly UnitMember[];
  readonly staff: readonly Staff[];
  readonly clearances: ReadonlyMap<string, Vertraulichkeitsstufe>;
  readonly draft: UnitDraft;
  readonly mistakes?: Mistakes;
}): JSX.Element {
  const { view, members } = props;
  const { language } = view;
  const say = unitsWording[language];
  const names = (unitId: string) =>
    members
      .filter((member) => member.unitId === unitId)
      .map(({ name, role }) => (role === "head" ? `${name} (${roleWords.head[language]})` : name))
      .join(", ");
  return (
    <UnitsFrame view={view} title={say.units} {...(props.mistakes === undefined ? {} : { mistakes: props.mistakes })}>
      <Prose>
        <p>{say.unitsLead}</p>
      </Prose>
      {props.units.length === 0 ? (
        <Empty title={say.noUnits} icon="users">
          <p>{say.noUnitsText}</p>
        </Empty>
      ) : (
        <Table
          caption={say.units}
          captionHidden
          columns={[
            { key: "unit", label: say.unitName },
            { key: "people", label: say.people },
          ]}
          rows={unitTree(props.units).map((unit) => ({
            key: unit.unitId,
            cells: {
              unit: (
                <>
                  {"– ".repeat(unit.depth)}
                  <Link href={view.href(`/amt/verwaltung/einheiten/${unit.unitId}`)}>{unitLabel(unit)}</Link>{" "}
                  {unit.dissolvedAt === undefined ? null : <Badge tone="neutral">{say.dissolved}</Badge>}
                </>
              ),
              people: names(unit.unitId) || say.nobody,
            },
          }))}
        />
      )}
      <Section title={say.addUnit} id="neu">
        <Form view={view} action={view.href("/amt/verwaltung/einheiten")}>
          <UnitFields view={view} units={props.units} draft={props.draft} mistakes={props.mistakes} />
          <Actions>
            <SubmitButton>{say.addUnit}</SubmitButton>
            <ButtonLink href={view.href("/amt/verwaltung")} variant="tertiary">
              {say.backToAdministration}
            </ButtonLink>
          </Actions>
        </Form>
      </Section>
      <Section title={say.clearances} id="vertraulichkeit">
        <Stack gap="s">
          <p>{say.clearancesLead}</p>
          <Table
            caption={say.clearances}
            captionHidden
            columns={[
              { key: "name", label: say.person },
              { key: "level", label: say.clearance },
              { key: "act", label: say.changeUnit, labelHidden: true, narrow: true },
            ]}
            rows={props.staff
              .filter(({ deactivatedAt }) => deactivatedAt === undefined)
              .map((staff) => ({
                key: staff.staffId,
                cells: {
                  name: staff.name,
                  level: clearanceWords[props.clearances.get(staff.staffId) ?? "003"][language],
                  act: (
                    <Link href={view.href(`/amt/verwaltung/konto/${staff.staffId}/vertraulichkeit`)}>
                      {say.changeUnit}
                      <VisuallyHidden>: {staff.name}</VisuallyHidden>
                    </Link>
                  ),
                },
              }))}
          />
        </Stack>
      </Section>
    </UnitsFrame>
  );
}

/** One unit: who belongs to it, its name and place, and its end. */
export function UnitPage(props: {
  readonly view: ViewContext;
  readonly unit: Unit;
  readonly units: readonly Unit[];
  readonly members: readonly UnitMember[];
  readonly staff: readonly Staff[];
  readonly draft: UnitDraft;
  readonly mistakes?: Mistakes;
}): JSX.Element {
  const { view, unit } = props;
  const { language } = view;
  const say = unitsWording[language];
  const members = props.members.filter(({ unitId }) => unitId === unit.unitId);
  const path = `/amt/verwaltung/einheiten/${unit.unitId}`;
  return (
    <UnitsFrame
      view={view}
      title={unitLabel(unit)}
      {...(props.mistakes === undefined ? {} : { mistakes: props.mistakes })}
      tools={unit.dissolvedAt === undefined ? null : <Badge tone="neutral">{say.dissolved}</Badge>}
    >
      <Section title={say.people} id="personen">
        {members.length === 0 ? (
          <p>{say.nobodyYet}</p>
        ) : (
          <Table
            caption={say.people}
            captionHidden
            columns={[
              { key: "name", label: say.person },
              { key: "role", label: say.role, narrow: true },
              { key: "act", label: say.remove, labelHidden: true, narrow: true },
            ]}
            rows={members.map((member) => ({
              key: member.staffId,
              cells: {
                name: member.name,
                role: roleWords[member.role][language],
                act: (
                  <Link href={view.href(`${path}/personen/${member.staffId}`)}>
                    {say.remove}
                    <VisuallyHidden>: {member.name}</VisuallyHidden>
                  </Link>
                ),
              },
            }))}
          />
        )}
      </Section>
      {unit.dissolvedAt !== undefined ? null : (
        <>
          <Section title={say.addMember} id="aufnehmen">
            <Form view={view} action={view.href(`${path}/personen`)}>
              <Select
                view={view}
                name="person"
                label={say.person}
                options={props.staff
                  .filter(({ deactivatedAt }) => deactivatedAt === undefined)
                  .map(({ staffId, name }) => ({ value: staffId, label: name }))}
                {...errorOf(props.mistakes, "person")}
              />
              <Radios
                view={view}
                name="rolle"
                legend={say.role}
                value="member"
                inline
                options={(["member", "head"] as const).map((role) => ({
                  value: role,
                  label: roleWords[role][language],
                }))}
              />
              <Actions>
                <SubmitButton>{say.addMember}</SubmitButton>
              </Actions>
            </Form>
          </Section>
          <Section title={say.changeUnit} id="angaben">
            <Form view={view} action={view.href(path)}>
              <UnitFields
                view={view}
                units={props.units.filter(({ unitId }) => unitId !== unit.unitId)}
                draft={props.draft}
                mistakes={props.mistakes}
              />
              <Actions>
                <SubmitButton>{say.save}</SubmitButton>
                <ButtonLink href={view.href(`${path}/aufloesen`)} variant="secondary">
                  {say.dissolve}
                </ButtonLink>
              </Actions>
            </Form>
          </Section>
        </>
      )}
      <p>
        <Link href={view.href("/amt/verwaltung/einheiten")}>{say.back}</Link>
      </p>
    </UnitsFrame>
  );
}

/** Asks before something ends that somebody would miss. */
export function ConfirmPage(props: {
  readonly view: ViewContext;
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly action: string;
  readonly back: string;
  /** Why it cannot be. */
  readonly obstacle?: string;
}): JSX.Element {
  const { view } = props;
  const say = unitsWording[view.language];
  return (
    <UnitsFrame view={view} title={props.title}>
      {props.obstacle === undefined ? (
        <Form view={view} action={props.action}>
          <Prose>
            <p>{props.text}</p>
          </Prose>
          <Actions>
            <SubmitButton variant="danger">{props.button}</SubmitButton>
            <ButtonLink href={props.back} variant="tertiary">
              {say.cancel}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <>
          <Alert tone="info" title={props.obstacle} />
          <Actions>
            <ButtonLink href={props.back}>{say.cancel}</ButtonLink>
          </Actions>
        </>
      )}
    </UnitsFrame>
  );
}

/** Up to which level somebody may see Akten. */
export function ClearancePage(props: {
  readonly view: ViewContext;
  readonly staff: Staff;
  readonly clearance: Vertraulichkeitsstufe;
}): JSX.Element {
  const { view, staff } = props;
  const say = unitsWording[view.language];
  return (
    <UnitsFrame view={view} title={`${say.clearance}: ${staff.name}`}>
      <Form view={view} action={view.href(`/amt/verwaltung/konto/${staff.staffId}/vertraulichkeit`)}>
        <Radios
          view={view}
          name="stufe"
          legend={say.clearance}
          hint={say.clearancesLead}
          value={props.clearance}
          options={vertraulichkeitsstufen.map((code) => ({ value: code, label: clearanceWords[code][view.language] }))}
        />
        <Actions>
          <SubmitButton>{say.save}</SubmitButton>
          <ButtonLink href={view.href("/amt/verwaltung/einheiten#vertraulichkeit")} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </UnitsFrame>
  );
}

/** Fields of a deputyship. */
export interface DeputyDraft {
  readonly absent: string;
  readonly deputy: string;
  readonly from: string;
  readonly until: string;
}

/** Who stands in for whom, and a form for the next. */
export function DeputiesPage(props: {
  readonly view: ViewContext;
  readonly deputies: readonly Deputyship[];
  readonly staff: readonly Staff[];
  readonly draft: DeputyDraft;
  readonly mistakes?: Mistakes;
}): JSX.Element {
  const { view, draft } = props;
  const { language } = view;
  const say = unitsWording[language];
  const people = props.staff
    .filter(({ deactivatedAt }) => deactivatedAt === undefined)
    .map(({ staffId, name }) => ({ value: staffId, label: name }));
  return (
    <UnitsFrame
      view={view}
      title={say.deputies}
      {...(props.mistakes === undefined ? {} : { mistakes: props.mistakes })}
    >
      <Prose>
        <p>{say.deputiesLead}</p>
      </Prose>
      {props.deputies.length === 0 ? (
        <Empty title={say.noDeputies} icon="calendar">
          <p>{say.noDeputiesText}</p>
        </Empty>
      ) : (
        <Table
          caption={say.deputies}
          captionHidden
          columns={[
            { key: "absent", label: say.absent },
            { key: "deputy", label: say.deputy },
            { key: "from", label: say.from, narrow: true },
            { key: "until", label: say.until, narrow: true },
            { key: "act", label: say.endDeputy, labelHidden: true, narrow: true },
          ]}
          rows={props.deputies.map((one) => ({
            key: one.deputyshipId,
            cells: {
              absent: one.absent.name,
              deputy: one.deputy.name,
              from: formatDayShort(one.fromDay, language),
              until: formatDayShort(one.untilDay, language),
              act: (
                <Link href={view.href(`/amt/verwaltung/vertretungen/${one.deputyshipId}/beenden`)}>
                  {say.endDeputy}
                  <VisuallyHidden>
                    : {one.absent.name}, {one.deputy.name}
                  </VisuallyHidden>
                </Link>
              ),
            },
          }))}
        />
      )}
      <Section title={say.addDeputy} id="neu">
        <Form view={view} action={view.href("/amt/verwaltung/vertretungen")}>
          <Select
            view={view}
            name="abwesend"
            label={say.absent}
            options={people}
            value={draft.absent}
            {...errorOf(props.mistakes, "abwesend")}
          />
          <Select
            view={view}
            name="vertritt"
            label={say.deputy}
            options={people}
            value={draft.deputy}
            {...errorOf(props.mistakes, "vertritt")}
          />
          <DateField view={view} name="von" label={say.from} value={draft.from} {...errorOf(props.mistakes, "von")} />
          <DateField view={view} name="bis" label={say.until} value={draft.until} {...errorOf(props.mistakes, "bis")} />
          <Actions>
            <SubmitButton>{say.addDeputy}</SubmitButton>
            <ButtonLink href={view.href("/amt/verwaltung")} variant="tertiary">
              {say.backToAdministration}
            </ButtonLink>
          </Actions>
        </Form>
      </Section>
    </UnitsFrame>
  );
}
