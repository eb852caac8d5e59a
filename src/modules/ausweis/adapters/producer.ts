import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Invalid, Unavailable } from "../../../kernel/index.ts";
import { readReceipt, receiptXml } from "../model/order-xml.ts";

/** Whoever makes the cards. A real one is reached by XhD, which is not part of this program. */
export interface CardProducer {
  readonly simulated: boolean;
  /** When to ask for the receipt after ordering. */
  readonly secondsToReceipt: number;
  /** Hands an order over; again with the same id changes nothing. @throws Unavailable `ausweis.producer-unreachable` */
  order(cardId: string, xml: string): Promise<void>;
  /** Undefined while the card is not made. @throws Unavailable `ausweis.producer-unreachable` */
  receipt(cardId: string): Promise<{ readonly seriennummer: string } | undefined>;
}

/** Letters and digits of numbers of cards: no vowels, nothing that looks like something else. Anlage 4 PAuswV. */
const signs = "CFGHJKLMNPRTVWXYZ0123456789";

function numberFor(cardId: string): string {
  const bytes = createHash("sha256").update(cardId).digest();
  return `L${[...bytes.subarray(0, 8)].map((byte) => signs[byte % signs.length]).join("")}`;
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Invalid) throw error;
    throw new Unavailable("ausweis.producer-unreachable", {
      reason: (error as NodeJS.ErrnoException).code ?? "io",
    });
  }
}

/**
 * Plays the producer in a folder: orders lie there as `bestellung-<id>.xml`; when the receipt is asked for it makes
 * up a number, leaves `quittung-<id>.xml` and forgets the order with its photograph (§ 26 Abs. 3 PAuswG).
 */
export function simulatedProducer(folder: string, secondsToReceipt: number): CardProducer {
  const orderPath = (cardId: string) => join(folder, `bestellung-${cardId}.xml`);
  const receiptPath = (cardId: string) => join(folder, `quittung-${cardId}.xml`);
  const put = async (path: string, text: string) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.neu`, text, { mode: 0o600 });
    await rename(`${path}.neu`, path);
  };
  const read = async (path: string): Promise<string | undefined> => {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  };
  return {
    simulated: true,
    secondsToReceipt,
    order: (cardId, xml) =>
      orUnavailable(async () => {
        if ((await read(receiptPath(cardId))) === undefined) await put(orderPath(cardId), xml);
      }),
    receipt: (cardId) =>
      orUnavailable(async () => {
        if ((await read(receiptPath(cardId))) === undefined) {
          if ((await read(orderPath(cardId))) === undefined) return undefined;
          await put(receiptPath(cardId), receiptXml(cardId, numberFor(cardId)));
          await rm(orderPath(cardId), { force: true });
        }
        const found = readReceipt((await read(receiptPath(cardId))) ?? "");
        if (found === undefined || found.cardId !== cardId) throw new Invalid("ausweis.bad-receipt");
        return { seriennummer: found.seriennummer };
      }),
  };
}
