import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Invalid, newId, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { getStatementReader } from "../contracts.ts";
import { accountState, payableCents } from "../model/ledger.ts";
import {
  afterMove,
  type BookingPlan,
  type Claim,
  payerKeyOfBooking,
  planBooking,
  referencesOf,
} from "../model/matching.ts";
import { type BookingPart, type StatementPart, StatementRefused, type StatementStart } from "../model/statement.ts";
import type { Statement } from "../model/worklist.ts";
import {
  insertBookings,
  insertItems,
  insertStatement,
  lockImports,
  type NewBooking,
  type NewItem,
  selectAccountIdsByPayers,
  selectAccountIdsByReferences,
  selectAccountsForUpdate,
  selectBankDetails,
  selectMovements,
  selectStatementHash,
} from "../store/index.ts";
import { type NewEntry, nameOfActor, postEntries } from "./post-entries.ts";

const batchSize = 500;
/** Of a file with no more pieces than this, they are kept from the first reading: reading is what takes longest. */
const mostKeptParts = 20_000;
/** A statement larger than this is no statement. */
export const largestStatementBytes = 60 * 1024 * 1024;

/** What became of a file. */
export interface ImportReport {
  readonly fileSha256: string;
  /** Statements taken over now; those that were there already changed nothing. */
  readonly imported: readonly Statement[];
  readonly knownStatements: number;
  /** Bookings that went to their claims without a person. */
  readonly matched: number;
  /** Bookings that a person has to look at. */
  readonly forWorklist: number;
}

/** A statement as the first reading found it. */
interface Outline {
  readonly start: StatementStart;
  readonly hash: string;
  readonly isNew: boolean;
}

const keyOf = ({ iban, kind, bankStatementId, page }: StatementStart): string =>
  JSON.stringify([iban, kind, bankStatementId, page]);

/** Everything a statement says that the ledger takes over, whatever the file looks like. */
function contentOf(part: StatementPart): string {
  const { line: _line, ...rest } = part;
  return JSON.stringify(rest);
}

/** Lets other requests be answered between pieces of a long reading. */
async function* unhurried(file: Uint8Array): AsyncGenerator<StatementPart> {
  let read = 0;
  for (const part of getStatementReader().read(file)) {
    if (++read % 200 === 0) await setImmediate();
    yield part;
  }
}

/** What the first reading of a file found. */
interface CheckedFile {
  readonly outlines: readonly Outline[];
  /** Undefined where they are too many to be kept in memory. */
  readonly parts: readonly StatementPart[] | undefined;
}

/** The pieces of a file that was checked, from its beginning. */
async function* again(file: Uint8Array, { parts }: CheckedFile): AsyncGenerator<StatementPart> {
  yield* parts ?? unhurried(file);
}

/** Reads the whole file without writing anything. @throws StatementRefused */
async function checkFile(ctx: Ctx, file: Uint8Array, iban: string): Promise<CheckedFile> {
  const outlines: Outline[] = [];
  let parts: StatementPart[] | undefined = [];
  const hashes = new Map<string, string>();
  let start: StatementStart | undefined;
  let hash = createHash("sha256");
  for await (const part of unhurried(file)) {
    if (parts !== undefined && parts.length < mostKeptParts) parts.push(part);
    else parts = undefined;
    if (part.part === "start") {
      if (part.iban !== iban) throw new StatementRefused("other-account", part.line, part.iban);
      start = part;
      hash = createHash("sha256");
    }
    hash.update(contentOf(part)).update("\n");
    if (part.part !== "end" || start === undefined) continue;
    const digest = hash.digest("hex");
    const key = keyOf(start);
    const known = hashes.get(key) ?? (await selectStatementHash(ctx, start));
    if (known !== undefined && known !== digest) {
      throw new StatementRefused("contradiction", start.line, start.bankStatementId);
    }
    hashes.set(key, digest);
    outlines.push({ start, hash: digest, isNew: known === undefined });
  }
  return { outlines, parts };
}

/**
 * What the bank calls a booking, so that the same one in a notification and in a statement, or in a statement sent
 * anew, is one. Without a reference of the bank only its place in its statement tells it from others.
 */
function bookingKeys(start: StatementStart): (booking: BookingPart) => string {
  const seen = new Map<string, number>();
  let position = 0;
  return (booking) => {
    position++;
    if (booking.bankReference === undefined) return sha256(JSON.stringify([keyOf(start), position]));
    const { bankReference, bookedOn, direction, amountCents } = booking;
    const name = JSON.stringify([start.iban, bankReference, bookedOn, direction, amountCents, booking.position]);
    const occurrence = (seen.get(name) ?? 0) + 1;
    seen.set(name, occurrence);
    return sha256(`${name}#${occurrence}`);
  };
}

async function claimsOf(ctx: Ctx, bookings: readonly NewBooking[]): Promise<Map<string, Claim>> {
  const references = [...new Set(bookings.flatMap(referencesOf))];
  const payers = [
    ...new Set(bookings.filter((booking) => referencesOf(booking).length === 0).map(payerKeyOfBooking)),
  ].filter((key) => key !== "");
  const ids = new Set([
    ...(await selectAccountIdsByReferences(ctx, references)),
    ...(await selectAccountIdsByPayers(ctx, payers)),
  ]);
  const accounts = await selectAccountsForUpdate(ctx, [...ids]);
  const movements = await selectMovements(ctx, [...ids]);
  return new Map(
    accounts.map((account) => {
      const own = movements.get(account.accountId) ?? [];
      const state = accountState(own);
      const claim: Claim = {
        accountId: account.accountId,
        reference: account.reference,
        payerKey: account.payerKey,
        balanceCents: state.balanceCents,
        receivedCents: state.paidCents - state.refundedCents,
        payableCents: payableCents(own),
      };
      return [account.accountId, claim];
    }),
  );
}

