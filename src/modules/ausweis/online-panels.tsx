import { formatInstant } from "../../kernel/index.ts";
import { Alert, Stack } from "../../platform/ui/index.ts";
import type { CasePanel } from "../cases/index.ts";
import { applicationLeistung } from "./case-application.ts";
import { withoutAppointment } from "./model/online-setting.ts";
import { findSignatureOfCase } from "./store/online.ts";
import { SignatureDrawing } from "./views/signature-page.tsx";

/** What the citizen has done on their own screen, for the office to look at. */
export const ausweisOnlinePanels: readonly CasePanel[] = [
  {
    id: "ausweis-online",
    title: { de: "Unterschrift vorab", en: "Signature given beforehand" },
    tab: "antrag",
    async render(ctx, view, subject) {
      if (subject.leistungId !== applicationLeistung) return undefined;
      const { language } = view;
      const given = await findSignatureOfCase(ctx, subject.caseId);
      const experiment = subject.variables[withoutAppointment] === true;
      if (given === undefined && !experiment) return undefined;
      const when = given === undefined ? "" : formatInstant(given.signedAt, language);
      return (
        <Stack>
          {experiment ? (
            <Alert
              tone="warning"
              title={{ de: "Erprobung ohne Termin", en: "Experiment without appointment" }[language]}
            >
              <p>
                {
                  {
                    de: `Gesendet, als galt: ${String(subject.variables.klausel)}. Identität und Fingerabdrücke sind vor der Bestellung nicht nötig; die Identität prüfen Sie bei der Übergabe.`,
                    en: `Sent while this applied: ${String(subject.variables.klausel)}. Identity and fingerprints are not needed before the order; you check identity at the handover.`,
                  }[language]
                }
              </p>
            </Alert>
          ) : null}
          {given === undefined ? null : (
            <>
              <SignatureDrawing
                path={given.path}
                label={
                  { de: `Unterschrift von ${subject.subjectName}`, en: `Signature of ${subject.subjectName}` }[language]
                }
              />
              <p>
                {given.path === ""
                  ? {
                      de: `${given.name} unterschreibt beim Termin von Hand (${when}).`,
                      en: `${given.name} signs by hand at the appointment (${when}).`,
                    }[language]
                  : {
                      de: `Am eigenen Bildschirm unterschrieben, ${when}. Vergleichen Sie sie mit der auf dem alten Ausweis.`,
                      en: `Signed on their own screen, ${when}. Compare it with the one on the old card.`,
                    }[language]}
              </p>
            </>
          )}
        </Stack>
      );
    },
  },
];
