import type { ComponentChildren, JSX } from "preact";
import { formatInstant, type Localized } from "../../kernel/index.ts";
import { Alert, ButtonLink, Link, Stack, Timeline, type ViewContext } from "../../platform/ui/index.ts";
import type { Case, StatusPanel } from "../cases/index.ts";
import { applicationLeistung, applicationOf, dayOfApplication } from "./case-application.ts";
import type { Uebergabe } from "./model/application.ts";
import type { CardEvent, CardState } from "./model/card.ts";
import { withoutAppointment } from "./model/online-setting.ts";
import { photoCodeWords } from "./model/photo-code-words.ts";
import { getsPinLetter } from "./model/visit-checks.ts";
import { findCardOfCase, findPhotoCode, listCardEvents, type PhotoCode } from "./store/index.ts";
import { Reveal, VisitNote } from "./views/online-parts.tsx";

type Stop = Extract<CardState, "ordered" | "produced" | "arrived" | "ready" | "handed-over">;

const stopWords: Readonly<Record<Stop, Localized>> = {
  ordered: { de: "Beim Hersteller bestellt", en: "Ordered from the producer" },
  produced: { de: "Hergestellt", en: "Produced" },
  arrived: { de: "Im Amt angekommen", en: "Arrived at the office" },
  ready: { de: "Liegt für Sie bereit", en: "Ready for you" },
  "handed-over": { de: "Bei Ihnen", en: "With you" },
};

/** The way of a card that is sent leads past the office. */
const stopsOf = (uebergabe: Uebergabe): readonly Stop[] =>
  uebergabe === "versand"
    ? ["ordered", "produced", "handed-over"]
    : ["ordered", "produced", "arrived", "ready", "handed-over"];

const ways: Readonly<Record<Uebergabe, Localized>> = {
  abholung: {
    de: "Sie holen den Ausweis im Amt ab. Wir schreiben Ihnen, sobald er da ist. Bringen Sie den alten mit (§ 27 Abs. 1 Nr. 2 PAuswG).",
    en: "You collect the card at the office. We write to you as soon as it is there. Bring the old one (§ 27 Abs. 1 Nr. 2 PAuswG).",
  },
  bevollmaechtigt: {
    de: "Jemand holt den Ausweis mit Ihrer Vollmacht ab. Wir schreiben Ihnen, sobald er da ist (§ 18 Abs. 1 PAuswV).",
    en: "Somebody collects the card with your authorisation. We write to you as soon as it is there (§ 18 Abs. 1 PAuswV).",
  },
  box: {
    de: "Sie holen den Ausweis aus der Abholbox, rund um die Uhr. Den Code für das Fach bekommen Sie, sobald er darin liegt.",
    en: "You take the card from the pickup box, around the clock. You get the code of the compartment as soon as it is in there.",
  },
  versand: {
    de: "Der Ausweis kommt per Post. Der Zusteller gibt ihn nur Ihnen und sieht sich einen anderen Lichtbildausweis an (§ 18 Abs. 2 PAuswV).",
    en: "The card comes by post. The courier hands it only to you and looks at another photo identity document (§ 18 Abs. 2 PAuswV).",
  },
};

function CardWay(props: { view: ViewContext; uebergabe: Uebergabe; events: readonly CardEvent[] }): JSX.Element {
  const { view, events } = props;
  const { language } = view;
  // A card that the courier brought to the office after all takes the way over it.
  const past = new Map(events.map(({ what, at }) => [what, at]));
  const stops = past.has("arrived") ? stopsOf("abholung") : stopsOf(props.uebergabe);
  const next = stops.findIndex((stop) => !past.has(stop));
  return (
    <Timeline
      view={view}
      items={stops.map((stop, at) => {
        const when = past.get(stop);
        return {
          title: stopWords[stop][language],
          ...(when === undefined ? {} : { when: formatInstant(when, language) }),
          state: when !== undefined ? "done" : at === next && at > 0 ? "current" : "next",
        } as const;
      })}
    />
  );
}

