import { hash, verify } from "@node-rs/argon2";

/** argon2id (the default of the library) with 19 MiB and two passes. Source: OWASP Password Storage Cheat Sheet. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash to store for a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether a password belongs to a hash made by `hashPassword`. Takes as long for a wrong one. */
export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}
