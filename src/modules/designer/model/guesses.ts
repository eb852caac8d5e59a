import { foldLetters } from "../../../kernel/index.ts";
import type { Element, Lebenslage, Section } from "../../forms/index.ts";

interface Topic {
  readonly words: RegExp;
  readonly lebenslage: Lebenslage;
  readonly icon: string;
  /** Unit of the default Aktenplan. */
  readonly planUnit: string;
}

/** From the words of a title to where its service belongs; the first that fits. */
const topics: readonly Topic[] = [
  {
    words: /gewerbe|gaststaett|unternehm|betrieb|handwerk|reisegewerbe/,
    lebenslage: "unternehmen",
    icon: "briefcase",
    planUnit: "32.40",
  },
  { words: /ausweis|reisepass|\bpass\b/, lebenslage: "ausweise", icon: "id-card", planUnit: "33.20" },
  { words: /fuehrungszeugnis|meldebescheinigung/, lebenslage: "ausweise", icon: "id-card", planUnit: "33.10" },
  {
    words: /kfz|fahrzeug|fuehrerschein|fahrerlaubnis|parken|parkausweis/,
    lebenslage: "fahrzeuge",
    icon: "car",
    planUnit: "32.20",
  },
  { words: /geburt|\behe|heirat|sterbe|standesamt/, lebenslage: "familie", icon: "heart", planUnit: "34.10" },
  { words: /kita|kind|eltern|schul|familie/, lebenslage: "familie", icon: "heart", planUnit: "50.20" },
  { words: /\bbau|grundstueck|denkmal|abbruch/, lebenslage: "bauen", icon: "building", planUnit: "61.30" },
  {
    words: /wohngeld|sozial|rente|pflege|behinder|asyl|unterhalt/,
    lebenslage: "soziales",
    icon: "users",
    planUnit: "50.10",
  },
  { words: /hund|steuer|abgabe/, lebenslage: "wohnen", icon: "home", planUnit: "20.20" },
  { words: /muell|abfall|abwasser|umwelt|baum|laerm/, lebenslage: "umwelt", icon: "tree", planUnit: "32.10" },
  { words: /verein|sport|kultur|veranstaltung|fest\b/, lebenslage: "freizeit", icon: "users", planUnit: "32.30" },
  { words: /wohn|melde|umzug|anschrift/, lebenslage: "wohnen", icon: "home", planUnit: "33.10" },
];

/** Where a service probably belongs. `sure` is false where no word told. */
export function guessTopic(title: string, description: string): Omit<Topic, "words"> & { readonly sure: boolean } {
  const found = [title, description]
    .map((text) => foldLetters(text, "ae"))
    .flatMap((text) => topics.filter(({ words }) => words.test(text)))[0];
  return found === undefined
    ? { lebenslage: "wohnen", icon: "file", planUnit: "10.10", sure: false }
    : { lebenslage: found.lebenslage, icon: found.icon, planUnit: found.planUnit, sure: true };
}

interface NamePlace {
  readonly kind: "organisation" | "family" | "given";
  /** As FEEL reads it: the first entry of repeatable groups. */
  readonly feel: string;
  /** Keys of the groups around it. */
  readonly around: string;
}

const names: readonly (readonly [RegExp, NamePlace["kind"]])[] = [
  [
    /^(?:organisationsname|firma|firmenname|name der (?:firma|organisation)|name des (?:unternehmens|vereins))/i,
    "organisation",
  ],
  [/^(?:familienname|nachname|name|name, vorname)$/i, "family"],
  [/^vornamen?$/i, "given"],
];

function namePlaces(elements: readonly Element[], base: string): readonly NamePlace[] {
  return elements.flatMap((element): readonly NamePlace[] => {
    if (element.kind === "group") {
      const entry = (element.max ?? 1) > 1 ? "[1]" : "";
      return namePlaces(element.elements, `${base}${element.key}${entry}.`);
    }
    if (element.kind !== "field") return [];
    const text = element.type === "text" || element.type === "name";
    const kind = text ? names.find(([pattern]) => pattern.test(element.label.de))?.[1] : undefined;
    return kind === undefined ? [] : [{ kind, feel: `${base}${element.key}`, around: base }];
  });
}

/**
 * By which name the desk lists a case: the organisation, else the first person, else the title of the service.
 * @returns FEEL that gives a text, and whether any name was found
 */
export function guessSubject(
  sections: readonly Section[],
  title: string,
): { readonly feel: string; readonly found: boolean } {
  const places = sections.flatMap(({ elements }) => namePlaces(elements, ""));
  const organisation = places.find(({ kind }) => kind === "organisation");
  const family = places.find(({ kind }) => kind === "family");
  const given = places.find(({ kind, around }) => kind === "given" && around === family?.around);
  const otherwise = JSON.stringify(title.slice(0, 120));
  const full = family === undefined || given === undefined ? family?.feel : `${given.feel} + " " + ${family.feel}`;
  const person =
    family === undefined || full === undefined
      ? otherwise
      : `if ${family.feel} != null${given === undefined ? "" : ` and ${given.feel} != null`} then ${full} else ${otherwise}`;
  return {
    feel:
      organisation === undefined
        ? person
        : `if ${organisation.feel} != null then ${organisation.feel} else ${person === otherwise ? otherwise : `(${person})`}`,
    found: organisation !== undefined || family !== undefined,
  };
}
