import type { JSX } from "preact";
import { formatInstant, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Link,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  Timeline,
  type Tone,
} from "../../../platform/ui/index.ts";
import type { MessageType } from "../model/archive-format.ts";
import type { Destruction } from "../model/destruction.ts";
import type { StoredMessage } from "../model/message.ts";
import {
  type ItemState,
  mayBeHandedOver,
  mayBeWithdrawn,
  type ProcessItem,
  type ProcessKind,
} from "../model/process.ts";
import { DestructionBadge } from "./destruction-pages.tsx";
import { countAkten, type DisposalView, Frame, say } from "./frame.tsx";
import type { Mistake } from "./hold-pages.tsx";

const stateWords: Readonly<Record<ItemState, { readonly words: Localized; readonly tone: Tone }>> = {
  offered: { words: { de: "angeboten", en: "offered" }, tone: "info" },
  "to-hand-over": { words: { de: "abzugeben", en: "to be handed over" }, tone: "warning" },
  "handed-over": { words: { de: "abgegeben", en: "handed over" }, tone: "info" },
  taken: { words: { de: "vom Archiv übernommen", en: "taken by the archive" }, tone: "success" },
  failed: { words: { de: "nicht übernommen", en: "not taken" }, tone: "error" },
  "to-destroy": { words: { de: "zu vernichten", en: "to be destroyed" }, tone: "warning" },
  destroyed: { words: { de: "vernichtet", en: "destroyed" }, tone: "neutral" },
  withdrawn: { words: { de: "herausgenommen", en: "taken out" }, tone: "neutral" },
};

const kindWords: Readonly<Record<ProcessKind, Localized>> = {
  vierstufig: { de: "mit Angebot", en: "with an offer" },
  einstufig: { de: "ohne Angebot", en: "without an offer" },
};

const messageWords: Readonly<Record<MessageType, Localized>> = {
  "0501": { de: "Wir bieten Akten an", en: "We offer files" },
  "0502": { de: "Das Archiv hat bewertet", en: "The archive has appraised" },
  "0503": { de: "Wir geben Akten ab", en: "We hand files over" },
  "0504": { de: "Das Archiv hat das Angebot erhalten", en: "The archive has received the offer" },
  "0505": { de: "Wir bestätigen, dass die Bewertung da ist", en: "We acknowledge the appraisal" },
  "0506": { de: "Das Archiv sagt, was es übernommen hat", en: "The archive says what it has taken" },
  "0507": { de: "Das Archiv hat die Abgabe erhalten", en: "The archive has received the hand-over" },
};

/** Says that the archive is a simulation. */
export function SimulatorNotice(props: Pick<DisposalView, "view">): JSX.Element {
  const { view } = props;
  return (
    <Alert tone="warning" title={say(view, "Das Archiv ist simuliert", "The archive is simulated")}>
      <p>
        {say(
          view,
          "Es antwortet von selbst und bewahrt nichts auf. Seine Regel: Was der Aktenplan mit A kennzeichnet, will es haben, von allem anderen jede Akte mit gerader Nummer. Steht „unlesbar“ im Betreff, scheitert sein Import.",
          "It answers by itself and keeps nothing. Its rule: it wants what the filing plan marks A, and of everything else each file with an even number. Where the subject says “unlesbar”, its import fails.",
        )}
      </p>
    </Alert>
  );
}

/** Disposals to the archive. */
export function ProcessesPage(
  props: DisposalView & {
    readonly simulated: boolean;
    readonly processes: readonly {
      readonly processId: string;
      readonly kind: ProcessKind;
      readonly begunAt: Date;
      readonly begunBy: string;
      readonly closedAt?: Date;
      readonly states: Readonly<Partial<Record<ItemState, number>>>;
    }[];
  },
): JSX.Element {
  const { view, processes } = props;
  const { language } = view;
  return (
    <Frame {...props} tab="abgaben" title={say(view, "Abgaben ans Archiv", "Disposal to the archive")}>
      {props.simulated ? <SimulatorNotice view={view} /> : null}
      {processes.length === 0 ? (
        <Empty icon="archive" title={say(view, "Noch nichts angeboten", "Nothing offered yet")}>
          <p>
            <Link href={view.href("/amt/aussonderung")}>{say(view, "Fällige Akten ansehen", "See what is due")}</Link>
          </p>
        </Empty>
      ) : (
        <Table
          caption={say(view, "Abgaben", "Disposals")}
          captionHidden
          dense
          keyboard
          columns={[
            { key: "when", label: say(view, "Begonnen", "Begun"), rowHeader: true, narrow: true },
            { key: "by", label: say(view, "Von", "By"), narrow: true },
            { key: "kind", label: say(view, "Art", "Kind"), narrow: true },
            { key: "states", label: say(view, "Akten", "Files") },
            { key: "closed", label: say(view, "Stand", "State"), narrow: true },
          ]}
          rows={processes.map((one) => ({
            key: one.processId,
            cells: {
              when: (
                <Link href={view.href(`/amt/aussonderung/abgabe/${one.processId}`)}>
                  {formatInstant(one.begunAt, language)}
                </Link>
              ),
              by: one.begunBy,
              kind: kindWords[one.kind][language],
              states: Object.entries(one.states)
                .map(([state, count]) => `${count} ${stateWords[state as ItemState].words[language]}`)
                .join(", "),
              closed:
                one.closedAt === undefined ? (
                  <Badge tone="info">{say(view, "läuft", "running")}</Badge>
                ) : (
                  <Badge tone="success">{say(view, "abgeschlossen", "finished")}</Badge>
                ),
            },
          }))}
        />
      )}
    </Frame>
  );
}

