import type { Leistung } from "../modules/forms/index.ts";
import { leistung as ausweisVerlustMelden } from "./ausweis-verlust-melden/index.ts";
import { leistung as bauantragStellen } from "./bauantrag-stellen/index.ts";
import { leistung as bewohnerparkausweisBeantragen } from "./bewohnerparkausweis-beantragen/index.ts";
import { leistung as eheAnmelden } from "./ehe-anmelden/index.ts";
import { leistung as fuehrungszeugnisBeantragen } from "./fuehrungszeugnis-beantragen/index.ts";
import { leistung as fundsacheMelden } from "./fundsache-melden/index.ts";
import { leistung as geburtsurkundeAnfordern } from "./geburtsurkunde-anfordern/index.ts";
import { leistung as gewerbeAbmelden } from "./gewerbe-abmelden/index.ts";
import { leistung as gewerbeAnmelden } from "./gewerbe-anmelden/index.ts";
import { leistung as gewerbeUmmelden } from "./gewerbe-ummelden/index.ts";
import { leistung as hundesteuerAnmelden } from "./hundesteuer-anmelden/index.ts";
import { leistung as kitaPlatzAnmelden } from "./kita-platz-anmelden/index.ts";
import { leistung as personalausweisBeantragen } from "./personalausweis-beantragen/index.ts";
import { leistung as reisepassBeantragen } from "./reisepass-beantragen/index.ts";
import { leistung as sperrmuellAnmelden } from "./sperrmuell-anmelden/index.ts";
import { leistung as wohngeldBeantragen } from "./wohngeld-beantragen/index.ts";
import { leistung as wohnsitzAnmelden } from "./wohnsitz-anmelden/index.ts";

export { procedures } from "./verfahren/index.ts";

/** Every Leistung that the platform brings along. Towns switch them on and off. */
export const leistungen: readonly Leistung[] = [
  gewerbeAnmelden,
  gewerbeUmmelden,
  gewerbeAbmelden,
  personalausweisBeantragen,
  ausweisVerlustMelden,
  reisepassBeantragen,
  wohnsitzAnmelden,
  fuehrungszeugnisBeantragen,
  hundesteuerAnmelden,
  geburtsurkundeAnfordern,
  eheAnmelden,
  wohngeldBeantragen,
  sperrmuellAnmelden,
  bewohnerparkausweisBeantragen,
  bauantragStellen,
  kitaPlatzAnmelden,
  fundsacheMelden,
];
