/** Why there is no picture from a camera. */
export type CameraTrouble = "denied" | "missing";

/** A running camera. */
export interface Camera {
  readonly video: HTMLVideoElement;
  stop(): void;
}

/**
 * Opens a camera; the browser asks first. The picture stays in the page.
 * @param facing `user` for the one beside the screen, `environment` for the one on the back
 * @returns the trouble where there is none
 */
export async function openCamera(facing: "user" | "environment"): Promise<Camera | CameraTrouble> {
  // Absent where the page came without HTTPS.
  if (navigator.mediaDevices === undefined) return "missing";
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: facing, width: { ideal: 1920 }, height: { ideal: 1080 } },
      audio: false,
    });
  } catch (error) {
    return error instanceof DOMException && error.name === "NotAllowedError" ? "denied" : "missing";
  }
  const video = document.createElement("video");
  video.playsInline = true;
  video.muted = true;
  video.srcObject = stream;
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  // A page that is left must not keep the light of the camera on.
  addEventListener("pagehide", stop, { once: true });
  try {
    await video.play();
  } catch {
    stop();
    return "missing";
  }
  return { video, stop };
}
