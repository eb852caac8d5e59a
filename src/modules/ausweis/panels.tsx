import {
  dayInBerlin,
  formatCents,
  formatDay,
  formatDayShort,
  formatInstant,
  parsePlainDay,
} from "../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  Cluster,
  DateField,
  Facts,
  Form,
  Icon,
  Link,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  TextField,
} from "../../platform/ui/index.ts";
import { findAppointmentOfCase } from "../appointments/index.ts";
import { type CasePanel, listTasksOfCase } from "../cases/index.ts";
import { identityProofs } from "./actions/capture.ts";
import { isSecondPerson } from "./actions/readiness.ts";
import { findToldOfSecond, listOtherApplications } from "./actions/second-application.ts";
import { getAusweisSetting } from "./actions/set-setting.ts";
import { feesToday } from "./actions/settle-fees.ts";
import { ausweisAdapters } from "./adapters/settings.ts";
import { actionOf, field, part } from "./desk-part.tsx";
import { onItsWay, personKeyOf } from "./model/card.ts";
import { compareWithResident } from "./model/compare-register.ts";
import { ageOn, fingerprintsFrom, lastDayOfProvisional, totalOf } from "./model/index.ts";
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
import { SignatureBox, SignatureDrawing } from "./views/signature-page.tsx";
import { checksPart, signaturePart } from "./visit-parts.tsx";

/** As people read it: a day, not the form in which it is stored. */
function shownValue(key: string, value: string, language: "de" | "en"): string {
  const day = key === "geburtsdatum" ? parsePlainDay(value) : undefined;
  return day === undefined ? value || "–" : formatDayShort(day, language);
}

export const registerPart = part(
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
    const others = await listOtherApplications(ctx, shown.subject);
    const toldAt = others.length === 0 ? undefined : await findToldOfSecond(ctx, shown.subject.caseId);
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
            {toldAt === undefined ? (
              <Form view={view} action={actionOf(shown, "zweiter-antrag")}>
                <p>
                  {
                    {
                      de: "Die Nachricht nennt nichts vom anderen Antrag. Senden Sie sie nur, wenn beide von derselben Person zu kommen scheinen.",
                      en: "The message names nothing of the other application. Send it only if both seem to come from the same person.",
                    }[language]
                  }
                </p>
                <Actions>
                  <SubmitButton variant="secondary">
                    {{ de: "Nach dem zweiten Antrag fragen", en: "Ask about the second application" }[language]}
                  </SubmitButton>
                </Actions>
              </Form>
            ) : (
              <p>
                {
                  {
                    de: `Im Postfach danach gefragt: ${formatInstant(toldAt, "de")}`,
                    en: `Asked about it in the mailbox: ${formatInstant(toldAt, "en")}`,
                  }[language]
                }
              </p>
            )}
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
                typed: shownValue(row.key, row.typed, language),
                registered: shownValue(row.key, row.registered, language),
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

export const feePart = part(
  "ausweis-termin",
  "Termin und Gebühr",
  "Appointment and fee",
  async ({ ctx, view, subject, application, at, again }) => {
    const { language } = view;
    const booked = await findAppointmentOfCase(ctx, subject.caseId);
    const { lines, account, lacking, surplusCents } = await feesToday(ctx, subject);
    const reduced = account?.entries.some(({ idempotencyKey }) => idempotencyKey.endsWith(":reduction")) === true;
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
            ...(account?.entries ?? [])
              .filter(({ kind }) => kind === "waiver")
              .map((entry) => ({
                term: { de: "Erlassen", en: "Waived" }[language],
                value: formatCents(entry.amountCents, language),
                hint: `${entry.source}, ${entry.recordedBy}`,
              })),
            {
              term: { de: "Zahlung", en: "Payment" }[language],
              value:
                account === undefined ? (
                  { de: "Noch nicht festgesetzt", en: "Not yet set" }[language]
                ) : (
                  <Link href={view.href(`/amt/zahlungen/konto/${account.accountId}`)}>
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
          <Form view={view} action={actionOf({ view, subject, at }, "gebuehr")}>
            <Actions>
              <SubmitButton variant="secondary">
                {{ de: "Gebühr von heute festsetzen", en: "Set today's fee" }[language]}
              </SubmitButton>
            </Actions>
          </Form>
        ) : null}
        {subject.status === "done" ? null : (
          <details class="help" open={(application.ermaessigungErbeten && !reduced) || "auf" in again.typed}>
            <summary>{{ de: "Gebühr ermäßigen oder erlassen", en: "Reduce or waive the fee" }[language]}</summary>
            <div class="help__body">
              {application.ermaessigungErbeten ? (
                <p>
                  <strong>{{ de: "Im Antrag erbeten: ", en: "Asked for in the application: " }[language]}</strong>
                  {application.ermaessigungGrund || "–"}
                </p>
              ) : null}
              <p>
                {
                  {
                    de: "Das steht im Ermessen der Behörde, wenn die Person bedürftig ist. Dass jemand Leistungen nach SGB II oder SGB XII bezieht, genügt allein nicht (§ 1 Abs. 6 PAuswGebV).",
                    en: "This is at the discretion of the office where the person is in need. Receiving benefits under SGB II or SGB XII is not enough by itself (§ 1 Abs. 6 PAuswGebV).",
                  }[language]
                }
              </p>
              <Form view={view} action={actionOf({ view, subject, at }, "ermaessigung")}>
                <Stack>
                  <TextField
                    view={view}
                    {...field({ again }, "auf")}
                    label={{ de: "Gebühr, die bleibt", en: "Fee that remains" }[language]}
                    hint={{ de: "0 erlässt sie ganz.", en: "0 waives all of it." }[language]}
                    inputmode="decimal"
                    width="short"
                    suffix="Euro"
                  />
                  <TextArea
                    view={view}
                    {...field({ again }, "grund")}
                    label={{ de: "Grund der Entscheidung", en: "Reason of the decision" }[language]}
                    hint={
                      {
                        de: "Er steht im Verlauf des Vorgangs, nicht bei den Zahlungen.",
                        en: "It stands in the history of the case, not with the payments.",
                      }[language]
                    }
                    rows={3}
                    maxlength={1000}
                  />
                  <Actions>
                    <SubmitButton variant="secondary">
                      {{ de: "Ermäßigung entscheiden", en: "Decide the reduction" }[language]}
                    </SubmitButton>
                  </Actions>
                </Stack>
              </Form>
            </div>
          </details>
        )}
      </Stack>
    );
  },
);

