/** Everything the domain refuses, as a closed set; each edge maps each code once. */
export type DomainErrorCode =
  | 'invalid' // the input breaks a rule; `fields` names which
  | 'unauthenticated' // nobody is signed in, or the credentials are wrong
  | 'forbidden' // the user may see it but not do this
  | 'preview_is_read_only' // looking as somebody else, one changes nothing
  | 'not_found' // does not exist, or is out of reach: the two look the same (A40)
  | 'conflict' // somebody else changed it first
  | 'too_late' // the moment for this has passed
  | 'needs_confirmation' // a person may decide; `fields` names what to confirm
  | 'rate_limited'
  | 'unavailable'; // a part this needs is away just now

export class DomainError extends Error {
  readonly code: DomainErrorCode;
  /** Field path ('numbers.0.e164') → reason code that the locales translate ('required', 'not_a_number'). */
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: DomainErrorCode, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.fields = fields;
  }
}

/** A part that this needs is away just now. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'unavailable';
}
