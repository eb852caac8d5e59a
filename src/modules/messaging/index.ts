export { findMailboxByCode, getMailbox } from "./actions/find-mailbox.ts";
export { listMessages, listMessagesOfMailbox } from "./actions/list-messages.ts";
export { openMailbox } from "./actions/open-mailbox.ts";
export { type NewMessage, postMessage } from "./actions/post-message.ts";
export { setMailboxEmail } from "./actions/set-mailbox-email.ts";
export {
  type CodeResolver,
  defineCodeResolvers,
  defineMailboxCases,
  type MailboxCase,
  type MailboxCases,
} from "./contracts.ts";
export { messagingJobs } from "./jobs.ts";
export {
  configureMail,
  folderTransport,
  type Mail,
  type MailSettings,
  type MailTransport,
  smtpTransport,
} from "./mail/transport.ts";
export { type MailboxAccess, requireMailboxAccess, withMailboxAccess } from "./mailbox-access.ts";
export { accessCookie, codesOf, withCode, withoutCode } from "./model/access.ts";
export { bekanntgabeDay } from "./model/bekanntgabe.ts";
export { parseEmail } from "./model/email.ts";
export type { Mailbox } from "./model/mailbox.ts";
export type { Attachment, Direction, Message, MessageKind } from "./model/message.ts";
export { messagingRoutes } from "./routes.ts";
export { effectSentence, formatSize, MessageThread } from "./views/message-thread.tsx";
