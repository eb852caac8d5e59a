import type { Option } from "../../modules/forms/index.ts";

/** ISO 3166-1 alpha-2, in lower case because stored values are. */
const codes = (
  "ad ae af ag al am ao ar at au az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci cl cm cn co cr cu " +
  "cv cy cz de dj dk dm do dz ec ee eg er es et fi fj fm fr ga gb gd ge gh gm gn gq gr gt gw gy hn hr ht hu id ie il in iq " +
  "ir is it jm jo jp ke kg kh ki km kn kp kr kw kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mr mt mu " +
  "mv mw mx my mz na ne ng ni nl no np nr nz om pa pe pg ph pk pl ps pt pw py qa ro rs ru rw sa sb sc sd se sg si sk sl sm " +
  "sn so sr ss st sv sy sz td tg th tj tl tm tn to tr tt tv tw tz ua ug us uy uz va vc ve vn vu ws xk ye za zm zw"
).split(" ");

const german = new Intl.DisplayNames(["de"], { type: "region" });
const english = new Intl.DisplayNames(["en"], { type: "region" });

function option(code: string): Option {
  const region = code.toUpperCase();
  return {
    value: code,
    label: {
      de: german.of(region) ?? region,
      en: english.of(region) ?? region,
    },
  };
}

/** States of the world, Germany first, then by name. */
export const countries: readonly Option[] = [
  option("de"),
  ...codes
    .filter((code) => code !== "de")
    .map((code): Option => ({ ...option(code), byLabel: true }))
    .sort((a, b) => a.label.de.localeCompare(b.label.de, "de")),
];

/** Nationalities: the states, and what stands in a register where there is none. */
export const nationalities: readonly Option[] = [
  ...countries,
  { value: "staatenlos", label: { de: "staatenlos", en: "stateless" } },
  { value: "ungeklaert", label: { de: "ungeklärt", en: "undetermined" } },
];

/**
 * States whose nationals need no residence title: European Union, Iceland, Liechtenstein, Norway, and Switzerland.
 * Source: § 2 Abs. 1 and § 12 FreizügG/EU; § 28 AufenthV.
 */
export const freeMovement: readonly string[] =
  "de at be bg cy cz dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk is li no ch".split(" ");
