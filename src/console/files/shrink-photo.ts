/** Scales a photo down in the browser: what a camera takes today is often larger than what the API stores. */

/** The longer side of a scaled photo, in pixels: text on it is still legible. */
const LONGER_SIDE = 3_000;
const QUALITY = 0.85;

/** Returns the photo as a JPEG; null if the browser cannot read it. */
export async function shrinkPhoto(photo: File): Promise<File | null> {
  try {
    const picture = await createImageBitmap(photo);
    const scale = Math.min(1, LONGER_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY);
    });
    return blob === null ? null : new File([blob], jpegName(photo.name), { type: 'image/jpeg' });
  } catch {
    return null;
  }
}

function jpegName(name: string): string {
  return /\.jpe?g$/i.test(name) ? name : `${name.replace(/\.[^.]*$/, '')}.jpg`;
}
