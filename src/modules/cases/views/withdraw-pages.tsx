import type { JSX } from "preact";
import { formatCents, formatInstant } from "../../../kernel/index.ts";
import { Actions, ButtonLink, Form, PortalPage, SubmitButton, type ViewContext } from "../../../platform/ui/index.ts";
import type { Tenant } from "../../tenants/index.ts";
import type { TakingBack } from "../actions/take-back.ts";
import type { Case } from "../model/case.ts";
import { wording } from "./wording.ts";

const statusPath = (subject: Case): string => `/postfach/${subject.mailboxId}/vorgang/${subject.caseId}`;

function moneyLines({ account, kept, payBackCents, stillOwedCents }: TakingBack, view: ViewContext): readonly string[] {
  const { language } = view;
  const german = language === "de";
  if (account === undefined) return [];
  const money = (amount: Parameters<typeof formatCents>[0]): string => formatCents(amount, language);
  const lines: string[] = [];
  if (payBackCents > 0) {
    lines.push(german ? `Sie bekommen ${money(payBackCents)} zurück.` : `You get ${money(payBackCents)} back.`);
  }
  if (kept !== undefined) {
    lines.push(
      german
        ? `${money(kept.amountCents)} bleiben: ${kept.why.de}`
        : `${money(kept.amountCents)} stay charged: ${kept.why.en}`,
    );
    if (stillOwedCents > 0) {
      lines.push(
        german ? `Davon zahlen Sie noch ${money(stillOwedCents)}.` : `Of this you still pay ${money(stillOwedCents)}.`,
      );
    }
  }
  if (lines.length === 0) lines.push(german ? "Sie müssen nichts bezahlen." : "There is nothing to pay.");
  return lines;
}

/** Says what a withdrawal does before it is done. */
export function WithdrawPage(props: {
  readonly view: ViewContext;
  readonly subject: Case;
  readonly leistung: string;
  readonly plan: TakingBack;
}): JSX.Element {
  const { view, subject, plan } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const lines = [
    w("withdrawStops"),
    ...moneyLines(plan, view),
    ...(plan.appointment === undefined
      ? []
      : [
          language === "de"
            ? `Ihr Termin am ${formatInstant(plan.appointment.start, language)} wird abgesagt. Andere können ihn buchen.`
            : `Your appointment on ${formatInstant(plan.appointment.start, language)} is cancelled. Others can book it.`,
        ]),
    w("withdrawForGood"),
  ];
  return (
    <PortalPage
      view={view}
      title={w("withdrawQuestion")}
      lead={
        <>
          {props.leistung} · {subject.subjectName} · <span class="nowrap">{subject.aktenzeichen}</span>
        </>
      }
      back={{ href: view.href(statusPath(subject)), label: w("yourCase") }}
    >
      <p>{w("withdrawThen")}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Form view={view} action={view.href(`${statusPath(subject)}/zurueckziehen`)}>
        <Actions>
          <SubmitButton variant="danger">{w("withdraw")}</SubmitButton>
          <ButtonLink variant="secondary" href={view.href(statusPath(subject))}>
            {w("withdrawNot")}
          </ButtonLink>
        </Actions>
      </Form>
    </PortalPage>
  );
}

/** The procedure is past the point up to which an application can be withdrawn. */
export function TooLateToWithdrawPage(props: {
  readonly view: ViewContext;
  readonly subject: Case;
  readonly contact: Tenant["contact"];
}): JSX.Element {
  const { view, subject, contact } = props;
  const w = (key: keyof typeof wording) => wording[key][view.language];
  const whom = [contact.officeName, contact.phone].filter((part) => part !== "").join(", ");
  return (
    <PortalPage
      view={view}
      title={w("tooLate")}
      lead={w("tooLateText")}
      back={{ href: view.href(statusPath(subject)), label: w("yourCase") }}
    >
      <p>
        {w("tooLateAsk")} {whom}
      </p>
      <Actions>
        <ButtonLink href={view.href(statusPath(subject))}>{w("yourCase")}</ButtonLink>
      </Actions>
    </PortalPage>
  );
}
