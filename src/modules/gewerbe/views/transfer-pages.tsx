import type { JSX } from "preact";
import type { Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  ButtonLink,
  Checkbox,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Form,
  fieldId,
  NameChart,
  Pager,
  Select,
  Stack,
  SubmitButton,
  Table,
  Tabs,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import {
  type ConfiguredRecipient,
  type Delivery,
  type DeliveryKey,
  type DeliveryState,
  deliveryStates,
  type RecipientMistakes,
} from "../model/delivery.ts";
import { type Recipient, recipients } from "../model/index.ts";
import { DeliveryTable } from "./delivery-table.tsx";
import { stateWords } from "./wording.ts";

interface Page {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

/** Names short enough to stand beside a bar. */
const shortNames: Readonly<Record<DeliveryKey, string>> = {
  ihk: "IHK",
  hwk: "HWK",
  immissionsschutz: "Immiss.",
  arbeitsschutz: "Arbeitss.",
  eichamt: "Eichamt",
  arbeitsagentur: "BA",
  dguv: "DGUV",
  registergericht: "Register",
  lebensmittel: "Lebensm.",
  knappschaft: "KBS",
  auslaenderbehoerde: "ABH",
  finanzamt: "Finanzamt",
  erlaubnisbehoerde: "Erlaubnis",
  statistik: "Statistik",
  zoll: "Zoll",
  gemeinde: "Gemeinde",
};

/** How deliveries stand, in a sentence. */
function arrivalWords(failed: number, queued: number): Localized {
  if (failed > 0)
    return failed === 1
      ? { de: "1 Übermittlung ist nicht angekommen", en: "1 transmission has not arrived" }
      : { de: `${failed} Übermittlungen sind nicht angekommen`, en: `${failed} transmissions have not arrived` };
  if (queued > 0)
    return queued === 1
      ? { de: "1 Übermittlung wartet noch", en: "1 transmission is still waiting" }
      : { de: `${queued} Übermittlungen warten noch`, en: `${queued} transmissions are still waiting` };
  return { de: "Bei jedem Empfänger kommt alles an", en: "Everything reaches each recipient" };
}

/** All deliveries of the town, those that failed first. */
export function TransfersPage(
  props: Page & {
    readonly state: DeliveryState;
    readonly counts: readonly { readonly key: DeliveryKey; readonly state: DeliveryState; readonly count: number }[];
    readonly deliveries: readonly Delivery[];
    readonly cases: ReadonlyMap<string, string>;
    readonly before?: string;
    readonly next?: string;
    /** How many were just queued again. */
    readonly retried?: number;
    readonly mayConfigure: boolean;
    readonly nothingSetUp: boolean;
  },
): JSX.Element {
  const { view, state } = props;
  const { language } = view;
  const total = (wanted: DeliveryState): number =>
    props.counts.filter((one) => one.state === wanted).reduce((sum, one) => sum + one.count, 0);
  const href = (wanted: DeliveryState, before?: string): string =>
    view.href(`/amt/uebermittlungen?stand=${wanted}${before === undefined ? "" : `&vor=${before}`}`);
  const keys = [...new Set(props.counts.map(({ key }) => key))].sort((a, b) =>
    shortNames[a].localeCompare(shortNames[b], "de"),
  );
  const of = (key: DeliveryKey, wanted: DeliveryState): number =>
    props.counts.find((one) => one.key === key && one.state === wanted)?.count ?? 0;
  const failed = total("failed");
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={{ de: "Übermittlungen", en: "Transmissions" }[language]}
      {...(props.mayConfigure
        ? {
            tools: (
              <ButtonLink variant="secondary" icon="edit" href={view.href("/amt/verwaltung/empfaenger")}>
                {{ de: "Empfänger einrichten", en: "Set up recipients" }[language]}
              </ButtonLink>
            ),
          }
        : {})}
    >
      <Stack>
        {props.retried === undefined ? null : (
          <Alert
            role="status"
            tone="success"
            title={
              {
                de: `${props.retried} ${props.retried === 1 ? "Übermittlung wird" : "Übermittlungen werden"} noch einmal gesendet.`,
                en: `${props.retried} ${props.retried === 1 ? "transmission is" : "transmissions are"} being sent again.`,
              }[language]
            }
          />
        )}
        {props.nothingSetUp ? (
          <Alert
            tone="warning"
            title={{ de: "Kein Empfänger ist eingerichtet", en: "No recipient is set up" }[language]}
          >
            <p>
              {
                {
                  de: "Solange kein Empfänger eingerichtet ist, geht nichts hinaus. Das macht die Verwaltung unter „Empfänger einrichten“.",
                  en: "As long as no recipient is set up, nothing goes out. Administration does that under “Set up recipients”.",
                }[language]
              }
            </p>
          </Alert>
        ) : null}
        <Tabs
          label={{ de: "Stand", en: "State" }[language]}
          items={deliveryStates.map((one) => ({
            href: href(one),
            label: stateWords[one][language],
            count: total(one),
            current: one === state,
          }))}
        />
        {state === "failed" && failed > 1 ? (
          <Form view={view} action={view.href("/amt/uebermittlungen/wiederholen")}>
            <SubmitButton variant="secondary">
              {{ de: `Alle ${failed} noch einmal senden`, en: `Send all ${failed} again` }[language]}
            </SubmitButton>
          </Form>
        ) : null}
        {props.deliveries.length === 0 ? (
          <Empty
            icon={state === "failed" ? "check" : "upload"}
            title={
              state === "failed"
                ? { de: "Nichts ist fehlgeschlagen", en: "Nothing has failed" }[language]
                : { de: "Hier ist nichts", en: "Nothing here" }[language]
            }
          >
            <p>
              {
                {
                  de: "Nach jeder Empfangsbescheinigung gehen die vorgesehenen Felder an die Stellen nach § 14 Abs. 8 GewO. Hier sehen Sie, was wartet, angekommen oder gescheitert ist.",
                  en: "After each official receipt the granted fields go to the bodies of § 14 Abs. 8 GewO. Here you see what waits, has arrived or has failed.",
                }[language]
              }
            </p>
          </Empty>
        ) : (
          <DeliveryTable
            view={view}
            caption={{ de: "Übermittlungen, neueste zuerst", en: "Transmissions, latest first" }[language]}
            captionHidden
            deliveries={props.deliveries}
            cases={props.cases}
            from="list"
          />
        )}
        <Pager
          view={view}
          {...(props.before === undefined ? {} : { previousHref: href(state) })}
          {...(props.next === undefined ? {} : { nextHref: href(state, props.next) })}
        />
        {keys.length === 0 ? null : (
          <NameChart
            view={view}
            title={arrivalWords(failed, total("queued"))[language]}
            labelled={{ de: "Empfänger", en: "Recipient" }[language]}
            labels={keys.map((key) => shortNames[key])}
            series={(["delivered", "queued", "failed"] as const).map((wanted) => ({
              label: stateWords[wanted][language],
              values: keys.map((key) => of(key, wanted)),
            }))}
          />
        )}
      </Stack>
    </DeskPage>
  );
}

/** Every recipient of the law, and how the town reaches it. */
export function RecipientsPage(
  props: Page & { readonly configured: readonly ConfiguredRecipient[]; readonly saved?: string },
): JSX.Element {
  const { view } = props;
  const { language } = view;
  const byKey = new Map(props.configured.map((one) => [one.key as string, one]));
  const ways = {
    folder: { de: "Ordner", en: "Folder" },
    https: { de: "HTTPS", en: "HTTPS" },
  } as const;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={{ de: "Empfänger von Gewerbeanzeigen", en: "Recipients of business notifications" }[language]}
    >
      <Stack>
        {props.saved === undefined ? null : (
          <Alert
            role="status"
            tone="success"
            title={{ de: `Gespeichert: ${props.saved}`, en: `Saved: ${props.saved}` }[language]}
          />
        )}
        <p>
          {
            {
              de: "Diese Stellen nennt § 14 Abs. 8 GewO. Jede erhält nur die Felder, die § 3 GewAnzV für sie vorsieht. Wer nicht eingerichtet ist, erhält nichts.",
              en: "§ 14 Abs. 8 GewO names these bodies. Each gets only the fields that § 3 GewAnzV grants it. Whoever is not set up gets nothing.",
            }[language]
          }
        </p>
        <Table
          caption={{ de: "Empfänger", en: "Recipients" }[language]}
          captionHidden
          keyboard
          columns={[
            { key: "name", label: { de: "Stelle", en: "Body" }[language], rowHeader: true },
            { key: "cite", label: { de: "Rechtsgrundlage", en: "Legal basis" }[language] },
            { key: "way", label: { de: "Weg", en: "Way" }[language] },
            { key: "waived", label: { de: "Verzicht", en: "Waiver" }[language], narrow: true },
            { key: "edit", label: { de: "Aktion", en: "Action" }[language], labelHidden: true },
          ]}
          rows={recipients.map((recipient) => {
            const one = byKey.get(recipient.key);
            return {
              key: recipient.key,
              cells: {
                name: one?.name ?? recipient.name[language],
                cite: recipient.cite,
                way:
                  one === undefined
                    ? { de: "Nicht eingerichtet", en: "Not set up" }[language]
                    : `${ways[one.adapter][language]}: ${one.target}`,
                waived: one?.waived ? { de: "Ja", en: "Yes" }[language] : { de: "Nein", en: "No" }[language],
                edit: (
                  <ButtonLink
                    variant="tertiary"
                    icon="edit"
                    href={view.href(`/amt/verwaltung/empfaenger/${recipient.key}`)}
                  >
                    {{ de: "Ändern", en: "Change" }[language]}
                    <span class="vh">: {recipient.name[language]}</span>
                  </ButtonLink>
                ),
              },
            };
          })}
        />
      </Stack>
    </DeskPage>
  );
}

