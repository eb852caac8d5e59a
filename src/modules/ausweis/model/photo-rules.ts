import type { Localized } from "../../../kernel/index.ts";

export type PhotoRuleKey =
  | "ausschnitt"
  | "eine-person"
  | "frontal"
  | "ausleuchtung"
  | "kopfposition"
  | "schaerfe"
  | "hintergrund"
  | "qualitaet"
  | "ausdruck"
  | "augen"
  | "kopfbedeckung"
  | "aktuell";

/** One criterion of the law for a photograph, in plain words. */
export interface PhotoRule {
  readonly key: PhotoRuleKey;
  readonly title: Localized;
  readonly text: Localized;
  /** What goes wrong, as the pictures of the law show it. */
  readonly faults: readonly Localized[];
  readonly source: string;
  /** Children under this age may differ: 10 slightly, 6 widely. Absent: no exception by age. */
  readonly looserUnder?: 6 | 10;
}

const source = "Anlage 3 Abschnitt 2 PAuswV";
const fault = (de: string, en: string): Localized => ({ de, en });

/** Part of the photograph's height that the face takes, from the tip of the chin to the upper end of the head. */
export interface FaceHeight {
  readonly least: number;
  readonly most: number;
  readonly source: string;
}

/** Source: Anlage 3 Abschnitt 2 PAuswV, first row. */
export const faceHeightOfAdults: FaceHeight = { least: 0.7, most: 0.8, source };

/** Source: Anlage 3 Abschnitt 2 PAuswV, row "Kinder". */
export const faceHeightOfChildren: FaceHeight = { least: 0.5, most: 0.8, source };

/**
 * The law gives children their own bounds without an age, and "im Übrigen" smaller exceptions until the tenth birthday:
 * we take the same day for both.
 * Source: Anlage 3 Abschnitt 2 PAuswV, row "Kinder".
 */
export const childUnder = 10;

/** Bounds for the face at an age in years. */
export function faceHeightAt(age: number): FaceHeight {
  return age < childUnder ? faceHeightOfChildren : faceHeightOfAdults;
}

/** Size of the printed photograph, width to height. Source: § 7 Abs. 2 PAuswV (35 mm x 45 mm). */
export const photoAspect = { widthMm: 35, heightMm: 45 } as const;

