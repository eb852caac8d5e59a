import type { JSX } from "preact";
import { formatDay, formatInstant, inLanguage, type PlainDay } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  CopyCode,
  ErrorSummary,
  Facts,
  Form,
  PortalPage,
  Prose,
  Section,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { CaseSteps } from "../../cases/index.ts";
import type { CaseStep } from "../../messaging/index.ts";
import type { Draft } from "../draft.ts";
import type { Leistung } from "../leistung.ts";
import { draftPath } from "../paths.ts";
import type { PrefillSource } from "../registry.ts";

/** Where to stop: the code, how long it is kept, and the way back in. */
export function PausePage(props: {
  view: ViewContext;
  leistung: Leistung;
  draft: Draft;
  code: string;
  continueHref: string;
}): JSX.Element {
  const { view } = props;
  const de = view.language === "de";
  return (
    <PortalPage
      view={view}
      title={de ? "Alles ist gespeichert" : "Everything is saved"}
      lead={
        de
          ? `Sie können „${inLanguage(props.leistung.title, "de")}“ jederzeit fortsetzen, auf diesem oder einem anderen Gerät.`
          : `You can continue “${inLanguage(props.leistung.title, "en")}” at any time, on this or another device.`
      }
    >
      <Stack gap="l">
        <CopyCode view={view} code={props.code} label={de ? "Ihr Code" : "Your code"} />
        <Prose>
          <p>
            {de
              ? "Schreiben Sie den Code auf oder machen Sie ein Foto davon. Wer ihn kennt, kann Ihren Antrag sehen. Geben Sie ihn deshalb nicht weiter."
              : "Write the code down or take a picture of it. Whoever knows it can see your application, so do not pass it on."}
          </p>
          <p>
            {de
              ? `Zuletzt gespeichert: ${formatInstant(props.draft.savedAt, "de")}. Wir bewahren den Entwurf 60 Tage nach der letzten Änderung auf und löschen ihn dann.`
              : `Last saved: ${formatInstant(props.draft.savedAt, "en")}. We keep the draft for 60 days after the last change and then delete it.`}
          </p>
        </Prose>
        <Actions>
          <ButtonLink href={props.continueHref}>{de ? "Jetzt weitermachen" : "Continue now"}</ButtonLink>
          <ButtonLink href={view.href("/")} variant="secondary">
            {de ? "Zur Startseite" : "To the start page"}
          </ButtonLink>
        </Actions>
      </Stack>
    </PortalPage>
  );
}

/** "We have it": the Aktenzeichen, the code, what comes next and by when. */
export function SentPage(props: {
  view: ViewContext;
  leistung: Leistung;
  draft: Draft;
  code: string;
  aktenzeichen: string;
  dueOn: PlainDay | undefined;
  steps: readonly CaseStep[];
  email: boolean;
  sentAt: Date;
}): JSX.Element {
  const { view, draft } = props;
  const de = view.language === "de";
  const title = inLanguage(props.leistung.title, view.language);
  const mailbox =
    draft.sent === undefined
      ? view.href("/fortsetzen")
      : view.href(`/postfach/${draft.sent.mailboxId}/vorgang/${draft.sent.caseId}`);
  return (
    <PortalPage
      view={view}
      title={
        props.leistung.online?.sent === undefined
          ? props.leistung.online?.kind === "antrag"
            ? de
              ? "Ihr Antrag ist bei uns"
              : "We have your application"
            : de
              ? "Ihre Anzeige ist bei uns"
              : "We have your notification"
          : inLanguage(props.leistung.online.sent.title, view.language)
      }
    >
      <Stack gap="l">
        <Alert tone="success" title={de ? `„${title}“ wurde gesendet.` : `“${title}” has been sent.`}>
          <p>
            {de ? "Eingegangen am" : "Received on"} {formatInstant(props.sentAt, view.language)}
          </p>
        </Alert>
        <Facts
          rows={[
            {
              term: de ? "Aktenzeichen" : "File reference (Aktenzeichen)",
              value: <strong>{props.aktenzeichen}</strong>,
            },
          ]}
        />
        <CopyCode
          view={view}
          code={props.code}
          label={de ? "Ihr Code für das Postfach" : "Your code for the mailbox"}
        />
        {props.steps.length === 0 ? null : (
          <Section title={de ? "Das können Sie jetzt tun" : "What you can do now"}>
            <CaseSteps view={view} steps={props.steps} level={3} />
          </Section>
        )}
        <Section title={de ? "So geht es weiter" : "What happens next"}>
          <Prose>
            <p>
              {props.dueOn === undefined
                ? de
                  ? "Wir prüfen Ihre Angaben."
                  : "We check your details."
                : de
                  ? `Wir prüfen Ihre Angaben und antworten bis ${formatDay(props.dueOn, "de")}.`
                  : `We check your details and answer by ${formatDay(props.dueOn, "en")}.`}
            </p>
            <p>
              {de
                ? "Die Antwort liegt in Ihrem Postfach. Sie kommen mit dem Code hinein, von jedem Gerät. Heben Sie den Code auf: Was Sie später dazu beantragen, füllen wir damit für Sie aus."
                : "The answer will be in your mailbox. The code opens it, from any device. Keep the code: with it we fill in for you what you apply for later."}
            </p>
            <p>
              {props.email
                ? de
                  ? "Sobald etwas im Postfach liegt, bekommen Sie eine E-Mail."
                  : "You get an e-mail as soon as something is in the mailbox."
                : de
                  ? "Sie haben keine E-Mail-Adresse angegeben. Sehen Sie deshalb selbst nach."
                  : "You have given no e-mail address, so please look yourself."}
            </p>
          </Prose>
        </Section>
        <Actions>
          {props.leistung.online?.sent?.steps.map((step) => (
            <ButtonLink key={step.href} href={view.href(step.href)} variant="secondary">
              {inLanguage(step.label, view.language)}
            </ButtonLink>
          ))}
          <ButtonLink href={mailbox}>{de ? "Zum Postfach" : "To the mailbox"}</ButtonLink>
          <ButtonLink href={view.href(draftPath(draft.draftId, "kopie.pdf"))} variant="secondary" icon="download">
            {de ? "Kopie herunterladen (PDF)" : "Download a copy (PDF)"}
          </ButtonLink>
        </Actions>
      </Stack>
    </PortalPage>
  );
}

