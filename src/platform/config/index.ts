export { type Config, ConfigError, parseConfig, type S3Settings, type StoreKind } from "./config.ts";
