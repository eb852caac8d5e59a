import { Failure, type Language, newId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { type Inspection, inspectUpload } from "./actions/inspect-upload.ts";
import { receiveUpload } from "./actions/record-upload.ts";
import { requireSpace } from "./folder.ts";
import { type FieldLimits, limitsOf } from "./model/upload.ts";
import { explainRefusal } from "./views/wording.ts";

/** A file that came whole with a form, looked at before the transaction opened. */
export interface SentFile {
  readonly uploadId: string;
  readonly filename: string;
  /** `failed`: it could not be stored or looked at now. */
  readonly inspection: Inspection | { readonly kind: "failed" };
}

/** Looks at a file that came whole with a form. What goes wrong with it waits for its own words: see `receiveSent`. */
export async function inspectSent(
  tenant: number,
  file: { readonly filename: string; readonly bytes: Uint8Array; readonly tooLarge?: boolean },
  limits: FieldLimits,
): Promise<SentFile> {
  const { filename, bytes: content } = file;
  const sent = { uploadId: newId(), filename };
  if (file.tooLarge === true) return { ...sent, inspection: { kind: "refused", reason: "too-large" } };
  const { kinds, maxBytes } = limitsOf(limits);
  try {
    await requireSpace(tenant, content.length);
    return { ...sent, inspection: await inspectUpload(tenant, { ...sent, kinds, maxBytes, content }) };
  } catch (error) {
    if (error instanceof Failure) return { ...sent, inspection: { kind: "failed" } };
    throw error;
  }
}

/**
 * Takes such a file for a field of an owner.
 * @returns what is wrong, in words that begin with the file's name; undefined where it was taken
 */
export async function receiveSent(
  ctx: Ctx,
  { uploadId, filename, inspection }: SentFile,
  to: {
    readonly ownerId: string;
    readonly fieldPath: string;
    readonly limits: FieldLimits;
    readonly language: Language;
    readonly replaces?: string;
  },
): Promise<string | undefined> {
  const { language, ...place } = to;
  if (inspection.kind === "failed") {
    return language === "de"
      ? `${filename}: Wir konnten die Datei gerade nicht speichern. Wählen Sie sie noch einmal aus. Alles andere ist gespeichert.`
      : `${filename}: We could not store the file just now. Choose it again. Everything else is saved.`;
  }
  const bytes = inspection.kind === "taken" ? inspection.bytes : 0;
  const result = await receiveUpload(ctx, { ...place, uploadId, filename, bytes, inspection });
  return result.kind === "refused" ? `${filename}: ${explainRefusal(result.reason, to.limits, language)}` : undefined;
}
