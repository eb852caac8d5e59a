import type { VNode } from "preact";
import { formatInstant } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { Alert, ButtonLink, Link, Section, Stack, type ViewContext } from "../../platform/ui/index.ts";
import type { FormPanel, PanelDraft } from "../forms/index.ts";
import { getOnlineSetting } from "./actions/set-online-setting.ts";
import { type Application, ageOn, feeFactsOf, feesOf, readApplication, signsFrom } from "./model/index.ts";
import { findSignatureOfDraft } from "./store/index.ts";
import { CardPreview, FeeLines, ValidityFacts, VisitNote } from "./views/online-parts.tsx";
import { SignatureDrawing } from "./views/signature-page.tsx";

interface Shown {
  readonly ctx: Ctx;
  readonly view: ViewContext;
  readonly draft: PanelDraft;
  readonly application: Application;
}

function panel(name: string, render: (shown: Shown) => ReturnType<FormPanel["render"]>): FormPanel {
  return {
    name,
    render(ctx, view, draft) {
      const application = readApplication(draft.answers);
      return application === undefined ? undefined : render({ ctx, view, draft, application });
    },
  };
}

const overview = panel("ausweis.uebersicht", async ({ ctx, view, draft, application }) => {
  const { language } = view;
  const { today } = draft;
  return (
    <Stack gap="l">
      <Section title={{ de: "Gültigkeit", en: "Validity" }[language]}>
        <ValidityFacts view={view} bornOn={application.geburtsdatum} today={today} />
      </Section>
      <Section title={{ de: "Gebühr", en: "Fee" }[language]}>
        <Stack gap="s">
          <FeeLines view={view} lines={feesOf(feeFactsOf(application, today))} />
          <p class="muted">
            {
              {
                de: "Lichtbild im Amt, Versand oder ein vorläufiger Ausweis kommen nur dazu, wenn Sie es wählen.",
                en: "A photograph at the office, delivery or a provisional card are added only if you choose them.",
              }[language]
            }
          </p>
        </Stack>
      </Section>
      <VisitNote view={view} setting={await getOnlineSetting(ctx)} />
      <p>
        {{ de: "Noch kein Lichtbild?", en: "No photograph yet?" }[language]}{" "}
        <Link href={view.href("/ausweis/foto")}>
          {{ de: "Foto vorab auf dem Handy prüfen", en: "Check a photo on the phone beforehand" }[language]}
        </Link>
      </p>
    </Stack>
  );
});

const card = panel("ausweis.karte", ({ view, draft, application }) => (
  <CardPreview view={view} application={application} today={draft.today} />
));

const fee = panel("ausweis.gebuehr", ({ view, draft, application }) => (
  <Section title={{ de: "So setzt sie sich zusammen", en: "What it is made of" }[view.language]}>
    <FeeLines view={view} lines={feesOf(feeFactsOf(application, draft.today))} />
  </Section>
));

/** What stands on the page before is not said twice; an experiment is, because the page is about the appointment. */
const visit = panel("ausweis.termin", async ({ ctx, view }) => {
  const setting = await getOnlineSetting(ctx);
  return setting.ohneTermin ? <VisitNote view={view} setting={setting} /> : undefined;
});

const signature = panel("ausweis.unterschrift", async ({ ctx, view, draft, application }) => {
  const { language } = view;
  if (ageOn(application.geburtsdatum, draft.today) < signsFrom) {
    return (
      <p>
        {
          {
            de: "Kinder unter zehn Jahren unterschreiben nicht. Hier ist nichts zu tun (§ 9 Abs. 5 PAuswG).",
            en: "Children under ten do not sign. There is nothing to do here (§ 9 Abs. 5 PAuswG).",
          }[language]
        }
      </p>
    );
  }
  const { unterschriftAmHandy } = await getOnlineSetting(ctx);
  if (!unterschriftAmHandy) {
    return (
      <p>
        {
          {
            de: "Sie unterschreiben beim Termin im Amt. Ihre Unterschrift kommt auf den Ausweis (§ 5 Abs. 2 Nr. 6 PAuswG).",
            en: "You sign at the appointment at the office. Your signature goes onto the card (§ 5 Abs. 2 Nr. 6 PAuswG).",
          }[language]
        }
      </p>
    );
  }
  const given = await findSignatureOfDraft(ctx, draft.draftId);
  const href = view.href(`/ausweis/unterschrift/${draft.draftId}`);
  if (given === undefined) {
    return (
      <Stack gap="m">
        <p>
          {
            {
              de: "Ihre Unterschrift kommt auf den Ausweis (§ 5 Abs. 2 Nr. 6 PAuswG). Sie können jetzt hier unterschreiben oder beim Termin. Das Amt sieht sie sich beim Termin mit Ihnen an.",
              en: "Your signature goes onto the card (§ 5 Abs. 2 Nr. 6 PAuswG). You can sign here now, or at the appointment. The office looks at it with you at the appointment.",
            }[language]
          }
        </p>
        <p>
          <ButtonLink href={href} variant="secondary" icon="edit">
            {{ de: "Jetzt unterschreiben", en: "Sign now" }[language]}
          </ButtonLink>
        </p>
      </Stack>
    );
  }
  const when = formatInstant(given.signedAt, language);
  return (
    <Stack gap="m">
      <Alert
        tone="success"
        title={
          given.path === ""
            ? { de: "Sie unterschreiben beim Termin", en: "You sign at the appointment" }[language]
            : { de: "Sie haben unterschrieben", en: "You have signed" }[language]
        }
      >
        <p>{given.path === "" ? `${given.name}, ${when}` : when}</p>
      </Alert>
      <SignatureDrawing path={given.path} label={{ de: "Ihre Unterschrift", en: "Your signature" }[language]} />
      <p>
        <ButtonLink href={href} variant="secondary" icon="edit">
          {{ de: "Neu unterschreiben", en: "Sign again" }[language]}
        </ButtonLink>
      </p>
    </Stack>
  );
});

/** What was signed, or that signing is left for the appointment: nobody should send without knowing which. */
async function reviewSignature({ ctx, view, draft, application }: Shown): Promise<VNode> {
  const { language } = view;
  if (ageOn(application.geburtsdatum, draft.today) < signsFrom) {
    return (
      <p>{{ de: "Kinder unter zehn Jahren unterschreiben nicht.", en: "Children under ten do not sign." }[language]}</p>
    );
  }
  const { unterschriftAmHandy } = await getOnlineSetting(ctx);
  const given = unterschriftAmHandy ? await findSignatureOfDraft(ctx, draft.draftId) : undefined;
  if (given === undefined || given.path === "") {
    return (
      <p>
        {{ de: "Sie unterschreiben beim Termin im Amt.", en: "You sign at the appointment at the office." }[language]}
      </p>
    );
  }
  return (
    <Stack gap="s">
      <SignatureDrawing path={given.path} label={{ de: "Ihre Unterschrift", en: "Your signature" }[language]} />
      <p class="quiet">
        {
          {
            de: `Unterschrieben: ${formatInstant(given.signedAt, "de")}`,
            en: `Signed: ${formatInstant(given.signedAt, "en")}`,
          }[language]
        }
      </p>
    </Stack>
  );
}

const signatureWithReview: FormPanel = {
  ...signature,
  review(ctx, view, draft) {
    const application = readApplication(draft.answers);
    return application === undefined ? undefined : reviewSignature({ ctx, view, draft, application });
  },
};

/** What pages of the application work out from the answers. */
export const ausweisFormPanels: readonly FormPanel[] = [overview, card, fee, visit, signatureWithReview];
