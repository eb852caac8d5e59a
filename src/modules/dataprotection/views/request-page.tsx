import type { JSX } from "preact";
import { dayInBerlin, formatDay, formatInstant, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Badge,
  ButtonLink,
  Checkboxes,
  type DeskNavItem,
  DeskPage,
  Empty,
  Facts,
  Form,
  Section,
  Stack,
  SubmitButton,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { SourceHoldings } from "../actions/collect-holdings.ts";
import type { PrivacyRequest } from "../model/request.ts";
import type { Erasure, StoredFinding } from "../store.ts";
import { wording } from "./wording.ts";

/** What was collected, a line each. */
function Collected(props: { readonly view: ViewContext; readonly collected: readonly SourceHoldings[] }): JSX.Element {
  const { language } = props.view;
  return (
    <Table
      caption={wording.stored[language]}
      captionHidden
      columns={[
        { key: "what", label: wording.what[language], rowHeader: true },
        { key: "facts", label: wording.facts[language], numeric: true },
        { key: "documents", label: wording.documents[language], numeric: true },
        { key: "kept", label: wording.kept[language] },
        { key: "erase", label: wording.erasable[language] },
      ]}
      rows={props.collected.flatMap(({ source, title, holdings }) =>
        holdings.map((holding) => ({
          key: `${source} ${holding.key}`,
          cells: {
            what: `${title[language]}: ${holding.title}`,
            facts: holding.facts.length,
            documents: holding.documents.length,
            kept: holding.kept[language],
            erase: holding.erasure.possible ? (
              <Badge tone="success">{wording.can[language]}</Badge>
            ) : (
              `${wording.cannot[language]} (${holding.erasure.law})`
            ),
          },
        })),
      )}
    />
  );
}

/** One request: what was found, what is stored, and what to do with it. */
export function RequestPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly request: PrivacyRequest;
  readonly sources: readonly { readonly id: string; readonly title: Localized }[];
  readonly findings: readonly StoredFinding[];
  readonly collected: readonly SourceHoldings[];
  readonly erasures: readonly Erasure[];
}): JSX.Element {
  const { view, request, findings, collected, erasures } = props;
  const { language } = view;
  const isOpen = request.closedAt === undefined;
  const path = `/amt/datenschutz/${request.requestId}`;
  const instant = (at: Date | undefined) => (at === undefined ? wording.notYet[language] : formatInstant(at, language));
  return (
    <DeskPage view={view} nav={props.nav} title={request.name}>
      <Stack gap="l">
        <Facts
          rows={[
            ...(request.birthday === undefined
              ? []
              : [{ term: wording.birthday[language], value: formatDay(request.birthday, language) }]),
            ...(request.email === undefined ? [] : [{ term: wording.email[language], value: request.email }]),
            { term: wording.identityShort[language], value: request.identity },
            { term: wording.received[language], value: formatDay(request.receivedOn, language) },
            { term: wording.takenUp[language], value: `${instant(request.openedAt)}, ${request.openedBy}` },
            { term: wording.due[language], value: formatDay(request.dueOn, language) },
            { term: wording.handedOut[language], value: instant(request.handedOutAt) },
            ...(request.closedAt === undefined
              ? []
              : [
                  {
                    term: wording.closed[language],
                    value: `${formatDay(dayInBerlin(request.closedAt), language)}, ${request.closedBy ?? ""}`,
                  },
                ]),
          ]}
        />
        {isOpen ? (
          <>
            <Section title={wording.which[language]}>
              {findings.length === 0 ? (
                <Empty title={wording.nothing[language]} icon="search">
                  <p>{wording.nothingText[language]}</p>
                </Empty>
              ) : (
                <Form view={view} action={view.href(path)}>
                  <p>{wording.whichLead[language]}</p>
                  {props.sources
                    .map((source) => ({ source, found: findings.filter((finding) => finding.source === source.id) }))
                    .filter(({ found }) => found.length > 0)
                    .map(({ source, found }) => (
                      <Checkboxes
                        key={source.id}
                        view={view}
                        id={`gehoert-${source.id}`}
                        name="gehoert"
                        legend={source.title[language]}
                        options={found.map((finding) => ({
                          value: `${finding.source} ${finding.key}`,
                          label: finding.label,
                          hint: finding.person,
                        }))}
                        values={found
                          .filter(({ belongs }) => belongs)
                          .map((finding) => `${finding.source} ${finding.key}`)}
                      />
                    ))}
                  <Actions>
                    <SubmitButton>{wording.save[language]}</SubmitButton>
                  </Actions>
                </Form>
              )}
              <Form view={view} action={view.href(`${path}/suchen`)}>
                <SubmitButton variant="secondary">{wording.again[language]}</SubmitButton>
              </Form>
            </Section>
            <Section title={wording.stored[language]} id="gespeichert">
              <Stack>
                {collected.length === 0 ? (
                  <p>{wording.storedNone[language]}</p>
                ) : (
                  <Collected view={view} collected={collected} />
                )}
                <p>{wording.packageHint[language]}</p>
                <Form view={view} action={view.href(`${path}/paket`)}>
                  <Actions>
                    <SubmitButton icon="download">{wording.package[language]}</SubmitButton>
                    <ButtonLink href={view.href(`${path}/loeschen`)} variant="secondary">
                      {wording.toErase[language]}
                    </ButtonLink>
                  </Actions>
                </Form>
              </Stack>
            </Section>
          </>
        ) : null}
        {erasures.length === 0 ? null : (
          <Section title={wording.erased[language]} id="geloescht">
            <Table
              caption={wording.erased[language]}
              captionHidden
              columns={[
                { key: "what", label: wording.what[language], rowHeader: true },
                { key: "when", label: wording.when[language] },
                { key: "who", label: wording.whoErased[language] },
              ]}
              rows={erasures.map((erasure, index) => ({
                key: String(index),
                cells: {
                  what: erasure.what,
                  when: formatInstant(erasure.erasedAt, language),
                  who: erasure.erasedBy,
                },
              }))}
            />
          </Section>
        )}
        {isOpen ? (
          <Section title={wording.finish[language]}>
            <Form view={view} action={view.href(`${path}/abschliessen`)}>
              <p>{wording.finishHint[language]}</p>
              <SubmitButton variant="secondary">{wording.finish[language]}</SubmitButton>
            </Form>
          </Section>
        ) : null}
      </Stack>
    </DeskPage>
  );
}
