import {
  dayInBerlin,
  Failure,
  formatIban,
  isId,
  NotFound,
  type PlainDay,
  parsePlainDay,
  sha256,
} from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskNav } from "../accounts/index.ts";
import { recordPayment, refund, waiveCharge } from "./actions/change-account.ts";
import { closeDay, exportDay, listEntriesOfDay } from "./actions/close-day.ts";
import { importStatement, largestStatementBytes } from "./actions/import-statement.ts";
import { findAccountByReference, getAccount } from "./actions/read-accounts.ts";
import { parseBankDetails, setBankDetails } from "./actions/set-bank-details.ts";
import { veilAccount, veilAccounts, veilBooking, veilEntry } from "./actions/veil.ts";
import { assignItem, assignItemToPayout, assignItemToProvider, ignoreItem, refundItem } from "./actions/work-item.ts";
import { textOf } from "./form-text.ts";
import { payerKeyOf } from "./model/account.ts";
import { parseAmount } from "./model/amount.ts";
import { treasuryCsv, turnover } from "./model/closing.ts";
import { payableCents } from "./model/ledger.ts";
import { worklistReasons } from "./model/matching.ts";
import { formatReference } from "./model/reference.ts";
import { StatementRefused } from "./model/statement.ts";
import type { WorklistItem } from "./model/worklist.ts";
import {
  countOpenItems,
  selectAccount,
  selectAccountIdsByPayers,
  selectBankDetails,
  selectBooking,
  selectClosing,
  selectClosings,
  selectDays,
  selectEntriesOfDay,
  selectItem,
  selectItemsOfAccount,
  selectOpenItems,
  selectPayableWithoutClaim,
  selectPayouts,
  selectProviderRefunds,
  selectStatements,
} from "./store/index.ts";
import { AccountPage, PayoutsPage } from "./views/account-pages.tsx";
import { BankDetailsPage } from "./views/bank-details-page.tsx";
import { ClosingsPage, DayPage } from "./views/closing-pages.tsx";
import type { Mistake } from "./views/desk-frame.tsx";
import { type Refusal, StatementsPage } from "./views/statements-page.tsx";
import { ItemPage, WorklistPage } from "./views/worklist-pages.tsx";

const itemsPerPage = 50;
const nav = (request: WebRequest) => deskNav(request.view, "zahlungen");

async function rowOf(request: WebRequest, item: WorklistItem) {
  const stored = item.accountId === undefined ? undefined : await selectAccount(request, item.accountId);
  const account = stored && (await veilAccount(request, stored, request.view.language));
  const booking = item.bookingId === undefined ? undefined : await selectBooking(request, item.bookingId);
  return {
    item,
    who: account?.payerName ?? booking?.counterparty ?? "",
    reference: account === undefined ? "" : formatReference(account.reference),
  };
}

async function showWorklist(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const searched = query.kassenzeichen?.trim() ?? "";
  const found = searched === "" ? undefined : await findAccountByReference(request, searched);
  if (found !== undefined) return redirect(view.href(`/amt/zahlungen/konto/${found.accountId}`));
  const reason = worklistReasons.find((one) => one === query.grund);
  const after = isId(query.nach ?? "") ? query.nach : undefined;
  const items = await selectOpenItems(request, {
    ...(reason === undefined ? {} : { reason }),
    ...(after === undefined ? {} : { after }),
    limit: itemsPerPage + 1,
  });
  const shown = items.slice(0, itemsPerPage);
  const rows = [];
  for (const item of shown) rows.push(await rowOf(request, item));
  const de = view.language === "de";
  return page(
    WorklistPage({
      view,
      nav: nav(request),
      items: rows,
      counts: await countOpenItems(request),
      reason,
      nextHref:
        items.length > itemsPerPage
          ? view.href(
              `/amt/zahlungen?${reason === undefined ? "" : `grund=${reason}&`}nach=${shown.at(-1)?.itemId ?? ""}`,
            )
          : undefined,
      searched,
      searchError:
        searched === ""
          ? undefined
          : de
            ? "Dieses Kassenzeichen gibt es hier nicht. Prüfen Sie jede Stelle."
            : "There is no such reference here. Check every character.",
    }),
  );
}

