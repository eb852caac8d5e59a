import type { ComponentChildren, JSX } from "preact";
import {
  formatCents,
  formatDay,
  formatDayShort,
  type Language,
  type Localized,
  type PlainDay,
} from "../../../kernel/index.ts";
import { Alert, Facts, Section, Stack, type ViewContext } from "../../../platform/ui/index.ts";
import { addressOnCard } from "../model/card.ts";
import {
  type Application,
  type CardFieldKey,
  type FeeLine,
  type Fit,
  fitOf,
  lastDayOfValidity,
  machineReadableZone,
  mrzLineLength,
  totalOf,
  validityOf,
} from "../model/index.ts";
import { inTheWay, type OnlineSetting } from "../model/online-setting.ts";

/** What it costs, line by line, each with its paragraph. */
export function FeeLines(props: { readonly view: ViewContext; readonly lines: readonly FeeLine[] }): JSX.Element {
  const { language } = props.view;
  return (
    <Facts
      rows={[
        ...props.lines.map(({ label, amountCents, source }) => ({
          term: label[language],
          value: formatCents(amountCents, language),
          hint: source,
        })),
        {
          term: <strong>{{ de: "Zusammen", en: "In total" }[language]}</strong>,
          value: <strong>{formatCents(totalOf(props.lines), language)}</strong>,
        },
      ]}
    />
  );
}

/** How long the card is valid, and until when if it were issued today. */
export function ValidityFacts(props: {
  readonly view: ViewContext;
  readonly bornOn: PlainDay;
  readonly today: PlainDay;
}): JSX.Element {
  const { view, bornOn, today } = props;
  const { language } = view;
  const validity = validityOf(bornOn, today);
  const until = formatDay(lastDayOfValidity(today, validity), language);
  return (
    <Facts
      rows={[
        {
          term: { de: "Der Ausweis gilt", en: "The card is valid for" }[language],
          value: { de: `${validity.years} Jahre`, en: `${validity.years} years` }[language],
          hint: validity.source,
        },
        {
          term: { de: "Heute beantragt, gilt er bis", en: "Applied for today, it is valid until" }[language],
          value: until,
          hint: { de: "Es zählt der Tag im Amt.", en: "What counts is the day at the office." }[language],
        },
      ]}
    />
  );
}

const fitWords: Readonly<Record<Exclude<Fit, "large">, Localized>> = {
  small: { de: "in kleiner Schrift (Anlage 3 PAuswV)", en: "in small print (Anlage 3 PAuswV)" },
  shortened: {
    de: "passt nicht ganz und wird gekürzt (Anlage 3 PAuswV)",
    en: "does not fit and is shortened (Anlage 3 PAuswV)",
  },
};

/** What stands on both sides of the card, as far as it is known, with the lines for machines. */
export function CardPreview(props: {
  readonly view: ViewContext;
  readonly application: Application;
  readonly today: PlainDay;
}): JSX.Element {
  const { view, application, today } = props;
  const { language } = view;
  const row = (de: string, en: string, key: CardFieldKey, texts: readonly string[], shown = texts.join(", ")) => {
    const known = texts.filter((text) => text !== "");
    if (known.length === 0) return [];
    const fit = fitOf(key, known);
    return [
      { term: { de, en }[language], value: shown, ...(fit === "large" ? {} : { hint: fitWords[fit][language] }) },
    ];
  };
  const { familienname, geburtsname, vornamen, geburtsdatum } = application;
  const lastDay = lastDayOfValidity(today, validityOf(geburtsdatum, today));
  return (
    <Stack gap="l">
      <Section title={{ de: "Vorderseite", en: "Front" }[language]}>
        <Facts
          rows={[
            ...row(
              "Name",
              "Name",
              "name",
              geburtsname === "" ? [familienname] : [familienname, geburtsname],
              geburtsname === "" ? familienname : `${familienname}, geb. ${geburtsname}`,
            ),
            ...row("Doktorgrad", "Doctorate", "doktorgrad", [application.doktorgrad]),
            ...row("Vornamen", "Given names", "vornamen", [vornamen]),
            ...row("Geburtstag", "Date of birth", "geburtsdatum", [formatDayShort(geburtsdatum, "de")]),
            ...row("Staatsangehörigkeit", "Nationality", "staatsangehoerigkeit", ["DEUTSCH"]),
            ...row("Geburtsort", "Place of birth", "geburtsort", [application.geburtsort]),
            {
              term: { de: "Gültig bis", en: "Valid until" }[language],
              value: formatDayShort(lastDay, "de"),
              hint: { de: "wenn er heute beantragt wird", en: "if it is applied for today" }[language],
            },
          ]}
        />
      </Section>
      <Section title={{ de: "Rückseite", en: "Back" }[language]}>
        <Facts
          rows={[
            ...row("Augenfarbe", "Colour of the eyes", "augenfarbe", [application.augenfarbe.toUpperCase()]),
            ...row(
              "Größe",
              "Height",
              "groesse",
              [application.groesseCm === undefined ? "" : String(application.groesseCm)],
              `${application.groesseCm} cm`,
            ),
            ...row(
              "Anschrift",
              "Address",
              "strasseUndHausnummer",
              [application.strasseUndHausnummer],
              addressOnCard(application),
            ),
            ...row("Ordens- oder Künstlername", "Religious or stage name", "ordensOderKuenstlername", [
              application.ordensOderKuenstlername,
            ]),
          ]}
        />
        <MachineLines view={view} application={application} />
      </Section>
    </Stack>
  );
}

