/** Makes a new id: UUID version 7 (RFC 9562), so that ids made later sort later. Passed in; tests own it. */
export type NewId = () => string;
