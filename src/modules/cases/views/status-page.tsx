import type { JSX, VNode } from "preact";
import {
  Actions,
  Alert,
  ButtonLink,
  Checkboxes,
  EmailAddress,
  ErrorSummary,
  Facts,
  FileField,
  Form,
  fieldId,
  Link,
  PortalPage,
  Section,
  Stack,
  SubmitButton,
  TextArea,
  Timeline,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { type CaseStep, type Message, MessageThread } from "../../messaging/index.ts";
import type { Tenant } from "../../tenants/index.ts";
import { acceptOf, explainLimits, type Upload } from "../../uploads/index.ts";
import { answerLimits } from "../model/answer-files.ts";
import type { Case } from "../model/case.ts";
import type { StatusLine } from "../model/status-lines.ts";
import { CaseSteps } from "./case-steps.tsx";
import { wording } from "./wording.ts";

/** A citizen's view of a case: where it stands, what was written, and the answer where one is wanted. */
export function StatusPage(props: {
  readonly view: ViewContext;
  readonly subject: Case;
  readonly leistung: string;
  readonly lines: readonly StatusLine[];
  readonly steps: readonly CaseStep[];
  readonly panels: readonly { readonly id: string; readonly title: string; readonly content: VNode }[];
  readonly messages: readonly Message[];
  readonly contact: Tenant["contact"];
  readonly typed: string;
  /** Good files of an answer that has to be put right: they need not be chosen again. */
  readonly keptFiles: readonly Upload[];
  readonly mistakes: readonly { readonly field: "text" | "dateien"; readonly message: string }[];
  readonly notice: "answered" | "nobody-asked" | "withdrawn" | undefined;
  /** The procedure lets the application be withdrawn now. */
  readonly withdrawable: boolean;
  /** Another running application of the same kind and name that this device may open. */
  readonly twin: Case | undefined;
}): JSX.Element {
  const { view, subject, contact, mistakes } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const messageOf = (field: "text" | "dateien") =>
    mistakes
      .filter((mistake) => mistake.field === field)
      .map((mistake) => mistake.message)
      .join(" ");
  const filesError = messageOf("dateien");
  const textError = messageOf("text");
  const hours = contact.hours[language].join("; ");
  const facts: { term: string; value: JSX.Element | string }[] = [
    { term: w("office"), value: contact.officeName },
    ...(contact.phone === ""
      ? []
      : [
          {
            term: w("phone"),
            value: <Link href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}>{contact.phone}</Link>,
          },
        ]),
    ...(contact.email === ""
      ? []
      : [
          {
            term: w("email"),
            value: (
              <Link href={`mailto:${contact.email}`}>
                <EmailAddress address={contact.email} />
              </Link>
            ),
          },
        ]),
    { term: w("address"), value: `${contact.street}, ${contact.postcode} ${contact.city}` },
    ...(hours === "" ? [] : [{ term: w("hours"), value: hours }]),
    { term: w("reference"), value: subject.aktenzeichen },
  ];
  return (
    <PortalPage
      view={view}
      title={props.leistung}
      lead={
        <>
          {subject.subjectName} · {w("reference")} <span class="nowrap">{subject.aktenzeichen}</span>
        </>
      }
      back={{ href: view.href(`/postfach/${subject.mailboxId}`), label: w("mailbox") }}
      hasErrors={mistakes.length > 0}
      above={
        <ErrorSummary
          view={view}
          errors={mistakes.map((mistake) => ({ id: fieldId(mistake.field), message: mistake.message }))}
        />
      }
    >
      {props.notice === "answered" ? (
        <Alert tone="success" role="status" title={w("answered")}>
          <p>{w("answeredText")}</p>
        </Alert>
      ) : null}
      {props.notice === "nobody-asked" ? (
        <Alert tone="info" role="alert" title={w("nobodyAsked")}>
          <p>{w("nobodyAskedText")}</p>
        </Alert>
      ) : null}
      {props.notice === "withdrawn" ? (
        <Alert tone="success" role="status" title={w("withdrawn")}>
          <p>{w("withdrawnText")}</p>
        </Alert>
      ) : null}
      {props.twin === undefined ? null : (
        <Alert tone="info" title={w("twin")}>
          <p>{w("twinText")}</p>
          <p>
            <Link href={view.href(`/postfach/${props.twin.mailboxId}/vorgang/${props.twin.caseId}`)}>
              {w("twinLink")} <span class="nowrap">{props.twin.aktenzeichen}</span>
            </Link>
          </p>
        </Alert>
      )}
      {props.steps.length === 0 ? null : (
        <Section id="zu-tun" title={w("yourSteps")}>
          <CaseSteps view={view} steps={props.steps} level={3} />
        </Section>
      )}
      <Section id="stand" title={w("whereItStands")}>
        <Timeline view={view} items={props.lines} />
      </Section>
      {props.panels.map((panel) => (
        <Section key={panel.id} id={panel.id} title={panel.title}>
          {panel.content}
        </Section>
      ))}
      {props.messages.length === 0 ? null : (
        <Section id="nachrichten" title={w("messages")}>
          <MessageThread view={view} messages={props.messages} office={view.brand?.officialName ?? ""} />
        </Section>
      )}
      {subject.status !== "waiting" ? null : (
        <Section id="antworten" title={w("answer")}>
          <Form
            view={view}
            action={view.href(`/postfach/${subject.mailboxId}/vorgang/${subject.caseId}/antwort`)}
            enctype="multipart/form-data"
          >
            <TextArea
              view={view}
              name="text"
              label={w("answerLabel")}
              value={props.typed}
              rows={6}
              maxlength={5000}
              {...(textError === "" ? {} : { error: textError })}
            />
            {props.keptFiles.length === 0 ? null : (
              <Checkboxes
                view={view}
                name="ohne"
                legend={w("filesKept")}
                hint={w("filesKeptHint")}
                required={false}
                values={[]}
                options={props.keptFiles.map(({ uploadId, filename }) => ({
                  value: uploadId,
                  label: language === "de" ? `${filename} nicht mitsenden` : `Do not send ${filename}`,
                }))}
              />
            )}
            <FileField
              view={view}
              name="dateien"
              label={w("files")}
              required={false}
              multiple
              accept={acceptOf(answerLimits.kinds)}
              allowed={explainLimits(answerLimits, language)}
              {...(filesError === "" ? {} : { error: filesError })}
            />
            <Actions>
              <SubmitButton>{w("answerButton")}</SubmitButton>
            </Actions>
          </Form>
        </Section>
      )}
      {props.withdrawable ? (
        <Section id="zurueckziehen" title={w("withdraw")}>
          <p>{w("withdrawText")}</p>
          <Actions>
            <ButtonLink
              variant="secondary"
              href={view.href(`/postfach/${subject.mailboxId}/vorgang/${subject.caseId}/zurueckziehen`)}
            >
              {w("withdraw")}
            </ButtonLink>
          </Actions>
        </Section>
      ) : null}
      <Section id="fragen" title={w("whomToAsk")}>
        <Stack gap="s">
          <Facts rows={facts} />
        </Stack>
      </Section>
    </PortalPage>
  );
}
