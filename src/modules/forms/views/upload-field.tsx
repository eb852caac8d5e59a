import type { JSX } from "preact";
import { inLanguage, type Language } from "../../../kernel/index.ts";
import { FileField, Icon, SubmitButton, type ViewContext, VisuallyHidden } from "../../../platform/ui/index.ts";
import {
  acceptOf,
  explainLimits,
  explainRefusal,
  type FieldLimits,
  isRefusalReason,
  limitsOf,
  sizeLabel,
  typeLabel,
  type Upload,
} from "../../uploads/index.ts";
import type { PageField } from "../model/index.ts";
import { draftPath } from "../paths.ts";

/** Words of the script, which says what happens while it happens. `{}` is the file's name. */
const scriptWords = {
  de: {
    drop: "Oder ziehen Sie Dateien hierher.",
    photo: "Foto aufnehmen",
    sending: "{} wird hochgeladen",
    checking: "{} wird geprüft",
    waiting: "Die Verbindung ist unterbrochen. {} wird fortgesetzt, sobald sie wieder da ist.",
    done: "{} ist da.",
    refused: "{} wurde nicht angenommen.",
    removed: "{} wurde entfernt.",
    failed: "{} konnte nicht hochgeladen werden.",
    again: "Noch einmal versuchen",
    cancel: "Abbrechen",
    cancelled: "{} wurde abgebrochen.",
    dismiss: "Hinweis entfernen",
    busy: "Einen Moment: {} wird noch hochgeladen.",
    confirm: "{} entfernen?",
    confirmText: "Die Datei wird gelöscht. Ihre anderen Angaben bleiben.",
    yes: "Ja, entfernen",
    no: "Behalten",
    percent: "Prozent",
  },
  en: {
    drop: "Or drop files here.",
    photo: "Take a photo",
    sending: "{} is being uploaded",
    checking: "{} is being checked",
    waiting: "The connection is interrupted. {} goes on as soon as it is back.",
    done: "{} has arrived.",
    refused: "{} was not accepted.",
    removed: "{} has been removed.",
    failed: "{} could not be uploaded.",
    again: "Try again",
    cancel: "Cancel",
    cancelled: "{} was cancelled.",
    dismiss: "Remove this note",
    busy: "One moment: {} is still being uploaded.",
    confirm: "Remove {}?",
    confirmText: "The file will be deleted. Your other details stay.",
    yes: "Yes, remove",
    no: "Keep",
    percent: "per cent",
  },
} as const;

const words = {
  list: { de: "Ihre Dateien", en: "Your files" },
  replace: { de: "Ersetzen", en: "Replace" },
  remove: { de: "Entfernen", en: "Remove" },
  upload: { de: "Hochladen", en: "Upload" },
  clean: { de: "Geprüft", en: "Checked" },
  receiving: {
    de: "Noch nicht vollständig. Wählen Sie dieselbe Datei noch einmal aus, dann geht es weiter.",
    en: "Not complete yet. Choose the same file again to go on.",
  },
  checking: { de: "Wird geprüft. Laden Sie die Seite gleich neu.", en: "Being checked. Reload the page in a moment." },
  quarantined: {
    de: "Der Virenscanner prüft die Datei noch. Sie können inzwischen weitermachen.",
    en: "The virus scanner is still checking the file. You can go on in the meantime.",
  },
  silent: {
    de: "Der Virenscanner antwortet gerade nicht. Die Datei ist gespeichert und wartet. Senden können Sie erst, wenn sie geprüft ist.",
    en: "The virus scanner does not answer at the moment. The file is stored and waits. You can send once it has been checked.",
  },
} as const;

function stateText(upload: Upload, limits: FieldLimits, language: Language): string | undefined {
  if (upload.state === "clean") return undefined;
  if (upload.state === "refused") {
    return isRefusalReason(upload.reason) ? explainRefusal(upload.reason, limits, language) : undefined;
  }
  if (upload.state === "quarantined" && upload.reason !== undefined) return words.silent[language];
  return words[upload.state][language];
}