async function itemPage(
  request: WebRequest,
  mistakes: readonly Mistake[] = [],
  typed: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const itemId = request.params.item ?? "";
  const item = isId(itemId) ? await selectItem(request, itemId) : undefined;
  if (item === undefined) throw new NotFound("payments.no-such-item");
  const { language } = request.view;
  const account =
    item.accountId === undefined
      ? undefined
      : await veilAccount(request, await getAccount(request, item.accountId), language);
  const booked = item.bookingId === undefined ? undefined : await selectBooking(request, item.bookingId);
  const booking = booked !== undefined && account?.veiled === true ? veilBooking(booked) : booked;
  const key = payerKeyOf(booking?.counterparty ?? "");
  const suggestions = [];
  if (item.doneAt === undefined && account === undefined && key !== "") {
    for (const id of (await selectAccountIdsByPayers(request, [key])).slice(0, 10)) {
      const one = await getAccount(request, id);
      if (one.balanceCents > 0 || booking?.direction === "debit") suggestions.push(one);
    }
  }
  // That somebody of this name owes something is what the veil is for.
  const offered = (await veilAccounts(request, suggestions, language)).filter(({ veiled }) => veiled !== true);
  const mayBePayout =
    item.doneAt === undefined &&
    account === undefined &&
    booking?.direction === "debit" &&
    (await selectPayableWithoutClaim(request)) >= booking.amountCents;
  return page(
    ItemPage({
      view: request.view,
      nav: nav(request),
      item,
      booking,
      account,
      suggestions: offered,
      mayBePayout,
      mistakes,
      typed,
    }),
    {
      status: mistakes.length > 0 ? 422 : 200,
    },
  );
}

const toItem = (request: WebRequest): Answer =>
  redirect(request.view.href(`/amt/zahlungen/klaeren/${request.params.item ?? ""}`));

const itemIdOf = (request: WebRequest): string => {
  const itemId = request.params.item ?? "";
  if (!isId(itemId)) throw new NotFound("payments.no-such-item");
  return itemId;
};

async function assign(request: WebRequest): Promise<Answer> {
  const itemId = itemIdOf(request);
  const de = request.view.language === "de";
  if (textOf(request, "anbieter") === "ja") {
    await assignItemToProvider(request, itemId);
    return toItem(request);
  }
  if (textOf(request, "auszahlung") === "ja") {
    await assignItemToPayout(request, itemId);
    return toItem(request);
  }
  const typed = textOf(request, "kassenzeichen");
  const chosen = typed === "" ? textOf(request, "vorschlag") : typed;
  const account = await findAccountByReference(request, chosen);
  const again = (message: string) => itemPage(request, [{ field: "kassenzeichen", message }], { kassenzeichen: typed });
  if (account === undefined) {
    return again(
      de ? "Dieses Kassenzeichen gibt es hier nicht. Prüfen Sie jede Stelle." : "There is no such reference here.",
    );
  }
  try {
    await assignItem(request, { itemId, accountId: account.accountId });
  } catch (error) {
    // Nothing was written before this refusal.
    if (!(error instanceof Failure) || error.code !== "payments.more-than-paid") throw error;
    return again(
      de ? "Auf diese Forderung wurde weniger bezahlt, als zurückging." : "Less was paid on this claim than came back.",
    );
  }
  return toItem(request);
}

const reasonMissing = (request: WebRequest, field: string): Promise<Answer> =>
  itemPage(request, [
    { field, message: request.view.language === "de" ? "Geben Sie einen Grund an." : "Give a reason." },
  ]);

async function payBack(request: WebRequest): Promise<Answer> {
  const reason = textOf(request, "erstattungsgrund");
  if (reason === "") return reasonMissing(request, "erstattungsgrund");
  await refundItem(request, { itemId: itemIdOf(request), reason });
  return toItem(request);
}

async function ignore(request: WebRequest): Promise<Answer> {
  const reason = textOf(request, "grund");
  if (reason === "") return reasonMissing(request, "grund");
  await ignoreItem(request, { itemId: itemIdOf(request), reason });
  return toItem(request);
}

async function statementsPage(
  request: WebRequest,
  over: { readonly refusal?: Refusal; readonly fileMissing?: boolean } = {},
): Promise<Answer> {
  const file = request.query.datei ?? "";
  const ofFile = /^[0-9a-f]{64}$/.test(file)
    ? await selectStatements(request, { fileSha256: file, limit: 100 })
    : undefined;
  return page(
    StatementsPage({
      view: request.view,
      nav: nav(request),
      statements: await selectStatements(request, { limit: 30 }),
      hasBank: (await selectBankDetails(request)) !== undefined,
      ...(ofFile === undefined ? {} : { report: { statements: ofFile, isNew: request.query.neu === "1" } }),
      ...over,
    }),
    { status: Object.keys(over).length > 0 ? 422 : 200 },
  );
}

async function upload(request: WebRequest): Promise<Answer> {
  const [file] = request.uploads;
  if (file === undefined) return statementsPage(request, { fileMissing: true });
  try {
    const report = await importStatement(request, file.bytes);
    const isNew = report.imported.length > 0 ? "1" : "0";
    return redirect(request.view.href(`/amt/zahlungen/auszuege?datei=${report.fileSha256}&neu=${isNew}`));
  } catch (error) {
    // The whole file is checked before anything is written.
    if (!(error instanceof StatementRefused)) throw error;
    const { fault, line, found } = error;
    return statementsPage(request, { refusal: { fault, line, found, filename: file.filename } });
  }
}

