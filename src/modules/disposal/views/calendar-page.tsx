import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  Cluster,
  Empty,
  Facts,
  Form,
  Link,
  Pager,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import type { AkteInRetention, Aussonderungsart, PlanUnit, RetentionCount } from "../../records/index.ts";
import { countAkten, type DisposalView, Frame, say } from "./frame.tsx";

/** What becomes of Akten, in one word. */
export const artWords: Readonly<Record<Aussonderungsart, { readonly de: string; readonly en: string }>> = {
  A: { de: "ans Archiv (A)", en: "to the archive (A)" },
  B: { de: "bewerten (B)", en: "appraise (B)" },
  V: { de: "vernichten (V)", en: "destroy (V)" },
};

/** What is asked of the calendar. */
export interface CalendarFilter {
  readonly year?: number;
  readonly planUnit?: string;
  readonly art?: Aussonderungsart;
}

function filterQuery(filter: CalendarFilter, more: Readonly<Record<string, string>> = {}): string {
  const parameters = new URLSearchParams({
    ...(filter.year === undefined ? {} : { jahr: String(filter.year) }),
    ...(filter.planUnit === undefined ? {} : { einheit: filter.planUnit }),
    ...(filter.art === undefined ? {} : { art: filter.art }),
    ...more,
  }).toString();
  return parameters === "" ? "" : `?${parameters}`;
}

/** Counts summed up by year; what is never due comes last. */
function byYear(
  counts: readonly RetentionCount[],
): readonly { readonly year: number | null; readonly akten: number }[] {
  const sums = new Map<number | null, number>();
  for (const { endsYear, akten } of counts) sums.set(endsYear, (sums.get(endsYear) ?? 0) + akten);
  return [...sums].map(([year, akten]) => ({ year, akten })).sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999));
}

