import { dayInBerlin, formatDay, formatDayShort } from "../../../kernel/index.ts";
import { DateField, Facts, Link, TextField } from "../../../platform/ui/index.ts";
import { lastDayOfProvisional } from "../model/index.ts";
import { findCardOfCase } from "../store/index.ts";
import { CardBadge } from "../views/parts.tsx";
import { field, PartForm, part } from "./part.tsx";

/** The provisional card: issued at the counter, at once. */
export const provisionalPart = part("ausweis-vorlaeufig", "Vorläufiger Ausweis", "Provisional card", async (shown) => {
  const { ctx, view, subject, application, again } = shown;
  const { language } = view;
  const issued = await findCardOfCase(ctx, subject.caseId, "vorlaeufig");
  if (issued !== undefined) {
    return (
      <Facts
        rows={[
          { term: { de: "Stand", en: "Status" }[language], value: <CardBadge view={view} state={issued.state} /> },
          {
            term: { de: "Seriennummer", en: "Number" }[language],
            value: <Link href={view.href(`/amt/ausweis/register/${issued.cardId}`)}>{issued.seriennummer ?? "–"}</Link>,
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
        <PartForm
          shown={shown}
          verb="vorlaeufig"
          button={{ de: "Vorläufigen Ausweis ausstellen", en: "Issue the provisional card" }}
        >
          <TextField
            view={view}
            {...field(shown, "vordruck")}
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
            {...field(shown, "bis", formatDayShort(until, "de"))}
            label={{ de: "Gebraucht bis", en: "Needed until" }[language]}
          />
        </PartForm>
      </div>
    </details>
  );
});