export const identityPart = part(
  "ausweis-identitaet",
  "Identität",
  "Identity",
  async ({ ctx, view, subject, card, at }) => {
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
          <Form view={view} action={actionOf({ view, subject, at }, "identitaet")}>
            <Stack>
              <Select
                view={view}
                name="nachweis"
                label={{ de: "Identität festgestellt durch", en: "Identity established by" }[language]}
                options={identityProofs.map((value) => ({ value, label: proofWords[value][language] }))}
                value={visit?.proof ?? "personalausweis"}
                emptyLabel={null}
              />
              <Actions>
                <SubmitButton variant="secondary">
                  {{ de: "Identität festgestellt", en: "Identity established" }[language]}
                </SubmitButton>
              </Actions>
            </Stack>
          </Form>
        ) : null}
      </Stack>
    );
  },
);

export const photoPart = part(
  "ausweis-lichtbild",
  "Lichtbild",
  "Photograph",
  async ({ ctx, view, subject, application, card, at }) => {
    const { language } = view;
    const found = await findPhoto(ctx, subject.caseId);
    const { photoProvider, photoDevice } = ausweisAdapters();
    return (
      <Stack>
        {photoProvider.simulated || photoDevice.simulated ? (
          <Simulated
            view={view}
            de={[photoProvider.simulated ? "Fotodienst" : "", photoDevice.simulated ? "Aufnahmegerät" : ""]
              .filter((one) => one !== "")
              .join(" und ")}
            en={[photoProvider.simulated ? "Photo service" : "", photoDevice.simulated ? "office device" : ""]
              .filter((one) => one !== "")
              .join(" and ")}
          />
        ) : null}
        {found === undefined ? (
          <p class="muted">{{ de: "Noch kein Lichtbild abgerufen.", en: "No photograph fetched yet." }[language]}</p>
        ) : (
          <figure class="portrait">
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
            <Form view={view} action={actionOf({ view, subject, at }, "lichtbild")}>
              <Stack>
                <TextField
                  view={view}
                  name="code"
                  label={{ de: "Code des Lichtbilds", en: "Code of the photograph" }[language]}
                  value={application.fotoCode}
                  width="medium"
                  spellcheck={false}
                />
                <Actions>
                  <SubmitButton variant="secondary">
                    {{ de: "Lichtbild abrufen", en: "Fetch the photograph" }[language]}
                  </SubmitButton>
                </Actions>
              </Stack>
            </Form>
            <Form view={view} action={actionOf({ view, subject, at }, "lichtbild-geraet")}>
              <Actions>
                <SubmitButton variant="secondary">
                  {{ de: "Mit dem Gerät aufnehmen", en: "Take it with the device" }[language]}
                </SubmitButton>
              </Actions>
            </Form>
          </>
        ) : null}
      </Stack>
    );
  },
);

