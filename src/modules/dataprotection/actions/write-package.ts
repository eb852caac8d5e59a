import { zipSync } from "fflate";
import { Conflict, dayInBerlin, formatDay, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { answerHtml } from "../model/answer-html.ts";
import { updateHandedOut } from "../store.ts";
import { collectHoldings } from "./collect-holdings.ts";
import { getRequest } from "./open-request.ts";

/** Of all documents together; a package is made in memory. */
const mostBytes = 400 * 1024 * 1024;

/** A name that every system takes; numbers keep two of one name apart. */
function safeName(filename: string): string {
  const name = filename.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "_").replace(/^\.+/, "");
  return (name === "" ? "dokument" : name).slice(-120);
}

/**
 * What the person gets: a page to read, the same as JSON for programs (Art. 15 Abs. 3, Art. 20 GDPR), and the documents.
 * @throws Forbidden `accounts.duty-missing`; NotFound `dataprotection.no-such-request`; Conflict
 * `dataprotection.closed`; Invalid `dataprotection.too-large`: more than 400 MB of documents
 */
export async function writePackage(ctx: Ctx, requestId: string): Promise<{ filename: string; bytes: Uint8Array }> {
  const request = await getRequest(ctx, requestId, true);
  // Its findings are gone: the answer would say that nothing is stored.
  if (request.closedAt !== undefined) throw new Conflict("dataprotection.closed");
  const collected = await collectHoldings(ctx, requestId);
  const town = await getTenant(ctx);
  const files: Record<string, Uint8Array> = {};
  const nameOfHash = new Map<string, string>();
  let bytes = 0;
  for (const { holdings } of collected) {
    for (const { filename, sha256, read } of holdings.flatMap(({ documents }) => documents)) {
      if (nameOfHash.has(sha256)) continue;
      const content = await (read === undefined ? ctx.files.get(sha256) : read());
      bytes += content.length;
      if (bytes > mostBytes) throw new Invalid("dataprotection.too-large");
      const name = `dokumente/${String(nameOfHash.size + 1).padStart(3, "0")}-${safeName(filename)}`;
      nameOfHash.set(sha256, name);
      files[name] = content;
    }
  }
  const said = collected.map(({ title, holdings }) => ({
    title: title.de,
    holdings: holdings.map((holding) => ({
      ...holding,
      documents: holding.documents.map(({ filename, sha256 }) => ({
        filename,
        sha256,
        path: nameOfHash.get(sha256) ?? "",
      })),
    })),
  }));
  const day = dayInBerlin(ctx.now);
  const facts = { town: town.officialName, person: request.name, day: formatDay(day, "de") };
  files["auskunft.html"] = new TextEncoder().encode(answerHtml(facts, said));
  files["auskunft.json"] = new TextEncoder().encode(JSON.stringify({ ...facts, collected: said }, undefined, 2));
  await updateHandedOut(ctx, requestId);
  return { filename: `auskunft-${day}.zip`, bytes: zipSync(files, { level: 6 }) };
}
