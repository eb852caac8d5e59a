export { findMailboxByCode, getMailbox } from "./actions/find-mailbox.ts";
export { listMessages } from "./actions/list-messages.ts";
export { openMailbox } from "./actions/open-mailbox.ts";
export { type NewMessage, postMessage } from "./actions/post-message.ts";
export {
  type CaseStep,
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
export { type MailboxAccess, withMailboxAccess } from "./mailbox-access.ts";
export { accessCookie, codesOf, withCode } from "./model/access.ts";
export { parseEmail } from "./model/email.ts";
export type { Mailbox } from "./model/mailbox.ts";
export type { Attachment, Direction, Message, MessageKind } from "./model/message.ts";
export { messagingPersonalData } from "./personal-data.ts";
export { messagingRoutes } from "./routes.ts";
export { formatSize, MessageThread } from "./views/message-thread.tsx";
