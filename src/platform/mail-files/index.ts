export type { MailAttachment, MailFile, MailPerson } from "./mail-file.ts";
export { readEml, readMsg } from "./read-mail.ts";
