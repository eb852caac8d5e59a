const prefix = "klickamt:trennblatt:1";

/** What the code on a separator sheet says. @param target Aktenzeichen or unit of the Aktenplan; empty for none */
export function separatorCode(target: string): string {
  return target === "" ? prefix : `${prefix}:${target}`;
}

/** What units and Aktenzeichen are written with, whatever rules a town has; whether there is such a one is asked later. */
const target = /^[0-9A-Z][0-9A-Za-z._ /-]{0,199}$/;

/** @returns what the sheet belongs to, empty for nothing; undefined where the code is none of ours */
export function parseSeparatorCode(code: string): string | undefined {
  if (code === prefix) return "";
  if (!code.startsWith(`${prefix}:`)) return undefined;
  const named = code.slice(prefix.length + 1);
  return target.test(named) ? named : undefined;
}
