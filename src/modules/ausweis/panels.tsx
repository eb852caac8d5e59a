import type { JSX } from "preact";
import { dayInBerlin, formatCents, formatDay, formatDayShort, formatInstant, isId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  Alert,
  Badge,
  Cluster,
  Facts,
  Form,
  Icon,
  Link,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type ViewContext,
} from "../../platform/ui/index.ts";
import { findAppointmentOfCase } from "../appointments/index.ts";
import { type Case, type CasePanel, getCase, listTasksOfCase, queryWords, searchCases } from "../cases/index.ts";
import { identityProofs } from "./actions/capture.ts";
import { isSecondPerson } from "./actions/readiness.ts";
import { feesToday } from "./actions/settle-fees.ts";
import { ausweisAdapters } from "./adapters/settings.ts";
import { applicationLeistung, applicationOf } from "./case-application.ts";
import { type AusweisCard, onItsWay, personKeyOf } from "./model/card.ts";
import { compareWithResident } from "./model/compare-register.ts";
import { type Application, ageOn, fingerprintsFrom, totalOf } from "./model/index.ts";
import {
  findBiometric,
  findCardOfCase,
  findHandover,
  findPhoto,
  findVisit,
  listCardsOfPerson,
  listDeletions,
  listLossesOfPerson,
} from "./store.ts";
import { CardBadge, comparisonWords, handoverWords, proofWords, Simulated } from "./views/parts.tsx";

interface Shown {
  readonly ctx: Ctx;
  readonly view: ViewContext;
  readonly subject: Case;
  readonly application: Application;
  readonly card: AusweisCard | undefined;
}

const actionOf = ({ view, subject }: Pick<Shown, "view" | "subject">, verb: string): string =>
  view.href(`/amt/ausweis/vorgang/${subject.caseId}/${verb}`);

function panel(
  id: string,
  de: string,
  en: string,
  render: (shown: Shown) => Promise<JSX.Element | undefined>,
): CasePanel {
  return {
    id,
    title: { de, en },
    tab: "antrag",
    async render(ctx, view, subject) {
      if (subject.leistungId !== applicationLeistung) return undefined;
      const card = await findCardOfCase(ctx, subject.caseId);
      return render({ ctx, view, subject, application: applicationOf(subject), card });
    },
  };
}

/** Other running applications of the same person. */
async function otherApplications({ ctx, subject, application }: Shown): Promise<readonly Case[]> {
  const name = `${application.vornamen} ${application.familienname}`;
  const found = await searchCases(ctx, queryWords(name));
  const others: Case[] = [];
  for (const { caseId } of found.cases) {
    if (caseId === subject.caseId || !isId(caseId)) continue;
    const other = await getCase(ctx, caseId);
    if (other.leistungId !== applicationLeistung || other.status === "done") continue;
    if (personKeyOf(applicationOf(other)) === personKeyOf(application)) others.push(other);
  }
  return others;
}

