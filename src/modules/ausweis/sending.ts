import type { SendingPart } from "../forms/index.ts";
import { askForPhoto } from "./actions/give-photo-code.ts";
import { getOnlineSetting } from "./actions/set-online-setting.ts";
import { applicationLeistung } from "./case-application.ts";
import { readApplication } from "./model/index.ts";
import { withoutAppointment } from "./model/online-setting.ts";
import { giveSignatureToCase } from "./store/index.ts";

/** What belongs to sending an application: the signature goes along, the photograph is fetched. */
export const ausweisSending: SendingPart = {
  leistungId: applicationLeistung,
  async sending(ctx, { draftId, caseId, answers }) {
    await giveSignatureToCase(ctx, draftId, caseId);
    const fotoCode = readApplication(answers)?.fotoCode ?? "";
    if (fotoCode !== "") await askForPhoto(ctx, caseId, fotoCode);
    const { ohneTermin, klausel } = await getOnlineSetting(ctx);
    // What held when it was sent holds for the case, whatever the town decides later.
    return ohneTermin ? { [withoutAppointment]: true, klausel } : {};
  },
};
