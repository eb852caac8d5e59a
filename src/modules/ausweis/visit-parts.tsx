import { formatDayShort, formatInstant, type Localized } from "../../kernel/index.ts";
import {
  Actions,
  Checkbox,
  Facts,
  Form,
  Icon,
  Select,
  Stack,
  SubmitButton,
  TextField,
} from "../../platform/ui/index.ts";
import { getAusweisSetting } from "./actions/set-setting.ts";
import { dayOfApplication } from "./case-application.ts";
import { actionOf, field, part } from "./desk-part.tsx";
import {
  type Application,
  ageOn,
  type CheckKind,
  checksBeforeOrder,
  checkWords,
  type SignatureWay,
  signatureWays,
  signsFrom,
} from "./model/index.ts";
import { withoutAppointment } from "./model/online-setting.ts";
import { signatureFields } from "./model/signature.ts";
import { listChecked } from "./store/checked.ts";
import { findSignatureOfCase } from "./store/online.ts";
import { SignatureBox, SignatureDrawing } from "./views/signature-page.tsx";

const wayWords: Readonly<Record<SignatureWay, Localized>> = {
  vorab: { de: "Vorab am eigenen Bildschirm, verglichen", en: "Beforehand on their own screen, compared" },
  bildschirm: { de: "Hier am Bildschirm", en: "Here on the screen" },
  papier: { de: "Auf dem Unterschriftenblatt", en: "On the signature sheet" },
  unmoeglich: { de: "Die Person kann nicht schreiben", en: "The person cannot write" },
};

/** The signature that goes onto the card: accepted, given here, or not possible. */
export const signaturePart = part("ausweis-unterschrift", "Unterschrift", "Signature", async (shown) => {
  const { ctx, view, subject, application, card, at, again } = shown;
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
      {card === undefined && subject.status !== "done" ? (
        <Form view={view} action={actionOf({ view, subject, at }, "unterschrift")}>
          <Stack>
            <Select
              view={view}
              {...field({ again }, "unterschriftWie", noted?.note ?? usual)}
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
            <Actions>
              <SubmitButton variant="secondary">
                {{ de: "Unterschrift festhalten", en: "Note the signature" }[language]}
              </SubmitButton>
            </Actions>
          </Stack>
        </Form>
      ) : null}
    </Stack>
  );
});

/** Names and birthdays of who stands in, as they were typed. */
function representativesOf({ vertreter }: Application, language: "de" | "en"): string {
  return vertreter
    .map(({ vornamen, familienname, geburtsdatum }) =>
      [`${vornamen} ${familienname}`, geburtsdatum === undefined ? "" : formatDayShort(geburtsdatum, language)]
        .filter((one) => one !== "")
        .join(", "),
    )
    .join("; ");
}