const register = panel(
  "ausweis-register",
  "Abgleich mit dem Register",
  "Comparison with the register",
  async (shown) => {
    const { ctx, view, application, card } = shown;
    const { language } = view;
    const { residentRegister } = ausweisAdapters();
    const resident = await residentRegister.find(application);
    const rows = resident === undefined ? [] : compareWithResident(application, resident);
    const key = personKeyOf(application);
    const cards = (await listCardsOfPerson(ctx, key)).filter(({ cardId }) => cardId !== card?.cardId);
    const onWay = cards.find(({ state }) => onItsWay.includes(state));
    const others = await otherApplications(shown);
    const losses = await listLossesOfPerson(ctx, key);
    return (
      <Stack>
        {residentRegister.simulated ? (
          <Simulated view={view} de="Melderegister mit erfundenen Personen" en="Register with invented people" />
        ) : null}
        {onWay === undefined ? null : (
          <Alert
            tone="error"
            title={
              {
                de: "Für diese Person ist schon ein Ausweis bestellt",
                en: "A card for this person has been ordered already",
              }[language]
            }
          >
            <p>
              <Link href={view.href(`/amt/vorgang/${onWay.caseId}`)}>
                {{ de: "Zum anderen Vorgang", en: "To the other case" }[language]}
              </Link>
            </p>
          </Alert>
        )}
        {others.length === 0 ? null : (
          <Alert
            tone="warning"
            title={{ de: "Zweiter Antrag dieser Person", en: "Second application of this person" }[language]}
          >
            <Cluster>
              {others.map((other) => (
                <Link key={other.caseId} href={view.href(`/amt/vorgang/${other.caseId}`)}>
                  {other.aktenzeichen}
                </Link>
              ))}
            </Cluster>
          </Alert>
        )}
        {losses.length === 0 ? null : (
          <p>
            {
              {
                de: `Verlust gemeldet: ${formatInstant(losses[0] as Date, "de")}`,
                en: `Loss reported: ${formatInstant(losses[0] as Date, "en")}`,
              }[language]
            }
          </p>
        )}
        {resident === undefined ? (
          <Alert
            tone="warning"
            title={
              {
                de: "Nicht im Melderegister gefunden",
                en: "Not found in the register of residents",
              }[language]
            }
          >
            <p>
              {
                {
                  de: "Prüfen Sie Name und Geburtsdatum am Termin mit einer Urkunde.",
                  en: "Check name and date of birth at the appointment with a certificate.",
                }[language]
              }
            </p>
          </Alert>
        ) : (
          <Table
            caption={{ de: "Angaben neben dem Melderegister", en: "Details beside the register" }[language]}
            captionHidden
            dense
            columns={[
              { key: "what", label: { de: "Angabe", en: "Detail" }[language], rowHeader: true },
              { key: "typed", label: { de: "Im Antrag", en: "Applied" }[language] },
              { key: "registered", label: { de: "Im Register", en: "Registered" }[language] },
              { key: "result", label: { de: "Ergebnis", en: "Result" }[language], narrow: true },
            ]}
            rows={rows.map((row) => ({
              key: row.key,
              cells: {
                what: row.label[language],
                typed: row.typed || "–",
                registered: row.registered || "–",
                result: (
                  <Badge tone={row.result === "same" ? "success" : row.result === "spelling" ? "info" : "warning"}>
                    {comparisonWords[row.result][language]}
                  </Badge>
                ),
              },
            }))}
          />
        )}
      </Stack>
    );
  },
);

const appointment = panel(
  "ausweis-termin",
  "Termin und Gebühr",
  "Appointment and fee",
  async ({ ctx, view, subject }) => {
    const { language } = view;
    const booked = await findAppointmentOfCase(ctx, subject.caseId);
    const { lines, account, lacking, surplusCents } = await feesToday(ctx, subject);
    const differs = account === undefined || lacking.length > 0 || surplusCents > 0;
    return (
      <Stack>
        <Facts
          rows={[
            {
              term: { de: "Termin", en: "Appointment" }[language],
              value:
                booked === undefined
                  ? { de: "Keiner gebucht", en: "None booked" }[language]
                  : formatInstant(booked.start, language),
            },
            ...lines.map((line) => ({
              term: line.label[language],
              value: formatCents(line.amountCents, language),
              hint: line.source,
            })),
            { term: { de: "Summe heute", en: "Sum today" }[language], value: formatCents(totalOf(lines), language) },
            {
              term: { de: "Zahlung", en: "Payment" }[language],
              value:
                account === undefined ? (
                  { de: "Noch nicht festgesetzt", en: "Not yet set" }[language]
                ) : (
                  <Link href={view.href(`/amt/zahlungen/${account.accountId}`)}>
                    {account.balanceCents > 0
                      ? {
                          de: `Offen: ${formatCents(account.balanceCents, "de")}`,
                          en: `Open: ${formatCents(account.balanceCents, "en")}`,
                        }[language]
                      : { de: "Beglichen", en: "Settled" }[language]}
                  </Link>
                ),
            },
          ]}
        />
        {differs && subject.status !== "done" ? (
          <Form view={view} action={actionOf({ view, subject }, "gebuehr")}>
            <SubmitButton variant="secondary">
              {{ de: "Gebühr von heute festsetzen", en: "Set today's fee" }[language]}
            </SubmitButton>
          </Form>
        ) : null}
      </Stack>
    );
  },
);

