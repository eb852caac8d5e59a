import type { JSX } from "preact";
import { type Cents, formatCents, formatInstant } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  DeskPage,
  Empty,
  ErrorSummary,
  FileField,
  Form,
  Link,
  Section,
  Stack,
  SubmitButton,
  Table,
} from "../../../platform/ui/index.ts";
import { faultWords, type StatementFault } from "../model/statement.ts";
import type { Statement } from "../model/worklist.ts";
import { type Desk, ToPayments } from "./desk-frame.tsx";

/** What a refused file says about itself. */
export interface Refusal {
  readonly fault: StatementFault;
  readonly line: number;
  readonly found: string;
  readonly filename: string;
}

/** Statements that were taken over, and the form for the next. */
export function StatementsPage(
  props: Desk & {
    readonly statements: readonly Statement[];
    readonly hasBank: boolean;
    readonly refusal?: Refusal;
    readonly fileMissing?: boolean;
    /** Report on the file that was just sent. */
    readonly report?: { readonly statements: readonly Statement[]; readonly isNew: boolean };
  },
): JSX.Element {
  const { view, nav, statements, refusal, report } = props;
  const { language } = view;
  const de = language === "de";
  const missing = de ? "Wählen Sie eine Datei." : "Choose a file.";
  const money = (value: Cents | undefined) => (value === undefined ? "–" : formatCents(value, language));
  const table = (rows: readonly Statement[], caption: string) => (
    <Table
      caption={caption}
      captionHidden
      dense
      columns={[
        { key: "id", label: de ? "Auszug" : "Statement", rowHeader: true },
        { key: "bookings", label: de ? "Buchungen" : "Entries", numeric: true },
        { key: "known", label: de ? "davon bekannt" : "of these known", numeric: true },
        { key: "opening", label: de ? "Anfangssaldo" : "Opening balance", numeric: true },
        { key: "closing", label: de ? "Endsaldo" : "Closing balance", numeric: true },
        { key: "by", label: de ? "Übernommen" : "Imported" },
      ]}
      rows={rows.map((statement) => ({
        key: statement.statementId,
        cells: {
          id: `${statement.bankStatementId}${statement.page > 1 ? ` / ${statement.page}` : ""} (${statement.format})`,
          bookings: String(statement.bookings),
          known: String(statement.knownBookings),
          opening: money(statement.openingCents),
          closing: money(statement.closingCents),
          by: `${formatInstant(statement.importedAt, language)}, ${statement.importedBy}`,
        },
      }))}
    />
  );
  return (
    <DeskPage
      view={view}
      nav={nav}
      title={de ? "Kontoauszüge" : "Bank statements"}
      hasErrors={refusal !== undefined || props.fileMissing === true}
    >
      <Stack gap="l">
        <ToPayments view={view} />
        {props.fileMissing ? <ErrorSummary view={view} errors={[{ id: "datei", message: missing }]} /> : null}
        {refusal === undefined ? null : (
          <Alert
            tone="error"
            role="alert"
            level={2}
            title={de ? "Die Datei wurde nicht übernommen" : "The file was not imported"}
          >
            <p>
              {de ? "Zeile" : "Line"} {refusal.line} ({refusal.filename}): {faultWords[refusal.fault][language]}
            </p>
            {refusal.found === "" ? null : (
              <p>
                {de ? "Dort steht: " : "It says: "}
                <code>{refusal.found}</code>
              </p>
            )}
            <p>{de ? "Es wurde nichts gebucht." : "Nothing was entered."}</p>
          </Alert>
        )}
        {report === undefined ? null : (
          <Alert
            tone="success"
            role="status"
            level={2}
            title={
              report.isNew
                ? de
                  ? "Der Kontoauszug ist übernommen"
                  : "The statement was imported"
                : de
                  ? "Dieser Kontoauszug war schon übernommen. Es hat sich nichts geändert."
                  : "This statement had been imported before. Nothing has changed."
            }
          >
            <p>
              <Link href={view.href("/amt/zahlungen")}>{de ? "Was zu klären ist" : "What has to be sorted out"}</Link>
            </p>
          </Alert>
        )}
        {report === undefined || report.statements.length === 0
          ? null
          : table(report.statements, de ? "Auszüge dieser Datei" : "Statements in this file")}
        {props.hasBank ? (
          <Section title={de ? "Auszug übernehmen" : "Import a statement"}>
            <Form view={view} action={view.href("/amt/zahlungen/auszuege")} enctype="multipart/form-data">
              <FileField
                view={view}
                name="datei"
                label={de ? "Kontoauszug der Bank" : "Statement of the bank"}
                accept=".xml,application/xml,text/xml"
                allowed="camt.053, camt.054 (XML), 60 MB"
                hint={
                  de
                    ? "Ein Auszug wird ganz übernommen oder gar nicht. Denselben noch einmal zu senden schadet nicht."
                    : "A statement is imported as a whole or not at all. Sending the same one again does no harm."
                }
                {...(props.fileMissing ? { error: missing } : {})}
              />
              <Actions>
                <SubmitButton icon="upload">{de ? "Übernehmen" : "Import"}</SubmitButton>
              </Actions>
            </Form>
          </Section>
        ) : (
          <Alert tone="warning">
            <p>
              {de
                ? "Zuerst muss die Verwaltung eintragen, welches Konto der Kommune gehört."
                : "First the administration has to enter the municipality's bank account."}
            </p>
          </Alert>
        )}
        <Section title={de ? "Übernommen" : "Imported"}>
          {statements.length === 0 ? (
            <Empty title={de ? "Noch kein Kontoauszug" : "No statement yet"} icon="upload" />
          ) : (
            table(statements, de ? "Übernommene Kontoauszüge" : "Imported statements")
          )}
        </Section>
      </Stack>
    </DeskPage>
  );
}
