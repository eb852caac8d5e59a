import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Form,
  Link,
  Section,
  Stack,
  SubmitButton,
  Table,
  Tabs,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { IntakeSettings, Letter, LetterState, Pile } from "../model/collection.ts";
import { inboxPath, pilePath } from "../paths.ts";
import { LetterTable } from "./pile-pages.tsx";
import { pileStateWords } from "./words.ts";

/** Views of the inbox. */
export type InboxView = "offen" | "gescheitert" | "abgelegt";

/** States of letters that a view shows. */
export const statesOf: Readonly<Record<InboxView, readonly LetterState[]>> = {
  offen: ["composing", "recognising", "ready"],
  gescheitert: ["failed"],
  abgelegt: ["filed"],
};

/** The inbox: piles that somebody has begun, and letters that wait. */
export function InboxPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly current: InboxView;
  readonly counts: Readonly<Partial<Record<LetterState, number>>>;
  readonly piles: readonly Pile[];
  readonly letters: readonly (Letter & { readonly recognised: number; readonly title?: string })[];
  readonly keepDays: number;
}): JSX.Element {
  const { view, counts, current } = props;
  const { language } = view;
  const de = language === "de";
  const countOf = (one: InboxView) => statesOf[one].reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const label: Readonly<Record<InboxView, string>> = de
    ? { offen: "Zu bearbeiten", gescheitert: "Fehlgeschlagen", abgelegt: "Abgelegt" }
    : { offen: "To do", gescheitert: "Failed", abgelegt: "On file" };
  const empty: Readonly<Record<InboxView, readonly [string, string]>> = de
    ? {
        offen: [
          "Kein Schriftstück wartet",
          "Scannen Sie Post ein: Aus dem Stapel werden einzelne Schriftstücke, die Sie hier vergleichen und ablegen.",
        ],
        gescheitert: ["Nichts ist fehlgeschlagen", "Hier steht, was sich nicht lesen ließ, und wie es weitergeht."],
        abgelegt: [
          "Noch nichts abgelegt",
          "Abgelegte Schriftstücke stehen hier noch eine Weile und liegen dann nur in der Akte.",
        ],
      }
    : {
        offen: ["No letter waits", "Scan post: the pile becomes letters, which you compare and file here."],
        gescheitert: ["Nothing has failed", "Here you find what could not be read, and how to go on."],
        abgelegt: ["Nothing filed yet", "Letters on file stay here for a while, and then only in the file."],
      };
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={de ? "Posteingang" : "Incoming post"}
      tools={
        <ButtonLink icon="upload" href={view.href(`${inboxPath}/neu`)}>
          {de ? "Stapel einscannen" : "Scan a pile"}
        </ButtonLink>
      }
    >
      <Stack gap="l">
        <p>
          <Link href={view.href(`${inboxPath}/trennblatt`)}>
            {de ? "Trennblatt drucken" : "Print a separator sheet"}
          </Link>
          {view.staff?.duties.includes("records") === true ? (
            <>
              {" · "}
              <Link href={view.href(`${inboxPath}/einstellungen`)}>{de ? "Einstellungen" : "Settings"}</Link>
            </>
          ) : null}
        </p>
        {props.piles.length === 0 ? null : (
          <Section title={de ? "Begonnene Stapel" : "Piles begun"}>
            <Table
              caption={de ? "Begonnene Stapel" : "Piles begun"}
              captionHidden
              dense
              columns={[
                { key: "name", label: de ? "Stapel" : "Pile", rowHeader: true },
                { key: "state", label: de ? "Stand" : "State", narrow: true },
                { key: "by", label: de ? "Von" : "By", narrow: true },
              ]}
              rows={props.piles.map((pile) => ({
                key: pile.collectionId,
                cells: {
                  name: (
                    <Link href={view.href(pilePath(pile.collectionId))}>
                      {de ? "Stapel vom" : "Pile of"} {formatDayShort(dayInBerlin(pile.openedAt), language)}
                    </Link>
                  ),
                  state: (
                    <Badge tone={pile.state === "failed" ? "error" : "info"}>
                      {pileStateWords[pile.state][language]}
                    </Badge>
                  ),
                  by: pile.staffName,
                },
              }))}
            />
          </Section>
        )}
        <Section title={de ? "Schriftstücke" : "Letters"}>
          <Stack gap="m">
            <Tabs
              label={de ? "Stand der Schriftstücke" : "State of the letters"}
              items={(["offen", "gescheitert", "abgelegt"] as const).map((one) => ({
                href: view.href(one === "offen" ? inboxPath : `${inboxPath}?ansicht=${one}`),
                label: label[one],
                count: countOf(one),
                current: one === current,
              }))}
            />
            {props.letters.length === 0 ? (
              <Empty title={empty[current][0]}>
                <p>{empty[current][1]}</p>
              </Empty>
            ) : (
              <LetterTable view={view} letters={props.letters} caption={label[current]} />
            )}
          </Stack>
        </Section>
        <p>
          {de
            ? `Was hier ${props.keepDays} Tage lang niemand bearbeitet, wird gelöscht. Was in der Akte liegt, bleibt.`
            : `What nobody works on here for ${props.keepDays} days is deleted. What is on file stays.`}
        </p>
      </Stack>
    </DeskPage>
  );
}

