import { isId, NotFound } from "../../kernel/index.ts";
import { equalInConstantTime } from "../../platform/crypto/index.ts";
import {
  type Answer,
  content,
  lookUntil,
  page,
  type Route,
  redirect,
  type WebRequest,
} from "../../platform/web/index.ts";
import { type CodeResolver, codesOf, getMailbox } from "../messaging/index.ts";
import { receiveWebhook, startOnlinePayment } from "./actions/online-payment.ts";
import { withState } from "./actions/read-accounts.ts";
import { getPaymentSettings } from "./contracts.ts";
import { deskRoutes } from "./desk-routes.tsx";
import { textOf } from "./form-text.ts";
import type { Account } from "./model/account.ts";
import { parseAmount } from "./model/amount.ts";
import type { Checkout } from "./model/provider.ts";
import {
  decideSimulatedPayment,
  getSimulatedCheckout,
  simulatedAnswers,
  simulatedRefundAnswers,
} from "./simulator/decide.ts";
import {
  selectAccount,
  selectAccountByMac,
  selectBankDetails,
  selectCheckout,
  selectCheckoutsOfAccount,
} from "./store/index.ts";
import { CheckoutPage, PayPage } from "./views/pay-page.tsx";
import { SimulatorPage } from "./views/simulator-page.tsx";

/** Whoever has the code of the claim, or of the mailbox it belongs to, may see it. */
async function findOwnAccount(request: WebRequest): Promise<Account | undefined> {
  const accountId = request.params.account ?? "";
  const account = isId(accountId) ? await selectAccount(request, accountId) : undefined;
  if (account === undefined) return undefined;
  const macs = [
    account.codeMac,
    account.mailboxId === undefined ? undefined : (await getMailbox(request, account.mailboxId)).codeMac,
  ].filter((mac) => mac !== undefined);
  const known = codesOf(request.cookies).map((code) => request.keyring.mac("access-code", code));
  return macs.some((mac) => known.some((one) => equalInConstantTime(one, mac))) ? account : undefined;
}

async function withOwnAccount(
  request: WebRequest,
  handle: (request: WebRequest, account: Account) => Promise<Answer>,
): Promise<Answer> {
  const account = await findOwnAccount(request);
  // Whether there is such a claim at all is nobody's business: the answer is the same.
  if (account === undefined) {
    const goal = encodeURIComponent(`/zahlung/${request.params.account ?? ""}`);
    return redirect(request.view.href(`/fortsetzen?ziel=${goal}`));
  }
  const { mailboxId } = account;
  const actor = { kind: "citizen" as const, ...(mailboxId === undefined ? {} : { mailboxId }) };
  return handle({ ...request, actor }, account);
}

function showAccount(request: WebRequest): Promise<Answer> {
  return withOwnAccount(request, async (own, account) =>
    page(
      PayPage({
        view: own.view,
        account: await withState(own, account),
        bank: await selectBankDetails(own),
        provider: getPaymentSettings().providers[0],
        checkouts: await selectCheckoutsOfAccount(own, account.accountId),
      }),
    ),
  );
}

function startOnline(request: WebRequest): Promise<Answer> {
  return withOwnAccount(request, async (own, account) => {
    const { accountId } = account;
    const { balanceCents } = await withState(own, account);
    // Paid meanwhile, or twice pressed: the page says so.
    if (balanceCents <= 0) return redirect(own.view.href(`/zahlung/${accountId}`));
    const { checkoutId } = await startOnlinePayment(own, { accountId, language: own.view.language, mayPay: true });
    return redirect(own.view.href(`/zahlung/${accountId}/online/${checkoutId}`));
  });
}

/** Whether somebody comes back from the provider's pages. */
const isBack = (request: WebRequest): boolean => request.query.zurueck === "1";

