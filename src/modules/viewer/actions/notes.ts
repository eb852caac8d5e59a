import { Conflict, Forbidden, Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getDokument } from "../../records/index.ts";
import { mostLetters, mostNotes, type Note } from "../model/note.ts";
import { deleteNote, insertNote, selectNotes } from "../store.ts";

/**
 * The notes beside a Dokument, for whoever may see it, the oldest first.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`
 */
export async function listNotes(ctx: Ctx, dokumentId: string): Promise<readonly Note[]> {
  return selectNotes(ctx, (await getDokument(ctx, dokumentId)).dokumentId, mostNotes);
}

/**
 * Writes a note beside a Dokument. It is no part of the Akte: neither its bytes nor its history change.
 * @param note.page from 1; undefined where it is about the whole
 * @throws Forbidden `records.duty-missing`, `viewer.staff-only`; NotFound `records.no-such-dokument`; Invalid
 * `viewer.bad-note`; Conflict `viewer.too-many-notes`
 */
export async function addNote(
  ctx: Ctx,
  note: { readonly dokumentId: string; readonly page?: number; readonly body: string },
): Promise<Note> {
  const { actor } = ctx;
  const notes = await listNotes(ctx, note.dokumentId);
  if (actor.kind !== "staff") throw new Forbidden("viewer.staff-only");
  const body = note.body.replaceAll("\r\n", "\n").trim();
  const page = note.page ?? null;
  if (body === "" || body.length > mostLetters) throw new Invalid("viewer.bad-note");
  if (page !== null && !(Number.isInteger(page) && page > 0 && page <= 100_000)) throw new Invalid("viewer.bad-note");
  if (notes.length >= mostNotes) throw new Conflict("viewer.too-many-notes");
  const written: Note = {
    noteId: newId(ctx.now.getTime()),
    dokumentId: note.dokumentId,
    page,
    authorId: actor.staffId,
    authorName: actor.name,
    body,
    writtenAt: ctx.now,
  };
  await insertNote(ctx, written);
  return written;
}

/**
 * A note that whoever asks has written.
 * @throws Forbidden `records.duty-missing`, `viewer.not-yours`; NotFound `records.no-such-dokument`, `viewer.no-such-note`
 */
export async function getOwnNote(ctx: Ctx, dokumentId: string, noteId: string): Promise<Note> {
  const note = (await listNotes(ctx, dokumentId)).find((one) => one.noteId === noteId);
  if (note === undefined) throw new NotFound("viewer.no-such-note");
  if (ctx.actor.kind !== "staff" || ctx.actor.staffId !== note.authorId) throw new Forbidden("viewer.not-yours");
  return note;
}

/**
 * Removes a note; only whoever wrote it may.
 * @throws as `getOwnNote`
 */
export async function removeNote(ctx: Ctx, dokumentId: string, noteId: string): Promise<void> {
  await deleteNote(ctx, (await getOwnNote(ctx, dokumentId, noteId)).noteId);
}