/** What falls due when: years, units, and the Akten of what is chosen. */
export function CalendarPage(
  props: DisposalView & {
    readonly counts: readonly RetentionCount[];
    readonly units: readonly PlanUnit[];
    readonly filter: CalendarFilter;
    /** The year of today: what ended before may go. */
    readonly thisYear: number;
    /** Akten of the filter, one page. */
    readonly akten: readonly AkteInRetention[];
    readonly busy: ReadonlySet<string>;
    readonly oneStepUnits: readonly string[];
    readonly notedAt: Date | undefined;
    readonly nextHref: string | undefined;
    readonly firstHref: string | undefined;
    readonly nothingChosen: boolean;
  },
): JSX.Element {
  const { view, counts, filter, thisYear, akten, busy } = props;
  const { language } = view;
  const here = (more: CalendarFilter) => view.href(`/amt/aussonderung${filterQuery(more)}`);
  const due = counts.filter(({ endsYear }) => endsYear !== null && endsYear < thisYear);
  const dueAkten = due.reduce((sum, one) => sum + one.akten, 0);
  const chosen = counts.filter(
    (one) =>
      (filter.year === undefined || one.endsYear === filter.year) &&
      (filter.art === undefined || one.aussonderungsart === filter.art),
  );
  const titleOf = (planUnit: string) => props.units.find((unit) => unit.planUnit === planUnit)?.title ?? "";
  const mayGo = (akte: AkteInRetention) =>
    akte.endsYear !== null && akte.endsYear < thisYear && !akte.held && !busy.has(akte.akteId);
  const state = (akte: AkteInRetention): JSX.Element => {
    if (akte.held)
      return (
        <Badge tone="warning" icon="lock">
          {say(view, "gesperrt", "legal hold")}
        </Badge>
      );
    if (busy.has(akte.akteId)) return <Badge tone="info">{say(view, "läuft schon", "under way")}</Badge>;
    if (akte.endsYear === null) return <Badge>{say(view, "unbefristet", "for ever")}</Badge>;
    return akte.endsYear < thisYear ? (
      <Badge tone="accent">{say(view, "fällig", "due")}</Badge>
    ) : (
      <Badge>{say(view, `ab 01.01.${akte.endsYear + 1}`, `from 1 January ${akte.endsYear + 1}`)}</Badge>
    );
  };
  return (
    <Frame {...props} tab="fristen" title={say(view, "Aussonderung", "Disposal")}>
      {props.nothingChosen ? (
        <Alert tone="warning" role="alert">
          <p>{say(view, "Wählen Sie mindestens eine Akte aus.", "Choose at least one file.")}</p>
        </Alert>
      ) : null}
      {dueAkten === 0 ? null : (
        <Alert
          tone="info"
          title={say(view, `${countAkten(view, dueAkten)} sind fällig`, `${countAkten(view, dueAkten)} due`)}
        >
          <p>
            {say(
              view,
              "Ihre Aufbewahrung ist abgelaufen. Bieten Sie sie dem Archiv an, oder schlagen Sie vor, sie zu vernichten.",
              "Their retention has ended. Offer them to the archive, or propose to destroy them.",
            )}{" "}
            {props.notedAt === undefined
              ? null
              : say(
                  view,
                  `Vermerkt am ${formatDayShort(dayInBerlin(props.notedAt), "de")}.`,
                  `Noted on ${formatDayShort(dayInBerlin(props.notedAt), "en")}.`,
                )}
          </p>
        </Alert>
      )}
      {counts.length === 0 ? (
        <Empty icon="calendar" title={say(view, "Noch keine Akte ist zu den Akten (z.d.A.)", "No file is closed yet")}>
          <p>
            {say(
              view,
              "Sobald eine Akte geschlossen ist, steht hier, wann ihre Aufbewahrung endet.",
              "As soon as a file is closed you see here when its retention ends.",
            )}
          </p>
        </Empty>
      ) : (
        <>
          <Section
            title={say(view, "Kalender", "Calendar")}
            aside={
              <Link href={view.href("/amt/aussonderung/aufbewahrung")}>
                {say(view, "Aufbewahrung festlegen", "Set retention")}
              </Link>
            }
          >
            <Stack gap="m">
              <p>
                {say(
                  view,
                  "Eine Frist endet immer am 31. Dezember. Vom 1. Januar an darf die Akte ausgesondert werden.",
                  "A period always ends on 31 December. From 1 January the file may be disposed of.",
                )}
              </p>
              <Table
                caption={say(view, "Ende der Aufbewahrung nach Jahren", "End of retention by year")}
                captionHidden
                dense
                columns={[
                  { key: "year", label: say(view, "Ende", "End"), rowHeader: true },
                  { key: "state", label: say(view, "Stand", "State") },
                  { key: "akten", label: say(view, "Akten", "Files"), numeric: true },
                ]}
                rows={byYear(counts).map(({ year, akten: number }) => ({
                  key: String(year),
                  ...(filter.year !== undefined && year === filter.year ? { current: true } : {}),
                  cells: {
                    year:
                      year === null ? (
                        say(view, "nie (unbefristet)", "never")
                      ) : (
                        <Link href={here({ ...filter, year })}>{`31.12.${year}`}</Link>
                      ),
                    state:
                      year !== null && year < thisYear ? (
                        <Badge tone="accent">{say(view, "fällig", "due")}</Badge>
                      ) : (
                        <span class="muted">{say(view, "läuft", "running")}</span>
                      ),
                    akten: number,
                  },
                }))}
              />
            </Stack>
          </Section>
          <Section
            title={
              filter.year === undefined
                ? say(view, "Nach Einheiten des Aktenplans", "By units of the filing plan")
                : say(view, `Ende 31.12.${filter.year}`, `End 31 December ${filter.year}`)
            }
            aside={
              filterQuery(filter) === "" ? undefined : (
                <Link href={view.href("/amt/aussonderung")}>{say(view, "Filter aufheben", "Clear filter")}</Link>
              )
            }
          >
            <Stack gap="m">
              <form class="form" method="get" action={view.href("/amt/aussonderung")}>
                {filter.year === undefined ? null : <input type="hidden" name="jahr" value={String(filter.year)} />}
                <Cluster gap="m">
                  <Select
                    view={view}
                    name="einheit"
                    label={say(view, "Einheit", "Unit")}
                    required={false}
                    emptyLabel={say(view, "Alle", "All")}
                    options={[...new Set(counts.map(({ planUnit }) => planUnit))].map((planUnit) => ({
                      value: planUnit,
                      label: `${planUnit} ${titleOf(planUnit)}`,
                    }))}
                    value={filter.planUnit ?? ""}
                  />
                  <Select
                    view={view}
                    name="art"
                    label={say(view, "Was dann geschieht", "What happens then")}
                    required={false}
                    emptyLabel={say(view, "Alles", "Anything")}
                    options={(["A", "B", "V"] as const).map((art) => ({ value: art, label: artWords[art][language] }))}
                    value={filter.art ?? ""}
                  />
                </Cluster>
                <Actions>
                  <SubmitButton variant="secondary">{say(view, "Anzeigen", "Show")}</SubmitButton>
                </Actions>
              </form>
              <Table
                caption={say(view, "Akten nach Einheit und Ende", "Files by unit and end")}
                captionHidden
                dense
                columns={[
                  { key: "unit", label: say(view, "Einheit", "Unit"), rowHeader: true },
                  { key: "art", label: say(view, "Dann", "Then"), narrow: true },
                  { key: "end", label: say(view, "Ende", "End"), narrow: true },
                  { key: "akten", label: say(view, "Akten", "Files"), numeric: true, narrow: true },
                ]}
                rows={chosen
                  .filter(({ planUnit }) => filter.planUnit === undefined || planUnit === filter.planUnit)
                  .map((one) => ({
                    key: `${one.planUnit}-${one.aussonderungsart}-${one.endsYear}`,
                    cells: {
                      unit: (
                        <Link
                          href={here({
                            planUnit: one.planUnit,
                            art: one.aussonderungsart,
                            ...(one.endsYear === null ? {} : { year: one.endsYear }),
                          })}
                        >
                          {one.planUnit} {titleOf(one.planUnit)}
                        </Link>
                      ),
                      art: artWords[one.aussonderungsart][language],
                      end: one.endsYear === null ? say(view, "nie", "never") : `31.12.${one.endsYear}`,
                      akten: one.akten,
                    },
                  }))}
              />
            </Stack>
          </Section>
          <Section title={say(view, "Akten", "Files")} id="akten">
            {akten.length === 0 ? (
              <Empty icon="archive" title={say(view, "Keine Akte in dieser Auswahl", "No file here")}>
                <p>{say(view, "Ändern Sie den Filter.", "Change the filter.")}</p>
              </Empty>
            ) : (
              <Form view={view} action={view.href("/amt/aussonderung/auswahl")} class="stack stack--m">
                <input type="hidden" name="filter" value={filterQuery(filter)} />
                <Table
                  caption={say(view, "Akten der Auswahl", "Chosen files")}
                  captionHidden
                  dense
                  keyboard
                  columns={[
                    { key: "pick", label: say(view, "Auswählen", "Select"), labelHidden: true, narrow: true },
                    { key: "reference", label: say(view, "Aktenzeichen", "Reference"), narrow: true, rowHeader: true },
                    { key: "title", label: say(view, "Betreff", "Subject") },
                    { key: "closed", label: say(view, "z.d.A.", "Closed"), narrow: true },
                    { key: "art", label: say(view, "Dann", "Then"), narrow: true },
                    { key: "state", label: say(view, "Stand", "State"), narrow: true },
                  ]}
                  rows={akten.map((akte) => ({
                    key: akte.akteId,
                    cells: {
                      pick: mayGo(akte) ? (
                        <label class="pick">
                          <input type="checkbox" name="akte" value={akte.akteId} />
                          <VisuallyHidden>
                            {say(view, "Auswählen", "Select")}: {akte.aktenzeichen}
                          </VisuallyHidden>
                        </label>
                      ) : null,
                      reference: <Link href={view.href(`/amt/akte/${akte.akteId}`)}>{akte.aktenzeichen}</Link>,
                      title: akte.betreff,
                      closed: formatDayShort(dayInBerlin(akte.zdaAt), language),
                      art: artWords[akte.aussonderungsart][language],
                      state: state(akte),
                    },
                  }))}
                />
                {props.firstHref === undefined ? null : (
                  <p>
                    <Link href={props.firstHref}>{say(view, "Zum Anfang", "To the beginning")}</Link>
                  </p>
                )}
                {props.nextHref === undefined ? null : <Pager view={view} nextHref={props.nextHref} />}
                <Actions>
                  <SubmitButton name="was" value="angebot">
                    {say(view, "Dem Archiv anbieten (A, B)", "Offer to the archive (A, B)")}
                  </SubmitButton>
                  <SubmitButton name="was" value="vernichtung" variant="secondary">
                    {say(view, "Vernichtung vorschlagen (V)", "Propose destruction (V)")}
                  </SubmitButton>
                  {props.oneStepUnits.length === 0 ? null : (
                    <SubmitButton name="was" value="einstufig" variant="secondary">
                      {say(view, "Ohne Angebot abgeben", "Hand over without an offer")}
                    </SubmitButton>
                  )}
                </Actions>
              </Form>
            )}
          </Section>
        </>
      )}
    </Frame>
  );
}

