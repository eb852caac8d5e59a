import type { JSX, VNode } from "preact";
import { formatCents, inLanguage } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  Facts,
  Fieldset,
  Form,
  Link,
  PortalPage,
  Progress,
  Section,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Draft } from "../draft.ts";
import type { Leistung, OnlineLeistung } from "../leistung.ts";
import { type Charge, totalCents } from "../model/fees.ts";
import type { FieldError, SheetSection } from "../model/index.ts";
import { draftPath } from "../paths.ts";
import { DraftNotice } from "./draft-notice.tsx";
import { wording } from "./wording.ts";

export interface ReviewPageProps {
  readonly view: ViewContext;
  readonly leistung: Leistung;
  readonly online: OnlineLeistung;
  readonly draft: Draft;
  readonly code: string;
  /** Keys of the pages, in order. */
  readonly pages: readonly string[];
  readonly sheet: readonly SheetSection[];
  /** What panels add, by key of the page they stand on. */
  readonly panels: readonly { readonly key: string; readonly title: string; readonly content: VNode }[];
  readonly charges: readonly Charge[];
  /** What is still missing or wrong in the form. */
  readonly errors: readonly FieldError[];
  readonly missingDeclarations: readonly string[];
  readonly ticked: readonly string[];
  readonly email: string;
  readonly emailError: string | undefined;
}

