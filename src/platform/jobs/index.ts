export { type AnyJob, defineJob, enqueue, type Job, type Outside } from "./job.ts";
export { installQueue, openQueue, type Queue, type QueueOptions } from "./queue.ts";
