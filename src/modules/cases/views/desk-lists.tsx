import type { ComponentChildren, JSX } from "preact";
import { dayInBerlin, formatDayShort, type PlainDay } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  type DeskNavItem,
  DeskPage,
  DueDate,
  Empty,
  Form,
  Link,
  Pager,
  SearchForm,
  Select,
  Stack,
  SubmitButton,
  Table,
  Tabs,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import type { Case } from "../model/case.ts";
import { wording } from "./wording.ts";

type Tab = "meine" | "offen" | "ueberfaellig" | "wartet" | "erledigt";

/** The tabs of the task list, in their order. */
export const taskTabs: readonly { readonly tab: Tab; readonly label: keyof typeof wording }[] = [
  { tab: "meine", label: "tabMeine" },
  { tab: "offen", label: "tabOffen" },
  { tab: "ueberfaellig", label: "tabUeberfaellig" },
  { tab: "wartet", label: "tabWartet" },
  { tab: "erledigt", label: "tabErledigt" },
];

const emptyTexts = {
  meine: ["emptyMeine", "emptyMeineText"],
  offen: ["emptyOffen", "emptyOffenText"],
  ueberfaellig: ["emptyUeberfaellig", "emptyUeberfaelligText"],
  wartet: ["emptyWartet", "emptyWartetText"],
  erledigt: ["emptyErledigt", "emptyErledigtText"],
} as const;

/** Address of a list with only the parameters that say something. */
export function listHref(
  view: ViewContext,
  path: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== "") query.set(name, value);
  const text = query.toString();
  return view.href(text === "" ? path : `${path}?${text}`);
}

/** `999+` from the cap on: nobody needs the exact number of very many. */
function Count(props: { label: string; count: number | undefined; cap: number }): JSX.Element {
  return (
    <>
      {props.label}
      {props.count === undefined ? null : (
        <span class="count">{props.count >= props.cap ? `${props.cap - 1}+` : props.count}</span>
      )}
    </>
  );
}

export interface TaskRow {
  readonly caseId: string;
  readonly taskId: string;
  readonly aktenzeichen: string;
  readonly subjectName: string;
  readonly leistung: string;
  readonly step: string;
  readonly dueOn: PlainDay | undefined;
  readonly done: boolean;
  readonly reminded: boolean;
  readonly who: string | undefined;
}

/** The task list: what is due first, comes first. */
export function TaskListPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly tab: Tab;
  readonly counts: Readonly<Partial<Record<Tab, number>>>;
  readonly countCap: number;
  readonly rows: readonly TaskRow[];
  readonly today: PlainDay;
  readonly filter: { readonly text: string; readonly leistung: string; readonly reversed: boolean };
  readonly leistungen: readonly { readonly value: string; readonly label: string }[];
  readonly previousCursor: string | undefined;
  readonly nextCursor: string | undefined;
  readonly notice: { readonly tone: "success" | "warning"; readonly text: string } | undefined;
}): JSX.Element {
  const { view, tab, filter, rows } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const parameters = {
    suche: filter.text,
    leistung: filter.leistung,
    reihenfolge: filter.reversed ? "spaeteste" : undefined,
  };
  const href = (more: Readonly<Record<string, string | undefined>>) =>
    listHref(view, "/amt/aufgaben", { reiter: tab, ...parameters, ...more });
  const filtered = filter.text !== "" || filter.leistung !== "";
  const canTake = tab === "offen" || tab === "ueberfaellig";
  const [emptyTitle, emptyText] = filtered ? (["emptyFiltered", "emptyFilteredText"] as const) : emptyTexts[tab];
  const table = (
    <Table
      caption={w(taskTabs.find((one) => one.tab === tab)?.label ?? "tasks")}
      captionHidden
      dense
      keyboard
      columns={[
        ...(canTake ? [{ key: "pick", label: w("select"), labelHidden: true, narrow: true }] : []),
        { key: "due", label: w("due"), narrow: true },
        { key: "reference", label: w("reference"), narrow: true, rowHeader: true },
        { key: "subject", label: w("subject") },
        // These wrap: on a laptop, who has the task would stand outside of the window otherwise.
        { key: "leistung", label: w("leistung") },
        { key: "step", label: w("step") },
        { key: "who", label: w("who"), narrow: true },
      ]}
      rows={rows.map((row) => ({
        key: row.taskId,
        cells: {
          pick: (
            <label class="pick">
              <input type="checkbox" name="vorgang" value={row.caseId} />
              <VisuallyHidden>
                {w("select")}: {row.aktenzeichen}
              </VisuallyHidden>
            </label>
          ),
          due:
            row.dueOn === undefined ? (
              <span class="muted">{w("noDue")}</span>
            ) : (
              <DueDate view={view} day={row.dueOn} today={props.today} done={row.done} />
            ),
          reference: <Link href={view.href(`/amt/vorgang/${row.caseId}`)}>{row.aktenzeichen}</Link>,
          subject: row.subjectName,
          leistung: row.leistung,
          step: row.reminded ? (
            <Cluster gap="xs">
              <span>{row.step}</span>
              <Badge tone="warning" icon="clock">
                {w("reminded")}
              </Badge>
            </Cluster>
          ) : (
            row.step
          ),
          who: row.who ?? <span class="muted">{w("nobody")}</span>,
        },
      }))}
    />
  );
  return (
    <DeskPage view={view} title={w("tasks")} nav={props.nav}>
      {props.notice === undefined ? null : <Alert tone={props.notice.tone} role="status" title={props.notice.text} />}
      <Tabs
        label={w("taskViews")}
        items={taskTabs.map((one) => ({
          href: listHref(view, "/amt/aufgaben", { reiter: one.tab, ...parameters }),
          label: <Count label={w(one.label)} count={props.counts[one.tab]} cap={props.countCap} />,
          current: one.tab === tab,
        }))}
      />
      <SearchForm
        view={view}
        action={view.href("/amt/aufgaben")}
        name="suche"
        label={w("filterText")}
        value={filter.text}
        button={w("filter")}
      >
        <input type="hidden" name="reiter" value={tab} />
        <Cluster gap="m">
          <Select
            view={view}
            name="leistung"
            label={w("leistung")}
            options={props.leistungen}
            value={filter.leistung}
            emptyLabel={w("allLeistungen")}
            width="medium"
          />
          <Select
            view={view}
            name="reihenfolge"
            label={w("order")}
            options={[
              { value: "frueheste", label: w("sortedSoonest") },
              { value: "spaeteste", label: w("sortedLatest") },
            ]}
            value={filter.reversed ? "spaeteste" : "frueheste"}
            emptyLabel={null}
            width="medium"
          />
          {filtered ? <Link href={listHref(view, "/amt/aufgaben", { reiter: tab })}>{w("clearFilter")}</Link> : null}
        </Cluster>
      </SearchForm>
      {rows.length === 0 ? (
        <Empty title={w(emptyTitle)}>
          <p>{w(emptyText)}</p>
          {tab === "meine" && !filtered ? (
            <ButtonLink variant="secondary" href={listHref(view, "/amt/aufgaben", { reiter: "offen" })}>
              {w("tabOffen")}
            </ButtonLink>
          ) : null}
        </Empty>
      ) : canTake ? (
        <Form view={view} action={view.href("/amt/aufgaben/uebernehmen")} class="stack stack--m">
          <input type="hidden" name="reiter" value={tab} />
          {table}
          <Cluster>
            <SubmitButton variant="secondary" icon="check">
              {w("takeSelected")}
            </SubmitButton>
          </Cluster>
        </Form>
      ) : (
        table
      )}
      <Pager
        view={view}
        {...(props.previousCursor === undefined ? {} : { previousHref: href({ vor: props.previousCursor }) })}
        {...(props.nextCursor === undefined ? {} : { nextHref: href({ nach: props.nextCursor }) })}
      />
    </DeskPage>
  );
}

