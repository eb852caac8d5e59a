export { requestTimestamp, type TimestampAuthority } from "./request-timestamp.ts";
export { type Timestamp, verifyTimestamp } from "./timestamp.ts";