function messageText(view: DisposalView["view"], message: StoredMessage): JSX.Element {
  const { language } = view;
  return (
    <Stack gap="xs">
      {message.fault === undefined ? null : (
        <Alert tone="error" title={say(view, "Konnte nicht hinausgehen", "Could not leave")}>
          <p>{message.fault}</p>
        </Alert>
      )}
      <p>
        {message.typ} · {say(view, "Nummer", "number")} {message.number}
        {message.sizeBytes === undefined ? null : ` · ${Math.ceil(message.sizeBytes / 1024)} kB`}
      </p>
      {message.sha256 === undefined ? (
        <p class="muted">
          {message.digest === undefined
            ? say(view, "Wird gerade geschrieben.", "Is being written.")
            : say(
                view,
                "Das Paket ist nicht mehr da: Eine Akte, die darin lag, ist vernichtet.",
                "The package is gone: a file that was in it has been destroyed.",
              )}
        </p>
      ) : (
        <p>
          <Link href={view.href(`/amt/aussonderung/nachricht/${message.messageId}`)} download={message.name}>
            {message.name}
          </Link>
        </p>
      )}
      {message.direction === "in" || message.writtenAt === undefined ? null : (
        <p class="muted">
          {message.sentAt === undefined
            ? say(view, "Geprüft, wartet auf den Versand.", "Checked, waits to be sent.")
            : `${say(view, "Versandt", "Sent")}: ${formatInstant(message.sentAt, language)}`}
        </p>
      )}
    </Stack>
  );
}

