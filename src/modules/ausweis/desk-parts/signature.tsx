import { formatInstant, type Localized } from "../../../kernel/index.ts";
import { Icon, Select, Stack } from "../../../platform/ui/index.ts";
import { getAusweisSetting } from "../actions/set-setting.ts";
import { dayOfApplication } from "../case-application.ts";
import { ageOn, type SignatureWay, signatureWays, signsFrom } from "../model/index.ts";
import { signatureFields } from "../model/signature.ts";
import { findSignatureOfCase, listChecked } from "../store/index.ts";
import { SignatureBox, SignatureDrawing } from "../views/signature-page.tsx";
import { field, PartForm, part, stillOpen } from "./part.tsx";

const wayWords: Readonly<Record<SignatureWay, Localized>> = {
  vorab: { de: "Vorab am eigenen Bildschirm, verglichen", en: "Beforehand on their own screen, compared" },
  bildschirm: { de: "Hier am Bildschirm", en: "Here on the screen" },
  papier: { de: "Auf dem Unterschriftenblatt", en: "On the signature sheet" },
  unmoeglich: { de: "Die Person kann nicht schreiben", en: "The person cannot write" },
};

/** The signature that goes onto the card: accepted, given here, or not possible. */
export const signaturePart = part("ausweis-unterschrift", "Unterschrift", "Signature", async (shown) => {
  const { ctx, view, subject, application, again } = shown;
  const { language } = view;
  if (ageOn(application.geburtsdatum, await dayOfApplication(ctx, subject.caseId)) < signsFrom) {
    return (
      <p>
        {
          {
            de: "Kinder unter zehn Jahren unterschreiben nicht (§ 9 Abs. 5 PAuswG).",
            en: "Children under ten do not sign (§ 9 Abs. 5 PAuswG).",
          }[language]
        }
      </p>
    );
  }
  const given = await findSignatureOfCase(ctx, subject.caseId);
  const drawn = given !== undefined && given.path !== "";
  const noted = (await listChecked(ctx, subject.caseId)).find(({ what }) => what === "unterschrift");
  const { unterschriftAmBildschirm } = await getAusweisSetting(ctx);
  const ways = signatureWays.filter(
    (way) => (way !== "vorab" || drawn) && (way !== "bildschirm" || unterschriftAmBildschirm),
  );
  const usual = drawn ? "vorab" : unterschriftAmBildschirm ? "bildschirm" : "papier";
  const mistake = again.mistakes.find((one) => one.field === signatureFields.strokes)?.message;
  return (
    <Stack>
      {given !== undefined && !drawn ? (
        <p>
          {
            {
              de: `${given.name} unterschreibt beim Termin von Hand (${formatInstant(given.signedAt, "de")}).`,
              en: `${given.name} signs by hand at the appointment (${formatInstant(given.signedAt, "en")}).`,
            }[language]
          }
        </p>
      ) : null}
      {drawn ? (
        <SignatureDrawing
          path={given.path}
          label={{ de: `Unterschrift von ${subject.subjectName}`, en: `Signature of ${subject.subjectName}` }[language]}
        />
      ) : null}
      {noted === undefined ? null : (
        <p>
          <Icon name="check" />{" "}
          {`${wayWords[noted.note as SignatureWay][language]}, ${noted.byName}, ${formatInstant(noted.at, language)}`}
        </p>
      )}
      {stillOpen(shown) ? (
        <PartForm
          shown={shown}
          verb="unterschrift"
          button={{ de: "Unterschrift festhalten", en: "Note the signature" }}
        >
          <Select
            view={view}
            {...field(shown, "unterschriftWie", noted?.note ?? usual)}
            label={{ de: "Wie hat die Person unterschrieben?", en: "How did the person sign?" }[language]}
            options={ways.map((way) => ({ value: way, label: wayWords[way][language] }))}
            emptyLabel={null}
          />
          {unterschriftAmBildschirm ? (
            <details class="reveal" open={!drawn || mistake !== undefined}>
              <summary>{{ de: "Hier am Bildschirm", en: "Here on the screen" }[language]}</summary>
              <SignatureBox
                view={view}
                path={again.typed[signatureFields.strokes] ?? ""}
                label={{ de: "Hier unterschreiben", en: "Sign here" }[language]}
                hint={
                  {
                    de: "So kommt die Unterschrift auf den Ausweis (§ 5 Abs. 2 Nr. 6 PAuswG). Was hier gezeichnet ist, ersetzt die Unterschrift von vorher.",
                    en: "This is how the signature goes onto the card (§ 5 Abs. 2 Nr. 6 PAuswG). What is drawn here takes the place of the signature given before.",
                  }[language]
                }
                {...(mistake === undefined ? {} : { error: mistake })}
              />
              <script type="module" src={view.asset("signature-pad.js")} />
            </details>
          ) : null}
        </PartForm>
      ) : null}
    </Stack>
  );
});
