import { gemeinden } from "../tenants/index.ts";
import type { PlacesOfPostcode } from "./model/index.ts";

let byPostcode: ReadonlyMap<string, readonly string[]> | undefined;

function read(): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const { name, postcodes } of gemeinden) {
    for (const postcode of postcodes) places.set(postcode, [...(places.get(postcode) ?? []), name]);
  }
  return places;
}

/** Municipalities of North Rhine-Westphalia by postcode; others are typed. */
export const placesOfPostcode: PlacesOfPostcode = (postcode) => {
  byPostcode ??= read();
  return byPostcode.get(postcode) ?? [];
};