const identity = panel("ausweis-identitaet", "Identität", "Identity", async ({ ctx, view, subject, card }) => {
  const { language } = view;
  const visit = await findVisit(ctx, subject.caseId);
  const toApprove = (await listTasksOfCase(ctx, subject.caseId)).some(
    ({ form, state }) => form === "ausweis.freigeben" && state === "open",
  );
  return (
    <Stack>
      {visit === undefined ? null : (
        <p>
          <Icon name="check" />{" "}
          {
            {
              de: `Festgestellt von ${visit.checkedByName} am ${formatInstant(visit.checkedAt, "de")} (${proofWords[visit.proof].de})`,
              en: `Established by ${visit.checkedByName}, ${formatInstant(visit.checkedAt, "en")} (${proofWords[visit.proof].en})`,
            }[language]
          }
        </p>
      )}
      {toApprove && !(await isSecondPerson(ctx, subject.caseId)) ? (
        <Alert tone="info" title={{ de: "Jemand anderes gibt frei", en: "Somebody else approves" }[language]} />
      ) : null}
      {card === undefined && subject.status !== "done" ? (
        <Form view={view} action={actionOf({ view, subject }, "identitaet")}>
          <Stack>
            <Select
              view={view}
              name="nachweis"
              label={{ de: "Identität festgestellt durch", en: "Identity established by" }[language]}
              options={identityProofs.map((value) => ({ value, label: proofWords[value][language] }))}
              value={visit?.proof ?? "personalausweis"}
              emptyLabel={null}
            />
            <SubmitButton variant="secondary">
              {{ de: "Identität festgestellt", en: "Identity established" }[language]}
            </SubmitButton>
          </Stack>
        </Form>
      ) : null}
    </Stack>
  );
});

const photo = panel(
  "ausweis-lichtbild",
  "Lichtbild",
  "Photograph",
  async ({ ctx, view, subject, application, card }) => {
    const { language } = view;
    const found = await findPhoto(ctx, subject.caseId);
    return (
      <Stack>
        {ausweisAdapters().photoProvider.simulated ? (
          <Simulated view={view} de="Fotodienst und Aufnahmegerät" en="Photo service and office device" />
        ) : null}
        {found === undefined ? (
          <p class="muted">{{ de: "Noch kein Lichtbild abgerufen.", en: "No photograph fetched yet." }[language]}</p>
        ) : (
          <figure>
            <img
              src={view.href(`/amt/ausweis/vorgang/${subject.caseId}/lichtbild`)}
              width={413}
              height={531}
              alt={{ de: `Lichtbild von ${subject.subjectName}`, en: `Photograph of ${subject.subjectName}` }[language]}
            />
            <figcaption>
              {
                {
                  de: `${found.origin === "cloud" ? "Vom Fotodienst" : "Im Amt aufgenommen"}, ${formatInstant(found.fetchedAt, "de")}. Vergleichen Sie es mit der Person vor Ihnen.`,
                  en: `${found.origin === "cloud" ? "From the photo service" : "Taken at the office"}, ${formatInstant(found.fetchedAt, "en")}. Compare it with the person in front of you.`,
                }[language]
              }
            </figcaption>
          </figure>
        )}
        {card === undefined && subject.status !== "done" ? (
          <>
            <Form view={view} action={actionOf({ view, subject }, "lichtbild")}>
              <Stack>
                <TextField
                  view={view}
                  name="code"
                  label={{ de: "Code des Lichtbilds", en: "Code of the photograph" }[language]}
                  value={application.fotoCode}
                  width="medium"
                  spellcheck={false}
                />
                <SubmitButton variant="secondary">
                  {{ de: "Lichtbild abrufen", en: "Fetch the photograph" }[language]}
                </SubmitButton>
              </Stack>
            </Form>
            <Form view={view} action={actionOf({ view, subject }, "lichtbild-geraet")}>
              <SubmitButton variant="secondary">
                {{ de: "Mit dem Gerät aufnehmen", en: "Take it with the device" }[language]}
              </SubmitButton>
            </Form>
          </>
        ) : null}
      </Stack>
    );
  },
);