/** One recipient, to be set up. */
export function RecipientPage(
  props: Page & {
    readonly recipient: Recipient;
    readonly values: Omit<ConfiguredRecipient, "key">;
    readonly mistakes?: RecipientMistakes;
    readonly submissionKey?: string;
  },
): JSX.Element {
  const { view, recipient, values, mistakes = {} } = props;
  const { language } = view;
  const texts = {
    name: { de: "Geben Sie den Namen der Stelle an.", en: "Enter the name of the body." }[language],
    target:
      values.adapter === "folder"
        ? {
            de: "Geben Sie einen Ordnernamen aus kleinen Buchstaben, Ziffern und Bindestrichen an, zum Beispiel ihk-ostwestfalen.",
            en: "Enter a folder name of small letters, digits and hyphens, for example ihk-ostwestfalen.",
          }[language]
        : {
            de: "Geben Sie eine Adresse an, die mit https:// beginnt, ohne Benutzername.",
            en: "Enter an address that begins with https://, without a user name.",
          }[language],
    waived: {
      de: "Diese Stelle kann nicht verzichten. Entfernen Sie das Häkchen.",
      en: "This body cannot waive. Remove the tick.",
    }[language],
  };
  const wrong = (["name", "target", "waived"] as const).filter((part) => mistakes[part]);
  const error = (part: "name" | "target" | "waived") => (mistakes[part] ? { error: texts[part] } : {});
  const inputName = { name: "name", target: "ziel", waived: "verzicht" } as const;
  return (
    <DeskPage
      view={view}
      nav={props.nav}
      title={recipient.name[language]}
      {...(wrong.length > 0 ? { hasErrors: true } : {})}
    >
      <ErrorSummary
        view={view}
        errors={wrong.map((part) => ({ id: fieldId(inputName[part]), message: texts[part] }))}
      />
      <Form
        view={view}
        action={view.href(`/amt/verwaltung/empfaenger/${recipient.key}`)}
        {...(props.submissionKey === undefined ? {} : { submissionKey: props.submissionKey })}
      >
        <p class="muted">{recipient.cite}</p>
        <TextField
          view={view}
          name="name"
          label={{ de: "Name der Stelle", en: "Name of the body" }[language]}
          hint={
            { de: "Zum Beispiel IHK Ostwestfalen zu Bielefeld.", en: "For example IHK Ostwestfalen zu Bielefeld." }[
              language
            ]
          }
          value={values.name}
          maxlength={200}
          {...error("name")}
        />
        <Select
          view={view}
          name="weg"
          label={{ de: "Weg", en: "Way" }[language]}
          emptyLabel={null}
          width="medium"
          value={values.adapter}
          options={[
            { value: "folder", label: { de: "Ordner auf diesem Server", en: "Folder on this server" }[language] },
            { value: "https", label: { de: "HTTPS-Adresse", en: "HTTPS address" }[language] },
          ]}
        />
        <TextField
          view={view}
          name="ziel"
          label={{ de: "Ziel", en: "Target" }[language]}
          hint={
            {
              de: "Name des Ordners, zum Beispiel ihk, oder Adresse, zum Beispiel https://empfang.example/gewerbe.",
              en: "Name of the folder, for example ihk, or address, for example https://inbox.example/gewerbe.",
            }[language]
          }
          value={values.target}
          maxlength={500}
          spellcheck={false}
          {...error("target")}
        />
        {recipient.mayWaive || mistakes.waived ? (
          <Checkbox
            view={view}
            name="verzicht"
            label={
              {
                de: "Die Stelle hat auf die regelmäßige Übermittlung verzichtet",
                en: "The body has waived the regular transmission",
              }[language]
            }
            help={{ source: "§ 14 Abs. 8 Satz 1 GewO, § 3 Abs. 1 Satz 2 GewAnzV" }}
            checked={values.waived}
            {...error("waived")}
          />
        ) : null}
        <Actions>
          <SubmitButton>{{ de: "Speichern", en: "Save" }[language]}</SubmitButton>
          <ButtonLink variant="tertiary" href={view.href("/amt/verwaltung/empfaenger")}>
            {{ de: "Abbrechen", en: "Cancel" }[language]}
          </ButtonLink>
        </Actions>
      </Form>
    </DeskPage>
  );
}
