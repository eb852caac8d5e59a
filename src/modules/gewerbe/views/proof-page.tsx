import type { JSX } from "preact";
import { formatDay, type PlainDay } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ErrorSummary,
  Facts,
  FileField,
  Form,
  fieldId,
  PortalPage,
  Section,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { GewaKind } from "../model/index.ts";
import { kindWords } from "./wording.ts";

/** What is known of a letter. */
export interface ProofFacts {
  readonly kind: GewaKind;
  readonly aktenzeichen: string;
  readonly issuedOn: PlainDay;
  readonly sha256: string;
}

/** Whether a letter is genuine, and whether a file is that letter. */
export function ProofPage(props: {
  readonly view: ViewContext;
  readonly token: string;
  readonly town: string;
  /** Absent: no letter has this token. */
  readonly proof?: ProofFacts;
  /** What became of a file that was compared. */
  readonly comparison?: "same" | "different" | "no-file";
}): JSX.Element {
  const { view, proof, comparison } = props;
  const { language } = view;
  const title = { de: "Echtheit eines Schreibens", en: "Is this letter genuine?" }[language];
  if (proof === undefined) {
    return (
      <PortalPage view={view} title={title}>
        <Alert
          tone="error"
          role="alert"
          title={
            {
              de: `${props.town} hat kein Schreiben mit diesem Kennzeichen ausgestellt`,
              en: `${props.town} has not issued a letter with this mark`,
            }[language]
          }
        >
          <p>
            {
              {
                de: "Prüfen Sie, ob Sie die Adresse vollständig eingegeben haben. Fragen Sie sonst bei der Stadt oder Gemeinde nach.",
                en: "Check whether you have entered the whole address. Otherwise ask the municipality.",
              }[language]
            }
          </p>
        </Alert>
      </PortalPage>
    );
  }
  const missing = {
    de: "Wählen Sie die PDF-Datei aus, die Sie prüfen wollen.",
    en: "Choose the PDF file that you want to check.",
  }[language];
  return (
    <PortalPage
      view={view}
      title={title}
      {...(comparison === "no-file"
        ? {
            hasErrors: true,
            above: <ErrorSummary view={view} errors={[{ id: fieldId("datei"), message: missing }]} />,
          }
        : {})}
    >
      <Stack gap="l">
        {comparison === "same" ? (
          <Alert
            tone="success"
            role="status"
            title={{ de: "Ihre Datei ist unverändert", en: "Your file is unchanged" }[language]}
          >
            <p>
              {
                {
                  de: "Sie ist Byte für Byte das Schreiben, das wir ausgestellt haben.",
                  en: "Byte by byte it is the letter that we issued.",
                }[language]
              }
            </p>
          </Alert>
        ) : null}
        {comparison === "different" ? (
          <Alert
            tone="error"
            role="alert"
            title={{ de: "Ihre Datei ist nicht dieses Schreiben", en: "Your file is not this letter" }[language]}
          >
            <p>
              {
                {
                  de: "Sie weicht von dem ab, was wir ausgestellt haben. Vielleicht wurde sie neu gespeichert oder verändert.",
                  en: "It differs from what we issued. It may have been saved anew or changed.",
                }[language]
              }
            </p>
          </Alert>
        ) : null}
        <Alert
          tone="success"
          title={
            {
              de: `Dieses Schreiben stammt von ${props.town}`,
              en: `This letter comes from ${props.town}`,
            }[language]
          }
        >
          <p>
            {
              {
                de: "Vergleichen Sie die Angaben mit dem Schreiben, das Sie vor sich haben.",
                en: "Compare these details with the letter in front of you.",
              }[language]
            }
          </p>
        </Alert>
        <Facts
          rows={[
            {
              term: { de: "Art", en: "Kind" }[language],
              value: {
                de: `Empfangsbescheinigung zur ${kindWords[proof.kind].de}`,
                en: `Receipt for a ${kindWords[proof.kind].en}`,
              }[language],
              hint: {
                de: "Sie bestätigt den Eingang und ist keine Genehmigung.",
                en: "It confirms receipt and is not an approval.",
              }[language],
            },
            { term: { de: "Aktenzeichen", en: "Reference" }[language], value: proof.aktenzeichen },
            { term: { de: "Ausgestellt am", en: "Issued on" }[language], value: formatDay(proof.issuedOn, language) },
            { term: { de: "Ausgestellt von", en: "Issued by" }[language], value: props.town },
            {
              term: { de: "Prüfsumme (SHA-256)", en: "Checksum (SHA-256)" }[language],
              value: <code>{proof.sha256.replaceAll(/.{8}(?!$)/g, "$& ")}</code>,
            },
          ]}
        />
        <Section id="vergleichen" title={{ de: "Datei vergleichen", en: "Compare a file" }[language]}>
          <Form view={view} action={view.href(`/echtheit/${props.token}`)} enctype="multipart/form-data">
            <FileField
              view={view}
              name="datei"
              label={{ de: "Ihre PDF-Datei", en: "Your PDF file" }[language]}
              hint={
                {
                  de: "Wir bilden nur die Prüfsumme. Die Datei speichern wir nicht.",
                  en: "We only compute the checksum. We do not keep the file.",
                }[language]
              }
              accept=".pdf,application/pdf"
              {...(comparison === "no-file" ? { error: missing } : {})}
            />
            <Actions>
              <SubmitButton variant="secondary">{{ de: "Vergleichen", en: "Compare" }[language]}</SubmitButton>
            </Actions>
          </Form>
        </Section>
      </Stack>
    </PortalPage>
  );
}