/** The lines that machines read, and which places nobody knows yet. Source: § 5 Abs. 4 PAuswG; ICAO Doc 9303. */
function MachineLines(props: { readonly view: ViewContext; readonly application: Application }): JSX.Element {
  const { language } = props.view;
  const { familienname, vornamen, geburtsdatum } = props.application;
  const zone = machineReadableZone({ familienname, vornamen, bornOn: geburtsdatum });
  return (
    <Stack gap="s">
      <h3 class="h4" id="zeilen">
        {{ de: "Zeilen für Lesegeräte", en: "Lines for reading machines" }[language]}
      </h3>
      <p>
        {
          {
            de: "Sie kennen nur A bis Z. Aus ä wird AE, aus ö OE, aus ü UE, aus ß SS, aus ø OE, aus ł L (ICAO 9303; § 5 Abs. 4 PAuswG). Der Name darüber behält alle Zeichen.",
            en: "They know A to Z only. ä becomes AE, ö OE, ü UE, ß SS, ø OE, ł L (ICAO 9303; § 5 Abs. 4 PAuswG). The name above keeps all its signs.",
          }[language]
        }
      </p>
      {zone.shortened ? (
        <Alert tone="info">
          <p>
            {
              {
                de: `Der Name ist länger als ${mrzLineLength} Zeichen und wird in dieser Zeile gekürzt.`,
                en: `The name is longer than ${mrzLineLength} characters and is shortened in this line.`,
              }[language]
            }
          </p>
        </Alert>
      ) : null}
      {/* Wider than a phone where text is large: it scrolls by itself, by keyboard too. */}
      <section class="fixed-lines" tabindex={0} aria-labelledby="zeilen">
        {zone.lines.map((line, at) => (
          <div key={String(at)}>{line}</div>
        ))}
      </section>
      <Reveal summary={{ de: "Was noch fehlt", en: "What is still missing" }[language]}>
        <ul>
          {zone.pending.map((place) => (
            <li key={`${place.line}-${place.from}`}>
              {placeOf(place.line, place.from, place.to, language)}: {place.what[language]}
            </li>
          ))}
        </ul>
      </Reveal>
    </Stack>
  );
}

function placeOf(line: number, from: number, to: number, language: Language): string {
  if (from === to) return language === "de" ? `Zeile ${line}, Stelle ${from}` : `Line ${line}, place ${from}`;
  return language === "de" ? `Zeile ${line}, Stellen ${from} bis ${to}` : `Line ${line}, places ${from} to ${to}`;
}

/** Whether somebody has to come before the card is made, and which paragraphs say so. */
export function VisitNote(props: { readonly view: ViewContext; readonly setting: OnlineSetting }): JSX.Element {
  const { setting } = props;
  const { language } = props.view;
  const reasons = (
    <ul>
      {inTheWay.map((reason) => (
        <li key={reason.de}>{reason[language]}</li>
      ))}
    </ul>
  );
  if (!setting.ohneTermin) {
    return (
      <Alert
        tone="info"
        title={{ de: "Ein kurzer Termin im Amt bleibt", en: "One short appointment remains" }[language]}
      >
        <p>
          {
            {
              de: "Zehn Minuten genügen, weil alles vorbereitet ist. Ganz ohne geht es nach geltendem Recht nicht:",
              en: "Ten minutes are enough, because everything is prepared. The law does not allow none at all:",
            }[language]
          }
        </p>
        {reasons}
      </Alert>
    );
  }
  return (
    <Alert
      tone="warning"
      title={
        { de: "Erprobung: Sie müssen vorher nicht ins Amt", en: "Experiment: you need not come beforehand" }[language]
      }
    >
      <p>
        {
          {
            de: `Diese Stadt erprobt den Ausweis ohne Termin. Sie stützt sich auf: ${setting.klausel}. Ohne diese Erprobungsklausel stünde im Weg:`,
            en: `This town tries out the card without an appointment. It relies on: ${setting.klausel}. Without this experimentation clause these would stand in the way:`,
          }[language]
        }
      </p>
      {reasons}
      <p>
        {
          {
            de: "Der Ausweis entsteht dann ohne Fingerabdrücke. Ihre Identität prüfen wir bei der Übergabe.",
            en: "The card is then made without fingerprints. We check your identity when it is handed over.",
          }[language]
        }
      </p>
    </Alert>
  );
}

/** A reveal with a heading and running text. */
export function Reveal(props: { readonly summary: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <details class="help">
      <summary>{props.summary}</summary>
      <div class="help__body">{props.children}</div>
    </details>
  );
}
