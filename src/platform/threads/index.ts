export { runInThread, ThreadEnded, type ThreadProgram, threadAddress } from "./run-in-thread.ts";
