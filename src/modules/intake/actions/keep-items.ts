import { beginningOf, Conflict, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { listDokumente } from "../../records/index.ts";
import { isAnswer, listUploads, type Upload, type UploadOwner } from "../../uploads/index.ts";
import type { Filing, Item, ItemKind } from "../model/collection.ts";
import {
  byName,
  folderOfPath,
  kindOfUpload,
  mailFormatOf,
  mostTitle,
  parseField,
  titleOfFile,
} from "../model/items.ts";
import { readMail } from "../payloads.ts";
import { deleteItems, findCollection, insertItem, selectItems, updateCollection, updateItem } from "../store/index.ts";
import { getFiling } from "./collections.ts";

/** E-mails in e-mails are opened so deep; deeper ones are filed as they are. */
export const deepestMail = 3;

/** Files at the desk belong to collections: what is there becomes an item of the filing. */
export const intakeUploads: UploadOwner = {
  async owns(ctx, ownerId) {
    return (await findCollection(ctx, ownerId)) !== undefined;
  },
  async changed(ctx, collectionId) {
    const collection = await findCollection(ctx, collectionId, { forUpdate: true });
    if (collection?.state !== "open") return;
    await updateCollection(ctx, collectionId);
    if (collection.kind === "filing") await takeIn(ctx, collectionId);
  },
};

async function takeIn(ctx: Ctx, collectionId: string): Promise<void> {
  const uploads = (await listUploads(ctx, collectionId)).filter(isAnswer);
  const items = new Map((await selectItems(ctx, collectionId)).map((item) => [item.itemId, item]));
  const there = new Set(uploads.map(({ uploadId }) => uploadId));
  await deleteItems(
    ctx,
    [...items.keys()].filter((itemId) => !there.has(itemId)),
  );
  let position = Math.max(0, ...[...items.values()].map((item) => item.position));
  for (const upload of uploads) {
    const from = parseField(upload.fieldPath);
    if (items.has(upload.uploadId) || from === undefined) continue;
    const parent = "mailId" in from ? items.get(from.mailId) : undefined;
    const depth = parent === undefined ? 0 : parent.depth + 1;
    const mail = mailFormatOf(upload.mediaType) !== undefined && depth <= deepestMail;
    await insertItem(ctx, {
      itemId: upload.uploadId,
      collectionId,
      parentId: parent?.itemId,
      depth,
      position: ++position,
      folder: "path" in from ? folderOfPath(from.path) : "",
      title: titleOfFile(upload.filename),
      kind: kindOfUpload(upload, depth),
      letterDate: undefined,
      sender: "",
      chosen: true,
      mail: mail ? "reading" : undefined,
    });
    if (mail) await enqueue(ctx, readMail, { itemId: upload.uploadId });
  }
}

/** An item with its file, and what is the same already. */
export interface StagedItem extends Item {
  readonly upload: Upload;
  /** Title of a Dokument of the Vorgang, or name of a file before it, that has the same bytes. */
  readonly sameAs: { readonly where: "vorgang" | "here"; readonly title: string } | undefined;
}

/** By folder and name as people count; what came with an e-mail stands behind it. */
function inOrder(
  items: readonly (Item & { readonly upload: Upload })[],
): readonly (Item & { readonly upload: Upload })[] {
  const childrenOf = (parentId: string | undefined) => items.filter((item) => item.parentId === parentId);
  const flat: (Item & { readonly upload: Upload })[] = [];
  const put = (list: readonly (Item & { readonly upload: Upload })[]): void => {
    for (const item of list) {
      flat.push(item);
      put(childrenOf(item.itemId));
    }
  };
  put(
    childrenOf(undefined).toSorted(
      (a, b) => byName(a.folder, b.folder) || byName(a.upload.filename, b.upload.filename) || a.position - b.position,
    ),
  );
  return flat;
}

/** What a filing holds, in the order in which it will be filed; and files that are not good, or not yet. */
export async function listStaged(
  ctx: Ctx,
  filing: Filing,
): Promise<{ readonly items: readonly StagedItem[]; readonly others: readonly Upload[] }> {
  const uploads = await listUploads(ctx, filing.collectionId);
  const byId = new Map(uploads.map((upload) => [upload.uploadId, upload]));
  const onFile = new Map(
    (await listDokumente(ctx, filing.vorgangId)).toReversed().map((one) => [one.sha256, one.title]),
  );
  const seen = new Map<string, string>();
  const items = inOrder(
    (await selectItems(ctx, filing.collectionId)).flatMap((item) => {
      const upload = byId.get(item.itemId);
      return upload === undefined ? [] : [{ ...item, upload }];
    }),
  ).map((item): StagedItem => {
    const hash = item.upload.sha256 ?? "";
    const filed = item.dokumentId === undefined ? onFile.get(hash) : undefined;
    const before = seen.get(hash);
    if (before === undefined) seen.set(hash, item.title);
    const sameAs =
      filed !== undefined
        ? ({ where: "vorgang", title: filed } as const)
        : before !== undefined
          ? ({ where: "here", title: before } as const)
          : undefined;
    return { ...item, sameAs };
  });
  const shown = new Set(items.map(({ itemId }) => itemId));
  return { items, others: uploads.filter(({ uploadId }) => !shown.has(uploadId)) };
}

/** What a person has said of an item. */
export interface ItemEdit {
  readonly itemId: string;
  readonly title: string;
  readonly kind: ItemKind;
  readonly letterDate: PlainDay | undefined;
  readonly sender: string;
  readonly chosen: boolean;
}

/**
 * Keeps what a person has said of the items.
 * @throws Forbidden, NotFound as `getFiling`; Conflict `intake.not-open`
 */
export async function saveItems(ctx: Ctx, collectionId: string, edits: readonly ItemEdit[]): Promise<void> {
  const filing = await getFiling(ctx, collectionId, { forUpdate: true });
  if (filing.state !== "open") throw new Conflict("intake.not-open");
  const known = new Map((await selectItems(ctx, collectionId)).map((item) => [item.itemId, item]));
  for (const { itemId, ...edit } of edits) {
    const item = known.get(itemId);
    if (item === undefined) continue;
    const same =
      item.title === edit.title &&
      item.kind === edit.kind &&
      item.letterDate === edit.letterDate &&
      item.sender === edit.sender &&
      item.chosen === edit.chosen;
    if (!same) await updateItem(ctx, itemId, { ...edit, title: beginningOf(edit.title, mostTitle) });
  }
  await updateCollection(ctx, collectionId, { problem: null });
}
