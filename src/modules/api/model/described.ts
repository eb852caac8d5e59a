import { z } from "zod";
import type { Localized } from "../../../kernel/index.ts";

const descriptions = new WeakMap<z.core.$ZodType, Localized>();

/** Schemas that the description lists by name. */
export const namedSchemas: z.core.$ZodRegistry<{ id: string }> = z.registry<{ id: string }>();

/** Says in both languages what a value is; stands in the API's description. */
export function described<S extends z.ZodType>(schema: S, de: string, en: string): S {
  descriptions.set(schema, { de, en });
  return schema;
}

/** Gives a schema the name by which others refer to it: `Application`. */
export function named<S extends z.ZodType>(id: string, schema: S): S {
  namedSchemas.add(schema, { id });
  return schema;
}

export function descriptionOf(schema: z.core.$ZodType): Localized | undefined {
  return descriptions.get(schema);
}
