import type { JSX } from "preact";
import { dayInBerlin, formatDayShort, formatInstant, type Localized } from "../../../kernel/index.ts";
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
  Stack,
  SubmitButton,
  Table,
  TextArea,
  type Tone,
} from "../../../platform/ui/index.ts";
import type { DestructionBasis, Tombstone } from "../../records/index.ts";
import type { Destruction, DestructionState, DoomedAkte, KeptReason } from "../model/destruction.ts";
import { countAkten, type DisposalView, Frame, say } from "./frame.tsx";
import type { Mistake } from "./hold-pages.tsx";

const stateWords: Readonly<Record<DestructionState, { readonly words: Localized; readonly tone: Tone }>> = {
  proposed: { words: { de: "wartet auf Freigabe", en: "waits for approval" }, tone: "warning" },
  rejected: { words: { de: "abgelehnt", en: "rejected" }, tone: "neutral" },
  approved: { words: { de: "wird durchgeführt", en: "being carried out" }, tone: "info" },
  done: { words: { de: "durchgeführt", en: "carried out" }, tone: "success" },
};

const basisWords: Readonly<Record<DestructionBasis, Localized>> = {
  plan: { de: "Aktenplan: V", en: "filing plan: V" },
  bewertung: { de: "Bewertung des Archivs: V", en: "appraisal of the archive: V" },
  uebernahme: { de: "vom Archiv übernommen", en: "taken by the archive" },
};

const keptWords: Readonly<Record<KeptReason, Localized>> = {
  held: { de: "behalten: gesperrt", en: "kept: legal hold" },
  reopened: { de: "behalten: wieder geöffnet", en: "kept: reopened" },
  "not-due": { de: "behalten: Frist läuft noch", en: "kept: not due" },
  withdrawn: { de: "behalten: aus der Abgabe herausgenommen", en: "kept: taken out of the disposal" },
  changed: { de: "behalten: seit der Abgabe geändert", en: "kept: changed since the hand-over" },
  gone: { de: "war nicht mehr da", en: "was gone already" },
};

/** Where a destruction stands. */
export function DestructionBadge(
  props: Pick<DisposalView, "view"> & { readonly state: DestructionState },
): JSX.Element {
  const { words, tone } = stateWords[props.state];
  return <Badge tone={tone}>{words[props.view.language]}</Badge>;
}

/** Destructions, and what stays of what is gone. */
export function DestructionsPage(
  props: DisposalView & {
    readonly destructions: readonly (Destruction & { readonly akten: number })[];
    readonly tombstones: readonly Tombstone[];
    readonly searched: string;
  },
): JSX.Element {
  const { view, destructions, tombstones } = props;
  const { language } = view;
  return (
    <Frame {...props} tab="vernichtungen" title={say(view, "Vernichtungen", "Destruction")}>
      {destructions.length === 0 ? (
        <Empty icon="archive" title={say(view, "Noch keine Vernichtung vorgeschlagen", "No destruction proposed yet")}>
          <p>
            <Link href={view.href("/amt/aussonderung?art=V")}>
              {say(view, "Fällige Akten ansehen", "See files that are due")}
            </Link>
          </p>
        </Empty>
      ) : (
        <Table
          caption={say(view, "Vernichtungen", "Destructions")}
          captionHidden
          dense
          keyboard
          columns={[
            { key: "when", label: say(view, "Vorgeschlagen", "Proposed"), rowHeader: true, narrow: true },
            { key: "by", label: say(view, "Von", "By") },
            { key: "akten", label: say(view, "Akten", "Files"), numeric: true, narrow: true },
            { key: "decided", label: say(view, "Entschieden", "Decided") },
            { key: "state", label: say(view, "Stand", "State"), narrow: true },
          ]}
          rows={destructions.map((one) => ({
            key: one.destructionId,
            cells: {
              when: (
                <Link href={view.href(`/amt/aussonderung/vernichtung/${one.destructionId}`)}>
                  {formatInstant(one.proposedAt, language)}
                </Link>
              ),
              by: one.proposedByName,
              akten: one.akten,
              decided: one.decided?.byName ?? "",
              state: <DestructionBadge view={view} state={one.state} />,
            },
          }))}
        />
      )}
      <Section title={say(view, "Was vernichtet ist", "What is gone")} id="vernichtet">
        <Stack gap="m">
          <p>
            {say(
              view,
              "Von einer vernichteten Akte bleiben Aktenzeichen, Daten und das Ende ihres Verlaufs. So zeigt jede Prüfung, dass keine Lücke ist.",
              "Of a destroyed file its reference, its dates and the end of its history stay. Each verification shows that there is no gap.",
            )}
          </p>
          <form class="search" method="get" action={view.href("/amt/aussonderung/vernichtungen")}>
            <label class="search__label" for="aktenzeichen">
              {say(view, "Aktenzeichen", "Reference")}
            </label>
            <div class="search__row">
              <input
                class="input input--full"
                id="aktenzeichen"
                name="aktenzeichen"
                value={props.searched}
                autocomplete="off"
              />
              <button class="btn btn--secondary" type="submit">
                <span>{say(view, "Suchen", "Search")}</span>
              </button>
            </div>
          </form>
          {tombstones.length === 0 ? (
            <Empty
              icon="search"
              title={
                props.searched === ""
                  ? say(view, "Noch nichts vernichtet", "Nothing destroyed yet")
                  : say(
                      view,
                      "Unter diesem Aktenzeichen ist nichts vernichtet",
                      "Nothing was destroyed under this reference",
                    )
              }
            />
          ) : (
            <Table
              caption={say(view, "Vernichtete Akten", "Destroyed files")}
              captionHidden
              dense
              columns={[
                { key: "reference", label: say(view, "Aktenzeichen", "Reference"), rowHeader: true, narrow: true },
                { key: "closed", label: say(view, "z.d.A.", "Closed"), narrow: true },
                { key: "gone", label: say(view, "Vernichtet", "Destroyed"), narrow: true },
                { key: "why", label: say(view, "Grund", "Reason") },
                { key: "mark", label: say(view, "Archivkennung", "Mark of the archive") },
                { key: "proof", label: say(view, "Beleg", "Proof"), narrow: true },
              ]}
              rows={tombstones.map((stone) => ({
                key: stone.akteId,
                cells: {
                  reference: stone.aktenzeichen,
                  closed: formatDayShort(dayInBerlin(stone.zdaAt), language),
                  gone: formatDayShort(dayInBerlin(stone.destroyedAt), language),
                  why: basisWords[stone.basis][language],
                  mark: stone.archivkennung ?? "",
                  proof: (
                    <Link href={view.href(`/amt/akte/${stone.proofAkteId}#verlauf`)}>
                      {say(view, `Eintrag ${stone.proofSequence}`, `Entry ${stone.proofSequence}`)}
                    </Link>
                  ),
                },
              }))}
            />
          )}
        </Stack>
      </Section>
    </Frame>
  );
}

