export {
  type AccountChange,
  type NewPayment,
  recordPayment,
  refund,
  waiveCharge,
  withdrawClaim,
} from "./actions/change-account.ts";
export { closeDay, exportDay } from "./actions/close-day.ts";
export { type ImportReport, importStatement } from "./actions/import-statement.ts";
export { addCharge, type NewAccount, openAccount } from "./actions/open-account.ts";
export {
  type AccountWithState,
  findAccountByReference,
  findAccountOfCase,
  getAccount,
} from "./actions/read-accounts.ts";
export { ledgerSums } from "./actions/read-ledger.ts";
export { setBankDetails } from "./actions/set-bank-details.ts";
export {
  configurePayments,
  definePaymentListeners,
  definePaymentSight,
  defineStatementReaders,
  type PaymentListener,
  type PaymentSettings,
} from "./contracts.ts";
export { paymentsJobs } from "./jobs.ts";
export type { Account, BankDetails, ChargeLine } from "./model/account.ts";
export { parseAmount } from "./model/amount.ts";
export {
  type AccountState,
  accountState,
  type Entry,
  type Ledger as LedgerName,
  type PaymentState,
} from "./model/ledger.ts";
export type { PaymentProvider } from "./model/provider.ts";
export { formatReference } from "./model/reference.ts";
export {
  type BookingPart,
  type StatementEnd,
  type StatementFault,
  type StatementPart,
  type StatementReader,
  StatementRefused,
  type StatementStart,
} from "./model/statement.ts";
export { paymentsPersonalData } from "./personal-data.ts";
export { paymentCodeResolver, paymentsRoutes } from "./routes.tsx";
export { payBySimulator } from "./simulator/pay.ts";
export { simulatorProvider } from "./simulator/provider.ts";
