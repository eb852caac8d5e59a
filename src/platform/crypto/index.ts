export { equalInConstantTime, openKeyring } from "./keyring.ts";
export { hashPassword, verifyPassword } from "./password.ts";
