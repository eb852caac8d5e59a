/**
 * Reads a time of day as people write it: `8:30`, `8.30 Uhr`, `0830`, `8 Uhr`, `8:30 pm`.
 * @returns canonical `HH:MM`
 */
export function parseTimeOfDay(typed: string): string | undefined {
  const text = typed
    .toLowerCase()
    .replace(/\s*uhr$/, "")
    .replace(/\s+/g, " ")
    .trim();
  const parts =
    /^(\d{1,2})\s?[:.h]\s?(\d{2})(?::00)?(?: ?([ap])\.?m\.?)?$/.exec(text) ??
    /^(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{1,2})()(?: ?([ap])\.?m\.?)?$/.exec(text);
  if (parts === null) return undefined;
  const half = parts[3];
  let hour = Number(parts[1]);
  const minute = Number(parts[2] === "" ? 0 : parts[2]);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === "p" ? 12 : 0);
  }
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
