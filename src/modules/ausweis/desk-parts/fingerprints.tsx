import { dayInBerlin, formatInstant } from "../../../kernel/index.ts";
import { Stack } from "../../../platform/ui/index.ts";
import { ausweisAdapters } from "../adapters/settings.ts";
import { ageOn, fingerprintsFrom } from "../model/index.ts";
import { findBiometric, listDeletions } from "../store/index.ts";
import { Simulated } from "../views/parts.tsx";
import { PartForm, part, stillOpen } from "./part.tsx";

/** When fingerprints were taken and when deleted; never the prints. Source: § 5 Abs. 9, § 26 Abs. 2 PAuswG. */
export const fingerprintsPart = part("ausweis-fingerabdruecke", "Fingerabdrücke", "Fingerprints", async (shown) => {
  const { ctx, view, subject, application } = shown;
  const { language } = view;
  const today = dayInBerlin(ctx.now);
  if (ageOn(application.geburtsdatum, today) < fingerprintsFrom) {
    return (
      <p>
        {
          {
            de: "Unter sechs Jahren werden keine genommen (§ 9 Abs. 3 Satz 6 PAuswG).",
            en: "None are taken under the age of six (§ 9 Abs. 3 Satz 6 PAuswG).",
          }[language]
        }
      </p>
    );
  }
  const found = await findBiometric(ctx, subject.caseId);
  const deleted = (await listDeletions(ctx, subject.caseId)).find(({ rule }) => rule === "fingerabdruecke");
  return (
    <Stack>
      {ausweisAdapters().fingerprintDevice.simulated ? (
        <Simulated view={view} de="Gerät für Fingerabdrücke" en="Fingerprint device" />
      ) : null}
      {deleted === undefined || found !== undefined ? null : (
        <p>
          {
            {
              de: `Gelöscht am ${formatInstant(deleted.at, "de")} (${deleted.source}).`,
              en: `Deleted ${formatInstant(deleted.at, "en")} (${deleted.source}).`,
            }[language]
          }
        </p>
      )}
      {found === undefined ? null : (
        <p>
          {
            {
              de: `Aufgenommen am ${formatInstant(found.capturedAt, "de")}: ${found.fingers.join(", ")}. Sie werden bei der Aushändigung gelöscht (§ 26 Abs. 2 PAuswG).`,
              en: `Taken ${formatInstant(found.capturedAt, "en")}: two fingers. They are deleted at the handover (§ 26 Abs. 2 PAuswG).`,
            }[language]
          }
        </p>
      )}
      {stillOpen(shown) ? (
        <PartForm
          shown={shown}
          verb="fingerabdruecke"
          button={{ de: "Fingerabdrücke aufnehmen", en: "Take fingerprints" }}
        />
      ) : null}
    </Stack>
  );
});
