import type { ComponentChildren, JSX } from "preact";
import type { Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { Actions, Form, Stack, SubmitButton, type ViewContext } from "../../../platform/ui/index.ts";
import type { Case } from "../../cases/index.ts";
import { applicationLeistung, applicationOf } from "../case-application.ts";
import type { AusweisCard } from "../model/card.ts";
import type { Application } from "../model/index.ts";
import { findCardOfCase } from "../store/index.ts";

/** What a part has at hand. */
export interface Shown {
  readonly ctx: Ctx;
  readonly view: ViewContext;
  readonly subject: Case;
  readonly application: Application;
  readonly card: AusweisCard | undefined;
  /** Where it is shown, and where its forms lead back to. */
  readonly at: DeskPage;
  readonly again: Again;
}

/** A form that came back: what was wrong with it, and what was typed. */
export interface Again {
  readonly mistakes: readonly { readonly field: string; readonly message: string }[];
  readonly typed: Readonly<Record<string, string>>;
}

const firstTime: Again = { mistakes: [], typed: {} };

/** What was typed into a field, and what was wrong there. */
export function field({ again }: Pick<Shown, "again">, name: string, value = "") {
  const message = again.mistakes.find((one) => one.field === name)?.message;
  return { name, value: again.typed[name] ?? value, ...(message === undefined ? {} : { error: message }) };
}

/** The page of the case, or the one at the counter with the applicant in front. */
type DeskPage = "vorgang" | "schalter";

/** A part of a page about an application. */
export interface AusweisPart {
  readonly id: string;
  readonly title: Localized;
  /** Undefined where it has nothing to say about this case. */
  show(ctx: Ctx, view: ViewContext, subject: Case, at: DeskPage, again?: Again): Promise<JSX.Element | undefined>;
}

/** Whether what is captured for the card can still change: nothing is ordered, and the case runs. */
export const stillOpen = ({ card, subject }: Pick<Shown, "card" | "subject">): boolean =>
  card === undefined && subject.status !== "done";

/** The form of a part: its fields, if it needs any, and the one button. */
export function PartForm(props: {
  readonly shown: Pick<Shown, "view" | "subject" | "at">;
  /** Last piece of the address that it is sent to. */
  readonly verb: string;
  /** What the button says. */
  readonly button: Localized;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { view, subject, at } = props.shown;
  const back = at === "schalter" ? "?von=schalter" : "";
  const action = view.href(`/amt/ausweis/vorgang/${subject.caseId}/${props.verb}${back}`);
  const send = (
    <Actions>
      <SubmitButton variant="secondary">{props.button[view.language]}</SubmitButton>
    </Actions>
  );
  return (
    <Form view={view} action={action}>
      {props.children === undefined ? (
        send
      ) : (
        <Stack>
          {props.children}
          {send}
        </Stack>
      )}
    </Form>
  );
}

/**
 * A part that shows only for applications.
 * @param id part of the address on its page: forms lead back to it, and what is missing links to it
 * @param render undefined where it has nothing to say
 */
export function part(
  id: string,
  de: string,
  en: string,
  render: (shown: Shown) => Promise<JSX.Element | undefined>,
): AusweisPart {
  return {
    id,
    title: { de, en },
    async show(ctx, view, subject, at, again = firstTime) {
      if (subject.leistungId !== applicationLeistung) return undefined;
      const card = await findCardOfCase(ctx, subject.caseId);
      return render({ ctx, view, subject, application: applicationOf(subject), card, at, again });
    },
  };
}
