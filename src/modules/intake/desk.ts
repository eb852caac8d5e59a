import { Failure } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { type EarlyRequest, sessionCookieName, type WebRequest } from "../../platform/web/index.ts";
import { authenticate, deskAccess, deskNav } from "../accounts/index.ts";
import { getCollection } from "./actions/collections.ts";
import { takesFiles } from "./model/collection.ts";

export const access = deskAccess.posteingang;

/** What every page of the module takes. */
export const shell = (request: WebRequest) => ({
  view: request.view,
  nav: deskNav(request.view, "posteingang"),
});

/** One parameter of the address. */
export const given = (request: { readonly params: WebRequest["params"] }, name: string): string =>
  request.params[name] ?? "";

/**
 * Whether who sends files is signed in and may put them there: for requests whose bodies are read before a page's
 * transaction opens, or that have none.
 */
export async function mayUpload(request: EarlyRequest): Promise<number | undefined> {
  const token = request.cookies[sessionCookieName(request.params.town ?? "")] ?? "";
  if (token === "") return undefined;
  return request.read(async (ctx: Ctx) => {
    const staff = await authenticate(ctx, token);
    if (staff === undefined) return undefined;
    try {
      const collection = await getCollection({ ...ctx, actor: staff }, request.params.collection ?? "", {
        toChange: true,
      });
      return takesFiles(collection) ? ctx.tenant : undefined;
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  });
}
