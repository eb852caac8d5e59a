import { formatCents, formatInstant } from "../../../kernel/index.ts";
import { Facts, Link, Stack, TextArea, TextField } from "../../../platform/ui/index.ts";
import { findAppointmentOfCase } from "../../appointments/index.ts";
import { feesToday } from "../actions/settle-fees.ts";
import { totalOf } from "../model/index.ts";
import { field, PartForm, part } from "./part.tsx";

/** The appointment, what is due today, and the reduction at discretion. Source: § 1 PAuswGebV. */
export const feePart = part("ausweis-termin", "Termin und Gebühr", "Appointment and fee", async (shown) => {
  const { ctx, view, subject, application, again } = shown;
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
        <PartForm shown={shown} verb="gebuehr" button={{ de: "Gebühr von heute festsetzen", en: "Set today's fee" }} />
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
            <PartForm
              shown={shown}
              verb="ermaessigung"
              button={{ de: "Ermäßigung entscheiden", en: "Decide the reduction" }}
            >
              <TextField
                view={view}
                {...field(shown, "auf")}
                label={{ de: "Gebühr, die bleibt", en: "Fee that remains" }[language]}
                hint={{ de: "0 erlässt sie ganz.", en: "0 waives all of it." }[language]}
                inputmode="decimal"
                width="short"
                suffix="Euro"
              />
              <TextArea
                view={view}
                {...field(shown, "grund")}
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
            </PartForm>
          </div>
        </details>
      )}
    </Stack>
  );
});
