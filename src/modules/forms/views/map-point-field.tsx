import type { JSX } from "preact";
import { type FieldProps, Fieldset, TextField } from "../../../platform/ui/index.ts";
import { mapPointParts } from "../model/index.ts";
import { wording } from "./wording.ts";

/** A place by latitude and longitude; with script a button takes over where the phone is. No map from outside. */
export function MapPointField(props: {
  readonly common: Omit<FieldProps, "label"> & { readonly id: string };
  readonly label: string;
  readonly value: string;
}): JSX.Element {
  const { common } = props;
  const { view } = common;
  const { language } = view;
  const [latitude = "", longitude = ""] = mapPointParts(props.value);
  const { hint, help, error, required } = common;
  const both = {
    view,
    name: common.name,
    inputmode: "decimal" as const,
    width: "medium" as const,
    autocomplete: "off",
    ...(required === undefined ? {} : { required }),
  };
  return (
    <div
      class="map-point"
      data-map-point={wording.takeLocation[language]}
      data-working={wording.locating[language]}
      data-failed={wording.noLocation[language]}
      data-done={wording.located[language]}
    >
      <Fieldset legend={props.label} id={`${common.id}-gruppe`} hint={hint ?? wording.degrees[language]}>
        <TextField
          {...both}
          id={common.id}
          label={wording.latitude[language]}
          value={latitude}
          {...(error === undefined ? {} : { error })}
        />
        <TextField
          {...both}
          id={`${common.id}-2`}
          label={wording.longitude[language]}
          value={longitude}
          {...(help === undefined ? {} : { help })}
        />
      </Fieldset>
    </div>
  );
}
