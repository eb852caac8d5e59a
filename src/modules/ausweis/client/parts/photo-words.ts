import type { Language } from "../../../../kernel/index.ts";
import type { Fault, Outcome, PhotoCheck } from "./judge-photo.ts";

type Words = Readonly<Record<Language, string>>;

/** What each check looks at. */
export const checkWords: Readonly<Record<PhotoCheck, Words>> = {
  face: { de: "Ein Gesicht ist zu sehen", en: "A face can be seen" },
  "one-face": { de: "Nur eine Person", en: "Only one person" },
  size: { de: "Größe des Kopfes", en: "Size of the head" },
  centred: { de: "Kopf in der Mitte", en: "Head in the middle" },
  level: { de: "Kopf gerade", en: "Head upright" },
  frontal: { de: "Von vorn", en: "From the front" },
  eyes: { de: "Augen offen und sichtbar", en: "Eyes open and visible" },
  mouth: { de: "Mund geschlossen", en: "Mouth closed" },
  background: { de: "Hintergrund hell und gleichmäßig", en: "Background light and even" },
  exposure: { de: "Licht", en: "Light" },
  sharpness: { de: "Schärfe", en: "Sharpness" },
};

/** How a check ended. */
export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  met: { de: "in Ordnung", en: "fine" },
  close: { de: "bitte selbst prüfen", en: "please look yourself" },
  broken: { de: "bitte ändern", en: "please change" },
  unknown: { de: "nicht geprüft", en: "not checked" },
};

/** What to do. */
export const faultWords: Readonly<Record<Fault, Words>> = {
  "no-face": {
    de: "Wir haben kein Gesicht gefunden. Halten Sie das Gesicht in den Rahmen und sorgen Sie für Licht von vorn.",
    en: "We found no face. Hold your face in the frame and have light from the front.",
  },
  "several-faces": {
    de: "Es ist noch jemand im Bild. Auf dem Foto darf nur eine Person sein.",
    en: "Somebody else is in the picture. Only one person may be in the photo.",
  },
  "too-small": { de: "Gehen Sie näher heran.", en: "Come closer." },
  "too-large": { de: "Gehen Sie etwas weiter weg.", en: "Move back a little." },
  "cut-off": {
    de: "Der Kopf ist abgeschnitten. Er muss vom Kinn bis zum Scheitel zu sehen sein.",
    en: "The head is cut off. It must be visible from the chin to the top.",
  },
  "off-centre": {
    de: "Rücken Sie das Gesicht in die Mitte des Rahmens.",
    en: "Move your face to the middle of the frame.",
  },
  tilted: { de: "Neigen Sie den Kopf nicht zur Seite.", en: "Do not tilt your head to the side." },
  turned: { de: "Drehen Sie das Gesicht gerade zur Kamera.", en: "Turn your face straight to the camera." },
  nodding: {
    de: "Schauen Sie geradeaus, nicht nach oben oder unten. Halten Sie die Kamera in Augenhöhe.",
    en: "Look straight ahead, not up or down. Hold the camera at the height of your eyes.",
  },
  "eyes-closed": { de: "Öffnen Sie beide Augen.", en: "Open both eyes." },
  "eyes-covered": {
    de: "Die Augen sind vielleicht verdeckt. Dunkle Gläser, Haare und Spiegelungen dürfen nicht davor sein.",
    en: "Your eyes may be covered. No dark glasses, hair or reflections may be in front of them.",
  },
  "mouth-open": { de: "Schließen Sie den Mund.", en: "Close your mouth." },
  "background-dark": {
    de: "Der Hintergrund ist zu dunkel. Suchen Sie eine helle Wand.",
    en: "The background is too dark. Find a light wall.",
  },
  "background-uneven": {
    de: "Der Hintergrund hat Muster, Schatten oder mehrere Farben. Suchen Sie eine einfarbige Wand und treten Sie einen Schritt vor.",
    en: "The background has a pattern, shadows or several colours. Find a plain wall and take a step away from it.",
  },
  "too-dark": {
    de: "Das Gesicht ist zu dunkel. Drehen Sie sich zum Licht.",
    en: "The face is too dark. Turn to the light.",
  },
  "too-light": {
    de: "Das Gesicht ist zu hell. Vermeiden Sie Blitz und direkte Sonne.",
    en: "The face is too bright. Avoid flash and direct sun.",
  },
  reflection: {
    de: "Stellen im Gesicht glänzen weiß. Vermeiden Sie Blitz und Lampen von vorn.",
    en: "Parts of the face shine white. Avoid flash and lamps from the front.",
  },
  shadow: {
    de: "Eine Hälfte des Gesichts liegt im Schatten. Das Licht sollte von vorn kommen.",
    en: "One half of the face is in shadow. The light should come from the front.",
  },
  flat: {
    de: "Das Bild hat zu wenig Kontrast. Sorgen Sie für mehr Licht und putzen Sie die Linse.",
    en: "The picture has too little contrast. Have more light and clean the lens.",
  },
  blurred: {
    de: "Das Gesicht ist unscharf. Halten Sie still und putzen Sie die Linse.",
    en: "The face is blurred. Hold still and clean the lens.",
  },
  "few-pixels": { de: "Das Bild hat zu wenige Bildpunkte.", en: "The picture has too few pixels." },
};

