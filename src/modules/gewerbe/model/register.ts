import type { StoredAnswers } from "./gewa.ts";
import { findRaw, type Gewerbeanzeige, valuesOf } from "./gewa.ts";

/** A business as the register shows it, taken from its latest Anzeige. */
export interface RegisterFacts {
  /** Registered name, else the name of the owner or of the partners. */
  readonly name: string;
  readonly businessName?: string;
  readonly rechtsform: string;
  readonly strasse: string;
  readonly hausnummer: string;
  readonly plz: string;
  readonly ort: string;
  readonly activity: string;
}

/** The part that may be made accessible to everyone. Source: § 14 Abs. 5 Satz 2 GewO. */
export type PublicFacts = Omit<RegisterFacts, "rechtsform">;

/** Leaves name, business name, business address and activity, and nothing else. Source: § 14 Abs. 5 Satz 2 GewO. */
export function publicPart(facts: RegisterFacts): PublicFacts {
  const { name, businessName, strasse, hausnummer, plz, ort, activity } = facts;
  return { name, ...(businessName === undefined ? {} : { businessName }), strasse, hausnummer, plz, ort, activity };
}

/** Register facts of a submission: all its Anzeigen, one for each partner of a partnership. */
export function registerFacts(anzeigen: readonly [Gewerbeanzeige, ...Gewerbeanzeige[]]): RegisterFacts {
  const [first] = anzeigen;
  const of = (number: number, key: string): string => findRaw(first, number, key) ?? "";
  const owners = anzeigen.flatMap((anzeige) => ownersOf(anzeige));
  const businessName = findRaw(first, 3, "geschaeftsbezeichnung");
  return {
    name: findRaw(first, 1, "registername") ?? owners.join(", "),
    ...(businessName === undefined ? {} : { businessName }),
    rechtsform: of(1, "rechtsform"),
    strasse: of(15, "strasse"),
    hausnummer: of(15, "hausnummer"),
    plz: of(15, "plz"),
    ort: of(15, "ort"),
    activity: activityOf(first),
  };
}

function ownersOf(anzeige: Gewerbeanzeige): readonly string[] {
  return valuesOf(anzeige, 4).map(({ path, display }) => {
    const given = valuesOf(anzeige, 5).find((value) => value.path === path.replace(/familienname$/, "vornamen"));
    return [given?.display, display].filter((part) => part !== undefined).join(" ");
  });
}

function activityOf(anzeige: Gewerbeanzeige): string {
  const numbers = anzeige.kind === "GewA2" ? [18, 19] : [18];
  return numbers
    .flatMap((number) => valuesOf(anzeige, number))
    .filter(({ path }) => path !== "schwerpunkt")
    .map(({ display }) => display)
    .join("; ");
}

/** First parts of paths that mean the same on all three forms. */
const shared = [
  "rechtsform",
  "rechtsformName",
  "weitereGesellschafter",
  "eingetragen",
  "registername",
  "komplementaer",
  "komplementaerRegister",
  "registerart",
  "registerort",
  "registernummer",
  "geschaeftsbezeichnung",
  "inhaber",
  "geburt",
  "wohnung",
  "personen",
  "reisegewerbe",
  "niederlassung",
  "betriebsstaette",
  "oeffentlicheHand",
  "zahlDerVertreter",
  "leitung",
  "hauptniederlassung",
  "schwerpunkt",
  "beschaeftigteVorhanden",
  "vollzeit",
  "teilzeit",
];
const sharedWithUmmeldung = [
  "aufenthalt",
  "zulassungspflichtigesHandwerk",
  "handwerkskarteVorhanden",
  "handwerkskarteDatum",
  "handwerkskammer",
  "erlaubnisArten",
  "erlaubnisVorhanden",
  "erlaubnisDatum",
  "erlaubnisBehoerde",
  "weitereErlaubnisse",
];
const residenceTitle = /^personen\.\d+\.(titelVorhanden|titelDatum|titelBehoerde|auflageVorhanden|auflage)$/;

/**
 * First answers of an Ummeldung or Abmeldung from those of an earlier Anmeldung or Ummeldung, so that nobody types
 * twice what the register knows. The address so far is also that of the former site of an Ummeldung.
 */
export function prefillAnswers(earlier: StoredAnswers, kind: "GewA2" | "GewA3"): StoredAnswers {
  const known = new Set(kind === "GewA2" ? [...shared, ...sharedWithUmmeldung] : shared);
  const answers: Record<string, string | readonly string[]> = {};
  for (const [path, value] of Object.entries(earlier)) {
    if (!known.has(path.split(".", 1)[0] ?? "")) continue;
    if (kind === "GewA3" && residenceTitle.test(path)) continue;
    answers[path] = value;
  }
  const taetigkeit = ["taetigkeit", "neueTaetigkeit", "weiterhinTaetigkeit"]
    .flatMap((key) => (typeof earlier[key] === "string" && earlier[key] !== "" ? [earlier[key]] : []))
    .join("\n");
  if (kind === "GewA3") {
    if (taetigkeit !== "") answers.taetigkeit = taetigkeit;
    for (const key of ["betriebsart", "nebenerwerb"]) {
      const value = earlier[key];
      if (value !== undefined) answers[key] = value;
    }
    return answers;
  }
  if (taetigkeit !== "") answers.weiterhinTaetigkeit = taetigkeit;
  const handwerk = handwerkOf(earlier);
  if (handwerk !== undefined) answers.handwerk = handwerk;
  const site = earlier["betriebsstaette.wieWohnung"] === "ja" ? "wohnung" : "betriebsstaette";
  for (const key of ["strasse", "hausnummer", "plz", "ort"]) {
    const value = earlier[`${site}.${key}`];
    if (value !== undefined) answers[`fruehereBetriebsstaette.${key}`] = value;
  }
  return answers;
}

function handwerkOf(earlier: StoredAnswers): string | undefined {
  if (typeof earlier.handwerk === "string") return earlier.handwerk;
  const betriebsart = earlier.betriebsart;
  if (betriebsart === undefined) return undefined;
  return (typeof betriebsart === "string" ? [betriebsart] : betriebsart).includes("handwerk") ? "ja" : "nein";
}
