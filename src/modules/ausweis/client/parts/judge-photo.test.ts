import { describe, expect, test } from "vitest";
import {
  bounds,
  type Finding,
  judgePhoto,
  type PhotoCheck,
  type PixelStatistics,
  type Point,
  photoChecks,
  poseOf,
} from "./judge-photo.ts";

const width = 700;
const height = 900;

interface Made {
  /** Height of the head in per cent of the picture. */
  percent?: number;
  dx?: number;
  dy?: number;
  roll?: number;
  yaw?: number;
  pitch?: number;
  eyes?: number;
  mouth?: number;
}

/** A face with exactly the landmarks that are measured, turned in space. */
function faceOf(made: Made = {}): readonly Point[] {
  const { percent = 75, dx = 0, dy = 0, roll = 0, yaw = 0, pitch = 0, eyes = 0.3, mouth = 0 } = made;
  // From the chin to the landmark below the hairline; the crown is a fifth above it.
  const long = (percent / 100) * (height / 1.2);
  const eye = long * 0.16;
  const at: Record<number, readonly [x: number, y: number, z: number]> = {
    10: [0, -long / 2 + long * 0.1, 0],
    152: [0, long / 2 + long * 0.1, 0],
    234: [-long * 0.4, 0, 0],
    454: [long * 0.4, 0, 0],
    33: [-long * 0.27, -long * 0.05, 0],
    133: [-long * 0.27 + eye, -long * 0.05, 0],
    263: [long * 0.27, -long * 0.05, 0],
    362: [long * 0.27 - eye, -long * 0.05, 0],
    13: [0, long * 0.3 - (mouth * long * 0.3) / 2, 0],
    14: [0, long * 0.3 + (mouth * long * 0.3) / 2, 0],
    78: [-long * 0.15, long * 0.3, 0],
    308: [long * 0.15, long * 0.3, 0],
  };
  const lids = (x: number, pairs: readonly (readonly [number, number])[]) => {
    for (const [upper, lower] of pairs) {
      at[upper] = [x, -long * 0.05 - (eyes * eye) / 2, 0];
      at[lower] = [x, -long * 0.05 + (eyes * eye) / 2, 0];
    }
  };
  lids(-long * 0.2, [
    [160, 144],
    [158, 153],
  ]);
  lids(long * 0.2, [
    [385, 380],
    [387, 373],
  ]);
  const [a, b, c] = [roll, yaw, pitch].map((angle) => (angle * Math.PI) / 180) as [number, number, number];
  const turn = ([x, y, z]: readonly [number, number, number]): Point => {
    const [y1, z1] = [y * Math.cos(c) - z * Math.sin(c), y * Math.sin(c) + z * Math.cos(c)];
    const [x2, z2] = [x * Math.cos(b) - z1 * Math.sin(b), x * Math.sin(b) + z1 * Math.cos(b)];
    return {
      x: width / 2 + dx * width + x2 * Math.cos(a) - y1 * Math.sin(a),
      y: height / 2 + dy * height + x2 * Math.sin(a) + y1 * Math.cos(a),
      z: z2,
    };
  };
  return Array.from({ length: 468 }, (_, index) => turn(at[index] ?? [0, 0, 0]));
}

const goodPixels: PixelStatistics = {
  face: { dark: 70, bright: 200, burnt: 0, leftMean: 140, rightMean: 150, pixels: 900, sharpness: 8 },
  eyes: { mean: 90, deviation: 45, cheeks: 160 },
  background: { mean: 205, deviation: 6 },
};

function judge(made: Made = {}, ageYears = 30, pixels: PixelStatistics = goodPixels): readonly Finding[] {
  return judgePhoto({ width, height, faces: [faceOf(made)], pixels }, ageYears);
}
function findingOf(check: PhotoCheck, findings: readonly Finding[]): Finding {
  const found = findings.find((finding) => finding.check === check);
  if (found === undefined) throw new Error(check);
  return found;
}
const outcome = (check: PhotoCheck, made: Made, ageYears = 30) => findingOf(check, judge(made, ageYears)).outcome;

