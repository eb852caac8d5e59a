import type { JSX } from "preact";
import {
  type Cents,
  dayInBerlin,
  formatCents,
  formatDay,
  formatDayShort,
  formatInstant,
  type Localized,
} from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  type DeskNavItem,
  DeskPage,
  Empty,
  Facts,
  Form,
  Link,
  Pager,
  SearchForm,
  Section,
  Stack,
  SubmitButton,
  Table,
  Timeline,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { type Appointment, formatTime } from "../../appointments/index.ts";
import type { Case } from "../../cases/index.ts";
import { type AusweisCard, type CardEvent, cardKindWords, cardStateWords } from "../model/card.ts";
import type { Comparison } from "../model/compare-register.ts";
import { checkWords, deletionRules } from "../model/index.ts";
import type { Checked, Deletion, StoredPhoto } from "../store/index.ts";
import { CardBadge } from "./parts.tsx";

interface Page {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

const fullName = (card: AusweisCard): string => `${card.familienname}, ${card.vornamen}`;

/** An appointment with what stands ready for it. */
export interface PreparedAppointment {
  readonly appointment: Appointment;
  readonly subject: Case;
  readonly step: Localized | undefined;
  /** The card is ordered. */
  readonly done: boolean;
  /** Beside the register; undefined: the person is not in it. */
  readonly compared: readonly Comparison[] | undefined;
  readonly photo: "da" | "code" | "fehlt";
  readonly balanceCents: Cents | undefined;
}

const photoWords: Readonly<Record<PreparedAppointment["photo"], Localized>> = {
  da: { de: "abgerufen", en: "fetched" },
  code: { de: "Code liegt vor", en: "code is there" },
  fehlt: { de: "fehlt", en: "missing" },
};

/** What the comparison with the register came to, in a word. */
function RegisterBadge(props: { view: ViewContext; compared: readonly Comparison[] | undefined }): JSX.Element {
  const { language } = props.view;
  if (props.compared === undefined) {
    return <Badge tone="warning">{{ de: "nicht gefunden", en: "not found" }[language]}</Badge>;
  }
  const count = (result: Comparison["result"]) => props.compared?.filter((one) => one.result === result).length ?? 0;
  const different = count("different");
  if (different > 0) {
    return <Badge tone="warning">{{ de: `${different} abweichend`, en: `${different} different` }[language]}</Badge>;
  }
  return count("spelling") > 0 ? (
    <Badge tone="info">{{ de: "andere Schreibweise", en: "other spelling" }[language]}</Badge>
  ) : (
    <Badge tone="success" icon="check">
      {{ de: "gleich", en: "same" }[language]}
    </Badge>
  );
}

/** The day at the Ausweis desk, and the register. */
export function AusweisDeskPage(
  props: Page & {
    /** Appointments of today whose case is an application, with what stands ready. */
    readonly today: readonly PreparedAppointment[];
    readonly goodsIn: readonly AusweisCard[];
    readonly ready: readonly AusweisCard[];
    readonly query: string;
    readonly found: readonly AusweisCard[];
    readonly before?: string;
    readonly next?: string;
    readonly booked?: number;
  },
): JSX.Element {
  const { view } = props;
  const { language } = view;
  const searched = (before?: string): string => {
    const parts = new URLSearchParams();
    if (props.query !== "") parts.set("q", props.query);
    if (before !== undefined) parts.set("vor", before);
    return view.href(`/amt/ausweis${parts.size === 0 ? "" : `?${parts}`}`);
  };
  const toCase = (card: AusweisCard) => (
    <Link href={view.href(`/amt/ausweis/schalter/${card.caseId}`)}>{fullName(card)}</Link>
  );
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={{ de: "Ausweise", en: "Identity cards" }[language]}
      tools={
        view.staff?.duties.includes("administration") ? (
          <Link href={view.href("/amt/ausweis/einstellungen")}>
            {{ de: "Einstellungen", en: "Settings" }[language]}
          </Link>
        ) : undefined
      }
    >
      <Stack gap="l">
        {props.booked === undefined ? null : (
          <Alert
            tone="success"
            role="status"
            title={
              {
                de: `${props.booked} eingegangen und als abholbereit gemeldet`,
                en: `${props.booked} arrived and reported as ready`,
              }[language]
            }
          />
        )}
        <Section id="heute" title={{ de: "Termine heute", en: "Appointments today" }[language]}>
          {props.today.length === 0 ? (
            <Empty title={{ de: "Heute keine Termine", en: "No appointments today" }[language]} icon="calendar">
              <p>
                {
                  {
                    de: "Hier steht, wer heute einen Ausweis beantragt, mit allem, was schon vorliegt.",
                    en: "Whoever applies for a card today is listed here, with everything that is there already.",
                  }[language]
                }
              </p>
            </Empty>
          ) : (
            <Table
              caption={{ de: "Termine heute", en: "Appointments today" }[language]}
              captionHidden
              keyboard
              columns={[
                { key: "time", label: { de: "Zeit", en: "Time" }[language], narrow: true },
                { key: "name", label: "Name", rowHeader: true },
                { key: "step", label: { de: "Nächster Schritt", en: "Next step" }[language] },
                { key: "register", label: { de: "Register", en: "Register" }[language], narrow: true },
                { key: "photo", label: { de: "Lichtbild", en: "Photograph" }[language], narrow: true },
                { key: "fee", label: { de: "Gebühr", en: "Fee" }[language], narrow: true },
              ]}
              rows={props.today.map((one) => ({
                key: one.appointment.appointmentId,
                cells: {
                  time: formatTime(one.appointment.start, language),
                  name: (
                    <Link href={view.href(`/amt/ausweis/schalter/${one.subject.caseId}`)}>
                      {one.subject.subjectName}
                    </Link>
                  ),
                  step: one.step?.[language] ?? (one.done ? { de: "bestellt", en: "ordered" }[language] : "–"),
                  register: <RegisterBadge view={view} compared={one.compared} />,
                  photo: photoWords[one.photo][language],
                  fee:
                    one.balanceCents === undefined
                      ? { de: "noch nicht festgesetzt", en: "not yet set" }[language]
                      : one.balanceCents > 0
                        ? {
                            de: `offen: ${formatCents(one.balanceCents, "de")}`,
                            en: `open: ${formatCents(one.balanceCents, "en")}`,
                          }[language]
                        : { de: "beglichen", en: "settled" }[language],
                },
              }))}
            />
          )}
        </Section>
        <Section id="wareneingang" title={{ de: "Wareneingang", en: "Goods in" }[language]}>
          {props.goodsIn.length === 0 ? (
            <Empty title={{ de: "Nichts unterwegs", en: "Nothing on its way" }[language]} />
          ) : (
            <Form view={view} action={view.href("/amt/ausweis/wareneingang")}>
              <Stack>
                <Table
                  caption={
                    {
                      de: "Hergestellt, noch nicht im Amt gebucht",
                      en: "Produced, not yet booked in",
                    }[language]
                  }
                  columns={[
                    { key: "pick", label: { de: "Da", en: "Here" }[language], narrow: true },
                    { key: "name", label: "Name", rowHeader: true },
                    { key: "number", label: { de: "Seriennummer", en: "Number" }[language] },
                  ]}
                  rows={props.goodsIn.map((card) => ({
                    key: card.cardId,
                    cells: {
                      pick: (
                        <input
                          type="checkbox"
                          name="ausweis"
                          value={card.cardId}
                          aria-label={{ de: `${fullName(card)} ist da`, en: `${fullName(card)} is here` }[language]}
                        />
                      ),
                      name: toCase(card),
                      number: card.seriennummer ?? "–",
                    },
                  }))}
                />
                <Actions>
                  <SubmitButton>
                    {{ de: "Eingang buchen und bereit melden", en: "Book in and report as ready" }[language]}
                  </SubmitButton>
                </Actions>
              </Stack>
            </Form>
          )}
        </Section>
        <Section id="bereit" title={{ de: "Abholbereit", en: "Ready to collect" }[language]}>
          {props.ready.length === 0 ? (
            <Empty title={{ de: "Nichts liegt bereit", en: "Nothing is waiting" }[language]} />
          ) : (
            <Facts
              rows={props.ready.map((card) => ({
                term: toCase(card),
                value: card.seriennummer ?? "–",
                hint: {
                  de: `bestellt am ${formatDayShort(dayInBerlin(card.orderedAt), "de")}`,
                  en: `ordered ${formatDayShort(dayInBerlin(card.orderedAt), "en")}`,
                }[language],
              }))}
            />
          )}
        </Section>
        <Section id="register" title={{ de: "Ausweisregister", en: "Register of cards" }[language]}>
          <Stack>
            <SearchForm
              view={view}
              action={view.href("/amt/ausweis")}
              name="q"
              label={{ de: "Name oder Seriennummer", en: "Name or number" }[language]}
              value={props.query}
              button={{ de: "Suchen", en: "Search" }[language]}
            />
            {props.query === "" ? null : props.found.length === 0 ? (
              <Empty title={{ de: "Kein Ausweis gefunden", en: "No card found" }[language]} />
            ) : (
              <Table
                caption={{ de: "Gefundene Ausweise", en: "Cards found" }[language]}
                captionHidden
                keyboard
                columns={[
                  { key: "name", label: "Name", rowHeader: true },
                  { key: "born", label: { de: "Geboren", en: "Born" }[language] },
                  { key: "number", label: { de: "Seriennummer", en: "Number" }[language] },
                  { key: "until", label: { de: "Gültig bis", en: "Valid until" }[language] },
                  { key: "state", label: { de: "Stand", en: "Status" }[language], narrow: true },
                ]}
                rows={props.found.map((card) => ({
                  key: card.cardId,
                  cells: {
                    name: <Link href={view.href(`/amt/ausweis/register/${card.cardId}`)}>{fullName(card)}</Link>,
                    born: formatDayShort(card.geburtsdatum, language),
                    number: `${card.seriennummer ?? "–"}${card.kind === "vorlaeufig" ? { de: " (vorläufig)", en: " (provisional)" }[language] : ""}`,
                    until: formatDayShort(card.validUntil, language),
                    state: <CardBadge view={view} state={card.state} />,
                  },
                }))}
              />
            )}
            <p>
              <Link href={view.href("/amt/ausweis/loeschprotokoll")}>
                {{ de: "Löschprotokoll und Fristen", en: "Deletion protocol and periods" }[language]}
              </Link>
            </p>
            <Pager
              view={view}
              {...(props.before === undefined ? {} : { previousHref: searched() })}
              {...(props.next === undefined ? {} : { nextHref: searched(props.next) })}
            />
          </Stack>
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** One card in the register. */
export function CardPage(
  props: Page & {
    readonly card: AusweisCard;
    readonly events: readonly CardEvent[];
    /** What was seen and given at the visit. */
    readonly checked: readonly Checked[];
    /** Who took the photograph: § 23 Abs. 3 Nr. 20 PAuswG. */
    readonly photoBy: StoredPhoto["origin"] | undefined;
    readonly lastDay: AusweisCard["validUntil"];
  },
): JSX.Element {
  const { view, card } = props;
  const { language } = view;
  const row = (de: string, en: string, value: string) => (value === "" ? [] : [{ term: { de, en }[language], value }]);
  return (
    <DeskPage view={view} nav={props.nav} title={fullName(card)}>
      <Stack gap="l">
        <CardBadge view={view} state={card.state} />
        <Facts
          rows={[
            ...row("Art", "Kind", cardKindWords[card.kind][language]),
            ...row("Seriennummer", "Number", card.seriennummer ?? ""),
            ...row("Geburtsname", "Name at birth", card.geburtsname),
            ...row("Doktorgrad", "Doctorate", card.doktorgrad),
            ...row("Geboren", "Born", `${formatDay(card.geburtsdatum, language)}, ${card.geburtsort}`),
            ...row("Größe", "Height", card.groesseCm === undefined ? "" : `${card.groesseCm} cm`),
            ...row("Augenfarbe", "Eyes", card.augenfarbe),
            ...row("Anschrift", "Address", card.anschrift),
            ...props.checked
              .filter(({ what }) => what === "vertretung" || what === "ermaechtigung")
              .map(({ what, note }) => ({ term: checkWords[what][language], value: note })),
            ...row(
              "Lichtbild aufgenommen von",
              "Photograph taken by",
              props.photoBy === undefined
                ? ""
                : props.photoBy === "geraet"
                  ? { de: "dieser Behörde", en: "this office" }[language]
                  : { de: "einem registrierten Fotodienst", en: "a registered photo service" }[language],
            ),
            ...row("Ausgestellt", "Issued", formatDay(card.issuedOn, language)),
            ...row("Gültig bis", "Valid until", formatDay(card.validUntil, language)),
            ...row(
              "Im Register höchstens bis",
              "In the register at most until",
              `${formatDay(props.lastDay, language)} (§ 23 Abs. 4 PAuswG)`,
            ),
          ]}
        />
        <p>
          <Link href={view.href(`/amt/vorgang/${card.caseId}`)}>
            {{ de: "Zum Vorgang", en: "To the case" }[language]}
          </Link>
        </p>
        {card.state === "blocked" ? (
          <Form view={view} action={view.href(`/amt/ausweis/register/${card.cardId}/entsperren`)}>
            <SubmitButton variant="secondary">
              {
                {
                  de: "Wiedergefunden: Eintrag aufheben",
                  en: "Found again: lift the block",
                }[language]
              }
            </SubmitButton>
          </Form>
        ) : null}
        <Section id="verlauf" title={{ de: "Verlauf", en: "History" }[language]}>
          <Timeline
            view={view}
            items={props.events.map((event, index) => ({
              title: cardStateWords[event.what][language],
              when: `${formatInstant(event.at, language)}, ${event.actorName}`,
              state: index === props.events.length - 1 ? ("current" as const) : ("done" as const),
            }))}
          />
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** What was deleted, when, by whom and by which rule; never what it was. */
export function DeletionsPage(props: Page & { readonly deletions: readonly Deletion[] }): JSX.Element {
  const { view } = props;
  const { language } = view;
  const say = (de: string, en: string): string => ({ de, en })[language];
  return (
    <DeskPage view={view} nav={props.nav} title={say("Löschprotokoll", "Deletion protocol")}>
      <Stack gap="l">
        <p>
          {say(
            "Was das Ausweisamt gelöscht hat, die letzten 200 Einträge. Namen und Inhalte stehen hier nicht.",
            "What the office has deleted, the last 200 entries. Names and contents do not stand here.",
          )}
        </p>
        {props.deletions.length === 0 ? (
          <Empty title={say("Noch nichts gelöscht", "Nothing deleted yet")} />
        ) : (
          <Table
            caption={say("Gelöschte Angaben", "Deleted data")}
            captionHidden
            keyboard
            columns={[
              { key: "at", label: say("Wann", "When"), rowHeader: true },
              { key: "what", label: say("Was", "What") },
              { key: "source", label: say("Vorschrift", "Provision") },
              { key: "by", label: say("Durch", "By") },
            ]}
            rows={props.deletions.map((deletion) => ({
              key: `${deletion.rule} ${deletion.subjectId} ${deletion.at.getTime()}`,
              cells: {
                at: formatInstant(deletion.at, language),
                what: deletionRules.find(({ key }) => key === deletion.rule)?.what[language] ?? deletion.rule,
                source: deletion.source,
                by: deletion.byName,
              },
            }))}
          />
        )}
        <Section id="fristen" title={say("Fristen", "Periods")}>
          <Facts
            // Sperrkennwort and Sperrsumme are nowhere in this program.
            rows={deletionRules
              .filter(({ key }) => key !== "sperrsumme")
              .map(({ what, until, source }) => ({
                term: what[language],
                value: until[language],
                hint: source,
              }))}
          />
        </Section>
      </Stack>
    </DeskPage>
  );
}
