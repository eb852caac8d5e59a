import type { JSX } from "preact";
import { dayInBerlin, formatDayShort, formatInstant } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Form,
  fieldId,
  Link,
  Progress,
  Radios,
  Section,
  Stack,
  SubmitButton,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { formatSize } from "../../messaging/index.ts";
import type { Akte, Vorgang } from "../../records/index.ts";
import type { AkteExport } from "../model/export.ts";
import { failureWords, stateWords, wording as w } from "./wording.ts";

const scopeField = "umfang";

function kindWords(one: AkteExport, vorgaenge: readonly Vorgang[], view: ViewContext): string {
  if (one.kind === "gesamt-pdf") return w.wholePdf[view.language];
  if (one.vorgangId === null) return w.wholeAkte[view.language];
  const vorgang = vorgaenge.find(({ vorgangId }) => vorgangId === one.vorgangId);
  return `${w.oneVorgang[view.language]} ${vorgang?.aktenzeichen ?? ""}`;
}

function ExportState(props: { readonly view: ViewContext; readonly one: AkteExport; readonly now: Date }): JSX.Element {
  const { view, one } = props;
  const { language } = view;
  const over = one.expiresAt !== null && one.expiresAt <= props.now;
  switch (one.state) {
    case "building":
      return one.total === 0 ? (
        <span>{stateWords.building[language]}</span>
      ) : (
        <Progress
          value={one.done}
          max={one.total}
          label={
            language === "de" ? `${one.done} von ${one.total} Dokumenten` : `${one.done} of ${one.total} documents`
          }
        />
      );
    case "failed":
      return (
        <>
          <Badge tone="error" icon="error">
            {stateWords.failed[language]}
          </Badge>{" "}
          {failureWords(one.failure)[language]}
        </>
      );
    case "ready":
      if (over) return <span>{stateWords.expired[language]}</span>;
      return (
        <Link href={view.href(`/amt/beweise/abholen/${one.exportId}`)} download>
          {`${w.fetch[language]} (${formatSize(one.sizeBytes ?? 0, language)}, ${w.fetchUntil[language]} ${
            one.expiresAt === null ? "" : formatDayShort(dayInBerlin(one.expiresAt), language)
          })`}
        </Link>
      );
    default:
      return <span>{stateWords[one.state][language]}</span>;
  }
}