const statusBadges = {
  open: ["info", "statusOpen"],
  waiting: ["warning", "statusWaiting"],
  done: ["success", "statusDone"],
} as const;

/** State of a case in one or two words. */
export function StatusBadge(props: { readonly view: ViewContext; readonly status: Case["status"] }): JSX.Element {
  const [tone, word] = statusBadges[props.status];
  return <Badge tone={tone}>{wording[word][props.view.language]}</Badge>;
}

/** Search over all cases, open and done. */
export function CaseSearchPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly text: string;
  readonly cases: readonly Case[];
  readonly leistungTitle: (leistungId: string) => string;
  readonly next: string | undefined;
  readonly first: boolean;
  readonly pageSize: number;
  readonly tooBroad: boolean;
}): JSX.Element {
  const { view, text } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const nothing: ComponentChildren =
    text === "" ? (
      <Empty title={w("emptyCases")}>
        <p>{w("emptyCasesText")}</p>
      </Empty>
    ) : (
      <Empty title={w("emptySearch")} icon="search">
        <p>{w("emptySearchText")}</p>
      </Empty>
    );
  return (
    <DeskPage view={view} title={w("cases")} nav={props.nav}>
      <Stack gap="m">
        <SearchForm
          view={view}
          action={view.href("/amt/vorgaenge")}
          name="suche"
          label={w("filterText")}
          value={text}
          button={w("search")}
        />
        {props.tooBroad ? <Alert tone="info" role="status" title={w("tooBroad")} /> : null}
        {props.next !== undefined && props.cases.length < props.pageSize ? (
          <Alert tone="info" role="status" title={w("searchedPart")} />
        ) : null}
        {props.cases.length === 0 && props.next !== undefined ? null : props.cases.length === 0 ? (
          nothing
        ) : (
          <Table
            caption={text === "" ? w("casesAll") : w("casesFound")}
            dense
            keyboard
            columns={[
              { key: "reference", label: w("reference"), narrow: true, rowHeader: true },
              { key: "subject", label: w("subject") },
              { key: "leistung", label: w("leistung"), narrow: true },
              { key: "received", label: w("received"), narrow: true },
              { key: "state", label: w("state"), narrow: true },
              { key: "who", label: w("who"), narrow: true },
            ]}
            rows={props.cases.map((one) => ({
              key: one.caseId,
              cells: {
                reference: <Link href={view.href(`/amt/vorgang/${one.caseId}`)}>{one.aktenzeichen}</Link>,
                subject: one.subjectName,
                leistung: props.leistungTitle(one.leistungId),
                received: formatDayShort(dayInBerlin(one.receivedAt), language),
                state: <StatusBadge view={view} status={one.status} />,
                who: one.takenBy?.name ?? <span class="muted">{w("nobody")}</span>,
              },
            }))}
          />
        )}
        <Pager
          view={view}
          {...(props.first ? {} : { previousHref: listHref(view, "/amt/vorgaenge", { suche: text }) })}
          {...(props.next === undefined
            ? {}
            : { nextHref: listHref(view, "/amt/vorgaenge", { suche: text, vor: props.next }) })}
        />
      </Stack>
    </DeskPage>
  );
}
