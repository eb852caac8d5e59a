import { gemeinden } from "../../tenants/index.ts";
import type { CodeList } from "./code-list.ts";

/** Codes of ISO 3166-1, alpha-2, that are in use: facts, without the standard's names. */
const countries =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC " +
  "CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD " +
  "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH " +
  "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW " +
  "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC " +
  "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY " +
  "UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

function countryList(): CodeList {
  const german = new Intl.DisplayNames("de", { type: "region" });
  const english = new Intl.DisplayNames("en", { type: "region" });
  const entries = countries.split(" ").map((code) => ({
    code,
    label: german.of(code) ?? code,
    labelEn: english.of(code) ?? code,
  }));
  return {
    uri: "urn:klickamt:codeliste:staaten",
    version: "1",
    name: { de: "Staaten und Gebiete (ISO 3166-1)", en: "Countries and territories (ISO 3166-1)" },
    entries: entries.sort((one, other) => one.label.localeCompare(other.label, "de")),
  };
}

function gemeindeList(): CodeList {
  return {
    uri: "urn:klickamt:codeliste:gemeinden-nrw",
    version: "2023-11-30",
    name: {
      de: "Städte und Gemeinden in Nordrhein-Westfalen (AGS)",
      en: "Municipalities of North Rhine-Westphalia (AGS)",
    },
    entries: gemeinden
      .map(({ ags, name }) => ({ code: ags, label: name }))
      .sort((one, other) => one.label.localeCompare(other.label, "de")),
  };
}

let lists: readonly CodeList[] | undefined;

/** Lists that everybody needs, there without an import. */
export function builtInLists(): readonly CodeList[] {
  lists ??= [countryList(), gemeindeList()];
  return lists;
}
