/** Paths of the module's pages within a town. */
export const inboxPath = "/amt/posteingang";
export const collectionPath = (collectionId: string, rest: string): string =>
  `${inboxPath}/sammlung/${collectionId}/${rest}`;
export const filingPath = (collectionId: string, rest = ""): string => `${inboxPath}/ablage/${collectionId}${rest}`;
export const pilePath = (collectionId: string, rest = ""): string => `${inboxPath}/stapel/${collectionId}${rest}`;
export const letterPath = (letterId: string, rest = ""): string => `${inboxPath}/brief/${letterId}${rest}`;
