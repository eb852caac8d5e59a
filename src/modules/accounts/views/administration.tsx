import type { ComponentChildren, JSX } from "preact";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Checkboxes,
  CopyCode,
  DeskPage,
  EmailAddress,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Link,
  Prose,
  Section,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  TextField,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import type { ContactMistakes, TownContact } from "../../tenants/index.ts";
import { allDuties } from "../model/duty.ts";
import type { Staff } from "../store.ts";
import { deskNav } from "./desk-nav.ts";
import { dutyWords, wording } from "./wording.ts";

function dutyList(staff: Staff, view: ViewContext): string {
  return staff.duties.map((duty) => dutyWords[duty].label[view.language]).join(", ");
}

function StateBadge(props: { view: ViewContext; staff: Staff }): JSX.Element {
  const say = wording[props.view.language];
  if (props.staff.deactivatedAt !== undefined) return <Badge tone="neutral">{say.deactivated}</Badge>;
  if (props.staff.mustChangePassword) return <Badge tone="warning">{say.mustChange}</Badge>;
  return <Badge tone="success">{say.active}</Badge>;
}

/** Accounts, contact and opening hours of the town. */
export function AdministrationPage(props: {
  readonly view: ViewContext;
  readonly staff: readonly Staff[];
  /** Who is looking. */
  readonly ownId: string;
  readonly contact: TownContact;
}): JSX.Element {
  const { view, contact } = props;
  const say = wording[view.language];
  const lines = (all: readonly string[]) =>
    all.length === 0
      ? say.none
      : all.map((line) => (
          <span key={line}>
            {line}
            <br />
          </span>
        ));
  return (
    <DeskPage
      view={view}
      title={say.administration}
      nav={deskNav(view, "verwaltung")}
      tools={
        <ButtonLink href={view.href("/amt/verwaltung/neu")} icon="plus">
          {say.addStaff}
        </ButtonLink>
      }
    >
      <Stack gap="xl">
        <Section title={say.staff} id="mitarbeitende">
          <Table
            caption={say.staff}
            captionHidden
            columns={[
              { key: "name", label: say.name },
              { key: "email", label: say.email },
              { key: "duties", label: say.mayDo },
              { key: "state", label: say.state, narrow: true },
              { key: "act", label: say.deactivate, labelHidden: true, narrow: true },
            ]}
            rows={props.staff.map((staff) => ({
              key: staff.staffId,
              cells: {
                name: staff.staffId === props.ownId ? `${staff.name} (${say.you})` : staff.name,
                email: <EmailAddress address={staff.email} />,
                duties: dutyList(staff, view),
                state: <StateBadge view={view} staff={staff} />,
                act:
                  staff.deactivatedAt !== undefined || staff.staffId === props.ownId ? null : (
                    <Link href={view.href(`/amt/verwaltung/konto/${staff.staffId}/sperren`)}>
                      {say.deactivate}
                      <VisuallyHidden>: {staff.name}</VisuallyHidden>
                    </Link>
                  ),
              },
            }))}
          />
        </Section>
        <Section
          title={say.contact}
          id="kontakt"
          aside={<Link href={view.href("/amt/verwaltung/kontakt")}>{say.edit}</Link>}
        >
          <Facts
            rows={[
              { term: say.officeName, value: contact.officeName },
              { term: say.street, value: contact.street || say.none },
              { term: say.city, value: `${contact.postcode} ${contact.city}` },
              { term: say.phone, value: contact.phone || say.none },
              { term: say.email, value: contact.email === "" ? say.none : <EmailAddress address={contact.email} /> },
              { term: say.hoursDe, value: lines(contact.hours.de) },
              { term: say.hoursEn, value: lines(contact.hours.en) },
            ]}
          />
        </Section>
        <Section title={say.more} id="weiteres">
          <Stack gap="s">
            <Link href={view.href("/amt/verwaltung/einheiten")}>{say.units}</Link>
            <Link href={view.href("/amt/verwaltung/vertretungen")}>{say.deputies}</Link>
            <Link href={view.href("/amt/verwaltung/akteneinsicht")}>{say.openings}</Link>
            <Link href={view.href("/amt/verwaltung/leistungen")}>{say.services}</Link>
            <Link href={view.href("/amt/verwaltung/empfaenger")}>{say.recipients}</Link>
            <Link href={view.href("/amt/api-zugaenge")}>{say.apiAccess}</Link>
            <Link href={view.href("/amt/verwaltung/vier-augen")}>{say.fourEyes}</Link>
          </Stack>
        </Section>
        <Section title={say.account} id="konto">
          <Link href={view.href("/amt/passwort")}>{say.newPassword}</Link>
        </Section>
      </Stack>
    </DeskPage>
  );
}

function SubPage(props: {
  view: ViewContext;
  title: string;
  errors?: readonly { id: string; message: string }[];
  children: ComponentChildren;
}): JSX.Element {
  const { view, errors = [] } = props;
  return (
    <DeskPage view={view} title={props.title} nav={deskNav(view, "verwaltung")} hasErrors={errors.length > 0}>
      <Stack gap="l">
        <ErrorSummary view={view} errors={errors} />
        {props.children}
      </Stack>
    </DeskPage>
  );
}

/** What was typed for a new account. */
export interface StaffDraft {
  readonly name: string;
  readonly email: string;
  readonly duties: readonly string[];
}

