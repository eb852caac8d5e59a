import { faceHeightAt, type PhotoRuleKey, photoRules, strictnessAt } from "../../model/photo-rules.ts";

/** A landmark in pixels of the picture: x to the right, y down, z away from the camera, all in one scale. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** What the pixels say. Brightness from 0 to 255. */
export interface PixelStatistics {
  readonly face: {
    /** Darkest and brightest twentieth of the face. */
    readonly dark: number;
    readonly bright: number;
    /** Share of the face, 0 to 1, in which nothing but white is left. */
    readonly burnt: number;
    readonly leftMean: number;
    readonly rightMean: number;
    /** Height from forehead to chin in pixels of the original. */
    readonly pixels: number;
    /** Variance of the Laplacian on a face 200 pixels wide, in thousandths of the squared contrast. */
    readonly sharpness: number;
  };
  readonly eyes: { readonly mean: number; readonly deviation: number; readonly cheeks: number };
  readonly background: {
    readonly mean: number;
    /** Largest standard deviation among red, green and blue. */
    readonly deviation: number;
  };
}

/** A picture of the proportions of the card, 35 to 45, and what was found in it. */
export interface SeenPicture {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly (readonly Point[])[];
  /** Of the first face; absent where there is none. */
  readonly pixels?: PixelStatistics;
}

/** What is checked, in the order in which it is shown. */
export const photoChecks = [
  "face",
  "one-face",
  "size",
  "centred",
  "level",
  "frontal",
  "eyes",
  "mouth",
  "background",
  "exposure",
  "sharpness",
] as const;
export type PhotoCheck = (typeof photoChecks)[number];

/** The criterion of the law that each check looks after. */
const ruleOf: Readonly<Record<PhotoCheck, PhotoRuleKey>> = {
  face: "eine-person",
  "one-face": "eine-person",
  size: "ausschnitt",
  centred: "kopfposition",
  level: "kopfposition",
  frontal: "frontal",
  eyes: "augen",
  mouth: "ausdruck",
  background: "hintergrund",
  exposure: "ausleuchtung",
  sharpness: "schaerfe",
};

/** `close`: probably, but have a look. `unknown`: could not be looked at, because no face was found. */
export type Outcome = "met" | "close" | "broken" | "unknown";

/** Why a check is not met, and so what to do about it. */
export type Fault =
  | "no-face"
  | "several-faces"
  | "too-small"
  | "too-large"
  | "cut-off"
  | "off-centre"
  | "tilted"
  | "turned"
  | "nodding"
  | "eyes-closed"
  | "eyes-covered"
  | "mouth-open"
  | "background-dark"
  | "background-uneven"
  | "too-dark"
  | "too-light"
  | "reflection"
  | "shadow"
  | "flat"
  | "blurred"
  | "few-pixels";

export interface Finding {
  readonly check: PhotoCheck;
  readonly outcome: Outcome;
  readonly fault?: Fault;
  /** Height of the head in per cent of the picture, with the check `size`. */
  readonly percent?: number;
}

/** Two bounds of one measure: up to `met` (or from it on) all is well, up to `close` somebody should look. */
interface Bounds {
  readonly met: number;
  readonly close: number;
}

/**
 * Where each measure is judged. Only the height of the head is a figure of the law; the others turn its words
 * ("mittig", "gerade", "geschlossen") into figures. They are set so that a good picture passes: the eyes most of all,
 * because narrow eyes are open eyes, and brightness without regard to the colour of the skin.
 */
export const bounds = {
  /** Distance of the head's middle from the picture's, in shares of its width and height. */
  aside: { met: 0.05, close: 0.09 },
  aloft: { met: 0.08, close: 0.13 },
  /** Degrees. Phones and landmarks are not exact: the standard's 5 and 8 (ISO/IEC 39794-5) would refuse good ones. */
  roll: { met: 5, close: 8 },
  yaw: { met: 8, close: 14 },
  pitch: { met: 12, close: 18 },
  /** Height of the opening to width of the eye. */
  eyes: { met: 0.16, close: 0.1 },
  /** Height of the gap between the lips to width of the mouth. */
  mouth: { met: 0.06, close: 0.12 },
  backgroundLight: { met: 140, close: 110 },
  backgroundEven: { met: 14, close: 24 },
  burnt: { met: 0.02, close: 0.06 },
  /** Darker half of the face to the lighter one. */
  shadow: { met: 0.8, close: 0.68 },
  contrast: { met: 55, close: 40 },
  sharpness: { met: 2.5, close: 1.2 },
  facePixels: { met: 400, close: 240 },
} as const satisfies Record<string, Bounds>;

