import { listAkten, listDokumenteOfAkte } from "../../modules/records/index.ts";
import { addNote } from "../../modules/viewer/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** A note beside the first Dokument of the newest Akte that has one, as somebody of the registry leaves it. */
export async function loadViewerNote(ctx: Ctx): Promise<void> {
  const registrar: Ctx = {
    ...ctx,
    actor: { kind: "staff", staffId: "00000000-0000-7000-8000-000000000001", name: "Alex Probe", duties: ["records"] },
  };
  for (const { akteId } of (await listAkten(registrar, { limit: 5 })).akten) {
    const [dokument] = await listDokumenteOfAkte(registrar, akteId);
    if (dokument === undefined) continue;
    await addNote(registrar, {
      dokumentId: dokument.dokumentId,
      body: "Unterlagen sind vollständig, der Rückruf steht noch aus.",
    });
    return;
  }
}
