/** How a town disposes of Akten. */
export interface DisposalSettings {
  readonly archiveName: string;
  /** `folder`: files that the archive collects and brings. `simulator`: a simulated archive, in demos only. */
  readonly way: Way;
  /** Units of the Aktenplan that are handed over without an offer, because it was agreed with the archive. */
  readonly oneStepUnits: readonly string[];
  /** Deletes what the archive has confirmed without asking a second person. */
  readonly directAfterImport: boolean;
  /** Unit of the Aktenplan whose Akten keep the protocols. */
  readonly protocolUnit: string;
}

/** The way messages go. Stored for ever. */
export type Way = "folder" | "simulator";

/** Before a town has said otherwise. */
export function defaultSettings(town: string, way: Way): DisposalSettings {
  return {
    archiveName: `Archiv ${town}`,
    way,
    oneStepUnits: [],
    directAfterImport: false,
    protocolUnit: "10.10",
  };
}
