import type { TimestampAuthority } from "../../platform/timestamps/index.ts";

/** What the module needs of the installation. */
export interface ProofSettings {
  /** Stamps the daily heads; absent: they are signed only. */
  readonly timestamps?: TimestampAuthority;
  /** Within so many days every content is read once. */
  readonly roundDays: number;
  /** Address that links begin with, without a slash at the end. */
  readonly publicUrl: string;
  /** Fingerprints of keys from before the installation's secret was replaced; heads they signed stay good. */
  readonly formerKeys: readonly string[];
}

let settings: ProofSettings = { roundDays: 30, publicUrl: "", formerKeys: [] };

/** Called once at boot; again replaces. Before it: heads are signed only, links begin at the town. */
export function configureProof(given: ProofSettings): void {
  settings = given;
}

export function proofSettings(): ProofSettings {
  return settings;
}