/** Until there is somewhere to go; for who comes back, until it is known what came of it. */
function waitForProvider(request: WebRequest, checkoutId: string): Promise<Checkout | undefined> {
  const waits: readonly (string | undefined)[] = isBack(request) ? ["preparing", "open"] : ["preparing"];
  return lookUntil(
    request,
    () => selectCheckout(request, checkoutId),
    (checkout) => !waits.includes(checkout?.state),
  );
}

function showCheckout(request: WebRequest): Promise<Answer> {
  return withOwnAccount(request, async (own, account) => {
    const checkoutId = own.params.checkout ?? "";
    const checkout = isId(checkoutId) ? await waitForProvider(own, checkoutId) : undefined;
    if (checkout === undefined || checkout.accountId !== account.accountId) {
      throw new NotFound("payments.no-such-checkout");
    }
    return page(
      CheckoutPage({
        view: own.view,
        account: await withState(own, account),
        checkout,
        isBack: isBack(own),
        provider: getPaymentSettings().providers.find(({ id }) => id === checkout.provider),
      }),
    );
  });
}

async function webhook(request: WebRequest): Promise<Answer> {
  const raw = request.raw ?? { body: "", headers: {} };
  const provider = request.params.provider ?? "";
  const system = { ...request, actor: { kind: "system" as const, name: `Bezahldienst ${provider}` } };
  await receiveWebhook(system, provider, raw);
  return content("ok", "text/plain; charset=utf-8");
}

async function checkoutOfSimulator(request: WebRequest): Promise<Checkout> {
  const checkoutId = request.params.checkout ?? "";
  if (!isId(checkoutId)) throw new NotFound("payments.no-such-checkout");
  return getSimulatedCheckout(request, checkoutId);
}

async function showSimulator(request: WebRequest): Promise<Answer> {
  return page(SimulatorPage({ view: request.view, checkout: await checkoutOfSimulator(request) }));
}

async function decideSimulator(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const checkout = await checkoutOfSimulator(request);
  const typedAmount = textOf(request, "betrag");
  const amountCents = parseAmount(typedAmount);
  if (amountCents === undefined) {
    const amountError =
      view.language === "de" ? "Geben Sie einen Betrag wie 46,00 an." : "Enter an amount such as 46,00.";
    return page(SimulatorPage({ view, checkout, typedAmount, amountError }), { status: 422 });
  }
  await decideSimulatedPayment(request, {
    checkoutId: checkout.checkoutId,
    outcome: textOf(request, "ausgang") === "failed" ? "failed" : "paid",
    refundAnswer: simulatedRefundAnswers.find((one) => one === textOf(request, "erstattung")) ?? "at-once",
    answer: simulatedAnswers.find((answer) => answer === textOf(request, "antwort")) ?? "at-once",
    amountCents,
  });
  return redirect(view.href(`/zahlung/${checkout.accountId}/online/${checkout.checkoutId}?zurueck=1`));
}

/** A code that was given with a claim leads to it. For `defineCodeResolvers`. */
export const paymentCodeResolver: CodeResolver = {
  async resolve(ctx, code) {
    const account = await selectAccountByMac(ctx, ctx.keyring.mac("access-code", code));
    return account === undefined ? undefined : { href: `/zahlung/${account.accountId}` };
  },
};

/** Paying, the provider's messages, the simulator, and the desk. */
export const paymentsRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/zahlung/:account", access: "public", handle: showAccount },
  { method: "POST", path: "/:town/zahlung/:account/online", access: "public", handle: startOnline },
  { method: "GET", path: "/:town/zahlung/:account/online/:checkout", access: "public", handle: showCheckout },
  {
    method: "POST",
    path: "/:town/zahlung-rueckmeldung/:provider",
    access: "public",
    caller: "machine",
    repeat: "natural",
    handle: webhook,
  },
  { method: "GET", path: "/:town/zahlung-simulator/:checkout", access: "public", handle: showSimulator },
  { method: "POST", path: "/:town/zahlung-simulator/:checkout", access: "public", handle: decideSimulator },
  ...deskRoutes,
];