function akteState(view: DisposalView["view"], akte: DoomedAkte): JSX.Element {
  const { language } = view;
  if (akte.state === "destroyed") return <Badge tone="success">{say(view, "vernichtet", "destroyed")}</Badge>;
  if (akte.state === "ordered") return <Badge tone="info">{say(view, "an der Reihe", "in turn")}</Badge>;
  if (akte.state === "proposed") return <Badge tone="warning">{say(view, "vorgeschlagen", "proposed")}</Badge>;
  return (
    <Badge>
      {akte.keptBecause === undefined ? say(view, "behalten", "kept") : keptWords[akte.keptBecause][language]}
    </Badge>
  );
}

/** One destruction: what is proposed, and the decision of a second person. */
export function DestructionPage(
  props: DisposalView & {
    readonly destruction: Destruction;
    readonly akten: readonly DoomedAkte[];
    readonly titles: ReadonlyMap<string, string>;
    /** Who looks is who proposed it. */
    readonly own: boolean;
    /** It is approved, and a backup runs. */
    readonly waits: boolean;
    readonly mistakes: readonly Mistake[];
  },
): JSX.Element {
  const { view, destruction, akten, mistakes } = props;
  const { language } = view;
  const { decided, protocol } = destruction;
  const [mistake] = mistakes;
  const path = `/amt/aussonderung/vernichtung/${destruction.destructionId}`;
  return (
    <Frame
      {...props}
      tab="vernichtungen"
      title={say(
        view,
        `Vernichtung vom ${formatDayShort(dayInBerlin(destruction.proposedAt), "de")}`,
        `Destruction of ${formatDayShort(dayInBerlin(destruction.proposedAt), "en")}`,
      )}
      hasErrors={mistakes.length > 0}
    >
      <ErrorSummary view={view} errors={mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))} />
      <Facts
        rows={[
          { term: say(view, "Stand", "State"), value: <DestructionBadge view={view} state={destruction.state} /> },
          {
            term: say(view, "Vorgeschlagen", "Proposed"),
            value: `${formatInstant(destruction.proposedAt, language)}, ${destruction.proposedByName}`,
          },
          ...(destruction.note === "" ? [] : [{ term: say(view, "Bemerkung", "Note"), value: destruction.note }]),
          ...(decided === undefined
            ? []
            : [
                {
                  term:
                    destruction.state === "rejected"
                      ? say(view, "Abgelehnt", "Rejected")
                      : say(view, "Freigegeben", "Approved"),
                  value: `${formatInstant(decided.at, language)}, ${decided.byName}`,
                  ...(decided.reason === "" ? {} : { hint: decided.reason }),
                },
              ]),
          ...(destruction.processId === undefined
            ? []
            : [
                {
                  term: say(view, "Abgabe ans Archiv", "To the archive"),
                  value: (
                    <Link href={view.href(`/amt/aussonderung/abgabe/${destruction.processId}`)}>
                      {destruction.processId}
                    </Link>
                  ),
                },
              ]),
          ...(protocol?.dokumentId === undefined
            ? []
            : [
                {
                  term: say(view, "Protokoll", "Protocol"),
                  value: (
                    <Link href={view.href(`/amt/dokument/${protocol.dokumentId}`)}>
                      {say(view, "Vernichtungsprotokoll (PDF)", "Protocol of destruction (PDF)")}
                    </Link>
                  ),
                },
              ]),
        ]}
      />
      {props.waits ? (
        <Alert tone="info" title={say(view, "Eine Datensicherung läuft", "A backup is running")}>
          <p>
            {say(
              view,
              "Die Vernichtung wartet, bis die Sicherung fertig ist, und geht dann von selbst weiter.",
              "The destruction waits until the backup is done, and then goes on by itself.",
            )}
          </p>
        </Alert>
      ) : null}
      <Section title={countAkten(view, akten.length)}>
        <Table
          caption={say(view, "Akten dieser Vernichtung", "Files of this destruction")}
          captionHidden
          dense
          columns={[
            { key: "reference", label: say(view, "Aktenzeichen", "Reference"), rowHeader: true, narrow: true },
            { key: "title", label: say(view, "Betreff", "Subject") },
            { key: "basis", label: say(view, "Grund", "Reason"), narrow: true },
            { key: "state", label: say(view, "Stand", "State"), narrow: true },
          ]}
          rows={akten.map((akte) => {
            const title = props.titles.get(akte.akteId);
            return {
              key: akte.akteId,
              cells: {
                reference:
                  title === undefined ? (
                    akte.aktenzeichen
                  ) : (
                    <Link href={view.href(`/amt/akte/${akte.akteId}`)}>{akte.aktenzeichen}</Link>
                  ),
                title: title ?? <span class="muted">{say(view, "nicht mehr da", "gone")}</span>,
                basis: basisWords[akte.basis][language],
                state: akteState(view, akte),
              },
            };
          })}
        />
      </Section>
      {destruction.state !== "proposed" ? null : (
        <Section title={say(view, "Entscheidung", "Decision")}>
          <Stack gap="l">
            {props.own ? (
              <Alert tone="info" title={say(view, "Vier Augen", "Four eyes")}>
                <p>
                  {say(
                    view,
                    "Sie haben das vorgeschlagen. Freigeben muss es jemand anderes aus der Registratur. Zurücknehmen können Sie es.",
                    "You proposed this. Somebody else of the registry has to approve. You can take it back.",
                  )}
                </p>
              </Alert>
            ) : (
              <Form view={view} action={view.href(`${path}/freigeben`)}>
                <Alert
                  tone="warning"
                  title={say(view, "Das lässt sich nicht rückgängig machen", "This cannot be undone")}
                >
                  <p>
                    {say(
                      view,
                      "Akten, Vorgänge, Dokumente und ihr Verlauf werden gelöscht. Es bleiben ein Protokoll und die Aktenzeichen.",
                      "Files, cases, documents and their history are deleted. A protocol and the references stay.",
                    )}
                  </p>
                </Alert>
                <Actions>
                  <SubmitButton variant="danger">
                    {say(view, "Vernichtung freigeben", "Approve destruction")}
                  </SubmitButton>
                </Actions>
              </Form>
            )}
            <Form view={view} action={view.href(`${path}/ablehnen`)}>
              <TextArea
                view={view}
                name="grund"
                label={
                  props.own
                    ? say(view, "Warum nehmen Sie den Vorschlag zurück?", "Why do you take it back?")
                    : say(view, "Warum lehnen Sie ab?", "Why do you reject it?")
                }
                rows={3}
                maxlength={2000}
                {...(mistake === undefined ? {} : { error: mistake.message })}
              />
              <Actions>
                <SubmitButton variant="secondary">
                  {props.own ? say(view, "Zurücknehmen", "Take back") : say(view, "Ablehnen", "Reject")}
                </SubmitButton>
              </Actions>
            </Form>
          </Stack>
        </Section>
      )}
    </Frame>
  );
}
