import type { ComponentChildren, JSX } from "preact";
import { dayInBerlin, formatDayShort, formatInstant, inLanguage } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Checkboxes,
  CopyCode,
  DeskPage,
  EmailAddress,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Link,
  Prose,
  Radios,
  Section,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import { deskNav } from "../../accounts/index.ts";
import {
  type AccessEvent,
  type ApiKey,
  type Client,
  type KeyState,
  keyState,
  lifetimesMonths,
  scopes,
  scopeWords,
} from "../model/access.ts";
import { wording } from "./wording.ts";

/** Path of these pages within the town. */
export const accessPath = "/amt/api-zugaenge";

interface PageError {
  readonly id: string;
  readonly message: string;
}

function Page(props: {
  view: ViewContext;
  title: string;
  tools?: ComponentChildren;
  errors?: readonly PageError[];
  children: ComponentChildren;
}): JSX.Element {
  const { view, errors = [] } = props;
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

const tones = { valid: "success", expired: "warning", revoked: "neutral" } as const satisfies Record<KeyState, string>;

function goodFor(key: ApiKey, view: ViewContext): string {
  return key.scopes.map((scope) => inLanguage(scopeWords[scope].label, view.language)).join(", ");
}

/** Everybody who has access, with how many keys. */
export function ClientsPage(props: {
  readonly view: ViewContext;
  readonly clients: readonly Client[];
  readonly keys: readonly ApiKey[];
  readonly now: Date;
}): JSX.Element {
  const { view, now } = props;
  const say = wording[view.language];
  const add = (
    <ButtonLink href={view.href(`${accessPath}/neu`)} icon="plus">
      {say.add}
    </ButtonLink>
  );
  return (
    <Page view={view} title={say.title} tools={add}>
      <Prose>
        <p>
          {say.lead} <Link href={view.href("/api")}>{say.reference}</Link>
        </p>
      </Prose>
      {props.clients.length === 0 ? (
        <Empty title={say.emptyTitle} icon="external">
          <p>{say.emptyText}</p>
        </Empty>
      ) : (
        <Table
          caption={say.title}
          captionHidden
          keyboard
          columns={[
            { key: "name", label: say.name },
            { key: "contact", label: say.contact },
            { key: "keys", label: say.keys },
            { key: "used", label: say.lastUsed },
          ]}
          rows={props.clients.map((client) => {
            const own = props.keys.filter(({ clientId }) => clientId === client.clientId);
            const used = own.flatMap(({ lastUsedAt }) => (lastUsedAt === undefined ? [] : [lastUsedAt.getTime()]));
            return {
              key: client.clientId,
              cells: {
                name: <Link href={view.href(`${accessPath}/${client.clientId}`)}>{client.name}</Link>,
                contact: <EmailAddress address={client.contact} />,
                keys: say.validKeys(own.filter((key) => keyState(key, now) === "valid").length),
                used: used.length === 0 ? say.never : formatInstant(new Date(Math.max(...used)), view.language),
              },
            };
          })}
        />
      )}
    </Page>
  );
}

function KeysTable(props: { view: ViewContext; client: Client; keys: readonly ApiKey[]; now: Date }): JSX.Element {
  const { view, client } = props;
  const say = wording[view.language];
  if (props.keys.length === 0) return <Empty title={say.noKeys} icon="lock" />;
  return (
    <Table
      caption={say.keys}
      captionHidden
      columns={[
        { key: "hint", label: say.hint },
        { key: "scopes", label: say.goodFor },
        { key: "expires", label: say.expires },
        { key: "used", label: say.lastUsed },
        { key: "state", label: say.state, narrow: true },
        { key: "act", label: say.revoke, labelHidden: true, narrow: true },
      ]}
      rows={props.keys.map((key) => {
        const state = keyState(key, props.now);
        return {
          key: key.keyId,
          cells: {
            hint: <code class="nowrap">{key.hint}…</code>,
            scopes: `${goodFor(key, view)}; ${say.perMinute(key.requestsPerMinute)}`,
            expires: formatDayShort(dayInBerlin(key.expiresAt), view.language),
            used: key.lastUsedAt === undefined ? say.never : formatInstant(key.lastUsedAt, view.language),
            state: (
              <>
                <Badge tone={tones[state]}>{say.states[state]}</Badge>
                {key.revoked === undefined ? null : (
                  <> {say.revokedBy(key.revoked.by, formatDayShort(dayInBerlin(key.revoked.at), view.language))}</>
                )}
              </>
            ),
            act:
              state === "revoked" ? null : (
                <Link href={view.href(`${accessPath}/${client.clientId}/schluessel/${key.keyId}/widerrufen`)}>
                  {say.revoke}
                  <VisuallyHidden>: {key.hint}</VisuallyHidden>
                </Link>
              ),
          },
        };
      })}
    />
  );
}

/** One client: its keys, and what was done with them. */
export function ClientPage(props: {
  readonly view: ViewContext;
  readonly client: Client;
  readonly keys: readonly ApiKey[];
  readonly events: readonly AccessEvent[];
  /** The form of a key came twice. */
  readonly issuedBefore: boolean;
  readonly now: Date;
}): JSX.Element {
  const { view, client } = props;
  const say = wording[view.language];
  const hints = new Map(props.keys.map(({ keyId, hint }) => [keyId, hint]));
  const add = (
    <ButtonLink href={view.href(`${accessPath}/${client.clientId}/schluessel`)} icon="plus">
      {say.addKey}
    </ButtonLink>
  );
  const about = (event: AccessEvent) =>
    event.caseId === undefined || view.staff?.duties.includes("casework") !== true ? (
      event.about
    ) : (
      <Link href={view.href(`/amt/vorgang/${event.caseId}`)}>{event.about}</Link>
    );
  return (
    <Page view={view} title={client.name} tools={add}>
      {props.issuedBefore ? (
        <Alert tone="warning" role="status">
          <p>{say.issuedBefore}</p>
        </Alert>
      ) : null}
      <Facts
        rows={[
          { term: say.contact, value: <EmailAddress address={client.contact} /> },
          { term: say.since, value: formatInstant(client.createdAt, view.language) },
        ]}
      />
      <Section id="schluessel" title={say.keys}>
        <KeysTable view={view} client={client} keys={props.keys} now={props.now} />
      </Section>
      <Section id="verlauf" title={say.history}>
        {props.events.length === 0 ? (
          <Empty title={say.historyEmpty} />
        ) : (
          <Table
            caption={say.history}
            captionHidden
            dense
            columns={[
              { key: "what", label: say.what },
              { key: "who", label: say.who },
              { key: "when", label: say.when },
            ]}
            rows={props.events.map((event, index) => ({
              key: String(index),
              cells: {
                what: (
                  <>
                    {say.actions[event.action]}
                    {event.about === undefined ? null : <>: {about(event)}</>}
                  </>
                ),
                who: event.actorName ?? say.programWith(hints.get(event.keyId ?? "") ?? ""),
                when: formatInstant(event.at, view.language),
              },
            }))}
          />
        )}
      </Section>
      <p>
        <Link href={view.href(accessPath)}>{say.back}</Link>
      </p>
    </Page>
  );
}

/** What was typed for a key, and for a client where it is a new one. */
export interface TypedAccess {
  readonly name: string;
  readonly contact: string;
  readonly scopes: readonly string[];
  readonly months: string;
  readonly rate: string;
}

export type AccessMistakes = Partial<Record<keyof TypedAccess, string>>;

const inputNames = {
  name: "name",
  contact: "kontakt",
  scopes: "zwecke",
  months: "monate",
  rate: "haeufigkeit",
} as const satisfies Record<keyof TypedAccess, string>;

/** Form for a new client with its first key, or for a further key of one. */
export function NewAccessPage(props: {
  readonly view: ViewContext;
  /** Undefined: a new one. */
  readonly client: Client | undefined;
  readonly typed: TypedAccess;
  readonly mistakes: AccessMistakes;
}): JSX.Element {
  const { view, client, typed, mistakes } = props;
  const say = wording[view.language];
  const error = (field: keyof TypedAccess) => (mistakes[field] === undefined ? {} : { error: mistakes[field] });
  const errors = (Object.keys(inputNames) as (keyof TypedAccess)[]).flatMap((field) =>
    mistakes[field] === undefined ? [] : [{ id: fieldId(inputNames[field]), message: mistakes[field] }],
  );
  const path = client === undefined ? `${accessPath}/neu` : `${accessPath}/${client.clientId}/schluessel`;
  const backPath = client === undefined ? accessPath : `${accessPath}/${client.clientId}`;
  return (
    <Page view={view} title={client === undefined ? say.newTitle : say.newKeyTitle(client.name)} errors={errors}>
      {client === undefined ? null : (
        <Prose>
          <p>{say.newKeyText}</p>
        </Prose>
      )}
      <Form view={view} action={view.href(path)}>
        {client === undefined ? (
          <>
            <TextField
              view={view}
              name={inputNames.name}
              label={say.name}
              hint={say.nameHint}
              value={typed.name}
              autocomplete="off"
              {...error("name")}
            />
            <TextField
              view={view}
              name={inputNames.contact}
              label={say.contact}
              hint={say.contactHint}
              type="email"
              value={typed.contact}
              autocomplete="off"
              {...error("contact")}
            />
          </>
        ) : null}
        <Checkboxes
          view={view}
          name={inputNames.scopes}
          legend={say.scopes}
          values={typed.scopes}
          options={scopes.map((scope) => ({
            value: scope,
            label: inLanguage(scopeWords[scope].label, view.language),
            hint: `${inLanguage(scopeWords[scope].hint, view.language)} (${scope})`,
          }))}
          {...error("scopes")}
        />
        <Radios
          view={view}
          name={inputNames.months}
          legend={say.months}
          value={typed.months}
          options={lifetimesMonths.map((months) => ({ value: String(months), label: say.monthsLabel(months) }))}
          {...error("months")}
        />
        <TextField
          view={view}
          name={inputNames.rate}
          label={say.rate}
          hint={say.rateHint}
          inputmode="numeric"
          width="short"
          value={typed.rate}
          autocomplete="off"
          {...error("rate")}
        />
        <Actions>
          <SubmitButton>{client === undefined ? say.add : say.addKey}</SubmitButton>
          <ButtonLink href={view.href(backPath)} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}

/** The key, shown this once. */
export function KeyIssuedPage(props: {
  readonly view: ViewContext;
  readonly client: Client;
  readonly secret: string;
  readonly facts: ApiKey;
}): JSX.Element {
  const { view, client, facts } = props;
  const say = wording[view.language];
  return (
    <Page view={view} title={say.issuedTitle(client.name)}>
      <Alert tone="success" role="status">
        <p>{say.issuedText}</p>
      </Alert>
      <CopyCode view={view} label={say.key} code={props.secret} small />
      <Facts
        rows={[
          { term: say.goodFor, value: goodFor(facts, view) },
          { term: say.rate, value: String(facts.requestsPerMinute) },
          { term: say.expires, value: formatDayShort(dayInBerlin(facts.expiresAt), view.language) },
        ]}
      />
      <Actions>
        <ButtonLink href={view.href(`${accessPath}/${client.clientId}`)}>{say.done}</ButtonLink>
      </Actions>
    </Page>
  );
}

/** Asks before a key is revoked, or says that it is already. */
export function RevokePage(props: {
  readonly view: ViewContext;
  readonly client: Client;
  readonly apiKey: ApiKey;
}): JSX.Element {
  const { view, client, apiKey } = props;
  const say = wording[view.language];
  const clientHref = view.href(`${accessPath}/${client.clientId}`);
  return (
    <Page view={view} title={say.revokeTitle(apiKey.hint)}>
      {apiKey.revoked === undefined ? (
        <Form view={view} action={view.href(`${accessPath}/${client.clientId}/schluessel/${apiKey.keyId}/widerrufen`)}>
          <Prose>
            <p>{say.revokeText(client.name)}</p>
          </Prose>
          <Actions>
            <SubmitButton variant="danger">{say.revoke}</SubmitButton>
            <ButtonLink href={clientHref} variant="tertiary">
              {say.cancel}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <>
          <Alert tone="info" title={say.revokedAlready} />
          <Actions>
            <ButtonLink href={clientHref}>{say.done}</ButtonLink>
          </Actions>
        </>
      )}
    </Page>
  );
}
