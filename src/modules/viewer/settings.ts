/** What of the installation the viewer needs. */
export interface ViewerSettings {
  /** Where drawn pages are kept for a while. Absent: each is drawn anew. */
  readonly folder?: string;
  /** The program `soffice` of LibreOffice. Absent: office files are not converted. */
  readonly soffice?: string;
}

let settings: ViewerSettings = {};

/** Set once when the program starts. */
export function configureViewer(given: ViewerSettings): void {
  settings = given;
}

export const viewerSettings = (): ViewerSettings => settings;