/** Offers to fill in what a register knows already. */
export function PrefillPage(props: {
  view: ViewContext;
  leistung: Leistung;
  draft: Draft;
  source: PrefillSource;
  typed: string;
  error: string | undefined;
  skipHref: string;
}): JSX.Element {
  const { view } = props;
  const { label, words } = props.source;
  const de = view.language === "de";
  return (
    <PortalPage
      view={view}
      title={words.title[view.language]}
      hasErrors={props.error !== undefined}
      lead={
        de
          ? `Dann füllen wir aus, was wir schon wissen (${label.de}). Sie prüfen es und ändern, was anders ist.`
          : `Then we fill in what we know already (${label.en}). You check it and change what is different.`
      }
      above={
        <>
          <p class="eyebrow">{inLanguage(props.leistung.title, view.language)}</p>
          {props.error === undefined ? null : (
            <ErrorSummary view={view} errors={[{ id: "code", message: props.error }]} />
          )}
        </>
      }
    >
      <Form view={view} action={view.href(draftPath(props.draft.draftId, "vorausfuellen"))}>
        <TextField
          view={view}
          name="code"
          id="code"
          label={words.code[view.language]}
          hint={
            de
              ? "Zum Beispiel K7F3-9QMD-2XTP. Er steht auf der Bestätigung."
              : "For example K7F3-9QMD-2XTP. It is on the confirmation."
          }
          value={props.typed}
          width="medium"
          autocomplete="off"
          spellcheck={false}
          {...(props.error === undefined ? {} : { error: props.error })}
        />
        <Actions>
          <SubmitButton>{de ? "Ausfüllen lassen" : "Fill in for me"}</SubmitButton>
          <ButtonLink href={props.skipHref} variant="secondary">
            {de ? "Ohne Code weiter" : "Continue without a code"}
          </ButtonLink>
        </Actions>
      </Form>
    </PortalPage>
  );
}

/** The town has switched the Leistung off: the draft stays, the way on is a person. */
export function SwitchedOffPage(props: { view: ViewContext; leistung: Leistung }): JSX.Element {
  const { view } = props;
  const de = view.language === "de";
  return (
    <PortalPage
      view={view}
      title={inLanguage(props.leistung.title, view.language)}
      lead={
        de
          ? "Das geht hier zurzeit nicht online. Wie es stattdessen geht, steht auf der Seite der Leistung."
          : "This cannot be done online here at present. The page of the service says how it is done instead."
      }
    >
      <Actions>
        <ButtonLink href={view.href(`/leistungen/${props.leistung.id}`)}>
          {de ? "Zur Leistung" : "To the service"}
        </ButtonLink>
      </Actions>
    </PortalPage>
  );
}
