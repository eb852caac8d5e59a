/** Cookies of a request by name; of two with one name the first counts. */
export function readCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  if (header === undefined) return cookies;
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(at, 0)).trim();
    if (name === "" || name in cookies) continue;
    const value = pair.slice(at + 1).trim();
    cookies[name] = value.includes("%") ? decoded(value) : value;
  }
  return cookies;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** A `Set-Cookie` for the whole site, out of reach of scripts and of other sites' forms. */
export function cookieToSet(name: string, value: string, maxAgeSeconds: number, secure: boolean): string {
  return `${name}=${encodeURIComponent(value)}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly${secure ? "; Secure" : ""}; SameSite=Lax`;
}
