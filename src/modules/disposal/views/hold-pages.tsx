import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Badge,
  Empty,
  ErrorSummary,
  Form,
  fieldId,
  Link,
  Section,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  TextField,
} from "../../../platform/ui/index.ts";
import type { LegalHold } from "../../records/index.ts";
import { type DisposalView, Frame, say } from "./frame.tsx";

/** Something that has to be put right, at a field. */
export type Mistake = { readonly field: string; readonly message: string };

/** Legal holds: those in force, or all of one Akte; and a new one. */
export function HoldsPage(
  props: DisposalView & {
    readonly holds: readonly LegalHold[];
    /** Shown for one Akte. */
    readonly akte: { readonly akteId: string; readonly aktenzeichen: string } | undefined;
    readonly typed: { readonly aktenzeichen: string; readonly grund: string };
    readonly mistakes: readonly Mistake[];
  },
): JSX.Element {
  const { view, holds, akte, typed, mistakes } = props;
  const { language } = view;
  const wrong = (field: string) => mistakes.find((one) => one.field === field)?.message;
  const error = (field: string) => {
    const message = wrong(field);
    return message === undefined ? {} : { error: message };
  };
  return (
    <Frame {...props} tab="sperren" title={say(view, "Sperren", "Legal holds")} hasErrors={mistakes.length > 0}>
      <ErrorSummary view={view} errors={mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))} />
      <p>
        {say(
          view,
          "Was gesperrt ist, wird weder vernichtet noch abgegeben: wegen einer Klage, einer Prüfung, einer Anfrage. Es bleibt so, bis jemand die Sperre aufhebt.",
          "What is under a legal hold is neither destroyed nor handed over: because of a lawsuit, an audit, a request. It stays so until somebody lifts the hold.",
        )}
      </p>
      <Section
        title={
          akte === undefined ? say(view, "In Kraft", "In force") : `${say(view, "Akte", "File")} ${akte.aktenzeichen}`
        }
        aside={
          akte === undefined ? undefined : (
            <Link href={view.href("/amt/aussonderung/sperren")}>{say(view, "Alle Sperren", "All legal holds")}</Link>
          )
        }
      >
        {holds.length === 0 ? (
          <Empty icon="lock" title={say(view, "Keine Sperre", "No legal hold")}>
            <p>{say(view, "Eine Sperre legen Sie unten an.", "Place one below.")}</p>
          </Empty>
        ) : (
          <Table
            caption={say(view, "Sperren", "Legal holds")}
            captionHidden
            dense
            columns={[
              { key: "akte", label: say(view, "Akte", "File"), rowHeader: true, narrow: true },
              { key: "reason", label: say(view, "Grund", "Reason") },
              { key: "since", label: say(view, "Seit", "Since"), narrow: true },
              { key: "by", label: say(view, "Von", "By"), narrow: true },
              { key: "state", label: say(view, "Stand", "State"), narrow: true },
            ]}
            rows={holds.map((hold) => ({
              key: hold.holdId,
              cells: {
                akte: <Link href={view.href(`/amt/akte/${hold.akteId}`)}>{hold.aktenzeichen}</Link>,
                reason: hold.reason,
                since: formatDayShort(dayInBerlin(hold.placedAt), language),
                by: hold.placedBy,
                state:
                  hold.lifted === undefined ? (
                    <Link href={view.href(`/amt/aussonderung/sperre/${hold.akteId}/${hold.holdId}`)}>
                      {say(view, "aufheben", "lift")}
                    </Link>
                  ) : (
                    <Badge>
                      {say(view, "aufgehoben", "lifted")} {formatDayShort(dayInBerlin(hold.lifted.at), language)}
                    </Badge>
                  ),
              },
            }))}
          />
        )}
      </Section>
      <Section title={say(view, "Akte sperren", "Place a legal hold")}>
        <Form view={view} action={view.href("/amt/aussonderung/sperren")}>
          <TextField
            view={view}
            name="aktenzeichen"
            label={say(view, "Aktenzeichen", "Reference")}
            hint={say(view, "Zum Beispiel 32.40-2026-00017", "For example 32.40-2026-00017")}
            width="medium"
            maxlength={100}
            value={typed.aktenzeichen}
            {...error("aktenzeichen")}
          />
          <TextArea
            view={view}
            name="grund"
            label={say(view, "Grund", "Reason")}
            rows={3}
            maxlength={2000}
            value={typed.grund}
            {...error("grund")}
          />
          <Actions>
            <SubmitButton>{say(view, "Sperren", "Place hold")}</SubmitButton>
          </Actions>
        </Form>
      </Section>
    </Frame>
  );
}

/** Asks for the reason before a hold is lifted. */
export function LiftPage(
  props: DisposalView & { readonly hold: LegalHold; readonly mistakes: readonly Mistake[] },
): JSX.Element {
  const { view, hold, mistakes } = props;
  const [mistake] = mistakes;
  return (
    <Frame
      {...props}
      tab="sperren"
      title={say(view, `Sperre aufheben: ${hold.aktenzeichen}`, `Lift the hold: ${hold.aktenzeichen}`)}
      hasErrors={mistakes.length > 0}
    >
      <ErrorSummary view={view} errors={mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))} />
      <Stack gap="m">
        <p>
          {say(view, "Gesperrt wegen:", "Held because:")} {hold.reason}
        </p>
        <Form view={view} action={view.href(`/amt/aussonderung/sperre/${hold.akteId}/${hold.holdId}`)}>
          <TextArea
            view={view}
            name="grund"
            label={say(view, "Warum kann die Sperre weg?", "Why can the hold go?")}
            rows={3}
            maxlength={2000}
            {...(mistake === undefined ? {} : { error: mistake.message })}
          />
          <Actions>
            <SubmitButton>{say(view, "Sperre aufheben", "Lift the hold")}</SubmitButton>
            <Link href={view.href("/amt/aussonderung/sperren")}>{say(view, "Abbrechen", "Cancel")}</Link>
          </Actions>
        </Form>
      </Stack>
    </Frame>
  );
}
