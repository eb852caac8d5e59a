/**
 * Sends files in pieces by the tus protocol 1.0, so that a broken connection costs seconds and not the file.
 * Source: https://tus.io/protocols/resumable-upload
 */

/** Of every request: the protocol, and that a script of ours asks. */
export const headers = { "Tus-Resumable": "1.0.0", "X-Requested-With": "klickamt" };
const smallestPiece = 128 * 1024;
const largestPiece = 4 * 1024 * 1024;
const pauses = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];
const giveUpAfterMs = 15 * 60_000;
const atOnce = 2;

/** The server has said no: trying again would not help. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

const queue: (() => void)[] = [];
let busy = 0;

/** A few at a time: several at once on a weak connection all come late. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
  busy++;
  try {
    return await work();
  } finally {
    busy--;
    queue.shift()?.();
  }
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** By which the same file is known again: its beginning, its end, its size and date. Only where the browser can. */
export async function fingerprintOf(file: File): Promise<string | undefined> {
  if (crypto.subtle === undefined) return undefined;
  const parts = new Blob([
    `${file.name}|${file.size}|${file.lastModified}|`,
    file.slice(0, 65_536),
    file.slice(-65_536),
  ]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await parts.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(clock);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const clock = setTimeout(end, ms);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

async function offsetOf(url: string, signal: AbortSignal): Promise<number> {
  const answer = await fetch(url, { method: "HEAD", headers, signal });
  if (answer.status === 423 || answer.status >= 500) throw new Error("later");
  if (!answer.ok) throw new Refusal(answer.status, "");
  return Number(answer.headers.get("Upload-Offset"));
}

/** One piece. `fetch` does not say how far it is, so the older way. @returns what came of the file, when it is whole */
function sendPiece(
  url: string,
  piece: Blob,
  offset: number,
  signal: AbortSignal,
  told: (sent: number) => void,
): Promise<{ offset: number; outcome: string | null }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.upload.onprogress = (event) => told(offset + event.loaded);
    request.onload = () => {
      const { status } = request;
      if (status >= 200 && status < 300) {
        resolve({
          offset: Number(request.getResponseHeader("Upload-Offset")),
          outcome: request.getResponseHeader("Upload-Outcome"),
        });
      } else if ([400, 403, 404, 410, 413, 507].includes(status)) reject(new Refusal(status, request.responseText));
      else reject(new Error(String(status)));
    };
    request.onerror = () => reject(new Error("network"));
    request.onabort = () => reject(new Error("aborted"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(piece);
  });
}

/**
 * Sends a file to the end.
 * @param to `collection`: address that uploads are begun at; `field`: what the file belongs to there
 * @param known address of an upload that was begun earlier
 * @returns what came of it: `clean`, `quarantined`, `checking`, `refused`
 */
export async function send(
  to: { readonly collection: string; readonly field: string },
  file: File,
  signal: AbortSignal,
  more: { known?: string | undefined; replaces?: string | undefined; fingerprint: string | undefined },
  told: (sent: number | "waiting" | "checking") => void,
): Promise<string> {
  let url = more.known;
  let offset = url === undefined ? 0 : -1;
  let size = smallestPiece * 2;
  let failures = 0;
  let lastSuccess = Date.now();
  for (;;) {
    try {
      if (url === undefined) {
        const metadata = [
          `field ${base64(to.field)}`,
          `filename ${base64(file.name)}`,
          ...(more.fingerprint === undefined ? [] : [`fingerprint ${base64(more.fingerprint)}`]),
          ...(more.replaces === undefined ? [] : [`replaces ${base64(more.replaces)}`]),
        ];
        const answer = await fetch(to.collection, {
          method: "POST",
          headers: { ...headers, "Upload-Length": String(file.size), "Upload-Metadata": metadata.join(",") },
          signal,
        });
        if (answer.status >= 500 && answer.status !== 507) throw new Error("later");
        if (answer.status !== 201) throw new Refusal(answer.status, await answer.text());
        url = answer.headers.get("Location") ?? "";
        offset = 0;
      }
      if (offset < 0) offset = await offsetOf(url, signal);
      // The last piece had arrived, but not the answer.
      if (offset >= file.size) return "checking";
      const begun = Date.now();
      const end = Math.min(offset + size, file.size);
      const sent = await sendPiece(url, file.slice(offset, end), offset, signal, (bytes) =>
        told(bytes >= file.size ? "checking" : bytes),
      );
      offset = sent.offset;
      failures = 0;
      lastSuccess = Date.now();
      const took = lastSuccess - begun;
      if (took < 1500) size = Math.min(size * 2, largestPiece);
      else if (took > 8000) size = Math.max(size / 2, smallestPiece);
      if (sent.outcome !== null) return sent.outcome;
      told(offset);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof Refusal || Date.now() - lastSuccess > giveUpAfterMs) throw error;
      told("waiting");
      await pause(pauses[Math.min(failures++, pauses.length - 1)] as number, signal);
      if (signal.aborted) throw error;
      size = smallestPiece;
      if (url !== undefined) offset = -1;
    }
  }
}
