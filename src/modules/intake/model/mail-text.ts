import { beginningOf, formatInstant } from "../../../kernel/index.ts";
import type { MailFile, MailPerson } from "../../../platform/mail-files/index.ts";

const person = ({ name, address }: MailPerson): string =>
  name === "" ? address : address === "" ? name : `${name} <${address}>`;

/** Who wrote, in few words: the name, otherwise the address. */
export function senderOf(mail: Pick<MailFile, "from">): string {
  if (mail.from === undefined) return "";
  return beginningOf(mail.from.name === "" ? mail.from.address : mail.from.name, 200);
}

/** The readable form of an e-mail that is filed beside the original, in German as the file is. */
export function readableMail(mail: MailFile): string {
  const rows: readonly (readonly [string, string])[] = [
    ["Von", mail.from === undefined ? "" : person(mail.from)],
    ["An", mail.to.map(person).join("; ")],
    ["Kopie", mail.cc.map(person).join("; ")],
    ["Gesendet", mail.date === undefined ? "" : formatInstant(mail.date, "de")],
    ["Betreff", mail.subject],
    ["Anlagen", mail.attachments.map(({ filename }) => filename).join("; ")],
  ];
  const notes = [
    ...(mail.textFrom === "html" ? ["Der Text wurde aus HTML gewonnen; das Original liegt bei."] : []),
    ...(mail.textFrom === "nothing" ? ["Diese E-Mail enthält keinen lesbaren Text."] : []),
    ...(mail.protection === "sealed"
      ? ["Die E-Mail ist verschlüsselt oder als Ganzes signiert und wurde nicht geöffnet."]
      : []),
    ...(mail.protection === "signed"
      ? ["Die E-Mail ist signiert. Die Signatur wurde nicht geprüft und liegt bei."]
      : []),
    ...(mail.attachments.some(({ kind }) => kind === "wrapped")
      ? ["Die Anlage winmail.dat stammt aus Outlook und wurde nicht ausgepackt."]
      : []),
    ...(mail.leftOut > 0
      ? [`Zahl der Anlagen, die zu viele oder zu groß sind und nur im Original liegen: ${mail.leftOut}.`]
      : []),
  ];
  const head = rows.filter(([, value]) => value !== "").map(([term, value]) => `${term}: ${value}`);
  return [head.join("\n"), ...(notes.length === 0 ? [] : [notes.map((note) => `[${note}]`).join("\n")]), mail.text]
    .filter((part) => part !== "")
    .join("\n\n");
}
