import type { JSX } from "preact";
import {
  Alert,
  Badge,
  Icon,
  PortalPage,
  Radios,
  Section,
  Stack,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { outcomeWords, photoWords } from "../client/parts/photo-words.ts";
import { noSelfie, photoRules } from "../model/photo-rules.ts";
import { hasDrawing, PhotoDrawing } from "./photo-drawing.tsx";

const badges = {
  met: { tone: "success", icon: "check" },
  close: { tone: "warning", icon: "warning" },
  broken: { tone: "error", icon: "error" },
  unknown: { tone: "neutral", icon: "info" },
} as const;

/**
 * Help before going to the photographer: the rules, and where there is script a check of a picture that never leaves
 * the device. The route needs `csp: "wasm"`.
 */
export function PhotoCheckPage(props: {
  readonly view: ViewContext;
  readonly back?: { readonly href: string; readonly label: string };
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  return (
    <PortalPage
      view={view}
      title={{ de: "Foto vorab prüfen", en: "Check a photo beforehand" }[language]}
      lead={
        {
          de: "Üben Sie hier, bevor Sie zum Fotografen oder ins Amt gehen. Ihr Foto bleibt auf Ihrem Gerät.",
          en: "Practise here before you go to the photographer or to the office. Your photo stays on your device.",
        }[language]
      }
      {...(props.back === undefined ? {} : { back: props.back })}
      script="photo-check.js"
    >
      <Stack gap="l">
        <Alert tone="info">
          <p>{noSelfie[language]}</p>
        </Alert>
        <noscript>
          <p>
            {
              {
                de: "Für die Prüfung mit der Kamera braucht Ihr Browser JavaScript. Mit den Regeln unten können Sie Ihr Foto selbst prüfen.",
                en: "To check with the camera, your browser needs JavaScript. With the rules below you can check your photo yourself.",
              }[language]
            }
          </p>
        </noscript>
        <Checker view={view} />
      </Stack>
      <Rules view={view} />
    </PortalPage>
  );
}

/** What the script works with; hidden until it does. */
function Checker(props: { view: ViewContext }): JSX.Element {
  const { view } = props;
  const { language } = view;
  return (
    <section class="stack stack--l" data-photo-check data-model={view.asset("face-model/")} hidden>
      <Radios
        view={view}
        name="alter"
        legend={{ de: "Wie alt ist die Person?", en: "How old is the person?" }[language]}
        value="10"
        options={[
          { value: "10", label: { de: "10 Jahre oder älter", en: "10 years or older" }[language] },
          { value: "9", label: { de: "6 bis 9 Jahre", en: "6 to 9 years" }[language] },
          { value: "5", label: { de: "Unter 6 Jahre", en: "Under 6 years" }[language] },
        ]}
      />
      <canvas class="photo-canvas" data-picture role="img" aria-label={photoWords.picture[language]} hidden />
      <progress data-progress max={1} value={0} aria-label={photoWords.loading[language]} hidden />
      <p data-status role="status" />
      <div class="cluster">
        <button class="btn btn--primary" type="button" data-take hidden>
          {photoWords.take[language]}
        </button>
        <button class="btn btn--primary" type="button" data-camera>
          {photoWords.camera[language]}
        </button>
        <button class="btn btn--secondary" type="button" data-cancel hidden>
          {photoWords.cancel[language]}
        </button>
      </div>
      <div class="field">
        <label class="field__label" for="foto-datei">
          {{ de: "Oder ein Foto auswählen", en: "Or choose a photo" }[language]}
        </label>
        <p class="field__hint" id="foto-datei-hint">
          {
            {
              de: "Das Foto wird nicht hochgeladen. Beim ersten Mal lädt Ihr Gerät das Prüfprogramm, etwa 5 MB.",
              en: "The photo is not uploaded. The first time, your device loads the checker, about 5 MB.",
            }[language]
          }
        </p>
        <input
          class="input input--file"
          id="foto-datei"
          type="file"
          accept="image/*"
          data-file
          aria-describedby="foto-datei-hint"
        />
      </div>
      <div data-results hidden>
        <h2 class="h2" id="ergebnis">
          {{ de: "Was wir geprüft haben", en: "What we checked" }[language]}
        </h2>
        <ul class="photo-findings" data-findings aria-labelledby="ergebnis" />
        <p class="field__hint">
          {
            {
              de: "Die Prüfung ist eine Hilfe und kann irren. Ob Ihr Foto passt, entscheidet das Amt. Nicht geprüft werden Gesichtsausdruck, Kopfbedeckung und nachträgliche Änderungen am Foto.",
              en: "The check is a help and can be wrong. The office decides whether your photo fits. Expression, head coverings and later changes to the photo are not checked.",
            }[language]
          }
        </p>
      </div>
      {(Object.keys(badges) as (keyof typeof badges)[]).map((outcome) => (
        <template key={outcome} data-badge={outcome}>
          <Badge {...badges[outcome]}>{outcomeWords[outcome][language]}</Badge>
        </template>
      ))}
    </section>
  );
}

function Rules(props: { view: ViewContext }): JSX.Element {
  const { language } = props.view;
  return (
    <Section title={{ de: "Die Regeln für das Foto", en: "The rules for the photo" }[language]}>
      <div class="cluster">
        <PhotoDrawing />
        <p>
          {
            {
              de: "So ist es richtig: Der Kopf reicht von der unteren bis zur oberen Linie.",
              en: "This is right: the head reaches from the lower to the upper line.",
            }[language]
          }
        </p>
      </div>
      <ol class="photo-rules">
        {photoRules.map((rule) => (
          <li key={rule.key}>
            <div>
              <h3 class="h3">{rule.title[language]}</h3>
              <p>{rule.text[language]}</p>
              <p>
                <Icon name="close" size="s" /> {{ de: "Nicht so: ", en: "Not like this: " }[language]}
                {rule.faults.map((fault) => fault[language]).join("; ")}.
              </p>
              <p class="help__source">{rule.source}</p>
            </div>
            {hasDrawing(rule.key) ? <PhotoDrawing wrong={rule.key} /> : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}
