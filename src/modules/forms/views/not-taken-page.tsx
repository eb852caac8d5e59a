import type { JSX } from "preact";
import { inLanguage } from "../../../kernel/index.ts";
import {
  Actions,
  Facts,
  Form,
  Link,
  PortalPage,
  Prose,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Draft } from "../draft.ts";
import type { Leistung } from "../leistung.ts";
import { draftPath } from "../paths.ts";

/** What was typed without network and could not be taken over: shown once more, so that it is not lost unnoticed. */
export function NotTakenPage(props: {
  readonly view: ViewContext;
  readonly leistung: Leistung;
  readonly draft: Draft;
  readonly sectionKey: string;
  readonly notTaken: readonly { readonly label: string; readonly typed: string }[];
}): JSX.Element {
  const { view, draft } = props;
  const { sent } = draft;
  const de = view.language === "de";
  return (
    <PortalPage
      view={view}
      title={de ? "Das kam zu spät" : "This came too late"}
      lead={
        sent === undefined
          ? de
            ? "Sie haben ohne Netz eine Seite ausgefüllt, nach der nicht mehr gefragt wird."
            : "You filled in a page without network that is not asked any more."
          : de
            ? "Sie haben ohne Netz noch etwas eingegeben. Der Antrag war da schon von einem anderen Gerät gesendet."
            : "You typed something without network after the application had been sent from another device."
      }
      above={<p class="eyebrow">{inLanguage(props.leistung.title, view.language)}</p>}
    >
      <Form view={view} action={view.href(draftPath(draft.draftId, props.sectionKey))}>
        <Stack gap="m">
          <h2 class="h2">{de ? "Das steht nicht im Antrag" : "This is not in the application"}</h2>
          <Facts rows={props.notTaken.map(({ label, typed }) => ({ term: label, value: typed }))} />
          {sent === undefined ? null : (
            <Prose>
              <p>
                {de ? "Ist es wichtig? Dann sagen Sie uns Bescheid. " : "Is it important? Then let us know. "}
                <Link href={view.href(`/postfach/${sent.mailboxId}/vorgang/${sent.caseId}#fragen`)}>
                  {de ? "Wen Sie zu Ihrem Antrag fragen können" : "Whom you can ask about your application"}
                </Link>
              </p>
            </Prose>
          )}
          <Actions>
            <SubmitButton name="_aktion" value="verstanden">
              {de ? "Verstanden, auf diesem Gerät löschen" : "Understood, delete on this device"}
            </SubmitButton>
          </Actions>
        </Stack>
      </Form>
    </PortalPage>
  );
}
