import { z } from "zod";
import type { Ctx } from "../../platform/db/index.ts";
import type { Case } from "../cases/index.ts";
import { type Dokument, listDokumente, readDokument } from "../records/index.ts";

const filed = z.object({
  files: z.array(z.object({ uploadId: z.string(), filename: z.string(), sha256: z.string() })).optional(),
});

/**
 * Where the files of a case lie in its Vorgang, by the ids that its answers hold. Told by the application as it was
 * filed: uploads themselves are forgotten some time after they were sent.
 * @throws Forbidden `records.duty-missing`
 */
export async function listCaseFiles(ctx: Ctx, subject: Case): Promise<ReadonlyMap<string, Dokument>> {
  const dokumente = await listDokumente(ctx, subject.vorgangId);
  const application = dokumente.find(({ kind, mediaType }) => kind === "antrag" && mediaType === "application/json");
  if (application === undefined) return new Map();
  const read = filed.safeParse(JSON.parse(new TextDecoder().decode(await readDokument(ctx, application.dokumentId))));
  const found = new Map<string, Dokument>();
  const left = new Set(dokumente.filter(({ kind }) => kind === "anlage"));
  for (const file of read.data?.files ?? []) {
    // The same file may have been handed in for two fields: each finds its own.
    const dokument = [...left].find(({ sha256, filename }) => sha256 === file.sha256 && filename === file.filename);
    if (dokument === undefined) continue;
    left.delete(dokument);
    found.set(file.uploadId, dokument);
  }
  return found;
}
