import { join } from "node:path";
import type { Way } from "../model/settings.ts";
import { folderTransport } from "./folder.ts";
import type { ArchiveTransport } from "./transport.ts";

/** Where packages go. */
export interface DisposalConfiguration {
  /** Folder below which each town has one of its own: `<data>/archive`. */
  readonly folder: string;
  /** Whether towns may use the simulated archive: only where everything else is invented too. */
  readonly simulator: boolean;
}

let configuration: DisposalConfiguration | undefined;

/** Called once at boot; again replaces. */
export function configureDisposal(given: DisposalConfiguration): void {
  configuration = given;
}

/** @throws Error where `configureDisposal` was not called */
export function disposalConfiguration(): DisposalConfiguration {
  if (configuration === undefined) throw new Error("disposal is not configured");
  return configuration;
}

/**
 * The folder of a town for a way. The simulated archive has one of its own: nothing real ever lies there.
 * @param town slug
 */
export function folderOf(town: string, way: Way): string {
  return join(disposalConfiguration().folder, way === "simulator" ? "simulation" : "archiv", town);
}

/** @param town slug */
export function transportOf(town: string, way: Way): ArchiveTransport {
  return folderTransport(folderOf(town, way));
}
