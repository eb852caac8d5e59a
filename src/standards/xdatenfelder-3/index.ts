import { xdatenfelderStandard } from "../xdatenfelder-2/standard.ts";
import { asVersion3 } from "./convert.ts";
import { message, namespace, rootName } from "./format.ts";

/** FIM XDatenfelder 3.0.0: a Stammdatenschema as message 0102. */
export const xdatenfelder3 = xdatenfelderStandard({
  key: "xdatenfelder-3",
  name: "XDatenfelder 3.0.0",
  namespace,
  rootName,
  message,
  convert: asVersion3,
  // 3.0.0 knows all that 2.0 knows.
  impoverished: () => [],
});