/** Mistakes that are left, each with the way to its page. */
function Missing(props: ReviewPageProps): JSX.Element | null {
  const { view, errors, draft } = props;
  if (errors.length === 0) return null;
  const de = view.language === "de";
  return (
    <Alert
      tone="warning"
      level={2}
      title={de ? "Bevor Sie senden können, fehlt noch etwas" : "Something is missing before you can send"}
    >
      <ul>
        {errors.map((error) => (
          <li key={error.path}>
            <Link href={`${view.href(draftPath(draft.draftId, error.sectionKey))}?aus=pruefen#${error.id}`}>
              {error.message}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

type SheetBlock = SheetSection["blocks"][number];

/** The answers of a block; what was left empty is one line, so that it does not hide them. */
function Block(props: { readonly view: ViewContext; readonly block: SheetBlock }): JSX.Element {
  const { block } = props;
  const answered = block.rows.filter((row) => row.display !== "");
  const empty = block.rows.filter((row) => row.display === "");
  return (
    <Stack gap="s">
      {block.heading === undefined ? null : <h3 class="h4">{block.heading}</h3>}
      {answered.length === 0 ? null : (
        <Facts rows={answered.map((row) => ({ term: row.label, value: <span class="typed">{row.display}</span> }))} />
      )}
      {empty.length === 0 ? null : (
        <p class="quiet">
          {wording.notAnswered[props.view.language]} {empty.map((row) => row.label).join(", ")}
        </p>
      )}
    </Stack>
  );
}

/** The first words of a declaration: enough to know which one is meant. */
function beginning(text: string): string {
  const words = (text.split(/\.\s/, 1)[0] ?? text).split(" ");
  const first = words
    .slice(0, 7)
    .join(" ")
    .replace(/[.,;:]$/, "");
  return words.length > 7 ? `${first} …` : first;
}

/** A page that asks nothing, such as the one of the signature. */
const bare = ({ key, title }: ReviewPageProps["panels"][number]): SheetSection => ({
  key,
  title,
  rows: [],
  blocks: [],
});

/** Everything that was answered, what it costs, the declarations, and sending. Source: § 9a OZG. */
export function ReviewPage(props: ReviewPageProps): JSX.Element {
  const { view, draft, online } = props;
  const { language } = view;
  const de = language === "de";
  const summary = [
    ...online.declarations
      .filter(({ key }) => props.missingDeclarations.includes(key))
      .map(({ key, text }) => ({
        id: `erklaerung-${key}`,
        message: de ? `Bestätigen Sie: „${beginning(text.de)}“` : `Confirm: “${beginning(inLanguage(text, language))}”`,
      })),
    ...(props.emailError === undefined ? [] : [{ id: "email", message: props.emailError }]),
  ];
  const last = props.pages.length + 1;
  const known = new Set(props.sheet.map(({ key }) => key));
  const sections = [...props.sheet, ...props.panels.filter(({ key }) => !known.has(key)).map(bare)].toSorted(
    (a, b) => props.pages.indexOf(a.key) - props.pages.indexOf(b.key),
  );
  return (
    <PortalPage
      view={view}
      title={de ? "Prüfen und senden" : "Check and send"}
      hasErrors={summary.length > 0}
      lead={
        de
          ? "Nehmen Sie sich einen Moment Zeit. Nach dem Senden können Sie nichts mehr selbst ändern."
          : "Take a moment. After sending you cannot change anything yourself."
      }
      above={
        <Stack gap="m">
          <p class="eyebrow">{inLanguage(props.leistung.title, language)}</p>
          <Progress value={last} max={last} label={de ? `Seite ${last} von ${last}` : `Page ${last} of ${last}`} />
          <DraftNotice view={view} draft={draft} />
          <ErrorSummary view={view} errors={summary} />
        </Stack>
      }
    >
      <Stack gap="xl">
        <Missing {...props} />
        {sections.map((section) => (
          <Section
            key={section.key}
            title={section.title}
            aside={
              <Link href={`${view.href(draftPath(draft.draftId, section.key))}?aus=pruefen`}>
                {wording.change[language]}
                <span class="vh">: {section.title}</span>
              </Link>
            }
          >
            <Stack gap="m">
              {section.blocks.map((block) => (
                <Block key={block.path} view={view} block={block} />
              ))}
              {props.panels.filter(({ key }) => key === section.key).map(({ content }) => content)}
            </Stack>
          </Section>
        ))}
        <Section title={de ? "Was es kostet" : "What it costs"}>
          {props.charges.length === 0 ? (
            <p>{de ? "Das ist kostenlos." : "This is free of charge."}</p>
          ) : (
            <Stack gap="m">
              <Facts
                rows={[
                  ...props.charges.map(({ fee, count, amountCents }) => ({
                    term: `${count > 1 ? `${count} × ` : ""}${inLanguage(fee.label, language)}`,
                    value: formatCents(amountCents, language),
                    hint: fee.source,
                  })),
                  ...(props.charges.length > 1
                    ? [
                        {
                          term: de ? "Zusammen" : "In total",
                          value: <strong>{formatCents(totalCents(props.charges), language)}</strong>,
                        },
                      ]
                    : []),
                ]}
              />
              <p>
                {online.charged === "later"
                  ? de
                    ? "Wie Sie bezahlen, sagen wir Ihnen später. Jetzt müssen Sie nichts tun."
                    : "We tell you later how to pay. There is nothing to do now."
                  : de
                    ? "Bezahlen können Sie gleich nach dem Senden: per GiroCode, Überweisung oder online."
                    : "You can pay right after sending: by GiroCode, bank transfer or online."}
              </p>
            </Stack>
          )}
        </Section>
        <p>
          <ButtonLink href={view.href(draftPath(draft.draftId, "kopie.pdf"))} variant="secondary" icon="download">
            {de ? "Kopie herunterladen (PDF)" : "Download a copy (PDF)"}
          </ButtonLink>
        </p>
        <Form
          view={view}
          action={view.href(draftPath(draft.draftId, "pruefen"))}
          submissionKey={`senden-${draft.draftId}`}
        >
          <Fieldset legend={de ? "Ihre Erklärung" : "Your declaration"}>
            {online.declarations.map((declaration) => (
              <Checkbox
                key={declaration.key}
                view={view}
                name="erklaerung"
                id={`erklaerung-${declaration.key}`}
                value={declaration.key}
                label={inLanguage(declaration.text, language)}
                help={{ source: declaration.source }}
                checked={props.ticked.includes(declaration.key)}
                {...(props.missingDeclarations.includes(declaration.key)
                  ? { error: de ? "Bestätigen Sie diese Erklärung." : "Confirm this declaration." }
                  : {})}
              />
            ))}
          </Fieldset>
          <TextField
            view={view}
            name="email"
            id="email"
            type="email"
            autocomplete="email"
            label={de ? "E-Mail-Adresse für Hinweise" : "E-mail address for notes"}
            hint={
              de
                ? "Wir schreiben Ihnen nur, dass etwas in Ihrem Postfach liegt. Der Inhalt bleibt hier."
                : "We only write that something is in your mailbox. The content stays here."
            }
            required={false}
            value={props.email}
            {...(props.emailError === undefined ? {} : { error: props.emailError })}
          />
          <Actions>
            <SubmitButton>{de ? "Jetzt senden" : "Send now"}</SubmitButton>
            <ButtonLink href={view.href(draftPath(draft.draftId, "pause"))} variant="tertiary">
              {wording.later[language]}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </PortalPage>
  );
}
