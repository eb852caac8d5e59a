import { formatInstant } from "../../../kernel/index.ts";
import { Stack, TextField } from "../../../platform/ui/index.ts";
import { ausweisAdapters } from "../adapters/settings.ts";
import { findPhoto } from "../store/index.ts";
import { Simulated } from "../views/parts.tsx";
import { PartForm, part, stillOpen } from "./part.tsx";

/** The photograph: by its code from the photo service, or from the device of the office. Source: § 9 Abs. 3 PAuswG. */
export const photoPart = part("ausweis-lichtbild", "Lichtbild", "Photograph", async (shown) => {
  const { ctx, view, subject, application } = shown;
  const { language } = view;
  const found = await findPhoto(ctx, subject.caseId);
  const { photoProvider, photoDevice } = ausweisAdapters();
  return (
    <Stack>
      {photoProvider.simulated || photoDevice.simulated ? (
        <Simulated
          view={view}
          de={[photoProvider.simulated ? "Fotodienst" : "", photoDevice.simulated ? "Aufnahmegerät" : ""]
            .filter((one) => one !== "")
            .join(" und ")}
          en={[photoProvider.simulated ? "Photo service" : "", photoDevice.simulated ? "office device" : ""]
            .filter((one) => one !== "")
            .join(" and ")}
        />
      ) : null}
      {found === undefined ? (
        <p class="muted">{{ de: "Noch kein Lichtbild abgerufen.", en: "No photograph fetched yet." }[language]}</p>
      ) : (
        <figure class="portrait">
          <img
            src={view.href(`/amt/ausweis/vorgang/${subject.caseId}/lichtbild`)}
            width={413}
            height={531}
            alt={{ de: `Lichtbild von ${subject.subjectName}`, en: `Photograph of ${subject.subjectName}` }[language]}
          />
          <figcaption>
            {
              {
                de: `${found.origin === "cloud" ? "Vom Fotodienst" : "Im Amt aufgenommen"}, ${formatInstant(found.fetchedAt, "de")}. Vergleichen Sie es mit der Person vor Ihnen.`,
                en: `${found.origin === "cloud" ? "From the photo service" : "Taken at the office"}, ${formatInstant(found.fetchedAt, "en")}. Compare it with the person in front of you.`,
              }[language]
            }
          </figcaption>
        </figure>
      )}
      {stillOpen(shown) ? (
        <>
          <PartForm shown={shown} verb="lichtbild" button={{ de: "Lichtbild abrufen", en: "Fetch the photograph" }}>
            <TextField
              view={view}
              name="code"
              label={{ de: "Code des Lichtbilds", en: "Code of the photograph" }[language]}
              value={application.fotoCode}
              width="medium"
              spellcheck={false}
            />
          </PartForm>
          <PartForm
            shown={shown}
            verb="lichtbild-geraet"
            button={{ de: "Mit dem Gerät aufnehmen", en: "Take it with the device" }}
          />
        </>
      ) : null}
    </Stack>
  );
});
