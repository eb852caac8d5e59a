/** What the module needs of the installation. */
export interface UploadSettings {
  /** Folder of files that are not sent yet: `<data>/uploads`. All processes of the installation share it. */
  readonly folder: string;
  /** Where clamd listens: `host:port`, or the path of a socket. Absent: no scan. */
  readonly clamd?: string;
  /** Bytes that have to stay free on the disk; 512 MiB where absent. */
  readonly keepFreeBytes?: number;
}

let settings: UploadSettings | undefined;

/** Called once at boot; again replaces. */
export function configureUploads(given: UploadSettings): void {
  settings = given;
}

/** @throws Error where `configureUploads` was not called */
export function uploadSettings(): UploadSettings {
  if (settings === undefined) throw new Error("configureUploads was not called");
  return settings;
}
