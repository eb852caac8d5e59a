import { join } from "node:path";
import { type FingerprintDevice, simulatedFingerprintDevice } from "./fingerprint-device.ts";
import { type PhotoDevice, simulatedPhotoDevice } from "./photo-device.ts";
import { type PhotoProvider, simulatedPhotoProvider } from "./photo-provider.ts";
import { type CardProducer, simulatedProducer } from "./producer.ts";
import { type ResidentRegister, simulatedResidentRegister } from "./resident-register.ts";

/** What the module talks to. Simulators where nothing else is given. */
export interface AusweisSettings {
  /** Folder of the simulators: `<data>/ausweis`. */
  readonly folder: string;
  /** How long the simulated producer takes. Default 60. */
  readonly secondsToReceipt?: number;
  readonly photoProvider?: PhotoProvider;
  readonly photoDevice?: PhotoDevice;
  readonly residentRegister?: ResidentRegister;
  readonly fingerprintDevice?: FingerprintDevice;
  readonly producer?: CardProducer;
}

/** Everything the module talks to. */
export interface AusweisAdapters {
  readonly photoProvider: PhotoProvider;
  readonly photoDevice: PhotoDevice;
  readonly residentRegister: ResidentRegister;
  readonly fingerprintDevice: FingerprintDevice;
  readonly producer: CardProducer;
}

let adapters: AusweisAdapters | undefined;

/** Called once at boot; again replaces. */
export function configureAusweis(given: AusweisSettings): void {
  adapters = {
    photoProvider: given.photoProvider ?? simulatedPhotoProvider(join(given.folder, "lichtbilder")),
    photoDevice: given.photoDevice ?? simulatedPhotoDevice(join(given.folder, "aufnahmegeraet")),
    residentRegister: given.residentRegister ?? simulatedResidentRegister(),
    fingerprintDevice: given.fingerprintDevice ?? simulatedFingerprintDevice(),
    producer: given.producer ?? simulatedProducer(join(given.folder, "hersteller"), given.secondsToReceipt ?? 60),
  };
}

/** @throws Error where `configureAusweis` was not called */
export function ausweisAdapters(): AusweisAdapters {
  if (adapters === undefined) throw new Error("the adapters of the Ausweis desk are not configured");
  return adapters;
}
