import { dayInBerlin, formatDay, formatDayShort } from "../../../kernel/index.ts";
import { Facts, Select, Stack, TextField } from "../../../platform/ui/index.ts";
import { getAusweisSetting } from "../actions/set-setting.ts";
import { ausweisAdapters } from "../adapters/settings.ts";
import { getsPinLetter } from "../model/visit-checks.ts";
import { findHandover } from "../store/index.ts";
import { CardBadge, handoverWords, Simulated } from "../views/parts.tsx";
import { SignatureBox, SignatureDrawing } from "../views/signature-page.tsx";
import { PartForm, part } from "./part.tsx";

/** Where the card stands, and who receives it, with a signature. Source: § 18 Abs. 1 PAuswV. */
export const handoverPart = part("ausweis-uebergabe", "Ausweis", "Card", async (shown) => {
  const { ctx, view, subject, card } = shown;
  if (card === undefined) return undefined;
  const { language } = view;
  const noted = await findHandover(ctx, subject.caseId);
  const { unterschriftAmBildschirm } = await getAusweisSetting(ctx);
  // Without the letter with the PIN the card comes alone: § 18 Abs. 1 Satz 2 PAuswV.
  const received = getsPinLetter(card.geburtsdatum, card.issuedOn)
    ? {
        de: "den Ausweis und das Schreiben mit dem Sperrkennwort",
        en: "the card and the letter with the blocking password",
      }
    : { de: "den Ausweis", en: "the card" };
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
        <PartForm shown={shown} verb="uebergabe" button={{ de: "Empfang festhalten", en: "Note the receipt" }}>
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
                    de: `Mit der Unterschrift erklärt die Person, dass sie ${received.de} bekommen hat (§ 18 Abs. 1 PAuswV). Leer lassen, wenn sie auf Papier unterschreibt.`,
                    en: `By signing the person declares that they have received ${received.en} (§ 18 Abs. 1 PAuswV). Leave it empty if they sign on paper.`,
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
                  de: `Die Person unterschreibt auf Papier, dass sie ${received.de} bekommen hat (§ 18 Abs. 1 PAuswV).`,
                  en: `The person signs on paper that they have received ${received.en} (§ 18 Abs. 1 PAuswV).`,
                }[language]
              }
            </p>
          )}
        </PartForm>
      ) : null}
    </Stack>
  );
});