/** How far the estimate of the head's height may be off, in per cent of the picture. */
const sizeTolerance = 4;

/** Landmarks by the numbers of the model's mesh. Left and right as in the picture, not of the person. */
const at = {
  forehead: 10,
  chin: 152,
  leftEdge: 234,
  rightEdge: 454,
  leftEyeOuter: 33,
  leftEyeInner: 133,
  rightEyeInner: 362,
  rightEyeOuter: 263,
  upperLip: 13,
  lowerLip: 14,
  mouthLeft: 78,
  mouthRight: 308,
} as const;
const lids = {
  left: [
    [160, 144],
    [158, 153],
  ],
  right: [
    [385, 380],
    [387, 373],
  ],
} as const;

/**
 * From the highest landmark, just below the hairline, up to the crown: a share of the way from the chin to it. The
 * model sees faces, not skulls; the share is that of an average adult (physiognomic face height to head height).
 */
const crownAboveForehead = 0.2;

function landmark(face: readonly Point[], index: number): Point {
  const found = face[index];
  if (found === undefined) throw new Error(`the face has no landmark ${index}`);
  return found;
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, z: (a.z + b.z) / 2 });

/** Where the head is and how it is held. Angles in degrees, 0 for upright and straight ahead. */
export interface Pose {
  readonly crownY: number;
  readonly chinY: number;
  readonly centreX: number;
  /** To the side of a shoulder. */
  readonly roll: number;
  /** Around the neck. */
  readonly yaw: number;
  /** Nodding. */
  readonly pitch: number;
  readonly eyeOpening: number;
  readonly mouthOpening: number;
}

/** Measures a face by its landmarks. */
export function poseOf(face: readonly Point[]): Pose {
  const forehead = landmark(face, at.forehead);
  const chin = landmark(face, at.chin);
  const left = landmark(face, at.leftEdge);
  const right = landmark(face, at.rightEdge);
  const leftEye = middle(landmark(face, at.leftEyeOuter), landmark(face, at.leftEyeInner));
  const rightEye = middle(landmark(face, at.rightEyeOuter), landmark(face, at.rightEyeInner));
  const opening = (side: "left" | "right", outer: number, inner: number): number => {
    const width = distance(landmark(face, outer), landmark(face, inner));
    const heights = lids[side].map(([upper, lower]) => distance(landmark(face, upper), landmark(face, lower)));
    return heights.reduce((sum, height) => sum + height, 0) / heights.length / width;
  };
  return {
    crownY: forehead.y - (chin.y - forehead.y) * crownAboveForehead,
    chinY: chin.y,
    centreX: (left.x + right.x) / 2,
    roll: degrees(Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x)),
    yaw: degrees(Math.atan2(right.z - left.z, right.x - left.x)),
    pitch: degrees(Math.atan2(chin.z - forehead.z, chin.y - forehead.y)),
    // One closed eye is enough.
    eyeOpening: Math.min(
      opening("left", at.leftEyeOuter, at.leftEyeInner),
      opening("right", at.rightEyeOuter, at.rightEyeInner),
    ),
    mouthOpening:
      distance(landmark(face, at.upperLip), landmark(face, at.lowerLip)) /
      distance(landmark(face, at.mouthLeft), landmark(face, at.mouthRight)),
  };
}

const atMost = (value: number, { met, close }: Bounds): Outcome =>
  value <= met ? "met" : value <= close ? "close" : "broken";
const atLeast = (value: number, { met, close }: Bounds): Outcome =>
  value >= met ? "met" : value >= close ? "close" : "broken";

const severity = { met: 0, unknown: 0, close: 1, broken: 2 } as const;

/** The worst of several looks at one thing; of equals the first. */
function worst(check: PhotoCheck, looks: readonly (readonly [Outcome, Fault])[]): Finding {
  const [outcome, fault] = looks.reduce((found, look) => (severity[look[0]] > severity[found[0]] ? look : found));
  return outcome === "met" ? { check, outcome } : { check, outcome, fault };
}

/** What the law lets pass for children is worth a look, not refused; the height of the head has figures of its own. */
function forAge(finding: Finding, ageYears: number): Finding {
  const rule = photoRules.find(({ key }) => key === ruleOf[finding.check]);
  const loose = finding.check !== "size" && rule !== undefined && strictnessAt(rule, ageYears) === "loose";
  return loose && finding.outcome === "broken" ? { ...finding, outcome: "close" } : finding;
}

