import { beginningOf } from "../../../kernel/index.ts";
import type { IncomingMessage, MessageType, RefusalCode } from "./archive-format.ts";

/** `vierstufig`: offer, appraisal, hand-over, confirmation. `einstufig`: hand-over at once. Source: xdomea 4.0.0, 3.3. */
export type ProcessKind = "vierstufig" | "einstufig";

/**
 * Where an Akte stands in its disposal. Stored for ever.
 * `offered`: the archive has not said yet. `to-hand-over`: to the archive. `handed-over`: sent, not confirmed.
 * `taken`: the archive has it; only now may it go. `failed`: the archive could not import it; may be handed over again.
 * `to-destroy`: the archive does not want it. `destroyed`. `withdrawn`: taken out by a person.
 */
export type ItemState =
  | "offered"
  | "to-hand-over"
  | "handed-over"
  | "taken"
  | "failed"
  | "to-destroy"
  | "destroyed"
  | "withdrawn";

export interface ProcessItem {
  readonly akteId: string;
  readonly state: ItemState;
  /** UUID of the 0503 that carries it. */
  readonly handedOverIn?: string;
  /** UUID of the 0506 that confirms it. */
  readonly confirmedBy?: string;
  readonly archivkennung?: string;
  readonly remark?: string;
}

export interface ProcessMessage {
  readonly messageId: string;
  readonly typ: MessageType;
  readonly direction: "out" | "in";
  readonly number: number;
  readonly answers?: string;
}

/** One disposal, without what it needs of the world: no clock, no rows. */
export interface DisposalProcess {
  readonly processId: string;
  readonly kind: ProcessKind;
  readonly items: readonly ProcessItem[];
  readonly messages: readonly ProcessMessage[];
}

/** A message that is taken, and what it makes of the process. */
export type Receipt =
  | { readonly taken: true; readonly process: DisposalProcess; readonly acknowledge: boolean }
  | { readonly taken: false; readonly refusal: RefusalCode };

const refuse = (refusal: RefusalCode): Receipt => ({ taken: false, refusal });
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether nothing more can happen. */
export function isFinished(process: DisposalProcess): boolean {
  return process.items.every(({ state }) => state === "destroyed" || state === "withdrawn");
}

/** Number of the next message of a type that we send. */
export function nextNumber(process: DisposalProcess, typ: MessageType): number {
  return 1 + process.messages.filter((message) => message.direction === "out" && message.typ === typ).length;
}

function withMessage(process: DisposalProcess, message: ProcessMessage): DisposalProcess {
  return { ...process, messages: [...process.messages, message] };
}

function mapItems(process: DisposalProcess, change: (item: ProcessItem) => ProcessItem): DisposalProcess {
  return { ...process, items: process.items.map(change) };
}

/** Begins: with an offer (0501), or, where that was agreed, ready to be handed over at once. */
export function beginProcess(processId: string, kind: ProcessKind, akteIds: readonly string[]): DisposalProcess {
  const state = kind === "vierstufig" ? "offered" : "to-hand-over";
  return { processId, kind, items: akteIds.map((akteId) => ({ akteId, state })), messages: [] };
}

/** Notes a message of ours that changes nothing by itself: the offer and the receipts. */
export function noteSent(process: DisposalProcess, message: Omit<ProcessMessage, "direction">): DisposalProcess {
  return withMessage(process, { ...message, direction: "out" });
}

/** Whether an Akte may be put into a 0503 now. */
export function mayBeHandedOver({ state }: ProcessItem): boolean {
  return state === "to-hand-over" || state === "failed";
}

/** Puts Akten into a 0503. Those that may not be handed over stay as they are. */
export function handOver(process: DisposalProcess, messageId: string, akteIds: readonly string[]): DisposalProcess {
  const number = nextNumber(process, "0503");
  const changed = mapItems(process, (item) => {
    if (!akteIds.includes(item.akteId) || !mayBeHandedOver(item)) return item;
    return { akteId: item.akteId, state: "handed-over", handedOverIn: messageId };
  });
  return withMessage(changed, { messageId, typ: "0503", direction: "out", number });
}

/** Takes an Akte back out of a 0503 that has not left: something stood in the way when it was written. */
export function putBack(process: DisposalProcess, akteId: string, messageId: string, remark: string): DisposalProcess {
  return mapItems(process, (item) =>
    item.akteId === akteId && item.state === "handed-over" && item.handedOverIn === messageId
      ? { akteId, state: "to-hand-over", remark }
      : item,
  );
}

/** Whether a person may take an Akte out: not while the archive works on it, and not when it is gone. */
export function mayBeWithdrawn({ state }: ProcessItem): boolean {
  return state !== "handed-over" && state !== "destroyed" && state !== "withdrawn";
}

/** Takes an Akte out of the process: it stays where it is, and may be disposed of another time. */
export function withdraw(process: DisposalProcess, akteId: string, remark: string): DisposalProcess {
  return mapItems(process, (item) =>
    item.akteId === akteId && mayBeWithdrawn(item) ? { ...item, state: "withdrawn", remark } : item,
  );
}

/** Whether an Akte of the process may be destroyed: the archive has it, or does not want it. */
export function mayBeDestroyed({ state }: ProcessItem): boolean {
  return state === "taken" || state === "to-destroy";
}

/** Notes that an Akte is gone. */
export function noteDestroyed(process: DisposalProcess, akteId: string): DisposalProcess {
  return mapItems(process, (item) =>
    item.akteId === akteId && mayBeDestroyed(item) ? { ...item, state: "destroyed" } : item,
  );
}

/** An Akte that has changed since it was handed over: what the archive has is not all. It is to be handed over again. */
export function noteChanged(process: DisposalProcess, akteId: string, remark: string): DisposalProcess {
  return mapItems(process, (item) =>
    item.akteId === akteId && item.state === "taken" ? { akteId, state: "failed", remark } : item,
  );
}

