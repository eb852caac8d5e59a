import { sql } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import type { IntakeTables } from "../tables.ts";

const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<IntakeTables>();
const mostRows = 5000;

/** Files that wait to be filed and fit one of the patterns: for requests about personal data. */
export async function selectItemsLike(
  ctx: Pick<Ctx, "tx" | "tenant">,
  patterns: readonly string[],
): Promise<readonly { readonly itemId: string; readonly text: string }[]> {
  const rows = await tables(ctx)
    .selectFrom("intake.item")
    .select(["item_id", "title", "sender", "folder", "readable"])
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "is", null)
    .where(sql<boolean>`lower(concat_ws(' ', title, sender, folder, readable)) like any(${[...patterns]}::text[])`)
    .orderBy("item_id", "desc")
    .limit(mostRows)
    .execute();
  return rows.map(({ item_id, title, sender, folder, readable }) => ({
    itemId: item_id,
    text: [title, sender, folder, readable ?? ""].join(" "),
  }));
}

/** Letters that are not filed and in whose recognised words one of the patterns occurs. */
export async function selectLettersLike(
  ctx: Pick<Ctx, "tx" | "tenant">,
  patterns: readonly string[],
): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("intake.letter as l")
    .select("l.letter_id")
    .where("l.tenant_id", "=", ctx.tenant)
    .where("l.state", "<>", "filed")
    .where(
      sql<boolean>`exists (
        select from intake.letter_page p where p.tenant_id = l.tenant_id and p.letter_id = l.letter_id
        and lower(p.recognised->>'words') like any(${[...patterns]}::text[]))`,
    )
    .orderBy("l.letter_id", "desc")
    .limit(mostRows)
    .execute();
  return rows.map(({ letter_id }) => letter_id);
}
