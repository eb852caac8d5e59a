import { join } from "node:path";
import type { AdapterName } from "../model/delivery.ts";
import { folderAdapter } from "./folder.ts";
import { httpsAdapter } from "./https.ts";
import type { RecipientAdapter } from "./recipient-adapter.ts";

/** Where deliveries go and what letters link to. */
export interface DeliverySettings {
  /** Folder below which each town and recipient has one of its own: `<data>/deliveries`. */
  readonly folder: string;
  /** Address that links in letters begin with, without a slash at the end. */
  readonly publicUrl: string;
  /** Default 20,000. */
  readonly timeoutMs?: number;
  /** Allows `http:` to this machine. For tests only. */
  readonly allowLoopback?: boolean;
}

let settings: DeliverySettings | undefined;

/** Called once at boot; again replaces. */
export function configureDeliveries(given: DeliverySettings): void {
  settings = given;
}

/** @throws Error where `configureDeliveries` was not called */
export function deliverySettings(): DeliverySettings {
  if (settings === undefined) throw new Error("deliveries are not configured");
  return settings;
}

/** @param town slug of the sending town */
export function adapterFor(name: AdapterName, town: string): RecipientAdapter {
  const { folder, timeoutMs = 20_000, allowLoopback = false } = deliverySettings();
  return name === "folder" ? folderAdapter(join(folder, town)) : httpsAdapter({ timeoutMs, allowLoopback });
}
