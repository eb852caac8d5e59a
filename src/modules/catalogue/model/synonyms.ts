import { wordsOf } from "./words.ts";

/**
 * Everyday words that mean much the same at a town hall. They help where a Leistung, an imported one above all,
 * brings no keywords of its own, and count less than the words of the Leistung itself.
 */
const groups = [
  "Gewerbe Firma Unternehmen Betrieb Geschäft Laden business company shop",
  "anmelden gründen eröffnen starten beginnen register open start",
  "abmelden schließen aufgeben beenden kündigen close deregister",
  "ummelden ändern verlegen umziehen Umzug change move",
  "Auto Kfz Pkw Fahrzeug Wagen car vehicle",
  "Personalausweis Perso Ausweis identity",
  "Reisepass Pass passport",
  "Ehe heiraten Hochzeit Trauung Eheschließung marry marriage wedding",
  "Geburt Baby Neugeborenes birth newborn",
  "Müll Abfall Sperrmüll waste rubbish bulky",
  "Kita Kindergarten Kinderbetreuung Krippe daycare nursery",
  "Hund Hundesteuer dog",
  "Wohnsitz Wohnung Adresse Anschrift residence address",
  "Führungszeugnis Vorstrafen record",
  "Wohngeld Mietzuschuss Miete rent",
  "bauen Bauantrag Baugenehmigung build building",
  "verloren Fundsache Fundbüro gefunden lost",
  "parken Parkausweis Anwohnerparken Bewohnerparkausweis parking",
];

const byStem = new Map<string, readonly string[]>();
for (const group of groups) {
  const stems = [...new Set(wordsOf(group).words.map((word) => word.stem))];
  for (const stem of stems) {
    byStem.set(stem, [...(byStem.get(stem) ?? []), ...stems.filter((other) => other !== stem)]);
  }
}

/** Stems of words that mean much the same as this one. */
export function synonymsOf(stem: string): readonly string[] {
  return byStem.get(stem) ?? [];
}