function judgeSize(pose: Pose, height: number, ageYears: number): Finding {
  const percent = Math.round(((pose.chinY - pose.crownY) / height) * 100);
  const { least, most } = faceHeightAt(ageYears);
  const [min, max] = [Math.round(least * 100), Math.round(most * 100)];
  const outside = Math.max(min - percent, percent - max);
  const outcome = outside <= 0 ? "met" : outside <= sizeTolerance ? "close" : "broken";
  if (outcome === "met") return { check: "size", outcome, percent };
  return { check: "size", outcome, fault: percent < min ? "too-small" : "too-large", percent };
}

function judgeCentre(pose: Pose, width: number, height: number): Finding {
  // The estimate of the crown is rough: only a head that clearly leaves the picture is cut off.
  if (pose.chinY > height || pose.crownY < -0.04 * height)
    return { check: "centred", outcome: "broken", fault: "cut-off" };
  return worst("centred", [
    [atMost(Math.abs(pose.centreX / width - 0.5), bounds.aside), "off-centre"],
    [atMost(Math.abs((pose.crownY + pose.chinY) / 2 / height - 0.5), bounds.aloft), "off-centre"],
  ]);
}

function judgeExposure(face: PixelStatistics["face"]): Finding {
  const sides = [face.leftMean, face.rightMean] as const;
  return worst("exposure", [
    // By the brightest parts: the whites of the eyes and the light on the nose are bright on every skin.
    [atLeast(face.bright, { met: 85, close: 65 }), "too-dark"],
    [atMost(face.dark, { met: 150, close: 175 }), "too-light"],
    [atMost(face.burnt, bounds.burnt), "reflection"],
    [atLeast(Math.min(...sides) / Math.max(...sides, 1), bounds.shadow), "shadow"],
    [atLeast(face.bright - face.dark, bounds.contrast), "flat"],
  ]);
}

function judgeEyes(pose: Pose, eyes: PixelStatistics["eyes"] | undefined): Finding {
  // Dark glasses are dark all over; an eye has its white, its iris and its lashes.
  const covered = eyes !== undefined && eyes.mean < eyes.cheeks * 0.45 && eyes.deviation < 14;
  return worst("eyes", [
    [atLeast(pose.eyeOpening, bounds.eyes), "eyes-closed"],
    [covered ? "close" : "met", "eyes-covered"],
  ]);
}

function judgeBackground(background: PixelStatistics["background"]): Finding {
  return worst("background", [
    [atMost(background.deviation, bounds.backgroundEven), "background-uneven"],
    [atLeast(background.mean, bounds.backgroundLight), "background-dark"],
  ]);
}

function judgeSharpness(face: PixelStatistics["face"]): Finding {
  return worst("sharpness", [
    [atLeast(face.sharpness, bounds.sharpness), "blurred"],
    [atLeast(face.pixels, bounds.facePixels), "few-pixels"],
  ]);
}

/**
 * Judges a picture by the rules of Anlage 3 Abschnitt 2 PAuswV, as far as a program can: help for the way to the
 * photographer, not the check that the office makes. What only people can see (head coverings, expression, retouching)
 * is not in it.
 * @param ageYears whole years; the law is milder before the 10th birthday and again before the 6th
 * @returns one finding a check, in the order of `photoChecks`
 */
export function judgePhoto(picture: SeenPicture, ageYears: number): readonly Finding[] {
  const [face] = picture.faces;
  if (face === undefined) {
    return photoChecks.map((check) =>
      check === "face" ? { check, outcome: "broken", fault: "no-face" } : { check, outcome: "unknown" },
    );
  }
  const pose = poseOf(face);
  const { pixels } = picture;
  const findings: readonly Finding[] = [
    { check: "face", outcome: "met" },
    picture.faces.length === 1
      ? { check: "one-face", outcome: "met" }
      : { check: "one-face", outcome: "broken", fault: "several-faces" },
    judgeSize(pose, picture.height, ageYears),
    judgeCentre(pose, picture.width, picture.height),
    worst("level", [[atMost(Math.abs(pose.roll), bounds.roll), "tilted"]]),
    worst("frontal", [
      [atMost(Math.abs(pose.yaw), bounds.yaw), "turned"],
      [atMost(Math.abs(pose.pitch), bounds.pitch), "nodding"],
    ]),
    judgeEyes(pose, pixels?.eyes),
    worst("mouth", [[atMost(pose.mouthOpening, bounds.mouth), "mouth-open"]]),
    ...(pixels === undefined
      ? []
      : [judgeBackground(pixels.background), judgeExposure(pixels.face), judgeSharpness(pixels.face)]),
  ];
  return photoChecks.map((check) => {
    const finding = findings.find((one) => one.check === check);
    return finding === undefined ? { check, outcome: "unknown" } : forAge(finding, ageYears);
  });
}
