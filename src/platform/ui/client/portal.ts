import { copyButtons } from "./parts/copy.ts";
import { focusErrors, sendOnce } from "./parts/forms.ts";

focusErrors();
sendOnce();
copyButtons();