const fingerprints = panel(
  "ausweis-fingerabdruecke",
  "Fingerabdrücke",
  "Fingerprints",
  async ({ ctx, view, subject, application, card }) => {
    const { language } = view;
    const today = dayInBerlin(ctx.now);
    if (ageOn(application.geburtsdatum, today) < fingerprintsFrom) {
      return (
        <p>
          {
            {
              de: "Unter sechs Jahren werden keine genommen (§ 9 Abs. 3 Satz 6 PAuswG).",
              en: "None are taken under the age of six (§ 9 Abs. 3 Satz 6 PAuswG).",
            }[language]
          }
        </p>
      );
    }
    const found = await findBiometric(ctx, subject.caseId);
    const deleted = (await listDeletions(ctx, subject.caseId)).find(({ rule }) => rule === "fingerabdruecke");
    return (
      <Stack>
        {ausweisAdapters().fingerprintDevice.simulated ? (
          <Simulated view={view} de="Gerät für Fingerabdrücke" en="Fingerprint device" />
        ) : null}
        {deleted === undefined || found !== undefined ? null : (
          <p>
            {
              {
                de: `Gelöscht am ${formatInstant(deleted.at, "de")} (${deleted.source}).`,
                en: `Deleted ${formatInstant(deleted.at, "en")} (${deleted.source}).`,
              }[language]
            }
          </p>
        )}
        {found === undefined ? null : (
          <p>
            {
              {
                de: `Aufgenommen am ${formatInstant(found.capturedAt, "de")}: ${found.fingers.join(", ")}. Sie werden bei der Aushändigung gelöscht (§ 26 Abs. 2 PAuswG).`,
                en: `Taken ${formatInstant(found.capturedAt, "en")}: two fingers. They are deleted at the handover (§ 26 Abs. 2 PAuswG).`,
              }[language]
            }
          </p>
        )}
        {card === undefined && subject.status !== "done" ? (
          <Form view={view} action={actionOf({ view, subject }, "fingerabdruecke")}>
            <SubmitButton variant="secondary">
              {{ de: "Fingerabdrücke aufnehmen", en: "Take fingerprints" }[language]}
            </SubmitButton>
          </Form>
        ) : null}
      </Stack>
    );
  },
);

const handover = panel("ausweis-uebergabe", "Ausweis", "Card", async ({ ctx, view, subject, card }) => {
  if (card === undefined) return undefined;
  const { language } = view;
  const noted = await findHandover(ctx, subject.caseId);
  const option = <T extends string>(words: Readonly<Record<T, { de: string; en: string }>>) =>
    (Object.keys(words) as T[]).map((value) => ({ value, label: words[value][language] }));
  return (
    <Stack>
      {ausweisAdapters().producer.simulated ? <Simulated view={view} de="Hersteller" en="Producer" /> : null}
      <Facts
        rows={[
          { term: { de: "Stand", en: "Status" }[language], value: <CardBadge view={view} state={card.state} /> },
          {
            term: { de: "Seriennummer", en: "Number" }[language],
            value: card.seriennummer ?? { de: "noch keine", en: "none yet" }[language],
          },
          { term: { de: "Gültig bis", en: "Valid until" }[language], value: formatDay(card.validUntil, language) },
          ...(noted === undefined
            ? []
            : [
                {
                  term: { de: "Empfangen von", en: "Received by" }[language],
                  value: `${noted.name} (${handoverWords.receivedBy[noted.receivedBy][language]})`,
                  hint: `${handoverWords.oldCard[noted.oldCard][language]}, ${formatDayShort(dayInBerlin(noted.at), language)}`,
                },
              ]),
        ]}
      />
      {card.state === "ready" ? (
        <Form view={view} action={actionOf({ view, subject }, "uebergabe")}>
          <Stack>
            <Select
              view={view}
              name="empfaenger"
              label={{ de: "Wer bekommt den Ausweis?", en: "Who receives the card?" }[language]}
              options={option(handoverWords.receivedBy)}
              value={noted?.receivedBy ?? "selbst"}
              emptyLabel={null}
            />
            <TextField
              view={view}
              name="name"
              label={{ de: "Name, wie unterschrieben", en: "Name as signed" }[language]}
              hint={
                {
                  de: "Mit der Unterschrift erklärt die Person, dass sie den Ausweis bekommen hat.",
                  en: "By signing the person declares that they have received the card.",
                }[language]
              }
              value={noted?.name ?? subject.subjectName}
              maxlength={200}
            />
            <Select
              view={view}
              name="alterAusweis"
              label={{ de: "Alter Ausweis", en: "Old card" }[language]}
              options={option(handoverWords.oldCard)}
              value={noted?.oldCard ?? "entwertet"}
              emptyLabel={null}
            />
            <SubmitButton variant="secondary">
              {{ de: "Empfang festhalten", en: "Note the receipt" }[language]}
            </SubmitButton>
          </Stack>
        </Form>
      ) : null}
    </Stack>
  );
});

/** What the case page shows of an application for an identity card besides. */
export const ausweisPanels: readonly CasePanel[] = [handover, register, identity, photo, fingerprints, appointment];