export const fingerprintsPart = part(
  "ausweis-fingerabdruecke",
  "Fingerabdrücke",
  "Fingerprints",
  async ({ ctx, view, subject, application, card, at }) => {
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
          <Form view={view} action={actionOf({ view, subject, at }, "fingerabdruecke")}>
            <Actions>
              <SubmitButton variant="secondary">
                {{ de: "Fingerabdrücke aufnehmen", en: "Take fingerprints" }[language]}
              </SubmitButton>
            </Actions>
          </Form>
        ) : null}
      </Stack>
    );
  },
);

export const handoverPart = part("ausweis-uebergabe", "Ausweis", "Card", async ({ ctx, view, subject, card, at }) => {
  if (card === undefined) return undefined;
  const { language } = view;
  const noted = await findHandover(ctx, subject.caseId);
  const { unterschriftAmBildschirm } = await getAusweisSetting(ctx);
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
                {
                  term: { de: "Unterschrift", en: "Signature" }[language],
                  value:
                    noted.signature === "" ? (
                      { de: "auf Papier", en: "on paper" }[language]
                    ) : (
                      <SignatureDrawing
                        path={noted.signature}
                        label={{ de: `Unterschrift: ${noted.name}`, en: `Signature: ${noted.name}` }[language]}
                      />
                    ),
                },
              ]),
        ]}
      />
      {card.state === "ready" ? (
        <Form view={view} action={actionOf({ view, subject, at }, "uebergabe")}>
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
            {unterschriftAmBildschirm ? (
              <>
                <SignatureBox
                  view={view}
                  path=""
                  label={{ de: "Hier unterschreiben", en: "Sign here" }[language]}
                  hint={
                    {
                      de: "Mit der Unterschrift erklärt die Person, dass sie den Ausweis und das Schreiben mit dem Sperrkennwort bekommen hat (§ 18 Abs. 1 PAuswV). Leer lassen, wenn sie auf Papier unterschreibt.",
                      en: "By signing the person declares that they have received the card and the letter with the blocking password (§ 18 Abs. 1 PAuswV). Leave it empty if they sign on paper.",
                    }[language]
                  }
                />
                <noscript>
                  <p>
                    {
                      {
                        de: "Ohne JavaScript wird auf Papier unterschrieben.",
                        en: "Without JavaScript the signature is given on paper.",
                      }[language]
                    }
                  </p>
                </noscript>
                <script type="module" src={view.asset("signature-pad.js")} />
              </>
            ) : (
              <p>
                {
                  {
                    de: "Die Person unterschreibt auf Papier, dass sie den Ausweis und das Schreiben mit dem Sperrkennwort bekommen hat (§ 18 Abs. 1 PAuswV).",
                    en: "The person signs on paper that they have received the card and the letter with the blocking password (§ 18 Abs. 1 PAuswV).",
                  }[language]
                }
              </p>
            )}
            <Actions>
              <SubmitButton variant="secondary">
                {{ de: "Empfang festhalten", en: "Note the receipt" }[language]}
              </SubmitButton>
            </Actions>
          </Stack>
        </Form>
      ) : null}
    </Stack>
  );
});