/** Which of our messages each message of the archive answers. */
const answered: Readonly<Partial<Record<MessageType, MessageType>>> = {
  "0502": "0501",
  "0504": "0501",
  "0506": "0503",
  "0507": "0503",
};

/**
 * Takes a message of the archive, or says why it does not fit. A refused message changes nothing.
 * @param objects UUIDs of all objects of the message that it answers, each with its Akte: a part is judged like its Akte
 */
export function receive(
  process: DisposalProcess,
  message: IncomingMessage,
  objects: ReadonlyMap<string, string>,
): Receipt {
  if (!same(process.processId, message.processId)) return refuse("unknown-process");
  if (process.messages.some(({ messageId }) => same(messageId, message.messageId))) {
    return refuse(
      process.messages.some(({ messageId, direction }) => same(messageId, message.messageId) && direction === "out")
        ? "from-ourselves"
        : "twice",
    );
  }
  const wanted = answered[message.typ];
  if (wanted === undefined || !("answers" in message)) return refuse("wrong-message");
  const original = process.messages.find(
    ({ messageId, direction }) => direction === "out" && same(messageId, message.answers),
  );
  if (original === undefined || original.typ !== wanted) return refuse("unknown-message");
  const noted = withMessage(process, {
    messageId: message.messageId,
    typ: message.typ,
    direction: "in",
    number: message.number,
    answers: original.messageId,
  });
  switch (message.typ) {
    case "0504":
    case "0507": {
      const before = process.messages.some(({ typ, answers }) => typ === message.typ && answers === original.messageId);
      return before ? refuse("already-answered") : { taken: true, process: noted, acknowledge: false };
    }
    case "0502":
      if (isFinished(process)) return refuse("closed-process");
      return appraise(process, noted, message, objects);
    case "0506":
      if (isFinished(process)) return refuse("closed-process");
      return confirm(process, noted, { ...message, answers: original.messageId }, objects);
    default:
      return refuse("wrong-message");
  }
}

/** Akten of judged objects. Undefined where an object was not in the message that is answered. */
function byAkte<T extends { readonly uuid: string }>(
  judged: readonly T[],
  objects: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly T[]> | undefined {
  const found = new Map<string, T[]>();
  for (const one of judged) {
    const akteId = objects.get(one.uuid.toLowerCase());
    if (akteId === undefined) return undefined;
    found.set(akteId, [...(found.get(akteId) ?? []), one]);
  }
  return found;
}

function appraise(
  before: DisposalProcess,
  noted: DisposalProcess,
  message: Extract<IncomingMessage, { typ: "0502" }>,
  objects: ReadonlyMap<string, string>,
): Receipt {
  const judged = byAkte(message.judged, objects);
  if (judged === undefined) return refuse("object-not-offered");
  const verdicts = new Map<string, "A" | "V">();
  for (const [akteId, words] of judged) {
    const item = before.items.find((one) => one.akteId === akteId);
    if (item === undefined) return refuse("object-not-offered");
    if (item.state === "withdrawn") continue;
    if (item.state !== "offered") return refuse("already-answered");
    const own = words.find(({ uuid }) => same(uuid, akteId));
    // An Akte goes as a whole: parts may be named, but not judged otherwise, and not alone.
    if (own === undefined || words.some(({ verdict }) => verdict !== own.verdict)) return refuse("parts-disagree");
    if (own.verdict === "other") return refuse("undecided");
    verdicts.set(akteId, own.verdict);
  }
  const process = mapItems(noted, (item) => {
    const verdict = verdicts.get(item.akteId);
    return verdict === undefined ? item : { ...item, state: verdict === "A" ? "to-hand-over" : "to-destroy" };
  });
  return { taken: true, process, acknowledge: true };
}

function confirm(
  before: DisposalProcess,
  noted: DisposalProcess,
  message: Extract<IncomingMessage, { typ: "0506" }>,
  objects: ReadonlyMap<string, string>,
): Receipt {
  const named = byAkte(message.objects, objects);
  if (named === undefined) return refuse("object-not-offered");
  const carried = before.items.filter(({ handedOverIn }) => handedOverIn === message.answers);
  for (const akteId of named.keys()) {
    const item = carried.find((one) => one.akteId === akteId);
    if (item === undefined) return refuse("object-not-offered");
    if (item.state !== "handed-over") return refuse("already-answered");
  }
  if (carried.every(({ state }) => state !== "handed-over")) return refuse("already-answered");
  const process = mapItems(noted, (item) => {
    if (item.state !== "handed-over" || item.handedOverIn !== message.answers) return item;
    const words = named.get(item.akteId);
    const faults = [...(words ?? []).flatMap((one) => one.faults), ...message.faults];
    const failed = (): ProcessItem => ({
      akteId: item.akteId,
      state: "failed",
      ...(faults.length === 0 ? {} : { remark: beginningOf(faults.join("; "), 2000) }),
    });
    if (words === undefined) {
      if (!message.success) return failed();
      // A confirmation that names objects speaks of those alone; one that names none speaks of all.
      if (message.objects.length > 0) return item;
      return { ...item, state: "taken", confirmedBy: message.messageId };
    }
    const own = words.find(({ uuid }) => same(uuid, item.akteId));
    if (words.some(({ success }) => !success)) return failed();
    // Parts alone do not make the whole.
    if (own === undefined && !message.success) return failed();
    if (own === undefined) return item;
    return {
      ...item,
      state: "taken",
      confirmedBy: message.messageId,
      ...(own.archivkennung === undefined ? {} : { archivkennung: own.archivkennung }),
    };
  });
  return { taken: true, process, acknowledge: false };
}