const accountIdOf = (request: WebRequest): string => {
  const accountId = request.params.account ?? "";
  if (!isId(accountId)) throw new NotFound("payments.no-such-account");
  return accountId;
};

async function accountPage(
  request: WebRequest,
  mistakes: readonly Mistake[] = [],
  typed: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const found = await getAccount(request, accountIdOf(request));
  const shown = await veilAccount(request, found, request.view.language);
  const account = shown.veiled === true ? { ...shown, entries: shown.entries.map(veilEntry) } : shown;
  const items = await selectItemsOfAccount(request, account.accountId);
  const refunds = await selectProviderRefunds(request, account.accountId);
  const payable = payableCents(account.entries);
  return page(
    AccountPage({ view: request.view, nav: nav(request), account, items, refunds, payable, mistakes, typed }),
    { status: mistakes.length > 0 ? 422 : 200 },
  );
}

const refusals: Readonly<Record<string, { readonly de: string; readonly en: string }>> = {
  "payments.more-than-charged": {
    de: "Es kann nicht mehr erlassen werden, als gefordert ist.",
    en: "No more can be waived than is charged.",
  },
  "payments.more-than-paid": {
    de: "Es kann nicht mehr erstattet werden, als bezahlt wurde.",
    en: "No more can be refunded than was paid.",
  },
};

/** One of the forms of a claim: an amount and a reason. */
function amountForm(
  prefix: "zahlung" | "erlass" | "erstattung",
  act: (
    request: WebRequest,
    input: { accountId: string; amountCents: NonNullable<ReturnType<typeof parseAmount>>; reason: string; key: string },
  ) => Promise<void>,
): (request: WebRequest) => Promise<Answer> {
  return async (request) => {
    const { language } = request.view;
    const names = { amount: `${prefix}-betrag`, reason: `${prefix}-grund` };
    const typed = { [names.amount]: textOf(request, names.amount), [names.reason]: textOf(request, names.reason) };
    const amountCents = parseAmount(typed[names.amount] ?? "");
    const reason = typed[names.reason] ?? "";
    const mistakes: Mistake[] = [];
    if (amountCents === undefined) {
      const message = language === "de" ? "Geben Sie einen Betrag wie 46,00 an." : "Enter an amount such as 46,00.";
      mistakes.push({ field: names.amount, message });
    }
    if (reason === "") {
      const message = language === "de" ? "Geben Sie Beleg oder Grund an." : "Give a receipt or a reason.";
      mistakes.push({ field: names.reason, message });
    }
    if (amountCents === undefined || mistakes.length > 0) return accountPage(request, mistakes, typed);
    const accountId = accountIdOf(request);
    const key = `desk:${prefix}:${request.submissionKey ?? sha256(`${request.now.getTime()}`)}`;
    try {
      await act(request, { accountId, amountCents, reason, key });
    } catch (error) {
      const words = error instanceof Failure ? refusals[error.code] : undefined;
      if (words === undefined) throw error;
      return accountPage(request, [{ field: names.amount, message: words[language] }], typed);
    }
    return redirect(request.view.href(`/amt/zahlungen/konto/${accountId}`));
  };
}

const enterPayment = amountForm("zahlung", (request, { accountId, amountCents, reason, key }) =>
  recordPayment(request, { accountId, amountCents, ledger: "cash", source: reason, idempotencyKey: key }),
);
const enterWaiver = amountForm("erlass", (request, { accountId, amountCents, reason, key }) =>
  waiveCharge(request, { accountId, amountCents, reason, idempotencyKey: key }),
);
const enterRefund = amountForm("erstattung", (request, { accountId, amountCents, reason, key }) =>
  refund(request, { accountId, amountCents, reason, idempotencyKey: key }),
);

async function showClosings(request: WebRequest): Promise<Answer> {
  return page(
    ClosingsPage({
      view: request.view,
      nav: nav(request),
      days: await selectDays(request, 60),
      closings: await selectClosings(request, 400),
    }),
  );
}

async function showPayouts(request: WebRequest): Promise<Answer> {
  const payouts = [];
  const open = await selectPayouts(request);
  const claims = open.flatMap(({ account: one }) => (one === undefined ? [] : [one]));
  const shown = new Map(
    (await veilAccounts(request, claims, request.view.language)).map((one) => [one.accountId, one]),
  );
  for (const { account: claim, ...rest } of open) {
    const payout = { ...rest, account: shown.get(claim?.accountId ?? "") };
    const refunds = payout.account === undefined ? [] : await selectProviderRefunds(request, payout.account.accountId);
    payouts.push({ ...payout, byProvider: refunds.some(({ state }) => state === "ordered") });
  }
  return page(PayoutsPage({ view: request.view, nav: nav(request), payouts }));
}