function UploadItem(props: { view: ViewContext; draftId: string; upload: Upload; limits: FieldLimits }): JSX.Element {
  const { view, upload } = props;
  const { language } = view;
  const base = view.href(draftPath(props.draftId, `dateien/${upload.uploadId}`));
  const facts = [typeLabel(upload.mediaType), sizeLabel(upload.bytes, language)].filter((part) => part !== "");
  const text = stateText(upload, props.limits, language);
  const good = upload.state === "clean" || upload.state === "quarantined";
  return (
    <li
      class={`upload upload--${upload.state}`}
      id={`datei-${upload.uploadId}`}
      data-upload={upload.uploadId}
      data-state={upload.state}
      data-name={upload.filename}
      data-fingerprint={upload.fingerprint}
    >
      <span class="upload__picture">
        {upload.state === "clean" && upload.hasPreview ? (
          <img src={`${base}/vorschau`} alt="" loading="lazy" width="56" height="56" />
        ) : (
          <Icon name={upload.state === "refused" ? "error" : "file"} />
        )}
      </span>
      <div class="upload__facts">
        <p class="upload__name">
          {upload.state === "clean" ? (
            <a href={`${base}/ansehen`} download={upload.filename}>
              {upload.filename}
            </a>
          ) : (
            upload.filename
          )}
        </p>
        <p class="upload__kind">
          {facts.join(", ")}
          {upload.state === "clean" ? (
            <span class="upload__good">
              <Icon name="check" size="s" />
              {words.clean[language]}
            </span>
          ) : null}
        </p>
        {text === undefined ? null : <p class="upload__state">{text}</p>}
      </div>
      <div class="upload__actions">
        {good ? (
          <SubmitButton variant="tertiary" name="_aktion" value={`datei-ersetzen:${upload.uploadId}`}>
            {words.replace[language]}
            <VisuallyHidden>: {upload.filename}</VisuallyHidden>
          </SubmitButton>
        ) : null}
        <SubmitButton variant="tertiary" name="_aktion" value={`datei-entfernen:${upload.uploadId}`}>
          {words.remove[language]}
          <VisuallyHidden>: {upload.filename}</VisuallyHidden>
        </SubmitButton>
      </div>
    </li>
  );
}

/**
 * The files of a field: those that are there, each with what it is and what can be done with it, and the way to more.
 * A plain file input with a button; the script sends in pieces, shows how far it is and goes on after a broken
 * connection.
 */
export function UploadField(props: {
  readonly view: ViewContext;
  readonly draftId: string;
  readonly field: PageField;
  /** Of the whole draft. */
  readonly uploads: readonly Upload[];
  readonly error?: string;
}): JSX.Element {
  const { view } = props;
  const { field, path, id } = props.field;
  const { language } = view;
  const given: FieldLimits = field.file ?? { kinds: ["pdf", "picture"] };
  const limits = limitsOf(given);
  const own = props.uploads.filter((upload) => upload.fieldPath === path);
  const good = own.filter(({ state }) => state !== "refused").length;
  return (
    <div
      class="uploads"
      data-uploads={view.href(draftPath(props.draftId, "dateien"))}
      data-field={path}
      data-most={limits.maxFiles}
      data-words={JSON.stringify(scriptWords[language])}
    >
      <FileField
        view={view}
        name={path}
        id={id}
        label={inLanguage(field.label, language)}
        {...(field.hint === undefined ? {} : { hint: inLanguage(field.hint, language) })}
        help={{
          source: field.source,
          ...(field.help === undefined ? {} : { text: inLanguage(field.help, language) }),
        }}
        allowed={explainLimits(given, language)}
        accept={acceptOf(limits.kinds)}
        multiple={limits.maxFiles > 1}
        required={props.field.required}
        {...(props.error === undefined ? {} : { error: props.error })}
      />
      <div class="uploads__send" data-upload-button>
        <SubmitButton variant="secondary" icon="upload" name="_aktion" value="hochladen">
          {words.upload[language]}
          <VisuallyHidden>: {inLanguage(field.label, language)}</VisuallyHidden>
        </SubmitButton>
      </div>
      <div class="uploads__list" id={`${id}-dateien`} data-upload-list data-count={good}>
        {own.length === 0 ? null : (
          <ul aria-label={`${words.list[language]}: ${inLanguage(field.label, language)}`}>
            {own.map((upload) => (
              <UploadItem key={upload.uploadId} view={view} draftId={props.draftId} upload={upload} limits={given} />
            ))}
          </ul>
        )}
      </div>
      <p class="vh" role="status" data-upload-status />
    </div>
  );
}
