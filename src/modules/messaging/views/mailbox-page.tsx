import { Fragment, type JSX } from "preact";
import { formatInstant } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  Card,
  Cluster,
  CopyCode,
  EmailAddress,
  Empty,
  Facts,
  Form,
  Icon,
  Link,
  LinkRows,
  PortalPage,
  Section,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { MailboxCase } from "../contracts.ts";
import type { Mailbox } from "../model/mailbox.ts";
import { emphasisOf, type Message } from "../model/message.ts";
import { MessageThread } from "./message-thread.tsx";
import { wording } from "./wording.ts";

function MessageCard(props: {
  view: ViewContext;
  message: Message;
  all: readonly Message[];
  office: string;
  caseHref: string;
  now: Date;
}): JSX.Element {
  const { view, message } = props;
  const { language } = view;
  const emphasis = emphasisOf(message, props.all, props.now);
  const sender = message.direction === "to-citizen" ? props.office : wording.you[language];
  const count = message.attachments.length;
  return (
    <Card
      title={emphasis === "none" ? <span>{message.subject}</span> : <strong>{message.subject}</strong>}
      level={3}
      href={`${view.href(props.caseHref)}#nachricht-${message.messageId}`}
      icon={message.direction === "to-citizen" ? "mail" : "user"}
    >
      <Cluster gap="s">
        <span class="muted">
          {wording.from[language]}: {sender} ·{" "}
          <time datetime={message.postedAt.toISOString()}>{formatInstant(message.postedAt, language)}</time>
        </span>
        {emphasis === "new" ? <Badge tone="info">{wording.isNew[language]}</Badge> : null}
        {emphasis === "needs-answer" ? <Badge tone="warning">{wording.needsAnswer[language]}</Badge> : null}
        {count === 0 ? null : (
          <span class="muted nowrap">
            <Icon name="file" size="s" /> {count} {(count === 1 ? wording.attachment : wording.attachments)[language]}
          </span>
        )}
      </Cluster>
    </Card>
  );
}

/** A citizen's mailbox: where the cases stand, what was written, how to come back. */
export function MailboxPage(props: {
  readonly view: ViewContext;
  readonly mailbox: Mailbox;
  readonly code: string;
  readonly cases: readonly MailboxCase[];
  readonly messages: readonly Message[];
  readonly done: "saved" | "removed" | undefined;
  readonly now: Date;
}): JSX.Element {
  const { view, mailbox, cases, messages } = props;
  const { language } = view;
  const office = view.brand?.officialName ?? "";
  const hrefs = new Map(cases.map((one) => [one.caseId, one.href]));
  const withoutCase = messages.filter((message) => !hrefs.has(message.caseId)).toReversed();
  const base = `/postfach/${mailbox.mailboxId}`;
  return (
    <PortalPage view={view} title={wording.mailbox[language]} lead={wording.mailboxLead[language]}>
      {props.done === undefined ? null : (
        <Alert
          tone="success"
          role="status"
          title={(props.done === "saved" ? wording.emailSaved : wording.emailRemoved)[language]}
        />
      )}
      <Section title={wording.cases[language]} id="vorgaenge">
        {cases.length === 0 ? (
          <Empty title={wording.noCases[language]} icon="briefcase">
            <p>{wording.noCasesText[language]}</p>
          </Empty>
        ) : (
          <Stack gap="s">
            {cases.map((one) => (
              <Fragment key={one.caseId}>
                <Card title={one.title} level={3} href={view.href(one.href)} icon="briefcase">
                  <p>{one.statusText}</p>
                  <p class="muted">
                    {wording.reference[language]} <span class="nowrap">{one.aktenzeichen}</span> ·{" "}
                    {wording.updated[language]} {formatInstant(one.updatedAt, language)}
                  </p>
                </Card>
                {one.steps.length === 0 ? null : (
                  <LinkRows
                    items={one.steps.map(({ label, text, href, icon }) => ({
                      href: view.href(href),
                      label: `${label}: ${text}`,
                      icon,
                    }))}
                  />
                )}
              </Fragment>
            ))}
          </Stack>
        )}
      </Section>
      <Section title={wording.messages[language]} id="nachrichten">
        {messages.length === 0 ? (
          <Empty title={wording.noMessages[language]}>
            <p>{wording.noMessagesText[language]}</p>
          </Empty>
        ) : (
          <Stack gap="s">
            {messages.map((message) => {
              const caseHref = hrefs.get(message.caseId);
              return caseHref === undefined ? null : (
                <MessageCard
                  key={message.messageId}
                  view={view}
                  message={message}
                  all={messages}
                  office={office}
                  caseHref={caseHref}
                  now={props.now}
                />
              );
            })}
            {withoutCase.length === 0 ? null : <MessageThread view={view} messages={withoutCase} office={office} />}
          </Stack>
        )}
      </Section>
      <Section title={wording.nudges[language]} id="benachrichtigung">
        <Facts
          rows={[
            {
              term: wording.nudgeAddress[language],
              value:
                mailbox.email === undefined ? wording.nudgeNone[language] : <EmailAddress address={mailbox.email} />,
              action: (
                <Link href={view.href(`${base}/benachrichtigung`)}>
                  {(mailbox.email === undefined ? wording.add : wording.change)[language]}
                  <span class="vh">: {wording.nudgeAddress[language]}</span>
                </Link>
              ),
            },
          ]}
        />
      </Section>
      <Section title={wording.access[language]} id="zugang">
        <Stack gap="m">
          <CopyCode view={view} code={props.code} label={wording.code[language]} />
          <p>{wording.codeKeep[language]}</p>
          <Form view={view} action={view.href(`${base}/abmelden`)}>
            <p>{wording.forgetHint[language]}</p>
            <SubmitButton variant="secondary">{wording.forget[language]}</SubmitButton>
          </Form>
        </Stack>
      </Section>
    </PortalPage>
  );
}