const dayOf = (request: WebRequest): PlainDay => {
  const day = parsePlainDay(request.params.day ?? "");
  if (day === undefined) throw new NotFound("payments.no-such-day");
  return day;
};

async function showDay(request: WebRequest): Promise<Answer> {
  const day = dayOf(request);
  const entries = await selectEntriesOfDay(request, day);
  const closing = await selectClosing(request, day);
  return page(
    DayPage({
      view: request.view,
      nav: nav(request),
      day,
      isOver: day < dayInBerlin(request.now),
      entries: await listEntriesOfDay(request, day, request.view.language),
      sums: turnover(entries),
      closing,
      unchanged: closing === undefined || closing.exportHash === sha256(treasuryCsv(entries)),
    }),
  );
}

async function sendExport(request: WebRequest): Promise<Answer> {
  const day = dayOf(request);
  return content(await exportDay(request, day), "text/csv; charset=utf-8", { filename: `kasse-${day}.csv` });
}

async function close(request: WebRequest): Promise<Answer> {
  const day = dayOf(request);
  await closeDay(request, day);
  return redirect(request.view.href(`/amt/zahlungen/abschluss/${day}`));
}

async function showBank(request: WebRequest): Promise<Answer> {
  const bank = await selectBankDetails(request);
  return page(
    BankDetailsPage({
      view: request.view,
      nav: nav(request),
      typed: {
        holder: bank?.holder ?? "",
        iban: bank === undefined ? "" : formatIban(bank.iban),
        bic: bank?.bic ?? "",
      },
      mistakes: [],
      saved: request.query.gespeichert === "1",
    }),
  );
}

async function saveBank(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const typed = { holder: textOf(request, "holder"), iban: textOf(request, "iban"), bic: textOf(request, "bic") };
  const parsed = parseBankDetails(typed);
  if ("mistakes" in parsed) {
    const { mistakes } = parsed;
    return page(BankDetailsPage({ view, nav: nav(request), typed, mistakes, saved: false }), { status: 422 });
  }
  await setBankDetails(request, typed);
  return redirect(view.href("/amt/zahlungen/bankverbindung?gespeichert=1"));
}

const casework = ["casework"] as const;
const account = "/:town/amt/zahlungen/konto/:account";
const item = "/:town/amt/zahlungen/klaeren/:item";

/** Pages of the desk. */
export const deskRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/zahlungen", access: casework, handle: showWorklist },
  { method: "GET", path: item, access: casework, handle: (request) => itemPage(request) },
  { method: "POST", path: `${item}/zuordnen`, access: casework, handle: assign },
  { method: "POST", path: `${item}/erstatten`, access: casework, handle: payBack },
  { method: "POST", path: `${item}/erledigen`, access: casework, handle: ignore },
  {
    method: "GET",
    path: "/:town/amt/zahlungen/auszuege",
    access: casework,
    handle: (request) => statementsPage(request),
  },
  {
    method: "POST",
    path: "/:town/amt/zahlungen/auszuege",
    access: casework,
    repeat: "natural",
    upload: { maxFiles: 1, maxFileBytes: largestStatementBytes },
    handle: upload,
  },
  { method: "GET", path: account, access: casework, handle: (request) => accountPage(request) },
  { method: "POST", path: `${account}/zahlung`, access: casework, handle: enterPayment },
  { method: "POST", path: `${account}/erlass`, access: casework, handle: enterWaiver },
  { method: "POST", path: `${account}/erstattung`, access: casework, handle: enterRefund },
  { method: "GET", path: "/:town/amt/zahlungen/auszahlungen", access: casework, handle: showPayouts },
  { method: "GET", path: "/:town/amt/zahlungen/abschluss", access: casework, handle: showClosings },
  { method: "GET", path: "/:town/amt/zahlungen/abschluss/:day", access: casework, handle: showDay },
  { method: "GET", path: "/:town/amt/zahlungen/abschluss/:day/export", access: casework, handle: sendExport },
  { method: "POST", path: "/:town/amt/zahlungen/abschluss/:day", access: casework, handle: close },
  { method: "GET", path: "/:town/amt/zahlungen/bankverbindung", access: ["administration"], handle: showBank },
  {
    method: "POST",
    path: "/:town/amt/zahlungen/bankverbindung",
    access: ["administration"],
    repeat: "natural",
    handle: saveBank,
  },
];