/** Makes a separator sheet to print. */
export function SeparatorPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly target: string;
  readonly error: string | undefined;
}): JSX.Element {
  const { view } = props;
  const de = view.language === "de";
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={de ? "Trennblatt drucken" : "Print a separator sheet"}
      hasErrors={props.error !== undefined}
    >
      <Stack gap="l">
        <ErrorSummary view={view} errors={props.error === undefined ? [] : [{ id: "ziel", message: props.error }]} />
        <p>
          {de
            ? "Legen Sie ein Trennblatt vor jedes Schriftstück des Stapels. Das Blatt selbst wird nicht abgelegt. Drucken Sie es in 100 %."
            : "Put a separator sheet before each letter of the pile. The sheet itself is not filed. Print it at 100 %."}
        </p>
        <form method="get" action={view.href(`${inboxPath}/trennblatt.pdf`)} class="form">
          <TextField
            view={view}
            name="ziel"
            label={de ? "Aktenzeichen oder Aktenplaneinheit" : "Reference number or unit of the filing plan"}
            hint={
              de
                ? "Dann wird diese Akte vorgeschlagen, zum Beispiel 32.40-2026-00017."
                : "This file is then proposed, for example 32.40-2026-00017."
            }
            value={props.target}
            required={false}
            width="medium"
            maxlength={200}
            {...(props.error === undefined ? {} : { error: props.error })}
          />
          <Actions>
            <SubmitButton icon="print">{de ? "Trennblatt als PDF" : "Separator sheet as PDF"}</SubmitButton>
            <ButtonLink variant="secondary" href={view.href(inboxPath)}>
              {de ? "Zum Posteingang" : "To the incoming post"}
            </ButtonLink>
          </Actions>
        </form>
      </Stack>
    </DeskPage>
  );
}

/** How much is compared, and how long what was not filed stays. */
export function SettingsPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly typed: Readonly<Record<keyof IntakeSettings, string>>;
  readonly errors: Readonly<Partial<Record<keyof IntakeSettings, string>>>;
  readonly saved: boolean;
}): JSX.Element {
  const { view, typed, errors } = props;
  const de = view.language === "de";
  const wrong = (name: keyof IntakeSettings) => (errors[name] === undefined ? {} : { error: errors[name] });
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={de ? "Posteingang einstellen" : "Settings of the incoming post"}
      hasErrors={Object.keys(errors).length > 0}
    >
      <Stack gap="l">
        <ErrorSummary
          view={view}
          errors={Object.entries(errors).map(([name, message]) => ({ id: name, message: message ?? "" }))}
        />
        {props.saved ? (
          <Alert tone="success" role="status">
            <p>
              {de
                ? "Gespeichert. Es gilt für Stapel, die ab jetzt aufgeteilt werden."
                : "Saved. It holds for piles that are split from now on."}
            </p>
          </Alert>
        ) : null}
        <Form view={view} action={view.href(`${inboxPath}/einstellungen`)}>
          <TextField
            view={view}
            name="comparePercent"
            label={de ? "Wie viele Seiten werden verglichen?" : "How many pages are compared?"}
            hint={
              de
                ? "100 heißt alle Seiten. Bei weniger wählt das Programm eine Stichprobe, mindestens eine Seite je Schriftstück."
                : "100 means all pages. With less the program chooses a sample, at least one page a letter."
            }
            help={{ source: "§ 7 Abs. 1 EGovG, BSI TR-03138 (RESISCAN)" }}
            value={typed.comparePercent}
            inputmode="numeric"
            width="short"
            suffix={de ? "Prozent" : "per cent"}
            {...wrong("comparePercent")}
          />
          <TextField
            view={view}
            name="keepDays"
            label={de ? "Wie lange bleibt, was nicht abgelegt wird?" : "How long does stay what is not filed?"}
            hint={
              de
                ? "7 bis 365 Tage nach der letzten Bearbeitung. Danach wird es gelöscht."
                : "7 to 365 days after the last change. Then it is deleted."
            }
            value={typed.keepDays}
            inputmode="numeric"
            width="short"
            suffix={de ? "Tage" : "days"}
            {...wrong("keepDays")}
          />
          <Actions>
            <SubmitButton>{de ? "Speichern" : "Save"}</SubmitButton>
            <ButtonLink variant="secondary" href={view.href(inboxPath)}>
              {de ? "Zum Posteingang" : "To the incoming post"}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}
