import type { ComponentChildren, JSX } from "preact";
import { formatInstant, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  errorOf,
  Facts,
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
  TextArea,
  TextField,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import { clearanceWords, type Unit, unitTree, vertraulichkeitsstufen } from "../../accounts/index.ts";
import type { AccessScope, AkteAccess } from "../model/access.ts";
import type { Akte, Vorgang } from "../model/akte.ts";
import { accessWording, allowedWords, scopeWords } from "./access-wording.ts";

interface Frame {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

const scopes = ["alle", "einheit", "benannte"] as const;

function Page(
  props: Frame & { title: string; mistakes?: Mistakes | undefined; children: ComponentChildren },
): JSX.Element {
  const errors = Object.entries(props.mistakes ?? {}).map(([name, message]) => ({ id: fieldId(name), message }));
  return (
    <DeskPage view={props.view} title={props.title} nav={props.nav} hasErrors={errors.length > 0}>
      <Stack gap="l">
        <ErrorSummary view={props.view} errors={errors} />
        {props.children}
      </Stack>
    </DeskPage>
  );
}

const unitLabel = (unit: Unit) => `${unit.code} ${unit.name}`;

function unitOptions(units: readonly Unit[]) {
  return unitTree(units)
    .filter(({ dissolvedAt }) => dissolvedAt === undefined)
    .map((unit) => ({ value: unit.unitId, label: `${"– ".repeat(unit.depth)}${unitLabel(unit)}` }));
}

/** Unit, level and scope: for an Akte, and for what new ones begin with. */
function AccessFields(props: {
  view: ViewContext;
  units: readonly Unit[];
  access: Omit<AkteAccess, "grants">;
  scopes: readonly AccessScope[];
  mistakes: Mistakes | undefined;
}): JSX.Element {
  const { view, access } = props;
  const { language } = view;
  const say = accessWording[language];
  return (
    <>
      <Select
        view={view}
        name="federfuehrung"
        label={say.federfuehrung}
        required={false}
        value={access.federfuehrung ?? ""}
        emptyLabel={say.noUnit}
        options={unitOptions(props.units)}
        {...errorOf(props.mistakes, "federfuehrung")}
      />
      <Radios
        view={view}
        name="zugriff"
        legend={say.whoSees}
        value={access.scope}
        options={props.scopes.map((scope) => ({
          value: scope,
          label: scopeWords[scope].label[language],
          hint: scopeWords[scope].hint[language],
        }))}
        {...errorOf(props.mistakes, "zugriff")}
      />
      <Radios
        view={view}
        name="stufe"
        legend={say.level}
        value={access.vertraulichkeit}
        options={vertraulichkeitsstufen.map((code) => ({ value: code, label: clearanceWords[code][language] }))}
        {...errorOf(props.mistakes, "stufe")}
      />
    </>
  );
}

/** Who may see an Akte: a form that names at most one more each time it is sent. */
export function AccessPage(
  props: Frame & {
    readonly akte: Akte;
    readonly access: AkteAccess;
    readonly units: readonly Unit[];
    readonly people: readonly { readonly staffId: string; readonly name: string }[];
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, akte, access, mistakes } = props;
  const say = accessWording[view.language];
  const rights = [
    { value: "bearbeiten", label: say.work },
    { value: "lesen", label: say.read },
  ];
  const named = new Set(access.grants.map(({ id }) => id));
  return (
    <Page view={view} nav={nav} title={say.changeTitle(akte.aktenzeichen)} mistakes={mistakes}>
      <Prose>
        <p>{say.changeLead}</p>
      </Prose>
      <Form view={view} action={view.href(`/amt/akte/${akte.akteId}/zugriff`)}>
        <AccessFields view={view} units={props.units} access={access} scopes={scopes} mistakes={mistakes} />
        {access.grants.map((grant) => (
          <Select
            key={grant.id}
            view={view}
            name={`recht_${grant.id}`}
            label={`${say.right}: ${grant.name}`}
            value={grant.mayWork ? "bearbeiten" : "lesen"}
            emptyLabel={null}
            options={[...rights, { value: "entfernen", label: say.remove }]}
          />
        ))}
        <Select
          view={view}
          name="benennen"
          label={say.addNamed}
          required={false}
          emptyLabel={say.nobodyBesides}
          options={[
            ...props.people.map(({ staffId, name }) => ({ value: `person ${staffId}`, label: name })),
            ...unitOptions(props.units).map(({ value, label }) => ({ value: `einheit ${value}`, label })),
          ].filter(({ value }) => !named.has(value.split(" ")[1] ?? ""))}
        />
        <Radios view={view} name="recht_neu" legend={say.addRight} value="lesen" inline options={rights} />
        <Actions>
          <SubmitButton>{say.save}</SubmitButton>
          <ButtonLink href={view.href(`/amt/akte/${akte.akteId}`)} variant="tertiary">
            {say.backToAkte}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}

/** On the page of an Akte: who sees it, why the reader does, and the steps to z.d.A. and back. */
export function AccessSummary(props: {
  readonly view: ViewContext;
  readonly akte: Akte;
  readonly access: AkteAccess;
  readonly unit: Unit | undefined;
  readonly vorgaenge: readonly Vorgang[];
  readonly mayWork: boolean;
  readonly mayManage: boolean;
  /** Until when the reader sees it with a reason. */
  readonly openedUntil: Date | undefined;
  readonly deputising: readonly string[];
}): JSX.Element {
  const { view, akte, access } = props;
  const { language } = view;
  const say = accessWording[language];
  const path = `/amt/akte/${akte.akteId}`;
  const closed = akte.zdaAt !== null;
  return (
    <Stack gap="m">
      <Facts
        rows={[
          { term: say.federfuehrung, value: props.unit === undefined ? say.town : unitLabel(props.unit) },
          {
            term: say.whoSees,
            value: scopeWords[access.scope].label[language],
            ...(props.mayManage && props.mayWork
              ? { action: <Link href={view.href(`${path}/zugriff`)}>{say.change}</Link> }
              : {}),
          },
          { term: say.level, value: clearanceWords[access.vertraulichkeit][language] },
          {
            term: say.besides,
            value:
              access.grants.length === 0
                ? say.nobodyBesides
                : access.grants.map(({ name, mayWork }) => `${name} (${mayWork ? say.work : say.read})`).join(", "),
          },
          {
            term: say.yourRight,
            value: props.mayWork
              ? say.mayWork
              : props.openedUntil === undefined
                ? say.mayRead
                : say.untilReason(formatInstant(props.openedUntil, language)),
            ...(props.deputising.length === 0 ? {} : { hint: say.deputising(props.deputising.join(", ")) }),
          },
        ]}
      />
      {props.mayWork && props.vorgaenge.length > 0 ? (
        <Table
          caption={say.vorgaenge}
          columns={[
            { key: "vorgang", label: say.vorgang },
            { key: "state", label: say.state, narrow: true },
            { key: "act", label: say.act, narrow: true },
          ]}
          dense
          rows={props.vorgaenge.map((vorgang) => ({
            key: vorgang.vorgangId,
            cells: {
              vorgang: `${vorgang.aktenzeichen} ${vorgang.betreff}`,
              state: (
                <Badge tone={vorgang.zdaAt === null ? "info" : "neutral"}>
                  {vorgang.zdaAt === null ? say.open : say.zda}
                </Badge>
              ),
              act:
                vorgang.zdaAt === null ? (
                  <Link href={view.href(`${path}/zda/${vorgang.vorgangId}`)}>
                    {say.closeVorgang}
                    <VisuallyHidden>: {vorgang.aktenzeichen}</VisuallyHidden>
                  </Link>
                ) : closed ? null : (
                  <Link href={view.href(`${path}/oeffnen/${vorgang.vorgangId}`)}>
                    {say.reopen}
                    <VisuallyHidden>: {vorgang.aktenzeichen}</VisuallyHidden>
                  </Link>
                ),
            },
          }))}
        />
      ) : null}
      {props.mayWork ? (
        <p>
          <Link href={view.href(`${path}/${closed ? "oeffnen" : "zda"}`)}>
            {closed ? say.reopenAkte : say.closeAkte}
          </Link>
        </p>
      ) : null}
    </Stack>
  );
}

/** What stands against z.d.A., with links to where it is put right; the button once nothing does. */
export function ClosingPage(
  props: Frame & {
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly action: string;
    readonly akteId: string;
    readonly obstacles: readonly { readonly text: Localized; readonly path?: string; readonly blocks: boolean }[];
  },
): JSX.Element {
  const { view, nav } = props;
  const { language } = view;
  const say = accessWording[language];
  const list = (blocks: boolean) => (
    <ul>
      {props.obstacles
        .filter((one) => one.blocks === blocks)
        .map(({ text, path }) => (
          <li key={text.de}>
            {text[language]}{" "}
            {path === undefined ? null : (
              <Link href={view.href(path)}>
                {say.putRight}
                <VisuallyHidden>: {text[language]}</VisuallyHidden>
              </Link>
            )}
          </li>
        ))}
    </ul>
  );
  const blocked = props.obstacles.some(({ blocks }) => blocks);
  return (
    <Page view={view} nav={nav} title={props.title}>
      {blocked ? (
        <Section title={say.against}>
          <Prose>
            <p>{say.againstLead}</p>
            {list(true)}
          </Prose>
        </Section>
      ) : (
        <Alert tone="success" title={say.nothingAgainst}>
          <p>{say.nothingAgainstText}</p>
        </Alert>
      )}
      {props.obstacles.some(({ blocks }) => !blocks) ? (
        <Section title={say.toNote}>
          <Prose>{list(false)}</Prose>
        </Section>
      ) : null}
      {blocked ? (
        <Actions>
          <ButtonLink href={view.href(`/amt/akte/${props.akteId}`)}>{say.backToAkte}</ButtonLink>
        </Actions>
      ) : (
        <Form view={view} action={props.action}>
          <Prose>
            <p>{props.text}</p>
          </Prose>
          <Actions>
            <SubmitButton>{props.button}</SubmitButton>
            <ButtonLink href={view.href(`/amt/akte/${props.akteId}`)} variant="tertiary">
              {say.cancel}
            </ButtonLink>
          </Actions>
        </Form>
      )}
    </Page>
  );
}

/** Asks for the reason of a reopening. */
export function ReopenPage(
  props: Frame & {
    readonly title: string;
    readonly action: string;
    readonly akteId: string;
    readonly reason: string;
    readonly obstacle?: string | undefined;
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, mistakes } = props;
  const say = accessWording[view.language];
  return (
    <Page view={view} nav={nav} title={props.title} mistakes={mistakes}>
      {props.obstacle === undefined ? (
        <Form view={view} action={props.action}>
          <Prose>
            <p>{say.reopenText}</p>
          </Prose>
          <TextArea
            view={view}
            name="grund"
            label={say.reason}
            hint={say.reopenReasonHint}
            value={props.reason}
            maxlength={500}
            {...errorOf(mistakes, "grund")}
          />
          <Actions>
            <SubmitButton>{say.reopen}</SubmitButton>
            <ButtonLink href={view.href(`/amt/akte/${props.akteId}`)} variant="tertiary">
              {say.cancel}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <>
          <Alert tone="info" title={props.obstacle} />
          <Actions>
            <ButtonLink href={view.href(`/amt/akte/${props.akteId}`)}>{say.backToAkte}</ButtonLink>
          </Actions>
        </>
      )}
    </Page>
  );
}

/** Opens an Akte for somebody who knows its Aktenzeichen. Says nothing of any Akte before a reason is given. */
export function OpenWithReasonPage(
  props: Frame & {
    readonly mayOpen: boolean;
    readonly hours: number;
    readonly typed: { readonly aktenzeichen: string; readonly reason: string };
    readonly mistakes?: Mistakes;
    readonly problem?: string;
  },
): JSX.Element {
  const { view, nav, mistakes } = props;
  const say = accessWording[view.language];
  return (
    <Page view={view} nav={nav} title={say.openTitle} mistakes={mistakes}>
      {props.problem === undefined ? null : <Alert tone="error" title={props.problem} role="alert" />}
      {props.mayOpen ? (
        <Form view={view} action={view.href("/amt/akte-oeffnen")}>
          <Prose>
            <p>{say.openLead}</p>
            <p>{say.openFor(props.hours)}</p>
          </Prose>
          <TextField
            view={view}
            name="aktenzeichen"
            label={say.aktenzeichen}
            hint={say.aktenzeichenHint}
            value={props.typed.aktenzeichen}
            width="medium"
            autocomplete="off"
            maxlength={60}
            spellcheck={false}
            {...errorOf(mistakes, "aktenzeichen")}
          />
          <TextArea
            view={view}
            name="grund"
            label={say.reason}
            hint={say.openReasonHint}
            value={props.typed.reason}
            maxlength={1000}
            {...errorOf(mistakes, "grund")}
          />
          <Actions>
            <SubmitButton>{say.openButton}</SubmitButton>
            <ButtonLink href={view.href("/amt/akten")} variant="tertiary">
              {say.cancel}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <Alert tone="info" title={say.mayNot}>
          <p>{say.mayNotText}</p>
        </Alert>
      )}
      <p>
        <Link href={view.href("/amt/akten/geoeffnet")}>{say.openedList}</Link>
      </p>
    </Page>
  );
}

/** What was opened with a reason, for those who look after it. */
export function OpeningsPage(
  props: Frame & {
    readonly openings: readonly {
      readonly insightId: string;
      readonly akteId: string;
      readonly aktenzeichen: string;
      readonly name: string;
      readonly reason: string;
      readonly at: Date;
      readonly until: Date;
    }[];
    /** Those of the Akten that the reader sees. */
    readonly seen: ReadonlySet<string>;
  },
): JSX.Element {
  const { view, nav } = props;
  const { language } = view;
  const say = accessWording[language];
  return (
    <Page view={view} nav={nav} title={say.openedList}>
      <Prose>
        <p>{say.openedLead}</p>
      </Prose>
      {props.openings.length === 0 ? (
        <Empty title={say.nothingOpened} icon="archive">
          <p>{say.nothingOpenedText}</p>
        </Empty>
      ) : (
        <Table
          caption={say.openedList}
          captionHidden
          keyboard
          dense
          columns={[
            { key: "akte", label: say.aktenzeichen, narrow: true },
            { key: "who", label: say.who, narrow: true },
            { key: "reason", label: say.reason },
            { key: "when", label: say.when, narrow: true },
            { key: "until", label: say.until, narrow: true },
          ]}
          rows={props.openings.map((one) => ({
            key: one.insightId,
            cells: {
              akte: props.seen.has(one.akteId) ? (
                <Link href={view.href(`/amt/akte/${one.akteId}`)}>{one.aktenzeichen}</Link>
              ) : (
                one.aktenzeichen
              ),
              who: one.name,
              reason: one.reason,
              when: formatInstant(one.at, language),
              until: formatInstant(one.until, language),
            },
          }))}
        />
      )}
      <p>
        <Link href={view.href("/amt/akte-oeffnen")}>{say.toOpen}</Link>
      </p>
    </Page>
  );
}

/** Who may open an Akte with a reason, in this town. */
export function OpeningRulePage(
  props: Frame & {
    readonly allowed: "niemand" | "leitung" | "alle";
    readonly hours: string;
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, mistakes } = props;
  const say = accessWording[view.language];
  return (
    <Page view={view} nav={nav} title={say.ruleTitle} mistakes={mistakes}>
      <Form view={view} action={view.href("/amt/verwaltung/akteneinsicht")}>
        <Radios
          view={view}
          name="wer"
          legend={say.ruleWho}
          value={props.allowed}
          options={(["niemand", "leitung", "alle"] as const).map((value) => ({
            value,
            label: allowedWords[value][view.language],
          }))}
        />
        <TextField
          view={view}
          name="stunden"
          label={say.ruleHours}
          value={props.hours}
          inputmode="numeric"
          width="short"
          autocomplete="off"
          {...errorOf(mistakes, "stunden")}
        />
        <Actions>
          <SubmitButton>{say.save}</SubmitButton>
          <ButtonLink href={view.href("/amt/verwaltung")} variant="tertiary">
            {say.back}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}

type PlanAccess = Omit<AkteAccess, "grants"> & { readonly planUnit: string; readonly title: string };

/** What new Akten begin with, by unit of the Aktenplan. */
export function PlanAccessPage(
  props: Frame & { readonly plan: readonly PlanAccess[]; readonly units: readonly Unit[] },
): JSX.Element {
  const { view, nav } = props;
  const { language } = view;
  const say = accessWording[language];
  const units = new Map(props.units.map((unit) => [unit.unitId, unit]));
  return (
    <Page view={view} nav={nav} title={say.planTitle}>
      <Prose>
        <p>{say.planLead}</p>
      </Prose>
      <Table
        caption={say.planTitle}
        captionHidden
        keyboard
        dense
        columns={[
          { key: "plan", label: say.planUnit },
          { key: "unit", label: say.federfuehrung },
          { key: "scope", label: say.whoSees },
          { key: "level", label: say.level, narrow: true },
        ]}
        rows={props.plan.map((one) => {
          const unit = one.federfuehrung === null ? undefined : units.get(one.federfuehrung);
          return {
            key: one.planUnit,
            cells: {
              plan: (
                <Link href={view.href(`/amt/akten/zugriff/${encodeURIComponent(one.planUnit)}`)}>
                  {one.planUnit} {one.title}
                </Link>
              ),
              unit: unit === undefined ? say.noUnit : unitLabel(unit),
              scope: scopeWords[one.scope].label[language],
              level: clearanceWords[one.vertraulichkeit][language],
            },
          };
        })}
      />
    </Page>
  );
}

/** The beginning of new Akten of one unit of the Aktenplan. */
export function PlanAccessForm(
  props: Frame & { readonly plan: PlanAccess; readonly units: readonly Unit[]; readonly mistakes?: Mistakes },
): JSX.Element {
  const { view, nav, plan, mistakes } = props;
  const say = accessWording[view.language];
  return (
    <Page view={view} nav={nav} title={`${say.planTitle}: ${plan.planUnit} ${plan.title}`} mistakes={mistakes}>
      <Form view={view} action={view.href(`/amt/akten/zugriff/${encodeURIComponent(plan.planUnit)}`)}>
        <AccessFields view={view} units={props.units} access={plan} scopes={["alle", "einheit"]} mistakes={mistakes} />
        <Actions>
          <SubmitButton>{say.save}</SubmitButton>
          <ButtonLink href={view.href("/amt/akten/zugriff")} variant="tertiary">
            {say.back}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}
