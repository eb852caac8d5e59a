import type { JSX } from "preact";
import {
  Actions,
  Alert,
  Checkbox,
  ErrorSummary,
  Form,
  fieldId,
  Icon,
  PortalPage,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import {
  decodeStrokes,
  encodeStrokes,
  maxSignatureLength,
  type SignatureError,
  signatureFields,
  signaturePad,
} from "../model/signature.ts";

/** What was sent, to show it again. */
export type SignatureValues = Readonly<Record<string, string | readonly string[] | undefined>>;

interface SignatureProps {
  readonly view: ViewContext;
  readonly values?: SignatureValues;
  readonly errors?: readonly SignatureError[];
}

function textOf(values: SignatureValues | undefined, name: string): string {
  const value = values?.[name];
  return typeof value === "string" ? value : "";
}

/**
 * The pad alone: hidden without script, which the page has to bring (`signature-pad.js`). What is drawn is sent as
 * `signatureFields.strokes`.
 * @param props.path what was drawn before; untrusted
 */
export function SignatureBox(props: {
  readonly view: ViewContext;
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly error?: string;
}): JSX.Element {
  const { language } = props.view;
  const hintId = "unterschrift-hinweis";
  return (
    <div class={`stack${props.error === undefined ? "" : " field--error"}`} data-signature-pad hidden>
      <p class="field__label" id={fieldId(signatureFields.strokes)} tabindex={-1}>
        {props.label}
      </p>
      <p class="field__hint" id={hintId}>
        {props.hint}
      </p>
      {props.error === undefined ? null : (
        <p class="field__error">
          <Icon name="error" size="s" />
          <span>{props.error}</span>
        </p>
      )}
      <canvas
        class="pad__canvas"
        width={signaturePad.width}
        height={signaturePad.height}
        role="img"
        aria-label={{ de: "Feld für Ihre Unterschrift", en: "Box for your signature" }[language]}
        aria-describedby={hintId}
      />
      <input type="hidden" name={signatureFields.strokes} value={props.path.slice(0, maxSignatureLength)} />
      <div class="cluster">
        <button class="btn btn--secondary" type="button" data-undo>
          {{ de: "Letzten Strich zurücknehmen", en: "Take back the last stroke" }[language]}
        </button>
        <button class="btn btn--secondary" type="button" data-clear>
          {{ de: "Alles löschen", en: "Clear all" }[language]}
        </button>
      </div>
      <p class="vh" role="status" />
    </div>
  );
}

/**
 * A pad to sign on, and the way without drawing: the name, with the declaration to sign at the appointment. Without
 * script only the second shows. The page needs the script `signature-pad.js`; what is sent is read with
 * `readSignature`.
 */
export function SignatureFields(props: SignatureProps): JSX.Element {
  const { view, values } = props;
  const { language } = view;
  const errorOf = (name: string) => {
    const error = props.errors?.find(({ field }) => field === name);
    return error === undefined ? {} : { error: error.message[language] };
  };
  const name = textOf(values, signatureFields.name);
  const begun =
    name !== "" ||
    props.errors?.some(({ field }) => field !== signatureFields.strokes) === true ||
    textOf(values, signatureFields.declared) !== "";
  return (
    <div class="stack stack--l">
      <SignatureBox
        view={view}
        path={textOf(values, signatureFields.strokes)}
        label={{ de: "Unterschreiben Sie im Feld", en: "Sign in the box" }[language]}
        hint={
          {
            de: "Mit dem Finger, einem Stift oder der Maus. So, wie Sie immer unterschreiben. Ohne Zeichnen geht es weiter unten.",
            en: "With your finger, a pen or the mouse. As you always sign. Below there is a way without drawing.",
          }[language]
        }
        {...errorOf(signatureFields.strokes)}
      />
      <details class="reveal" open data-signature-typed={begun ? "begun" : ""}>
        <summary>{{ de: "Ohne Zeichnen weiter", en: "Continue without drawing" }[language]}</summary>
        <div class="stack stack--l">
          <p>
            {
              {
                de: "Auf den Ausweis kommt Ihre Unterschrift von Hand (§ 5 Abs. 2 Nr. 6 PAuswG). Wenn Sie hier nicht zeichnen können oder möchten, unterschreiben Sie beim Termin.",
                en: "Your signature by hand goes onto the card (§ 5 Abs. 2 Nr. 6 PAuswG). If you cannot or do not want to draw here, you sign at the appointment.",
              }[language]
            }
          </p>
          <TextField
            view={view}
            name={signatureFields.name}
            label={{ de: "Ihr Vor- und Nachname", en: "Your first and last name" }[language]}
            value={name}
            maxlength={200}
            autocomplete="name"
            {...errorOf(signatureFields.name)}
          />
          <Checkbox
            view={view}
            name={signatureFields.declared}
            label={
              {
                de: "Ich habe meinen Namen selbst eingetragen. Beim Termin unterschreibe ich von Hand.",
                en: "I entered my name myself. At the appointment I will sign by hand.",
              }[language]
            }
            checked={textOf(values, signatureFields.declared) === "ja"}
            {...errorOf(signatureFields.declared)}
          />
        </div>
      </details>
    </div>
  );
}

/** A page of its own for the signature, where the town's switch allows signing on the screen. */
export function SignaturePage(
  props: SignatureProps & {
    /** Where the form goes. */
    readonly action: string;
    /** Whose signature, as on the application. */
    readonly personName: string;
    readonly back?: { readonly href: string; readonly label: string };
    /** Where the application is by an experimentation clause: which rule it departs from. */
    readonly note?: string;
  },
): JSX.Element {
  const { view, errors = [] } = props;
  const { language } = view;
  return (
    <PortalPage
      view={view}
      title={{ de: "Ihre Unterschrift", en: "Your signature" }[language]}
      lead={{ de: `Für den Ausweis von ${props.personName}.`, en: `For the card of ${props.personName}.` }[language]}
      script="signature-pad.js"
      hasErrors={errors.length > 0}
      {...(props.back === undefined ? {} : { back: props.back })}
      {...(errors.length === 0
        ? {}
        : {
            above: (
              <ErrorSummary
                view={view}
                errors={errors.map(({ field, message }) => ({ id: fieldId(field), message: message[language] }))}
              />
            ),
          })}
    >
      <Form view={view} action={props.action}>
        {props.note === undefined ? null : (
          <Alert tone="info">
            <p>{props.note}</p>
          </Alert>
        )}
        <SignatureFields
          view={view}
          errors={errors}
          {...(props.values === undefined ? {} : { values: props.values })}
        />
        <Actions>
          <SubmitButton>{{ de: "Weiter", en: "Continue" }[language]}</SubmitButton>
        </Actions>
      </Form>
    </PortalPage>
  );
}

/**
 * A signature as it was drawn, for the desk and for letters.
 * @param props.path as `readSignature` gave it; what is no signature shows nothing
 */
export function SignatureDrawing(props: { readonly path: string; readonly label: string }): JSX.Element | null {
  const strokes = decodeStrokes(props.path);
  if (strokes === undefined || strokes.length === 0) return null;
  return (
    <svg
      viewBox={`0 0 ${signaturePad.width} ${signaturePad.height}`}
      width="250"
      height="100"
      role="img"
      aria-label={props.label}
    >
      <rect width={signaturePad.width} height={signaturePad.height} fill="#fff" />
      <path
        d={encodeStrokes(strokes)}
        fill="none"
        stroke="#000"
        stroke-width="6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
