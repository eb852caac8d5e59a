import type { JSX } from "preact";
import { formatInstant } from "../../../kernel/index.ts";
import {
  Alert,
  DateField,
  DeskPage,
  Facts,
  Link,
  Section,
  Select,
  Stack,
  Table,
  TextArea,
  TextField,
} from "../../../platform/ui/index.ts";
import { type Dokument, type DokumentFormat, type DokumentKind, mostCharacters, shownAs } from "../model/dokument.ts";
import { FormPage, field, type PageProps } from "./form-page.tsx";
import { words } from "./registry-wording.ts";
import { kindWords, wording } from "./wording.ts";

/** Particulars of a Dokument and its formats; only to read where its Vorgang is z.d.A. */
export function DokumentDetailsPage(
  props: PageProps & {
    readonly dokument: Dokument;
    readonly formats: readonly DokumentFormat[];
    readonly open: boolean;
  },
): JSX.Element {
  const { view, typed, dokument } = props;
  const { language } = view;
  const kinds = Object.entries(kindWords) as [DokumentKind, (typeof kindWords)[DokumentKind]][];
  const day = (name: string, label: string) => (
    <DateField view={view} {...field(typed, name)} label={label} required={false} />
  );
  const formats = (
    <Section title={language === "de" ? "Versionen und Formate" : "Versions and formats"}>
      <Table
        caption={language === "de" ? "Versionen und Formate" : "Versions and formats"}
        captionHidden
        dense
        keyboard
        columns={[
          { key: "version", label: "Version", numeric: true, narrow: true },
          { key: "filename", label: language === "de" ? "Datei" : "File", rowHeader: true },
          { key: "type", label: language === "de" ? "Format" : "Format", narrow: true },
          { key: "made", label: wording.filedAt[language], narrow: true },
          { key: "hash", label: wording.hash[language], narrow: true },
        ]}
        rows={props.formats.map((format) => ({
          key: format.formatId,
          cells: {
            version: format.version,
            filename: (
              <Link
                href={view.href(`/amt/dokument/${dokument.dokumentId}/${format.version}/${format.number}`)}
                {...(shownAs(format.mediaType) === undefined ? { download: true as const } : {})}
              >
                {format.filename}
              </Link>
            ),
            type:
              format.number === 1
                ? format.mediaType
                : `${format.mediaType} (${language === "de" ? "weiteres Format" : "further format"})`,
            made: formatInstant(format.madeAt, language),
            hash: <code translate={false}>{format.sha256.slice(0, 12)}</code>,
          },
        }))}
      />
    </Section>
  );
  if (!props.open) {
    return (
      <DeskPage view={view} title={dokument.title} nav={props.nav}>
        <Stack gap="l">
          <Alert tone="info">
            <p>
              {language === "de"
                ? "Der Vorgang ist zu den Akten: Angaben ändern Sie erst, wenn er wieder geöffnet ist."
                : "The case is closed: particulars can be changed once it is opened again."}
            </p>
          </Alert>
          <Facts
            rows={[
              { term: wording.aktenzeichen[language], value: dokument.aktenzeichen },
              { term: wording.kind[language], value: kindWords[dokument.kind][language] },
              { term: wording.author[language], value: dokument.author },
              { term: wording.filedAt[language], value: formatInstant(dokument.filedAt, language) },
              ...(dokument.metadata.bemerkung === undefined
                ? []
                : [{ term: words.note[language], value: dokument.metadata.bemerkung }]),
            ]}
          />
          {formats}
          <p>
            <Link href={view.href(`/amt/akte/${dokument.akteId}`)}>{words.toAkte[language]}</Link>
          </p>
        </Stack>
      </DeskPage>
    );
  }
  return (
    <FormPage
      {...props}
      title={words.dokumentDetails[language]}
      action={view.href(`/amt/dokument/${dokument.dokumentId}/angaben`)}
      submit={words.save[language]}
      back={{ href: view.href(`/amt/akte/${dokument.akteId}`), label: words.toAkte[language] }}
      lead={
        <p>
          {dokument.aktenzeichen} · {wording.author[language]} {dokument.author} ·{" "}
          {formatInstant(dokument.filedAt, language)}
        </p>
      }
      below={formats}
    >
      <TextField
        view={view}
        {...field(typed, "titel")}
        label={wording.title[language]}
        maxlength={mostCharacters.title}
      />
      <Select
        view={view}
        {...field(typed, "art")}
        label={wording.kind[language]}
        emptyLabel={null}
        width="medium"
        options={kinds.map(([value, label]) => ({ value, label: label[language] }))}
      />
      {day("posteingang", language === "de" ? "Eingegangen am" : "Came in on")}
      {day("postausgang", language === "de" ? "Ausgegangen am" : "Went out on")}
      {day("datum", language === "de" ? "Datum des Schreibens" : "Date of the letter")}
      <TextField
        view={view}
        {...field(typed, "geschaeftszeichen")}
        label={language === "de" ? "Fremdes Geschäftszeichen" : "Reference of the sender"}
        required={false}
        maxlength={mostCharacters.title}
      />
      <TextArea
        view={view}
        {...field(typed, "bemerkung")}
        label={words.note[language]}
        required={false}
        maxlength={mostCharacters.remark}
        rows={3}
      />
    </FormPage>
  );
}