/** One disposal: its Akten, its messages in time, and what can be done now. */
export function ProcessPage(
  props: DisposalView & {
    readonly process: {
      readonly processId: string;
      readonly kind: ProcessKind;
      readonly begunAt: Date;
      readonly begunBy: string;
      readonly closedAt?: Date;
    };
    readonly items: readonly (ProcessItem & { readonly aktenzeichen: string })[];
    readonly messages: readonly StoredMessage[];
    readonly titles: ReadonlyMap<string, string>;
    readonly destructions: readonly (Destruction & { readonly akten: number })[];
    readonly archiveName: string;
    readonly simulated: boolean;
    readonly mistakes: readonly Mistake[];
  },
): JSX.Element {
  const { view, process, items, messages, mistakes } = props;
  const { language } = view;
  const path = `/amt/aussonderung/abgabe/${process.processId}`;
  const ready = items.filter(mayBeHandedOver).length;
  const decided = props.destructions.every(({ state }) => state !== "proposed" && state !== "approved");
  const released = items.filter(({ state }) => state === "taken" || state === "to-destroy").length;
  const stuck = messages.filter(({ fault }) => fault !== undefined);
  const withdrawable = items.filter(mayBeWithdrawn);
  const [mistake] = mistakes;
  const waits = items.some(({ state }) => state === "offered" || state === "handed-over");
  return (
    <Frame
      {...props}
      tab="abgaben"
      title={say(view, `Abgabe an: ${props.archiveName}`, `Disposal to: ${props.archiveName}`)}
      hasErrors={mistakes.length > 0}
    >
      <ErrorSummary view={view} errors={mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))} />
      {props.simulated ? <SimulatorNotice view={view} /> : null}
      <Facts
        rows={[
          { term: "ProzessID", value: <code translate={false}>{process.processId}</code> },
          { term: say(view, "Art", "Kind"), value: kindWords[process.kind][language] },
          {
            term: say(view, "Begonnen", "Begun"),
            value: `${formatInstant(process.begunAt, language)}, ${process.begunBy}`,
          },
          {
            term: say(view, "Stand", "State"),
            value:
              process.closedAt === undefined
                ? waits
                  ? say(view, "wartet auf das Archiv", "waits for the archive")
                  : say(view, "läuft", "running")
                : `${say(view, "abgeschlossen", "finished")} ${formatInstant(process.closedAt, language)}`,
          },
        ]}
      />
      {ready === 0 ? null : (
        <Form view={view} action={view.href(`${path}/abgeben`)}>
          <p>
            {say(
              view,
              `${countAkten(view, ready)} gehen mit allen Dateien als Paket (0503) an das Archiv. Gelöscht wird dabei nichts.`,
              `${countAkten(view, ready)} with all documents go as a package (0503) to the archive. Nothing is deleted by this.`,
            )}
          </p>
          <Actions>
            <SubmitButton>{say(view, "An das Archiv abgeben", "Hand over to the archive")}</SubmitButton>
          </Actions>
        </Form>
      )}
      {released === 0 || !decided ? null : (
        <Form view={view} action={view.href(`${path}/vernichten`)}>
          <p>
            {say(
              view,
              `${countAkten(view, released)} sind zum Löschen freigegeben: Das Archiv hat sie, oder es will sie nicht.`,
              `${countAkten(view, released)} may be deleted: the archive has them, or does not want them.`,
            )}
          </p>
          <Actions>
            <SubmitButton variant={ready === 0 ? "primary" : "secondary"}>
              {say(view, "Vernichtung vorschlagen", "Propose destruction")}
            </SubmitButton>
          </Actions>
        </Form>
      )}
      {stuck.map(({ messageId, typ }) => (
        <Form key={messageId} view={view} action={view.href(`${path}/erneut`)}>
          <input type="hidden" name="nachricht" value={messageId} />
          <Actions>
            <SubmitButton variant="secondary">
              {say(view, `${typ} noch einmal versuchen`, `Try ${typ} again`)}
            </SubmitButton>
          </Actions>
        </Form>
      ))}
      <Section title={say(view, "Akten", "Files")}>
        <Table
          caption={say(view, "Akten dieser Abgabe", "Files of this disposal")}
          captionHidden
          dense
          columns={[
            { key: "reference", label: say(view, "Aktenzeichen", "Reference"), rowHeader: true, narrow: true },
            { key: "title", label: say(view, "Betreff", "Subject") },
            { key: "state", label: say(view, "Stand", "State"), narrow: true },
            { key: "mark", label: say(view, "Archivkennung oder Bemerkung", "Mark of the archive or remark") },
          ]}
          rows={items.map((item) => {
            const title = props.titles.get(item.akteId);
            const { words, tone } = stateWords[item.state];
            return {
              key: item.akteId,
              cells: {
                reference:
                  title === undefined ? (
                    item.aktenzeichen
                  ) : (
                    <Link href={view.href(`/amt/akte/${item.akteId}`)}>{item.aktenzeichen}</Link>
                  ),
                title: title ?? <span class="muted">{say(view, "nicht mehr da", "gone")}</span>,
                state: <Badge tone={tone}>{words[language]}</Badge>,
                mark: item.archivkennung ?? item.remark ?? "",
              },
            };
          })}
        />
      </Section>
      <Section title={say(view, "Nachrichten", "Messages")}>
        {messages.length === 0 ? (
          <Empty icon="mail" title={say(view, "Noch keine Nachricht", "No message yet")}>
            <p>{say(view, "Die erste entsteht mit der Abgabe.", "The first one is made with the hand-over.")}</p>
          </Empty>
        ) : (
          <Timeline
            view={view}
            items={messages.map((message) => ({
              title: messageWords[message.typ][language],
              when: formatInstant(message.plannedAt, language),
              text: messageText(view, message),
              state:
                message.direction === "in" || message.sentAt !== undefined ? ("done" as const) : ("current" as const),
            }))}
          />
        )}
      </Section>
      {props.destructions.length === 0 ? null : (
        <Section title={say(view, "Vernichtungen", "Destruction")}>
          <Table
            caption={say(view, "Vernichtungen aus dieser Abgabe", "Destructions out of this disposal")}
            captionHidden
            dense
            columns={[
              { key: "when", label: say(view, "Vorgeschlagen", "Proposed"), rowHeader: true },
              { key: "akten", label: say(view, "Akten", "Files"), numeric: true, narrow: true },
              { key: "state", label: say(view, "Stand", "State"), narrow: true },
            ]}
            rows={props.destructions.map((one) => ({
              key: one.destructionId,
              cells: {
                when: (
                  <Link href={view.href(`/amt/aussonderung/vernichtung/${one.destructionId}`)}>
                    {formatInstant(one.proposedAt, language)}, {one.proposedByName}
                  </Link>
                ),
                akten: one.akten,
                state: <DestructionBadge view={view} state={one.state} />,
              },
            }))}
          />
        </Section>
      )}
      {withdrawable.length === 0 ? null : (
        <Section title={say(view, "Akte herausnehmen", "Take a file out")}>
          <Form view={view} action={view.href(`${path}/herausnehmen`)}>
            <p>
              {say(
                view,
                "Die Akte bleibt hier und kann später neu angeboten werden.",
                "The file stays here and can be offered again later.",
              )}
            </p>
            <Select
              view={view}
              name="akte"
              label={say(view, "Akte", "File")}
              width="medium"
              emptyLabel={null}
              options={withdrawable.map((item) => ({ value: item.akteId, label: item.aktenzeichen }))}
            />
            <TextArea
              view={view}
              name="grund"
              label={say(view, "Grund", "Reason")}
              rows={2}
              maxlength={2000}
              {...(mistake === undefined ? {} : { error: mistake.message })}
            />
            <Actions>
              <SubmitButton variant="secondary">{say(view, "Herausnehmen", "Take out")}</SubmitButton>
            </Actions>
          </Form>
        </Section>
      )}
    </Frame>
  );
}
