import type { JSX } from "preact";
import { formatInstant } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  Empty,
  FileField,
  Form,
  Link,
  Pager,
  Section,
  Stack,
  SubmitButton,
  Table,
} from "../../../platform/ui/index.ts";
import type { StoredIncoming } from "../model/message.ts";
import { type DisposalView, Frame, say } from "./frame.tsx";
import { SimulatorNotice } from "./process-pages.tsx";

/** What came from the archive, taken or refused with the reason; and a package brought by hand. */
export function InboxPage(
  props: DisposalView & {
    readonly incoming: readonly StoredIncoming[];
    readonly refusedOnly: boolean;
    readonly simulated: boolean;
    /** The package that was just uploaded. */
    readonly result: StoredIncoming | undefined;
    readonly fileMissing: boolean;
    readonly nextHref: string | undefined;
  },
): JSX.Element {
  const { view, incoming, result } = props;
  const { language } = view;
  return (
    <Frame
      {...props}
      tab="eingang"
      title={say(view, "Eingang vom Archiv", "From the archive")}
      hasErrors={props.fileMissing}
    >
      {result === undefined ? null : result.refusal === undefined ? (
        <Alert tone="success" role="status" title={say(view, "Angenommen", "Taken")}>
          <p>
            {result.typ}:{" "}
            <Link href={view.href(`/amt/aussonderung/abgabe/${result.processId}`)}>
              {say(view, "Zur Abgabe", "To the disposal")}
            </Link>
          </p>
        </Alert>
      ) : (
        <Alert tone="error" role="alert" title={say(view, "Zurückgewiesen", "Refused")}>
          <p>{result.refusal.reason[language]}</p>
        </Alert>
      )}
      {props.simulated ? <SimulatorNotice view={view} /> : null}
      <Section
        title={props.refusedOnly ? say(view, "Zurückgewiesen", "Refused") : say(view, "Eingegangen", "Received")}
        aside={
          <Link href={view.href(`/amt/aussonderung/eingang${props.refusedOnly ? "" : "?nur=zurueckgewiesen"}`)}>
            {props.refusedOnly
              ? say(view, "Alles zeigen", "Show all")
              : say(view, "Nur Zurückgewiesenes", "Refused only")}
          </Link>
        }
      >
        {incoming.length === 0 ? (
          <Empty icon="inbox" title={say(view, "Nichts eingegangen", "Nothing received")}>
            <p>
              {say(
                view,
                "Pakete, die das Archiv in den Ordner legt, werden alle fünf Minuten geholt. Oder Sie laden unten eines hoch.",
                "Packages that the archive puts into the folder are fetched every five minutes. Or upload one below.",
              )}
            </p>
          </Empty>
        ) : (
          <Stack gap="m">
            <Table
              caption={say(view, "Pakete", "Packages")}
              captionHidden
              dense
              columns={[
                { key: "when", label: say(view, "Eingang", "Received"), narrow: true, rowHeader: true },
                { key: "typ", label: say(view, "Nachricht", "Message"), narrow: true },
                { key: "state", label: say(view, "Stand", "State"), narrow: true },
                { key: "reason", label: say(view, "Grund oder Abgabe", "Reason or disposal") },
                { key: "file", label: say(view, "Paket", "Package") },
              ]}
              rows={incoming.map((one) => ({
                key: one.incomingId,
                cells: {
                  when: formatInstant(one.receivedAt, language),
                  typ: one.typ ?? "",
                  state:
                    one.refusal === undefined ? (
                      <Badge tone="success">{say(view, "angenommen", "taken")}</Badge>
                    ) : (
                      <Badge tone="error">{say(view, "zurückgewiesen", "refused")}</Badge>
                    ),
                  reason:
                    one.refusal === undefined ? (
                      <Link href={view.href(`/amt/aussonderung/abgabe/${one.processId}`)}>
                        {say(view, "Zur Abgabe", "To the disposal")}
                      </Link>
                    ) : (
                      one.refusal.reason[language]
                    ),
                  file:
                    one.sha256 === undefined ? (
                      <span class="muted">{one.name}</span>
                    ) : (
                      <Link href={view.href(`/amt/aussonderung/eingang/${one.incomingId}`)} download={one.name}>
                        {one.name}
                      </Link>
                    ),
                },
              }))}
            />
            {props.nextHref === undefined ? null : <Pager view={view} nextHref={props.nextHref} />}
          </Stack>
        )}
      </Section>
      <Section title={say(view, "Paket hochladen", "Upload a package")}>
        <Form view={view} action={view.href("/amt/aussonderung/eingang")} enctype="multipart/form-data">
          <FileField
            view={view}
            name="paket"
            label={say(view, "Antwort des Archivs", "Answer of the archive")}
            allowed={say(view, "ZIP oder XML, höchstens 512 MB", "ZIP or XML, 512 MB at most")}
            accept=".zip,.xml"
            {...(props.fileMissing ? { error: say(view, "Wählen Sie eine Datei aus.", "Choose a file.") } : {})}
          />
          <Actions>
            <SubmitButton icon="upload">{say(view, "Hochladen und prüfen", "Upload and check")}</SubmitButton>
          </Actions>
        </Form>
      </Section>
    </Frame>
  );
}
