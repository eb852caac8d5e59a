import type { JSX } from "preact";
import { formatDay, formatInstant, type Language, type PlainDay } from "../../../kernel/index.ts";
import { Badge, Card, Cluster, Empty, Icon, Link, Stack, type ViewContext } from "../../../platform/ui/index.ts";
import { type Attachment, emphasisOf, fileWord, type Message } from "../model/message.ts";
import { wording } from "./wording.ts";

/** `340 kB`, `1,2 MB`. */
export function formatSize(bytes: number, language: Language): string {
  const locale = language === "de" ? "de-DE" : "en-GB";
  if (bytes < 1_000_000) return `${new Intl.NumberFormat(locale).format(Math.max(1, Math.round(bytes / 1000)))} kB`;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`;
}

/** The legal effect in words. Source: § 9 Abs. 1 OZG. */
export function effectSentence(effectiveOn: PlainDay, language: Language): string {
  return language === "de"
    ? `Gilt als bekannt gegeben am ${formatDay(effectiveOn, language)} (§ 9 Abs. 1 OZG).`
    : `Counts as announced on ${formatDay(effectiveOn, language)} (§ 9 (1) OZG).`;
}

/** Numbers with signs between them, such as a reference, are read as one word and do not break at the end of a line. */
const reference = /(\b\d[\d./-]{8,}\d\b)/;

/** Text as it was written: an empty line makes a paragraph, a line break stays. */
function Written(props: { text: string }): JSX.Element {
  return (
    <div class="prose">
      {props.text.split(/\n\s*\n/).map((paragraph, index) => (
        <p key={`${index}`}>
          {paragraph.split("\n").map((line, position) => (
            <>
              {position === 0 ? null : <br />}
              {line.split(reference).map((part, at) => (at % 2 === 1 ? <span class="nowrap">{part}</span> : part))}
            </>
          ))}
        </p>
      ))}
    </div>
  );
}

function attachmentHref(view: ViewContext, message: Message, attachment: Attachment): string | undefined {
  if (view.staff === undefined) return view.href(`/postfach/${message.mailboxId}/dokument/${attachment.attachmentId}`);
  return attachment.documentId === undefined ? undefined : view.href(`/amt/dokument/${attachment.documentId}`);
}

function Attachments(props: { view: ViewContext; message: Message; level: 3 | 4 }): JSX.Element | null {
  const { view, message } = props;
  if (message.attachments.length === 0) return null;
  return (
    <ul class="files" aria-label={wording.attached[view.language]}>
      {message.attachments.map((attachment) => {
        const href = attachmentHref(view, message, attachment);
        const facts = `${fileWord(attachment)}, ${formatSize(attachment.sizeBytes, view.language)}`;
        return (
          <li key={attachment.attachmentId}>
            <Icon name="file" size="s" />
            <span>
              {href === undefined ? attachment.title : <Link href={href}>{attachment.title}</Link>}{" "}
              <span class="muted nowrap">({facts})</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/**
 * What the citizen and the office wrote to each other, oldest first; for the citizen's page of a case and for the desk
 * (which links attachments to `/amt/dokument/…`, the citizen's page to the mailbox). Each message has the id
 * `nachricht-<messageId>`.
 * @param props.office how the office is called: `Stadt Paderborn`
 * @param props.level of the messages' headings, default 3: below a section's heading
 */
export function MessageThread(props: {
  readonly view: ViewContext;
  readonly messages: readonly Message[];
  readonly office: string;
  readonly level?: 3 | 4;
}): JSX.Element {
  const { view, messages, office } = props;
  const { language } = view;
  const level = props.level ?? 3;
  if (messages.length === 0) {
    return (
      <Empty title={wording.noThread[language]} icon="mail">
        <p>{wording.noThreadText[language]}</p>
      </Empty>
    );
  }
  return (
    <Stack gap="m">
      {messages.map((message) => {
        const fromOffice = message.direction === "to-citizen";
        const own = fromOffice === (view.staff !== undefined);
        const author = own && view.staff === undefined ? wording.you[language] : message.author;
        const who = fromOffice && message.author !== office ? `${author}, ${office}` : author;
        // Only the latest needs an answer; how new a message is does not matter in its own thread.
        const open = emphasisOf(message, messages, message.postedAt) === "needs-answer";
        return (
          <article key={message.messageId} id={`nachricht-${message.messageId}`}>
            <Card title={message.subject} level={level} icon={fromOffice ? "building" : "user"}>
              <Cluster gap="s">
                <span class="muted">
                  {who} ·{" "}
                  <time datetime={message.postedAt.toISOString()}>{formatInstant(message.postedAt, language)}</time>
                </span>
                {message.kind === "notice" ? <Badge tone="accent">{wording.notice[language]}</Badge> : null}
                {open ? <Badge tone="warning">{wording.needsAnswer[language]}</Badge> : null}
              </Cluster>
              {message.body === "" ? null : <Written text={message.body} />}
              <Attachments view={view} message={message} level={level} />
              {message.effectiveOn === undefined ? null : (
                <p>
                  <Icon name="calendar" size="s" /> {effectSentence(message.effectiveOn, language)}
                </p>
              )}
            </Card>
          </article>
        );
      })}
    </Stack>
  );
}
