/** `<length in bytes>#<text>` in both directions. */
export const MAX_FRAME_BYTES = 1024 * 1024;
const MAX_LENGTH_DIGITS = 7;
const HASH = 0x23;
const EMPTY = Buffer.alloc(0);

export class FrameError extends Error {}

export function frame(text: string): string {
  return `${Buffer.byteLength(text, 'utf8')}#${text}`;
}

export class FrameReader {
  #pending: Buffer = EMPTY;

  /** The frames that are complete now. Throws FrameError when the stream is not one of frames. */
  push(chunk: Buffer): string[] {
    let data = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const frames: string[] = [];
    for (;;) {
      const hash = data.subarray(0, MAX_LENGTH_DIGITS + 1).indexOf(HASH);
      if (hash < 0) {
        if (data.length > MAX_LENGTH_DIGITS) throw new FrameError('no length');
        break;
      }
      const digits = data.toString('latin1', 0, hash);
      const length = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
      if (!(length > 0 && length <= MAX_FRAME_BYTES)) throw new FrameError('bad length');
      const end = hash + 1 + length;
      if (data.length < end) break;
      frames.push(data.toString('utf8', hash + 1, end));
      data = data.subarray(end);
    }
    this.#pending = data.length === 0 ? EMPTY : Buffer.from(data);
    return frames;
  }
}
