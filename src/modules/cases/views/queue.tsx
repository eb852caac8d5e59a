import type { JSX } from "preact";
import type { PlainDay } from "../../../kernel/index.ts";
import { DueDate, Link, type ViewContext } from "../../../platform/ui/index.ts";
import { wording } from "./wording.ts";

/** A task as it stands beside the case that is open. */
export interface QueueItem {
  readonly caseId: string;
  readonly subjectName: string;
  readonly leistung: string;
  readonly dueOn: PlainDay | undefined;
  /** Name of the colleague who has it. */
  readonly colleague: string | undefined;
}

/** The first tasks of a list, in its order. */
export interface Queue {
  readonly tab: "meine" | "offen";
  readonly items: readonly QueueItem[];
}

/** What comes after the case that is open: nobody else has it. Behind the last one comes the first again. */
export function nextInQueue(queue: Queue, caseId: string): QueueItem | undefined {
  const at = queue.items.findIndex((item) => item.caseId === caseId);
  return [...queue.items.slice(at + 1), ...queue.items.slice(0, Math.max(at, 0))].find(
    (item) => item.caseId !== caseId && item.colleague === undefined,
  );
}

/** The list of tasks beside an open case: the next one is a click away, and the deadlines stay in sight. */
export function QueueList(props: {
  readonly view: ViewContext;
  readonly queue: Queue;
  /** The case that is open. */
  readonly caseId: string;
  readonly today: PlainDay;
}): JSX.Element {
  const { view, queue } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  return (
    <>
      <h2 class="queue__head">{w(queue.tab === "meine" ? "queueMeine" : "queueOffen")}</h2>
      {queue.items.length === 0 ? <p class="muted">{w("emptyOffen")}</p> : null}
      <ol>
        {queue.items.map((item) => (
          <li key={item.caseId}>
            <Link
              href={view.href(`/amt/vorgang/${item.caseId}`)}
              {...(item.caseId === props.caseId ? { "aria-current": "page" as const } : {})}
            >
              <span class="queue__name">{item.subjectName}</span>
              <span class="queue__what">
                {item.leistung}
                {item.colleague === undefined ? null : `, ${w("withColleague").toLowerCase()} ${item.colleague}`}
              </span>
              {item.dueOn === undefined ? (
                <span class="queue__what">{w("noDue")}</span>
              ) : (
                <DueDate view={view} day={item.dueOn} today={props.today} />
              )}
            </Link>
          </li>
        ))}
      </ol>
    </>
  );
}
