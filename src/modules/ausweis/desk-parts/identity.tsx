import { formatInstant } from "../../../kernel/index.ts";
import { Alert, Icon, Select, Stack } from "../../../platform/ui/index.ts";
import { listTasksOfCase } from "../../cases/index.ts";
import { identityProofs } from "../actions/capture.ts";
import { isSecondPerson } from "../actions/readiness.ts";
import { findVisit } from "../store/index.ts";
import { proofWords } from "../views/parts.tsx";
import { PartForm, part, stillOpen } from "./part.tsx";

/** Who established identity and by what; says where somebody else has to approve. Source: § 9 Abs. 1 PAuswG. */
export const identityPart = part("ausweis-identitaet", "Identität", "Identity", async (shown) => {
  const { ctx, view, subject } = shown;
  const { language } = view;
  const visit = await findVisit(ctx, subject.caseId);
  const toApprove = (await listTasksOfCase(ctx, subject.caseId)).some(
    ({ form, state }) => form === "ausweis.freigeben" && state === "open",
  );
  return (
    <Stack>
      {visit === undefined ? null : (
        <p>
          <Icon name="check" />{" "}
          {
            {
              de: `Festgestellt von ${visit.checkedByName} am ${formatInstant(visit.checkedAt, "de")} (${proofWords[visit.proof].de})`,
              en: `Established by ${visit.checkedByName}, ${formatInstant(visit.checkedAt, "en")} (${proofWords[visit.proof].en})`,
            }[language]
          }
        </p>
      )}
      {toApprove && !(await isSecondPerson(ctx, subject.caseId)) ? (
        <Alert tone="info" title={{ de: "Jemand anderes gibt frei", en: "Somebody else approves" }[language]} />
      ) : null}
      {stillOpen(shown) ? (
        <PartForm shown={shown} verb="identitaet" button={{ de: "Identität festgestellt", en: "Identity established" }}>
          <Select
            view={view}
            name="nachweis"
            label={{ de: "Identität festgestellt durch", en: "Identity established by" }[language]}
            options={identityProofs.map((value) => ({ value, label: proofWords[value][language] }))}
            value={visit?.proof ?? "personalausweis"}
            emptyLabel={null}
          />
        </PartForm>
      ) : null}
    </Stack>
  );
});
