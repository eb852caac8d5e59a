import type { JSX } from "preact";
import { type Cents, formatCents, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Cluster,
  DeskPage,
  Empty,
  ErrorSummary,
  Facts,
  FileField,
  Form,
  fieldId,
  Link,
  Prose,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { deskNav } from "../../accounts/index.ts";
import type { Leistung, Procedure } from "../../forms/index.ts";
import type { Mistakes, Typed } from "../model/element-form.ts";
import type { ServiceLine, ShelfItem } from "../model/service.ts";
import { counted, deedText, inView, say, servicePath } from "./say.ts";

/** What another town has on the shelf, with its name. */
export interface ShelfLine {
  readonly tenantId: number;
  readonly town: string;
  readonly serviceId: string;
  readonly version: number;
  readonly title: Localized;
  readonly publishedAt: Date;
}

const pages = [
  ["Seite", "Seiten"],
  ["page", "pages"],
] as const;

/** What other towns of the region offer: a link to it, or that there is nothing yet. */
function OnShelf(props: { view: ViewContext; count: number }): JSX.Element {
  const { view, count } = props;
  if (count === 0)
    return (
      <p class="muted">
        {say(
          view,
          "Noch hat keine andere Stadt Ihrer Region einen Dienst veröffentlicht.",
          "No other town of your region has published a service yet.",
        )}
      </p>
    );
  const services = counted(view, count, ["Dienst", "Dienste"], ["service", "services"]);
  return (
    <p>
      <Link href={view.href("/amt/dienste/region")}>
        {say(
          view,
          count === 1 ? "Einen Dienst einer anderen Stadt ansehen" : `${services} anderer Städte ansehen`,
          count === 1 ? "See one service of another town" : `See ${services} of other towns`,
        )}
      </Link>
    </p>
  );
}

function States(props: { view: ViewContext; line: ServiceLine }): JSX.Element {
  const { view, line } = props;
  return (
    <Cluster gap="xs">
      {line.published === undefined ? null : (
        <Badge tone="success" icon="check">
          {say(
            view,
            `veröffentlicht (Fassung ${line.published.version})`,
            `published (version ${line.published.version})`,
          )}
        </Badge>
      )}
      {line.withdrawn === undefined ? null : (
        <Badge tone="warning" icon="close">
          {say(view, "zurückgezogen", "withdrawn")}
        </Badge>
      )}
      {line.draft === undefined ? null : (
        <Badge tone="info" icon="edit">
          {line.draft.submitted === undefined
            ? say(view, "Entwurf", "draft")
            : say(view, "wartet auf eine zweite Person", "waits for a second person")}
        </Badge>
      )}
    </Cluster>
  );
}

/** The services of the town, and those that come with the program. */
export function ServicesPage(props: {
  readonly view: ViewContext;
  readonly services: readonly ServiceLine[];
  readonly builtIn: readonly Leistung[];
  /** Newer versions at the origin, by service. */
  readonly updates: ReadonlyMap<string, { readonly town: string; readonly version: number }>;
  readonly towns: ReadonlyMap<number, string>;
  readonly shelfCount: number;
  readonly mayDesign: boolean;
  readonly done?: string;
}): JSX.Element {
  const { view, services, mayDesign } = props;
  const title = say(view, "Dienste gestalten", "Design services");
  return (
    <DeskPage
      view={view}
      title={title}
      nav={deskNav(view, "dienste")}
      {...(mayDesign
        ? {
            tools: (
              <ButtonLink href={view.href("/amt/dienste/neu")} icon="plus">
                {say(view, "Neuer Dienst", "New service")}
              </ButtonLink>
            ),
          }
        : {})}
    >
      <Stack gap="l">
        {props.done === undefined ? null : <Alert tone="success" role="status" title={props.done} />}
        <Section title={say(view, "Dienste dieser Stadt", "Services of this town")}>
          {services.length === 0 ? (
            <Empty title={say(view, "Noch kein eigener Dienst", "No service of your own yet")} icon="edit">
              <p>
                {say(
                  view,
                  "Hier stehen Dienste, die Sie selbst gestalten: neu, aus einem Datenschema oder von einer Nachbarstadt.",
                  "Here are the services that you design yourself: new, from a data schema, or from a neighbouring town.",
                )}
              </p>
            </Empty>
          ) : (
            <Table
              caption={title}
              captionHidden
              keyboard
              columns={[
                { key: "title", label: say(view, "Dienst", "Service"), rowHeader: true },
                { key: "state", label: say(view, "Zustand", "State") },
                { key: "changed", label: say(view, "Zuletzt", "Latest") },
                { key: "origin", label: say(view, "Herkunft", "Origin") },
              ]}
              rows={services.map((line) => {
                const update = props.updates.get(line.serviceId);
                const latest = line.draft?.changed ?? line.published?.on ?? line.withdrawn;
                return {
                  key: line.serviceId,
                  cells: {
                    title: <Link href={view.href(servicePath(line.serviceId))}>{inView(view, line.title)}</Link>,
                    state: <States view={view} line={line} />,
                    changed: latest === undefined ? "–" : deedText(view, latest),
                    origin:
                      line.takenFrom === undefined ? (
                        "–"
                      ) : (
                        <>
                          {props.towns.get(line.takenFrom.tenantId) ?? say(view, "andere Stadt", "another town")},{" "}
                          {say(view, "Fassung", "version")} {line.takenFrom.version}
                          {update === undefined ? null : (
                            <>
                              {" "}
                              <Badge tone="accent" icon="info">
                                {say(
                                  view,
                                  `neu dort: Fassung ${update.version}`,
                                  `new there: version ${update.version}`,
                                )}
                              </Badge>
                            </>
                          )}
                        </>
                      ),
                  },
                };
              })}
            />
          )}
        </Section>
        <Section title={say(view, "Aus der Region", "From the region")}>
          <OnShelf view={view} count={props.shelfCount} />
        </Section>
        <Section title={say(view, "Mitgelieferte Dienste", "Built-in services")}>
          <Table
            caption={say(view, "Mitgelieferte Dienste", "Built-in services")}
            captionHidden
            columns={[
              { key: "title", label: say(view, "Dienst", "Service"), rowHeader: true },
              { key: "kind", label: say(view, "Art", "Kind") },
            ]}
            rows={props.builtIn.map((leistung) => ({
              key: leistung.id,
              cells: {
                title: <Link href={view.href(`/leistungen/${leistung.id}`)}>{inView(view, leistung.title)}</Link>,
                kind:
                  leistung.online === undefined
                    ? say(view, "nur Auskunft", "information only")
                    : `online, ${counted(view, leistung.online.form.sections.length, ...pages)}`,
              },
            }))}
          />
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** Where a new service may begin. */
export function NewServicePage(props: {
  readonly view: ViewContext;
  readonly typed: Typed;
  readonly mistakes: Mistakes;
  readonly templates: readonly { readonly value: string; readonly label: string }[];
  /** Kinds of files that can be read; empty where there are none. */
  readonly schemaKinds: readonly string[];
  readonly shelfCount: number;
}): JSX.Element {
  const { view, typed, mistakes } = props;
  const errors = Object.entries(mistakes).map(([input, message]) => ({
    id: fieldId(input),
    message: inView(view, message),
  }));
  const error = (name: string) => {
    const message = mistakes[name];
    return message === undefined ? {} : { error: inView(view, message) };
  };
  return (
    <DeskPage
      view={view}
      title={say(view, "Neuer Dienst", "New service")}
      nav={deskNav(view, "dienste")}
      hasErrors={errors.length > 0}
    >
      <Stack gap="l">
        <Link class="back" href={view.href("/amt/dienste")}>
          {say(view, "Alle Dienste", "All services")}
        </Link>
        <ErrorSummary view={view} errors={errors} />
        <Section title={say(view, "Leer oder nach einem Vorbild", "Blank or from a pattern")}>
          <Form view={view} action={view.href("/amt/dienste/neu")}>
            <TextField
              view={view}
              name="titel_de"
              label={say(view, "Titel auf Deutsch", "Title in German")}
              hint={say(
                view,
                "So nennen Bürgerinnen und Bürger, was sie erledigen: „Hund anmelden“.",
                "As citizens call what they do: “Hund anmelden”.",
              )}
              value={typed.titel_de ?? ""}
              maxlength={150}
              {...error("titel_de")}
            />
            <TextField
              view={view}
              name="titel_en"
              label={say(view, "Titel auf Englisch", "Title in English")}
              value={typed.titel_en ?? ""}
              maxlength={150}
              {...error("titel_en")}
            />
            <Select
              view={view}
              name="vorlage"
              label={say(view, "Vorbild", "Pattern")}
              emptyLabel={say(view, "Keines: leer beginnen", "None: begin blank")}
              options={props.templates}
              value={typed.vorlage ?? ""}
              required={false}
            />
            <TextField
              view={view}
              name="kennung"
              label={say(view, "Kennung in der Adresse", "Name in the address")}
              hint={say(
                view,
                "Bleibt für immer. Leer lassen: Sie wird aus dem Titel gemacht, zum Beispiel hund-anmelden.",
                "Stays for ever. Leave it empty: it is made from the title, such as hund-anmelden.",
              )}
              value={typed.kennung ?? ""}
              required={false}
              spellcheck={false}
              {...error("kennung")}
            />
            <Actions>
              <SubmitButton>{say(view, "Entwurf anlegen", "Create draft")}</SubmitButton>
            </Actions>
          </Form>
        </Section>
        {props.schemaKinds.length === 0 ? null : (
          <Section title={say(view, "Aus einem Datenschema (FIM)", "From a data schema (FIM)")}>
            <Form view={view} action={view.href("/amt/dienste/einlesen")} enctype="multipart/form-data">
              <FileField
                view={view}
                name="schema"
                label={say(view, "Schema-Datei", "Schema file")}
                allowed={props.schemaKinds.join(say(view, " oder ", " or "))}
                accept=".xml,application/xml,text/xml"
                {...error("schema")}
              />
              <Actions>
                <SubmitButton variant="secondary" icon="upload">
                  {say(view, "Datei einlesen", "Read file")}
                </SubmitButton>
              </Actions>
            </Form>
          </Section>
        )}
        <Section title={say(view, "Von einer Stadt der Region", "From a town of the region")}>
          <OnShelf view={view} count={props.shelfCount} />
        </Section>
      </Stack>
    </DeskPage>
  );
}

/** What other towns of the region have published. */
export function ShelfPage(props: { readonly view: ViewContext; readonly items: readonly ShelfLine[] }): JSX.Element {
  const { view, items } = props;
  const title = say(view, "Dienste der Region", "Services of the region");
  return (
    <DeskPage view={view} title={title} nav={deskNav(view, "dienste")}>
      <Stack gap="l">
        <Link class="back" href={view.href("/amt/dienste")}>
          {say(view, "Alle Dienste", "All services")}
        </Link>
        {items.length === 0 ? (
          <Empty title={say(view, "Noch nichts im Regal", "Nothing on the shelf yet")} icon="archive">
            <p>
              {say(
                view,
                "Was eine andere Stadt Ihrer Region veröffentlicht, können Sie hier übernehmen.",
                "What another town of your region publishes can be taken over here.",
              )}
            </p>
          </Empty>
        ) : (
          <Table
            caption={title}
            captionHidden
            keyboard
            columns={[
              { key: "title", label: say(view, "Dienst", "Service"), rowHeader: true },
              { key: "town", label: say(view, "Stadt", "Town") },
              { key: "version", label: say(view, "Fassung", "Version"), numeric: true, narrow: true },
            ]}
            rows={items.map((item) => ({
              key: `${item.tenantId}/${item.serviceId}`,
              cells: {
                title: (
                  <Link href={view.href(`/amt/dienste/region/${item.tenantId}/${item.serviceId}`)}>
                    {inView(view, item.title)}
                  </Link>
                ),
                town: item.town,
                version: String(item.version),
              },
            }))}
          />
        )}
      </Stack>
    </DeskPage>
  );
}

/** One service of another town, before it is taken over: what will be one's own. */
export function TakeOverPage(props: {
  readonly view: ViewContext;
  readonly item: ShelfItem;
  readonly town: string;
  readonly ownTown: string;
  /** As they would be charged here. */
  readonly fees: readonly { readonly label: Localized; readonly amountCents: Cents }[];
  readonly procedures: readonly Procedure[];
  readonly contact: string;
  /** This person may publish what was taken over at once. */
  readonly mayPublishAtOnce: boolean;
  readonly missing: readonly string[];
}): JSX.Element {
  const { view, item } = props;
  const { definition } = item;
  const title = inView(view, definition.title);
  return (
    <DeskPage view={view} title={title} nav={deskNav(view, "dienste")}>
      <Stack gap="l">
        <Link class="back" href={view.href("/amt/dienste/region")}>
          {say(view, "Dienste der Region", "Services of the region")}
        </Link>
        <Prose>
          <p>{inView(view, definition.summary)}</p>
        </Prose>
        {props.missing.length === 0 ? null : (
          <Alert tone="warning" title={say(view, "Das fehlt hier noch", "This is missing here")}>
            <ul>
              {props.missing.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Alert>
        )}
        <Facts
          rows={[
            {
              term: say(view, "Von", "From"),
              value: `${props.town}, ${say(view, "Fassung", "version")} ${item.version}`,
            },
            {
              term: say(view, "Formular", "Form"),
              value: counted(view, definition.online.form.sections.length, ...pages),
            },
            {
              term: say(view, "Kontakt", "Contact"),
              value: props.contact,
              hint: say(view, "Ihre eigene Stelle", "Your own office"),
            },
            {
              term: say(view, "Gebühren", "Fees"),
              value:
                props.fees.length === 0
                  ? say(view, "keine", "none")
                  : props.fees
                      .map((fee) => `${inView(view, fee.label)}: ${formatCents(fee.amountCents, view.language)}`)
                      .join("; "),
              hint: say(
                view,
                "Wo Ihre Stadt eigene Beträge gesetzt hat, gelten diese.",
                "Where your town has set amounts of its own, these apply.",
              ),
            },
          ]}
        />
        <Form view={view} action={view.href(`/amt/dienste/region/${item.tenantId}/${item.serviceId}`)}>
          <Select
            view={view}
            name="ablauf"
            label={say(view, "Ablauf in Ihrem Haus", "Procedure in your office")}
            emptyLabel={null}
            options={props.procedures.map(({ key, name }) => ({ value: key, label: inView(view, name) }))}
            value={definition.online.process}
          />
          <Actions>
            {props.mayPublishAtOnce ? (
              <SubmitButton name="_aktion" value="veroeffentlichen">
                {say(view, "Übernehmen und veröffentlichen", "Take over and publish")}
              </SubmitButton>
            ) : null}
            <SubmitButton variant={props.mayPublishAtOnce ? "secondary" : "primary"} name="_aktion" value="entwurf">
              {say(view, "Als Entwurf übernehmen", "Take over as a draft")}
            </SubmitButton>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}
