import fastifyHelmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import { fastify } from "fastify";
import type { Route } from "./route.ts";

/** Headers that say to browsers what a page of ours may do. */
export interface SecurityHeaders {
  readonly byName: Readonly<Record<string, string>>;
  /** The same as names and values in turn. */
  readonly list: readonly string[];
  /** The same, widened by what a page needs, and by nothing else. */
  widerFor(csp: Route["csp"], camera: boolean): readonly string[];
}

/** @param secure whether browsers reach us by HTTPS */
export async function securityHeaders(secure: boolean): Promise<SecurityHeaders> {
  const byName = {
    ...(await helmetsHeaders({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", "data:"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          frameSrc: ["'self'"],
          frameAncestors: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          manifestSrc: ["'self'"],
          workerSrc: ["'self'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
      referrerPolicy: { policy: "same-origin" },
      crossOriginEmbedderPolicy: false,
      xFrameOptions: { action: "sameorigin" },
    })),
    "permissions-policy": permissions("()"),
  };
  const list = Object.entries(byName).flat();
  return {
    byName,
    list,
    widerFor: (csp, camera) => (csp === "wasm" || camera ? widened(byName, csp, camera) : list),
  };
}

/** What helmet would say of every answer, asked once: it says the same each time. */
async function helmetsHeaders(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const asked = fastify();
  await asked.register(fastifyHelmet, options);
  asked.get("/", async () => "");
  const { headers } = await asked.inject("/");
  await asked.close();
  const ofTheAnswerItself = new Set(["content-type", "content-length", "date", "connection"]);
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !ofTheAnswerItself.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

function widened(byName: SecurityHeaders["byName"], csp: Route["csp"], camera: boolean): string[] {
  const policy = byName["content-security-policy"] ?? "";
  return Object.entries({
    ...byName,
    ...(camera ? { "permissions-policy": permissions("(self)") } : {}),
    ...(csp === "wasm"
      ? {
          "content-security-policy": policy
            .replace(/(^|;)script-src 'self'(?=;|$)/, "$1script-src 'self' 'wasm-unsafe-eval'")
            .replace(/(^|;)connect-src 'self'(?=;|$)/, "$1connect-src 'self' blob:"),
        }
      : {}),
  }).flat();
}

const permissions = (camera: string): string =>
  `camera=${camera}, geolocation=(self), microphone=(), payment=(), usb=()`;
