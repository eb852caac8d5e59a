import { Zip, ZipPassThrough } from "fflate";
import { type Actor, Invalid, type Localized, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import {
  actionWords,
  getAkte,
  listDokumenteOfAkte,
  listFormats,
  listVorgaenge,
  verifyAkte,
} from "../../records/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { pemOf } from "../model/daily-head.ts";
import { documentsOf, type Evidence, historyFor, keyInEvidence, proofInEvidence } from "../model/evidence.ts";
import { type AkteExport, mostExportBytes } from "../model/export.ts";
import { readmeOf } from "../model/readme.ts";
import { verifyPage } from "../model/verify-page.ts";
import { proofSettings } from "../settings.ts";
import { selectKeys } from "../store/index.ts";
import { proveAkte } from "./prove-akte.ts";

/** What this module adds to histories, for people. */
const ownActions: Readonly<Record<string, Localized>> = {
  "proof.paket-bestellt": { de: "Paket der Akte bestellt", en: "Package of the file ordered" },
  "proof.paket-abgeholt": { de: "Paket der Akte abgeholt", en: "Package of the file fetched" },
  "proof.paket-bereitgestellt": { de: "Paket ins Postfach gestellt", en: "Package put into the mailbox" },
  "proof.gesamt-pdf-bestellt": { de: "Akte als PDF bestellt", en: "File ordered as PDF" },
  "proof.gesamt-pdf-abgeholt": { de: "Akte als PDF abgeholt", en: "File fetched as PDF" },
};

/** Of entries that are told only: what the others were is nobody's business. */
function actionNames(history: Evidence["history"]): Evidence["actions"] {
  const names = { ...actionWords, ...ownActions };
  return Object.fromEntries(
    [...new Set(history.flatMap((entry) => ("withheld" in entry ? [] : [entry.action])))].flatMap((action) => {
      const words = names[action];
      return words === undefined ? [] : [[action, words]];
    }),
  );
}

/**
 * Gathers everything that proves an Akte, or one Vorgang of it.
 * @throws Invalid `proof.akte-broken`: what cannot be proven is not handed out as proven
 */
export async function gatherEvidence(
  ctx: Ctx,
  order: Pick<AkteExport, "akteId" | "vorgangId" | "language">,
): Promise<Evidence> {
  const program: Actor = { kind: "system", name: "proof" };
  const own = { ...ctx, actor: program };
  const akte = await getAkte(own, order.akteId);
  const { history: entries, broken } = await verifyAkte(own, order.akteId, { contents: true });
  if (broken !== undefined) throw new Invalid("proof.akte-broken");
  const { officialName, ags, slug } = await getTenant(own);
  const vorgaenge = (await listVorgaenge(own, order.akteId))
    .filter(({ vorgangId }) => order.vorgangId === null || vorgangId === order.vorgangId)
    .map(({ vorgangId, aktenzeichen, betreff }) => ({ vorgangId, aktenzeichen, betreff }));
  const dokumente = [];
  for (const dokument of await listDokumenteOfAkte(own, order.akteId)) {
    dokumente.push({ dokument, formats: await listFormats(own, dokument.dokumentId) });
  }
  const documents = documentsOf(dokumente, entries, vorgaenge);
  const history = historyFor(entries, order.vorgangId, documents);
  const proofs = await proveAkte(own, order.akteId);
  const needed = new Set(proofs.map(({ head }) => head.keyNumber));
  return {
    format: "klickamt-paket-1",
    madeAt: ctx.now.toISOString(),
    language: order.language,
    town: { name: officialName, ags, proofs: `${proofSettings().publicUrl}/${slug}/beweise` },
    akte: {
      akteId: akte.akteId,
      aktenzeichen: akte.aktenzeichen,
      betreff: akte.betreff,
      planUnit: `${akte.planUnit} ${akte.planUnitTitle}`,
      openedAt: akte.openedAt.toISOString(),
      zdaAt: akte.zdaAt?.toISOString() ?? null,
    },
    vorgangId: order.vorgangId,
    vorgaenge,
    history,
    documents,
    actions: actionNames(history),
    keys: (await selectKeys(own)).filter(({ number }) => needed.has(number)).map(keyInEvidence),
    proofs: proofs.map(proofInEvidence),
  };
}

const pretty = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

/** Files of a package besides its documents. */
function filesBeside(evidence: Evidence): readonly (readonly [string, Uint8Array])[] {
  const files: [string, Uint8Array][] = [
    ["index.html", Buffer.from(verifyPage(evidence, evidence.language))],
    ["LIESMICH.txt", Buffer.from(readmeOf(evidence).replaceAll("\n", "\r\n"))],
    ["Beweis/beweis.json", pretty(evidence)],
    ["Beweis/verlauf.json", pretty(evidence.history)],
  ];
  for (const { number, publicKey } of evidence.keys) {
    files.push([`Beweis/schluessel-${number}.pem`, Buffer.from(pemOf(Buffer.from(publicKey, "hex")))]);
  }
  for (const proof of evidence.proofs) {
    const { number } = JSON.parse(proof.statement) as { number: number };
    files.push([`Beweis/tageskopf-${number}.json`, Buffer.from(proof.statement)]);
    files.push([`Beweis/tageskopf-${number}.sig`, Buffer.from(proof.signature, "hex")]);
    if (proof.stamp !== null) files.push([`Beweis/tageskopf-${number}.tst`, Buffer.from(proof.stamp, "base64")]);
  }
  return files;
}

/**
 * Packs a ZIP: what it holds is compressed already or small, so nothing is compressed again.
 * @param told called after each document
 * @throws Invalid `proof.too-large`, `proof.content-changed`; NotFound `files.missing`
 */
export async function packPackage(
  files: Ctx["files"],
  evidence: Evidence,
  madeAt: Date,
  told: (done: number) => Promise<void>,
): Promise<Uint8Array> {
  const size = evidence.documents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (size > mostExportBytes) throw new Invalid("proof.too-large");
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  const add = (path: string, bytes: Uint8Array): void => {
    const entry = new ZipPassThrough(path);
    entry.mtime = madeAt;
    zip.add(entry);
    entry.push(bytes, true);
  };
  for (const [path, bytes] of filesBeside(evidence)) add(path, bytes);
  let done = 0;
  for (const document of evidence.documents) {
    const bytes = await files.get(document.sha256);
    if (sha256(bytes) !== document.sha256) throw new Invalid("proof.content-changed");
    add(document.path, bytes);
    done += 1;
    await told(done);
  }
  zip.end();
  return Buffer.concat(pieces);
}

/** Name under which a package is fetched: `Akte-32.40-2026-00017.zip`. */
export function packageName(evidence: Evidence): string {
  const vorgang = evidence.vorgaenge.find(({ vorgangId }) => vorgangId === evidence.vorgangId);
  return `${vorgang === undefined ? "Akte" : "Vorgang"}-${(vorgang ?? evidence.akte).aktenzeichen.replaceAll("/", "-")}.zip`;
}
