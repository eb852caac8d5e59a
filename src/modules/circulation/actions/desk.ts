import { Forbidden, Invalid, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findStanding, listStaff, listUnits, requireDuty } from "../../accounts/index.ts";
import type { Desk } from "../model/desk.ts";
import type { Addressee } from "../model/umlauf.ts";

/**
 * The desk of who acts.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function getDesk(ctx: Ctx): Promise<Desk> {
  requireDuty(ctx.actor, ["casework", "records"]);
  const standing = await findStanding(ctx);
  if (ctx.actor.kind !== "staff" || standing === undefined) {
    throw new Forbidden("accounts.duty-missing", { duty: "casework records" });
  }
  return { staffId: ctx.actor.staffId, name: ctx.actor.name, standing };
}

/** Who can be asked: people who work with Akten, and units. */
export async function listAddressees(ctx: Ctx): Promise<readonly Addressee[]> {
  const people = (await listStaff(ctx)).filter(
    ({ deactivatedAt, duties }) =>
      deactivatedAt === undefined && (duties.includes("casework") || duties.includes("records")),
  );
  const units = (await listUnits(ctx)).filter(({ dissolvedAt }) => dissolvedAt === undefined);
  return [
    ...people.map(({ staffId, name }): Addressee => ({ kind: "person", id: staffId, name })),
    ...units.map(({ unitId, code, name }): Addressee => ({ kind: "einheit", id: unitId, name: `${code} ${name}` })),
  ];
}

/**
 * Those who are meant, with the names they have now.
 * @throws Invalid `circulation.addressee` where one of them is not there, or works with no Akten
 */
export async function getAddressees(
  ctx: Ctx,
  wanted: readonly Pick<Addressee, "kind" | "id">[],
): Promise<readonly Addressee[]> {
  const known = await listAddressees(ctx);
  return wanted.map(({ kind, id }) => {
    const addressee = known.find((one) => one.kind === kind && one.id === id);
    if (addressee === undefined) throw new Invalid("circulation.addressee");
    return addressee;
  });
}

/** @throws NotFound with this code for what is no id */
export function checkedId(id: string, code: string): string {
  if (!isId(id)) throw new NotFound(code);
  return id;
}

/**
 * A text within its bounds.
 * @throws Invalid with this code
 */
export function checkedText(
  given: string,
  bounds: { readonly least: number; readonly most: number },
  code: string,
): string {
  const text = given.normalize("NFC").trim();
  const length = [...text].length;
  if (length < bounds.least || length > bounds.most) throw new Invalid(code);
  return text;
}
