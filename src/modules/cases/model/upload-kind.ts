/** What citizens may send along. */
export const uploadKinds = {
  pdf: { mediaType: "application/pdf", endings: [".pdf"] },
  jpg: { mediaType: "image/jpeg", endings: [".jpg", ".jpeg"] },
  png: { mediaType: "image/png", endings: [".png"] },
} as const;

export type UploadKind = keyof typeof uploadKinds;

export const maxUploadFiles = 5;
export const maxUploadBytes = 10 * 1024 * 1024;

const beginnings: readonly (readonly [UploadKind, readonly number[]])[] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["jpg", [0xff, 0xd8, 0xff]],
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/**
 * What a file is, by its first bytes; what browser and name say is not to be trusted.
 * @returns undefined where it is none of the kinds that may be sent
 */
export function uploadKind(bytes: Uint8Array): UploadKind | undefined {
  return beginnings.find(([, start]) => start.every((byte, at) => bytes[at] === byte))?.[0];
}

/** The file's name without folders and signs that systems stumble over, ending as its content says. */
export function safeFilename(filename: string, kind: UploadKind): string {
  const base = (filename.split(/[\\/]/).at(-1) ?? "")
    .normalize("NFC")
    .replace(/[\p{C}<>:"|?*]/gu, "")
    .trim();
  const endings = uploadKinds[kind].endings;
  const ending = endings.find((candidate) => base.toLowerCase().endsWith(candidate)) ?? endings[0];
  const name = base.toLowerCase().endsWith(ending) ? base.slice(0, -ending.length) : base;
  return `${name.replace(/^\.+/, "").slice(0, 100) || "anlage"}${ending}`;
}
