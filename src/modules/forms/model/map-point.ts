/**
 * Reads latitude and longitude in degrees, with comma or point: `51.7189, 8.7543`, `51,7189; 8,7543`.
 * @returns canonical: `51.718900,8.754300`
 */
export function parseMapPoint(typed: string): string | undefined {
  const parts = mapPointParts(typed);
  const [latitude, longitude] = parts.map((part) =>
    /^[+-]?\d{1,3}(?:[.,]\d{1,15})?$/.test(part) ? Number(part.replace(",", ".")) : Number.NaN,
  );
  if (parts.length !== 2 || latitude === undefined || longitude === undefined) return undefined;
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return undefined;
  return `${degrees(latitude)},${degrees(longitude)}`;
}

/** Latitude and longitude as they were typed, for the two inputs; the page joins them with a semicolon. */
export function mapPointParts(typed: string): readonly string[] {
  const text = typed
    .replace(/[\u00b0NE]/g, "")
    .replaceAll("\u2212", "-")
    .trim();
  if (text.includes(";")) return text.split(";").map((part) => part.trim());
  const byComma = /^[^,]*\.[^,]*,[^,]*$/.test(text);
  return text.split(byComma ? "," : /,\s+|\s+/).map((part) => part.trim());
}

function degrees(value: number): string {
  const text = value.toFixed(6);
  return /[1-9]/.test(text) ? text : text.replace("-", "");
}

/** `51,718900° N, 8,754300° O`. */
export function mapPointText(canonical: string, language: "de" | "en"): string {
  const parts = canonical.split(",").map(Number);
  const [latitude, longitude] = parts;
  if (parts.length !== 2 || latitude === undefined || longitude === undefined) return canonical;
  const number = (value: number): string => {
    const text = Math.abs(value).toFixed(6);
    return language === "de" ? text.replace(".", ",") : text;
  };
  const east = language === "de" ? "O" : "E";
  return `${number(latitude)}\u00b0 ${latitude < 0 ? "S" : "N"}, ${number(longitude)}\u00b0 ${longitude < 0 ? "W" : east}`;
}