/** What the page says while it works. */
export const photoWords = {
  loading: { de: "Das Prüfprogramm wird geladen.", en: "The checker is being loaded." },
  looking: { de: "Das Foto wird geprüft.", en: "The photo is being checked." },
  cancelled: { de: "Abgebrochen. Es wurde nichts geprüft.", en: "Cancelled. Nothing was checked." },
  cameraOpen: {
    de: "Die Kamera ist an. Halten Sie das Gesicht in den Rahmen.",
    en: "The camera is on. Hold your face in the frame.",
  },
  cameraDenied: {
    de: "Ihr Browser darf die Kamera nicht benutzen. Erlauben Sie sie in den Einstellungen der Seite, oder wählen Sie ein Foto aus.",
    en: "Your browser may not use the camera. Allow it in the settings of this site, or choose a photo.",
  },
  cameraMissing: {
    de: "Wir haben keine Kamera gefunden, oder ein anderes Programm benutzt sie. Wählen Sie ein Foto aus.",
    en: "We found no camera, or another program is using it. Choose a photo instead.",
  },
  notAPicture: {
    de: "Diese Datei ist kein Bild, das Ihr Browser öffnen kann. Nehmen Sie ein Foto als JPG oder PNG.",
    en: "This file is not a picture that your browser can open. Take a photo as JPG or PNG.",
  },
  "no-graphics": {
    de: "Ihr Gerät kann das Foto nicht prüfen: Ihm fehlt eine Grafikfunktion (WebGL). Gehen Sie die Regeln unten selbst durch.",
    en: "Your device cannot check the photo: it lacks a graphics function (WebGL). Go through the rules below yourself.",
  },
  "no-download": {
    de: "Das Prüfprogramm ließ sich nicht laden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
    en: "The checker could not be loaded. Check your connection and try again.",
  },
  "no-start": {
    de: "Das Prüfprogramm läuft auf Ihrem Gerät nicht. Gehen Sie die Regeln unten selbst durch.",
    en: "The checker does not run on your device. Go through the rules below yourself.",
  },
  allMet: {
    de: "Wir haben nichts gefunden, was Sie ändern müssten.",
    en: "We found nothing that you would have to change.",
  },
  someBroken: { de: "Das sollten Sie ändern:", en: "You should change this:" },
  someClose: { de: "Das sollten Sie sich noch einmal ansehen:", en: "Have another look at this:" },
  percent: {
    de: "Der Kopf nimmt etwa {percent} Prozent der Höhe ein (geschätzt).",
    en: "The head takes about {percent} per cent of the height (estimated).",
  },
  camera: { de: "Kamera öffnen", en: "Open the camera" },
  take: { de: "Aufnehmen und prüfen", en: "Take and check" },
  cancel: { de: "Abbrechen", en: "Cancel" },
  picture: { de: "Ihr Foto mit dem Rahmen für den Kopf", en: "Your photo with the frame for the head" },
} as const satisfies Record<string, Words>;
