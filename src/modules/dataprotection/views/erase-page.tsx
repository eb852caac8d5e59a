import type { JSX } from "preact";
import {
  Actions,
  Alert,
  ButtonLink,
  Checkboxes,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Form,
  fieldId,
  Section,
  Stack,
  SubmitButton,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { SourceHoldings } from "../actions/collect-holdings.ts";
import type { PrivacyRequest } from "../model/request.ts";
import { wording } from "./wording.ts";

/** What may be erased, and what stands against the rest; with a choice made, the question whether it is meant. */
export function ErasePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly request: PrivacyRequest;
  readonly collected: readonly SourceHoldings[];
  readonly chosen: ReadonlySet<string>;
  readonly nothingChosen: boolean;
}): JSX.Element {
  const { view, request, chosen } = props;
  const { language } = view;
  const lines = props.collected.flatMap(({ source, title, holdings }) =>
    holdings.map((holding) => ({
      value: `${source} ${holding.key}`,
      label: `${title[language]}: ${holding.title}`,
      erasure: holding.erasure,
    })),
  );
  const possible = lines.filter(({ erasure }) => erasure.possible);
  const confirming = chosen.size > 0;
  const path = `/amt/datenschutz/${request.requestId}`;
  const back = (
    <ButtonLink href={view.href(path)} variant="secondary">
      {wording.back[language]}
    </ButtonLink>
  );
  if (confirming) {
    return (
      <DeskPage view={view} nav={props.nav} title={wording.confirmTitle[language]}>
        <Form view={view} action={view.href(`${path}/loeschen`)}>
          <Alert tone="warning" title={request.name}>
            <p>{wording.confirmText[language]}</p>
            <ul>
              {possible
                .filter(({ value }) => chosen.has(value))
                .map(({ value, label }) => (
                  <li key={value}>{label}</li>
                ))}
            </ul>
          </Alert>
          {[...chosen].map((value) => (
            <input key={value} type="hidden" name="loeschen" value={value} />
          ))}
          <input type="hidden" name="bestaetigt" value="ja" />
          <Actions>
            <SubmitButton variant="danger">{wording.confirm[language]}</SubmitButton>
            {back}
          </Actions>
        </Form>
      </DeskPage>
    );
  }
  const mistake = props.nothingChosen ? { error: wording.chooseOne[language] } : {};
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={`${wording.eraseTitle[language]}: ${request.name}`}
      hasErrors={props.nothingChosen}
    >
      <Stack gap="l">
        <ErrorSummary
          view={view}
          errors={props.nothingChosen ? [{ id: fieldId("loeschen"), message: wording.chooseOne[language] }] : []}
        />
        <p>{wording.eraseLead[language]}</p>
        {possible.length === 0 ? (
          <Empty title={wording.eraseNone[language]} icon="lock">
            <p>{back}</p>
          </Empty>
        ) : (
          <Form view={view} action={view.href(`${path}/loeschen`)}>
            <Checkboxes
              view={view}
              name="loeschen"
              legend={wording.eraseWhich[language]}
              options={possible.map(({ value, label }) => ({ value, label }))}
              {...mistake}
            />
            <Actions>
              <SubmitButton>{wording.next[language]}</SubmitButton>
              {back}
            </Actions>
          </Form>
        )}
        {possible.length === lines.length ? null : (
          <Section title={wording.eraseBlocked[language]}>
            <Table
              caption={wording.eraseBlocked[language]}
              captionHidden
              columns={[
                { key: "what", label: wording.what[language], rowHeader: true },
                { key: "why", label: wording.why[language] },
                { key: "law", label: wording.law[language] },
              ]}
              rows={lines.flatMap(({ value, label, erasure }) =>
                erasure.possible
                  ? []
                  : [{ key: value, cells: { what: label, why: erasure.why[language], law: erasure.law } }],
              )}
            />
          </Section>
        )}
      </Stack>
    </DeskPage>
  );
}