/** The provisional card: issued at the counter, at once. */
export const provisionalPart = part(
  "ausweis-vorlaeufig",
  "Vorläufiger Ausweis",
  "Provisional card",
  async ({ ctx, view, subject, application, at, again }) => {
    const { language } = view;
    const issued = await findCardOfCase(ctx, subject.caseId, "vorlaeufig");
    if (issued !== undefined) {
      return (
        <Facts
          rows={[
            { term: { de: "Stand", en: "Status" }[language], value: <CardBadge view={view} state={issued.state} /> },
            {
              term: { de: "Seriennummer", en: "Number" }[language],
              value: (
                <Link href={view.href(`/amt/ausweis/register/${issued.cardId}`)}>{issued.seriennummer ?? "–"}</Link>
              ),
            },
            { term: { de: "Gültig bis", en: "Valid until" }[language], value: formatDay(issued.validUntil, language) },
          ]}
        />
      );
    }
    if (subject.status === "done") return undefined;
    const today = dayInBerlin(ctx.now);
    const until = lastDayOfProvisional(today, application.vorlaeufigerBis);
    return (
      <details class="help" open={application.vorlaeufiger || "vordruck" in again.typed}>
        <summary>{{ de: "Vorläufigen Ausweis ausstellen", en: "Issue a provisional card" }[language]}</summary>
        <div class="help__body">
          {application.vorlaeufiger ? (
            <p>
              <strong>
                {
                  {
                    de: `Im Antrag gewünscht${application.vorlaeufigerBis === undefined ? "" : `, gebraucht bis ${formatDay(application.vorlaeufigerBis, "de")}`}.`,
                    en: `Asked for in the application${application.vorlaeufigerBis === undefined ? "" : `, needed until ${formatDay(application.vorlaeufigerBis, "en")}`}.`,
                  }[language]
                }
              </strong>
            </p>
          ) : null}
          <p>
            {
              {
                de: "Die Person muss glaubhaft machen, dass sie sofort einen Ausweis braucht (§ 3 Abs. 1 PAuswG). Er gilt so lange, wie sie ihn braucht, höchstens drei Monate (§ 6 Abs. 4 PAuswG). Der bisherige Ausweis ist dann ungültig. 10 € kommen zur Gebühr (§ 1 Abs. 2 PAuswGebV).",
                en: "The person has to show that they need a card at once (§ 3 Abs. 1 PAuswG). It is valid as long as they need it, three months at most (§ 6 Abs. 4 PAuswG). The card they have is then invalid. €10 are added to the fee (§ 1 Abs. 2 PAuswGebV).",
              }[language]
            }
          </p>
          <Form view={view} action={actionOf({ view, subject, at }, "vorlaeufig")}>
            <Stack>
              <TextField
                view={view}
                {...field({ again }, "vordruck")}
                label={{ de: "Nummer auf dem Vordruck", en: "Number on the blank" }[language]}
                hint={
                  {
                    de: "Ein Buchstabe und sieben Ziffern, zum Beispiel T1234567.",
                    en: "One letter and seven digits, such as T1234567.",
                  }[language]
                }
                width="medium"
                spellcheck={false}
              />
              <DateField
                view={view}
                {...field({ again }, "bis", formatDayShort(until, "de"))}
                label={{ de: "Gebraucht bis", en: "Needed until" }[language]}
              />
              <Actions>
                <SubmitButton variant="secondary">
                  {{ de: "Vorläufigen Ausweis ausstellen", en: "Issue the provisional card" }[language]}
                </SubmitButton>
              </Actions>
            </Stack>
          </Form>
        </div>
      </details>
    );
  },
);

/** What the case page shows of an application for an identity card besides. */
export const ausweisPanels: readonly CasePanel[] = [
  handoverPart,
  registerPart,
  identityPart,
  photoPart,
  fingerprintsPart,
  signaturePart,
  checksPart,
  provisionalPart,
  feePart,
].map(({ id, title, show }) => ({
  id,
  title,
  tab: "antrag",
  render: (ctx, view, subject) => show(ctx, view, subject, "vorgang"),
}));
