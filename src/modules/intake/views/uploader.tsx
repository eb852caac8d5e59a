import type { JSX } from "preact";
import {
  FileField,
  Form,
  Icon,
  Link,
  SubmitButton,
  type ViewContext,
  VisuallyHidden,
} from "../../../platform/ui/index.ts";
import { explainLimits, sizeLabel, type Upload } from "../../uploads/index.ts";
import { intakeLimits } from "../model/limits.ts";
import { collectionPath } from "../paths.ts";
import { scriptWords, uploadText } from "./words.ts";

/**
 * Takes files for a collection: a plain file input with a button, and with script whole folders by dropping them, in
 * pieces, with progress, and on after a broken connection.
 */
export function Uploader(props: {
  readonly view: ViewContext;
  readonly collectionId: string;
  readonly label: string;
  readonly hint: string;
  /** What may come, where not every file may. */
  readonly allowed?: string;
  readonly error?: string | undefined;
}): JSX.Element {
  const { view, collectionId } = props;
  const { language } = view;
  return (
    <div
      class="uploads"
      data-intake={view.href(collectionPath(collectionId, "strom"))}
      data-words={JSON.stringify(scriptWords[language])}
    >
      <Form view={view} action={view.href(collectionPath(collectionId, "dateien"))} enctype="multipart/form-data">
        <FileField
          view={view}
          name="dateien"
          label={props.label}
          hint={props.hint}
          allowed={props.allowed ?? explainLimits({ ...intakeLimits, maxFiles: 1 }, language)}
          multiple
          {...(props.error === undefined ? {} : { error: props.error })}
        />
        <div class="uploads__send" data-upload-button>
          <SubmitButton variant="secondary" icon="upload">
            {language === "de" ? "Hochladen" : "Upload"}
          </SubmitButton>
        </div>
      </Form>
      <p class="vh" role="status" data-upload-status />
    </div>
  );
}

/** Files of a collection that are on their way, or are not kept; `all` shows the good ones too. */
export function UploadList(props: {
  readonly view: ViewContext;
  readonly collectionId: string;
  readonly uploads: readonly Upload[];
  readonly label: string;
}): JSX.Element | null {
  const { view } = props;
  const { language } = view;
  if (props.uploads.length === 0) return null;
  return (
    <ul class="uploads__list" aria-label={props.label}>
      {props.uploads.map((upload) => {
        const text = uploadText(upload, language);
        return (
          <li
            key={upload.uploadId}
            class={`upload upload--${upload.state}`}
            data-upload={upload.uploadId}
            data-state={upload.state}
            data-fingerprint={upload.fingerprint}
          >
            <span class="upload__picture">
              <Icon name={upload.state === "refused" ? "error" : "file"} />
            </span>
            <div class="upload__facts">
              <p class="upload__name">{upload.filename}</p>
              <p class="upload__kind">{sizeLabel(upload.bytes, language)}</p>
              {text === undefined ? null : <p class="upload__state">{text}</p>}
            </div>
            <div class="upload__actions">
              <Link
                class="btn btn--tertiary"
                href={view.href(collectionPath(props.collectionId, `dateien/${upload.uploadId}/entfernen`))}
              >
                {language === "de" ? "Entfernen" : "Remove"}
                <VisuallyHidden>: {upload.filename}</VisuallyHidden>
              </Link>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
