import type { JSX } from "preact";
import { dayInBerlin, formatDay, formatDayShort } from "../../../kernel/index.ts";
import {
  ButtonLink,
  type DeskNavItem,
  DeskPage,
  Empty,
  Link,
  Pager,
  Stack,
  Table,
  Tabs,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { PrivacyRequest } from "../model/request.ts";
import { wording } from "./wording.ts";

/** Requests, open or done. */
export function RequestsPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly closed: boolean;
  readonly requests: readonly PrivacyRequest[];
  readonly previousHref: string | undefined;
  readonly nextHref: string | undefined;
}): JSX.Element {
  const { view, closed, requests } = props;
  const { language } = view;
  const day = (at: Date | undefined) =>
    at === undefined ? wording.notYet[language] : formatDayShort(dayInBerlin(at), language);
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={wording.title[language]}
      tools={<ButtonLink href={view.href("/amt/datenschutz/neu")}>{wording.newRequest[language]}</ButtonLink>}
    >
      <Stack>
        <p>{wording.lead[language]}</p>
        <Tabs
          label={wording.lists[language]}
          items={[
            { href: view.href("/amt/datenschutz"), label: wording.open[language], current: !closed },
            { href: view.href("/amt/datenschutz?liste=erledigt"), label: wording.done[language], current: closed },
          ]}
        />
        {requests.length === 0 ? (
          <Empty title={(closed ? wording.noneDone : wording.none)[language]} icon="lock">
            <p>{(closed ? wording.noneDoneText : wording.noneText)[language]}</p>
          </Empty>
        ) : (
          <Table
            caption={(closed ? wording.done : wording.open)[language]}
            captionHidden
            keyboard
            columns={[
              { key: "person", label: wording.person[language], rowHeader: true },
              { key: "received", label: wording.received[language] },
              { key: "due", label: closed ? wording.closed[language] : wording.due[language] },
              { key: "handedOut", label: wording.handedOut[language] },
            ]}
            rows={requests.map((request) => ({
              key: request.requestId,
              cells: {
                person: <Link href={view.href(`/amt/datenschutz/${request.requestId}`)}>{request.name}</Link>,
                received: formatDay(request.receivedOn, language),
                due: closed ? day(request.closedAt) : formatDay(request.dueOn, language),
                handedOut: day(request.handedOutAt),
              },
            }))}
          />
        )}
        <Pager
          view={view}
          {...(props.previousHref === undefined ? {} : { previousHref: props.previousHref })}
          {...(props.nextHref === undefined ? {} : { nextHref: props.nextHref })}
        />
      </Stack>
    </DeskPage>
  );
}
