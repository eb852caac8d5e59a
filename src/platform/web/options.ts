import type { Registry } from "prom-client";
import type { BlobStore, Keyring } from "../../kernel/index.ts";
import type { Ctx, Database } from "../db/index.ts";
import type { Logger } from "../log/index.ts";
import type { Route, StreamRoute, WebDependencies } from "./route.ts";

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly streams?: readonly StreamRoute[];
  readonly db: Database;
  readonly files: BlobStore;
  readonly keyring: Keyring;
  readonly jobs: Ctx["jobs"];
  readonly log: Logger;
  readonly dependencies: WebDependencies;
  /** Folder with built assets and their `manifest.json`. */
  readonly assetsFolder: string;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  /** Per browser session; an address as a whole gets ten times that, so that an office behind one is not slowed. */
  readonly requestsPerMinute: number;
  readonly metricsToken?: string;
  /** Metrics of all web processes as text, where this is one of several; it is handed its own first. */
  readonly gatherMetrics?: (own: Registry) => () => Promise<string>;
  /** How long a page waits at most for a job; not at all in tests, where jobs run when they are told to. */
  readonly patienceMs?: number;
  /** The time; tests set it. */
  readonly clock?: () => Date;
  /** Whether background work runs, for `/readyz`. */
  readonly ready?: () => Promise<void>;
}
