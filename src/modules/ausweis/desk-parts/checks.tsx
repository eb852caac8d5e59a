import { formatDayShort, formatInstant } from "../../../kernel/index.ts";
import { Checkbox, Facts, TextField } from "../../../platform/ui/index.ts";
import { dayOfApplication } from "../case-application.ts";
import { type Application, ageOn, type CheckKind, checksBeforeOrder, checkWords } from "../model/index.ts";
import { withoutAppointment } from "../model/online-setting.ts";
import { listChecked } from "../store/index.ts";
import { PartForm, part, stillOpen } from "./part.tsx";

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
  async (shown) => {
    const { ctx, view, subject, application } = shown;
    const { language } = view;
    const say = (de: string, en: string): string => ({ de, en })[language];
    const checked = await listChecked(ctx, subject.caseId);
    const has = (what: CheckKind): boolean => checked.some((one) => one.what === what);
    const appliedOn = await dayOfApplication(ctx, subject.caseId);
    const visited = subject.variables[withoutAppointment] !== true;
    const age = ageOn(application.geburtsdatum, appliedOn);
    const needed = checksBeforeOrder(application, appliedOn, age, visited);
    const authorised = checked.find(({ what }) => what === "ermaechtigung");
    if (!stillOpen(shown)) {
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
      <PartForm shown={shown} verb="nachweise" button={{ de: "Nachweise festhalten", en: "Note the proofs" }}>
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
      </PartForm>
    );
  },
);
