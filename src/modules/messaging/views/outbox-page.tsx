import type { JSX } from "preact";
import { formatInstant } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  type DeskNavItem,
  DeskPage,
  Empty,
  Pager,
  Stack,
  Table,
  type Tone,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { maskEmail } from "../model/email.ts";
import type { OutgoingMail, OutgoingMailState } from "../model/outgoing-mail.ts";
import { mailErrors, outboxWording as wording } from "./wording.ts";

const tones: Readonly<Record<OutgoingMailState, Tone>> = {
  queued: "info",
  sent: "success",
  failed: "error",
  withdrawn: "neutral",
};

/** The desk's list of e-mails about new messages. */
export function OutboxPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly mails: readonly OutgoingMail[];
  /** How mails leave the house now; undefined where nothing is set up. */
  readonly transport: "smtp" | "folder" | undefined;
  readonly firstHref: string | undefined;
  readonly nextHref: string | undefined;
}): JSX.Element {
  const { view, mails } = props;
  const { language } = view;
  return (
    <DeskPage view={view} title={wording.title[language]} nav={props.nav}>
      <Stack gap="m">
        <p>{wording.lead[language]}</p>
        {props.transport === "folder" ? (
          <Alert tone="warning" title={wording.folderTitle[language]}>
            <p>{wording.folderText[language]}</p>
          </Alert>
        ) : null}
        {props.transport === undefined ? (
          <Alert tone="warning" title={wording.missingTitle[language]}>
            <p>{wording.missingText[language]}</p>
          </Alert>
        ) : null}
        {mails.length === 0 ? (
          <Empty title={wording.empty[language]} icon="mail">
            <p>{wording.emptyText[language]}</p>
          </Empty>
        ) : (
          <Table
            caption={wording.title[language]}
            captionHidden
            dense
            columns={[
              { key: "to", label: wording.to[language], rowHeader: true },
              { key: "state", label: wording.state[language] },
              { key: "when", label: wording.when[language] },
              { key: "attempts", label: wording.attempts[language], numeric: true, narrow: true },
              { key: "content", label: wording.content[language] },
            ]}
            rows={mails.map((mail) => ({
              key: mail.mailId,
              cells: {
                to: maskEmail(mail.recipient),
                state: (
                  <>
                    <Badge tone={tones[mail.state]}>
                      {
                        (mail.state === "sent" && mail.transport === "folder" ? wording.written : wording[mail.state])[
                          language
                        ]
                      }
                    </Badge>
                    {mail.lastError === undefined ? null : (
                      <> {mailErrors[mail.lastError]?.[language] ?? mail.lastError}</>
                    )}
                  </>
                ),
                when: formatInstant(mail.sentAt ?? mail.queuedAt, language),
                attempts: mail.attempts,
                content:
                  mail.body === undefined ? (
                    wording.notYet[language]
                  ) : (
                    <details>
                      <summary>{wording.show[language]}</summary>
                      <p>
                        <strong>{mail.subject}</strong>
                      </p>
                      {mail.body.split(/\n\n+/).map((paragraph) => (
                        <p key={paragraph}>{paragraph}</p>
                      ))}
                    </details>
                  ),
              },
            }))}
          />
        )}
        <Pager
          view={view}
          {...(props.firstHref === undefined ? {} : { previousHref: props.firstHref })}
          {...(props.nextHref === undefined ? {} : { nextHref: props.nextHref })}
        />
      </Stack>
    </DeskPage>
  );
}
