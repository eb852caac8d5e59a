import { asVersion2, impoverishedInVersion2 } from "./convert.ts";
import { message, namespace, rootName } from "./format.ts";
import { xdatenfelderStandard } from "./standard.ts";

/** FIM XDatenfelder 2.0: a Stammdatenschema as message 0102. */
export const xdatenfelder2 = xdatenfelderStandard({
  key: "xdatenfelder-2",
  name: "XDatenfelder 2.0",
  namespace,
  rootName,
  message,
  convert: asVersion2,
  impoverished: impoverishedInVersion2,
});
