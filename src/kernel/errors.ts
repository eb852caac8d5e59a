/**
 * The five kinds of failure the platform knows. Anything else that is thrown is a bug: logged, an
 * incident number on the page, status 500. Only `platform/web` translates them to HTTP.
 */
type FailureKind = "invalid" | "forbidden" | "not-found" | "conflict" | "unavailable";

/** Facts for the log and the page; never personal data. */
export type FailureFacts = Readonly<Record<string, string | number | boolean>>;

/**
 * Base of the five. `code` is owned by the throwing module, e.g. `cases.task-already-done`.
 */
export abstract class Failure extends Error {
  abstract readonly kind: FailureKind;
  readonly code: string;
  readonly facts: FailureFacts;

  constructor(code: string, facts: FailureFacts = {}) {
    super(code);
    this.name = new.target.name;
    this.code = code;
    this.facts = facts;
  }
}

/** What was sent cannot be meant: a hand-made request, a broken file. Not a citizen's typing mistake. */
export class Invalid extends Failure {
  readonly kind = "invalid";
}

/** The actor may not do this. */
export class Forbidden extends Failure {
  readonly kind = "forbidden";
}

/** There is nothing here, or nothing this actor may know of. */
export class NotFound extends Failure {
  readonly kind = "not-found";
}

/** Somebody else was faster; `facts` say what they did so that the page can. */
export class Conflict extends Failure {
  readonly kind = "conflict";
}

/** Something outside does not answer; worth trying again. */
export class Unavailable extends Failure {
  readonly kind = "unavailable";
}