describe("a face", () => {
  test.each([{ roll: 11 }, { yaw: -17 }, { pitch: 9 }, { eyes: 0.22 }, { mouth: 0.2 }] satisfies Made[])(
    "is measured as it was made: %o",
    (made: Made) => {
      const pose = poseOf(faceOf(made));
      expect(pose.roll).toBeCloseTo(made.roll ?? 0, 1);
      expect(pose.yaw).toBeCloseTo(made.yaw ?? 0, 1);
      expect(pose.pitch).toBeCloseTo(made.pitch ?? 0, 1);
      // Turned aside, they look a little narrower.
      expect(pose.eyeOpening).toBeCloseTo(made.eyes ?? 0.3, 1);
      expect(pose.mouthOpening).toBeCloseTo(made.mouth ?? 0, 1);
    },
  );

  test("with landmarks missing is a mistake of the program", () => {
    expect(() => poseOf([])).toThrow("no landmark");
  });
});

describe("a good picture", () => {
  test("meets every check, in the order in which they are shown", () => {
    expect(judge()).toEqual(
      photoChecks.map((check) => ({ check, outcome: "met", ...(check === "size" ? { percent: 75 } : {}) })),
    );
  });

  test("is good with dark skin and with narrow eyes", () => {
    const dark: PixelStatistics = {
      ...goodPixels,
      face: { ...goodPixels.face, dark: 22, bright: 96, leftMean: 50, rightMean: 54 },
      eyes: { mean: 40, deviation: 30, cheeks: 55 },
    };
    expect(judge({ eyes: 0.17 }, 30, dark).every((finding) => finding.outcome === "met")).toBe(true);
  });
});

describe("where there is no face", () => {
  test("says so and judges nothing else", () => {
    const findings = judgePhoto({ width, height, faces: [] }, 30);
    expect(findings[0]).toEqual({ check: "face", outcome: "broken", fault: "no-face" });
    expect(findings.slice(1).every((finding) => finding.outcome === "unknown")).toBe(true);
    expect(findings).toHaveLength(photoChecks.length);
  });
});

describe("a second person", () => {
  test("is not allowed at any age", () => {
    for (const age of [30, 9, 3]) {
      const findings = judgePhoto({ width, height, faces: [faceOf(), faceOf()], pixels: goodPixels }, age);
      expect(findingOf("one-face", findings)).toMatchObject({ outcome: "broken", fault: "several-faces" });
    }
  });
});

describe("the height of the head", () => {
  test.each([
    [30, 70, "met"],
    [30, 80, "met"],
    [30, 67, "close"],
    [30, 60, "broken"],
    [30, 83, "close"],
    [30, 88, "broken"],
    [10, 60, "broken"],
    [9, 60, "met"],
    [9, 50, "met"],
    [9, 45, "broken"],
    [9, 88, "broken"],
    [3, 50, "met"],
    [3, 40, "broken"],
  ] as const)("at %i years and %i per cent is %s", (age, percent, expected) => {
    const finding = findingOf("size", judge({ percent }, age));
    expect(finding.outcome).toBe(expected);
    expect(finding.percent).toBe(percent);
  });

  test("says in which direction to go", () => {
    expect(findingOf("size", judge({ percent: 60 })).fault).toBe("too-small");
    expect(findingOf("size", judge({ percent: 90 })).fault).toBe("too-large");
  });
});