/** What can be done with a choice of Akten. */
export type ChosenAction = "angebot" | "vernichtung" | "einstufig";

/** What will happen, before it does. */
export function PreviewPage(
  props: DisposalView & {
    readonly action: ChosenAction;
    /** Those that it can be done with. */
    readonly akten: readonly AkteInRetention[];
    /** How many of the choice do not fit. */
    readonly unfit: number;
    readonly archiveName: string;
  },
): JSX.Element {
  const { view, action, akten, unfit } = props;
  const { language } = view;
  const words = {
    angebot: {
      title: say(view, "Dem Archiv anbieten", "Offer to the archive"),
      lead: say(
        view,
        `Diese Akten gehen als Anbieteverzeichnis (0501) an: ${props.archiveName}. Das Archiv bewertet sie. Gelöscht wird dabei nichts.`,
        `These files go as an offer (0501) to: ${props.archiveName}. The archive appraises them. Nothing is deleted by this.`,
      ),
      button: say(view, "Jetzt anbieten", "Offer now"),
    },
    einstufig: {
      title: say(view, "Ohne Angebot abgeben", "Hand over without an offer"),
      lead: say(
        view,
        `Für diese Einheiten ist mit dem Archiv vereinbart, dass alles übernommen wird. Die Akten gehen mit ihren Dateien an: ${props.archiveName}.`,
        `For these units it was agreed with the archive that everything is taken. The files go with their documents to: ${props.archiveName}.`,
      ),
      button: say(view, "Abgabe vorbereiten", "Prepare hand-over"),
    },
    vernichtung: {
      title: say(view, "Vernichtung vorschlagen", "Propose destruction"),
      lead: say(
        view,
        "Sie schlagen vor, diese Akten endgültig zu vernichten. Jemand anderes muss das freigeben. Bis dahin geschieht nichts.",
        "You propose to destroy these files for good. Somebody else has to approve. Until then nothing happens.",
      ),
      button: say(view, "Vorschlagen", "Propose"),
    },
  }[action];
  return (
    <Frame {...props} tab="fristen" title={words.title}>
      {unfit === 0 ? null : (
        <Alert
          tone="warning"
          title={say(view, `${countAkten(view, unfit)} bleiben außen vor`, `${countAkten(view, unfit)} left out`)}
        >
          <p>
            {action === "vernichtung"
              ? say(
                  view,
                  "Sie sind nicht fällig, gesperrt, schon in einem Verfahren, oder der Aktenplan sieht für sie kein Vernichten (V) vor.",
                  "They are not due, under a legal hold, under way already, or the filing plan does not say destroy (V).",
                )
              : say(
                  view,
                  "Sie sind nicht fällig, gesperrt, schon in einem Verfahren, oder der Aktenplan sieht für sie Vernichten (V) vor.",
                  "They are not due, under a legal hold, under way already, or the filing plan says destroy (V).",
                )}
          </p>
        </Alert>
      )}
      {akten.length === 0 ? (
        <Empty icon="archive" title={say(view, "Mit dieser Auswahl geht das nicht", "Not possible with this choice")}>
          <p>
            <Link href={view.href("/amt/aussonderung")}>{say(view, "Zurück zu den Fristen", "Back")}</Link>
          </p>
        </Empty>
      ) : (
        <>
          <p>{words.lead}</p>
          <Table
            caption={countAkten(view, akten.length)}
            dense
            columns={[
              { key: "reference", label: say(view, "Aktenzeichen", "Reference"), narrow: true, rowHeader: true },
              { key: "title", label: say(view, "Betreff", "Subject") },
              { key: "closed", label: say(view, "z.d.A.", "Closed"), narrow: true },
              { key: "end", label: say(view, "Aufbewahrung bis", "Kept until"), narrow: true },
              { key: "vorgaenge", label: say(view, "Vorgänge", "Cases"), numeric: true, narrow: true },
            ]}
            rows={akten.map((akte) => ({
              key: akte.akteId,
              cells: {
                reference: <Link href={view.href(`/amt/akte/${akte.akteId}`)}>{akte.aktenzeichen}</Link>,
                title: akte.betreff,
                closed: formatDayShort(dayInBerlin(akte.zdaAt), language),
                end: akte.endsYear === null ? "" : `31.12.${akte.endsYear}`,
                vorgaenge: akte.vorgaenge,
              },
            }))}
          />
          <Form
            view={view}
            action={view.href(
              action === "vernichtung" ? "/amt/aussonderung/vernichtungen" : "/amt/aussonderung/abgaben",
            )}
          >
            <input type="hidden" name="art" value={action} />
            {akten.map(({ akteId }) => (
              <input key={akteId} type="hidden" name="akte" value={akteId} />
            ))}
            {action === "vernichtung" ? (
              <TextArea
                view={view}
                name="bemerkung"
                label={say(view, "Bemerkung für das Protokoll", "Note for the protocol")}
                required={false}
                rows={3}
                maxlength={2000}
              />
            ) : null}
            <Actions>
              <SubmitButton variant={action === "vernichtung" ? "danger" : "primary"}>{words.button}</SubmitButton>
              <Link href={view.href("/amt/aussonderung")}>{say(view, "Abbrechen", "Cancel")}</Link>
            </Actions>
          </Form>
        </>
      )}
    </Frame>
  );
}

