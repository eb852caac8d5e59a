import { formatInstant } from "../../kernel/index.ts";
import { Alert, Facts, Link, Stack } from "../../platform/ui/index.ts";
import type { CasePanel } from "../cases/index.ts";
import { findKind } from "./case-anzeigen.ts";
import { findHandover, listDeliveriesOfCase, listEntriesOfCase } from "./store/index.ts";
import { DeliveryTable } from "./views/delivery-table.tsx";
import { statusWords } from "./views/wording.ts";

const transfers: CasePanel = {
  id: "weitergabe",
  title: { de: "Weitergabe", en: "Passed on" },
  tab: "verlauf",
  async render(ctx, view, subject) {
    if (findKind(subject.leistungId) === undefined) return undefined;
    const deliveries = await listDeliveriesOfCase(ctx, subject.caseId);
    const handover = await findHandover(ctx, subject.caseId);
    const { language } = view;
    if (deliveries.length === 0 && handover === undefined) {
      return (
        <p class="muted">
          {
            {
              de: "Noch nichts weitergegeben. Das geschieht nach der Empfangsbescheinigung (§ 3 Abs. 5 GewAnzV).",
              en: "Nothing passed on yet. That happens after the official receipt (§ 3 Abs. 5 GewAnzV).",
            }[language]
          }
        </p>
      );
    }
    return (
      <Stack>
        {handover === undefined ? null : handover.direction === "in" ? (
          <Alert
            tone="info"
            title={{ de: `Von ${handover.otherName} übermittelt`, en: `Passed on by ${handover.otherName}` }[language]}
          >
            <p>
              {
                {
                  de: `Eingegangen am ${formatInstant(handover.passedAt, "de")}. Aktenzeichen dort: ${handover.otherAktenzeichen ?? "unbekannt"}. Die Abmeldung ist aus der Anmeldung abgeleitet (§ 3 Abs. 2a GewAnzV).`,
                  en: `Received ${formatInstant(handover.passedAt, "en")}. Reference there: ${handover.otherAktenzeichen ?? "unknown"}. The deregistration is derived from the registration (§ 3 Abs. 2a GewAnzV).`,
                }[language]
              }
            </p>
          </Alert>
        ) : (
          <Alert
            tone={handover.receivedAt === undefined ? "warning" : "success"}
            title={
              {
                de: `Umzug: Anmeldung an ${handover.otherName} weitergegeben`,
                en: `Move: registration passed on to ${handover.otherName}`,
              }[language]
            }
          >
            <p>
              {
                {
                  de: `${formatInstant(handover.passedAt, "de")} (§ 14 Abs. 1 Satz 3 GewO). ${
                    handover.receivedAt === undefined
                      ? "Die andere Gemeinde hat es noch nicht bestätigt."
                      : `Angekommen am ${formatInstant(handover.receivedAt, "de")}${handover.otherAktenzeichen === undefined ? "." : `, Aktenzeichen dort: ${handover.otherAktenzeichen}.`}`
                  }`,
                  en: `${formatInstant(handover.passedAt, "en")} (§ 14 Abs. 1 Satz 3 GewO). ${
                    handover.receivedAt === undefined
                      ? "The other municipality has not yet confirmed."
                      : `Arrived ${formatInstant(handover.receivedAt, "en")}${handover.otherAktenzeichen === undefined ? "." : `, reference there: ${handover.otherAktenzeichen}.`}`
                  }`,
                }[language]
              }
            </p>
          </Alert>
        )}
        {deliveries.length === 0 ? null : (
          <DeliveryTable
            view={view}
            caption={{ de: "Was an wen ging", en: "What went to whom" }[language]}
            captionHidden
            deliveries={deliveries}
            from="case"
          />
        )}
      </Stack>
    );
  },
};

const register: CasePanel = {
  id: "gewerberegister",
  title: { de: "Gewerberegister", en: "Business register" },
  tab: "verlauf",
  async render(ctx, view, subject) {
    if (findKind(subject.leistungId) === undefined) return undefined;
    const entries = await listEntriesOfCase(ctx, subject.caseId);
    if (entries.length === 0) return undefined;
    return (
      <Facts
        rows={entries.map((entry) => ({
          term: statusWords[entry.status][view.language],
          value: <Link href={view.href(`/amt/gewerberegister/${entry.entryId}`)}>{entry.name}</Link>,
        }))}
      />
    );
  },
};

/** What the case page shows of a Gewerbeanzeige besides. */
export const gewerbePanels: readonly CasePanel[] = [register, transfers];
