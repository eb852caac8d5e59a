import type { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { tooLarge } from "./errors.ts";
import type { EarlyRequest, Route, Upload } from "./route.ts";

/** Fields and files of a form. */
export interface FormBody {
  readonly body: Record<string, string | string[]>;
  readonly uploads: readonly Upload[];
}

/**
 * Reads a form with files.
 * @param welcome whether whoever asks may use the page; of others files are passed over
 * @throws an error with status 413 where a file is too large and the route does not want to be told
 */
export async function readMultipart(
  request: FastifyRequest,
  route: Route,
  early: EarlyRequest,
  welcome: boolean,
): Promise<FormBody> {
  const body: Record<string, string | string[]> = {};
  const uploads: Upload[] = [];
  const told = route.upload?.oversize === "told";
  const limits = {
    fileSize: route.upload?.maxFileBytes ?? 0,
    files: route.upload?.maxFiles ?? 0,
    fields: 300,
    fieldSize: 64 * 1024,
    parts: 400,
  };
  let left = route.upload?.maxBytes ?? Number.POSITIVE_INFINITY;
  const allowed = welcome && (route.upload?.allowed === undefined || (await route.upload.allowed(early)));
  for await (const part of request.parts({ limits })) {
    if (part.type === "file") {
      if (!allowed) {
        part.file.resume();
        continue;
      }
      const bytes = await wholeOrNothing(part.file, left);
      left -= bytes?.length ?? 0;
      if (bytes === undefined && !told) throw tooLarge();
      const named = { field: part.fieldname, filename: part.filename, mediaType: part.mimetype };
      if (bytes === undefined) uploads.push({ ...named, bytes: new Uint8Array(), tooLarge: true });
      else if (part.filename !== "" && (bytes.length > 0 || told)) uploads.push({ ...named, bytes });
    } else {
      const value = String(part.value);
      const before = body[part.fieldname];
      body[part.fieldname] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    }
  }
  return { body, uploads };
}

/** @returns undefined where there was more than may be */
export async function wholeOrNothing(
  file: Readable & { readonly truncated?: boolean },
  most: number,
): Promise<Buffer | undefined> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file) {
    length += (chunk as Buffer).length;
    // Read to its end all the same: what stands behind it is what somebody typed.
    if (length > most) chunks = [];
    else chunks.push(chunk as Buffer);
  }
  return file.truncated || length > most ? undefined : Buffer.concat(chunks);
}

/**
 * Answers as they were typed: without the character NUL, which nobody types and PostgreSQL keeps in no text; and with
 * line breaks of one character, as every browser counts them for `maxlength` and sends them as two.
 */
export function asTyped(body: Record<string, string | string[]>): Record<string, string | string[]> {
  const clean = (text: string): string => text.replaceAll("\0", "").replaceAll("\r\n", "\n");
  for (const [name, value] of Object.entries(body)) body[name] = Array.isArray(value) ? value.map(clean) : clean(value);
  return body;
}
