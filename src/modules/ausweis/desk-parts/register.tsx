import { formatDayShort, formatInstant, parsePlainDay } from "../../../kernel/index.ts";
import { Alert, Badge, Cluster, Link, Stack, Table } from "../../../platform/ui/index.ts";
import { findToldOfSecond, listOtherApplications } from "../actions/second-application.ts";
import { ausweisAdapters } from "../adapters/settings.ts";
import { onItsWay, personKeyOf } from "../model/card.ts";
import { compareWithResident } from "../model/compare-register.ts";
import { listCardsOfPerson, listLossesOfPerson } from "../store/index.ts";
import { comparisonWords, Simulated } from "../views/parts.tsx";
import { PartForm, part } from "./part.tsx";

/** As people read it: a day, not the form in which it is stored. */
function shownValue(key: string, value: string, language: "de" | "en"): string {
  const day = key === "geburtsdatum" ? parsePlainDay(value) : undefined;
  return day === undefined ? value || "–" : formatDayShort(day, language);
}

/**
 * The application beside the register of residents, and what this person has besides: a card on its way, another
 * application, a report of loss.
 * Source: § 9 Abs. 4 PAuswG.
 */
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
              <PartForm
                shown={shown}
                verb="zweiter-antrag"
                button={{ de: "Nach dem zweiten Antrag fragen", en: "Ask about the second application" }}
              >
                <p>
                  {
                    {
                      de: "Die Nachricht nennt nichts vom anderen Antrag. Senden Sie sie nur, wenn beide von derselben Person zu kommen scheinen.",
                      en: "The message names nothing of the other application. Send it only if both seem to come from the same person.",
                    }[language]
                  }
                </p>
              </PartForm>
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