/** The retention of an Akte, for the page of the Akte. */
export function RetentionFacts(
  props: Pick<DisposalView, "view"> & {
    readonly akte: AkteInRetention | undefined;
    readonly thisYear: number;
    readonly process: { readonly processId: string; readonly state: string } | undefined;
    readonly holds: number;
    readonly akteId: string;
  },
): JSX.Element {
  const { view, akte, thisYear } = props;
  const rows = [
    {
      term: say(view, "Aufbewahrung bis", "Kept until"),
      value:
        akte === undefined
          ? say(view, "Steht fest, sobald die Akte zu den Akten ist.", "Known as soon as the file is closed.")
          : akte.endsYear === null
            ? say(view, "unbefristet", "for ever")
            : `31.12.${akte.endsYear}${akte.endsYear < thisYear ? say(view, " (fällig)", " (due)") : ""}`,
    },
    {
      term: say(view, "Sperren", "Legal holds"),
      value: props.holds === 0 ? say(view, "keine", "none") : String(props.holds),
      action: (
        <Link href={view.href(`/amt/aussonderung/sperren?akte=${props.akteId}`)}>
          {say(view, "Sperren ansehen", "See legal holds")}
        </Link>
      ),
    },
    ...(props.process === undefined
      ? []
      : [
          {
            term: say(view, "Abgabe ans Archiv", "To the archive"),
            value: (
              <Link href={view.href(`/amt/aussonderung/abgabe/${props.process.processId}`)}>
                {say(view, "läuft", "under way")}
              </Link>
            ),
          },
        ]),
  ];
  return <Facts rows={rows} />;
}
