/**
 * Runs in a thread of its own for one file: what it does is synchronous, heavy, and may be aimed at us. It is ended when
 * it takes too long. Built as a program of its own beside the server.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { UploadKind } from "../model/upload.ts";
import { identify } from "./identify.ts";

const { bytes, kinds } = workerData as { bytes: Uint8Array; kinds: readonly UploadKind[] };
parentPort?.postMessage(await identify(bytes, kinds));