/** What has to be seen or given at the appointment besides, for this application. */
export const checksPart = part(
  "ausweis-nachweise",
  "PIN-Brief und Nachweise",
  "PIN letter and proofs",
  async ({ ctx, view, subject, application, card, at }) => {
    const { language } = view;
    const say = (de: string, en: string): string => ({ de, en })[language];
    const checked = await listChecked(ctx, subject.caseId);
    const has = (what: CheckKind): boolean => checked.some((one) => one.what === what);
    const appliedOn = await dayOfApplication(ctx, subject.caseId);
    const visited = subject.variables[withoutAppointment] !== true;
    const age = ageOn(application.geburtsdatum, appliedOn);
    const needed = checksBeforeOrder(application, appliedOn, age, visited);
    const authorised = checked.find(({ what }) => what === "ermaechtigung");
    if (card !== undefined || subject.status === "done") {
      return checked.length === 0 ? undefined : (
        <Facts
          rows={checked
            .filter(({ what }) => what !== "unterschrift")
            .map(({ what, note, byName, at: when }) => ({
              term: checkWords[what][language],
              value: note === "" ? say("ja", "yes") : note,
              hint: `${byName}, ${formatInstant(when, language)}`,
            }))}
        />
      );
    }
    return (
      <Form view={view} action={actionOf({ view, subject, at }, "nachweise")}>
        <Stack>
          {needed.includes("vertretung") ? (
            <Checkbox
              view={view}
              name="vertretung"
              label={
                application.fuerWen === "kind"
                  ? application.sorgeGemeinsam
                    ? say(
                        "Sorgerecht geprüft, beide stimmen zu (anwesend oder schriftlich)",
                        "Custody checked, both agree (present or in writing)",
                      )
                    : say("Alleinige Sorge nachgewiesen", "Sole custody proven")
                  : application.grundlage === "vollmacht"
                    ? say(
                        "Beglaubigte Vollmacht für diesen Fall gesehen",
                        "Certified power of attorney for this case seen",
                      )
                    : say(
                        "Betreuerausweis mit Aufenthaltsbestimmung gesehen",
                        "Guardian's certificate covering the residence seen",
                      )
              }
              hint={`${representativesOf(application, language)} (§ 9 Abs. 1, 2, § 23 Abs. 3 Nr. 10 PAuswG)`}
              checked={has("vertretung")}
            />
          ) : null}
          {needed.includes("ermaechtigung") ? (
            <TextField
              view={view}
              name="ermaechtigung"
              label={say("Ermächtigung der zuständigen Behörde", "Authorisation of the competent office")}
              hint={say(
                `Stelle, Tag und Zeichen. Zuständig laut Antrag: ${application.zustaendigeBehoerde || "–"}. Grund: ${application.wichtigerGrund || "–"}. Ohne sie wird nichts bestellt (§ 8 Abs. 4 Satz 2 PAuswG).`,
                `Office, day and reference. Competent according to the application: ${application.zustaendigeBehoerde || "–"}. Reason: ${application.wichtigerGrund || "–"}. Nothing is ordered without it (§ 8 Abs. 4 Satz 2 PAuswG).`,
              )}
              value={authorised?.note ?? ""}
              maxlength={300}
            />
          ) : null}
          {needed.includes("versand") ? (
            <Checkbox
              view={view}
              name="versand"
              label={say(
                "Versand: anderen gültigen Lichtbildausweis gesehen, bisherigen Personalausweis entwertet",
                "Delivery: other valid photo identity document seen, present identity card invalidated",
              )}
              hint={say(
                "Mit der Bestellung ist er im Register ungültig (§ 18 Abs. 2 Satz 1 und 3 PAuswV).",
                "The register marks it as invalid with the order (§ 18 Abs. 2 Satz 1 und 3 PAuswV).",
              )}
              checked={has("versand")}
            />
          ) : null}
          {needed.includes("pin-brief") ? (
            <Checkbox
              view={view}
              name="pinBrief"
              label={say(
                "PIN-Brief verschlossen übergeben, Erhalt in Textform bestätigt",
                "PIN letter given sealed, its receipt confirmed in text form",
              )}
              hint="§ 17 Abs. 1 PAuswV"
              checked={has("pin-brief")}
            />
          ) : visited ? (
            <p>
              {say(
                "Kein PIN-Brief: Das Kind wird vor dem Ablauf nicht 16 (§ 17 Abs. 4 PAuswV).",
                "No PIN letter: the child does not turn 16 before the card expires (§ 17 Abs. 4 PAuswV).",
              )}
            </p>
          ) : null}
          <Checkbox
            view={view}
            name="ausserhalbDienstzeit"
            label={say("Auf Wunsch außerhalb der Dienstzeit", "Outside office hours on request")}
            hint={say("13 € mehr (§ 1 Abs. 3 Nr. 1 PAuswGebV).", "€13 more (§ 1 Abs. 3 Nr. 1 PAuswGebV).")}
            required={false}
            checked={has("ausserhalb-dienstzeit")}
          />
          <Actions>
            <SubmitButton variant="secondary">{say("Nachweise festhalten", "Note the proofs")}</SubmitButton>
          </Actions>
        </Stack>
      </Form>
    );
  },
);
