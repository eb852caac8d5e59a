import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Badge,
  type Column,
  Form,
  Link,
  SubmitButton,
  Table,
  type Tone,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Delivery, DeliveryState } from "../model/delivery.ts";
import { errorWords, stateWords, unknownError } from "./wording.ts";

const tones: Readonly<Record<DeliveryState, Tone>> = {
  failed: "error",
  queued: "info",
  delivered: "success",
  withdrawn: "neutral",
};

const icons = { failed: "error", queued: "clock", delivered: "check", withdrawn: "close" } as const;

function State(props: { view: ViewContext; delivery: Delivery }): JSX.Element {
  const { view, delivery } = props;
  const { language } = view;
  return (
    <>
      <Badge tone={tones[delivery.state]} icon={icons[delivery.state]}>
        {stateWords[delivery.state][language]}
      </Badge>
      {delivery.state !== "failed" ? null : (
        <>
          {" "}
          {((delivery.lastError === undefined ? undefined : errorWords[delivery.lastError]) ?? unknownError)[language]}{" "}
          {delivery.gaveUp
            ? { de: "Kein weiterer Versuch von selbst.", en: "No further try by itself." }[language]
            : {
                de: `Versuch ${delivery.attempts}, weiter von selbst.`,
                en: `Try ${delivery.attempts}, goes on by itself.`,
              }[language]}
        </>
      )}
    </>
  );
}

function When(props: { view: ViewContext; delivery: Delivery }): JSX.Element {
  const { language } = props.view;
  const { deliveredAt, dueOn, state } = props.delivery;
  if (deliveredAt !== undefined)
    return <time datetime={deliveredAt.toISOString()}>{formatDayShort(dayInBerlin(deliveredAt), language)}</time>;
  if (state === "withdrawn") return <>–</>;
  return <>{{ de: `bis ${formatDayShort(dueOn, "de")}`, en: `by ${formatDayShort(dueOn, "en")}` }[language]}</>;
}

/** What goes to whom, when and by which law, with a button where it failed. */
export function DeliveryTable(props: {
  readonly view: ViewContext;
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly deliveries: readonly Delivery[];
  /** Shows of which case each one is: its id and reference. Those that are not in it are not for these eyes. */
  readonly cases?: ReadonlyMap<string, string>;
  /** Where a retry comes back to. */
  readonly from: "case" | "list";
}): JSX.Element {
  const { view, cases } = props;
  const { language } = view;
  const some = props.deliveries.some(({ state }) => state === "failed");
  const columns: Column[] = [
    { key: "who", label: { de: "Empfänger", en: "Recipient" }[language], rowHeader: true },
    ...(cases === undefined ? [] : [{ key: "case", label: { de: "Vorgang", en: "Case" }[language], narrow: true }]),
    { key: "what", label: { de: "Anzeige", en: "Notification" }[language], narrow: true },
    { key: "fields", label: { de: "Felder", en: "Fields" }[language], numeric: true },
    ...(cases === undefined ? [{ key: "cite", label: { de: "Rechtsgrundlage", en: "Legal basis" }[language] }] : []),
    { key: "state", label: { de: "Stand", en: "State" }[language] },
    { key: "when", label: { de: "Wann", en: "When" }[language], narrow: true },
    ...(some ? [{ key: "action", label: { de: "Aktion", en: "Action" }[language], labelHidden: true }] : []),
  ];
  return (
    <Table
      caption={props.caption}
      {...(props.captionHidden ? { captionHidden: true } : {})}
      dense
      columns={columns}
      rows={props.deliveries.map((delivery) => ({
        key: delivery.deliveryId,
        cells: {
          who: delivery.recipientName,
          case: cases?.has(delivery.caseId) ? (
            <Link href={view.href(`/amt/vorgang/${delivery.caseId}`)}>{cases.get(delivery.caseId)}</Link>
          ) : (
            "–"
          ),
          what: `${delivery.anzeigeKind}${delivery.person > 1 ? ` (${delivery.person})` : ""}`,
          fields: delivery.fields,
          cite: delivery.cite,
          state: <State view={view} delivery={delivery} />,
          when: <When view={view} delivery={delivery} />,
          action:
            delivery.state !== "failed" ? null : (
              <Form
                view={view}
                action={view.href(`/amt/uebermittlungen/${delivery.deliveryId}/wiederholen`)}
                class="cluster"
              >
                <input type="hidden" name="zurueck" value={props.from} />
                <SubmitButton variant="secondary">
                  {{ de: "Noch einmal senden", en: "Send again" }[language]}
                  <span class="vh">: {delivery.recipientName}</span>
                </SubmitButton>
              </Form>
            ),
        },
      }))}
    />
  );
}
