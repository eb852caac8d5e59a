import type { Selectable } from "kysely";
import type { PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { GewaKind } from "../model/index.ts";
import type { GewerbeTables } from "../tables.ts";
import { tables } from "./tables.ts";

/** A letter that anyone who holds it can check. */
export interface Proof {
  readonly token: string;
  readonly caseId: string;
  readonly dokumentId: string;
  readonly kind: GewaKind;
  readonly aktenzeichen: string;
  readonly issuedOn: PlainDay;
  readonly sha256: string;
}

export async function insertProof(ctx: Ctx, proof: Proof): Promise<void> {
  await tables(ctx)
    .insertInto("gewerbe.proof")
    .values({
      tenant_id: ctx.tenant,
      token: proof.token,
      case_id: proof.caseId,
      dokument_id: proof.dokumentId,
      kind: proof.kind,
      aktenzeichen: proof.aktenzeichen,
      issued_on: proof.issuedOn,
      sha256: proof.sha256,
    })
    .execute();
}

const proofColumns = ["token", "case_id", "dokument_id", "kind", "aktenzeichen", "issued_on", "sha256"] as const;

function toProof(row: Pick<Selectable<GewerbeTables["gewerbe.proof"]>, (typeof proofColumns)[number]>): Proof {
  return {
    token: row.token,
    caseId: row.case_id,
    dokumentId: row.dokument_id,
    kind: row.kind as GewaKind,
    aktenzeichen: row.aktenzeichen,
    issuedOn: row.issued_on,
    sha256: row.sha256,
  };
}

export async function findProof(ctx: Ctx, token: string): Promise<Proof | undefined> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.proof")
    .select(proofColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("token", "=", token)
    .executeTakeFirst();
  return row === undefined ? undefined : toProof(row);
}

/** The Empfangsbescheinigung of a case: the latest, where there are several. */
export async function findProofOfCase(ctx: Ctx, caseId: string): Promise<Proof | undefined> {
  const row = await tables(ctx)
    .selectFrom("gewerbe.proof")
    .select(proofColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .orderBy("issued_on", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toProof(row);
}