/** Form for a new account. */
export function AddStaffPage(props: {
  readonly view: ViewContext;
  readonly draft: StaffDraft;
  readonly mistakes?: Partial<Record<"name" | "email" | "duties", string>>;
}): JSX.Element {
  const { view, draft, mistakes = {} } = props;
  const say = wording[view.language];
  const fields = { name: "name", email: "email", duties: "aufgaben" } as const;
  const error = (field: keyof typeof fields) => (mistakes[field] === undefined ? {} : { error: mistakes[field] });
  const errors = (["name", "email", "duties"] as const).flatMap((field) =>
    mistakes[field] === undefined ? [] : [{ id: fieldId(fields[field]), message: mistakes[field] }],
  );
  return (
    <SubPage view={view} title={say.addStaff} errors={errors}>
      <Form view={view} action={view.href("/amt/verwaltung/neu")}>
        <TextField
          view={view}
          name="name"
          label={say.name}
          hint={say.nameHint}
          value={draft.name}
          autocomplete="off"
          {...error("name")}
        />
        <TextField
          view={view}
          name="email"
          label={say.email}
          type="email"
          value={draft.email}
          autocomplete="off"
          {...error("email")}
        />
        <Checkboxes
          view={view}
          name="aufgaben"
          legend={say.duties}
          values={draft.duties}
          options={allDuties.map((duty) => ({
            value: duty,
            label: dutyWords[duty].label[view.language],
            hint: dutyWords[duty].hint[view.language],
          }))}
          {...error("duties")}
        />
        <Actions>
          <SubmitButton>{say.addStaff}</SubmitButton>
          <ButtonLink href={view.href("/amt/verwaltung")} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </SubPage>
  );
}

/** The first password, shown this once. */
export function StaffAddedPage(props: {
  readonly view: ViewContext;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}): JSX.Element {
  const { view } = props;
  const say = wording[view.language];
  return (
    <SubPage view={view} title={say.created(props.name)}>
      <Alert tone="success" title={say.createdText} role="status" />
      <Facts rows={[{ term: say.email, value: props.email }]} />
      <CopyCode view={view} label={say.initialPassword} code={props.password} />
      <Actions>
        <ButtonLink href={view.href("/amt/verwaltung")}>{say.back}</ButtonLink>
      </Actions>
    </SubPage>
  );
}

/** Asks before an account is deactivated, or says why it cannot be. */
export function DeactivatePage(props: {
  readonly view: ViewContext;
  readonly staff: Staff;
  readonly ownId: string;
}): JSX.Element {
  const { view, staff } = props;
  const say = wording[view.language];
  const obstacle =
    staff.staffId === props.ownId
      ? say.ownAccount
      : staff.deactivatedAt !== undefined
        ? say.alreadyDeactivated
        : undefined;
  return (
    <SubPage view={view} title={say.deactivateTitle(staff.name)}>
      {obstacle === undefined ? (
        <Form view={view} action={view.href(`/amt/verwaltung/konto/${staff.staffId}/sperren`)}>
          <Prose>
            <p>{say.deactivateText(staff.name)}</p>
          </Prose>
          <Actions>
            <SubmitButton variant="danger">{say.deactivate}</SubmitButton>
            <ButtonLink href={view.href("/amt/verwaltung")} variant="tertiary">
              {say.cancel}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <>
          <Alert tone="info" title={obstacle} />
          <Actions>
            <ButtonLink href={view.href("/amt/verwaltung")}>{say.back}</ButtonLink>
          </Actions>
        </>
      )}
    </SubPage>
  );
}

/** Form for the town's contact and opening hours. */
export function ContactPage(props: {
  readonly view: ViewContext;
  readonly contact: TownContact;
  /** Which state the page began with. */
  readonly seen: string;
  readonly mistakes?: ContactMistakes;
}): JSX.Element {
  const { view, contact, mistakes = {} } = props;
  const say = wording[view.language];
  const parts = [
    { part: "officeName", name: "stelle", label: say.officeName, width: "full", required: true },
    { part: "street", name: "strasse", label: say.street, width: "full", required: true },
    { part: "postcode", name: "plz", label: say.postcode, width: "short", required: true },
    { part: "city", name: "ort", label: say.city, width: "full", required: true },
    { part: "phone", name: "telefon", label: say.phone, width: "medium", required: false },
    { part: "email", name: "email", label: say.email, width: "full", required: false },
  ] as const;
  const errors = parts.flatMap(({ part, name }) =>
    mistakes[part] === undefined ? [] : [{ id: fieldId(name), message: mistakes[part] }],
  );
  return (
    <SubPage view={view} title={say.contact} errors={errors}>
      <Prose>
        <p>{say.contactText}</p>
      </Prose>
      <Form view={view} action={view.href("/amt/verwaltung/kontakt")}>
        <input type="hidden" name="gesehen" value={props.seen} />
        {parts.map(({ part, name, label, width, required }) => (
          <TextField
            key={name}
            view={view}
            name={name}
            label={label}
            value={contact[part]}
            width={width}
            required={required}
            autocomplete="off"
            {...(mistakes[part] === undefined ? {} : { error: mistakes[part] })}
          />
        ))}
        {(["de", "en"] as const).map((language) => (
          <TextArea
            key={language}
            view={view}
            name={`zeiten_${language}`}
            label={language === "de" ? say.hoursDe : say.hoursEn}
            hint={say.hoursHint}
            value={contact.hours[language].join("\n")}
            required={false}
          />
        ))}
        <Actions>
          <SubmitButton>{say.save}</SubmitButton>
          <ButtonLink href={view.href("/amt/verwaltung")} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </SubPage>
  );
}
