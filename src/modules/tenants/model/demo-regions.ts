import type { Localized } from "../../../kernel/index.ts";
import type { Regierungsbezirk } from "./gemeinden.ts";

export interface DemoRegion {
  /** Part of addresses. */
  readonly slug: string;
  readonly name: Localized;
  readonly regierungsbezirk: Regierungsbezirk;
  /** AGS of its towns, the leading one first. */
  readonly towns: readonly string[];
}

/** The five model regions of the programme "Digitale Modellregionen", one in each Regierungsbezirk. */
export const demoRegions: readonly DemoRegion[] = [
  {
    slug: "ostwestfalen-lippe",
    name: { de: "Ostwestfalen-Lippe", en: "Ostwestfalen-Lippe" },
    regierungsbezirk: "Detmold",
    towns: ["05774032", "05711000", "05774020"],
  },
  {
    slug: "suedwestfalen",
    name: { de: "Südwestfalen", en: "South Westphalia" },
    regierungsbezirk: "Arnsberg",
    towns: ["05974040", "05962024", "05974028"],
  },
  {
    slug: "bergisches-staedtedreieck",
    name: { de: "Bergisches Städtedreieck", en: "Bergisch triangle of cities" },
    regierungsbezirk: "Düsseldorf",
    towns: ["05124000", "05122000", "05120000"],
  },
  {
    slug: "aachen",
    name: { de: "Aachen", en: "Aachen" },
    regierungsbezirk: "Köln",
    towns: ["05334002"],
  },
  {
    slug: "emscher-lippe",
    name: { de: "Emscher-Lippe", en: "Emscher-Lippe" },
    regierungsbezirk: "Münster",
    towns: ["05513000", "05512000", "05562032"],
  },
];
