import { type MailFile, readEml, readMsg } from "../platform/mail-files/index.ts";

async function textOf(mail: MailFile, mostLetters: number) {
  const text = `${mail.subject}\n\n${mail.text}`;
  return { parts: [text.slice(0, mostLetters)], partKind: "text" as const, complete: text.length <= mostLetters };
}

/** E-mails among the files whose text is searched. */
export const mailExtractors = [
  {
    mediaTypes: ["message/rfc822"],
    extract: async (bytes: Uint8Array, { mostLetters }: { readonly mostLetters: number }) =>
      textOf(await readEml(bytes), mostLetters),
  },
  {
    mediaTypes: ["application/vnd.ms-outlook"],
    extract: async (bytes: Uint8Array, { mostLetters }: { readonly mostLetters: number }) =>
      textOf(await readMsg(bytes), mostLetters),
  },
];