interface Tally {
  known: number;
  matched: number;
  items: number;
}

/** Writes a handful of bookings, what they mean for the ledger, and what a person has to look at. */
async function importBatch(ctx: Ctx, batch: readonly NewBooking[], tally: Tally): Promise<void> {
  const newIds = await insertBookings(ctx, batch);
  const bookings = batch.filter(({ bookingId }) => newIds.has(bookingId));
  tally.known += batch.length - bookings.length;
  const claims = await claimsOf(ctx, bookings);
  const byReference = new Map([...claims.values()].map(({ reference, accountId }) => [reference, accountId]));
  const byPayer = Map.groupBy(claims.values(), ({ payerKey }) => payerKey);
  const current = (accountId: string | undefined) => (accountId === undefined ? undefined : claims.get(accountId));
  const entries: NewEntry[] = [];
  const items: NewItem[] = [];
  const planOf = (booking: NewBooking): BookingPlan => {
    const named = referencesOf(booking).flatMap((reference) => current(byReference.get(reference)) ?? []);
    const payerKey = payerKeyOfBooking(booking);
    const ofPayer = payerKey === "" ? [] : (byPayer.get(payerKey) ?? []).flatMap((one) => current(one.accountId) ?? []);
    return planBooking(booking, named, ofPayer);
  };
  for (const booking of bookings) {
    const { moves, item } = planOf(booking);
    for (const [index, move] of moves.entries()) {
      const claim = current(move.accountId);
      if (claim !== undefined) claims.set(claim.accountId, afterMove(claim, move));
      entries.push({
        ...move,
        source: `Kontoauszug, Zeile ${booking.line}`,
        bookingId: booking.bookingId,
        bookedOn: booking.bookedOn,
        idempotencyKey: `booking:${booking.bookingKey}:${index}`,
      });
    }
    if (item === undefined) {
      tally.matched++;
    } else {
      tally.items++;
      items.push({ ...item, itemId: newId(), accountId: item.accountId, bookingId: booking.bookingId });
    }
  }
  await insertItems(ctx, items);
  await postEntries(ctx, entries);
}

async function importOne(
  ctx: Ctx,
  parts: AsyncIterator<StatementPart>,
  outline: Outline,
  fileSha256: string,
  tally: Tally,
): Promise<Statement> {
  const { start } = outline;
  const statementId = newId();
  const keyOfBooking = bookingKeys(start);
  const knownBefore = tally.known;
  let bookings = 0;
  let batch: NewBooking[] = [];
  for (;;) {
    const next = await parts.next();
    if (next.done === true) throw new Error("a file that was checked ends early");
    const part = next.value;
    if (part.part === "booking") {
      bookings++;
      batch.push({ ...part, bookingId: newId(), statementId, bookingKey: keyOfBooking(part) });
    }
    if (batch.length === batchSize || part.part === "end") {
      await importBatch(ctx, batch, tally);
      batch = [];
    }
    if (part.part !== "end") continue;
    const statement: Statement = {
      statementId,
      kind: start.kind,
      format: start.format,
      iban: start.iban,
      bankStatementId: start.bankStatementId,
      page: start.page,
      fileSha256,
      openingCents: start.openingCents,
      closingCents: start.closingCents,
      bookings,
      knownBookings: tally.known - knownBefore,
      pendingEntries: part.pendingEntries,
      importedBy: nameOfActor(ctx.actor),
      importedAt: ctx.now,
    };
    await insertStatement(ctx, statement, outline.hash);
    return statement;
  }
}

/**
 * Takes over a file of the bank: all of it, or nothing. It is gone through twice, first to check the whole, then to
 * write, each time piece by piece; only a file too large to be kept is read anew for it. What was taken over before changes nothing: neither the same statement nor the same booking.
 * @throws Forbidden `accounts.duty-missing`: staff with `casework` and the system only
 * @throws StatementRefused with the line and what is wrong there; Invalid `payments.no-bank-details`
 */
export async function importStatement(ctx: Ctx, file: Uint8Array): Promise<ImportReport> {
  requireDuty(ctx.actor, "casework");
  if (file.length > largestStatementBytes) throw new StatementRefused("too-large", 1);
  const bank = await selectBankDetails(ctx);
  if (bank === undefined) throw new Invalid("payments.no-bank-details");
  await lockImports(ctx);
  const checked = await checkFile(ctx, file, bank.iban);
  const { outlines } = checked;
  const fileSha256 = await ctx.files.put(file);
  const tally: Tally = { known: 0, matched: 0, items: 0 };
  const imported: Statement[] = [];
  const parts = again(file, checked);
  let index = 0;
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    if (next.value.part !== "start") continue;
    const outline = outlines[index++];
    if (outline?.isNew) imported.push(await importOne(ctx, parts, outline, fileSha256, tally));
  }
  return {
    fileSha256,
    imported,
    knownStatements: outlines.length - imported.length,
    matched: tally.matched,
    forWorklist: tally.items,
  };
}
