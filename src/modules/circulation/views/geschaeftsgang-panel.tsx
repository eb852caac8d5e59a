import type { JSX } from "preact";
import { formatDayShort } from "../../../kernel/index.ts";
import { Link, Stack, Table, type ViewContext, VisuallyHidden } from "../../../platform/ui/index.ts";
import type { Station, Umlauf } from "../model/umlauf.ts";
import type { Verfuegung, Wiedervorlage } from "../model/verfuegung.ts";
import { stationStateWords, umlaufStateWords, wording } from "./wording.ts";

/** On the page of an Akte: what goes round, what comes back, what was ordered, and the ways to begin. */
export function GeschaeftsgangPanel(props: {
  readonly view: ViewContext;
  readonly akteId: string;
  readonly umlaeufe: readonly { readonly umlauf: Umlauf; readonly stations: readonly Station[] }[];
  readonly wiedervorlagen: readonly Wiedervorlage[];
  readonly verfuegungen: readonly Verfuegung[];
  /** Vorgänge in which the reader may begin something. */
  readonly vorgaenge: readonly { readonly vorgangId: string; readonly aktenzeichen: string }[];
  readonly mayPlan: boolean;
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  const say = wording[language];
  const list = [
    ...props.umlaeufe.map(({ umlauf, stations }) => ({
      key: umlauf.umlaufId,
      kind: say.place,
      what: <Link href={view.href(`/amt/umlauf/${umlauf.umlaufId}`)}>{umlauf.subject}</Link>,
      state: umlaufStateWords[umlauf.state][language],
      who: stations.map((one) => `${one.addressee.name}: ${stationStateWords[one.state][language]}`).join("; "),
    })),
    ...props.verfuegungen.map((verfuegung) => ({
      key: verfuegung.verfuegungId,
      kind: "Verfügung",
      what: <Link href={view.href(`/amt/verfuegung/${verfuegung.verfuegungId}`)}>{verfuegung.title}</Link>,
      state: verfuegung.state === "fertig" ? say.finished : say.open,
      who: verfuegung.points
        .map(({ position, addressee, doneAt }) => `${position}. ${addressee.name}${doneAt === null ? "" : " ✓"}`)
        .join("; "),
    })),
    ...props.wiedervorlagen.map((one) => ({
      key: one.wiedervorlageId,
      kind: say.wiedervorlagen,
      what: one.note,
      state: formatDayShort(one.day, language),
      who: one.addressee.name,
    })),
  ];
  return (
    <Stack gap="m">
      {list.length === 0 ? (
        <p>{say.nothingYet}</p>
      ) : (
        <Table
          caption={say.panel}
          captionHidden
          dense
          columns={[
            { key: "kind", label: say.kind, narrow: true },
            { key: "what", label: say.what, rowHeader: true },
            { key: "state", label: say.state, narrow: true },
            { key: "who", label: say.answers },
          ]}
          rows={list.map(({ key, ...cells }) => ({ key, cells }))}
        />
      )}
      {props.mayPlan ? (
        <ul>
          {props.vorgaenge.map(({ vorgangId, aktenzeichen }) => (
            <li key={vorgangId}>
              {aktenzeichen}:{" "}
              <Link href={view.href(`/amt/umlauf/neu/${vorgangId}`)}>
                {say.newUmlauf}
                <VisuallyHidden> {aktenzeichen}</VisuallyHidden>
              </Link>
              ,{" "}
              <Link href={view.href(`/amt/verfuegung/neu/${vorgangId}`)}>
                {say.newVerfuegung}
                <VisuallyHidden> {aktenzeichen}</VisuallyHidden>
              </Link>
            </li>
          ))}
          <li>
            <Link href={view.href(`/amt/wiedervorlage/neu/${props.akteId}`)}>{say.newWiedervorlage}</Link>
          </li>
        </ul>
      ) : null}
    </Stack>
  );
}
