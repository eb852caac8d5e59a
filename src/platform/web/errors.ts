import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from "../../kernel/index.ts";
import type { errorTexts } from "./error-texts.ts";

type ErrorKey = Parameters<typeof errorTexts>[0];

/** The status of an answer, and the words for it. */
export function classify(error: unknown): { status: number; key: ErrorKey } {
  if (error instanceof Forbidden) {
    return {
      status: 403,
      key: error.code === "web.csrf" || error.code === "web.foreign-form" ? "expired" : "forbidden",
    };
  }
  if (error instanceof NotFound) return { status: 404, key: "not-found" };
  if (error instanceof Conflict) return { status: 409, key: "conflict" };
  if (error instanceof Invalid) return { status: 400, key: "invalid" };
  if (error instanceof Unavailable) return { status: 503, key: "unavailable" };
  const { statusCode: status, code = "" } = error as { statusCode?: number; code?: string };
  if (status === 413 || code.startsWith("FST_REQ_FILE_TOO_LARGE") || code.startsWith("FST_FILES_LIMIT")) {
    return { status: 413, key: "too-large" };
  }
  if (status === 429) return { status: 429, key: "too-many" };
  if (status !== undefined && status >= 400 && status < 500) return { status, key: "invalid" };
  return { status: 500, key: "bug" };
}

const withStatus = (statusCode: number, message: string) => () => Object.assign(new Error(message), { statusCode });

export const tooMany = withStatus(429, "too many requests");
export const tooLarge = withStatus(413, "too large");
export const noFileTaken = withStatus(415, "no file is taken here");
export const methodNotAllowed = withStatus(405, "method not allowed");