describe("the head", () => {
  test.each([
    ["centred", { dx: 0.03 }, "met"],
    ["centred", { dx: -0.07 }, "close"],
    ["centred", { dx: 0.15 }, "broken"],
    ["centred", { dy: -0.1 }, "close"],
    ["centred", { percent: 60, dy: 0.16 }, "broken"],
    ["level", { roll: 4 }, "met"],
    ["level", { roll: -7 }, "close"],
    ["level", { roll: 12 }, "broken"],
    ["frontal", { yaw: -6 }, "met"],
    ["frontal", { yaw: 11 }, "close"],
    ["frontal", { yaw: 25 }, "broken"],
    ["frontal", { pitch: -25 }, "broken"],
    ["eyes", { eyes: 0.12 }, "close"],
    ["eyes", { eyes: 0.04 }, "broken"],
    ["mouth", { mouth: 0.04 }, "met"],
    ["mouth", { mouth: 0.09 }, "close"],
    ["mouth", { mouth: 0.3 }, "broken"],
  ] as const)("%s with %o is %s", (check, made, expected) => {
    expect(outcome(check, made)).toBe(expected);
  });

  test("that leaves the picture is cut off", () => {
    expect(findingOf("centred", judge({ percent: 95, dy: 0.06 }))).toMatchObject({
      outcome: "broken",
      fault: "cut-off",
    });
    expect(findingOf("centred", judge({ percent: 95, dy: -0.08 }))).toMatchObject({ fault: "cut-off" });
  });
});

describe("the law is milder with children", () => {
  test("under six in how the head is held, in expression and eyes, and leaves that to people", () => {
    const made = { roll: 12, eyes: 0.04, mouth: 0.3, dx: 0.15 };
    for (const check of ["centred", "level", "eyes", "mouth"] as const) {
      expect(outcome(check, made, 6), check).toBe("broken");
      expect(outcome(check, made, 5), check).toBe("close");
    }
  });

  test("but asks even infants to look from the front, alone", () => {
    expect(outcome("frontal", { yaw: 25 }, 1)).toBe("broken");
  });
});

describe("the pixels", () => {
  const withFace = (face: Partial<PixelStatistics["face"]>) =>
    judge({}, 30, { ...goodPixels, face: { ...goodPixels.face, ...face } });
  const withBackground = (background: Partial<PixelStatistics["background"]>) =>
    judge({}, 30, { ...goodPixels, background: { ...goodPixels.background, ...background } });

  test.each([
    [{ dark: 10, bright: 60 }, "too-dark"],
    [{ dark: 190, bright: 250 }, "too-light"],
    [{ burnt: 0.2 }, "reflection"],
    [{ leftMean: 70, rightMean: 160 }, "shadow"],
    [{ dark: 100, bright: 130 }, "flat"],
  ] as const)("%o of a face mean %s", (face, fault) => {
    expect(findingOf("exposure", withFace(face))).toEqual({ check: "exposure", outcome: "broken", fault });
  });

  test("of a blurred or tiny face are not sharp", () => {
    expect(findingOf("sharpness", withFace({ sharpness: 0.5 })).fault).toBe("blurred");
    expect(findingOf("sharpness", withFace({ pixels: 150 })).fault).toBe("few-pixels");
  });

  test("of the background are even and light", () => {
    expect(findingOf("background", withBackground({ deviation: 40 })).fault).toBe("background-uneven");
    expect(findingOf("background", withBackground({ mean: 60 })).fault).toBe("background-dark");
    expect(findingOf("background", withBackground({ deviation: bounds.backgroundEven.met })).outcome).toBe("met");
  });

  test("of dark glasses cover the eyes, perhaps", () => {
    const pixels = { ...goodPixels, eyes: { mean: 30, deviation: 5, cheeks: 160 } };
    expect(findingOf("eyes", judge({}, 30, pixels))).toEqual({
      check: "eyes",
      outcome: "close",
      fault: "eyes-covered",
    });
  });

  test("that could not be read leave their checks open", () => {
    const findings = judgePhoto({ width, height, faces: [faceOf()] }, 30);
    for (const check of ["background", "exposure", "sharpness"] as const)
      expect(findingOf(check, findings).outcome).toBe("unknown");
  });
});
