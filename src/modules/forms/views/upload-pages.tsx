import type { JSX } from "preact";
import { inLanguage } from "../../../kernel/index.ts";
import {
  Actions,
  ButtonLink,
  ErrorSummary,
  FileField,
  Form,
  PortalPage,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { acceptOf, explainLimits, type FieldLimits, type Upload } from "../../uploads/index.ts";
import type { Draft } from "../draft.ts";
import type { PageField } from "../model/index.ts";
import { draftPath } from "../paths.ts";

interface Props {
  readonly view: ViewContext;
  readonly draft: Draft;
  readonly upload: Upload;
  /** Page of the form that the file is on. */
  readonly backHref: string;
}

/** Asks before a file is deleted. */
export function RemoveUploadPage(props: Props): JSX.Element {
  const { view, upload } = props;
  const de = view.language === "de";
  return (
    <PortalPage
      view={view}
      title={de ? "Datei entfernen?" : "Remove the file?"}
      lead={
        de
          ? `„${upload.filename}“ wird gelöscht. Ihre anderen Angaben bleiben gespeichert.`
          : `“${upload.filename}” will be deleted. Your other details stay saved.`
      }
    >
      <Form view={view} action={view.href(draftPath(props.draft.draftId, `dateien/${upload.uploadId}/entfernen`))}>
        <Actions>
          <SubmitButton>{de ? "Ja, entfernen" : "Yes, remove"}</SubmitButton>
          <ButtonLink href={props.backHref} variant="secondary">
            {de ? "Behalten" : "Keep"}
          </ButtonLink>
        </Actions>
      </Form>
    </PortalPage>
  );
}

/** Puts another file in the place of one. */
export function ReplaceUploadPage(
  props: Props & {
    readonly field: PageField;
    readonly limits: FieldLimits;
    readonly error: string | undefined;
  },
): JSX.Element {
  const { view, upload, field } = props;
  const de = view.language === "de";
  return (
    <PortalPage
      view={view}
      title={de ? "Datei ersetzen" : "Replace the file"}
      hasErrors={props.error !== undefined}
      lead={
        de
          ? `Die neue Datei kommt an die Stelle von „${upload.filename}“. Bis sie geprüft ist, bleibt die alte.`
          : `The new file takes the place of “${upload.filename}”. Until it has been checked, the old one stays.`
      }
      {...(props.error === undefined
        ? {}
        : { above: <ErrorSummary view={view} errors={[{ id: field.id, message: props.error }]} /> })}
    >
      <Form
        view={view}
        action={view.href(draftPath(props.draft.draftId, `dateien/${upload.uploadId}/ersetzen`))}
        enctype="multipart/form-data"
      >
        <FileField
          view={view}
          name={field.path}
          id={field.id}
          label={`${de ? "Neue Datei" : "New file"}: ${inLanguage(field.field.label, view.language)}`}
          allowed={explainLimits({ ...props.limits, maxFiles: 1 }, view.language)}
          accept={acceptOf(props.limits.kinds)}
          {...(props.error === undefined ? {} : { error: props.error })}
        />
        <Actions>
          <SubmitButton>{de ? "Ersetzen" : "Replace"}</SubmitButton>
          <ButtonLink href={props.backHref} variant="secondary">
            {de ? "Behalten" : "Keep"}
          </ButtonLink>
        </Actions>
      </Form>
    </PortalPage>
  );
}