/** Where an Akte is made ready to be taken along, and what was. */
export function ExportsPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly akte: Akte;
  readonly vorgaenge: readonly Vorgang[];
  readonly exports: readonly AkteExport[];
  /** May take the whole Akte along. */
  readonly wholeAkte: boolean;
  /** May put packages into mailboxes. */
  readonly mayGive: boolean;
  readonly mistake: boolean;
  readonly done: "ordered" | "given" | undefined;
  readonly now: Date;
}): JSX.Element {
  const { view, akte, vorgaenge } = props;
  const { language } = view;
  const path = `/amt/beweise/akte/${akte.akteId}`;
  const options = [
    ...(props.wholeAkte
      ? [
          { value: "akte", label: w.wholeAkte[language], hint: w.wholeAkteHint[language] },
          { value: "pdf", label: w.wholePdf[language], hint: w.wholePdfHint[language] },
        ]
      : []),
    ...vorgaenge.map((vorgang) => ({
      value: vorgang.vorgangId,
      label: `${w.oneVorgang[language]} ${vorgang.aktenzeichen} ${vorgang.betreff}`,
      hint: w.oneVorgangHint[language],
    })),
  ];
  const working = props.exports.some(({ state }) => state === "waiting" || state === "building");
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={`${w.exports[language]}: ${akte.aktenzeichen}`}
      hasErrors={props.mistake}
    >
      <Stack gap="l">
        {props.mistake ? (
          <ErrorSummary view={view} errors={[{ id: `${fieldId(scopeField)}-1`, message: w.orderMissing[language] }]} />
        ) : null}
        {props.done === "ordered" && working ? (
          <Alert tone="info" role="status" title={w.ordered[language]}>
            <p>{w.orderedText[language]}</p>
            <p>
              <Link href={view.href(path)}>{w.refresh[language]}</Link>
            </p>
          </Alert>
        ) : null}
        {props.done === "given" ? (
          <Alert tone="success" role="status">
            <p>{w.givenDone[language]}</p>
          </Alert>
        ) : null}
        <p>
          <Link href={view.href(`/amt/akte/${akte.akteId}`)}>{`${akte.aktenzeichen} ${akte.betreff}`}</Link>
        </p>
        <p>{w.exportsLead[language]}</p>
        <Form view={view} action={view.href(path)}>
          <Radios
            view={view}
            name={scopeField}
            legend={w.scope[language]}
            options={options}
            {...(props.mistake ? { error: w.orderMissing[language] } : {})}
          />
          <Radios
            view={view}
            name="sprache"
            legend={w.language[language]}
            inline
            value={language}
            options={[
              { value: "de", label: w.german[language] },
              { value: "en", label: w.english[language] },
            ]}
          />
          <Actions>
            <SubmitButton icon="archive">{w.order[language]}</SubmitButton>
          </Actions>
        </Form>
        <Section title={w.made[language]} id="bereitgestellt">
          {props.exports.length === 0 ? (
            <Empty icon="archive" title={w.exportsNone[language]}>
              <p>{w.exportsNoneText[language]}</p>
            </Empty>
          ) : (
            <Table
              caption={w.made[language]}
              captionHidden
              dense
              keyboard
              columns={[
                { key: "kind", label: w.kind[language], rowHeader: true },
                { key: "by", label: w.orderedBy[language] },
                { key: "state", label: w.state[language] },
                ...(props.mayGive ? [{ key: "give", label: w.give[language] }] : []),
              ]}
              rows={props.exports.map((one) => ({
                key: one.exportId,
                cells: {
                  kind: kindWords(one, vorgaenge, view),
                  by: `${one.requestedByName}, ${formatInstant(one.requestedAt, language)}`,
                  state: <ExportState view={view} one={one} now={props.now} />,
                  give:
                    one.givenAt !== null ? (
                      `${w.given[language]} ${formatDayShort(dayInBerlin(one.givenAt), language)}`
                    ) : one.state === "ready" && one.kind === "paket" && one.vorgangId !== null ? (
                      <Link href={view.href(`/amt/beweise/bereitstellen/${one.exportId}`)}>{w.give[language]}</Link>
                    ) : (
                      "–"
                    ),
                },
              }))}
            />
          )}
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** Asks before a package goes into somebody's mailbox: there is no way back. */
export function GivePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly one: AkteExport;
  readonly hasMailbox: boolean;
}): JSX.Element {
  const { view, one, hasMailbox } = props;
  const { language } = view;
  const back = view.href(`/amt/beweise/akte/${one.akteId}`);
  return (
    <DeskPage view={view} nav={props.nav} title={w.giveTitle[language]}>
      <Stack>
        <p>{one.filename}</p>
        {hasMailbox ? (
          <Form view={view} action={view.href(`/amt/beweise/bereitstellen/${one.exportId}`)}>
            <Alert tone="warning">
              <p>{w.giveText[language]}</p>
            </Alert>
            <Actions>
              <SubmitButton icon="mail">{w.give[language]}</SubmitButton>
              <ButtonLink href={back} variant="secondary">
                {w.back[language]}
              </ButtonLink>
            </Actions>
          </Form>
        ) : (
          <>
            <Alert tone="info">
              <p>{w.giveNoMailbox[language]}</p>
            </Alert>
            <Cluster>
              <ButtonLink href={back} variant="secondary">
                {w.back[language]}
              </ButtonLink>
            </Cluster>
          </>
        )}
      </Stack>
    </DeskPage>
  );
}

/** On the page of an Akte: the way to take it along. */
export function ExportsPanel(props: { readonly view: ViewContext; readonly akteId: string }): JSX.Element {
  const { view, akteId } = props;
  const { language } = view;
  return (
    <Stack gap="s">
      <p>{w.exportsLead[language]}</p>
      <p>
        <Link href={view.href(`/amt/beweise/akte/${akteId}`)}>{w.exportsGo[language]}</Link>
      </p>
    </Stack>
  );
}