/** The criteria in the order in which they are worth checking. */
export const photoRules: readonly PhotoRule[] = [
  {
    key: "eine-person",
    title: { de: "Eine Person", en: "One person" },
    text: {
      de: "Nur Sie sind auf dem Foto. Keine zweite Person und kein Gegenstand im Bild.",
      en: "Only you are in the photograph. No second person and no object in the picture.",
    },
    faults: [fault("Zweite Person", "Second person"), fault("Gegenstand im Bild", "Object in the picture")],
    source,
  },
  {
    key: "ausschnitt",
    title: { de: "Größe des Gesichts", en: "Size of the face" },
    text: {
      de: "Das Gesicht ist von der Kinnspitze bis zum oberen Kopfende zu sehen. Es nimmt 70 bis 80 Prozent der Höhe des Fotos ein, bei Kindern 50 bis 80 Prozent.",
      en: "The face is visible from the tip of the chin to the top of the head. It takes 70 to 80 per cent of the height of the photograph, for children 50 to 80 per cent.",
    },
    faults: [fault("Kopf zu klein", "Head too small"), fault("Kopf zu groß", "Head too large")],
    source,
    looserUnder: 10,
  },
  {
    key: "frontal",
    title: { de: "Gerade von vorn", en: "Straight from the front" },
    text: {
      de: "Das Foto zeigt Sie von vorn. Beide Hälften des Gesichts sind deutlich zu erkennen.",
      en: "The photograph shows you from the front. Both halves of the face are clearly visible.",
    },
    faults: [fault("Keine Frontalaufnahme", "Not taken from the front")],
    source: `§ 7 Abs. 3 PAuswV; ${source}`,
  },
  {
    key: "kopfposition",
    title: { de: "Haltung des Kopfes", en: "Position of the head" },
    text: {
      de: "Der Kopf ist in der Mitte des Fotos und gerade. Er ist nicht zur Seite, nach oben oder nach unten geneigt.",
      en: "The head is in the middle of the photograph and straight. It is not tilted to the side, up or down.",
    },
    faults: [
      fault("Kopf zur Seite geneigt", "Head tilted to the side"),
      fault("Blick nach unten oder oben", "Looking down or up"),
      fault("Nicht in der Mitte", "Not centred"),
    ],
    source,
    looserUnder: 6,
  },
  {
    key: "augen",
    title: { de: "Augen", en: "Eyes" },
    text: {
      de: "Die Augen sind offen und klar zu erkennen. Brille, Haare und Spiegelungen verdecken sie nicht.",
      en: "The eyes are open and clearly visible. Glasses, hair and reflections do not cover them.",
    },
    faults: [
      fault("Rahmen der Brille verdeckt die Augen", "Frame of the glasses covers the eyes"),
      fault("Haare verdecken die Augen", "Hair covers the eyes"),
      fault("Gläser zu dunkel oder gespiegelt", "Glasses too dark or reflecting"),
      fault("Augen geschlossen", "Eyes closed"),
    ],
    source: `§ 7 Abs. 3 PAuswV; ${source}`,
    looserUnder: 6,
  },
  {
    key: "ausdruck",
    title: { de: "Gesichtsausdruck", en: "Expression" },
    text: {
      de: "Sie schauen neutral und gerade in die Kamera. Der Mund ist geschlossen.",
      en: "You look neutrally and straight into the camera. The mouth is closed.",
    },
    faults: [fault("Lachen, Mund offen", "Laughing, mouth open"), fault("Grimasse", "Grimace")],
    source,
    looserUnder: 6,
  },
  {
    key: "ausleuchtung",
    title: { de: "Licht", en: "Light" },
    text: {
      de: "Das Gesicht ist überall gleichmäßig hell. Es hat keine Schatten, keine Reflexe und keine roten Augen.",
      en: "The face is evenly lit everywhere. It has no shadows, no reflections and no red eyes.",
    },
    faults: [
      fault("Schatten im Gesicht", "Shadow on the face"),
      fault("Zu dunkel", "Too dark"),
      fault("Reflexion im Gesicht", "Reflection on the face"),
    ],
    source,
    looserUnder: 10,
  },
  {
    key: "schaerfe",
    title: { de: "Schärfe und Kontrast", en: "Sharpness and contrast" },
    text: {
      de: "Das Gesicht ist überall scharf und hat guten Kontrast.",
      en: "The face is sharp everywhere and has good contrast.",
    },
    faults: [
      fault("Unscharf", "Blurred"),
      fault("Zu wenig Kontrast, zu dunkel", "Too little contrast, too dark"),
      fault("Zu wenig Kontrast, zu hell", "Too little contrast, too bright"),
    ],
    source,
    looserUnder: 10,
  },
  {
    key: "hintergrund",
    title: { de: "Hintergrund", en: "Background" },
    text: {
      de: "Der Hintergrund hat eine Farbe, kein Muster und keinen Schatten. Er hebt sich von Gesicht und Haaren ab.",
      en: "The background has one colour, no pattern and no shadow. It stands out from face and hair.",
    },
    faults: [
      fault("Muster im Hintergrund", "Pattern in the background"),
      fault("Hintergrund ohne Kontrast", "Background without contrast"),
      fault("Schatten im Hintergrund", "Shadow in the background"),
    ],
    source,
    looserUnder: 10,
  },
  {
    key: "qualitaet",
    title: { de: "Echte Farben", en: "True colours" },
    text: {
      de: "Das Foto ist in Farbe und zeigt den echten Hautton. Es ist nicht retuschiert, gefiltert oder verpixelt.",
      en: "The photograph is in colour and shows the real tone of the skin. It is not retouched, filtered or pixelated.",
    },
    faults: [
      fault("Retuschiert oder gefiltert", "Retouched or filtered"),
      fault("Weichgezeichnet", "Softened"),
      fault("Zu geringe Auflösung", "Resolution too low"),
    ],
    source,
  },
  {
    key: "kopfbedeckung",
    title: { de: "Ohne Kopfbedeckung und Uniform", en: "No head covering, no uniform" },
    text: {
      de: "Sie tragen keine Kopfbedeckung und keine Uniform. Ausnahmen kann das Amt aus religiösen oder dauerhaften medizinischen Gründen zulassen. Dann ist das Gesicht vom Kinn bis zur Stirn frei und ohne Schatten.",
      en: "You wear no head covering and no uniform. The office can allow exceptions for religious or lasting medical reasons. Then the face is free from chin to forehead and without shadow.",
    },
    faults: [
      fault("Mütze", "Cap"),
      fault("Gesicht nicht ausreichend sichtbar", "Face not sufficiently visible"),
      fault("Schatten auf dem Gesicht", "Shadow on the face"),
    ],
    source: `§ 7 Abs. 3 PAuswV; ${source}`,
  },
  {
    key: "aktuell",
    title: { de: "Aktuell", en: "Recent" },
    text: {
      de: "Das Foto zeigt, wie Sie heute aussehen.",
      en: "The photograph shows what you look like today.",
    },
    faults: [fault("Älteres Foto", "Older photograph")],
    source: "§ 7 Abs. 1 PAuswV",
  },
];

/** How strictly a criterion is taken for somebody of this age: `loose` allows what the law lets pass for children. */
export function strictnessAt(rule: PhotoRule, age: number): "strict" | "loose" {
  return rule.looserUnder !== undefined && age < rule.looserUnder ? "loose" : "strict";
}

/** Why no picture from a phone can be handed in, said wherever one can be checked. */
export const noSelfie: Localized & { readonly source: string } = {
  de: "Ein eigenes Foto können Sie nicht einreichen. Das Lichtbild kommt von einem registrierten Fotodienst oder aus dem Gerät im Amt (§ 9 Abs. 3 PAuswG).",
  en: "You cannot hand in a photograph of your own. It comes from a registered photo service or from the office's device (§ 9 Abs. 3 PAuswG).",
  source: "§ 9 Abs. 3 Satz 3 PAuswG",
};
