import type { JSX } from "preact";
import type { PlainDay } from "../../../kernel/index.ts";
import {
  DueDate,
  Empty,
  Form,
  Link,
  Prose,
  Section,
  SubmitButton,
  Table,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import type { Addressee, Station, Umlauf } from "../model/umlauf.ts";
import type { Verfuegung, VerfuegungPoint, Wiedervorlage } from "../model/verfuegung.ts";
import { AkteLink, Due, type Frame, type Named, Page } from "./frame.tsx";
import { purposeWords, wording } from "./wording.ts";

function For(props: { view: ViewContext; addressee: Addressee; ownId: string }): JSX.Element | null {
  const { addressee, ownId, view } = props;
  if (addressee.kind === "person" && addressee.id === ownId) return null;
  return <> ({addressee.kind === "person" ? wording[view.language].insteadOf(addressee.name) : addressee.name})</>;
}

/** Everything that lies on the reader's desk. */
export function UmlaufDeskPage(
  props: Frame & {
    readonly ownId: string;
    readonly today: PlainDay;
    readonly deputising: readonly string[];
    readonly stations: readonly (Station & { readonly umlauf: Umlauf; readonly akte: Named })[];
    readonly wiedervorlagen: readonly (Wiedervorlage & { readonly akte: Named })[];
    readonly points: readonly {
      readonly verfuegung: Verfuegung;
      readonly point: VerfuegungPoint;
      readonly akte: Named;
    }[];
    readonly started: readonly (Umlauf & { readonly akte: Named })[];
  },
): JSX.Element {
  const { view, nav, today, ownId } = props;
  const { language } = view;
  const say = wording[language];
  return (
    <Page view={view} nav={nav} title={say.place}>
      <Prose>
        <p>{say.lead}</p>
        {props.deputising.length === 0 ? null : <p>{say.deputising(props.deputising.join(", "))}</p>}
      </Prose>
      <Section title={say.stations} id="stationen">
        {props.stations.length === 0 ? (
          <Empty title={say.nothing} icon="check">
            <p>{say.nothingText}</p>
          </Empty>
        ) : (
          <Table
            caption={say.stations}
            captionHidden
            keyboard
            dense
            columns={[
              { key: "due", label: say.due, narrow: true },
              { key: "what", label: say.what, rowHeader: true },
              { key: "purpose", label: say.purpose },
              { key: "akte", label: say.akte },
              { key: "from", label: say.from, narrow: true },
            ]}
            rows={props.stations.map((station) => ({
              key: station.stationId,
              cells: {
                due: <Due view={view} day={station.dueOn} today={today} />,
                what: <Link href={view.href(`/amt/umlauf/${station.umlaufId}`)}>{station.umlauf.subject}</Link>,
                purpose: (
                  <>
                    {purposeWords[station.purpose][language]}
                    <For view={view} addressee={station.addressee} ownId={ownId} />
                  </>
                ),
                akte: `${station.akte.aktenzeichen} ${station.akte.betreff}`,
                from: station.umlauf.startedByName,
              },
            }))}
          />
        )}
      </Section>
      <Section title={say.wiedervorlagen} id="wiedervorlage">
        {props.wiedervorlagen.length === 0 ? (
          <p>{say.noWiedervorlage}</p>
        ) : (
          <Table
            caption={say.wiedervorlagen}
            captionHidden
            dense
            columns={[
              { key: "day", label: say.due, narrow: true },
              { key: "note", label: say.what, rowHeader: true },
              { key: "akte", label: say.akte },
              { key: "from", label: say.from, narrow: true },
              { key: "act", label: say.markDone, labelHidden: true, narrow: true },
            ]}
            rows={props.wiedervorlagen.map((one) => ({
              key: one.wiedervorlageId,
              cells: {
                day: <DueDate view={view} day={one.day} today={today} />,
                note: (
                  <>
                    {one.note}
                    <For view={view} addressee={one.addressee} ownId={ownId} />
                  </>
                ),
                akte: <AkteLink view={view} akteId={one.akteId} akte={one.akte} />,
                from: one.madeByName,
                act: (
                  <Form view={view} action={view.href(`/amt/wiedervorlage/${one.wiedervorlageId}/erledigt`)}>
                    <SubmitButton variant="secondary">
                      {say.done}
                      <VisuallyHidden>: {one.note}</VisuallyHidden>
                    </SubmitButton>
                  </Form>
                ),
              },
            }))}
          />
        )}
      </Section>
      <Section title={say.points} id="verfuegungen">
        {props.points.length === 0 ? (
          <p>{say.noPoints}</p>
        ) : (
          <Table
            caption={say.points}
            captionHidden
            dense
            columns={[
              { key: "due", label: say.due, narrow: true },
              { key: "what", label: say.what, rowHeader: true },
              { key: "akte", label: say.akte },
              { key: "from", label: say.from, narrow: true },
            ]}
            rows={props.points.map(({ verfuegung, point, akte }) => ({
              key: `${verfuegung.verfuegungId}-${point.position}`,
              cells: {
                due: <Due view={view} day={point.dueOn} today={today} />,
                what: (
                  <>
                    <Link href={view.href(`/amt/verfuegung/${verfuegung.verfuegungId}`)}>
                      {verfuegung.title}, {point.position}.
                    </Link>{" "}
                    {point.text}
                    <For view={view} addressee={point.addressee} ownId={ownId} />
                  </>
                ),
                akte: `${akte.aktenzeichen} ${akte.betreff}`,
                from: verfuegung.madeByName,
              },
            }))}
          />
        )}
      </Section>
      <Section title={say.started} id="begonnen">
        {props.started.length === 0 ? (
          <p>{say.noStarted}</p>
        ) : (
          <ul>
            {props.started.map((umlauf) => (
              <li key={umlauf.umlaufId}>
                <Link href={view.href(`/amt/umlauf/${umlauf.umlaufId}`)}>{umlauf.subject}</Link>,{" "}
                {umlauf.akte.aktenzeichen}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}
