import { randomBytes } from "node:crypto";
import type { FingerImage } from "../store/index.ts";

/** A device at the counter. Source: § 5 Abs. 9 PAuswG. */
export interface FingerprintDevice {
  readonly simulated: boolean;
  /** Flat prints of both index fingers. @throws Unavailable `ausweis.device-unreachable` */
  capture(): Promise<{ readonly left: FingerImage; readonly right: FingerImage }>;
}

/** First bytes of what the simulator makes up: whoever looks for copies finds them by it. */
export const simulatedFingerMark = "KLICKAMT-ERFUNDENER-FINGERABDRUCK";

/** Makes up noise that begins with `simulatedFingerMark`. No finger has ever been there. */
export function simulatedFingerprintDevice(): FingerprintDevice {
  const noise = () => Buffer.concat([Buffer.from(simulatedFingerMark, "latin1"), randomBytes(600)]);
  return {
    simulated: true,
    capture: async () => ({
      left: { finger: "Zeigefinger links", bytes: noise() },
      right: { finger: "Zeigefinger rechts", bytes: noise() },
    }),
  };
}
