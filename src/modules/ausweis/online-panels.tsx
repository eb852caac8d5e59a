import { Alert } from "../../platform/ui/index.ts";
import type { CasePanel } from "../cases/index.ts";
import { applicationLeistung } from "./case-application.ts";
import { withoutAppointment } from "./model/online-setting.ts";

/** Under which clause the application was sent. */
export const ausweisOnlinePanels: readonly CasePanel[] = [
  {
    id: "ausweis-online",
    title: { de: "Erprobung", en: "Experiment" },
    tab: "antrag",
    async render(_ctx, view, subject) {
      if (subject.leistungId !== applicationLeistung) return undefined;
      const { language } = view;
      if (subject.variables[withoutAppointment] !== true) return undefined;
      return (
        <Alert tone="warning" title={{ de: "Erprobung ohne Termin", en: "Experiment without appointment" }[language]}>
          <p>
            {
              {
                de: `Gesendet, als galt: ${String(subject.variables.klausel)}. Identität und Fingerabdrücke sind vor der Bestellung nicht nötig; die Identität prüfen Sie bei der Übergabe.`,
                en: `Sent while this applied: ${String(subject.variables.klausel)}. Identity and fingerprints are not needed before the order; you check identity at the handover.`,
              }[language]
            }
          </p>
        </Alert>
      );
    },
  },
];
