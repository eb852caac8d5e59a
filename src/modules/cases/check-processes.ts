import { ownEffects } from "./actions/own-effects.ts";
import { getEffect, listProcesses } from "./contracts.ts";

/**
 * Every step that a procedure calls is there. Called at boot, after everything has been defined.
 * @throws Error that names the step nobody has defined
 */
export function checkProcesses(): void {
  for (const process of Object.values(listProcesses())) {
    for (const node of Object.values(process.nodes)) {
      if (node.kind === "service-task") getEffect(node.effect, ownEffects);
    }
  }
}