function PhotoNote(props: { view: ViewContext; subject: Case; code: PhotoCode }): JSX.Element | null {
  const { view, subject, code } = props;
  const { language } = view;
  if (code.state === "asked" || code.state === "fetched") {
    return (
      <p>
        {code.state === "fetched"
          ? { de: "Ihr Lichtbild liegt uns vor.", en: "We have your photograph." }[language]
          : { de: "Wir rufen Ihr Lichtbild ab.", en: "We are fetching your photograph." }[language]}
      </p>
    );
  }
  const words = photoCodeWords[code.state];
  return (
    <Alert tone="warning" title={words.title[language]}>
      <p>{words.text[language]}</p>
      <p>
        <ButtonLink
          href={view.href(`/postfach/${subject.mailboxId}/vorgang/${subject.caseId}/lichtbild`)}
          variant="secondary"
        >
          {{ de: "Anderen Code eingeben", en: "Enter another code" }[language]}
        </ButtonLink>
      </p>
    </Alert>
  );
}

/** The letter with the PIN and the password to block: two things that come on two ways, to whom both come. */
export function PinAndSperrkennwort(props: { readonly view: ViewContext }): JSX.Element {
  const { language } = props.view;
  const say = (de: ComponentChildren, en: ComponentChildren): ComponentChildren => ({ de, en })[language];
  return (
    <Reveal summary={{ de: "PIN-Brief und Sperrkennwort", en: "PIN letter and blocking password" }[language]}>
      <p>
        {say(
          "Den PIN-Brief bekommen Sie beim Termin, in einem verschlossenen Umschlag. Darin stehen die fünfstellige PIN, die Sie beim ersten Mal durch eine eigene ersetzen, und die Entsperrnummer (§ 17 Abs. 1 PAuswV).",
          "You receive the PIN letter at the appointment, in a sealed envelope. It holds the PIN of five digits, which you replace with one of your own the first time, and the number that unblocks it (§ 17 Abs. 1 PAuswV).",
        )}
      </p>
      <p>
        {say(
          "Das Sperrkennwort kommt mit dem Ausweis, getrennt von der PIN. Damit lassen Sie die Online-Funktion sperren, wenn der Ausweis weg ist: unter 116 116, rund um die Uhr (§ 2 Abs. 6, § 10 Abs. 6 PAuswG, § 18 Abs. 1 PAuswV).",
          "The blocking password comes with the card, apart from the PIN. With it you have the online function blocked if the card is gone: by calling 116 116, around the clock (§ 2 Abs. 6, § 10 Abs. 6 PAuswG, § 18 Abs. 1 PAuswV).",
        )}
      </p>
      <p>
        {say(
          "Bewahren Sie beides getrennt vom Ausweis auf. Klickamt kennt weder PIN noch Sperrkennwort.",
          "Keep both apart from the card. Klickamt knows neither PIN nor password.",
        )}
      </p>
    </Reveal>
  );
}

/** Where the card is, how it comes, and what comes with it. */
export const ausweisStatusPanels: readonly StatusPanel[] = [
  {
    id: "ausweis-stand",
    title: { de: "Ihr Ausweis", en: "Your card" },
    async render(ctx, view, subject) {
      if (subject.leistungId !== applicationLeistung) return undefined;
      const { language } = view;
      const { uebergabe, geburtsdatum } = applicationOf(subject);
      const card = await findCardOfCase(ctx, subject.caseId);
      // Withdrawn before it was ordered: there is no card to wait for.
      if (card === undefined && subject.status === "done") return undefined;
      const code = await findPhotoCode(ctx, subject.caseId);
      const { klausel } = subject.variables;
      return (
        <Stack gap="m">
          {code === undefined || card !== undefined ? null : <PhotoNote view={view} subject={subject} code={code} />}
          {card === undefined && subject.variables[withoutAppointment] === true ? (
            <VisitNote
              view={view}
              setting={{ unterschriftAmHandy: true, ohneTermin: true, klausel: String(klausel ?? "") }}
            />
          ) : null}
          <CardWay
            view={view}
            uebergabe={uebergabe}
            events={card === undefined ? [] : await listCardEvents(ctx, card.cardId)}
          />
          {card?.state === "handed-over" ? null : <p>{ways[uebergabe][language]}</p>}
          {getsPinLetter(geburtsdatum, card?.issuedOn ?? (await dayOfApplication(ctx, subject.caseId))) ? (
            <PinAndSperrkennwort view={view} />
          ) : null}
          <p>
            <Link href={view.href("/leistungen/ausweis-verlust-melden")}>
              {
                { de: "Ausweis verloren? Rund um die Uhr melden", en: "Card lost? Report it around the clock" }[
                  language
                ]
              }
            </Link>
          </p>
        </Stack>
      );
    },
  },
];
