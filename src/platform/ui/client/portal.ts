import { copyButtons } from "./parts/copy.ts";
import { focusErrors, sendOnce } from "./parts/forms.ts";
import { rollToCurrent } from "./parts/rolled.ts";

focusErrors();
sendOnce();
copyButtons();
rollToCurrent(".tabs");
